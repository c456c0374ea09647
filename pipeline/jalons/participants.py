"""Who takes part in an entry, against gold: the participants of each matched entry and the gold mentions inside its evidence.

Gold files do not list participants. Where a gold entry has its evidence alone, the required mentions inside are its participants
and the optional ones may be. Where entries share a range of text, gold does not say whose a mention is: none is missed there, and
none of them is wrong. What an entry gets from elsewhere (the name behind a pronoun) is not scored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from jalons.gold import Gold, GoldEntry, GoldMention
from jalons.matching import Ranged, match, overlap, split, value_test
from jalons.types import PARTICIPANTS, Entry, Mention

Value = tuple[str, str]
"""A label and a value."""
Pair = tuple[GoldEntry, Entry]


def differences(
    gold: Gold, pairs: Sequence[Pair], mentions: Sequence[Mention]
) -> list[tuple[Entry, set[Value], set[Value], set[Value]]]:
    """For each pair of a gold entry and a predicted one: the values found rightly, those missed and those too many.

    Values missed are the gold's, the others the predicted ones.
    """
    tests = {label: _test(gold, mentions, label) for label in PARTICIPANTS.values()}
    found = []
    for wanted, entry in pairs:
        shared = any(other is not wanted and overlap(other, wanted) > 0 for other in gold.entries)
        inside = [m for m in gold.mentions if m.label in tests and _holds(wanted, m)]
        required = set() if shared else {(m.label, m.norm) for m in inside if not m.optional}
        neutral = {(m.label, m.norm) for m in inside if shared or m.optional}
        own = {(m.label, m.norm) for m in mentions if _holds(entry, m)}
        told = {(label, norm) for name, label in PARTICIPANTS.items() for norm in entry.participants.get(name, ())} & own
        right = {value for value in told if any(_same(tests, value, each) for each in required)}
        extra = {value for value in told - right if not any(_same(tests, value, each) for each in neutral)}
        missed = {each for each in required if not any(_same(tests, value, each) for value in right)}
        found.append((entry, right, missed, extra))
    return found


def _holds(outer: Ranged, inner: Ranged) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _same(tests: Mapping[str, Callable[[str, str], bool]], told: Value, wanted: Value) -> bool:
    return told[0] == wanted[0] and tests[told[0]](wanted[1], told[1])


def _test(gold: Gold, mentions: Sequence[Mention], label: str) -> Callable[[str, str], bool]:
    """The test of values of one label, with the grouping that the lenient matches of the document give."""
    marked: list[GoldMention] = [m for m in gold.mentions if m.label == label]
    predicted = [m for m in mentions if m.label == label]
    required, _ = split(marked)
    pairs = match(required, predicted, lambda g, p: overlap(g, p) > 0)
    return value_test(label, [(required[i].norm, predicted[j].norm) for i, j in pairs])
