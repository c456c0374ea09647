"""spaCy without its command line, which is a quarter of its import: `import spacy` loads it for one function.

Its registries ask all packages that are installed for what they add to them, some hundred times while a model is loaded: what
these answer is put in order once.
"""

from __future__ import annotations

import importlib
import sys
from itertools import chain
from types import ModuleType
from typing import Any, Final

_COMMANDS: Final = "spacy.cli"
_TOLD: Final = "spacy.cli.info"


def import_spacy() -> ModuleType:
    """spaCy; if nobody has imported it, its command line is imported when somebody asks for it, and works as ever."""
    if "spacy" in sys.modules or _COMMANDS in sys.modules:
        return importlib.import_module("spacy")
    commands, told = ModuleType(_COMMANDS), ModuleType(_TOLD)
    commands.__path__ = []
    told.info = _info  # type: ignore[attr-defined]
    sys.modules |= {_COMMANDS: commands, _TOLD: told}
    try:
        spacy = importlib.import_module("spacy")
        _group_entry_points()
        return spacy
    finally:
        for name in (_COMMANDS, _TOLD):
            del sys.modules[name]


def _group_entry_points() -> None:
    """Gives spaCy's registries a table of entry points by group, which they take where Python has no more than that."""
    catalogue = importlib.import_module("catalogue")
    points: Any = getattr(catalogue, "AVAILABLE_ENTRY_POINTS", None)
    if hasattr(points, "select"):
        groups: dict[str, list[Any]] = {}
        for point in chain.from_iterable(dict.values(points)) if isinstance(points, dict) else points:
            groups.setdefault(point.group, []).append(point)
        vars(catalogue)["AVAILABLE_ENTRY_POINTS"] = groups


def _info(*arguments: Any, **more: Any) -> Any:
    """`spacy.info`."""
    return importlib.import_module(_TOLD).info(*arguments, **more)
