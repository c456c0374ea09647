"""A fact as the page shows it, as one JSON object: what counts in other facts is written beside it (`with_places`)."""

from __future__ import annotations

from collections.abc import Sequence

from jalons.files import Bytes
from jalons.types import Fact
from jalons.wording import date_in_french
from jalons.writers.html.documents import embedded
from jalons.writers.html.drawing import drawn


def rendered(fact: Fact) -> str:
    """A fact by itself."""
    return embedded(
        {
            "date": drawn(fact.date) if fact.date else None,
            "summary": fact.summary,
            "kind": fact.kind,
            "others": [[date_in_french(date), list(ids)] for date, ids in fact.others],
            "reasons": list(fact.reasons),
        }
    )


def with_places(
    fact: Bytes, names: Sequence[int], sources: Sequence[tuple[int, int]], corrections: Sequence[str]
) -> tuple[Bytes, bytes]:
    """A rendered fact, in two parts, with what is written beside it.

    These are the places of its names among those of the page, those of its sources (the document, and the number of the passage
    in it), and the corrections made to it.
    """
    places = {"names": names, "sources": sources, "corrections": corrections}
    return fact[:-1], f",{embedded(places)[1:]}".encode()
