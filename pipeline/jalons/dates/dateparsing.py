"""`dateparser`, where it can be trusted: whole days, and the day words and round distances from a reference day.

It is given the language (French), the order (day, month, year) and the base; what it returns is taken only for a day that the
text tells in full. All else (granularity, intervals, fuzzy and relative values) is the grammar's own: `dateparser` reads
« en 2016 » as a day and « je », « ma », « sa » as weekdays.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateparser.date import DateDataParser


@cache
def _parser(kind: str, base: date | None) -> DateDataParser:
    from dateparser.date import DateDataParser

    settings: dict[str, Any] = {"DATE_ORDER": "DMY", "PARSERS": [kind], "TIMEZONE": "UTC", "RETURN_AS_TIMEZONE_AWARE": False}
    if base is not None:
        settings["RELATIVE_BASE"] = datetime(base.year, base.month, base.day)
    return DateDataParser(languages=["fr"], settings=settings)


@lru_cache(maxsize=65536)
def absolute_day(day: int, month: int, year: int) -> date | None:
    """The day of a date written in full, or `None` if the calendar has none."""
    if year < 1000:
        return None
    found = _parser("absolute-time", None).get_date_data(f"{day:02d}/{month:02d}/{year:04d}").date_obj
    return found.date() if found and (found.day, found.month, found.year) == (day, month, year) else None


@lru_cache(maxsize=4096)
def relative_day(expression: str, base: date) -> date | None:
    """The day that `hier`, `avant-hier`, `demain`, `il y a 3 jours` or `dans 2 jours` names, seen from a base day."""
    found = _parser("relative-time", base).get_date_data(expression)
    return found.date_obj.date() if found.date_obj and found.period == "day" else None
