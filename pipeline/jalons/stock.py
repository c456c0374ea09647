"""spaCy without its command line, which is a quarter of its import: `import spacy` loads it for one function."""

from __future__ import annotations

import importlib
import sys
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
        return importlib.import_module("spacy")
    finally:
        for name in (_COMMANDS, _TOLD):
            del sys.modules[name]


def _info(*arguments: Any, **more: Any) -> Any:
    """`spacy.info`."""
    return importlib.import_module(_TOLD).info(*arguments, **more)
