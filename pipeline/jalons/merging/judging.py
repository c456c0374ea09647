"""What comparing two entries gives, looked up if an earlier run has compared them: nothing but their documents decides it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Final

import numpy
from numpy.typing import NDArray

from jalons.files import Bytes
from jalons.merging import comparing, contrary
from jalons.merging.blocking import Pairs
from jalons.merging.comparing import Link, Usage, Usages
from jalons.merging.features import Features
from jalons.merging.items import Items
from jalons.merging.profiles import Hashes
from jalons.merging.settled import Settled

Scores = NDArray[numpy.float64]

_SCORE, _RELATED, _CONTRARY, _LINK = range(4)
"""What is remembered of a pair."""
_ODD: Final = 3
_BITS: Final = (1 << 64) - 1
_LIKELY: Final = 0.2
"""From this score on a pair will be asked for again, when clusters are joined."""


class Memory:
    """What comparisons gave, by a hash of the pair and of what was asked; `packed` keeps what was asked for since it was made."""

    def __init__(self, sections: Mapping[str, Bytes] | None = None) -> None:
        """The memory that was `packed` into these sections, or an empty one."""
        self.settled = Settled(sections)
        sections = sections or {"keys": b"", "scores": b"", "reasons": b"[]"}
        self._keys = numpy.frombuffer(sections["keys"], dtype="<u8").astype(numpy.uint64)
        self._scores = numpy.frombuffer(sections["scores"], dtype="<f8").astype(numpy.float64)
        self._reasons: dict[int, str] = dict(json.loads(str(sections["reasons"], "utf-8", "surrogatepass")))
        self._used: list[tuple[Hashes, Scores]] = []
        self._single: dict[int, float] = {}
        self._given: dict[int, str] = {}

    def packed(self) -> dict[str, bytes]:
        """What the next run is to know, as sections of bytes: keys in order, the score of each, and reasons."""
        single = numpy.fromiter(self._single, dtype=numpy.uint64), numpy.fromiter(self._single.values(), dtype=numpy.float64)
        used = [*self._used, single]
        keys, scores = (numpy.concatenate(each) for each in zip(*used, strict=True))
        order = numpy.argsort(keys)
        reasons = json.dumps([*self._given.items()], ensure_ascii=False, separators=(",", ":"))
        return {
            "keys": keys[order].astype("<u8").tobytes(),
            "scores": scores[order].astype("<f8").tobytes(),
            "reasons": reasons.encode("utf-8", "surrogatepass"),
            **self.settled.packed(),
        }

    def scores(self, keys: Hashes, find: Callable[[int], float]) -> Scores:
        """The scores under some keys; `find` is asked for what nobody knows, by its place."""
        places = numpy.minimum(numpy.searchsorted(self._keys, keys), max(len(self._keys) - 1, 0))
        known = self._keys[places] == keys if len(self._keys) else numpy.zeros(len(keys), dtype=numpy.bool_)
        scores = numpy.zeros(len(keys))
        scores[known] = self._scores[places[known]]
        for place in numpy.flatnonzero(~known).tolist():
            scores[place] = find(place)
        self._used.append((keys, scores))
        return scores

    def score(self, key: int, find: Callable[[int], float]) -> float:
        """The score under one key."""
        if key not in self._single:
            (self._single[key],) = self.scores(numpy.array([key], dtype=numpy.uint64), find).tolist()
        return self._single[key]

    def remember(self, keys: Hashes, scores: Scores) -> None:
        """Makes ready what will be asked for one by one."""
        self._single.update(zip(keys.tolist(), scores.tolist(), strict=True))

    def reasons(self, key: int, find: Callable[[], str]) -> str:
        """The reasons under a key; `find` is asked if nobody knows them."""
        if key not in self._given:
            known = self._reasons.get(key)
            self._given[key] = find() if known is None else known
        return self._given[key]


class Judge:
    """Compares entries by their places; of two, the one before is always first."""

    def __init__(self, items: Items, memory: Memory) -> None:
        self.items = items
        self._memory = memory
        self._usage: dict[str, Usage] = {}

    def score(self, one: int, other: int, *, related: bool = False) -> float:
        """How surely two entries tell one fact (see `comparing.score`)."""
        key = self._key(one, other, _RELATED if related else _SCORE)
        return self._memory.score(key, lambda _: self._score(one, other, related=related))

    def scores(self, pairs: Pairs, *, related: bool = False) -> Scores:
        """The scores of many pairs."""
        keys, (ones, others) = self.keys(pairs, _RELATED if related else _SCORE), pairs
        return self._memory.scores(keys, lambda place: self._score(int(ones[place]), int(others[place]), related=related))

    def make_ready(self, pairs: Pairs, scores: Scores, *, related: bool = False) -> None:
        """Makes ready the `scores` of pairs that joining clusters will ask for one by one."""
        likely = scores >= _LIKELY
        keys = self.keys((pairs[0][likely], pairs[1][likely]), _RELATED if related else _SCORE)
        self._memory.remember(keys, scores[likely])

    def contraries(self, pairs: Pairs) -> Scores:
        """How alike the entries of pairs are that may contradict each other, 0 for those that cannot (see `contrary.score`)."""
        ones, others = pairs
        return self._memory.scores(
            self.keys(pairs, _CONTRARY), lambda place: self._contrary(int(ones[place]), int(others[place]))
        )

    def link(self, one: int, other: int) -> Link:
        """Why two entries tell one fact (see `comparing.reasons`)."""
        pair = (one, other) if one < other else (other, one)
        why = self._memory.reasons(self._key(*pair, _LINK), lambda: comparing.reasons(*self._both(*pair)))
        first, second = self.items.entries[one].id, self.items.entries[other].id
        return Link(first, second, why) if first < second else Link(second, first, why)

    def keys(self, pairs: Pairs, what: int = _SCORE) -> Hashes:
        """A hash for each pair and what is asked of it. Sums and products of hashes are hashes: the last 64 bits of them."""
        ones, others = (self.items.digests[places] for places in pairs)
        return numpy.minimum(ones, others) + numpy.maximum(ones, others) * numpy.uint64(_ODD) + numpy.uint64(what)

    def _key(self, one: int, other: int, what: int) -> int:
        low, high = self._digests[one], self._digests[other]
        if high < low:
            low, high = high, low
        return (low + high * _ODD + what) & _BITS

    @cached_property
    def _digests(self) -> list[int]:
        digests: list[int] = self.items.digests.tolist()
        return digests

    def _score(self, one: int, other: int, *, related: bool) -> float:
        return comparing.score(*self._both(min(one, other), max(one, other)), related=related)

    def _contrary(self, one: int, other: int) -> float:
        return contrary.score(*self._both(one, other))

    def _both(self, one: int, other: int) -> tuple[Features, Features, Usages]:
        usages = (self._usage_of(self.items.entries[place].document) for place in (one, other))
        return self.items[one], self.items[other], (next(usages), next(usages))

    def _usage_of(self, document: str) -> Usage:
        if document not in self._usage:
            self._usage[document] = Usage.of(self.items.profiles[document].features)
        return self._usage[document]
