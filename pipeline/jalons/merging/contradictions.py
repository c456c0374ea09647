"""Clusters that tell one fact at dates that exclude each other: contradictions.

Most facts that are told alike at two dates are two facts: assemblies, editions, renewals. So a contradiction asks for more than a
merge: much the same words; dates that can be mistaken for each other; no document that tells both; nothing that happens again and
again, unless the dates are close; dates that the texts write, not ones that are worked out from a story; and of several clusters
that could contradict one, only the most alike by far.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final, NamedTuple

from jalons.merging.blocking import by_words
from jalons.merging.clusters import Cluster, Clusters, kept_apart
from jalons.merging.comparing import TOLD, Link, excluded, likeness, link, other_counts
from jalons.merging.features import Features, acts

_ENOUGH: Final = 0.34
_SAME_ACT: Final = 0.1
_SLIP: Final = 0.12
"""What it adds that one date looks like a slip of the other: the same day and month, or the same year."""
_MARGIN: Final = 0.1
"""By how much the most alike must be so, where a document tells of two such facts."""
_FAR: Final = 366 * 3
"""In days: dates further apart are mistaken for each other only if one looks like a slip of the other."""
_CLOSE: Final = 62
"""In days: what recurs does so at longer intervals."""
_WRITTEN: Final = frozenset(("explicit", "incomplete"))
_STATE: Final = "état"


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
    for one, other in by_words(clusters.items, clusters.usage):
        here, there = clusters[one], clusters[other]
        if here is there or not _may_contradict(clusters, here, there, one, other):
            continue
        score = _score(clusters.items[one], clusters.items[other], clusters)
        key = tuple(sorted((here.best, there.best)))
        if score >= _ENOUGH and score > best.get((key[0], key[1]), (0.0, 0, 0))[0]:
            best[key[0], key[1]] = (score, one, other)
    return told + [
        Contradiction(clusters[one], clusters[other], link(clusters.items[one], clusters.items[other], clusters.usage))
        for _, one, other in _distinct(clusters, sorted(best.values(), key=lambda found: _order(clusters, found)))
    ]


def _order(clusters: Clusters, found: tuple[float, int, int]) -> tuple[float, str, str]:
    score, one, other = found
    return -score, clusters.items[one].entry.id, clusters.items[other].entry.id


def _may_contradict(clusters: Clusters, here: Cluster, there: Cluster, one: int, other: int) -> bool:
    first, second = clusters.items[one], clusters.items[other]
    if not (here.span and there.span) or here.span.meets(there.span) or first.span is None or second.span is None:
        return False
    if first.span.meets(second.span) or here.places.keys() & there.places.keys() or kept_apart(here, there):
        return False
    if {first.entry.modality, second.entry.modality} != {TOLD}:
        return False
    if {first.entry.how, second.entry.how} - _WRITTEN or _STATE in (first.entry.kind, second.entry.kind):
        return False
    if excluded(first, second) or (first.people and second.people and not first.people & second.people):
        return False
    if other_counts(first, second):
        return False
    gap = first.span.gap(second.span)
    if any(acts()[act].recurs for act in first.acts | second.acts) and gap > _CLOSE and not _same_ordinals(first, second):
        return False
    return gap <= _FAR or _slip(first, second)


def _same_ordinals(one: Features, other: Features) -> bool:
    return any(other.ordinals.get(noun) == number for noun, number in one.ordinals.items())


def _slip(one: Features, other: Features) -> bool:
    """Whether two dates differ in one part only: the year of a day or month, or the month or day of a year."""
    if one.span is None or other.span is None or one.span.length > 31 or other.span.length > 31:
        return False
    first, second = one.span.first, other.span.first
    same = (first.year == second.year, first.month == second.month, first.day == second.day)
    return same in {(True, False, True), (True, True, False), (False, True, True)}


def _score(one: Features, other: Features, clusters: Clusters) -> float:
    score, _ = likeness(one, other, clusters.usage)
    return score + (_SAME_ACT if one.acts & other.acts else 0) + (_SLIP if _slip(one, other) else 0)


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
