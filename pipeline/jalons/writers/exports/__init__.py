"""The formats that carry a chronology elsewhere: a row each, and one way to write any of them.

A row names the module that writes its format, imported when it is asked for. A module has `write(chronology, stream)` if it makes
one text file, like every writer; else `parts(chronology)`, which gives the bytes of each file by its name.
"""

from __future__ import annotations

import importlib
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jalons.types import Chronology

ARCHIVE: Final = ".zip"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The first day that ZIP knows: the same chronology gives the same bytes."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what `--to` calls it, what it is for (French), the suffix of its file, its module under `jalons.writers`.

    A format of `several` files goes into a folder, one that is not `text` into a file.
    """

    name: str
    label: str
    suffix: str
    module: str
    several: bool = False
    text: bool = True


FORMATS: Final[Mapping[str, Format]] = {
    each.name: each
    for each in (
        Format("cortext", "CorText : un passage daté par ligne", ".csv", "exports.cortext"),
        Format("csv", "tableau de la chronologie", ".csv", "csv"),
        Format("gargantext", "Gargantext : un passage daté par ligne", ".tsv", "exports.gargantext"),
        Format("html", "frise, page à ouvrir dans un navigateur", ".html", "html"),
        Format("iramuteq", "IRaMuTeQ : passages et variables étoilées", ".txt", "exports.iramuteq"),
        Format("json", "données complètes", ".json", "json"),
        Format("markdown", "texte à lire, à publier ou à convertir", ".md", "exports.markdown"),
        Format("schema-org", "schema.org en JSON-LD, pour un site web", ".jsonld", "exports.schema_org"),
        Format("tei", "TEI P5 : événements, index, textes", ".xml", "exports.tei"),
        Format("timelinejs", "TimelineJS 3", ".json", "exports.timelinejs"),
        Format("timeml", "TimeML : dates balisées TIMEX3", ".tml", "exports.timeml", several=True),
        Format("txm", "TXM : textes et metadata.csv", ".txt", "exports.txm", several=True),
        Format("web-annotation", "annotations du W3C en JSON-LD", ".jsonld", "exports.web_annotation"),
        Format("xlsx", "classeur Excel ou LibreOffice", ".xlsx", "exports.xlsx", text=False),
    )
}
"""The formats by name, in alphabetical order."""


def parts(chronology: Chronology, format: Format) -> Mapping[str, bytes]:
    """The bytes of each file by its name; raises `TooManyRowsError` for a table longer than the format allows."""
    module = importlib.import_module(f"jalons.writers.{format.module}")
    if format.several or not format.text:
        found: Mapping[str, bytes] = module.parts(chronology)
        return found
    stream = io.StringIO(newline="")
    module.write(chronology, stream)
    # A lone surrogate has no UTF-8 form; nothing else can fail here.
    return {f"chronologie{format.suffix}": stream.getvalue().encode("utf-8", "replace")}


def files(chronology: Chronology, format: Format, output: Path) -> dict[Path, bytes]:
    """The files to write: `output` itself, an archive of all if it ends in `.zip`, or a folder if the format has several."""
    found = parts(chronology, format)
    if output.suffix.lower() == ARCHIVE:
        return {output: _archived(found)}
    if format.several:
        return {output / name: data for name, data in found.items()}
    (data,) = found.values()
    return {output: data}


def _archived(found: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in found.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
