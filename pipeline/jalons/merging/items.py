"""All entries that are merged, in columns: what is asked of all of them at once, without reading what each is compared by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy
from numpy.typing import NDArray

from jalons.merging.comparing import TOLD
from jalons.merging.features import Features
from jalons.merging.profiles import Hashes, Profile
from jalons.merging.spans import TOUCH, span_of
from jalons.types import Entry

Places = NDArray[numpy.int64]
"""Places of entries, counted from 0 in the order of their dates (as EDTF) and ids."""
Mask = NDArray[numpy.bool_]

_WRITTEN: Final = frozenset(("explicit", "incomplete"))
_STATE: Final = "état"


class Items:
    """The entries of some documents; `items[place]` reads what one is compared by.

    `first` and `last` are the ordinals of the days that a date allows, `first` after `last` where there is none; `written` says
    for which entries the text writes the date, and tells as having happened something that is no state.
    """

    def __init__(self, profiles: Iterable[Profile]) -> None:
        profiles = [profile for profile in profiles if profile.entries]
        unordered = [(entry, profile, number) for profile in profiles for number, entry in enumerate(profile.entries)]
        order = sorted(range(len(unordered)), key=lambda place: _order(unordered[place][0]))
        self._rows = [unordered[place] for place in order]
        self.entries = [entry for entry, _, _ in self._rows]
        self.profiles = {profile.entries[0].document: profile for profile in profiles}
        self.spans = [span_of(entry.date) if entry.date else None for entry in self.entries]
        self.first = numpy.array([span.first.toordinal() if span else 1 for span in self.spans], dtype=numpy.int64)
        self.last = numpy.array([span.last.toordinal() if span else 0 for span in self.spans], dtype=numpy.int64)
        self.written: Mask = numpy.array([_is_written(entry) for entry in self.entries], dtype=numpy.bool_)
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

    @property
    def lengths(self) -> Places:
        """The number of days of each date, 0 where there is none."""
        return self.last - self.first + 1

    def dated(self, places: Places) -> Mask:
        """Which entries have a date."""
        return self.lengths[places] > 0

    def meet(self, ones: Places, others: Places) -> Mask:
        """For which pairs the dates meet, as `Span.meets` has it."""
        first = numpy.maximum(self.first[ones], self.first[others])
        last = numpy.minimum(self.last[ones], self.last[others])
        shorter = numpy.minimum(self.lengths[ones], self.lengths[others])
        return (first <= last) & ((last - first + 1) * TOUCH >= shorter) & (shorter > 0)

    def gaps(self, ones: Places, others: Places) -> Places:
        """The number of days between the dates of pairs, as `Span.gap` has it."""
        return numpy.maximum(self.first[ones], self.first[others]) - numpy.minimum(self.last[ones], self.last[others])


def _order(entry: Entry) -> tuple[str, str]:
    return str(entry.date), entry.id


def _is_written(entry: Entry) -> bool:
    return entry.modality == TOLD and entry.how in _WRITTEN and entry.kind != _STATE


def _joined(arrays: list[Hashes]) -> Hashes:
    return numpy.concatenate(arrays) if arrays else numpy.zeros(0, dtype=numpy.uint64)
