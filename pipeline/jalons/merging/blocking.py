"""Which pairs of entries are worth comparing: those that share keys. The cost is that of a sort.

An entry has a bounded number of keys, and under each key it is paired with a bounded number of others: where many entries share a
key, only neighbours in the order of their dates are paired.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import Final

from jalons.merging.comparing import DAYS, MONTH, Usage
from jalons.merging.features import Features

WINDOW: Final = 16
"""With how many of those that follow it under one key an entry is paired."""
_KEYS: Final = 24
"""How many stems of an entry make keys, the rarest of its document first."""
_TELLING: Final = 7
"""How many of them make keys together, two by two."""

Pair = tuple[int, int]


def by_date(items: Sequence[Features], usage: Usage) -> Iterator[Pair]:
    """Pairs that may tell one fact at one time: two stems or acts in common in a year, or one in a month or on a day."""

    def keys(item: Features) -> Iterator[str]:
        if item.span is None:
            return
        stems = _rarest(item, usage)[:_KEYS]
        # Who shares a month shares a year too: there, one word in common is enough.
        months = [f"{item.span.first:%Y-%m}"] if item.span.length <= MONTH else []
        for bucket in (*item.span.buckets(), *months):
            yield from (f"{bucket} {word}" for word in (*stems, *sorted(item.acts)))
        if item.span.length <= DAYS:
            yield from map(str, item.span.days())

    counts = Counter(_pairs(items, keys))
    return (pair for pair, count in sorted(counts.items()) if count >= 2)


def by_day(items: Sequence[Features]) -> Iterator[Pair]:
    """Pairs that tell of one day."""

    def keys(item: Features) -> Iterator[str]:
        if item.span and item.span.length <= DAYS:
            yield from map(str, item.span.days())

    return iter(sorted(set(_pairs(items, keys))))


def by_words(items: Sequence[Features], usage: Usage) -> Iterator[Pair]:
    """Pairs that may tell one fact at whatever time: two telling stems in common."""

    def keys(item: Features) -> Iterator[str]:
        stems = sorted(_rarest(item, usage)[:_TELLING])
        return (f"{one} {other}" for one, other in combinations(stems, 2))

    return iter(sorted(set(_pairs(items, keys))))


def _rarest(item: Features, usage: Usage) -> list[str]:
    used = usage.stems[item.entry.document]
    return sorted(item.stems, key=lambda stem: (used[stem], stem not in item.named, -len(stem), stem))


def _pairs(items: Sequence[Features], keys: Callable[[Features], Iterable[str]]) -> Iterator[Pair]:
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        for key in keys(item):
            blocks[key].append(place)
    for block in blocks.values():
        for position, one in enumerate(block):
            for other in block[position + 1 : position + 1 + WINDOW]:
                yield (one, other) if one < other else (other, one)
