"""The calendar: months, seasons, feasts, weeks, and steps of a unit from a date."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan",
            "fevrier fevr fev",
            "mars",
            "avril avr",
            "mai",
            "juin",
            "juillet juil jui",
            "aout aou",
            "septembre sept sep",
            "octobre oct",
            "novembre nov",
            "decembre dec",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS: Final = {name: i for i, name in enumerate("lundi mardi mercredi jeudi vendredi samedi dimanche".split())}
SEASONS: Final = {"printemps": 21, "ete": 22, "automne": 23, "hiver": 24}
ORDINALS: Final = {"premier": 1, "second": 2} | {
    stem + "ieme": number
    for number, stem in enumerate(
        "deux trois quatr cinqu six sept huit neuv dix onz douz treiz quatorz quinz seiz dix-sept dix-huit dix-neuv "
        "vingt".split(),
        start=2,
    )
}
"""The folded ordinals up to twenty; beyond, `vingt` and `trente` are added to one of these."""

_FIXED: Final = {
    "noel": (12, 25),
    "toussaint": (11, 1),
    "sylvestre": (12, 31),
    "an": (1, 1),
    "epiphanie": (1, 6),
    "chandeleur": (2, 2),
    "valentin": (2, 14),
    "travail": (5, 1),
    "nationale": (7, 14),
    "juillet": (7, 14),
    "assomption": (8, 15),
    "1918": (11, 11),
    "jean": (6, 24),
    "michel": (9, 29),
    "martin": (11, 11),
    "patrick": (3, 17),
    "nicolas": (12, 6),
    "halloween": (10, 31),
    "morts": (11, 2),
    "reveillon de noel": (12, 24),
    "reveillon du nouvel an": (12, 31),
}
_FROM_EASTER: Final = {
    "lundi de paques": 1,
    "lundi de pentecote": 50,
    "mardi gras": -47,
    "mercredi des cendres": -46,
    "rameaux": -7,
    "vendredi saint": -2,
    "paques": 0,
    "ascension": 39,
    "pentecote": 49,
}


_FROM_THANKSGIVING: Final = {"thanksgiving": 1, "grace": 1, "friday": 2, "vendredi noir": 2, "monday": 5, "cyber": 5}
"""Days of the American feast, the fourth Thursday of November, and of what follows it, counted from one."""


_REPUBLICAN_MONTHS: Final = (
    "vendemiaire brumaire frimaire nivose pluviose ventose germinal floreal prairial messidor thermidor fructidor".split()
)
_REPUBLICAN_YEARS: Final = (22, 22, 22, 23, 22, 22, 22, 23, 23, 23, 23, 24, 23, 23)
"""The day of September on which each year of the French Republican calendar began, from the year I (1792) to the year XIV."""


def republican(year: int, month: str) -> tuple[date, date] | None:
    """First and last day of a month (folded name) of the French Republican calendar, in use from 1793 to 1805; else `None`.

    >>> republican(2, "thermidor")
    (datetime.date(1794, 7, 19), datetime.date(1794, 8, 17))
    """
    if not 1 <= year <= len(_REPUBLICAN_YEARS) or month not in _REPUBLICAN_MONTHS:
        return None
    start = date(1791 + year, 9, _REPUBLICAN_YEARS[year - 1]) + timedelta(days=30 * _REPUBLICAN_MONTHS.index(month))
    return start, start + timedelta(days=29)


def absolute_day(day: int, month: int, year: int) -> date | None:
    """The day of a date written in full, or `None` if the calendar has none."""
    try:
        return date(year, month, day) if year >= 1000 else None
    except ValueError:
        return None


def month_number(text: str) -> int:
    """The month (1-12) of a folded name or abbreviation."""
    return MONTHS[text.rstrip(".")]


def weekday_number(text: str) -> int:
    """The weekday (Monday is 0) of a folded name or abbreviation."""
    return next(number for name, number in WEEKDAYS.items() if name.startswith(text.rstrip(".")[:3]))


def ordinal(text: str) -> int | None:
    """The number of a folded ordinal (`premier`, `2e`, `seconde`, `t3`, `vingt et unième`), up to 31; `None` if it is none.

    >>> ordinal("seconde"), ordinal("t3"), ordinal("vingt-sixieme"), ordinal("trente et unieme"), ordinal("unique")
    (2, 3, 26, 31, None)
    """
    figure = re.search(r"\d+", text)
    if figure:
        return int(figure[0])
    tens = re.match(r"(vingt|trente)[\s-](?:et[\s-])?", text)
    more = {"v": 20, "t": 30}[text[0]] if tens else 0
    rest = text[tens.end() :] if tens else text
    if more and rest == "unieme":
        return more + 1
    if text == "trentieme":
        return 30
    found = ORDINALS.get(rest) or ORDINALS.get(rest.removesuffix("e"))
    return found and found + more


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    correction = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * correction) // 451
    month, day = divmod(h + correction - 7 * m + 114, 31)
    return date(year, month, day + 1)


def feast(name: str, year: int) -> date:
    """The day of a feast, by its folded French name, in a year; raises `KeyError` for an unknown one."""
    name = name.replace("de la ", "de ")
    if name.endswith("avent"):
        fourth = date(year, 12, 24) - timedelta(days=(date(year, 12, 24).weekday() + 1) % 7)
        return fourth - timedelta(days=7 * (4 - (ordinal(name.split()[0]) or 1)))
    for key, days in _FROM_EASTER.items():
        if key in name:
            return easter(year) + timedelta(days=days)
    if name.endswith("meres"):
        last_sunday = date(year, 5, 31) - timedelta(days=(date(year, 5, 31).weekday() + 1) % 7)
        return last_sunday + timedelta(days=7 * (last_sunday == easter(year) + timedelta(days=49)))
    if name.endswith("peres"):
        return date(year, 6, 15) + timedelta(days=(6 - date(year, 6, 15).weekday()) % 7)
    if american := next((days for key, days in _FROM_THANKSGIVING.items() if key in name), None):
        return _nth(year, 11, 3, 4) + timedelta(days=american - 1)
    if name.endswith("king"):
        return _nth(year, 1, 0, 3)
    key = max((k for k in _FIXED if name.replace("-", " ").endswith(k)), key=len, default="")
    return date(year, *_FIXED[key])


def _nth(year: int, month: int, weekday: int, rank: int) -> date:
    """The n-th weekday (Monday is 0) of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (rank - 1))


def week(day: date) -> tuple[date, date]:
    """Monday and Sunday of the week that holds a day."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def add_months(year: int, month: int, months: int) -> tuple[int, int]:
    """The year and month that lie a number of months away."""
    index = year * 12 + month - 1 + months
    return index // 12, index % 12 + 1
