from __future__ import annotations

import numpy
import pytest

from jalons.merging.blocking import WINDOW, _pairs, decoded

KEYS = numpy.array([7, 9, 7, 9, 7, 3], dtype=numpy.uint64)
PLACES = numpy.array([4, 1, 0, 5, 2, 3], dtype=numpy.int64)


@pytest.mark.parametrize("size", [6, 1 << 16, (1 << 16) + 1, 10**6])
def test_pairs_of_those_that_share_a_key(size: int) -> None:
    """However wide the numbers are in which pairs are sorted."""
    last = size - 1
    pairs = decoded(_pairs(KEYS, numpy.where(PLACES == 5, last, PLACES), size), size)
    found = sorted(zip(*(column.tolist() for column in pairs), strict=True))
    assert found == [(0, 2), (0, 4), (1, last), (2, 4)]


def test_a_key_of_many_pairs_neighbours_alone() -> None:
    count = 3 * WINDOW
    ones, others = decoded(_pairs(numpy.zeros(count, dtype=numpy.uint64), numpy.arange(count), count), count)
    assert int((others - ones).max()) == WINDOW
    assert len(ones) == sum(min(WINDOW, count - 1 - place) for place in range(count))
