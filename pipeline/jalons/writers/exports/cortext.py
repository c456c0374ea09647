"""CorText Manager ("robust csv"): tabs between columns, `***` between the values of one, a passage a row.

Documentation: https://docs.cortext.net/data-formats/ and https://docs.cortext.net/data-parsing/.
"""

from __future__ import annotations

from typing import Final, TextIO

from jalons.types import PARTICIPANTS, Chronology
from jalons.wording import PARTICIPANT_HEADS
from jalons.writers.exports._names import Index
from jalons.writers.exports._passages import passages, title_of, write_tabbed

_BETWEEN: Final = "***"
_HEADS: Final = ("id", "document", "titre", "annee", "date", "nature", "resume", "texte")


def write(chronology: Chronology, stream: TextIO) -> None:
    """Writes the dated passages in the order of their dates."""
    names = Index(chronology)
    fields = {field: PARTICIPANT_HEADS[field][0] for field in PARTICIPANTS}

    def listed(label: str, ids: tuple[str, ...]) -> str:
        # Stars of a text must not look like the sign between two values.
        return _BETWEEN.join(names.name(label, norm).shown.replace("*", " ").strip() for norm in ids if norm)

    write_tabbed(
        stream,
        (*_HEADS, *fields.values()),
        (
            (
                *(entry.id, document.id, title_of(document), year, entry.date, entry.kind, entry.summary, entry.quote),
                *(listed(PARTICIPANTS[field], entry.participants.get(field, ())) for field in fields),
            )
            for entry, document, year in passages(chronology, "cortext")
        ),
    )
