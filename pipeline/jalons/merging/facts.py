"""Clusters as facts: which date counts, which others contradict it, and why the entries are one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from jalons.merging.clusters import Apart, Cluster, Clusters, kept_apart
from jalons.merging.comparing import Link
from jalons.merging.contradictions import Contradiction
from jalons.told import alone
from jalons.types import PARTICIPANTS, Entry, Fact, entry_order

PREFIX: Final = "fait-"
"""What the id of a fact has before that of the entry which gives its date."""


@dataclass(slots=True)
class _Group:
    """Clusters that contradict each other, the documents that tell them, what keeps them apart, and why they are one fact."""

    clusters: list[Cluster]
    documents: set[int]
    apart: Apart
    contrary: list[Link] = field(default_factory=list)


def facts(clusters: Clusters, contrary: Iterable[Contradiction]) -> tuple[Fact, ...]:
    """The facts in the order of their dates: clusters that contradict each other are one."""
    groups = {id(cluster): _Group([cluster], set(cluster.places), cluster.apart) for cluster in clusters.all()}
    for (one, other), because in contrary:
        here, there = groups[id(clusters[one])], groups[id(clusters[other])]
        if here is there or not (because or _may_join(here, there)):
            continue
        here.contrary += [*there.contrary, because or clusters.judge.link(one, other)]
        here.clusters += there.clusters
        here.documents |= there.documents
        here.apart |= there.apart
        for cluster in there.clusters:
            groups[id(cluster)] = here
    distinct = {id(group): group for group in groups.values()}
    found = [_fact(clusters, group) for group in distinct.values()]
    return tuple(fact for _, fact in sorted(found, key=lambda pair: entry_order(pair[0])))


def _may_join(here: _Group, there: _Group) -> bool:
    """Whether no document tells both sides, and no person keeps them apart."""
    return here.documents.isdisjoint(there.documents) and not kept_apart(here.apart, there.apart)


def _fact(clusters: Clusters, group: _Group) -> tuple[Entry, Fact]:
    """A fact and the entry that gives its date: of contrary dates the one that most documents give, then the most precise."""
    if len(group.clusters) == len(group.clusters[0].members) == 1:
        entry = clusters.items.entries[group.clusters[0].best]
        return entry, alone(entry, id=f"{PREFIX}{entry.id}")
    versions = sorted(group.clusters, key=lambda cluster: (-len(cluster.places), clusters.items.precision[cluster.best]))
    ordered = [_entries(clusters, cluster) for cluster in versions]
    entries = [entry for version in ordered for entry in version]
    first = entries[0]
    others = tuple((date, tuple(e.id for e in version)) for version in ordered[1:] if (date := version[0].date))
    links = sorted(clusters.links([pair for cluster in versions for pair in cluster.pairs]))
    fact = Fact(
        id=f"{PREFIX}{first.id}",
        date=first.date,
        summary=first.summary,
        kind=first.kind,
        entries=tuple(entry.id for entry in entries),
        documents=tuple(sorted({entry.document for entry in entries})),
        participants=_participants(entries),
        others=others,
        reasons=tuple(_reasons(ordered, links, sorted(group.contrary))),
    )
    return first, fact


def _participants(entries: list[Entry]) -> dict[str, tuple[str, ...]]:
    """Those of all entries, each once."""
    first = entries[0].participants
    told = [first, *(entry.participants for entry in entries if entry.participants != first)]
    if len(told) == 1:
        return {name: first.get(name, ()) for name in PARTICIPANTS}
    return {name: tuple(dict.fromkeys(chain.from_iterable([each.get(name, ()) for each in told]))) for name in PARTICIPANTS}


def _entries(clusters: Clusters, cluster: Cluster) -> list[Entry]:
    """The entries of a cluster, the most precise first."""
    return [clusters.items.entries[place] for place in sorted(cluster.members, key=clusters.items.precision.__getitem__)]


def _reasons(versions: list[list[Entry]], links: list[Link], contrary: list[Link]) -> Iterable[str]:
    first = versions[0][0]
    dates = {str(entry.date) for entry in versions[0]}
    if len(dates) > 1:
        rest = ", ".join(sorted(dates - {str(first.date)}))
        among = "" if len({entry.modality for entry in versions[0]}) == 1 else " de ce qui a eu lieu"
        yield f"date retenue : {first.date}, la plus précise{among} ({first.document}), plutôt que {rest}"
    yield from map(str, links)
    for version in versions[1:]:
        names = ", ".join(sorted({entry.document for entry in version}))
        yield f"contradiction : {version[0].date} selon {names}, {first.date} selon {_names(versions[0])}"
    yield from map(str, contrary)


def _names(entries: list[Entry]) -> str:
    return ", ".join(sorted({entry.document for entry in entries}))
