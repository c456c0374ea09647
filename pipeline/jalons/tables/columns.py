"""What tables are made of: columns and their cells, written as CSV; the columns that several tables have."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, TextIO

from jalons.folding import CONTROL, plain
from jalons.schema import EDTF_PATTERN
from jalons.types import Chronology, Entry, Fact
from jalons.wording import PARTICIPANT_HEADS

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_TAME: Final = re.compile(r"[^\s\x00-\x1f\x7f=+@-][^\s\x00-\x1f\x7f]*(?: [^\s\x00-\x1f\x7f]+)*")
"""What a cell holds as it is, known at one look."""
BETWEEN: Final = " | "
"""What stands between the values of a cell that has several."""
LINE_END: Final = "\r\n"
BOM: Final = "\ufeff"
"""Tells Excel that a CSV file is UTF-8."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its French head, its Table Schema type and constraints, and the cell that an item has in it."""

    name: str
    type: str
    description: str
    cell: Callable[[Any], object]
    constraints: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its file, what it holds, its items and columns; the first column is the key.

    `references` names the tables (by file) whose keys other columns hold.
    """

    file: str
    title: str
    items: Callable[[Chronology], Iterable[Any]]
    columns: Sequence[Column]
    references: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of the table: that of its file."""
        return self.file.removesuffix(".csv")

    def values(self, chronology: Chronology) -> Iterator[list[str | int | date | None]]:
        """The rows of a chronology with typed cells (see `typed`)."""
        return ([typed(column.cell(item)) for column in self.columns] for item in self.items(chronology))

    def write(self, chronology: Chronology, stream: TextIO) -> None:
        """Writes the table of a chronology (see `write_rows`)."""
        self.write_items(self.items(chronology), stream)

    def write_items(self, items: Iterable[Any], stream: TextIO) -> None:
        """Writes the table of these items."""
        self.write_head(stream)
        stream.write(self.lines(items))

    def write_head(self, stream: TextIO) -> None:
        """Writes the names of the columns, with which the file begins."""
        write_rows(stream, [column.name for column in self.columns], ())

    def lines(self, items: Iterable[Any]) -> str:
        """The lines of some items, each with its end; none holds a line end."""
        stream = io.StringIO(newline="")
        _writer(stream).writerows([cell(column.cell(item)) for column in self.columns] for item in items)
        return stream.getvalue()


def write_rows(stream: TextIO, heads: Sequence[str], rows: Iterable[Iterable[object]]) -> None:
    """Writes CSV as RFC 4180 has it (comma, CRLF), in UTF-8 with BOM if the stream is UTF-8."""
    stream.write(BOM)
    writer = _writer(stream)
    writer.writerow(heads)
    writer.writerows([cell(value) for value in row] for row in rows)


def _writer(stream: TextIO) -> Any:
    return csv.writer(stream, lineterminator=LINE_END)


def cell(value: object) -> str:
    """A value as a cell: white space made plain, nothing that a spreadsheet would run as a formula.

    >>> cell("=HYPERLINK(1)"), cell("- un\\npoint"), cell(None)
    ("'=HYPERLINK(1)", "'- un point", '')
    """
    if not isinstance(value, str):
        return "" if value is None else str(value)
    if _TAME.fullmatch(value):
        return value
    guarded = "'" if CONTROL.sub("", value).startswith(_FORMULA) else ""
    text = plain(value)
    return f"'{text}" if guarded or text.startswith(_FORMULA) else text


def typed(value: object) -> str | int | date | None:
    """A value for a database: integers and days as they are, all else as a text on one line, `None` if that is empty."""
    return (
        value if isinstance(value, int | date) or value is None else plain(str(value)).encode("utf-8", "replace").decode() or None
    )


def read_back(text: str, type: str) -> str | int | date | None:
    """The typed value of a cell that `cell` wrote, by the Table Schema type of its column; raises `ValueError` for another's.

    >>> read_back("'- un point", "string"), read_back("2012-01-31", "date"), read_back("", "integer")
    ('- un point', datetime.date(2012, 1, 31), None)
    """
    if not text:
        return None
    if type == "integer":
        return int(text)
    if type == "date":
        return date.fromisoformat(text)
    return text[1:] if text[0] == "'" and text[1:].startswith(_FORMULA) else text


def joined(name: str) -> Callable[[Entry | Fact], str]:
    return lambda item: listed(item.participants.get(name, ()))


def listed(values: Iterable[object]) -> str:
    return BETWEEN.join(map(str, values))


REQUIRED: Final = {"required": True}
OFFSET: Final = {"required": True, "minimum": 0}
PAGE: Final = {"minimum": 1}
SEPARATED: Final = " ; plusieurs valeurs sont séparées par « | »."


def document_column(name: Callable[[Any], str]) -> Column:
    return Column("document", "string", "Identifiant du document (voir documents.csv).", name, REQUIRED)


def date_of(item: Entry | Fact) -> str | None:
    return item.date.edtf if item.date else None


def earliest(item: Entry | Fact) -> date | None:
    return item.date.earliest if item.date else None


def latest(item: Entry | Fact) -> date | None:
    return item.date.latest if item.date else None


DATE_COLUMNS: Final = (
    Column(
        "date",
        "string",
        "Date du fait en EDTF (ISO 8601-2), aussi précise que le texte et pas plus ; vide si rien ne permet de la savoir.",
        date_of,
        {"pattern": EDTF_PATTERN},
    ),
    Column("au_plus_tot", "date", "Premier jour possible ; vide si le début est ouvert ou inconnu.", earliest),
    Column("au_plus_tard", "date", "Dernier jour possible ; vide si la fin est ouverte ou inconnue.", latest),
)
PARTICIPANT_COLUMNS: Final = tuple(
    Column(head, "string", text + SEPARATED, joined(name)) for name, (head, text) in PARTICIPANT_HEADS.items()
)
OF_DOCUMENTS: Final = {"document": "documents.csv"}
"""The reference of tables that name a document."""
