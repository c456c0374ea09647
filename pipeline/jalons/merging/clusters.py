"""Entries joined into clusters: a union-find over scored pairs, the surest first, with vetoes.

A chain of near matches does not snowball: two clusters are joined only if all their dates meet, if the most precise entries of
both are alike too, and if no document would tell the fact twice in words that differ. As the pairs come in an order that their
contents decide, the result does not depend on the order of the documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from jalons.corrections.applying import Decisions
from jalons.merging.blocking import Pair, by_date, by_day
from jalons.merging.comparing import DAYS, TOLD, Link, Usage, link, score
from jalons.merging.features import Features
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
    """The clusters of a list of entries, at first one each; `contrary`: pairs that a person joins though their dates differ."""

    def __init__(self, items: Sequence[Features], usage: Usage) -> None:
        self.items, self.usage = items, usage
        self.contrary: list[tuple[Pair, Link]] = []
        self._of = [Cluster([i], item.span, i, {item.entry.document: i}) for i, item in enumerate(items)]

    def __getitem__(self, place: int) -> Cluster:
        return self._of[place]

    def all(self) -> list[Cluster]:
        """Each cluster once, in the order of the first entry of each."""
        return list({id(cluster): cluster for cluster in self._of}.values())

    def join(self, pair: Pair, *, because: Link | None = None, related: bool = False) -> None:
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
        large.links += [*small.links, because or link(self.items[pair[0]], self.items[pair[1]], self.usage)]

    def decide(self, decisions: Decisions) -> None:
        """Joins what a person says is one fact, and keeps apart from then on what she says is not."""
        places = {item.entry.id: place for place, item in enumerate(self.items)}
        for row, (_, ids) in enumerate(decisions.apart):
            for side, name in enumerate(ids):
                if name in places:
                    self._of[places[name]].apart.add((row, side > 0))
        for correction, (first, *rest) in decisions.together:
            for name in rest:
                if first in places and name in places:
                    because = Link(first, name, (f"réunies par {correction.author} ({correction.day}) : {correction.reason}",))
                    pair = places[first], places[name]
                    one, other = (self.items[place].span for place in pair)
                    if one and other and not one.meets(other):
                        self.contrary.append((pair, because))
                    else:
                        self.join(pair, because=because)

    def _may_join(self, one: Cluster, other: Cluster, *, related: bool) -> bool:
        if not (one.span and other.span and one.span.meets(other.span)) or kept_apart(one, other):
            return False
        if score(self.items[one.best], self.items[other.best], self.usage, related=related) < _ALIKE:
            return False
        small, large = sorted((one.places, other.places), key=len)
        return all(self._repeats(place, large[name]) for name, place in small.items() if name in large)

    def _repeats(self, one: int, other: int) -> bool:
        """Whether a document tells one fact by two of its entries."""
        first, second = self.items[one], self.items[other]
        return score(first, second, self.usage) >= threshold(first, second)

    def precision(self, place: int) -> tuple[bool, int, bool, int, str]:
        """Sort key of entries, the one whose date is to be trusted most first: what happened before what was planned."""
        item = self.items[place]
        date = item.entry.date
        rough = date is None or date.approximate or date.uncertain
        length = item.span.length if item.span and date and date.earliest else _NEVER
        return item.entry.modality != TOLD, length, rough, HOW_SURE.get(item.entry.how, len(HOW_SURE)), item.entry.id


_NEVER: Final = 10**9
HOW_SURE: Final = {how: rank for rank, how in enumerate(("explicit", "incomplete", "period", "relative", "deictic", "anaphoric"))}
"""How a date was got, the surest way first."""


def threshold(one: Features, other: Features, *, related: bool = False) -> float:
    """The score from which two entries tell one fact; `related` documents tell several facts together already."""
    if one.entry.date != other.entry.date and any(map(_vague, (one, other))):
        return _ENOUGH_VAGUE
    if one.entry.document != other.entry.document:
        return _ENOUGH_RELATED if related else _ENOUGH
    return _ENOUGH_WITHIN if one.entry.date == other.entry.date else _ENOUGH_VAGUE


def _vague(item: Features) -> bool:
    date = item.entry.date
    return date is None or date.earliest is None or item.span is None or item.span.length > _VAGUE


def kept_apart(one: Cluster, other: Cluster) -> bool:
    """Whether a correction separates the two."""
    small, large = sorted((one.apart, other.apart), key=len)
    return any((row, not side) in large for row, side in small)


def join_same_date(clusters: Clusters) -> None:
    """Joins what tells one fact at dates that do not exclude each other, the surest pairs first.

    What remains is then looked at again where two documents tell several facts together: they speak of one history, so that a
    common rare word, or a day of which both have one thing to tell, says more than it does between any two documents.
    """
    items = clusters.items
    pairs = [pair for pair in by_date(items, clusters.usage) if _meet(items, pair)]
    _join(clusters, pairs)
    kin = _Kin(clusters)
    left = {pair for pair in (*pairs, *by_day(items)) if clusters[pair[0]] is not clusters[pair[1]] and _meet(items, pair)}
    _join(
        clusters, [pair for pair in sorted(left) if kin.related(*(items[place].entry.document for place in pair))], related=True
    )


def _join(clusters: Clusters, pairs: Iterable[Pair], *, related: bool = False) -> None:
    found = []
    for pair in pairs:
        one, other = (clusters.items[place] for place in pair)
        sure = score(one, other, clusters.usage, related=related)
        alone = related and sure > 0 and _alone(clusters, one) and _alone(clusters, other)
        if alone or sure >= threshold(one, other, related=related):
            found.append((-sure, sorted((one.entry.id, other.entry.id)), pair))
    for _, _, pair in sorted(found):
        clusters.join(pair, related=related)


def _meet(items: Sequence[Features], pair: Pair) -> bool:
    one, other = (items[place].span for place in pair)
    return bool(one and other and one.meets(other))


def _alone(clusters: Clusters, item: Features) -> bool:
    """Whether an entry tells of a day and no other of its document does."""
    if item.span is None or item.span.length > DAYS:
        return False
    return all(clusters.usage.days[item.entry.document, day] == 1 for day in item.span.days())


class _Kin:
    """Which documents tell several facts together, by the clusters as they are now."""

    def __init__(self, clusters: Clusters) -> None:
        self._facts: dict[str, set[int]] = {}
        self._known: dict[tuple[str, str], bool] = {}
        self._entries = clusters.usage.entries
        for number, cluster in enumerate(clusters.all()):
            if len(cluster.places) > 1:
                for document in cluster.places:
                    self._facts.setdefault(document, set()).add(number)

    def related(self, one: str, other: str) -> bool:
        """Whether two documents do."""
        key = (one, other) if one < other else (other, one)
        if key not in self._known:
            common = len(self._facts.get(one, set()) & self._facts.get(other, set()))
            fewer = min(self._entries[one], self._entries[other])
            self._known[key] = one != other and common >= max(_RELATED, _RELATED_SHARE * fewer)
        return self._known[key]
