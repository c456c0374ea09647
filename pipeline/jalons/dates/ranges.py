"""Values of ranges of two dates and of lists of days: what one end leaves out is told by the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from jalons.dates.absolute import number
from jalons.dates.grammar import Node
from jalons.dates.values import (
    Context,
    ImpossibleDateError,
    UnresolvedError,
    child,
    days,
    evaluate,
    first,
    lacks_year,
    last,
    month_of,
    value,
    year_of,
)
from jalons.errors import EDTFError
from jalons.fuzzydate import FuzzyDate


@value
def range_(node: Node, context: Context) -> str:
    """Two dates; the one that tells less is completed by the other, over the turn of the year if need be."""
    a, b = node.children["a"], node.children["b"]
    follows = b.text("rel").strip().startswith(("suiv", "d'apr"))
    if lacks_year(a) and lacks_year(b) and (ended := _just_ended(node, context)):
        return ended
    if lacks_year(a) and not follows:
        end = evaluate(b, context)
        start = child(node, "a", context, hint=FuzzyDate.from_edtf(end))
        if _reversed(start, end):
            before = child(node, "a", context, hint=_year_beside(end, -1))
            start, end = _over_new_year(node, (before, end), context) if lacks_year(b) else (before, end)
    else:
        start = evaluate(a, context)
        begun = FuzzyDate.from_edtf(start)
        told = replace(context, narrative=begun)
        end = child(node, "b", told, hint=begun if lacks_year(b) else None)
        if lacks_year(b) and not follows and _reversed(start, end):
            end = child(node, "b", told, hint=_year_beside(start, 1))
    return f"{first(start)}/{last(end)}"


def _just_ended(node: Node, context: Context) -> str:
    """`suspendues du 29 octobre au 18 mai`, told as past on 17 May: the range that is ending, if there is one; else `""`."""
    present = context.reference.latest if context.reference else None
    if not context.past or present is None or context.frame or context.hint or context.subject:
        return ""
    year = FuzzyDate.from_edtf(f"{present.year:04d}")
    start, end = (FuzzyDate.from_edtf(child(node, name, context, hint=year)) for name in "ab")
    if start > end:
        start = FuzzyDate.from_edtf(child(node, "a", context, hint=_year_beside(year.edtf, -1)))
    begun, ended = start.earliest, end.latest
    if begun is None or ended is None or not begun <= present < ended <= present + _ENDING:
        return ""
    context.lean("incomplete", context.reference)
    return f"{first(start.edtf)}/{last(end.edtf)}"


_ENDING: Final = timedelta(days=31)
"""How long before its end a range is told as past."""


def _reversed(start: str, end: str) -> bool:
    try:
        return not FuzzyDate.from_edtf(f"{first(start)}/{last(end)}")
    except EDTFError:
        return True


def _year_beside(edtf: str, years: int) -> FuzzyDate:
    """The year some years after (before) that of a date."""
    return FuzzyDate.from_edtf(f"{year_of(FuzzyDate.from_edtf(edtf), late=True) + years:04d}")


def _over_new_year(node: Node, before: tuple[str, str], context: Context) -> tuple[str, str]:
    """`de novembre à mars`, in years yet unknown: told by the story, ahead of the document's date, behind it, or nearest it.

    `before` is the range that ends in the year of which the end was taken to be.
    """
    year = _year_beside(before[1], 0)
    after = (child(node, "a", context, hint=year), child(node, "b", context, hint=_year_beside(before[1], 1)))
    reference = context.reference.earliest if context.reference else None
    if context.frame is not None or reference is None:
        return after
    begun, ended = FuzzyDate.from_edtf(before[0]).earliest, FuzzyDate.from_edtf(after[1]).latest
    if begun is None or ended is None or context.past:
        return before
    if context.ahead:
        return before if begun >= reference else after
    return before if reference - begun < ended - reference else after


@value
def days_to(node: Node, context: Context) -> str:
    """`du 7 au 9 janvier 2015`: a day of the month that the second date names."""
    start, end = _day_beside(node, "n", context)
    return days(start, end)


@value
def days_of_month(node: Node, context: Context) -> str:
    """`du 4 au 23 le mois prochain`, `novembre 19-20`, `du 12 au 15`: days of the month named, or of the passage's."""
    if "a" in node.children:
        base = FuzzyDate.from_edtf(child(node, "a", context))
    else:
        base = context.lean("incomplete", context.frame or context.reference)
    year, month = month_of(base, late=True)
    try:
        start, end = (date(year, month, number(node.text(name))) for name in ("n", "n2"))
    except ValueError:
        raise ImpossibleDateError("cette date n'existe pas") from None
    return days(start, end)


@value
def range_in_year(node: Node, context: Context) -> str:
    """`d'avril à juin en 2017`: the year completes both ends; a range over the turn of the year ends in it."""
    year = FuzzyDate.from_edtf(child(node, "y", context))
    end = child(node, "b", context, hint=year)
    start = child(node, "a", context, hint=year)
    if FuzzyDate.from_edtf(start) > FuzzyDate.from_edtf(end):
        start = child(node, "a", context, hint=FuzzyDate.from_edtf(f"{year_of(year, late=False) - 1:04d}"))
    return f"{first(start)}/{last(end)}"


@value
def days_and(node: Node, context: Context) -> str:
    """`14 et 15 mars`: an interval if the days follow one another, else both."""
    start, end = _day_beside(node, "n", context)
    return days(start, end) if (end - start).days == 1 else f"{{{start},{end}}}"


@value
def weekdays_and(node: Node, context: Context) -> str:
    """`samedi 8 et dimanche 9 mars`: an interval if the days follow one another, else both."""
    end = FuzzyDate.from_edtf(child(node, "b", context))
    start = FuzzyDate.from_edtf(child(node, "a", context, hint=end))
    if start.earliest is None or end.earliest is None or start.earliest >= end.earliest:
        raise UnresolvedError
    one_after = (end.earliest - start.earliest).days == 1
    return f"{start.edtf}/{end.edtf}" if one_after else f"{{{start.edtf},{end.edtf}}}"


@value
def days_list(node: Node, context: Context) -> str:
    """`5, 12 et 19 octobre`: the days, as a set."""
    found = [_day_beside(node, name, context) for name in ("n", "n2", "n3", "n4") if node.text(name)]
    members = [start.isoformat() for start, _ in found] + [found[0][1].isoformat()]
    return "{" + ",".join(members) + "}"


def _day_beside(node: Node, name: str, context: Context) -> tuple[date, date]:
    """The day of a group in the month of the second date, and that date; raises `UnresolvedError` unless they rise."""
    end = FuzzyDate.from_edtf(child(node, "b", context)).earliest
    if end is None:
        raise UnresolvedError
    try:
        start = end.replace(day=number(node.text(name)))
    except ValueError:
        raise ImpossibleDateError("cette date n'existe pas") from None
    if start >= end:
        raise ImpossibleDateError("l'intervalle est à l'envers")
    return start, end
