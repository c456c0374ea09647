"""Values of weeks, fortnights and weekdays within a month, a year or another week (weeks run Monday to Sunday, ISO 8601)."""

from __future__ import annotations

from datetime import date, timedelta

from jalons.dates import calendars
from jalons.dates.completing import near_year
from jalons.dates.grammar import Node
from jalons.dates.values import Context, UnresolvedError, child, day_of, days, month_of, value, year_of
from jalons.fuzzydate import FuzzyDate, last_of_month


def half_month(year: int, month: int, *, late: bool) -> str:
    """The days 1 to 15 of a month, or the rest."""
    return days(date(year, month, 16), last_of_month(year, month)) if late else days(date(year, month, 1), date(year, month, 15))


def _rank(node: Node) -> int:
    """The number that an ordinal tells; -1 for the last."""
    word = node.text("o", "o2")
    if word.startswith("dernier"):
        return -1
    return calendars.ordinal(word) or 0


@value
def week_of(node: Node, context: Context) -> str:
    """`la semaine du 12 mars 2018`, `le week-end du 12 mars`: Monday to Sunday, Saturday to Sunday."""
    monday, sunday = calendars.week(day_of(FuzzyDate.from_edtf(child(node, "a", context)), late=False))
    return days(monday if node.text("w") == "semaine" else sunday - timedelta(days=1), sunday)


@value
def week_number(node: Node, context: Context) -> str:
    """The week of a number in a year, by ISO 8601."""
    number = int(node.text("n"))
    if "a" in node.children:
        return _iso_week(year_of(FuzzyDate.from_edtf(child(node, "a", context)), late=False), number)
    return near_year(context, lambda year: _iso_week(year, number))


def _iso_week(year: int, number: int) -> str:
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError:
        raise UnresolvedError from None
    return days(monday, monday + timedelta(days=6))


@value
def nth_week(node: Node, context: Context) -> str:
    """The n-th week of a year or month (by its Thursday, as ISO 8601 has it), fortnight or ten days of a month."""
    base, rank, unit = FuzzyDate.from_edtf(child(node, "a", context)), _rank(node), node.text("u", "u2")
    start, end = base.earliest, base.latest
    if start is None or end is None or base.precision not in ("month", "year"):
        raise UnresolvedError
    if base.precision == "year":
        if unit != "semaine":
            raise UnresolvedError
        return _iso_week(start.year, date(start.year, 12, 28).isocalendar().week if rank < 0 else rank)
    if unit.startswith("week"):
        saturday = _nth_weekday(node, start.year, start.month, "samedi")
        return days(saturday, saturday + timedelta(days=1))
    if unit == "quinzaine":
        return half_month(start.year, start.month, late=rank in (-1, 2))
    if unit == "decade":
        first_day, last_day = ((1, 10), (11, 20), (21, end.day))[rank if rank < 0 else rank - 1]
        return days(start.replace(day=first_day), start.replace(day=last_day))
    thursday = start + timedelta(days=(3 - start.weekday()) % 7 + 7 * (rank - 1))
    if rank < 0:
        thursday = end - timedelta(days=(end.weekday() - 3) % 7)
    monday = thursday - timedelta(days=3)
    return days(monday, monday + timedelta(days=6))


@value
def nth_weekday(node: Node, context: Context) -> str:
    """`le premier vendredi de juillet`, `le dernier lundi du mois prochain`."""
    month = FuzzyDate.from_edtf(child(node, "a", context))
    if month.precision != "month" or month.earliest is None:
        raise UnresolvedError
    return _nth_weekday(node, month.earliest.year, month.earliest.month, node.text("w")).isoformat()


@value
def nth_weekday_of_story(node: Node, context: Context) -> str:
    """`le premier dimanche`, of the month that the passage tells of, else of the document's (or beside it, by tense)."""
    base = context.lean("incomplete", context.frame or context.reference)
    year, month = month_of(base, late=True)
    day = _nth_weekday(node, year, month, node.text("w"))
    if context.frame is None and base.precision == "day" and base.earliest:
        step = (context.ahead and day < base.earliest) - (context.past and day > base.earliest)
        day = _nth_weekday(node, *calendars.add_months(year, month, step), node.text("w"))
    return day.isoformat()


def _nth_weekday(node: Node, year: int, month: int, weekday: str) -> date:
    """The weekday of the rank that the node tells, in a month; raises `UnresolvedError` if the month has not as many."""
    number, rank = calendars.weekday_number(weekday), _rank(node)
    end = last_of_month(year, month)
    if rank < 0:
        return end - timedelta(days=(end.weekday() - number) % 7)
    begin = date(year, month, 1)
    day = begin + timedelta(days=(number - begin.weekday()) % 7 + 7 * (rank - 1))
    if day > end:
        raise UnresolvedError
    return day


@value
def day_of_unit(node: Node, context: Context) -> str:
    """`le premier jour de l'année 2015`, `le dernier jour de mars`, `le dixième jour de mai`."""
    unit, word = FuzzyDate.from_edtf(child(node, "a", context)), node.text("o")
    if unit.precision not in ("month", "year", "season", "interval") or unit.earliest is None or unit.latest is None:
        raise UnresolvedError
    if word.endswith("dernier"):
        return (unit.latest - timedelta(days=word.startswith("avant"))).isoformat()
    day = unit.earliest + timedelta(days=(calendars.ordinal(node.text("n")) or 1) - 1 if node.text("n") else 0)
    if day > unit.latest:
        raise UnresolvedError
    return day.isoformat()


@value
def weekday_of(node: Node, context: Context) -> str:
    """`mardi de la semaine prochaine`."""
    name = next(name for name in ("b", "b2", "b3") if name in node.children)
    weekday = node.text("w") or next(node.children[n] for n in ("a", "a2") if n in node.children).text("w")
    return _in_week(FuzzyDate.from_edtf(child(node, name, context)), weekday).isoformat()


@value
def weekdays_of_week(node: Node, context: Context) -> str:
    """`la semaine prochaine, du mardi au jeudi`."""
    week = FuzzyDate.from_edtf(child(node, "b", context))
    start, end = (node.text(w) or node.children[c].text("w") for w, c in (("w", "c"), ("w2", "c2")))
    return days(_in_week(week, start), _in_week(week, end))


@value
def weekday_to(node: Node, context: Context) -> str:
    """`du lundi prochain au vendredi`: to the first such day that follows."""
    start = day_of(FuzzyDate.from_edtf(child(node, "a", context)), late=False)
    ahead = (calendars.weekday_number(node.text("w")) - start.weekday()) % 7
    return days(start, start + timedelta(days=ahead or 7))


@value
def weekday_in(node: Node, context: Context) -> str:
    """`mardi en huit`, `en quinze`: a week, or two, after the coming one."""
    today = day_of(context.deictic(), late=True)
    coming = (calendars.weekday_number(node.text("w")) - today.weekday()) % 7
    return (today + timedelta(days=coming + (7 if node.text("n") in ("huit", "8") else 14))).isoformat()


def _in_week(week: FuzzyDate, weekday: str) -> date:
    if week.precision != "interval" or week.earliest is None or week.earliest.weekday() != 0:
        raise UnresolvedError
    return week.earliest + timedelta(days=calendars.weekday_number(weekday))
