"""Values of expressions that lean on another date: the document's own (deictic) or the story's (relative, anaphoric)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from jalons.dates import calendars
from jalons.dates.absolute import number
from jalons.dates.dateparsing import relative_day
from jalons.dates.grammar import Node
from jalons.dates.values import Context, UnresolvedError, child, day_of, first, last, month_of, shift, value
from jalons.fuzzydate import FuzzyDate, last_of_month

_FORWARD = ("proch", "a ven", "suiv", "d'apr", "apres", "qui vient", "qui sui", "qui ont sui", "qui avaient sui")


def _direction(relation: str) -> int:
    """1 for `prochain`, `suivant`, `à venir`; -1 for `dernier`, `passé`, `précédent`; 0 for `en cours`."""
    relation = relation.strip()
    if relation.startswith(("en cours", "courant")):
        return 0
    return 1 if relation.startswith(_FORWARD) else -1


def _is_deictic(relation: str) -> bool:
    """`prochain` and `dernier` count from the document's date; `suivant` and `précédent` from the story's."""
    return not relation.strip().startswith(("suiv", "prece", "d'a", "qui sui", "qui prec"))


def _base(context: Context, relation: str) -> FuzzyDate:
    return context.deictic() if _is_deictic(relation) else context.story()


def beside(context: Context, relation: str, make: Callable[[int], str]) -> str:
    """The next or last instance, strictly, of what `make(year)` writes, seen from the date that the relation counts from."""
    base = _base(context, relation)
    origin = base.earliest or base.latest
    if origin is None:
        raise UnresolvedError
    candidates = [FuzzyDate.from_edtf(make(origin.year + k)) for k in (-2, -1, 0, 1, 2)]
    if _direction(relation) > 0:
        late = base.latest or origin
        return next(
            c.edtf for c in candidates if c.earliest and c.earliest > min(late, origin + timedelta(days=31)) - timedelta(0)
        )
    return next(c.edtf for c in reversed(candidates) if _middle(c) < origin)


def _middle(value: FuzzyDate) -> date:
    start, end = value.earliest or date.min, value.latest or date.max
    return start + (end - start) // 2 if value.precision in ("season", "quarter", "semester") else end


@value
def weekday_that(node: Node, context: Context) -> str:
    """`ce dimanche-là`: the first such day from the one that the story has told."""
    return _walk(
        day_of(context.story("anaphoric"), late=True), 1, calendars.weekday_number(node.text("w")), strict=False
    ).isoformat()


@value
def weekday(node: Node, context: Context) -> str:
    """A weekday: the next or last one, or the nearest that the tense allows; the coming one where no tense is told."""
    relation, target = node.text("rel", "rel2"), calendars.weekday_number(node.text("w"))
    base = day_of(_base(context, relation) if relation else context.deictic(), late=True)
    if relation:
        step = 1 if _direction(relation) > 0 else -1
        return _walk(base, step, target, strict=True).isoformat()
    return _walk(base, -1 if context.past or context.back else 1, target, strict=False).isoformat()


def _walk(day: date, step: int, weekday: int, *, strict: bool) -> date:
    day += timedelta(days=step if strict else 0)
    while day.weekday() != weekday:
        day += timedelta(days=step)
    return day


@value
def deictic_day(node: Node, context: Context) -> str:
    """`hier`, `demain` …; `aujourd'hui` is the reference date at its own granularity."""
    reference, word = context.deictic(), "-".join(node.text("w").split())
    if word == "aujourd'hui":
        return reference.edtf
    found = relative_day(word.replace("apres", "après"), day_of(reference, late=True))
    if found is None:
        raise UnresolvedError
    return found.isoformat()


@value
def now(node: Node, context: Context) -> str:
    """The reference date at its own granularity."""
    return context.deictic().edtf


@value
def unit_deictic(node: Node, context: Context) -> str:
    """`l'an dernier`, `cette semaine`, `le mois prochain`."""
    relation = node.text("rel", "rel3")
    return shift(context.deictic(), _direction(relation) if relation else 0, node.text("u", "u2", "u3"))


@value
def ago(node: Node, context: Context) -> str:
    """`il y a deux ans`, from the reference date, at the granularity of the unit."""
    return _steps(node, context.deictic(), -1)


@value
def in_amount(node: Node, context: Context) -> str:
    """`dans deux mois`, from the reference date; `d'ici deux mois` is the end of an open interval, as `d'ici 2030` is."""
    value = _steps(node, context.deictic(), 1)
    return f"../{value}" if node.text("until") else value


def _steps(node: Node, base: FuzzyDate, sign: int) -> str:
    """A date some units away, the finest of which says how precise it is: `dans deux ans et 21 jours` is a day."""
    steps = [(number(node.text(n)), node.text(u)) for n, u in (("n", "u"), ("n2", "u2"), ("n3", "u3")) if node.text(n)]
    for amount, unit in steps[:-1]:
        base = FuzzyDate.from_edtf(_moved(day_of(base, late=False), sign * amount, unit).isoformat())
    amount, unit = steps[-1]
    return shift(base, sign * amount, unit)


def _moved(day: date, amount: int, unit: str) -> date:
    """The same day of the month, some units away (the last one of a shorter month)."""
    if unit.startswith(("jour", "semaine")):
        return day + timedelta(days=amount * (7 if unit.startswith("semaine") else 1))
    year, month = calendars.add_months(day.year, day.month, amount * (12 if unit.startswith("an") else 1))
    return date(year, month, min(day.day, last_of_month(year, month).day))


@value
def rolling(node: Node, context: Context) -> str:
    """`les deux dernières années`: whole units before or after the reference date; `les deux années suivantes`, the story's."""
    steps, unit = number(node.text("n", "n2", "n3", "n4")), node.text("u", "u2", "u3", "u4")
    forward = node.text("rel", "rel2", "rel3", "rel4").startswith(_FORWARD)
    reference = context.story() if node.text("rel4") else context.deictic()
    near, far = shift(reference, 1 if forward else -1, unit), shift(reference, steps if forward else -steps, unit)
    start, end = (near, far) if forward else (far, near)
    return start if start == end else f"{first(start)}/{last(end)}"


@value
def school_year_relative(node: Node, context: Context) -> str:
    """`l'année scolaire en cours`, `prochaine`, counted from the document; `suivante` and `précédente`, from the story."""
    relation = node.text("rel", "adj")
    base = _base(context, relation) if relation else context.deictic()
    year, month = month_of(base, late=False)
    start = year - (month < _SCHOOL_STARTS) + (_direction(relation) if relation else 0)
    return f"{start:04d}-09/{start + 1:04d}-08"


_SCHOOL_STARTS: Final = 9
"""The month in which school and university years begin, by the guide."""


@value
def rest(node: Node, context: Context) -> str:
    """`le reste du mois`: from the reference date to the end of its unit."""
    reference = context.deictic()
    unit = FuzzyDate.from_edtf(shift(reference, 0, node.text("u")))
    if unit.latest is None:
        raise UnresolvedError
    return f"{reference.edtf}/{unit.latest if reference.precision == 'day' else last(unit.edtf)}"


@value
def later_in_unit(node: Node, context: Context) -> str:
    """`plus tard dans l'année`, `plus tôt cette semaine`: what is left of the unit, or what has passed of it.

    `dans l'année` is that of the story, `cette année` that of the document. A date as coarse as the unit tells no more than it.
    """
    base = context.deictic() if node.text("this") else context.story()
    unit = FuzzyDate.from_edtf(shift(base, 0, node.text("u")))
    if unit.earliest is None or unit.latest is None or base.earliest is None or base.latest is None:
        raise UnresolvedError
    if base.earliest <= unit.earliest and base.latest >= unit.latest:
        return unit.edtf
    by_day = base.precision not in ("month", "quarter")
    if node.text("dir").endswith("tard"):
        start = base.latest.isoformat() if by_day else f"{base.earliest:%Y-%m}"
        return f"{start}/{unit.latest if by_day else f'{unit.latest:%Y-%m}'}"
    if base.earliest <= unit.earliest:
        raise UnresolvedError
    before = base.earliest - timedelta(days=1)
    return f"{unit.earliest}/{before}" if by_day else f"{unit.earliest:%Y-%m}/{before:%Y-%m}"


@value
def same_unit(node: Node, context: Context) -> str:
    """`la même année`, `ce jour-là`."""
    return shift(context.story("anaphoric"), 0, node.text("u", "u2"))


@value
def unit_relative(node: Node, context: Context) -> str:
    """`l'année suivante`, `le mois précédent`."""
    return shift(context.story(), _direction(node.text("rel", "rel2")), node.text("u", "u2"))


@value
def exercise_relative(node: Node, context: Context) -> str:
    """`l'exercice suivant`: the year of accounts after the one just told."""
    return shift(context.story(), _direction(node.text("rel")), "annee")


@value
def unit_after_next(node: Node, context: Context) -> str:
    """`la semaine après la prochaine`."""
    return shift(context.deictic(), 2, node.text("u"))


@value
def offset(node: Node, context: Context) -> str:
    """`deux ans plus tard`, `trois mois auparavant`."""
    steps = number(node.text("n", "n2"))
    backward = node.text("dir", "dir2") in ("plus tot", "auparavant", "avant")
    return shift(context.story(), -steps if backward else steps, node.text("u", "u2"))


_BESIDE = {"lendemain": 1, "surlendemain": 2, "veille": -1, "avant-veille": -2}


@value
def next_day(node: Node, context: Context) -> str:
    """`le lendemain`, `la veille`."""
    return shift(context.story(), _BESIDE[node.text("w")], "jour")


@value
def day_beside(node: Node, context: Context) -> str:
    """`le lendemain de Noël`."""
    return shift(FuzzyDate.from_edtf(child(node, "a", context)), _BESIDE[node.text("w")], "jour")


@value
def anaphoric(node: Node, context: Context) -> str:
    """`à cette époque`: the antecedent's value, whole."""
    return context.story("anaphoric").edtf


@value
def shifted(node: Node, context: Context) -> str:
    """A day, month, season or feast without year, and `dernier`, `prochain`, `suivant`, `précédent`."""

    def make(year: int) -> str:
        return child(node, "a", Context(hint=FuzzyDate.from_edtf(f"{year:04d}")))

    return beside(context, node.text("rel"), make)


@value
def with_year(node: Node, context: Context) -> str:
    """`le 11 septembre de la même année`."""
    return child(node, "a", context, hint=FuzzyDate.from_edtf(child(node, "b", context)))


@value
def quarter_of(node: Node, context: Context) -> str:
    """`premier trimestre de l'année prochaine`."""
    return with_year(node, context)


@value
def offset_from(node: Node, context: Context) -> str:
    """`deux semaines avant Noël` (to the day, as weeks are sevens of days), `dix ans après 1968`."""
    steps = number(node.text("n")) * (-1 if node.text("dir") == "avant" else 1)
    base = FuzzyDate.from_edtf(child(node, "a", context) if "a" in node.children else weekday(node, context))
    if base.precision == "day" and node.text("u").startswith("semaine"):
        return shift(base, 7 * steps, "jour")
    return shift(base, steps, node.text("u"))


@value
def day_of_month(node: Node, context: Context) -> str:
    """`le 15 du mois prochain`, `le 25 du mois`."""
    base = FuzzyDate.from_edtf(child(node, "a", context)) if "a" in node.children else context.story("incomplete")
    year, month = month_of(base, late=True)
    return f"{year:04d}-{month:02d}-{number(node.text('d', 'd2')):02d}"
