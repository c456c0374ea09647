"""How much two entries look like one fact at dates that exclude each other, one of which must then be wrong.

They need much the same words; dates that can be mistaken for each other; nothing that happens again and again, unless the dates
are close.
"""

from __future__ import annotations

from typing import Final

from jalons.merging.comparing import Usages, excluded, likeness, other_counts
from jalons.merging.features import Features, acts

FAR: Final = 366 * 3
"""In days: dates further apart are mistaken for each other only if one looks like a slip of the other."""
SHORT: Final = 31
"""In days: a longer date is no slip of another."""
_SAME_ACT: Final = 0.1
_SLIP: Final = 0.12
"""What it adds that one date looks like a slip of the other: the same day and month, or the same year."""
_CLOSE: Final = 62
"""In days: what recurs does so at longer intervals."""


def score(one: Features, other: Features, usages: Usages) -> float:
    """From 0: two entries that cannot be one fact, whatever their words."""
    if not _may_contradict(one, other):
        return 0.0
    found, _ = likeness(one, other, usages)
    return found + (_SAME_ACT if one.acts & other.acts else 0) + (_SLIP if _slip(one, other) else 0)


def _may_contradict(one: Features, other: Features) -> bool:
    if one.span is None or other.span is None or excluded(one, other) or other_counts(one, other):
        return False
    if one.people and other.people and not one.people & other.people:
        return False
    gap = one.span.gap(other.span)
    if any(acts()[act].recurs for act in one.acts | other.acts) and gap > _CLOSE and not _same_ordinals(one, other):
        return False
    return gap <= FAR or _slip(one, other)


def _same_ordinals(one: Features, other: Features) -> bool:
    return any(other.ordinals.get(noun) == number for noun, number in one.ordinals.items())


def _slip(one: Features, other: Features) -> bool:
    """Whether two dates differ in one part only: the year of a day or month, or the month or day of a year."""
    if one.span is None or other.span is None or one.span.length > SHORT or other.span.length > SHORT:
        return False
    first, second = one.span.first, other.span.first
    same = (first.year == second.year, first.month == second.month, first.day == second.day)
    return same in {(True, False, True), (True, True, False), (False, True, True)}
