"""Groups of pairs that an earlier run has seen."""

from __future__ import annotations

import numpy
from hypothesis import given
from hypothesis import strategies as st

from jalons.merging.settled import Settled

SIZE = 12
Pair = tuple[int, int]
PAIRS = st.lists(
    st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)).filter(lambda pair: pair[0] < pair[1]), unique=True
)


def ask(settled: Settled, pairs: list[Pair], scores: dict[Pair, float]) -> tuple[list[bool], list[bool]]:
    """What is known of pairs; every other one is joined then."""
    ones, others = numpy.array(pairs, dtype=numpy.int64).reshape(len(pairs), 2).T
    keys = numpy.array([hash(pair) % 2**64 for pair in pairs], dtype=numpy.uint64)
    known, before = settled.look_up((ones, others), keys, numpy.array([scores.get(pair, 0.5) for pair in pairs]), SIZE)
    settled.remember(keys[::2])
    return known.tolist(), before.tolist()


def group(pair: Pair, pairs: list[Pair]) -> frozenset[Pair]:
    """All pairs that hold together with one."""
    found, reached = set[Pair](), set(pair)
    while more := {each for each in pairs if each not in found and reached & set(each)}:
        found |= more
        reached |= {place for each in more for place in each}
    return frozenset(found)


@given(before=PAIRS, after=PAIRS)
def test_a_group_is_known_if_all_its_pairs_were_seen_together(before: list[Pair], after: list[Pair]) -> None:
    first = Settled()
    assert ask(first, before, {}) == ([False] * len(before),) * 2
    known, joined = ask(Settled(first.packed()), after, {})
    assert known == [group(pair, after) == group(pair, before) for pair in after]
    assert joined == [told and pair in before[::2] for told, pair in zip(known, after, strict=True)]


def test_another_score_is_another_group() -> None:
    first, pairs = Settled(), [(0, 1), (1, 2), (4, 5)]
    ask(first, pairs, {})
    known, _ = ask(Settled(first.packed()), pairs, {(1, 2): 0.6})
    assert known == [False, False, True]


def test_what_was_not_asked_for_is_forgotten() -> None:
    first = Settled()
    ask(first, [(0, 1)], {})
    assert Settled(first.packed()).packed() == {"groups": b"", "joined": b""}
