"""Properties: what is written in French is read back, spans lie in the text, values are EDTF, hostile text costs linear time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from jalons.dates import find
from jalons.dates.calendars import easter
from jalons.fuzzydate import FuzzyDate

MONTHS = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"]
WEEKDAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
DAYS = st.dates(date(1801, 1, 1), date(2098, 1, 31))


def day_number(day: date) -> str:
    return "1er" if day.day == 1 else str(day.day)


FORMS = {
    "long": lambda d: f"{day_number(d)} {MONTHS[d.month - 1]} {d.year}",
    "weekday": lambda d: f"{WEEKDAYS[d.weekday()]} {day_number(d)} {MONTHS[d.month - 1]} {d.year}",
    "slashes": lambda d: f"{d.day:02d}/{d.month:02d}/{d.year}",
    "dots": lambda d: f"{d.day:02d}.{d.month:02d}.{d.year}",
    "iso": lambda d: d.isoformat(),
    "capitals": lambda d: f"{day_number(d)} {MONTHS[d.month - 1]} {d.year}".upper(),
}


@given(DAYS, st.sampled_from(sorted(FORMS)))
def test_a_day_is_read_back(day: date, form: str) -> None:
    text = FORMS[form](day)
    (mention,) = find(f"La réunion du bureau a eu lieu le {text}.")
    assert mention.edtf == day.isoformat()


@given(st.integers(1801, 2099), st.integers(1, 12))
def test_a_month_is_read_back(year: int, month: int) -> None:
    (mention,) = find(f"Le centre ouvre en {MONTHS[month - 1]} {year}.")
    assert mention.edtf == f"{year}-{month:02d}"


@given(DAYS, st.integers(1, 400))
def test_an_interval_of_days_is_read_back(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    (mention,) = find(f"Le chantier dure du {FORMS['long'](start)} au {FORMS['long'](end)}.")
    assert mention.edtf == f"{start}/{end}"


@given(DAYS, st.integers(1, 27))
def test_a_shared_month_is_read_back(end: date, start_day: int) -> None:
    if start_day < end.day:
        (mention,) = find(f"Du {'1er' if start_day == 1 else start_day} au {FORMS['long'](end)}, le site ferme.")
        assert mention.edtf == f"{end.replace(day=start_day)}/{end}"


@given(st.integers(1801, 2090), st.integers(1, 9))
def test_a_range_of_years_is_read_back(year: int, length: int) -> None:
    for text in (f"de {year} à {year + length}", f"entre {year} et {year + length}", f"la période {year}-{year + length}"):
        (mention,) = find(f"Il a duré {text}.")
        assert mention.edtf == f"{year}/{year + length}"


@given(st.integers(1801, 2099), st.sampled_from(["depuis", "jusqu'en", "avant", "après", "vers"]))
def test_a_bound_is_read_back(year: int, word: str) -> None:
    expected = {"depuis": "{}/..", "après": "{}/..", "jusqu'en": "../{}", "avant": "../{}", "vers": "{}~"}[word].format(year)
    (mention,) = find(f"Le fonds existe {word} {year}.")
    assert mention.edtf == expected


PIECES = st.sampled_from(
    [
        *MONTHS,
        *WEEKDAYS,
        *"le du au à de et entre depuis jusqu'en avant fin mi- début 2012 1998 12 1er 7 31 XIXe siècle".split(),
        *"dernier suivant hier semaine été Noël covid lendemain - / , . « 99/99/9999 0000 ' ’".split(),
        *("\n", "années 90", "plus tard", "deux ans", "31 février", "premier trimestre", "la veille", "il y a"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=25).map(" ".join), st.sampled_from([None, "2020", "2020-06", "2020-06-15"]))
def test_any_text_gives_spans_in_it_and_valid_edtf(text: str, reference: str | None) -> None:
    base = FuzzyDate.from_edtf(reference) if reference else None
    mentions = find(text, reference=base)
    assert mentions == find(text, reference=base)
    position = 0
    for mention in mentions:
        assert position <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
        position = mention.end
        if mention.edtf:
            assert FuzzyDate.from_edtf(mention.edtf).edtf == mention.edtf
            _edtf_library_reads(mention.edtf)


def _edtf_library_reads(value: str) -> None:
    """The `edtf` library parses the value, but for what it lacks: seasons beyond 24, and unspecified digits in an interval."""
    beyond = any(f"-{code}" in value for code in ("33", "34", "35", "36", "40", "41"))
    if not beyond and not ("X" in value and "/" in value):
        parse_edtf(value)


@given(st.text(max_size=200))
def test_any_characters_are_survived(text: str) -> None:
    for mention in find(text):
        assert 0 <= mention.start < mention.end <= len(text)


@pytest.mark.parametrize("year", [1999, 2000, 2011, 2024, 2038])
def test_easter(year: int) -> None:
    known = {1999: (4, 4), 2000: (4, 23), 2011: (4, 24), 2024: (3, 31), 2038: (4, 25)}
    assert easter(year) == date(year, *known[year])
