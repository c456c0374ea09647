"""Values of expressions made of others: parts of a unit, ranges, open bounds, approximations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from jalons.dates import calendars
from jalons.dates.grammar import Node
from jalons.dates.values import (
    Context,
    UnresolvedError,
    child,
    evaluate,
    first,
    lacks_year,
    last,
    shift,
    value,
    year_of,
)
from jalons.dates.weeks import half_month
from jalons.fuzzydate import FuzzyDate

_THIRDS: Final = {
    "debut": 0,
    "debuts": 0,
    "premier": 0,
    "milieu": 1,
    "mi": 1,
    "mitan": 1,
    "deuxieme": 1,
    "second": 1,
    "fin": 2,
    "dernier": 2,
    "troisieme": 2,
}
_YEARS: Final = {"decade": ((0, 3), (4, 6), (7, 9)), "century": ((0, 33), (34, 66), (67, 99))}
"""Years of each third, counted from the first: section 2 of the annotation guide."""
_QUARTERS: Final = {"premier": (0, 24), "deuxieme": (25, 49), "second": (25, 49), "troisieme": (50, 74), "dernier": (75, 99)}


@value
def third(node: Node, context: Context) -> str:
    """`début`, `milieu`, `fin` of a century, decade, year, season or month: both ends approximate."""
    base, word = FuzzyDate.from_edtf(child(node, "a", context)), node.text("w")
    if node.text("q") == "quart":
        start, end = _QUARTERS[word]
        return f"{year_of(base, late=False) + start}~/{year_of(base, late=False) + end}~"
    return third_of(base, _THIRDS[word])


def third_of(base: FuzzyDate, rank: int) -> str:
    """The first, middle or last third (`rank` 0, 1, 2) of a unit, as EDTF; raises `UnresolvedError` if it has none."""
    if base.precision in _YEARS:
        first_year, last_year = _YEARS[base.precision][rank]
        origin = year_of(base, late=False)
        return f"{origin + first_year}~/{origin + last_year}~"
    start, end = base.earliest, base.latest
    if start is None or end is None:
        raise UnresolvedError
    if base.precision == "year":
        return f"{start.year:04d}-{1 + 4 * rank:02d}~/{start.year:04d}-{4 + 4 * rank:02d}~"
    if base.precision == "month":
        bounds = ((1, 10), (11, 20), (21, end.day))[rank]
        return "/".join(f"{start.year:04d}-{start.month:02d}-{day:02d}~" for day in bounds)
    if base.precision in ("season", "quarter", "semester"):
        middle = start + (end - start) * rank // 2
        return f"{middle.year:04d}-{middle.month:02d}~"
    if base.precision == "interval" and (end - start).days == 6:
        bounds = ((0, 1), (2, 3), (4, 6))[rank]
        return "/".join(f"{start + timedelta(days=k)}~" for k in bounds)
    raise UnresolvedError


@value
def half(node: Node, context: Context) -> str:
    """`première moitié de`: years and months are cut exactly, decades and centuries approximately."""
    base = FuzzyDate.from_edtf(child(node, "a", context))
    late = not node.text("o").startswith(("premiere", "1"))
    origin, start = year_of(base, late=False), base.earliest or date.min
    if base.precision == "year":
        return f"{origin}-07/{origin}-12" if late else f"{origin}-01/{origin}-06"
    if base.precision == "month":
        return half_month(start.year, start.month, late=late)
    size = {"decade": 5, "century": 50}.get(base.precision)
    if size is None:
        raise UnresolvedError
    begin = origin + size * late
    return f"{begin}~/{begin + size - 1}~"


@value
def decade_of_century(node: Node, context: Context) -> str:
    """`la deuxième décennie du XXIe siècle`: the first holds the years 00 to 09."""
    base, word = FuzzyDate.from_edtf(child(node, "a", context)), node.text("o")
    rank = {"derniere": 10, "avant-derniere": 9}.get(word) or calendars.ordinal(word)
    if base.precision != "century" or rank is None:
        raise UnresolvedError
    return f"{year_of(base, late=False) // 10 + rank - 1:03d}X"


@value
def beside_period(node: Node, context: Context) -> str:
    """`au lendemain de la Seconde Guerre mondiale`, `à la veille de`: the end or the beginning of the period, approximately."""
    edtf = child(node, "a", context)
    bound = first(edtf) if node.text("w") else last(edtf)
    if bound == "..":
        raise UnresolvedError
    return bound if bound[-1] in "~?%" else f"{bound}~"


@value
def turn(node: Node, context: Context) -> str:
    """`au tournant des années 1980`, `du siècle`: the first year, approximately."""
    base = child(node, "a", context) if "a" in node.children else shift(context.deictic(), 0, "siecle")
    return f"{year_of(FuzzyDate.from_edtf(base), late=False)}~"


@value
def from_to_now(node: Node, context: Context) -> str:
    """`de 1998 à nos jours` is open, `de 1998 à aujourd'hui`, `à maintenant` end at the reference date."""
    start, present = first(child(node, "a", context)), "b" in node.children or node.text("now")
    return f"{start}/{context.deictic().edtf}" if present and context.reference else f"{start}/.."


@value
def same(node: Node, context: Context) -> str:
    """The value of what the head noun names."""
    return child(node, "a", context)


@value
def since(node: Node, context: Context) -> str:
    """Open end: from the start of the date on. `depuis janvier` reaches the document's own time, but in the imperfect."""
    if node.rule.id == "since":
        context = replace(context, frame=context.frame if context.tense == "imperfect" else None, back=True)
    return f"{first(child(node, 'a' if 'a' in node.children else 'b', context))}/.."


@value
def as_early_as(node: Node, context: Context) -> str:
    """`dès 2022`, where the fact lasts; without year, it lies ahead."""
    return since(node, context if context.past else replace(context, read_tense=lambda: "future"))


@value
def more_than(node: Node, context: Context) -> str:
    """`plus de deux jours avant le 3 mars`: open on the side that lies further away."""
    edtf = child(node, "a", context)
    return f"../{last(edtf)}" if node.children["a"].text("dir") == "avant" else f"{first(edtf)}/.."


@value
def less_than(node: Node, context: Context) -> str:
    """`moins de deux mois après le 3 mars`: from the date up to the time counted from it, whose last day is not reached."""
    part = node.children["a"]
    if "a" not in part.children:
        raise UnresolvedError
    far, near = FuzzyDate.from_edtf(evaluate(part, context)), child(part, "a", context)
    backward, within = part.text("dir") == "avant", far.edtf
    if far.precision == "day" and far.earliest is not None:
        within = (far.earliest + timedelta(days=1 if backward else -1)).isoformat()
    return f"{within}/{last(near)}" if backward else f"{first(near)}/{within}"


@value
def after(node: Node, context: Context) -> str:
    """Open end: from the end of the date on."""
    return f"{last(child(node, 'a', context))}/.."


@value
def until(node: Node, context: Context) -> str:
    """Open start: up to the end of the date; `avant la fin de juillet` is up to the end of July itself."""
    part, context = node.children["a"], _towards_an_end(node, context)
    if node.text("det").startswith("la") and part.text("w") == "fin" and part.text("of"):
        return f"../{last(child(part, 'a', context))}"
    edtf = last(evaluate(part, context))
    return f"../{_qualified(edtf, '~') if node.text('vague') else edtf}"


def _towards_an_end(node: Node, context: Context) -> Context:
    """An end without year lies ahead: of what the story has just told, if it does so to the month, else of the document.

    A past fact is one before an end that is past too, but for what went on `jusqu'au 15 mars` from the date just told; the
    term of an event to come (`2 avril : atelier. On s'inscrit avant le 24 mars`) is before it.
    """
    if not lacks_year(node.children["a"]) or context.tense in ("planned", "pluperfect", "imperfect"):
        return context
    frame, through = context.frame, bool(node.text("through"))
    told = frame is not None and frame.precision in ("day", "month") and context.told != "named"
    if context.past and not (told and through):
        return context
    if told and (through or not (context.tense == "future" or context.beyond)):
        return replace(context, read_tense=lambda: "planned")
    aside = frame is None or (context.told == "named" and not context.beyond and context.subject is None)
    return replace(context, read_tense=lambda: "future") if aside else context


@value
def until_unit(node: Node, context: Context) -> str:
    """`d'ici la fin du mois`: up to the end of the unit in which the document speaks."""
    unit = node.children["a"].children["a"]
    return f"../{last(shift(context.deictic(), 0, unit.text('u', 'u2', 'u3')))}"


@value
def until_now(node: Node, context: Context) -> str:
    """`jusqu'à ce jour`."""
    return f"../{context.deictic().edtf}"


@value
def about(node: Node, context: Context) -> str:
    """`vers 1995`: approximate; a value that already is stays as it is."""
    return _qualified(child(node, "a", context), "~")


@value
def perhaps(node: Node, context: Context) -> str:
    """`peut-être en 2011`, `2011 (?)`: uncertain."""
    return _qualified(child(node, "a" if "a" in node.children else "b", context), "?")


def _qualified(edtf: str, mark: str) -> str:
    if edtf.startswith("{"):
        raise UnresolvedError
    return "/".join(part if part == ".." or part[-1] in "~?%" else part + mark for part in edtf.split("/"))
