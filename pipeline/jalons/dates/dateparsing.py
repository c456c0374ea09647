"""`dateparser`, where it can be trusted: the day words, seen from a reference day.

It is given the language (French) and the base. All else (granularity, intervals, fuzzy and relative values) is the grammar's own:
`dateparser` reads « en 2016 » as a day and « je », « ma », « sa » as weekdays, and needs a millisecond for a day.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateparser.date import DateDataParser


@lru_cache(maxsize=16)
def _parser(base: date) -> DateDataParser:
    from dateparser.date import DateDataParser

    settings: dict[str, Any] = {"PARSERS": ["relative-time"], "TIMEZONE": "UTC", "RETURN_AS_TIMEZONE_AWARE": False}
    settings["RELATIVE_BASE"] = datetime(base.year, base.month, base.day)
    return DateDataParser(languages=["fr"], settings=settings)


@lru_cache(maxsize=4096)
def relative_day(expression: str, base: date) -> date | None:
    """The day that `hier`, `avant-hier`, `demain` or `après-demain` names, seen from a base day."""
    found = _parser(base).get_date_data(expression)
    return found.date_obj.date() if found.date_obj and found.period == "day" else None
