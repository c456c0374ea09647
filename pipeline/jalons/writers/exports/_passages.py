"""Dated passages as tools of text analysis want them: a row each, with the fact that it tells."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TextIO

from jalons.tables import cell
from jalons.types import Chronology, Document, Entry
from jalons.writers.exports._names import tell_left_out, year_of


class Passage(NamedTuple):
    """An entry, its document and the year under which it is filed."""

    entry: Entry
    document: Document
    year: int


def passages(chronology: Chronology, format: str) -> Iterator[Passage]:
    """The entries that have a date, in its order; says how many have none."""
    documents = {document.id: document for document in chronology.documents}
    undated = 0
    for entry in chronology.entries:
        year = year_of(entry.date)
        if year is None:
            undated += 1
        else:
            yield Passage(entry, documents[entry.document], year)
    tell_left_out(undated, "passage(s)", format)


def title_of(document: Document) -> str:
    """What a reader calls a document."""
    return document.title or document.source or document.id


def write_tabbed(stream: TextIO, heads: Sequence[str], rows: Iterable[Iterable[object]]) -> None:
    """Writes a table with tabs between its columns (UTF-8, no BOM, one line a row), nothing in it a formula."""
    writer = csv.writer(stream, delimiter="\t", lineterminator="\n")
    writer.writerow(heads)
    writer.writerows([cell(value) for value in row] for row in rows)
