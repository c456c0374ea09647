"""The database of a dataset: the one beside it, or one made of its tables in the user's cache."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from jalons.building.store import default_folder
from jalons.databases import sqlite
from jalons.errors import DataError, DocumentError
from jalons.files import replace_with
from jalons.tables import Table
from jalons.tables.columns import read_back
from jalons.writers.datapackage import FILE as DATAPACKAGE

_CACHED: Final = "questions.db"


def database(outputs: Path) -> Path:
    """The SQLite file that holds what the tables in a folder hold, made if there is none.

    Raises `DocumentError` if there is no dataset or the file cannot be written, `DataError` if a table is broken.
    """
    try:
        description = (outputs / DATAPACKAGE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise DocumentError(outputs, "il n'y a pas de jeu de données ici ; construisez-le par « jalons build »") from None
    places = (outputs / sqlite.FILE, default_folder(outputs) / _CACHED)
    for path in places:
        if path.is_file() and sqlite.is_of(path, description):
            return path
    replace_with(
        {places[-1]: partial(sqlite.write, rows=lambda table: _rows(outputs / table.file, table), description=description)}
    )
    return places[-1]


def _rows(path: Path, table: Table) -> Iterator[list[object]]:
    """The rows of a published table, as `Table.values` gives those of a chronology."""
    types = [column.type for column in table.columns]
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            if next(reader, None) != [column.name for column in table.columns]:
                raise DataError(path, "ligne 1", "ce ne sont pas les colonnes de cette table ; relancez « jalons build »")
            for row in reader:
                yield [read_back(cell, kind) for cell, kind in zip(row, types, strict=True)]
    except (OSError, ValueError, csv.Error) as error:
        raise DataError(path, "fichier entier", f"illisible ({error}) ; relancez « jalons build »") from None
