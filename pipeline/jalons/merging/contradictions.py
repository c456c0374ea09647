"""Clusters that tell one fact at dates that exclude each other: contradictions.

Most facts that are told alike at two dates are two facts: assemblies, editions, renewals. So a contradiction asks for more than a
merge: two entries that look like it (`contrary`); no document that tells both; dates that the texts write, not ones that are
worked out from a story; and of several clusters that could contradict one, only the most alike by far.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Final, NamedTuple

import numpy

from jalons.merging.blocking import Pairs, by_words, coded
from jalons.merging.clusters import Cluster, Clusters, kept_apart
from jalons.merging.comparing import Link
from jalons.merging.contrary import FAR, SHORT
from jalons.merging.items import Places
from jalons.merging.judging import Scores
from jalons.merging.spans import meeting

_ENOUGH: Final = 0.34
_MARGIN: Final = 0.1
"""By how much the most alike must be so, where a document tells of two such facts."""


class Contradiction(NamedTuple):
    """A pair of entries whose clusters tell one fact at dates that exclude each other; `because` a person says so, or nobody."""

    pair: tuple[int, int]
    because: Link | None = None


def contradictions(clusters: Clusters) -> list[Contradiction]:
    """The pairs of clusters that contradict each other, the surest first; a cluster may be in several."""
    told = [Contradiction(pair, because) for pair, because in clusters.contrary]
    pairs = _candidates(clusters)
    scores = clusters.judge.contraries(pairs)
    alike = numpy.flatnonzero(scores >= _ENOUGH)
    scores, ones, others = scores[alike], pairs[0][alike], pairs[1][alike]
    surest = _surest(clusters, scores, ones, others)
    found = [
        (score, one, other)
        for score, one, other in zip(*(each[surest].tolist() for each in (scores, ones, others)), strict=True)
        if _may_contradict(clusters[one], clusters[other])
    ]
    return told + [Contradiction((one, other)) for _, one, other in _distinct(clusters, found)]


def _candidates(clusters: Clusters) -> Pairs:
    """Pairs of two clusters with words in common, at written dates that exclude each other and can be mistaken for each other."""
    items, best = clusters.items, clusters.best()
    ones, others = by_words(items, among=items.written & (items.lengths > 0))
    near = items.gaps(ones, others) <= FAR
    short = (items.lengths[ones] <= SHORT) & (items.lengths[others] <= SHORT)
    kept = (near | short) & (best[ones] != best[others]) & ~items.meet(ones, others)
    return ones[kept], others[kept]


def _surest(clusters: Clusters, scores: Scores, ones: Places, others: Places) -> Places:
    """Of the pairs of entries of each two clusters the most alike, by their places; the most alike first."""
    best = clusters.best()
    low, high = numpy.minimum(best[ones], best[others]), numpy.maximum(best[ones], best[others])
    order = numpy.lexsort((-scores, high, low))
    first = numpy.ones(len(order), dtype=numpy.bool_)
    first[1:] = (low[order][1:] != low[order][:-1]) | (high[order][1:] != high[order][:-1])
    surest, ranks = order[first], clusters.items.ranks
    return surest[numpy.lexsort((ranks[others[surest]], ranks[ones[surest]], -scores[surest]))]


def _may_contradict(here: Cluster, there: Cluster) -> bool:
    if not (here.days and there.days) or not here.places.keys().isdisjoint(there.places):
        return False
    return not (kept_apart(here.apart, there.apart) or meeting(here.days, there.days))


def _distinct(clusters: Clusters, found: list[tuple[float, int, int]]) -> list[tuple[float, int, int]]:
    """Of pairs, the surest first, those that no other pair of one of their clusters with the same document comes near."""
    if not found:
        return found
    scores, ones, others = zip(*found, strict=True)
    sides, numbers = _sides(clusters, ones, others)
    order = numpy.lexsort((numbers, sides))
    numbers, again = numbers[order], numpy.diff(sides[order], prepend=-1) == 0
    of_pairs = numpy.array(scores)[numbers]
    near = ~again[:-1] & again[1:] & (of_pairs[1:] > of_pairs[:-1] - _MARGIN)  # the first of a side, and its nearest rival
    rivalled = {*numbers[again].tolist(), *numbers[:-1][near].tolist()}
    return [pair for number, pair in enumerate(found) if number not in rivalled]


def _sides(clusters: Clusters, ones: Sequence[int], others: Sequence[int]) -> tuple[Places, Places]:
    """For pairs of clusters a number for each of the two with each document of the other, and which pair that is of."""
    sides, numbers, best = [], [], clusters.best()
    for mine, theirs in ((ones, others), (others, ones)):
        documents = [clusters[place].places for place in theirs]
        lengths = [len(each) for each in documents]
        pairs = numpy.repeat(best[list(mine)], lengths), numpy.fromiter(chain.from_iterable(documents), dtype=numpy.int64)
        sides.append(coded(pairs, len(clusters.items.profiles)))
        numbers.append(numpy.repeat(numpy.arange(len(mine)), lengths))
    return numpy.concatenate(sides), numpy.concatenate(numbers)
