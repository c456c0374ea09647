"""Values of seasons: with their year, without it, beside the document's date or in the story."""

from __future__ import annotations

from datetime import date

from jalons.dates import calendars
from jalons.dates.absolute import year_number
from jalons.dates.completing import middle, near_year
from jalons.dates.grammar import Node
from jalons.dates.relative import beside
from jalons.dates.values import Context, value, year_of
from jalons.fuzzydate import FuzzyDate


@value
def season_year(node: Node, context: Context) -> str:
    """A season with its year; a winter is counted from its December."""
    return f"{year_number(node, context, 'y'):04d}-{calendars.SEASONS[node.text('n')]}"


@value
def season(node: Node, context: Context) -> str:
    """A season without year: this one, the next or last one, or that of the passage."""
    code = calendars.SEASONS[node.text("n", "n2")]
    if node.text("rel"):
        return beside(context, node.text("rel"), lambda y: f"{y:04d}-{code}")
    if node.text("this"):
        return _this_season(context, code)
    if context.tense == "future" and context.hint is None and context.frame is None and context.reference:
        origin = context.lean("incomplete", context.reference).earliest or date.min
        candidates = [FuzzyDate.from_edtf(f"{origin.year + k:04d}-{code}") for k in (0, 1)]
        return next(c.edtf for c in candidates if c.earliest and (c.earliest > origin or c is candidates[-1]))
    return near_year(context, lambda y: f"{y:04d}-{code}")


def _this_season(context: Context, code: int) -> str:
    """`cet été`: of this year; `cet hiver` is the last that began, but in the future tense the next one, once spring has come."""
    reference = context.deictic()
    year = year_of(reference, late=False)
    month = reference.latest.month if reference.latest and reference.precision != "year" else 12
    winter_runs = code == 24 and (month <= 3 or (month <= 9 and context.tense != "future"))
    return f"{year - winter_runs:04d}-{code}"


@value
def season_that(node: Node, context: Context) -> str:
    """`cet été-là`: the season nearest to the date that the story has told; after another season, the one that comes."""
    told = context.story("anaphoric")
    code, year = calendars.SEASONS[node.text("n")], year_of(told, late=False)
    seasons = [FuzzyDate.from_edtf(f"{year + step:04d}-{code}") for step in (0, -1, 1)]
    if told.precision == "season":
        seasons = [each for each in seasons if middle(each) >= middle(told)]
    return min(seasons, key=lambda each: abs((middle(each) - middle(told)).days)).edtf
