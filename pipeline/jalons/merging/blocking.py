"""Which pairs of entries are worth comparing: those that share keys. The cost is that of a sort.

An entry has a bounded number of keys, and under each key it is paired with a bounded number of others: where many entries share a
key, only neighbours in the order of their dates are paired. Pairs are two columns of places, the smaller first, in order.
"""

from __future__ import annotations

from typing import Any, Final, TypeVar

import numpy
from numpy.typing import NDArray

from jalons.merging.items import Items, Mask, Places
from jalons.merging.profiles import Hashes

WINDOW: Final = 16
"""With how many of those that follow it under one key an entry is paired."""

Pairs = tuple[Places, Places]
Codes = NDArray[numpy.integer[Any]]
"""Pairs as one number each, or hashes."""
Code = TypeVar("Code", bound=numpy.integer[Any])
_FEW: Final = 1 << 16
"""Up to how many entries a pair of them is a number of 32 bits, which is sorted in half of the time."""


def by_date(items: Items) -> Pairs:
    """Pairs that may tell one fact at one time: two stems or acts in common in a year, or one in a month or on a day."""
    codes = numpy.sort(_pairs(*items.dates, len(items)))
    return decoded(_first(codes[1:][codes[1:] == codes[:-1]]), len(items))


def by_day(items: Items) -> Pairs:
    """Pairs that tell of one day."""
    days, places = items.short
    return decoded(distinct(_pairs(days.astype(numpy.uint64), places, len(items))), len(items))


def by_words(items: Items, among: Mask) -> Pairs:
    """Pairs of some entries that may tell one fact at whatever time: two telling stems in common."""
    keys, places = items.words
    kept = among[places]
    return decoded(distinct(_pairs(keys[kept], places[kept], len(items))), len(items))


def distinct(codes: NDArray[Code]) -> NDArray[Code]:
    """The codes in order, each once (`numpy.unique` would use a hash table, which is twenty times as slow here)."""
    return _first(numpy.sort(codes))


def among(codes: Codes, known: Codes) -> Mask:
    """Which of some codes are among the known ones, which are in order."""
    if not len(known):
        return numpy.zeros(len(codes), dtype=numpy.bool_)
    found: Mask = known[numpy.minimum(numpy.searchsorted(known, codes), len(known) - 1)] == codes
    return found


def _first(codes: NDArray[Code]) -> NDArray[Code]:
    """Of codes in order, each once."""
    return codes[numpy.append(True, codes[1:] != codes[:-1])] if len(codes) else codes


def coded(pairs: Pairs, size: int) -> Places:
    """Pairs of `size` entries as one number each, in the same order."""
    return pairs[0] * size + pairs[1]


def decoded(codes: Codes, size: int) -> Pairs:
    """The pairs of `size` entries that have these numbers."""
    one, other = numpy.divmod(codes.astype(numpy.int64), max(size, 1))
    return one, other


def _pairs(keys: Hashes, places: Places, size: int) -> Codes:
    """The codes of the pairs under each key, as often as they share one."""
    order = numpy.lexsort((places, keys))
    keys, places = keys[order], places[order]
    number = numpy.uint32 if size <= _FEW else numpy.int64
    found, first = [numpy.zeros(0, dtype=number)], numpy.flatnonzero(keys[1:] == keys[:-1])
    for step in range(1, WINDOW + 1):  # a key that stands again so far on stood again one place before
        found.append(coded((places[first], places[first + step]), size).astype(number))
        first = first[first + step + 1 < len(keys)]
        first = first[keys[first + step + 1] == keys[first]]
    return numpy.concatenate(found)
