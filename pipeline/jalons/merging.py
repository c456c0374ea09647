"""Many documents -> one chronology."""

from __future__ import annotations

from collections.abc import Iterable

from jalons.types import Chronology, in_chronological_order


def merge(chronologies: Iterable[Chronology]) -> Chronology:
    """One chronology of all documents, in the order in which they come; its entries are in the order of their dates.

    The documents must have different ids.
    """
    chronologies = list(chronologies)
    return Chronology(
        documents=tuple(document for each in chronologies for document in each.documents),
        mentions={name: mentions for each in chronologies for name, mentions in each.mentions.items()},
        entries=in_chronological_order(entry for each in chronologies for entry in each.entries),
    )
