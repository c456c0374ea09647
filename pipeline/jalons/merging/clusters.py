"""Entries joined into clusters: a union-find over scored pairs, with vetoes.

A chain of near matches does not snowball: two clusters are joined only if all their dates meet, if the most precise entries of
both are alike too, and if no document would tell the fact twice in words that differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

import numpy

from jalons.corrections.applying import Decisions
from jalons.merging.blocking import Pairs, distinct
from jalons.merging.comparing import Link
from jalons.merging.items import Places
from jalons.merging.judging import Judge
from jalons.merging.settled import groups_of
from jalons.merging.spans import Days, meeting
from jalons.merging.thresholds import thresholds

_ALIKE: Final = 0.2
"""What the most precise entries of two clusters must score at least."""


Apart = frozenset[tuple[int, bool]]
"""Corrections (by number) that keep something from something else, and on which side of each it is."""


@dataclass(slots=True)
class Cluster:
    """Entries (by place) that tell one fact.

    `days` are those on which it can have been, `best` is the most precise entry; `places` has one entry of each document; `pairs`
    are those that were joined; `apart` is what keeps it from others.
    """

    members: list[int]
    days: Days | None
    best: int
    places: dict[int, int]
    pairs: list[tuple[int, int]] = field(default_factory=list)
    apart: Apart = frozenset()


class Clusters:
    """The clusters of some entries, at first one each; `contrary` are pairs that a person joins though their dates differ."""

    def __init__(self, judge: Judge) -> None:
        self.judge, self.items = judge, judge.items
        self.contrary: list[tuple[tuple[int, int], Link]] = []
        self._because: dict[tuple[int, int], Link] = {}
        self._of: dict[int, Cluster] = {}

    def __getitem__(self, place: int) -> Cluster:
        found = self._of.get(place)
        if found is None:  # nobody has asked for it, so that it is alone
            first, last = int(self.items.first[place]), int(self.items.last[place])
            days = (first, last) if first <= last else None
            found = self._of[place] = Cluster([place], days, place, {int(self.items.documents[place]): place})
        return found

    def all(self) -> list[Cluster]:
        """Each cluster once, in the order of the first entry of each."""
        return list({id(cluster): cluster for cluster in map(self.__getitem__, range(len(self.items)))}.values())

    def best(self) -> Places:
        """For each entry the most precise of its cluster."""
        best = numpy.arange(len(self.items))
        best[list(self._of)] = [cluster.best for cluster in self._of.values()]
        return best

    def links(self, pairs: list[tuple[int, int]]) -> list[Link]:
        """Why pairs were joined."""
        return [self._because.get(pair) or self.judge.link(*pair) for pair in pairs]

    def join(self, pair: tuple[int, int], *, because: Link | None = None, sure: bool = False, related: bool = False) -> bool:
        """Joins the clusters of two entries if nothing speaks against it, or in any case: `sure`, or `because` a person says so.

        Gives whether they were two and are one now.
        """
        one, other = self[pair[0]], self[pair[1]]
        if one is other or not (because or sure or self._may_join(one, other, related=related)):
            return False
        small, large = (one, other) if len(one.members) <= len(other.members) else (other, one)
        for place in small.members:
            self._of[place] = large
        large.members += small.members
        large.days = meeting(large.days, small.days) if large.days and small.days else large.days or small.days
        precision = self.items.precision
        large.best = one.best if precision[one.best] < precision[other.best] else other.best
        for document, place in small.places.items():
            large.places.setdefault(document, place)
        if small.apart:
            large.apart |= small.apart
        large.pairs += [*small.pairs, pair]
        if because:
            self._because[pair] = because
        return True

    def restore(self, pairs: Pairs) -> None:
        """Joins entries that are alone by pairs, the surest first, each of which is known to join two clusters."""
        for joined, cluster in self._together(pairs):
            if len(cluster.places) == len(cluster.members):
                cluster.pairs = joined
                for place in cluster.members:
                    self._of[place] = cluster
            else:  # which of its entries stands for a document depends on the order of the pairs
                for pair in joined:
                    self.join(pair, sure=True)

    def decide(self, decisions: Decisions) -> None:
        """Joins what a person says is one fact, and keeps apart from then on what she says is not."""
        places = (
            {entry.id: place for place, entry in enumerate(self.items.entries)} if decisions.apart or decisions.together else {}
        )
        for row, (_, ids) in enumerate(decisions.apart):
            for side, name in enumerate(ids):
                if name in places:
                    self[places[name]].apart |= {(row, side > 0)}
        for correction, (first, *rest) in decisions.together:
            for name in rest:
                if first in places and name in places:
                    because = Link(first, name, f"réunies par {correction.author} ({correction.day}) : {correction.reason}")
                    pair = places[first], places[name]
                    one, other = (self[place].days for place in pair)
                    if one and other and not meeting(one, other):
                        self.contrary.append((pair, because))
                    else:
                        self.join(pair, because=because)

    def _together(self, pairs: Pairs) -> Iterator[tuple[list[tuple[int, int]], Cluster]]:
        """The clusters that pairs make, each with its pairs in their order, and with the last entry of each document."""
        items, group = self.items, groups_of(pairs, len(self.items))
        order = numpy.argsort(group[pairs[0]], kind="stable")
        joined = list(zip(pairs[0][order].tolist(), pairs[1][order].tolist(), strict=True))
        members = distinct(numpy.concatenate(pairs))
        members = members[numpy.lexsort((numpy.array(items.precision)[members], group[members]))]
        starts = numpy.flatnonzero(numpy.diff(group[members], prepend=-1))
        first, last = numpy.maximum.reduceat(items.first[members], starts), numpy.minimum.reduceat(items.last[members], starts)
        places, documents = members.tolist(), items.documents[members].tolist()
        ends = pairwise([*starts.tolist(), len(places)])
        for number, ((start, end), *days) in enumerate(zip(ends, first.tolist(), last.tolist(), strict=True)):
            mine = places[start:end]
            cluster = Cluster(mine, (days[0], days[1]), mine[0], dict(zip(documents[start:end], mine, strict=True)))
            yield joined[start - number : end - number - 1], cluster

    def _may_join(self, one: Cluster, other: Cluster, *, related: bool) -> bool:
        if not (one.days and other.days and meeting(one.days, other.days)) or kept_apart(one.apart, other.apart):
            return False
        if self.judge.score(one.best, other.best, related=related) < _ALIKE:
            return False
        small, large = (one.places, other.places) if len(one.places) <= len(other.places) else (other.places, one.places)
        return all(self._repeats(place, large[document]) for document, place in small.items() if document in large)

    def _repeats(self, one: int, other: int) -> bool:
        """Whether a document tells one fact by two of its entries."""
        (enough,) = thresholds(self.items, (numpy.array([one]), numpy.array([other])))
        return bool(self.judge.score(one, other) >= enough)


def kept_apart(one: Apart, other: Apart) -> bool:
    """Whether a correction separates the two."""
    if not (one and other):  # as good as always
        return False
    small, large = sorted((one, other), key=len)
    return any((row, not side) in large for row, side in small)
