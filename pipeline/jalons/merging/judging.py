"""What comparing two entries gives, looked up if an earlier run has compared them: nothing but their documents decides it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy

from jalons.merging import comparing, contrary
from jalons.merging.blocking import Pairs
from jalons.merging.comparing import Link, Usage, Usages
from jalons.merging.items import Items

_SCORE, _RELATED, _CONTRARY, _LINK = range(4)
"""What is remembered of a pair."""
_ODD: Final = 3
_BITS: Final = (1 << 64) - 1


@dataclass(slots=True)
class Memory:
    """What an earlier run found (`scores`, `reasons`), by a hash of the pair and of what was asked, and what this run needed."""

    scores: Mapping[int, float] = field(default_factory=dict)
    reasons: Mapping[int, list[str]] = field(default_factory=dict)
    used_scores: dict[int, float] = field(default_factory=dict)
    used_reasons: dict[int, list[str]] = field(default_factory=dict)

    def packed(self) -> dict[str, bytes]:
        """What the next run is to know, as sections of bytes."""
        keys = numpy.fromiter(self.used_scores, dtype="<u8", count=len(self.used_scores))
        values = numpy.fromiter(self.used_scores.values(), dtype="<f8", count=len(self.used_scores))
        reasons = json.dumps([*self.used_reasons.items()], ensure_ascii=False, separators=(",", ":"))
        return {"keys": keys.tobytes(), "scores": values.tobytes(), "reasons": reasons.encode("utf-8", "surrogatepass")}

    @classmethod
    def unpacked(cls, sections: Mapping[str, bytes]) -> Memory:
        """The memory that was packed; an empty one from none."""
        if not sections:
            return cls()
        keys, values = numpy.frombuffer(sections["keys"], dtype="<u8"), numpy.frombuffer(sections["scores"], dtype="<f8")
        reasons = dict(json.loads(sections["reasons"].decode("utf-8", "surrogatepass")))
        return cls(dict(zip(keys.tolist(), values.tolist(), strict=True)), reasons)


class Judge:
    """Compares entries by their places; of two, the one before is always first."""

    def __init__(self, items: Items, memory: Memory) -> None:
        self.items = items
        self._memory = memory
        self._digests: list[int] = items.digests.tolist()
        self._usage: dict[str, Usage] = {}

    def score(self, one: int, other: int, *, related: bool = False) -> float:
        """How surely two entries tell one fact (see `comparing.score`)."""
        what = _RELATED if related else _SCORE
        return self._remembered(self._key(one, other, what), one, other, what)

    def scores(self, pairs: Pairs, *, related: bool = False) -> list[float]:
        """The scores of many pairs."""
        return self._all(pairs, _RELATED if related else _SCORE)

    def contraries(self, pairs: Pairs) -> list[float]:
        """How alike the entries of pairs are that may contradict each other, 0 for those that cannot (see `contrary.score`)."""
        return self._all(pairs, _CONTRARY)

    def link(self, one: int, other: int) -> Link:
        """Why two entries tell one fact (see `comparing.reasons`)."""
        one, other = sorted((one, other))
        key = self._key(one, other, _LINK)
        reasons = self._memory.used_reasons.get(key) or self._memory.reasons.get(key)
        if reasons is None:
            reasons = comparing.reasons(self.items[one], self.items[other], self._usages(one, other))
        self._memory.used_reasons[key] = reasons
        first, second = sorted((self.items.entries[one].id, self.items.entries[other].id))
        return Link(first, second, tuple(reasons))

    def _all(self, pairs: Pairs, what: int) -> list[float]:
        ones, others = (self.items.digests[places] for places in pairs)
        # As `_key` has it, for all at once: products of unsigned integers keep their last bits.
        keys = numpy.minimum(ones, others) + numpy.maximum(ones, others) * numpy.uint64(_ODD) + numpy.uint64(what)
        rows = zip(keys.tolist(), pairs[0].tolist(), pairs[1].tolist(), strict=True)
        return [self._remembered(key, one, other, what) for key, one, other in rows]

    def _key(self, one: int, other: int, what: int) -> int:
        low, high = sorted((self._digests[one], self._digests[other]))
        return (low + high * _ODD + what) & _BITS

    def _remembered(self, key: int, one: int, other: int, what: int) -> float:
        memory = self._memory
        known = memory.used_scores.get(key)
        if known is None:
            known = memory.scores.get(key)
            if known is None:
                known = self._found(min(one, other), max(one, other), what)
            memory.used_scores[key] = known
        return known

    def _found(self, one: int, other: int, what: int) -> float:
        items, usages = (self.items[one], self.items[other]), self._usages(one, other)
        if what == _CONTRARY:
            return contrary.score(*items, usages)
        return comparing.score(*items, usages, related=what == _RELATED)

    def _usages(self, one: int, other: int) -> Usages:
        return self._usage_of(self.items.entries[one].document), self._usage_of(self.items.entries[other].document)

    def _usage_of(self, document: str) -> Usage:
        if document not in self._usage:
            self._usage[document] = Usage.of(self.items.profiles[document].features)
        return self._usage[document]
