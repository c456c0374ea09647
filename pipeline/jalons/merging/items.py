"""All entries that are merged, in columns: what is asked of all of them at once, without reading what each is compared by."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Final

import numpy
from numpy.typing import NDArray

from jalons.fuzzydate import FuzzyDate
from jalons.merging.comparing import DAYS, TOLD
from jalons.merging.features import Features
from jalons.merging.profiles import Hashes, Profile
from jalons.merging.spans import TOUCH, Days, span_of
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

    `first` and `last` are the ordinals of the days that a date allows, `first` after `last` where there is none; `written` says
    for which entries the text writes the date, and tells as having happened something that is no state; `ranks` are those of the
    entries' ids; `documents` are the places of their documents in `profiles`.
    """

    def __init__(self, profiles: Iterable[Profile]) -> None:
        profiles = [profile for profile in profiles if profile.entries]
        unordered = [(entry, profile, number) for profile in profiles for number, entry in enumerate(profile.entries)]
        order = sorted(range(len(unordered)), key=lambda place: _order(unordered[place][0]))
        self._rows = [unordered[place] for place in order]
        self.entries = [entry for entry, _, _ in self._rows]
        self.profiles = {profile.entries[0].document: profile for profile in profiles}
        spans = [_days_of(entry.date) for entry in self.entries]
        self.first, self.last = numpy.array(spans, dtype=numpy.int64).reshape(len(spans), 2).T
        self.written: Mask = numpy.array([_is_written(entry) for entry in self.entries], dtype=numpy.bool_)
        self.ranks = numpy.empty(len(order), dtype=numpy.int64)
        self.ranks[sorted(range(len(order)), key=lambda place: self.entries[place].id)] = numpy.arange(len(order))
        numbers = {document: number for number, document in enumerate(self.profiles)}
        self.documents = numpy.array([numbers[entry.document] for entry in self.entries], dtype=numpy.int64)
        places = numpy.empty(len(order), dtype=numpy.int64)
        places[order] = numpy.arange(len(order))
        self.digests = _joined([profile.digests for profile in profiles])[order] if order else _joined([])
        counts = [profile.counts for profile in profiles]
        each = numpy.concatenate(counts, axis=1) if counts else numpy.zeros((2, 0), dtype=numpy.int64)
        self.dates = _joined([profile.dates for profile in profiles]), numpy.repeat(places, each[0])
        self.words = _joined([profile.words for profile in profiles]), numpy.repeat(places, each[1])

    def __len__(self) -> int:
        return len(self.entries)

    def __getitem__(self, place: int) -> Features:
        _, profile, number = self._rows[place]
        return profile.features[number]

    @cached_property
    def lengths(self) -> Places:
        """The number of days of each date, 0 where there is none."""
        return self.last - self.first + 1

    @cached_property
    def same_dates(self) -> Places:
        """A number for each entry, the same for those whose dates are equal."""
        known: dict[FuzzyDate | None, int] = {}
        return numpy.array([known.setdefault(entry.date, len(known)) for entry in self.entries], dtype=numpy.int64)

    @cached_property
    def bounded(self) -> Mask:
        """Which entries have a date that says since when."""
        return numpy.array([bool(e.date and e.date.earliest) for e in self.entries], dtype=numpy.bool_)

    @cached_property
    def precision(self) -> list[int]:
        """The rank of each entry, the one whose date is to be trusted most first: what happened before what was planned."""
        rough = [entry.date is None or entry.date.approximate or entry.date.uncertain for entry in self.entries]
        sure = [HOW_SURE.get(entry.how, len(HOW_SURE)) for entry in self.entries]
        told = [entry.modality != TOLD for entry in self.entries]
        lengths = numpy.where(self.bounded, self.lengths, _NEVER)
        ranks = numpy.empty(len(self), dtype=numpy.int64)
        ranks[numpy.lexsort([*map(numpy.asarray, (self.ranks, sure, rough, lengths, told))])] = numpy.arange(len(self))
        return list(ranks.tolist())

    @cached_property
    def short(self) -> tuple[Places, Places]:
        """Each day of the dates of a few days, as an ordinal, and the place of its entry."""
        rows = numpy.flatnonzero((self.lengths > 0) & (self.lengths <= DAYS))
        lengths = self.lengths[rows]
        within = numpy.arange(int(lengths.sum())) - numpy.repeat(numpy.cumsum(lengths) - lengths, lengths)
        return numpy.repeat(self.first[rows], lengths) + within, numpy.repeat(rows, lengths)

    def meet(self, ones: Places, others: Places) -> Mask:
        """For which pairs the dates meet, as `spans.meeting` has it."""
        first = numpy.maximum(self.first[ones], self.first[others])
        last = numpy.minimum(self.last[ones], self.last[others])
        shorter = numpy.minimum(self.lengths[ones], self.lengths[others])
        return (first <= last) & ((last - first + 1) * TOUCH >= shorter) & (shorter > 0)

    def gaps(self, ones: Places, others: Places) -> Places:
        """The number of days between the dates of pairs, as `Span.gap` has it."""
        return numpy.maximum(self.first[ones], self.first[others]) - numpy.minimum(self.last[ones], self.last[others])


def _order(entry: Entry) -> tuple[str, str]:
    return str(entry.date), entry.id


def _days_of(date: FuzzyDate | None) -> Days:
    if date is None:
        return 1, 0
    return span_of(date).ordinals


def _is_written(entry: Entry) -> bool:
    return entry.modality == TOLD and entry.how in _WRITTEN and entry.kind != _STATE


def _joined(arrays: list[Hashes]) -> Hashes:
    return numpy.concatenate(arrays) if arrays else numpy.zeros(0, dtype=numpy.uint64)
