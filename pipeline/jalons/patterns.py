"""Regular expressions compiled once for all runs: what Python makes of a pattern is kept on disk, as its byte code is.

A third of a cold start went by in compiling rules. The file lies in the user's cache (`JALONS_CACHE` if it is set) and is safe to
delete; it holds the engine's code for one version of Python, which the engine validates when it takes it in. A pattern that is
not in the file is compiled as ever, and so are all where something is not as expected.
"""

from __future__ import annotations

import hashlib
import re
import sys
from array import array
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final

from jalons.errors import JalonsError
from jalons.files import Bytes, cache_folder, replace_with, sealed, sweep, unsealed

_compiler: Final = import_module("re._compiler")
_parser: Final = import_module("re._parser")
_engine: Final = import_module("_sre")
"""Parts of `re` that it does not export; without what is asked of them, patterns are compiled by `re.compile`."""
_WORD: Final = "I"
"""The type of the engine's code, for `array`."""
_MOST: Final = 32_000_000
"""Bytes of the file above which patterns that this process has not asked for are left out when it is written anew."""

Key = tuple[str, int]
"""A pattern and its flags."""
Code = tuple[int, int, dict[str, int], Bytes]
"""What the engine is given beside the pattern: all flags, the number of groups, those with names, the code."""


class Kept:
    """What earlier runs left, and what this one adds."""

    def __init__(self) -> None:
        self.codes: dict[Key, Code] = {}
        self.texts: dict[str, list[str]] = {}
        self.asked: set[Key | str] = set()
        self.size = 0
        self.grown = False
        with suppress(OSError, ValueError, KeyError, TypeError):
            self._read(_file().read_bytes())

    def _read(self, data: bytes) -> None:
        found = unsealed(data)
        if found is None:
            return
        (told, codes), at = found, 0
        for pattern, flags, all_flags, groups, names, length in told["patterns"]:
            self.codes[pattern, flags] = (all_flags, groups, names, codes[at : at + length])
            at += length
        self.texts, self.size = told["texts"], len(data)

    def packed(self) -> bytes:
        """The file, as `_read` takes it."""
        wanted = self.asked if self.size > _MOST else None
        codes = {key: code for key, code in self.codes.items() if wanted is None or key in wanted}
        texts = {key: text for key, text in self.texts.items() if wanted is None or key in wanted}
        told = {"patterns": [[*key, *code[:3], len(code[3])] for key, code in codes.items()], "texts": texts}
        return b"".join(sealed(told, (code[3] for code in codes.values())))


@cache
def kept() -> Kept:
    return Kept()


def _file() -> Path:
    return cache_folder() / f"patterns-{sys.implementation.cache_tag}-{_engine.MAGIC}-{8 * _engine.CODESIZE}-{sys.byteorder}.bin"


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives; raises `re.error` as it does."""
    known = kept()
    key = (pattern, int(flags))
    known.asked.add(key)
    with suppress(TypeError, ValueError, OverflowError, RuntimeError, AttributeError):
        if key not in known.codes:
            known.codes[key] = _code(pattern, key[1])
            known.grown = True
        return _made(pattern, *known.codes[key])
    return re.compile(pattern, flags)


def _code(pattern: str, flags: int) -> Code:
    parsed = _parser.parse(pattern, flags)
    code = array(_WORD, _compiler._code(parsed, flags)).tobytes()
    return flags | parsed.state.flags, parsed.state.groups - 1, dict(parsed.state.groupdict), code


def _made(pattern: str, flags: int, groups: int, names: dict[str, int], code: Bytes) -> re.Pattern[str]:
    of_group: list[str | None] = [None] * (groups + 1)
    for name, group in names.items():
        of_group[group] = name
    found: re.Pattern[str] = _engine.compile(
        pattern, flags, memoryview(code).cast(_WORD).tolist(), groups, names, tuple(of_group)
    )
    return found


def remembered(what: object, by: Iterable[str], make: Callable[[], list[str]]) -> list[str]:
    """Texts that modules (`by` their names) derive from something; made if no earlier run of the same code has left them."""
    known = kept()
    key = hashlib.sha256(repr(([(name, _code_of(name)) for name in by], what)).encode()).hexdigest()
    known.asked.add(key)
    if key not in known.texts:
        known.texts[key] = make()
        known.grown = True
    return known.texts[key]


@cache
def _code_of(module: str) -> str:
    return hashlib.sha256(Path(str(sys.modules[module].__file__)).read_bytes()).hexdigest()


def keep() -> None:
    """Leaves what was compiled anew to the next runs, if it can be written."""
    known = kept()
    if known.grown:
        with suppress(OSError, JalonsError):
            sweep([_file()])
            replace_with({_file(): known.packed()})
        known.grown = False
