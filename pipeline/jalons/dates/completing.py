"""Completing a date that leaves out its year, from the other end of a range, a weekday, the tense, the story or the document."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from jalons.dates.grammar import Node
from jalons.dates.values import Context, ImpossibleDateError, UnresolvedError, evaluate, lacks_year, year_of
from jalons.errors import EDTFError
from jalons.fuzzydate import FuzzyDate


def near_year(context: Context, make: Callable[[int], str], *, weekday: int | None = None) -> str:
    """Completes a date without year: `make(year)` writes it. By the other end of a range, a weekday, the story, the tense.

    The French reader takes the year of the passage; an announcement (future tense) looks ahead from the document's date.
    """
    if context.hint is not None:
        year = year_of(context.hint, late=True)
        return make(year) if weekday is None else _on_weekday(context, make, year, weekday)
    if context.tense == "planned" and context.narrative and context.narrative.precision in ("day", "month"):
        return _next_after(context.lean("incomplete", context.narrative), make)
    frame = context.frame if context.frame is None or _told(context, context.frame, make) else None
    base = context.lean("incomplete", frame or (context.reference if context.ahead else context.subject) or context.reference)
    year = year_of(base, late=weekday is None)
    if weekday is not None:
        return _on_weekday(context, make, year, weekday)
    if context.back:
        begun = _fuzzy(make(year)).earliest or date.min
        return make(year - (begun > (base.latest or date.max)))
    if frame is None:
        return _around(context, base, make)
    if base.precision in ("year", "decade", "century"):
        return make(year)
    if context.subject is not None and year == year_of(context.subject, late=True):
        return make(year)
    behind = ((base.earliest or base.latest or date.min) - (_fuzzy(make(year)).latest or date.max)).days
    onward = make(year + 1)
    told_before = context.reference is None or (_fuzzy(onward).earliest or date.min) <= (context.reference.latest or date.max)
    return onward if behind > _TURN_OF_YEAR and (told_before or not context.past) else make(year)


def _next_after(told: FuzzyDate, make: Callable[[int], str]) -> str:
    """What was planned lies ahead of what has just been told: `d'abord prévue fin janvier`."""
    year, origin = year_of(told, late=False), told.earliest or date.min
    return make(year if (_fuzzy(make(year)).latest or date.max) >= origin else year + 1)


def _around(context: Context, base: FuzzyDate, make: Callable[[int], str]) -> str:
    """The date in the year of the document (or of its subject); ahead of it in the future tense, behind it in the past."""
    year = year_of(base, late=True)
    candidate, reference = _fuzzy(make(year)), context.reference
    if reference is None or reference.earliest is None or reference.latest is None or base is not reference:
        return candidate.edtf
    ahead = context.ahead or (context.frame is not None and context.tense in ("", "present"))
    if ahead and candidate.latest and candidate.latest < reference.earliest:
        return make(year + 1)
    if context.past and candidate.earliest and candidate.earliest > reference.latest:
        return make(year - 1)
    return candidate.edtf


def _told(context: Context, frame: FuzzyDate, make: Callable[[int], str]) -> bool:
    """Whether the story completes the date: not in an announcement, nor once it has looked ahead of the document's date."""
    beyond = context.reference is not None and (frame.earliest or date.min) > (context.reference.latest or date.max)
    if context.tense != "future" and not beyond:
        return True
    return not context.past and _tells_ahead(context, frame, make)


def _tells_ahead(context: Context, base: FuzzyDate, make: Callable[[int], str]) -> bool:
    """Whether the paragraph already speaks of a time after the document's date that the incomplete date can belong to.

    A season, quarter or semester to come completes only the dates that lie in it.
    """
    if not context.here or context.reference is None or (base.earliest or date.min) <= (context.reference.latest or date.max):
        return False
    candidate = _fuzzy(make(year_of(base, late=True)))
    inside = (candidate.earliest or date.min) <= (base.latest or date.max) and (candidate.latest or date.max) >= (
        base.earliest or date.min
    )
    return inside or base.precision not in ("season", "quarter", "semester")


_TURN_OF_YEAR: Final = 210
"""Days that a date may lie before the one just told: beyond, the story has gone on to the next year."""


def _on_weekday(context: Context, make: Callable[[int], str], year: int, weekday: int) -> str:
    """The date in the year, or one beside it, that falls on the weekday: of the passage first, else of the document."""
    years = [year, year + 1, year - 1]
    if context.reference is not None:
        present = year_of(context.reference, late=True)
        years += [present, *((present + 1, present - 1) if context.tense == "future" else (present - 1, present + 1))]
    for candidate in years:
        try:
            day = _fuzzy(make(candidate)).earliest
        except UnresolvedError:
            continue
        if day and day.weekday() == weekday:
            return make(candidate)
    return make(year)


def _fuzzy(edtf: str) -> FuzzyDate:
    try:
        return FuzzyDate.from_edtf(edtf)
    except EDTFError as error:
        raise ImpossibleDateError(str(error)) from None


_JOINED: Final = re.compile(
    r"(?P<list>,)?\s(?:(?P<and>et|ou|puis|ainsi\sque)\s)?(?:(?:à|de)\snouveau\s)?(?:en|au|aux|à|à\sl'|à\sla|le|du|de)?\s?(?:l')?",
    re.I,
)
"""What stands between two dates that share their year."""
_FINE: Final = frozenset(("day", "month", "season", "quarter", "feast", "range"))
"""Types of dates whose year an incomplete one before them shares; a year alone says nothing of it."""
CHAIN: Final = 6
"""Dates after an incomplete one among which that with its year is looked for."""


def shared_year(text: str, node: Node, following: Sequence[Node], reference: FuzzyDate | None) -> FuzzyDate | None:
    """The year that an incomplete date shares with one after it: `au printemps et à l'automne 2021`, `en mars, mai et juin 2012`.

    What is told first comes first: in `décembre et janvier 2015` it is the year before.
    """
    if not lacks_year(node):
        return None
    for one, other in pairwise((node, *following)):
        joint = _JOINED.fullmatch(text, one.end, other.start)
        if joint is None or not (joint["list"] or joint["and"]) or other.type.removesuffix("_incomplete") not in _FINE:
            return None
        if not lacks_year(other):
            return _year_before(node, other, reference) if joint["and"] and _alike(node, other) else None
    return None


def _alike(one: Node, other: Node) -> bool:
    """Whether two dates are of one kind, a range and what it may be made of included."""
    kinds = {one.type.removesuffix("_incomplete"), other.type}
    return len(kinds) == 1 or "range" in kinds


def _year_before(node: Node, other: Node, reference: FuzzyDate | None) -> FuzzyDate | None:
    """The year of a date, or the one before, in which an incomplete one before it lies."""
    try:
        told = FuzzyDate.from_edtf(evaluate(other, Context(reference)))
        date = FuzzyDate.from_edtf(evaluate(node, Context(reference, hint=told)))
        return FuzzyDate.from_edtf(f"{year_of(told, late=True) - (date > told):04d}")
    except UnresolvedError:
        return None
