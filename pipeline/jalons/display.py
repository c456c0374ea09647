"""Tables for the terminal, in French: scores, the closing summary of a build, the dates of a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from rich.markup import escape
from rich.table import Table

from jalons.fuzzydate import FuzzyDate
from jalons.scoring import ENTRIES, MEASURES, Counts

if TYPE_CHECKING:
    from datetime import date

    from jalons.building import Built
    from jalons.dates import DateMention

_SCORE_HEADS: Final = ("", "référence", "trouvées", "précision", "rappel", "F1", "strict", "valeur", "bout en bout")
_DATE_HEADS: Final = ("texte", "EDTF", "au plus tôt", "au plus tard", "obtenue", "ancrage", "règle")
HOW: Final[Mapping[str, str]] = {
    "explicit": "écrite",
    "period": "période nommée",
    "incomplete": "complétée",
    "anaphoric": "reprise du récit",
    "relative": "relative au récit",
    "deictic": "relative au document",
}
"""How a date was got, as readers are told."""


def summary_table(built: Built) -> Table:
    """What a build did: documents, words, mentions, entries, failures."""
    numbers = {
        "documents": len(built.chronology.documents),
        "mots": built.words,
        "mentions": built.mentions,
        "entrées": len(built.chronology),
        "échecs": len(built.failures),
    }
    table = Table()
    for name in numbers:
        table.add_column(name, justify="right")
    table.add_row(*(f"{number:,}".replace(",", "\u202f") for number in numbers.values()))
    return table


def score_table(name: str, counts: Mapping[str, Counts]) -> Table:
    """The scores of a document (or of `all`), a row a label."""
    table = Table(title="Tous les documents" if name == "all" else name, title_justify="left")
    for head in _SCORE_HEADS:
        table.add_column(head, justify="right" if head else "left")
    for label, each in counts.items():
        measures = (getattr(each, measure) for measure in MEASURES)
        shown = ("—" if value is None else f"{value:.3f}".replace(".", ",") for value in measures)
        table.add_row("entrées" if label == ENTRIES else label, str(each.gold), str(each.predicted), *shown)
    return table


def date_table(text: str, mentions: Sequence[DateMention]) -> Table:
    """The dates of a text: what was read, its value and bounds, how it was got, from which mention, by which rule."""
    table = Table()
    for head in _DATE_HEADS:
        table.add_column(head, no_wrap=head in ("au plus tôt", "au plus tard", "règle"), overflow="fold")
    for mention in mentions:
        value = FuzzyDate.from_edtf(mention.edtf) if mention.edtf else None
        bounds = (_day(value.earliest), _day(value.latest)) if value else ("", "")
        row = (
            text[mention.start : mention.end],
            mention.edtf or "inconnue",
            *bounds,
            HOW[mention.how],
            mention.anchor,
            mention.rule,
        )
        table.add_row(*map(escape, row))
    return table


def _day(day: date | None) -> str:
    return day.isoformat() if day else "ouvert"
