"""All entries that are merged, in columns: what is asked of all of them at once, without reading what each is compared by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final

import numpy
from numpy.typing import NDArray

from jalons.fuzzydate import FuzzyDate
from jalons.merging.comparing import DAYS, TOLD
from jalons.merging.features import Features
from jalons.merging.profiles import Hashes, Profile
from jalons.merging.spans import TOUCH, span_of
from jalons.types import Entry

Places = NDArray[numpy.int64]
"""Places of entries, counted from 0 in the order of their dates (as EDTF) and ids."""
Mask = NDArray[numpy.bool_]

HOW_SURE: Final = {how: rank for rank, how in enumerate(("explicit", "incomplete", "period", "relative", "deictic", "anaphoric"))}
"""How a date was got, the surest way first."""
_NEVER: Final = 10**9
_WRITTEN: Final = frozenset(("explicit", "incomplete"))
_STATE: Final = "état"


class Items:
    """The entries of some documents; `items[place]` reads what one is compared by.

    `first` and `last` are the ordinals of the days that a date allows, `first` after `last` where there is none; `same_dates` are
    numbers, the same for equal dates; `bounded` says which dates tell since when, `rough` which are approximate or uncertain;
    `written` for which entries the text writes the date, and tells as having happened something that is no state; `ranks` are
    those of the entries' ids; `documents` are the places of their documents in `profiles`.
    """

    def __init__(self, profiles: Iterable[Profile]) -> None:
        self._profiles = [profile for profile in profiles if profile.entries]
        self.profiles = {profile.entries[0].document: profile for profile in self._profiles}
        told = [entry for profile in self._profiles for entry in profile.entries]
        names, edtf = [entry.id for entry in told], [entry.date.edtf if entry.date else "" for entry in told]
        dates = {date: entry.date for date, entry in zip(edtf, told, strict=True)}
        numbers = {date: number for number, date in enumerate(sorted(dates))}
        same_dates = numpy.array([numbers[date] for date in edtf], dtype=numpy.int64)
        ranks = _ranks(sorted(range(len(told)), key=names.__getitem__))
        order = numpy.lexsort((ranks, same_dates))
        self.entries = [told[place] for place in order.tolist()]
        self.same_dates, self.ranks = same_dates[order], ranks[order]
        about = numpy.array([_about(dates[date]) for date in numbers], dtype=numpy.int64).reshape(len(numbers), 4)
        about = about[self.same_dates]
        self.first, self.last, self.bounded, self.rough = about[:, 0], about[:, 1], about[:, 2] > 0, about[:, 3] > 0
        self.written: Mask = numpy.array([_is_written(entry) for entry in self.entries], dtype=numpy.bool_)
        sizes = numpy.array([len(profile.entries) for profile in self._profiles], dtype=numpy.int64)
        self.documents, self._numbers = numpy.repeat(numpy.arange(len(sizes)), sizes)[order], _within(sizes)[order]
        self.digests = _joined([profile.digests for profile in self._profiles])[order]
        places, counts = _ranks(order), [numpy.zeros((2, 0), dtype=numpy.int64), *(profile.counts for profile in self._profiles)]
        of_dates, of_words = numpy.concatenate(counts, axis=1)
        self.dates = _joined([profile.dates for profile in self._profiles]), numpy.repeat(places, of_dates)
        self.words = _joined([profile.words for profile in self._profiles]), numpy.repeat(places, of_words)

    def __len__(self) -> int:
        return len(self.entries)

    def __getitem__(self, place: int) -> Features:
        document, number = int(self.documents[place]), int(self._numbers[place])
        return self._profiles[document].features[number]

    @cached_property
    def lengths(self) -> Places:
        """The number of days of each date, 0 where there is none."""
        return self.last - self.first + 1

    @cached_property
    def precision(self) -> list[int]:
        """The rank of each entry, the one whose date is to be trusted most first: what happened before what was planned."""
        sure = [HOW_SURE.get(entry.how, len(HOW_SURE)) for entry in self.entries]
        told = [entry.modality != TOLD for entry in self.entries]
        lengths = numpy.where(self.bounded, self.lengths, _NEVER)
        order = numpy.lexsort([*map(numpy.asarray, (self.ranks, sure, self.rough, lengths, told))])
        return list(_ranks(order).tolist())

    @cached_property
    def short(self) -> tuple[Places, Places]:
        """Each day of the dates of a few days, as an ordinal, and the place of its entry."""
        rows = numpy.flatnonzero((self.lengths > 0) & (self.lengths <= DAYS))
        lengths = self.lengths[rows]
        return numpy.repeat(self.first[rows], lengths) + _within(lengths), numpy.repeat(rows, lengths)

    def meet(self, ones: Places, others: Places) -> Mask:
        """For which pairs the dates meet, as `spans.meeting` has it."""
        first = numpy.maximum(self.first[ones], self.first[others])
        last = numpy.minimum(self.last[ones], self.last[others])
        shorter = numpy.minimum(self.lengths[ones], self.lengths[others])
        return (first <= last) & ((last - first + 1) * TOUCH >= shorter) & (shorter > 0)

    def gaps(self, ones: Places, others: Places) -> Places:
        """The number of days between the dates of pairs, as `Span.gap` has it."""
        return numpy.maximum(self.first[ones], self.first[others]) - numpy.minimum(self.last[ones], self.last[others])


def _about(date: FuzzyDate | None) -> tuple[int, int, bool, bool]:
    """The first and the last day of a date, whether it says since when, and whether it is rough."""
    if date is None:
        return 1, 0, False, True
    return *span_of(date).ordinals, date.earliest is not None, date.approximate or date.uncertain


def _within(sizes: Places) -> Places:
    """The numbers from 0 of so many each, one after the other."""
    numbers: Places = numpy.arange(int(sizes.sum())) - numpy.repeat(numpy.cumsum(sizes) - sizes, sizes)
    return numbers


def _ranks(order: Sequence[int] | Places) -> Places:
    """The place of each number in an order of them."""
    ranks = numpy.empty(len(order), dtype=numpy.int64)
    ranks[numpy.asarray(order, dtype=numpy.int64)] = numpy.arange(len(order))
    return ranks


def _is_written(entry: Entry) -> bool:
    return entry.modality == TOLD and entry.how in _WRITTEN and entry.kind != _STATE


def _joined(arrays: list[Hashes]) -> Hashes:
    return numpy.concatenate(arrays) if arrays else numpy.zeros(0, dtype=numpy.uint64)
