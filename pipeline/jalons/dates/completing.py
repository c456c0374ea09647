"""Completing a date that leaves out its year, from the other end of a range, a weekday, the tense, the story or the document."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from itertools import pairwise
from typing import Final

from jalons.dates.grammar import Node
from jalons.dates.values import Context, ImpossibleDateError, UnresolvedError, evaluate, lacks_year, year_of
from jalons.errors import EDTFError
from jalons.fuzzydate import FuzzyDate
from jalons.patterns import compiled


def near_year(context: Context, make: Callable[[int], str], *, weekday: int | None = None, close: bool = False) -> str:
    """Completes a date without year: `make(year)` writes it. By the other end of a range, a weekday, the story, the tense.

    The French reader takes the year of the passage; an announcement (future tense) looks ahead from the document's date.
    """
    if context.hint is not None:
        year = year_of(context.hint, late=True)
        return make(year) if weekday is None else _on_weekday(context, make, context.hint, weekday, close=close)
    if weekday is None and (beside := _beside_told(context, make)):
        return beside
    frame = context.frame if context.frame is None or _told(context, context.frame, make) else None
    base = context.lean("incomplete", frame or (context.reference if context.ahead else context.subject) or context.reference)
    year = year_of(base, late=weekday is None)
    if weekday is not None:
        return _on_weekday(context, make, base, weekday, close=close)
    if context.back:
        begun = _fuzzy(make(year)).earliest or date.min
        return make(year - (begun > (base.latest or date.max)))
    if frame is None:
        return _around(context, base, make)
    if base.precision in ("year", "decade", "century"):
        return make(year)
    if context.subject is not None and year == year_of(context.subject, late=True):
        return make(year)
    return _in_story(context, base, make)


def _beside_told(context: Context, make: Callable[[int], str]) -> str:
    """A date that lies after the one told, or before it; `""` if nothing says so.

    What was planned lies after it (`d'abord prévue fin janvier`), and so does the future of a story told in the present; what
    stands in the pluperfect lies before it, if it did not stand there too.
    """
    told = context.frame or (context.narrative if context.here else None)
    if told is None or told.precision in ("year", "decade", "century") or not _short(told):
        return ""
    year = year_of(told, late=False)
    if context.tense in ("planned", "foreseen") or (context.tense == "future" and _historic(context, told)):
        origin = context.lean("incomplete", told).earliest or date.min
        return make(year if (_fuzzy(make(year)).latest or date.max) >= origin else year + 1)
    if context.tense == "before" or (context.tense == "pluperfect" and context.told not in ("pluperfect", "imperfect")):
        end = context.lean("incomplete", told).latest or date.max
        return make(year if (_fuzzy(make(year)).earliest or date.min) <= end else year - 1)
    return ""


def _historic(context: Context, told: FuzzyDate) -> bool:
    """Whether a story behind the document's date is told in the present, and its future with it."""
    behind = context.reference is None or (told.latest or date.max) < (context.reference.earliest or date.min)
    return behind and context.told in ("", "present", "future", "planned")


def _in_story(context: Context, base: FuzzyDate, make: Callable[[int], str]) -> str:
    """The date in the year that the story tells of, or in the next if it would lie far behind what has just been told.

    What lies in the time told is of it (`l'année scolaire 1990-1991 …, dès octobre`). A past fact is not ahead of the document.
    """
    year, start, end = year_of(base, late=True), base.earliest or date.min, base.latest or date.max
    short, inside = _short(base), []
    for each in range(start.year, year + 1) if (end - start).days <= 2 * _YEAR else ():
        with suppress(ImpossibleDateError):  # `29 février`, in a time that holds parts of two years
            if _meet(_fuzzy(make(each)), base):
                inside.append(make(each))
    if inside and (short or len(inside) == 1):
        return inside[0]
    candidate, present = _fuzzy(make(year)), (context.reference and context.reference.latest) or date.max
    if context.past and ((candidate.earliest or date.min) - present).days > _SOON:
        return make(year - 1)
    if candidate.precision in ("quarter", "semester") or not short:
        behind = (start - (candidate.latest or date.max)).days
    else:
        behind = (end - middle(candidate)).days
    in_order = context.together and context.tense in ("", "present")
    if behind <= (_OUT_OF_ORDER if in_order else _TURN_OF_YEAR):
        return candidate.edtf
    onward = _fuzzy(make(year + 1))
    return onward.edtf if not context.past or (onward.earliest or date.min) <= present else candidate.edtf


def _short(told: FuzzyDate) -> bool:
    """Whether a date has two ends, a year apart at most."""
    return told.earliest is not None and told.latest is not None and (told.latest - told.earliest).days <= _YEAR


def _meet(one: FuzzyDate, other: FuzzyDate) -> bool:
    """Whether two dates have a day in common."""
    starts = max(one.earliest or date.min, other.earliest or date.min)
    return starts <= min(one.latest or date.max, other.latest or date.max)


def middle(value: FuzzyDate) -> date:
    """The day in the middle of a date that has two ends."""
    start, end = value.earliest or date.min, value.latest or date.max
    return start + (end - start) // 2


def _around(context: Context, base: FuzzyDate, make: Callable[[int], str]) -> str:
    """The date in the year of the document (or of its subject); ahead of it in the future tense, behind it in the past."""
    year = year_of(base, late=True)
    candidate, reference = _fuzzy(make(year)), context.reference
    if reference is None or reference.earliest is None or reference.latest is None or base is not reference:
        return candidate.edtf
    ahead = context.ahead or context.tense == "listed" or (context.frame is not None and context.tense in ("", "present"))
    slack = _SOON if context.tense == "planned" else 0
    if ahead and candidate.latest and (reference.earliest - candidate.latest).days > slack:
        return make(year + 1)
    if context.past and candidate.earliest and (candidate.earliest - reference.latest).days > _SOON:
        return make(year - 1)
    return candidate.edtf


def _told(context: Context, frame: FuzzyDate, make: Callable[[int], str]) -> bool:
    """Whether the story completes the date: not in an announcement, nor once it has looked ahead of the document's date.

    A year with which its clause begins does (`en 2021, elle est repoussée à l'automne`).
    """
    if context.opened and frame.precision == "year":
        return True
    if context.tense != "future" and not context.beyond:
        return True
    return not context.past and _tells_ahead(context, frame, make)


def _tells_ahead(context: Context, base: FuzzyDate, make: Callable[[int], str]) -> bool:
    """Whether the paragraph already speaks of a time after the document's date that the incomplete date can belong to.

    A season, quarter or semester to come completes only the dates that lie in it.
    """
    if not (context.here and context.beyond):
        return False
    return _meet(_fuzzy(make(year_of(base, late=True))), base) or base.precision not in ("season", "quarter", "semester")


_SOON: Final = 14
"""Days by which what minutes tell as past may lie ahead of their date, or what they plan behind it: they are sent out later."""
_YEAR: Final = 366
_TURN_OF_YEAR: Final = 210
"""Days that a date may lie before the one just told: beyond, the story has gone on to the next year."""


_OUT_OF_ORDER: Final = 60
"""The same in one sentence in the present, which tells in order (`est donné en septembre et l'inauguration a lieu le 6 mai`)."""


def _on_weekday(context: Context, make: Callable[[int], str], base: FuzzyDate, weekday: int, *, close: bool) -> str:
    """The date in the year nearest that of the passage, then that of the document, in which it falls on the weekday.

    Years further off are tried on the side that the tense allows, but for a day that is `close` (`ce vendredi 12 mai`); where
    none agrees, the weekday is taken for a slip.
    """
    anchors = [year_of(base, late=False), *([year_of(context.reference, late=True)] if context.reference else [])]
    sides = (1, -1) if base is not context.reference or context.ahead else (-1, 1)
    allowed = [side for side in sides if side != (-1 if context.ahead else 1 if context.past else 0)]
    near = [anchor + step * side for anchor in anchors for step in _NEAR for side in sides]
    far = [anchor + step * side for step in _FAR for anchor in anchors for side in allowed]
    for candidate in near if close else near + far:
        try:
            day = _fuzzy(make(candidate)).earliest
        except UnresolvedError:
            continue
        if day and day.weekday() == weekday:
            return make(candidate)
    return make(anchors[0])


_NEAR: Final = (0, 1)
_FAR: Final = (2, 3)
"""Years from that of the passage or the document in which a weekday is tried, near ones first."""


def _fuzzy(edtf: str) -> FuzzyDate:
    try:
        return FuzzyDate.from_edtf(edtf)
    except EDTFError as error:
        raise ImpossibleDateError(str(error)) from None


_JOINED: Final = compiled(
    r"(?P<list>,)?\s(?:(?P<and>et|ou|puis|ainsi\sque)\s)?(?:(?:à|de)\snouveau\s)?(?:en|au|aux|à|à\sl'|à\sla|le|du|de)?\s?(?:l')?",
    re.I,
)
"""What stands between two dates that share their year."""
_FINE: Final = frozenset(("day", "month", "season", "quarter", "feast", "range"))
"""Types of dates whose year an incomplete one before them shares; a year alone says nothing of it."""
_COUNTED: Final = ("prochain", "dernier")
"""What tells the year of a date by the document's own, and of the one before it: `en février et mars prochains`."""
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
        if other.rule.option("value") == "shifted" and other.text("rel").strip().startswith(_COUNTED):
            return _year_before(node, other, reference) if joint["and"] else None
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
