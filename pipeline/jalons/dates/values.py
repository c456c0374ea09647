"""Values: from a recognised expression to EDTF. The frame that `absolute`, `relative`, `seasons`, `weeks` … fill.

A function registered with `@value` computes the EDTF string of a node in a `Context`; it raises `UnresolvedError` where the text
does not say enough: a day is never invented.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from typing import Final

from jalons.dates.calendars import add_months, week
from jalons.dates.grammar import Node
from jalons.errors import EDTFError
from jalons.fuzzydate import FuzzyDate


class UnresolvedError(Exception):
    """The value of an expression cannot be known: no anchor, or too coarse a one. The message, in French, says why."""


class ImpossibleDateError(UnresolvedError):
    """The calendar has no such date, or the interval ends before it begins."""


NO_REFERENCE: Final = "la date du document n'est pas connue"
"""Why an expression that counts from the document's date has no value."""


HOWS: Final = ("explicit", "period", "incomplete", "anaphoric", "relative", "deictic")
"""How a date was got, from the surest to the most dependent on context."""


@dataclass
class Context:
    """What an expression may lean on.

    `reference` is the document's own date, `subject` the year that its title names; `narrative` is the date that the story has
    reached, `frame` the same where it may complete dates without a year (it ends with the section); `here` is true while the
    paragraph itself has told that date, `together` while the sentence has, `opened` while its clause began with it. `read_tense`
    gives the tense, when a value asks for it, `read_told` that in which the story's date was told; `back` is true for what began
    before (`depuis janvier`); `hint` is the other end of a range. `used` records in which ways a value leans on other dates,
    `bases` on which.
    """

    reference: FuzzyDate | None = None
    narrative: FuzzyDate | None = None
    frame: FuzzyDate | None = None
    here: bool = False
    together: bool = False
    read_tense: Callable[[], str] = str
    read_told: Callable[[], str] = str
    hint: FuzzyDate | None = None
    subject: FuzzyDate | None = None
    back: bool = False
    opened: bool = False
    used: list[str] = field(default_factory=list)
    bases: list[FuzzyDate] = field(default_factory=list)

    def lean(self, how: str, base: FuzzyDate | None) -> FuzzyDate:
        """The date that a value leans on, noted with the way; raises `UnresolvedError` if there is none."""
        self.used.append(how)
        if base is None:
            raise UnresolvedError(NO_REFERENCE)
        self.bases.append(base)
        return base

    @cached_property
    def tense(self) -> str:
        """The tense of the clause, as `Clauses` has it: `future`, `planned` (`foreseen`, if it is past), `past` …, or `""`."""
        return self.read_tense()

    @cached_property
    def told(self) -> str:
        """The tense in which the story's date was told."""
        return self.read_told()

    def deictic(self) -> FuzzyDate:
        """The reference date; raises `UnresolvedError` if there is none."""
        return self.lean("deictic", self.reference)

    def story(self, how: str = "relative") -> FuzzyDate:
        """The narrative date, or the reference date before any is told; raises `UnresolvedError` if there is neither."""
        return self.lean(how, self.narrative or self.reference)

    @property
    def ahead(self) -> bool:
        """Whether the clause tells of what is to come."""
        return self.tense in ("future", "planned")

    @property
    def beyond(self) -> bool:
        """Whether the story has looked ahead of the document's date."""
        told = self.frame and self.frame.earliest
        return bool(told and self.reference and told > (self.reference.latest or date.max))

    @property
    def past(self) -> bool:
        """Whether the clause tells of the past, in whatever tense."""
        return self.tense in ("past", "imperfect", "pluperfect", "before", "foreseen")

    @property
    def how(self) -> str:
        """The weakest of the ways used."""
        return max(self.used, key=HOWS.index, default="explicit")


Function = Callable[[Node, Context], str]
_FUNCTIONS: Final[dict[str, Function]] = {}


def value(function: Function) -> Function:
    """Registers a function under its own name, by which the rows of `models/rules/dates.toml` call it."""
    _FUNCTIONS[function.__name__.removesuffix("_")] = function
    return function


@cache
def _functions() -> dict[str, Function]:
    for module in ("absolute", "relative", "seasons", "weeks", "compound", "ranges"):
        importlib.import_module(f"jalons.dates.{module}")
    return _FUNCTIONS


def evaluate(node: Node, context: Context) -> str:
    """The EDTF value of a node; raises `UnresolvedError` if there is none, an impossible or reversed date included."""
    edtf = _functions()[node.rule.option("value")](node, context)
    try:
        return FuzzyDate.from_edtf(edtf).edtf
    except EDTFError as error:
        raise ImpossibleDateError(str(error)) from None


def child(node: Node, name: str, context: Context, *, hint: FuzzyDate | None = None) -> str:
    """The value of an inner node, with a hint for what it leaves out."""
    return evaluate(node.children[name], replace(context, hint=hint) if hint else context)


def lacks_year(node: Node) -> bool:
    """Whether an expression, or a part of it, leaves its year out."""
    return (
        node.type.endswith("_incomplete")
        or (node.type == "feast" and not node.text("y"))
        or any(map(lacks_year, node.children.values()))
    )


def first(edtf: str) -> str:
    """The start of an interval, or the date itself."""
    return edtf.split("/", maxsplit=1)[0]


def last(edtf: str) -> str:
    """The end of an interval, or the date itself."""
    return edtf.rsplit("/", maxsplit=1)[-1]


def month_of(base: FuzzyDate, *, late: bool) -> tuple[int, int]:
    """The year and month of a date that tells its month; raises `UnresolvedError` for a coarser one."""
    day = (base.latest if late else base.earliest) or base.latest or base.earliest
    if day is None or base.precision not in ("day", "month", "interval", "set") or not _has_month(base, late=late):
        raise UnresolvedError
    return day.year, day.month


def _has_month(base: FuzzyDate, *, late: bool) -> bool:
    part = last(base.edtf) if late else first(base.edtf)
    part = part if part != ".." else (first(base.edtf) if late else last(base.edtf))
    return len(part.strip("{}~?%").split(",")[0]) >= 7 and int(part.strip("{}")[5:7]) <= 12


def day_of(base: FuzzyDate, *, late: bool) -> date:
    """The day of a date that tells its day; raises `UnresolvedError` for a coarser one."""
    part = last(base.edtf) if late else first(base.edtf)
    part = (first(base.edtf) if late else last(base.edtf)) if part == ".." else part
    if len(part.strip("{}~?%").split(",")[0]) < 10:
        raise UnresolvedError
    day = (base.latest if late else base.earliest) or base.latest or base.earliest
    if day is None:
        raise UnresolvedError
    return day


def year_of(base: FuzzyDate, *, late: bool) -> int:
    """The year in which a date ends (`late`) or begins."""
    day = (base.latest if late else base.earliest) or base.latest or base.earliest
    if day is None:
        raise UnresolvedError
    return day.year


def days(start: date, end: date) -> str:
    """The EDTF interval of two days."""
    return f"{start.isoformat()}/{end.isoformat()}"


def shift(base: FuzzyDate, steps: int, unit: str) -> str:
    """The unit (`annee`, `mois`, `semaine`, …) that lies a number of steps from a date, at the unit's own granularity."""
    late = steps > 0
    match _unit(unit):
        case "year":
            return f"{year_of(base, late=late) + steps:04d}"
        case "decade":
            return f"{year_of(base, late=late) // 10 + steps:03d}X"
        case "century":
            return f"{year_of(base, late=late) // 100 + steps:02d}XX"
        case "month":
            return "{:04d}-{:02d}".format(*add_months(*month_of(base, late=late), steps))
        case "quarter":
            year, quarter = _divided(base, late, 3)
            return f"{year + (quarter + steps) // 4:04d}-{33 + (quarter + steps) % 4}"
        case "semester":
            year, half = _divided(base, late, 6)
            return f"{year + (half + steps) // 2:04d}-{40 + (half + steps) % 2}"
        case "week":
            monday, _ = week(day_of(base, late=late))
            return days(_plus(monday, 7 * steps), _plus(monday, 7 * steps + 6))
        case "weekend":
            monday, _ = week(day_of(base, late=late))
            return days(_plus(monday, 7 * steps + 5), _plus(monday, 7 * steps + 6))
    return _plus(day_of(base, late=late), steps).isoformat()


def _plus(day: date, number: int) -> date:
    try:
        return date.fromordinal(day.toordinal() + number)
    except (ValueError, OverflowError):
        raise UnresolvedError from None


def _divided(base: FuzzyDate, late: bool, months: int) -> tuple[int, int]:
    if base.precision == ("quarter" if months == 3 else "semester") and base.earliest:
        return base.earliest.year, (base.earliest.month - 1) // months
    year, month = month_of(base, late=late)
    return year, (month - 1) // months


def _unit(word: str) -> str:
    names = {"an": "year", "dec": "decade", "sie": "century", "moi": "month", "tri": "quarter", "sem": "semester", "jou": "day"}
    if word.startswith("semaine"):
        return "week"
    if word.startswith("week"):
        return "weekend"
    return names["an"] if word.startswith("an") else names[word[:3]]
