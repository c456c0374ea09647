"""The tables of the dataset for programs that ask questions: one SQLite file, or a Parquet file for each table.

Their names and columns are those of the CSV files, with real types: integers, days, `NULL` where a cell is empty.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jalons.files import Write

if TYPE_CHECKING:
    from jalons.tables import Table
    from jalons.types import Chronology

# The tables know all that a dataset tells: they are loaded when they are written or looked for, not to name the formats.

FORMATS: Final = ("parquet", "sqlite")


def files() -> dict[str, list[str]]:
    """The files of each format."""
    from jalons.databases import sqlite
    from jalons.tables import TABLES

    return {"parquet": [f"{table.name}.parquet" for table in TABLES], "sqlite": [sqlite.FILE]}


def present(folder: Path) -> Iterator[str]:
    """The formats in which a dataset was written in a folder."""
    return (name for name, each in files().items() if any((folder / file).exists() for file in each))


def check(formats: Collection[str]) -> None:
    """Raises `ValueError` for a format that does not exist, `JalonsError` for one whose library is missing."""
    unknown = sorted(set(formats) - set(FORMATS))
    if unknown:
        raise ValueError(f"formats must be among {', '.join(FORMATS)}, not {', '.join(unknown)}")
    if "parquet" in formats:
        from jalons.databases import parquet

        parquet.library()


def writers(chronology: Chronology, formats: Collection[str], *, description: str) -> dict[str, Write]:
    """What writes each file of some formats. `description` is the text of the `datapackage.json` beside them."""
    from jalons.databases import parquet, sqlite
    from jalons.tables import TABLES

    def rows(table: Table) -> Iterator[Sequence[object]]:
        return table.values(chronology)

    found: dict[str, Write] = {}
    if "parquet" in formats:
        found |= {
            file: partial(parquet.write, table=table, rows=rows(table), provenance=chronology.provenance)
            for table, file in zip(TABLES, files()["parquet"], strict=True)
        }
    if "sqlite" in formats:
        found[sqlite.FILE] = partial(sqlite.write, rows=rows, description=description)
    return found
