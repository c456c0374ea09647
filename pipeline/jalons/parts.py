"""One module of an installed package without the package around it, which would load all the others."""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType


@cache
def part(package: str, name: str) -> ModuleType:
    """A module of a package; nothing of the package itself is run. Raises `ImportError` if there is no such module."""
    if package in sys.modules:
        return import_module(f"{package}.{name}")
    spec = find_spec(package)
    if spec is None or spec.submodule_search_locations is None:
        raise ImportError(f"{package}.{name}")
    bare = ModuleType(package)
    bare.__path__ = spec.submodule_search_locations
    sys.modules[package] = bare
    try:
        return import_module(f"{package}.{name}")
    finally:  # whoever asks for the package gets it whole
        for known in [known for known in sys.modules if f"{known}.".startswith(f"{package}.")]:
            del sys.modules[known]
