"""Output formats, one module each: `write(chronology, stream)`. Found by name, listed nowhere.

The format's name is the module's; its file is `chronologie.NAME` unless the module says otherwise in `FILE` (a module that
does is a part of the dataset, not a format of its own). `stream` takes text; line ends are written as they are. A writer with
`pieces` puts together what they say of single documents (see `jalons.writers.pieces`). The formats that carry a chronology
elsewhere are no part of the dataset: see `jalons.writers.exports`.
"""

from __future__ import annotations

import importlib
import io
import pkgutil
from collections.abc import Mapping
from functools import cache
from inspect import signature
from types import ModuleType
from typing import Any

from jalons.files import Utf8
from jalons.types import Chronology


@cache
def modules() -> dict[str, ModuleType]:
    """The writer modules by file name, in alphabetical order of the files."""
    found = {info.name: importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__)}
    files = {getattr(each, "FILE", f"chronologie.{name}"): each for name, each in found.items() if hasattr(each, "write")}
    return dict(sorted(files.items()))


def formats() -> list[str]:
    """The names of the formats in which a chronology can be written on its own."""
    return [file.removeprefix("chronologie.") for file, module in modules().items() if not hasattr(module, "FILE")]


def render(chronology: Chronology, file: str, **more: Any) -> str:
    """The text of one output file (`chronologie.csv`, …); `more` is what its writer takes beside the chronology."""
    stream = io.StringIO(newline="")
    modules()[file].write(chronology, stream, **more)
    return stream.getvalue()


def _encoded(chronology: Chronology, file: str, **more: Any) -> bytes:
    stream = Utf8()
    modules()[file].write(chronology, stream, **more)
    return stream.whole()


def render_all(chronology: Chronology, *, known: Mapping[str, Mapping[str, bytes]] | None = None) -> dict[str, bytes]:
    """Every output file by its name, in UTF-8: the same chronology gives the same bytes.

    `known` holds the pieces of documents, by their ids, that are rendered already (see `jalons.writers.pieces`).
    """
    from jalons.writers import datapackage
    from jalons.writers.pieces import Pieces

    pieces = Pieces(chronology, known)
    files = {
        file: _encoded(chronology, file, **({"pieces": pieces} if "pieces" in signature(module.write).parameters else {}))
        for file, module in modules().items()
        if file != datapackage.FILE
    }
    described = _encoded(chronology, datapackage.FILE, files=files)
    return dict(sorted({**files, datapackage.FILE: described}.items()))
