"""Output formats, one module each: `write(chronology, stream)`. Found by name, listed nowhere.

The format's name is the module's; its file is `chronologie.NAME` unless the module says otherwise in `FILE` (a module that
does is a part of the dataset, not a format of its own). `stream` takes text; line ends are written as they are. A writer with
`pieces` puts together what they say of single documents and facts (see `jalons.writers.pieces`). The formats that carry a
chronology elsewhere are no part of the dataset: see `jalons.writers.exports`.
"""

from __future__ import annotations

import importlib
import io
import pkgutil
from functools import cache
from inspect import signature
from types import ModuleType
from typing import TYPE_CHECKING, Any

from jalons.files import Joined, Utf8
from jalons.types import Chronology

if TYPE_CHECKING:
    from jalons.writers.pieces import Pieces


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


def _encoded(chronology: Chronology, file: str, **more: Any) -> Joined:
    stream = Utf8()
    modules()[file].write(chronology, stream, **more)
    return stream.pieces


def render_all(chronology: Chronology) -> dict[str, bytes]:
    """Every output file by its name, in UTF-8: the same chronology gives the same bytes."""
    return {file: b"".join(each) for file, each in in_pieces(chronology).items()}


def in_pieces(chronology: Chronology, pieces: Pieces | None = None) -> dict[str, Joined]:
    """The same, each file in pieces that follow each other: large ones are never there as a whole."""
    from jalons.writers import datapackage
    from jalons.writers.pieces import Pieces

    pieces = pieces or Pieces(chronology)
    files = {
        file: _encoded(chronology, file, **({"pieces": pieces} if "pieces" in signature(module.write).parameters else {}))
        for file, module in modules().items()
        if file != datapackage.FILE
    }
    described = _encoded(chronology, datapackage.FILE, files=files)
    return dict(sorted({**files, datapackage.FILE: described}.items()))
