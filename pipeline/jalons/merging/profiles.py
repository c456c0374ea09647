"""What merging knows of one document: what its entries are compared by, and the keys under which they meet others.

A profile depends on its document alone, so that it is made once, by who extracts the document, and kept with the result.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise
from typing import Final, Self

import numpy
from numpy.typing import NDArray

from jalons.files import Bytes
from jalons.merging.comparing import DAYS, MONTH
from jalons.merging.features import Features, features, packed, unpacked
from jalons.types import Entry, Mention

Hashes = NDArray[numpy.uint64]
_KEYS: Final = 24
"""How many stems of an entry make keys, the rarest of its document first."""
_TELLING: Final = 7
"""How many of them make keys together, two by two."""


@dataclass(frozen=True)
class Profile:
    """The entries of a document, what they are compared by (`data`, read when it is asked for), and their keys.

    `digests` are hashes of all that decides how each entry compares to others. `dates` are keys of a time and a word, under which
    entries meet that may tell one fact at one time, `words` keys of two words; `counts` says how many of both each entry has.
    Keys are the first 64 bits of a BLAKE2b digest.
    """

    entries: Sequence[Entry]
    data: Bytes
    counts: NDArray[numpy.int64]
    digests: Hashes
    dates: Hashes
    words: Hashes

    @classmethod
    def of(cls, entries: Sequence[Entry], mentions: Iterable[Mention]) -> Self:
        """The profile of a document from what was found in it."""
        items = features(entries, mentions)
        used = Counter(stem for item in items for stem in item.stems)
        keys = [(_date_keys(item, used), _word_keys(item, used)) for item in items]
        counts = numpy.array([[len(dates) for dates, _ in keys], [len(words) for _, words in keys]], dtype=numpy.int64)
        dates, words = (_hashes(key for each in keys for key in each[side]) for side in (0, 1))
        data = packed(items)
        return cls(entries, data, counts.reshape(2, len(items)), _digests_of(entries, data), dates, words)

    @classmethod
    def from_bytes(cls, entries: Sequence[Entry], data: Bytes, keys: Bytes) -> Self:
        """The profile whose `data` and `keys` these are."""
        numbers = numpy.frombuffer(keys, dtype="<u8").astype(numpy.uint64)
        counts = numbers[: 2 * len(entries)].astype(numpy.int64).reshape(2, len(entries))
        ends = numpy.cumsum([2 * len(entries), len(entries), int(counts[0].sum())])
        return cls(entries, data, counts, *(numbers[start:end] for start, end in pairwise([*ends.tolist(), len(numbers)])))

    @property
    def keys(self) -> bytes:
        """The counts, digests and keys as bytes."""
        return (
            numpy.concatenate([self.counts.ravel().astype("<u8"), self.digests, self.dates, self.words]).astype("<u8").tobytes()
        )

    @cached_property
    def features(self) -> list[Features]:
        """What each entry is compared by."""
        return unpacked(self.entries, bytes(self.data))


def _digests_of(entries: Sequence[Entry], data: bytes) -> Hashes:
    told = [(e.document, str(e.date), e.start, e.end, e.modality, e.kind, e.how) for e in entries]
    whole = hashlib.sha256(repr(told).encode("utf-8", "surrogatepass") + data).hexdigest()
    return _hashes(f"{whole} {place}" for place in range(len(entries)))


def _date_keys(item: Features, used: Mapping[str, int]) -> list[str]:
    """Two stems or acts in common in a year, or one in a month or on a day."""
    if item.span is None:
        return []
    stems = _rarest(item, used)[:_KEYS]
    # Who shares a month shares a year too: there, one word in common is enough.
    months = [f"{item.span.first:%Y-%m}"] if item.span.length <= MONTH else []
    keys = [f"{bucket} {word}" for bucket in (*item.span.buckets(), *months) for word in (*stems, *sorted(item.acts))]
    return [*keys, *map(str, item.span.days())] if item.span.length <= DAYS else keys


def _word_keys(item: Features, used: Mapping[str, int]) -> list[str]:
    stems = sorted(_rarest(item, used)[:_TELLING])
    return [f"{one} {other}" for one, other in combinations(stems, 2)]


def _rarest(item: Features, used: Mapping[str, int]) -> list[str]:
    return sorted(item.stems, key=lambda stem: (used[stem], stem not in item.named, -len(stem), stem))


def _hashes(keys: Iterable[str]) -> Hashes:
    return numpy.frombuffer(b"".join(_digests(keys)), dtype="<u8").astype(numpy.uint64)


def _digests(keys: Iterable[str]) -> Iterator[bytes]:
    return (hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest() for key in keys)
