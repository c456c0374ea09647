"""Gargantext's TSV: seven columns, tabs between them, UTF-8, a passage a row.

Documentation: https://iscpif.fr/gargantext/import-formats_en/ and the GarganText manual, 1.3.A ("Le format CSV / TSV").
"""

from __future__ import annotations

from typing import Final, TextIO

from jalons.types import Chronology
from jalons.writers.exports._names import Index
from jalons.writers.exports._passages import passages, title_of, write_tabbed

_HEADS: Final = ("Publication Day", "Publication Month", "Publication Year", "Authors", "Title", "Abstract", "Source")
_ACTORS: Final = ("organisations", "people")


def write(chronology: Chronology, stream: TextIO) -> None:
    """Writes the dated passages: the fact as title, the passage as abstract, its organisations and persons as authors.

    Day and month are 1 where the date has none, as the documentation asks.
    """
    names = Index(chronology)
    rows = []
    for entry, document, year in passages(chronology, "gargantext"):
        day = entry.date and (entry.date.earliest or entry.date.latest)
        actors = names.of({field: entry.participants.get(field, ()) for field in _ACTORS})
        # A semicolon separates two authors.
        authors = "; ".join(actor.shown.replace(";", ",") for actor in actors) or title_of(document)
        rows.append(
            (day.day if day else 1, day.month if day else 1, year, authors, entry.summary, entry.quote, title_of(document))
        )
    write_tabbed(stream, _HEADS, rows)
