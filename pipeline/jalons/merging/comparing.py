"""Do two entries tell one fact? A score with its reasons, and what excludes it.

How much a shared word says depends on how often the two documents use it, and on nothing else: what other documents are in the
corpus changes no score.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from jalons.merging.features import ANY_NOUN, Features, acts

_SAME_DAY: Final = 0.22
_SAME_MONTH: Final = 0.12
TOLD: Final = "affirmé"
"""The modality of what the text says has happened; what is planned and then happens at another time is no contradiction."""
DENIED: Final = "nié"
"""The modality of what did not happen."""
DAYS: Final = 3
"""Up to how many days a date is a day's: what happens lasts."""
MONTH: Final = 31
_NO_DAY: Final = 10**9
_SAME_ACT: Final = 0.12
_OTHER_PEOPLE: Final = 0.25
_OTHER_COUNT: Final = 0.2
_LONE: Final = 0.15
"""What a single word in common, at no common day and with no common act, is worth less."""
_NAMED: Final = 1.5
"""How much more a word of a proper name weighs."""
_SMOOTHING: Final = 8
"""Entries that each pair of documents is thought to have beside its own: in short documents no word is rare."""


class Link(NamedTuple):
    """Two entries that tell one fact, by their ids, and why, in French."""

    one: str
    other: str
    why: str

    def __str__(self) -> str:
        return f"{self.one} et {self.other} : {self.why}"


@dataclass(frozen=True, slots=True)
class Usage:
    """How many entries a document has, and how many of them use each stem."""

    entries: int
    stems: Mapping[str, int]

    @classmethod
    def of(cls, items: Sequence[Features]) -> Usage:
        """The usage of a document with these entries."""
        return cls(len(items), Counter(stem for item in items for stem in item.stems))

    def weights(self, stems: Iterable[str], other: Usage) -> dict[str, float]:
        """What each stem weighs between two documents: the more, the fewer of their entries use it."""
        total, mine, theirs = self.entries, self.stems, other.stems
        if self is other:
            return {stem: _weight(total, mine.get(stem, 0)) for stem in stems}
        total += other.entries
        return {stem: _weight(total, mine.get(stem, 0) + theirs.get(stem, 0)) for stem in stems}


Usages = tuple[Usage, Usage]
"""The usage of the documents of two entries, the same object if they are one."""


@lru_cache(maxsize=65536)
def _weight(total: int, count: int) -> float:
    return math.log((total + _SMOOTHING) / (count + 0.5))


def likeness(one: Features, other: Features, usages: Usages) -> tuple[float, list[str]]:
    """How alike the words of two entries are, from 0 to 1 (the cosine of their weighted stems), and the stems that they share.

    A participant of both counts once, not word by word; the words of other names count as words.
    """
    found, shared = _cosine(one, other, usages)
    return found, sorted(shared, key=lambda stem: (-shared[stem], stem))


def _cosine(one: Features, other: Features, usages: Usages) -> tuple[float, dict[str, float]]:
    """How alike the words of two entries are, and the square of the weight of each stem that they share."""
    both = one.parts.keys() & other.parts.keys()
    spent = frozenset[str]().union(*(one.parts[key] | other.parts[key] for key in both))
    mine, theirs = ((item.stems.keys() - item.parts.keys() - spent) | both for item in (one, other))
    shared = mine & theirs
    if not shared:
        return 0.0, {}
    weights = usages[0].weights(mine | theirs, usages[1])
    for stem in (one.named | other.named) & weights.keys():
        weights[stem] *= _NAMED
    squares = {stem: weight**2 for stem, weight in weights.items()}
    # `fsum`: sets have no order, and a last digit would decide between equal pairs.
    norm = math.sqrt(math.fsum([squares[s] for s in mine])) * math.sqrt(math.fsum([squares[s] for s in theirs]))
    told = {stem: squares[stem] for stem in shared}
    return math.fsum(told.values()) / norm, told


def excluded(one: Features, other: Features) -> bool:
    """Whether two entries cannot tell one fact whatever their words.

    They do not if they are of one passage, which tells them apart, if only one says that the thing did not happen, or if they
    have opposite acts or different ordinals of one thing.
    """
    here, there = one.entry, other.entry
    if here.document == there.document and here.start < there.end and there.start < here.end:
        return True
    if (here.modality == DENIED) != (there.modality == DENIED):
        return True
    if not one.acts & other.acts and (_opposed(one.acts, other.acts) or _opposed(other.acts, one.acts)):
        return True
    return _other_ordinals(one.ordinals, other.ordinals)


def _opposed(one: frozenset[str], other: frozenset[str]) -> bool:
    return any(acts()[act].opposites & other for act in one)


def _other_ordinals(one: Mapping[str, int], other: Mapping[str, int]) -> bool:
    if any(other[noun] != number for noun, number in one.items() if noun in other):
        return True
    loose = one.keys() & ANY_NOUN or other.keys() & ANY_NOUN
    return bool(loose and one and other and not set(one.values()) & set(other.values()))


def score(one: Features, other: Features, usages: Usages, *, related: bool = False) -> float:
    """How surely two entries tell one fact, from 0: their likeness, and what their dates, acts, people and numbers add.

    In `related` documents a single word in common is as good as any.
    """
    if excluded(one, other):
        return 0.0
    found, shared = _cosine(one, other, usages)
    longer = max(one.span.length, other.span.length) if one.span and other.span else _NO_DAY
    found += _SAME_DAY if longer <= DAYS else _SAME_MONTH if longer <= MONTH else 0
    if one.acts & other.acts:
        found += _SAME_ACT
    elif len(shared) < 2 and longer > DAYS and not related:
        found -= _LONE
    if one.people and other.people and not one.people & other.people:
        found -= _OTHER_PEOPLE
    if other_counts(one, other):
        found -= _OTHER_COUNT
    return max(found, 0.0)


def other_counts(one: Features, other: Features) -> bool:
    """Whether two entries count one thing differently (`320 adhérents`, `410 adhérents`)."""
    return any(other.counts[noun] != count for noun, count in one.counts.items() if noun in other.counts)


def reasons(one: Features, other: Features, usages: Usages) -> str:
    """Why two entries tell one fact, in French."""
    _, shared = likeness(one, other, usages)
    common = sorted(acts()[act].name for act in one.acts & other.acts)
    found = (
        _dates(one, other),
        f"même acte : {', '.join(common)}" if common else "",
        f"en commun : {', '.join(_words(one, shared))}" if shared else "",
    )
    return " ; ".join(filter(None, found))


def _dates(one: Features, other: Features) -> str:
    first, second = sorted((str(one.entry.date), str(other.entry.date)))
    if first == second:
        return f"même date : {first}"
    meet = one.span and other.span and one.span.meets(other.span)
    return f"dates {'compatibles' if meet else 'contraires'} : {first} et {second}"


def _words(item: Features, shared: list[str]) -> list[str]:
    """At most five of the shared stems as the text has them, the most telling first, none twice."""
    return list(dict.fromkeys(item.stems[stem] for stem in shared))[:5]
