"""The facts of a chronology: all steps of merging after the corrections."""

from __future__ import annotations

from collections.abc import Mapping

from jalons.corrections.applying import Decisions
from jalons.merging.clusters import Clusters
from jalons.merging.contradictions import contradictions
from jalons.merging.facts import facts
from jalons.merging.items import Items
from jalons.merging.judging import Judge, Memory
from jalons.merging.pairing import join_same_date
from jalons.merging.profiles import Profile
from jalons.merging.settled import Settled
from jalons.types import Chronology, Fact


def joined(
    chronology: Chronology, decisions: Decisions, *, profiles: Mapping[str, Profile], memory: Memory | None
) -> tuple[Fact, ...]:
    """The facts in the order of their dates; `profiles` and `memory` as `merge` takes them."""
    items = Items(
        profiles.get(document.id) or Profile.of(chronology.told(document), chronology.mentions.get(document.id, ()))
        for document in chronology.documents
    )
    memory = memory or Memory()
    clusters = Clusters(Judge(items, memory))
    clusters.decide(decisions)
    decided = decisions.together or decisions.apart  # then what is joined in a group depends on more than the group
    join_same_date(clusters, Settled() if decided else memory.settled)
    return facts(clusters, contradictions(clusters))
