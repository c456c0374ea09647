"""Entries joined into clusters: a union-find over scored pairs, the surest first, with vetoes.

A chain of near matches does not snowball: two clusters are joined only if all their dates meet, if the most precise entries of
both are alike too, and if no document would tell the fact twice in words that differ. As the pairs come in an order that their
contents decide, the result does not depend on the order of the documents.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import Final

import numpy

from jalons.corrections.applying import Decisions
from jalons.merging.blocking import Pairs, by_date, by_day, coded, decoded, distinct
from jalons.merging.comparing import DAYS, TOLD, Link
from jalons.merging.items import Items, Mask, Places
from jalons.merging.judging import Judge
from jalons.merging.spans import Span

_ENOUGH: Final = 0.3
"""The score from which two entries tell one fact."""
_ENOUGH_RELATED: Final = 0.25
"""The same for documents that tell several facts together already: they tell one history."""
_RELATED: Final = 3
"""How many facts two documents must tell together for that, at least."""
_RELATED_SHARE: Final = 0.15
"""And which share of the entries of the one that has fewer."""
_ENOUGH_WITHIN: Final = 0.45
"""The same within one document, at one date: who tells two facts of a day uses the same words for both."""
_ENOUGH_VAGUE: Final = 0.6
"""The same within one document at two dates, or if a date says only by when, or spans years."""
_VAGUE: Final = 366 * 2
"""In days."""
_LEAST: Final = min(_ENOUGH, _ENOUGH_RELATED, _ENOUGH_WITHIN, _ENOUGH_VAGUE)
_ALIKE: Final = 0.2
"""What the most precise entries of two clusters must score at least."""


@dataclass(slots=True)
class Cluster:
    """Entries (by place) that tell one fact; `best` is the most precise, `places` has one entry of each document."""

    members: list[int]
    span: Span | None
    best: int
    places: dict[str, int]
    apart: set[tuple[int, bool]] = field(default_factory=set)
    links: list[Link] = field(default_factory=list)


class Clusters:
    """The clusters of some entries, at first one each; `contrary`: pairs that a person joins though their dates differ."""

    def __init__(self, judge: Judge) -> None:
        self.judge, self.items = judge, judge.items
        self.contrary: list[tuple[tuple[int, int], Link]] = []
        spans = zip(self.items.entries, self.items.spans, strict=True)
        self._of = [Cluster([i], span, i, {entry.document: i}) for i, (entry, span) in enumerate(spans)]
        self.precision = cache(self._precision)

    def __getitem__(self, place: int) -> Cluster:
        return self._of[place]

    def all(self) -> list[Cluster]:
        """Each cluster once, in the order of the first entry of each."""
        return list({id(cluster): cluster for cluster in self._of}.values())

    def numbers(self) -> Places:
        """A number for each entry, the same for those of one cluster."""
        known: dict[int, int] = {}
        return numpy.array([known.setdefault(id(cluster), len(known)) for cluster in self._of], dtype=numpy.int64)

    def join(self, pair: tuple[int, int], *, because: Link | None = None, related: bool = False) -> None:
        """Joins the clusters of two entries if nothing speaks against it, or in any case `because` a person says so."""
        one, other = (self._of[place] for place in pair)
        if one is other or not (because or self._may_join(one, other, related=related)):
            return
        small, large = sorted((one, other), key=lambda cluster: len(cluster.members))
        for place in small.members:
            self._of[place] = large
        large.members += small.members
        large.span = large.span.meets(small.span) if large.span and small.span else large.span or small.span
        large.best = min(one.best, other.best, key=self.precision)
        for document, place in small.places.items():
            large.places.setdefault(document, place)
        large.apart |= small.apart
        large.links += [*small.links, because or self.judge.link(*pair)]

    def decide(self, decisions: Decisions) -> None:
        """Joins what a person says is one fact, and keeps apart from then on what she says is not."""
        places = {entry.id: place for place, entry in enumerate(self.items.entries)}
        for row, (_, ids) in enumerate(decisions.apart):
            for side, name in enumerate(ids):
                if name in places:
                    self._of[places[name]].apart.add((row, side > 0))
        for correction, (first, *rest) in decisions.together:
            for name in rest:
                if first in places and name in places:
                    because = Link(first, name, (f"réunies par {correction.author} ({correction.day}) : {correction.reason}",))
                    pair = places[first], places[name]
                    one, other = (self.items.spans[place] for place in pair)
                    if one and other and not one.meets(other):
                        self.contrary.append((pair, because))
                    else:
                        self.join(pair, because=because)

    def _may_join(self, one: Cluster, other: Cluster, *, related: bool) -> bool:
        if not (one.span and other.span and one.span.meets(other.span)) or kept_apart(one, other):
            return False
        if self.judge.score(one.best, other.best, related=related) < _ALIKE:
            return False
        small, large = sorted((one.places, other.places), key=len)
        return all(self._repeats(place, large[name]) for name, place in small.items() if name in large)

    def _repeats(self, one: int, other: int) -> bool:
        """Whether a document tells one fact by two of its entries."""
        return self.judge.score(one, other) >= threshold(self.items, one, other)

    def _precision(self, place: int) -> tuple[bool, int, bool, int, str]:
        """Sort key of entries, the one whose date is to be trusted most first: what happened before what was planned."""
        entry, span = self.items.entries[place], self.items.spans[place]
        date = entry.date
        rough = date is None or date.approximate or date.uncertain
        length = span.length if span and date and date.earliest else _NEVER
        return entry.modality != TOLD, length, rough, HOW_SURE.get(entry.how, len(HOW_SURE)), entry.id


_NEVER: Final = 10**9
HOW_SURE: Final = {how: rank for rank, how in enumerate(("explicit", "incomplete", "period", "relative", "deictic", "anaphoric"))}
"""How a date was got, the surest way first."""


def threshold(items: Items, one: int, other: int, *, related: bool = False) -> float:
    """The score from which two entries tell one fact; `related` documents tell several facts together already."""
    here, there = items.entries[one], items.entries[other]
    if here.date != there.date and (_vague(items, one) or _vague(items, other)):
        return _ENOUGH_VAGUE
    if here.document != there.document:
        return _ENOUGH_RELATED if related else _ENOUGH
    return _ENOUGH_WITHIN if here.date == there.date else _ENOUGH_VAGUE


def _vague(items: Items, place: int) -> bool:
    date, span = items.entries[place].date, items.spans[place]
    return date is None or date.earliest is None or span is None or span.length > _VAGUE


def kept_apart(one: Cluster, other: Cluster) -> bool:
    """Whether a correction separates the two."""
    if not (one.apart and other.apart):  # as good as always
        return False
    small, large = sorted((one.apart, other.apart), key=len)
    return any((row, not side) in large for row, side in small)


def join_same_date(clusters: Clusters) -> None:
    """Joins what tells one fact at dates that do not exclude each other, the surest pairs first.

    What remains is then looked at again where two documents tell several facts together: they speak of one history, so that a
    common rare word, or a day of which both have one thing to tell, says more than it does between any two documents.
    """
    items = clusters.items
    pairs = _meeting(items, by_date(items))
    _join(clusters, pairs)
    more = _meeting(items, by_day(items))
    left = decoded(distinct(numpy.concatenate([coded(each, len(items)) for each in (pairs, more)])), len(items))
    numbers = clusters.numbers()
    left = _only(left, numbers[left[0]] != numbers[left[1]])
    _join(clusters, _only(left, _Kin(clusters).related(left)), related=True)


def _join(clusters: Clusters, pairs: Pairs, *, related: bool = False) -> None:
    items, alone = clusters.items, _Alone(clusters.items)
    scores = clusters.judge.scores(pairs, related=related)
    likely = scores > 0 if related else scores >= _LEAST
    found = []
    for sure, one, other in zip(scores[likely].tolist(), *(places.tolist() for places in _only(pairs, likely)), strict=True):
        if sure >= threshold(items, one, other, related=related) or (related and alone(one) and alone(other)):
            found.append((-sure, sorted((items.entries[one].id, items.entries[other].id)), (one, other)))
    for _, _, pair in sorted(found):
        clusters.join(pair, related=related)


def _meeting(items: Items, pairs: Pairs) -> Pairs:
    return _only(pairs, items.meet(*pairs))


def _only(pairs: Pairs, kept: Mask) -> Pairs:
    return pairs[0][kept], pairs[1][kept]


class _Alone:
    """Whether an entry tells of a day and no other of its document does."""

    def __init__(self, items: Items) -> None:
        self._items = items
        days = (
            (entry.document, day)
            for entry, span in zip(items.entries, items.spans, strict=True)
            if span and span.length <= DAYS
            for day in span.days()
        )
        self._days = Counter(days)

    def __call__(self, place: int) -> bool:
        entry, span = self._items.entries[place], self._items.spans[place]
        return bool(span and span.length <= DAYS and all(self._days[entry.document, day] == 1 for day in span.days()))


class _Kin:
    """Which documents tell several facts together, by the clusters as they are now."""

    def __init__(self, clusters: Clusters) -> None:
        self._clusters = clusters
        self._facts: dict[str, set[int]] = {}
        for number, cluster in enumerate(clusters.all()):
            if len(cluster.places) > 1:
                for document in cluster.places:
                    self._facts.setdefault(document, set()).add(number)

    def related(self, pairs: Pairs) -> Mask:
        """For which pairs of entries the documents do."""
        items = self._clusters.items
        names = list(items.profiles)
        numbers = {name: number for number, name in enumerate(names)}
        of_entry = numpy.array([numbers[entry.document] for entry in items.entries], dtype=numpy.int64)
        found, places = numpy.unique(of_entry[pairs[0]] * len(names) + of_entry[pairs[1]], return_inverse=True)
        kin = (self._together(*(names[number] for number in divmod(code, len(names)))) for code in found.tolist())
        related: Mask = numpy.fromiter(kin, dtype=numpy.bool_, count=len(found))[places.ravel()]
        return related

    def _together(self, one: str, other: str) -> bool:
        common = len(self._facts.get(one, set()) & self._facts.get(other, set()))
        profiles = self._clusters.items.profiles
        fewer = min(len(profiles[one].entries), len(profiles[other].entries))
        return one != other and common >= max(_RELATED, _RELATED_SHARE * fewer)
