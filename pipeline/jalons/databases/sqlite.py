"""The dataset as one SQLite file, with full-text search: opens in Datasette, DB Browser or Python as it is.

Tables and columns are those of the CSV files. `participants` has a row for each name in a passage; `chronologie_fts` (FTS5,
https://www.sqlite.org/fts5.html) finds the words of summaries and passages, whatever their accents and capitals.
"""

from __future__ import annotations

import errno
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import Final

from jalons.tables import CHRONOLOGY, MENTIONS, TABLES, Table
from jalons.tables.columns import BETWEEN
from jalons.wording import PARTICIPANT_HEADS

FILE: Final = "jalons.db"
_APPLICATION: Final = int.from_bytes(b"jaln")
_TYPES: Final = {"integer": "INTEGER", "date": "TEXT", "string": "TEXT"}
_TEXTS: Final = ("resume", "citation")
_INDICES: Final = (
    (CHRONOLOGY.name, "document"),
    (CHRONOLOGY.name, "au_plus_tot"),
    (CHRONOLOGY.name, "nature"),
    (MENTIONS.name, "valeur"),
    (MENTIONS.name, "document"),
    ("participants", "entree"),
    ("participants", "identifiant"),
    ("sources", "fait"),
)
Rows = Callable[[Table], Iterable[Sequence[object]]]
"""The rows of a table, as `Table.values` gives them."""


def write(path: Path, *, rows: Rows, description: str) -> None:
    """Writes the file: the same rows give the same bytes (with one version of SQLite). `description` is their `datapackage.json`.

    Raises `OSError` if it cannot be written.
    """
    with suppress(FileNotFoundError):
        path.unlink()
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            _fill(database, rows)
            database.execute(f"PRAGMA application_id = {_APPLICATION}")
            database.execute(f"PRAGMA user_version = {version_of(description)}")
            database.execute("VACUUM")
    except sqlite3.Error as error:
        number = errno.ENOSPC if error.sqlite_errorname == "SQLITE_FULL" else errno.EIO
        raise OSError(number, str(error), str(path)) from None


def is_of(path: Path, description: str) -> bool:
    """Whether a file is the database of the dataset that `description` (its `datapackage.json`) describes."""
    with suppress(sqlite3.Error), closing(opened(path)) as database:
        (application,), (version,) = (
            database.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")
        )
        return (application, version) == (_APPLICATION, version_of(description))
    return False


def opened(path: Path) -> sqlite3.Connection:
    """A connection that cannot write; raises `sqlite3.Error` if there is no database."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def version_of(description: str) -> int:
    """The `user_version` of a database: it changes with the description, which holds the hash of every table."""
    return zlib.crc32(description.encode("utf-8", "replace")) & 0x7FFFFFFF


def _fill(database: sqlite3.Connection, rows: Rows) -> None:
    # The file is made beside its place and renamed when it is whole: a journal would guard nothing.
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096; BEGIN;")
    for table in TABLES:
        database.execute(_create(table))
        places = ", ".join("?" * len(table.columns))
        database.executemany(f"INSERT INTO {table.name} VALUES ({places})", map(_stored, rows(table)))
    database.execute(
        f"CREATE TABLE participants (entree TEXT NOT NULL REFERENCES {CHRONOLOGY.name}, colonne TEXT NOT NULL, "
        "identifiant TEXT NOT NULL, PRIMARY KEY (entree, colonne, identifiant))"
    )
    database.executemany("INSERT OR IGNORE INTO participants VALUES (?, ?, ?)", _participants(rows(CHRONOLOGY)))
    for table_name, column in _INDICES:
        database.execute(f"CREATE INDEX {table_name}_{column} ON {table_name} ({column})")
    # Datasette knows the table that is searched by `content="…"`.
    database.execute(
        f'CREATE VIRTUAL TABLE {CHRONOLOGY.name}_fts USING fts5({", ".join(_TEXTS)}, content="{CHRONOLOGY.name}", '
        'tokenize="unicode61 remove_diacritics 2")'
    )
    database.execute(f"INSERT INTO {CHRONOLOGY.name}_fts({CHRONOLOGY.name}_fts) VALUES ('rebuild')")
    database.execute("COMMIT")


def _create(table: Table) -> str:
    keys = {each.file: each for each in TABLES}
    columns = [
        f"{column.name} {_TYPES[column.type]}{' PRIMARY KEY' if not place else ''}" for place, column in enumerate(table.columns)
    ]
    foreign = [
        f"FOREIGN KEY ({column}) REFERENCES {keys[file].name} ({keys[file].columns[0].name})"
        for column, file in table.references.items()
    ]
    return f"CREATE TABLE {table.name} ({', '.join([*columns, *foreign])})"


def _stored(row: Sequence[object]) -> list[object]:
    return [value.isoformat() if isinstance(value, date) else value for value in row]


def _participants(entries: Iterable[Sequence[object]]) -> Iterator[tuple[object, str, str]]:
    heads = [column.name for column in CHRONOLOGY.columns]
    places = [(head, heads.index(head)) for head, _ in PARTICIPANT_HEADS.values()]
    for row in entries:
        for head, place in places:
            if row[place]:
                yield from ((row[0], head, name) for name in str(row[place]).split(BETWEEN))
