"""Values of calendar expressions: days, months, years, quarters, decades, centuries, feasts, named periods."""

from __future__ import annotations

from calendar import isleap
from contextlib import suppress
from datetime import date, timedelta
from typing import Final

from jalons.dates import calendars, numbers
from jalons.dates.completing import near_year
from jalons.dates.grammar import Node, periods
from jalons.dates.values import Context, ImpossibleDateError, UnresolvedError, days, month_of, shift, value, year_of
from jalons.fuzzydate import FuzzyDate


def number(text: str) -> int:
    """The number in figures or letters; raises `UnresolvedError` if it is none."""
    found = numbers.integer(text)
    if found is None:
        raise UnresolvedError
    return found


def year_number(node: Node, context: Context, *names: str) -> int:
    """The year of a group, two figures completed by the reference date: beside a word (`juin 36`) they look back more readily."""
    reference = context.reference and context.reference.earliest
    in_figures = node.text("m", "m2", "m3", "m4").isdigit()
    return numbers.full_year(number(node.text(*names)), reference.year if reference else None, ahead=20 if in_figures else 8)


def month_number(text: str) -> int:
    """The month in figures, Roman ones included, or letters."""
    return int(text) if text.isdigit() else numbers.roman(text) or calendars.month_number(text)


@value
def dmy(node: Node, context: Context) -> str:
    """A day with month and year."""
    day = number(node.text("d", "d2", "d3"))
    month = month_number(node.text("m", "m2", "m3"))
    found = calendars.absolute_day(day, month, year_number(node, context, "y", "y2", "y3"))
    if found is None:
        raise ImpossibleDateError("cette date n'existe pas")
    return found.isoformat()


@value
def ymd(node: Node, context: Context) -> str:
    """A day in the order of ISO 8601."""
    return dmy(node, context)


@value
def republican_day(node: Node, context: Context) -> str:
    """A day of the French Republican calendar."""
    start, _ = _republican(node)
    day = number(node.text("d"))
    if day > 30:
        raise ImpossibleDateError("cette date n'existe pas")
    return (start + timedelta(days=day - 1)).isoformat()


@value
def republican_month(node: Node, context: Context) -> str:
    """A month of the French Republican calendar."""
    return days(*_republican(node))


def _republican(node: Node) -> tuple[date, date]:
    label = node.text("y")
    year = int(label) if label.isdigit() else numbers.roman(label)
    found = calendars.republican(year or 0, node.text("m"))
    if found is None:
        raise ImpossibleDateError("cette date n'existe pas")
    return found


@value
def day_month(node: Node, context: Context) -> str:
    """A day without its year."""
    day, month = number(node.text("d", "d2")), month_number(node.text("m", "m2"))
    weekday = calendars.weekday_number(node.text("w")) if node.text("w") else None
    leaps = (month, day) == (2, 29) and context.hint is None and context.frame is None
    step = 1 if context.ahead else -1

    def make(year: int) -> str:
        while leaps and not isleap(year):
            year += step
        return f"{year:04d}-{month:02d}-{day:02d}"

    return near_year(context, make, weekday=weekday, close=bool(node.text("this")))


@value
def figures_range(node: Node, context: Context) -> str:
    """`du 01/10 au 02/11/2017`: two days in figures that share a year, told or not."""
    d, m, d2, m2 = (int(node.text(name)) for name in ("d", "m", "d2", "m2"))

    def both(year: int) -> str:
        return f"{year - ((m, d) > (m2, d2)):04d}-{m:02d}-{d:02d}/{year:04d}-{m2:02d}-{d2:02d}"

    return both(year_number(node, context, "y", "y2")) if node.text("y", "y2") else near_year(context, both)


@value
def weekday_day(node: Node, context: Context) -> str:
    """A weekday and the number of the day: the nearest month in which they agree."""
    told = context.frame if context.tense != "future" or context.reference is None else None
    if told and told.precision not in ("day", "month", "interval", "set") and _agrees_nearby(node, context.reference):
        told = None  # a year says of no month: the document's own does, if the weekday agrees
    origin = context.lean("incomplete", context.hint or told or context.reference).earliest
    found = _agreeing(node, origin, months=7) if origin else []
    if not origin or not found:
        raise UnresolvedError
    ahead = 1 if context.hint or told or context.past else _ANNOUNCED
    return min(found, key=lambda d: abs((d - origin).days) * (ahead if d < origin else 1)).isoformat()


def _agrees_nearby(node: Node, reference: FuzzyDate | None) -> bool:
    """Whether a weekday and a day agree within a month of the document's date, if that is a day."""
    if reference is None or reference.precision != "day" or reference.earliest is None:
        return False
    origin = reference.earliest
    return any(abs((day - origin).days) <= _NEARBY for day in _agreeing(node, origin, months=1))


def _agreeing(node: Node, origin: date, *, months: int) -> list[date]:
    """The days on which the weekday and the number of the day agree, so many months around another day."""
    number_of_day, weekday = number(node.text("d")), calendars.weekday_number(node.text("w"))
    around = (calendars.add_months(origin.year, origin.month, step) for step in range(-months, months + 1))
    days = (calendars.absolute_day(number_of_day, month, year) for year, month in around)
    return [day for day in days if day and day.weekday() == weekday]


_NEARBY: Final = 31
_ANNOUNCED: Final = 3
"""How many times nearer a day past must lie than one to come, where nothing says that it is past: such days are announced."""


@value
def bare_day(node: Node, context: Context) -> str:
    """The number of a day alone: of the month that the passage tells of, else of the document's month (or the next one)."""
    base = context.lean("incomplete", context.hint or context.frame or context.reference)
    year, month = month_of(base, late=True)
    day = number(node.text("d"))
    if context.frame is None and context.tense == "future" and base.precision == "day" and base.latest and day < base.latest.day:
        year, month = calendars.add_months(year, month, 1)
    return f"{year:04d}-{month:02d}-{day:02d}"


@value
def month_year(node: Node, context: Context) -> str:
    """A month with its year."""
    return f"{year_number(node, context, 'y', 'y2', 'y3', 'y4'):04d}-{month_number(node.text('m', 'm2', 'm3', 'm4')):02d}"


@value
def month(node: Node, context: Context) -> str:
    """A month without its year; `ce mois de mai`, where the story has told no year, is that of the document."""
    found = calendars.month_number(node.text("m", "m2"))
    if node.text("this") and context.frame is None:
        return f"{year_of(context.deictic(), late=True):04d}-{found:02d}"
    return near_year(context, lambda year: f"{year:04d}-{found:02d}")


@value
def year(node: Node, context: Context) -> str:
    """A year."""
    return f"{year_number(node, context, 'y', 'y2', 'y3', 'y4'):04d}"


@value
def year_range_short(node: Node, context: Context) -> str:
    """`2019-20`: two years, the second in two figures."""
    start = int(node.text("y"))
    end = start // 100 * 100 + int(node.text("z"))
    return f"{start}/{end if end > start else end + 100}"


@value
def school_year(node: Node, context: Context) -> str:
    """A school or university year, September to August."""
    start = int(node.text("y"))
    return f"{start}-09/{start + 1}-08"


@value
def school_start(node: Node, context: Context) -> str:
    """`la rentrée`: September, approximately."""
    if node.text("y"):
        return f"{node.text('y')}-09~"
    relation = node.text("rel").strip()
    if relation:
        from jalons.dates.relative import beside

        return beside(context, relation, lambda y: f"{y:04d}-09") + "~"
    return near_year(context, lambda y: f"{y:04d}-09") + "~"


@value
def quarter_year(node: Node, context: Context) -> str:
    """A quarter or semester with its year."""
    return quarter_edtf(node, int(node.text("y", "y2")))


def quarter_edtf(node: Node, year: int) -> str:
    """The EDTF of the quarter or semester that a node's groups name, in a year."""
    label = node.text("o", "o2", "o3", "o4")
    semester = "semestre" in (node.text("u", "u2", "u4") or label) or (label[0] in "sh" and label[1:].isdigit())
    rank = (2 if semester else 4) if label.startswith("dernier") else calendars.ordinal(label)
    if rank is None or rank > (2 if semester else 4):
        raise UnresolvedError
    return f"{year:04d}-{(39 if semester else 32) + rank}"


@value
def quarter(node: Node, context: Context) -> str:
    """A quarter or semester without its year; `le dernier trimestre`, if no year has been told, is the one that has ended."""
    if node.text("o").startswith("dernier") and context.frame is None and context.subject is None and context.hint is None:
        return shift(context.deictic(), -1, node.text("u"))
    return near_year(context, lambda y: quarter_edtf(node, y))


@value
def decade(node: Node, context: Context) -> str:
    """A decade; two figures name the latest that began at least ten years before the reference date."""
    found = number(node.text("n", "n2"))
    if found < 100:
        reference = context.reference and context.reference.earliest
        latest = (reference.year if reference else 2025) - 10
        found += 1900 if found + 2000 > latest else 2000
    return f"{found // 10:03d}X"


@value
def decade_range(node: Node, context: Context) -> str:
    """`années 1930-1960`."""
    start, end = int(node.text("a")), int(node.text("b"))
    start = start + 1900 if start < 100 else start
    end = end + start // 100 * 100 if end < 100 else end
    return f"{start // 10}X/{end // 10}X"


@value
def century(node: Node, context: Context) -> str:
    """A century, by convention the hundred years that share their first two figures."""
    return _century(node.text("n", "n2", "n3"))


@value
def century_range(node: Node, context: Context) -> str:
    """`XVIIIe-XIXe siècles`."""
    return f"{_century(node.text('a'))}/{_century(node.text('b'))}"


def _century(text: str) -> str:
    found = numbers.century(text)
    if found is None:
        raise UnresolvedError
    return f"{found - 1:02d}XX"


@value
def feast(node: Node, context: Context) -> str:
    """A feast, fixed or movable, with or without its year."""

    def day(year: int) -> str:
        try:
            return calendars.feast(node.text("f"), year).isoformat()
        except KeyError:
            raise UnresolvedError from None

    return day(year_number(node, context, "y", "y2")) if node.text("y", "y2") else near_year(context, day)


@value
def covid(node: Node, context: Context) -> str:
    """The period of the pandemic, as the guide sets it."""
    context.used.append("period")
    prefix = node.text("post")
    return "2022~/.." if prefix.startswith("post") else "../2020~" if prefix else "2020~/2022~"


@value
def named_period(node: Node, context: Context) -> str:
    """A period of the lexicon."""
    context.used.append("period")
    return periods()[" ".join(node.text("p").split())]


@value
def unit_now(node: Node, context: Context) -> str:
    """`(la fin de) l'année`: the unit that the paragraph tells of, if that is fine enough, else the document's own."""
    unit = node.text("u", "u2", "u3")
    if context.here and context.tense != "future" and context.narrative:
        with suppress(UnresolvedError):
            return shift(context.story(), 0, unit)
    return shift(context.deictic(), 0, unit)
