"""The tables of the dataset for programs that ask questions: one SQLite file, or a Parquet file for each table.

Their names and columns are those of the CSV files, with real types: integers, days, `NULL` where a cell is empty.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from jalons.databases import parquet, sqlite
from jalons.files import Write
from jalons.tables import TABLES, Table
from jalons.types import Chronology

FORMATS: Final[Mapping[str, Sequence[str]]] = {
    "parquet": [f"{table.name}.parquet" for table in TABLES],
    "sqlite": [sqlite.FILE],
}
"""The formats, and the files of each."""


def present(folder: Path) -> Iterator[str]:
    """The formats in which a dataset was written in a folder."""
    return (name for name, files in FORMATS.items() if any((folder / file).exists() for file in files))


def check(formats: Collection[str]) -> None:
    """Raises `ValueError` for a format that does not exist, `JalonsError` for one whose library is missing."""
    unknown = sorted(set(formats) - FORMATS.keys())
    if unknown:
        raise ValueError(f"formats must be among {', '.join(FORMATS)}, not {', '.join(unknown)}")
    if "parquet" in formats:
        parquet.library()


def writers(chronology: Chronology, formats: Collection[str], *, description: str) -> dict[str, Write]:
    """What writes each file of some formats. `description` is the text of the `datapackage.json` beside them."""

    def rows(table: Table) -> Iterator[Sequence[object]]:
        return table.values(chronology)

    found: dict[str, Write] = {}
    if "parquet" in formats:
        found |= {
            file: partial(parquet.write, table=table, rows=rows(table), provenance=chronology.provenance)
            for table, file in zip(TABLES, FORMATS["parquet"], strict=True)
        }
    if "sqlite" in formats:
        found[sqlite.FILE] = partial(sqlite.write, rows=rows, description=description)
    return found
