"""Groups of pairs that an earlier run has seen: what is joined in a group depends on nothing outside it.

A group is what pairs that score enough hold together; its signature is a hash of its pairs and their scores.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy
from numpy.typing import NDArray

from jalons.files import Bytes
from jalons.merging.blocking import Pairs, among, distinct
from jalons.merging.items import Mask, Places
from jalons.merging.profiles import Hashes

_STEPS: Final = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))
"""Shifts and factors of splitmix64's finalizer: https://prng.di.unimi.it/splitmix64.c."""


class Settled:
    """The signatures of groups and the keys of pairs joined in them; `packed` keeps what was seen since it was made."""

    def __init__(self, sections: Mapping[str, Bytes] | None = None) -> None:
        sections = sections or {"groups": b"", "joined": b""}
        self._groups, self._joined = (numpy.frombuffer(sections[name], dtype="<u8") for name in ("groups", "joined"))
        self._seen: dict[str, Hashes] = {}

    def look_up(self, pairs: Pairs, keys: Hashes, scores: NDArray[numpy.float64], size: int) -> tuple[Mask, Mask]:
        """For each pair of `size` entries whether its group was seen before, and whether the pair was joined then."""
        groups = groups_of(pairs, size)[pairs[0]]
        sums = numpy.zeros(size, dtype=numpy.uint64)
        numpy.add.at(sums, groups, _mixed(keys ^ _mixed(scores.view(numpy.uint64))))
        signatures = sums[groups]
        self._seen["groups"] = distinct(signatures)
        known = among(signatures, self._groups)
        return known, known & among(keys, self._joined)

    def remember(self, joined: Hashes) -> None:
        """Keeps the keys of the pairs that were joined."""
        self._seen["joined"] = distinct(joined)

    def packed(self) -> dict[str, bytes]:
        """What the next run is to know, as sections of bytes."""
        return {name: self._seen[name].astype("<u8").tobytes() if name in self._seen else b"" for name in ("groups", "joined")}


def groups_of(pairs: Pairs, size: int) -> Places:
    """A number for the group of each of `size` entries: the smallest of those that pairs hold together with it."""
    ones, others = pairs
    lowest = numpy.arange(size)
    while not numpy.array_equal(lowest[ones], lowest[others]):
        low = numpy.minimum(lowest[ones], lowest[others])
        for side in pairs:
            numpy.minimum.at(lowest, lowest[side], low)
        lowest = lowest[lowest]
    return lowest


def _mixed(values: Hashes) -> Hashes:
    for shift, factor in _STEPS:
        values = (values ^ (values >> numpy.uint64(shift))) * numpy.uint64(factor)
    return values ^ (values >> numpy.uint64(31))
