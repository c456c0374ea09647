from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jalons import FuzzyDate
from jalons.errors import EDTFError
from jalons.schema import EDTF_PATTERN

CASES = [
    # EDTF, first day, last day, precision
    ("2012-11-17", "2012-11-17", "2012-11-17", "day"),
    ("2016-02", "2016-02-01", "2016-02-29", "month"),
    ("2012", "2012-01-01", "2012-12-31", "year"),
    ("199X", "1990-01-01", "1999-12-31", "decade"),
    ("18XX", "1800-01-01", "1899-12-31", "century"),
    ("1995~", "1995-01-01", "1995-12-31", "year"),
    ("2015-09~", "2015-09-01", "2015-09-30", "month"),
    ("1998-21", "1998-03-21", "1998-06-20", "season"),
    ("2019-24", "2019-12-21", "2020-03-20", "season"),
    ("2023-36", "2023-10-01", "2023-12-31", "quarter"),
    ("2022-40", "2022-01-01", "2022-06-30", "semester"),
    ("2007/2009", "2007-01-01", "2009-12-31", "interval"),
    ("2000~/2003~", "2000-01-01", "2003-12-31", "interval"),
    ("193X/196X", "1930-01-01", "1969-12-31", "interval"),
    ("2016/..", "2016-01-01", None, "interval"),
    ("../2019-06", None, "2019-06-30", "interval"),
    ("{2023-10-05,2023-10-12}", "2023-10-05", "2023-10-12", "set"),
]

BAD = [
    "",
    "2012-13",
    "2012-02-30",
    "2013-02-29",
    "12",
    "2012-1",
    "le 12 mars",
    "../..",
    "2019/2016",
    "2016/2015-12-31",
    "199X-05",
    "2012-11-17T10:00",
    "2012~~",
    "/2012",
    "{}",
    "2012/2013/2014",
    "２０１２",
]

years = st.integers(1, 9999).map("{:04}".format)
days = st.dates(date(1, 1, 1), date(9998, 12, 31)).map(date.isoformat)
months = st.tuples(years, st.sampled_from([*range(1, 13), 21, 22, 23, 33, 34, 35, 36, 40, 41])).map(lambda t: f"{t[0]}-{t[1]:02}")
units = st.integers(1, 99).flatmap(lambda n: st.sampled_from([f"{n:02}XX", f"{n:02}0X"]))
simple = st.tuples(st.one_of(years, days, months, units), st.sampled_from(["", "?", "~", "%"])).map("".join)
intervals = st.one_of(
    st.tuples(simple, simple).map("/".join), simple.map(lambda s: f"../{s}"), simple.map(lambda s: f"{s}/.."), simple
)


def value(edtf: str) -> FuzzyDate:
    """The value of a string, or nothing to test if it is a reversed interval."""
    try:
        return FuzzyDate.from_edtf(edtf)
    except EDTFError:
        assume("/" not in edtf)
        raise


dates = intervals.map(value)


@pytest.mark.parametrize(("edtf", "earliest", "latest", "precision"), CASES)
def test_values(edtf: str, earliest: str | None, latest: str | None, precision: str) -> None:
    found = FuzzyDate.from_edtf(edtf)
    assert (found.earliest and found.earliest.isoformat(), found.latest and found.latest.isoformat()) == (earliest, latest)
    assert found.precision == precision
    assert str(found) == found.edtf == edtf


@pytest.mark.parametrize("edtf", BAD)
def test_bad_strings(edtf: str) -> None:
    with pytest.raises(EDTFError):
        FuzzyDate.from_edtf(edtf)


def test_qualifiers() -> None:
    assert FuzzyDate.from_edtf("1995~").approximate
    assert FuzzyDate.from_edtf("2011?").uncertain
    assert FuzzyDate.from_edtf("2011%/2012").uncertain
    assert not FuzzyDate.from_edtf("2011").approximate


def test_open_start_sorts_first_and_open_end_last() -> None:
    strings = ["2016/..", "2016", "../2016", "2016-01-01", "201X"]
    assert sorted(strings, key=FuzzyDate.from_edtf) == ["../2016", "201X", "2016-01-01", "2016", "2016/.."]


@given(dates)
def test_days_are_in_order(one: FuzzyDate) -> None:
    assert one.earliest is None or one.latest is None or one.earliest <= one.latest


@given(dates)
def test_round_trip(one: FuzzyDate) -> None:
    assert FuzzyDate.from_edtf(one.edtf) == one
    assert re.fullmatch(EDTF_PATTERN, one.edtf)


@given(dates, dates, dates)
def test_the_order_is_total(a: FuzzyDate, b: FuzzyDate, c: FuzzyDate) -> None:
    assert (a < b) + (b < a) + (a == b) == 1
    assert (a <= b) == (not b < a)
    if a <= b <= c:
        assert a <= c
    assert (a == b) == (a.edtf == b.edtf)


@given(st.text(max_size=20))
def test_any_other_string_is_refused(text: str) -> None:
    try:
        assert FuzzyDate.from_edtf(text).edtf == text
    except EDTFError as error:
        assert str(error)
