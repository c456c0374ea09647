"""The days on which a fact can have happened, as merging compares them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from jalons.fuzzydate import FuzzyDate

_MARGINS: Final[Mapping[str, int]] = {"day": 3, "month": 31, "quarter": 45, "season": 45, "semester": 92}
"""By how many days an approximate date may be off, by its precision; a year or more by one year."""
_SEASON: Final = 20
"""By how many days usage begins a season before the calendar: the 8 March may be told as of spring."""
_YEAR: Final = 366
TOUCH: Final = 4
"""Two dates meet if they share this part of the shorter one, at least."""
_LONGEST_SPAN: Final = 12
"""The number of years up to which an interval has a bucket a year."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days on which a fact can have begun, first and last; `length` in days."""

    first: date
    last: date

    @property
    def length(self) -> int:
        """The number of days."""
        return (self.last - self.first).days + 1

    @property
    def ordinals(self) -> Days:
        """The same for calculations."""
        return self.first.toordinal(), self.last.toordinal()

    def meets(self, other: Span) -> bool:
        """Whether a day is allowed by both (see `meeting`)."""
        return meeting(self.ordinals, other.ordinals) is not None

    def gap(self, other: Span) -> int:
        """The number of days from the end of the earlier to the start of the later; 0 or less if they meet."""
        return (max(self.first, other.first) - min(self.last, other.last)).days

    def widened(self, days: int) -> Span:
        """The span with as many days more on each side."""
        more = timedelta(days)
        return Span(self.first - min(more, self.first - date.min), self.last + min(more, date.max - self.last))

    def days(self) -> Iterator[date]:
        """Each day."""
        return (self.first + timedelta(place) for place in range(self.length))

    def buckets(self) -> Iterator[str]:
        """What two spans that meet have in common, unless one is very long: the years; for a long span its two ends."""
        first, last = self.first.year, self.last.year
        if last - first < _LONGEST_SPAN:
            yield from map(str, range(first, last + 1))
        else:
            yield f"{self.first}/{self.last}"


Days = tuple[int, int]
"""The first and the last day of a span, as ordinals."""


def meeting(one: Days, other: Days) -> Days | None:
    """The days that both spans allow; `None` if there are none, or so few that the dates only touch (spring and summer)."""
    first, last = max(one[0], other[0]), min(one[1], other[1])
    if first > last or (last - first + 1) * TOUCH < min(one[1] - one[0], other[1] - other[0]) + 1:
        return None
    return first, last


@lru_cache(maxsize=4096)
def span_of(value: FuzzyDate) -> Span:
    """The days that a date allows for what happened.

    Of an interval open at one side it is the known end (`2016/..`: the fact begins in 2016); an approximate date is widened.
    """
    if value.earliest is None or value.latest is None:
        return span_of(FuzzyDate.from_edtf(value.edtf.removeprefix("../").removesuffix("/..")))
    span = Span(value.earliest, value.latest)
    if value.precision == "season":
        return Span(span.widened(_SEASON).first, span.last)
    if not value.approximate:
        return span
    precision = FuzzyDate.from_edtf(value.edtf.partition("/")[0]).precision
    return span.widened(_MARGINS.get(precision, _YEAR))
