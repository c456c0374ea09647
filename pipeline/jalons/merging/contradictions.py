"""Clusters that tell one fact at dates that exclude each other: contradictions.

Most facts that are told alike at two dates are two facts: assemblies, editions, renewals. So a contradiction asks for more than a
merge: two entries that look like it (`contrary`); no document that tells both; dates that the texts write, not ones that are
worked out from a story; and of several clusters that could contradict one, only the most alike by far.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final, NamedTuple

from jalons.merging.blocking import Pairs, by_words
from jalons.merging.clusters import Cluster, Clusters, kept_apart
from jalons.merging.comparing import Link
from jalons.merging.contrary import FAR, SHORT

_ENOUGH: Final = 0.34
_MARGIN: Final = 0.1
"""By how much the most alike must be so, where a document tells of two such facts."""


class Contradiction(NamedTuple):
    """Two clusters that tell one fact at dates that exclude each other, and why; `sure` if a person says so."""

    one: Cluster
    other: Cluster
    link: Link
    sure: bool = False


def contradictions(clusters: Clusters) -> list[Contradiction]:
    """The pairs of clusters that contradict each other, the surest first; a cluster may be in several."""
    told = [Contradiction(clusters[one], clusters[other], why, sure=True) for (one, other), why in clusters.contrary]
    best: dict[tuple[int, int], tuple[float, int, int]] = {}
    pairs = _candidates(clusters)
    scores = clusters.judge.contraries(pairs)
    alike = scores >= _ENOUGH
    for score, one, other in zip(*(each[alike].tolist() for each in (scores, *pairs)), strict=True):
        if _may_contradict(clusters[one], clusters[other]):
            low, high = sorted((clusters[one].best, clusters[other].best))
            if score > best.get((low, high), (0.0, 0, 0))[0]:
                best[low, high] = (score, one, other)
    return told + [
        Contradiction(clusters[one], clusters[other], clusters.judge.link(one, other))
        for _, one, other in _distinct(clusters, sorted(best.values(), key=lambda found: _order(clusters, found)))
    ]


def _order(clusters: Clusters, found: tuple[float, int, int]) -> tuple[float, str, str]:
    score, one, other = found
    return -score, clusters.items.entries[one].id, clusters.items.entries[other].id


def _candidates(clusters: Clusters) -> Pairs:
    """Pairs of two clusters with words in common, at written dates that exclude each other and can be mistaken for each other."""
    items, (ones, others) = clusters.items, by_words(clusters.items)
    near = items.gaps(ones, others) <= FAR
    short = (items.lengths[ones] <= SHORT) & (items.lengths[others] <= SHORT)
    numbers = clusters.numbers()
    kept = items.written[ones] & items.written[others] & items.dated(ones) & items.dated(others)
    kept &= (near | short) & (numbers[ones] != numbers[others]) & ~items.meet(ones, others)
    return ones[kept], others[kept]


def _may_contradict(here: Cluster, there: Cluster) -> bool:
    if not (here.span and there.span) or not here.places.keys().isdisjoint(there.places):
        return False
    return not (kept_apart(here, there) or here.span.meets(there.span))


def _distinct(clusters: Clusters, found: list[tuple[float, int, int]]) -> list[tuple[float, int, int]]:
    """The pairs that no other pair of one of their clusters with the same document comes near."""
    scores: defaultdict[tuple[int, str], list[float]] = defaultdict(list)
    for score, one, other in found:
        for side in _sides(clusters, one, other):
            scores[side].append(score)
    rivals = {side: sorted(each)[-2] if len(each) > 1 else 0.0 for side, each in scores.items()}
    return [
        (score, one, other)
        for score, one, other in found
        if all(max(scores[side]) == score and rivals[side] <= score - _MARGIN for side in _sides(clusters, one, other))
    ]


def _sides(clusters: Clusters, one: int, other: int) -> Iterator[tuple[int, str]]:
    """Each of two clusters with each document of the other."""
    for mine, theirs in ((one, other), (other, one)):
        for document in clusters[theirs].places:
            yield clusters[mine].best, document
