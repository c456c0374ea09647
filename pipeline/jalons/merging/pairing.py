"""Which entries join: those of scored pairs, the surest first.

As the pairs come in an order that their contents decide, the result does not depend on the order of the documents.
"""

from __future__ import annotations

from typing import Final

import numpy

from jalons.merging.blocking import Pairs, by_date, by_day, coded, decoded, distinct
from jalons.merging.clusters import Clusters
from jalons.merging.items import Items, Mask
from jalons.merging.judging import Scores
from jalons.merging.settled import Settled
from jalons.merging.thresholds import thresholds

_RELATED: Final = 3
"""How many facts two documents must tell together at least to be related."""
_RELATED_SHARE: Final = 0.15
"""And which share of the entries of the one that has fewer."""


def join_same_date(clusters: Clusters, settled: Settled) -> None:
    """Joins what tells one fact at dates that do not exclude each other, the surest pairs first.

    What remains is then looked at again where two documents tell several facts together: they speak of one history, so that a
    common rare word, or a day of which both have one thing to tell, says more than it does between any two documents.
    """
    items = clusters.items
    pairs = _meeting(items, by_date(items))
    _join(clusters, pairs, settled)
    more = _meeting(items, by_day(items))
    left = decoded(distinct(numpy.concatenate([coded(each, len(items)) for each in (pairs, more)])), len(items))
    best = clusters.best()
    left = _only(left, best[left[0]] != best[left[1]])
    _join_related(clusters, _only(left, _related(clusters, left)))


def _join(clusters: Clusters, pairs: Pairs, settled: Settled) -> None:
    """Joins pairs that score enough; of groups of them that an earlier run has seen, those that it joined."""
    items, judge = clusters.items, clusters.judge
    scores = judge.scores(pairs)
    surest_scores, surest = _surest(items, scores, pairs, scores >= thresholds(items, pairs))
    keys = judge.keys(surest)
    known, before = settled.look_up(surest, keys, surest_scores, len(items))
    clusters.restore(_only(surest, before))
    new = _only(surest, ~known)
    touched = numpy.zeros(len(items), dtype=numpy.bool_)
    touched[numpy.concatenate(new)] = True
    asked = touched[pairs[0]] & touched[pairs[1]]
    judge.make_ready(_only(pairs, asked), scores[asked])
    joined = [clusters.join(pair) for pair in zip(*(column.tolist() for column in new), strict=True)]
    settled.remember(numpy.concatenate([keys[before], keys[~known][numpy.array(joined, dtype=numpy.bool_)]]))


def _join_related(clusters: Clusters, pairs: Pairs) -> None:
    items, alone = clusters.items, _alone(clusters.items)
    scores = clusters.judge.scores(pairs, related=True)
    clusters.judge.make_ready(pairs, scores, related=True)
    enough = scores >= thresholds(items, pairs, related=True)
    enough |= (scores > 0) & alone[pairs[0]] & alone[pairs[1]]
    _, (ones, others) = _surest(items, scores, pairs, enough)
    for pair in zip(ones.tolist(), others.tolist(), strict=True):
        clusters.join(pair, related=True)


def _surest(items: Items, scores: Scores, pairs: Pairs, enough: Mask) -> tuple[Scores, Pairs]:
    """The pairs that score enough, the surest first."""
    scores, (ones, others) = scores[enough], _only(pairs, enough)
    ranks = items.ranks[ones], items.ranks[others]
    order = numpy.lexsort((numpy.maximum(*ranks), numpy.minimum(*ranks), -scores))
    return scores[order], (ones[order], others[order])


def _meeting(items: Items, pairs: Pairs) -> Pairs:
    return _only(pairs, items.meet(*pairs))


def _only(pairs: Pairs, kept: Mask) -> Pairs:
    return pairs[0][kept], pairs[1][kept]


def _alone(items: Items) -> Mask:
    """Which entries tell of a day when no other of their document does."""
    days, places = items.short
    codes = items.documents[places] * (int(days.max(initial=0)) + 1) + days
    _, which, counts = numpy.unique(codes, return_inverse=True, return_counts=True)
    alone: Mask = numpy.zeros(len(items), dtype=numpy.bool_)
    alone[places] = True
    alone[places[counts[which.ravel()] > 1]] = False
    return alone


def _related(clusters: Clusters, pairs: Pairs) -> Mask:
    """For which pairs of entries the documents tell several facts together, by the clusters as they are now."""
    items = clusters.items
    facts: list[set[int]] = [set() for _ in items.profiles]
    for number, cluster in enumerate(clusters.all()):
        if len(cluster.places) > 1:
            for document in cluster.places:
                facts[document].add(number)
    told, sizes = (
        numpy.array(list(map(len, each)), dtype=numpy.int64)
        for each in (facts, [profile.entries for profile in items.profiles.values()])
    )
    found, places = numpy.unique(coded((items.documents[pairs[0]], items.documents[pairs[1]]), len(facts)), return_inverse=True)
    ones, others = decoded(found, len(facts))
    enough = numpy.maximum(_RELATED, _RELATED_SHARE * numpy.minimum(sizes[ones], sizes[others]))
    may = (ones != others) & (numpy.minimum(told[ones], told[others]) >= enough)
    related: Mask = numpy.zeros(len(found), dtype=numpy.bool_)
    common = [len(facts[one] & facts[other]) for one, other in zip(ones[may].tolist(), others[may].tolist(), strict=True)]
    related[may] = numpy.array(common, dtype=numpy.int64) >= enough[may]
    return related[places.ravel()]
