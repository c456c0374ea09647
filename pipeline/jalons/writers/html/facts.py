"""A fact as the page shows it, as one JSON object; nothing in it counts in other facts."""

from __future__ import annotations

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
