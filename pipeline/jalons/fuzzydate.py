"""`FuzzyDate`: an EDTF value with the first and last day it allows.

Follows EDTF (ISO 8601-2:2019, https://www.loc.gov/standards/datetime/), the parts that French prose needs: years, months,
days, seasons (21-24), quarters (33-36), semesters (40-41), unspecified digits (`199X`, `18XX`), the qualifiers `?`, `~` and `%`
at the end of a date, intervals with open sides (`../2019`, `2016/..`) and sets of dates (`{2023-10-05,2023-10-12}`).
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, total_ordering
from typing import Final

from jalons.errors import EDTFError

_DATE: Final = re.compile(r"(\d{4}|\d{3}X|\d\dXX)(?:-(\d\d)(?:-(\d\d))?)?([?~%]?)", re.ASCII)
_SEASONS: Final = {21: (3, 21), 22: (6, 21), 23: (9, 21), 24: (12, 21)}
"""First day of each season, by the French calendar custom (the winter of a year begins in its December)."""
_PERIODS: Final = {33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12), 40: (1, 6), 41: (7, 12)}
"""First and last month of quarters (33-36) and semesters (40-41)."""

PRECISIONS: Final = ("day", "month", "quarter", "season", "semester", "year", "decade", "century", "interval", "set")


@total_ordering
@dataclass(frozen=True, slots=True)
class FuzzyDate:
    """A date as a text tells it: an EDTF string with the days it may span.

    `earliest` and `latest` are the first and last day (inclusive), `None` for an open side; `precision` is one of
    `PRECISIONS`. Values sort by (earliest, latest, EDTF): an open start comes first, an open end last.

    >>> FuzzyDate.from_edtf("2016/..").earliest
    datetime.date(2016, 1, 1)
    >>> FuzzyDate.from_edtf("199X") < FuzzyDate.from_edtf("1995-06")
    True
    """

    edtf: str
    earliest: date | None
    latest: date | None
    precision: str

    @classmethod
    def from_edtf(cls, edtf: str) -> FuzzyDate:
        """The value of an EDTF string; raises `EDTFError` if it is malformed, impossible or reversed."""
        return _parse(edtf)

    @property
    def approximate(self) -> bool:
        """True if any part carries `~` or `%`."""
        return "~" in self.edtf or "%" in self.edtf

    @property
    def uncertain(self) -> bool:
        """True if any part carries `?` or `%`."""
        return "?" in self.edtf or "%" in self.edtf

    def _key(self) -> tuple[date, date, str]:
        return self.earliest or date.min, self.latest or date.max, self.edtf

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, FuzzyDate):
            return NotImplemented
        return self._key() < other._key()

    def __str__(self) -> str:
        return self.edtf


@lru_cache(maxsize=4096)
def _parse(edtf: str) -> FuzzyDate:
    if edtf.startswith("{") and edtf.endswith("}"):
        members = sorted(_simple(part) for part in edtf[1:-1].split(","))
        return FuzzyDate(edtf, members[0].earliest, max(m.latest or date.max for m in members), "set")
    if "/" not in edtf:
        return _simple(edtf)
    start, _, end = edtf.partition("/")
    if start == end == "..":
        raise EDTFError(f"« {edtf} » : un intervalle doit avoir au moins une borne")
    earliest = None if start == ".." else _simple(start).earliest
    latest = None if end == ".." else _simple(end).latest
    if earliest and latest and (latest < earliest or _simple(end).earliest < earliest):  # type: ignore[operator]
        raise EDTFError(f"« {edtf} » : l'intervalle est à l'envers")
    return FuzzyDate(edtf, earliest, latest, "interval")


def _simple(edtf: str) -> FuzzyDate:
    """The value of one date without interval or set; both its days are known."""
    match = _DATE.fullmatch(edtf)
    if match is None:
        raise EDTFError(f"« {edtf} » n'est pas une date EDTF")
    year, month, day = match[1], int(match[2] or 0), int(match[3] or 0)
    if "X" in year:
        if month:
            raise EDTFError(f"« {edtf} » : un mois ne suit pas une année incomplète")
        return FuzzyDate(edtf, *_year_range(year), "century" if year.endswith("XX") else "decade")
    try:
        return FuzzyDate(edtf, *_range(int(year), month, day))
    except (ValueError, KeyError):
        raise EDTFError(f"« {edtf} » : cette date n'existe pas") from None


def _year_range(year: str) -> tuple[date, date]:
    first = max(int(year.replace("X", "0")), 1)
    return date(first, 1, 1), date(int(year.replace("X", "9")), 12, 31)


def _range(year: int, month: int, day: int) -> tuple[date, date, str]:
    """First day, last day and precision of a year, month, season, quarter, semester or day; raises if there is none."""
    if day:
        return date(year, month, day), date(year, month, day), "day"
    if not month:
        return date(year, 1, 1), date(year, 12, 31), "year"
    if month <= 12:
        return date(year, month, 1), last_of_month(year, month), "month"
    if month in _SEASONS:
        begin = date(year, *_SEASONS[month])
        end_year, end_month = (year, begin.month + 3) if month < 24 else (year + 1, 3)
        return begin, date(end_year, end_month, 20), "season"
    first, last = _PERIODS[month]
    return date(year, first, 1), last_of_month(year, last), "quarter" if month < 40 else "semester"


def last_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])
