"""What of a date is drawn how: the days that are sure, the days that are possible, the sides that are soft or open."""

from __future__ import annotations

from datetime import date
from typing import Any

from jalons.fuzzydate import FuzzyDate
from jalons.wording import date_in_french


def drawn(value: FuzzyDate) -> dict[str, Any]:
    """A date for the frise, its days as ordinals (1 January of the year 1 is 1), `None` for an open side.

    From `first` to `last` the fact is possible; in `sure` it is certain: the whole of a day, the inside of an interval, nothing
    of a year or month in which a fact has some unknown day. `soft` are the sides that the text leaves approximate. `parts` are
    the members of a set.
    """
    shape: dict[str, Any] = {
        "edtf": value.edtf,
        "text": date_in_french(value),
        "first": _ordinal(value.earliest),
        "last": _ordinal(value.latest),
        "certainty": _certainty(value),
    }
    sure, soft = _sure(value), _soft(value)
    if sure:
        shape["sure"] = sure
    if any(soft):
        shape["soft"] = soft
    if value.precision == "set":
        parts = (FuzzyDate.from_edtf(part) for part in value.edtf.strip("{}").split(","))
        shape["parts"] = [[_ordinal(part.earliest), _ordinal(part.latest)] for part in parts]
    return shape


def _certainty(value: FuzzyDate) -> list[str]:
    """What a reader may filter by; `sûre` is a date with both its bounds and without reserve, however rough."""
    is_open = value.earliest is None or value.latest is None
    marks = (("approximative", value.approximate), ("incertaine", value.uncertain), ("ouverte", is_open))
    return [word for word, holds in marks if holds] or ["sûre"]


def _sure(value: FuzzyDate) -> list[int | None] | None:
    if value.approximate or value.uncertain:
        return None
    if value.precision == "day":
        return [_ordinal(value.earliest), _ordinal(value.latest)]
    if value.precision != "interval":
        return None
    start, _, end = value.edtf.partition("/")
    begin = _ordinal(None if start == ".." else FuzzyDate.from_edtf(start).latest)
    finish = _ordinal(None if end == ".." else FuzzyDate.from_edtf(end).earliest)
    if begin is not None and finish is not None and finish < begin:
        return None
    return [begin, finish]


def _soft(value: FuzzyDate) -> list[bool]:
    start, _, end = value.edtf.partition("/")
    return ["~" in side or "%" in side for side in (start, end or start)]


def _ordinal(day: date | None) -> int | None:
    return day.toordinal() if day else None
