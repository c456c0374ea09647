"""Many documents -> one chronology: entries that tell the same fact are one fact with several sources.

The way: corrections are applied (`jalons.corrections`), `features` says what each entry is compared by, `profiles` what is known
of a document, `items` lays all entries out in columns, `blocking` says which pairs are worth comparing, `comparing` how alike two
are and `judging` remembers it, `clusters` joins the surest first, `contradictions` finds facts told at contrary dates, `facts`
writes down the result with its reasons. No step costs more than n log n for n entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jalons.corrections.applying import apply
from jalons.corrections.table import APPLIED, Correction, tell
from jalons.provenance import provenance
from jalons.types import Chronology, Mention, in_chronological_order

if TYPE_CHECKING:
    from jalons.merging.judging import Memory
    from jalons.merging.profiles import Profile

__all__ = ["merge"]


def merge(
    chronologies: Iterable[Chronology],
    *,
    corrections: Sequence[Correction] = (),
    profiles: Mapping[str, Profile] | None = None,
    memory: Memory | None = None,
) -> Chronology:
    """One chronology of all documents, in the order in which they come; its entries and facts are in the order of their dates.

    The documents must have different ids. Entries and facts do not depend on the order of the documents, nor do those of some
    documents on others that share nothing with them. `corrections` are applied first; one that cannot be is told in the log.

    What earlier runs found out spares work and changes nothing: the `profiles` of documents that no correction touches, by their
    ids, and a `memory` of comparisons, which then knows those of this run.
    """
    from jalons.merging.joining import joined  # which loads numpy

    chronologies, decisions, outcomes = apply(chronologies, corrections)
    for outcome in outcomes:
        if outcome.state != APPLIED:
            tell(str(outcome))
    chronology = Chronology(
        documents=tuple(document for each in chronologies for document in each.documents),
        mentions=_Joined({name: each.mentions for each in chronologies for name in each.mentions}),
        entries=in_chronological_order(entry for each in chronologies for entry in each.entries),
        corrections=outcomes,
        provenance=provenance(),
    )
    return replace(chronology, facts=joined(chronology, decisions, profiles=profiles or {}, memory=memory))


@dataclass(frozen=True, slots=True)
class _Joined(Mapping[str, tuple[Mention, ...]]):
    """The mentions of each document, read where they are kept when they are asked for."""

    kept: Mapping[str, Mapping[str, tuple[Mention, ...]]]

    def __getitem__(self, document: str) -> tuple[Mention, ...]:
        return self.kept[document][document]

    def __iter__(self) -> Iterator[str]:
        return iter(self.kept)

    def __len__(self) -> int:
        return len(self.kept)
