"""Tables for the terminal, in French: scores, the closing summary of a build, the dates of a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from jalons.fuzzydate import FuzzyDate
from jalons.scoring import ENTRIES, MEASURES, PARTICIPANTS, Counts
from jalons.wording import HOW

if TYPE_CHECKING:
    from datetime import date

    from rich.console import Console

    from jalons.agreement import Agreement
    from jalons.building import Built
    from jalons.dates import DateMention
    from jalons.merging.scoring import MergingScore
    from jalons.writers.exports import Format

_SCORE_HEADS: Final = ("", "référence", "trouvées", "précision", "rappel", "F1", "strict", "valeur", "bout en bout")
_DATE_HEADS: Final = ("texte", "EDTF", "au plus tôt", "au plus tard", "obtenue", "ancrage", "règle")


def summary_table(built: Built, seconds: float) -> Table:
    """What a build did: documents (and how many were new), words, mentions, entries, failures, seconds."""
    numbers = {
        "documents": built.counts["documents"],
        "traités": built.new,
        "mots": built.counts["words"],
        "mentions": built.counts["mentions"],
        "entrées": built.counts["entries"],
        "échecs": len(built.failures),
    }
    table = Table()
    for name in (*numbers, "secondes"):
        table.add_column(name, justify="right")
    shown = (f"{number:,}".replace(",", "\u202f") for number in numbers.values())
    table.add_row(*shown, f"{seconds:.1f}".replace(".", ","))
    return table


def answer_table(entries: Sequence[Mapping[str, Any]]) -> Table:
    """Entries of a dataset by the columns of `chronologie.csv`: when, what, of which kind, in which document."""
    table = Table()
    table.add_column("date", no_wrap=True)
    for head in ("resume", "nature", "document"):
        table.add_column(head, overflow="fold", ratio=4 if head == "resume" else None)
    for entry in entries:
        table.add_row(*(escape(str(entry[head] or "")) for head in ("date", "resume", "nature", "document")))
    return table


def progress_bar(console: Console) -> Progress:
    """A bar with the number of documents done, their rate and the time left."""
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=console, transient=True)


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f} documents/s".replace(".", ",") if task.speed else "")


def score_table(name: str, counts: Mapping[str, Counts]) -> Table:
    """The scores of a document (or of `all`), a row a label."""
    table = Table(title="Tous les documents" if name == "all" else name, title_justify="left")
    for head in _SCORE_HEADS:
        table.add_column(head, justify="right" if head else "left")
    for label, each in counts.items():
        measures = (getattr(each, measure) for measure in MEASURES)
        shown = map(_share, measures)
        head = {ENTRIES: "entrées", PARTICIPANTS: "participants"}.get(label, label)
        table.add_row(head, str(each.gold), str(each.predicted), *shown)
    return table


def merging_table(score: MergingScore) -> Table:
    """How well the entries of several documents were joined into facts: a row a verdict, and one for both."""
    table = Table(title=score.name, title_justify="left")
    for head in ("paires", "référence", "trouvées", "précision", "rappel", "F1"):
        table.add_column(head, justify="left" if head == "paires" else "right")
    for name, each in score.measures().items():
        table.add_row(name, str(each.gold), str(each.predicted), *map(_share, (each.precision, each.recall, each.f1)))
    return table


def agreement_table(found: Agreement) -> Table:
    """How two annotators agree: a row a label, and one for all."""
    table = Table(title=f"Accord sur {len(found.documents)} document(s)", title_justify="left")
    for head in ("", "A", "B", "F1 strict", "F1 recouvrement", "valeur", "κ de Cohen", "α de Krippendorff"):
        table.add_column(head, justify="right" if head else "left")
    for label, row in found.rows.items():
        counts = row.counts
        measures = (counts.strict, counts.f1, counts.value, row.kappa, row.alpha)
        shown = map(_share, measures)
        table.add_row("toutes" if label == "ALL" else label, str(counts.gold), str(counts.predicted), *shown)
    return table


def _share(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}".replace(".", ",")


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
            _leaning(mention),
            mention.rule,
        )
        table.add_row(*map(escape, row))
    return table


def _leaning(mention: DateMention) -> str:
    """What a date was counted from, and its value; or why it has none."""
    if mention.problem:
        return mention.problem
    if not mention.anchor_date:
        return ""
    told = f"« {mention.anchor} »" if mention.anchor else "le document"
    return told if mention.anchor == mention.anchor_date else f"{told}, {mention.anchor_date}"


def _day(day: date | None) -> str:
    return day.isoformat() if day else "ouvert"


_BLOCK_NAMES: Final[Mapping[str, str]] = {
    "heading": "titre",
    "paragraph": "paragraphe",
    "item": "élément de liste",
    "table": "tableau",
    "note": "note",
    "bibliography": "bibliographie",
}
_SHOWN: Final = 110


def reading_tables(found: Mapping[str, Any]) -> list[Table]:
    """What was understood of a document (`jalons.understood.understood`): its head, its structure, what was left out."""
    return [_head_table(found), _structure_table(found["blocks"]), _removed_table(found)]


def _head_table(found: Mapping[str, Any]) -> Table:
    table = Table(title="Document", title_justify="left", show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    date = found["reference_date"] or "inconnue (donnez --reference-date)"
    origin = f" ({found['reference_origin']})" if found["reference_origin"] else ""
    rows = {"fichier": found["source"], "titre": found["title"], "date de référence": f"{date}{origin}"}
    names = {"title": "titre lu", "author": "auteur lu", "date": "date lue"}
    rows |= {names[name]: f"{each['value']} ({each['origin']})" for name, each in found["metadata"].items()}
    rows |= {"pages": str(found["pages"] or "sans pages"), "caractères": str(found["characters"])}
    for name, value in rows.items():
        table.add_row(name, escape(value))
    return table


def _structure_table(blocks: Sequence[Mapping[str, Any]]) -> Table:
    table = Table(title=f"Structure ({len(blocks)} blocs)", title_justify="left")
    for head in ("nature", "page", "début", "fin", "texte"):
        table.add_column(head, overflow="fold", no_wrap=head != "texte")
    for block in blocks:
        kind = _BLOCK_NAMES.get(block["kind"], block["kind"]) + (f" {block['level']}" if block["level"] else "")
        table.add_row(kind, str(block["page"] or "—"), str(block["start"]), str(block["end"]), _short(block["text"]))
    return table


def _removed_table(found: Mapping[str, Any]) -> Table:
    """What was left out: by reason, how often, and the first such text; then what the reader did not take over."""
    table = Table(title="Écarté de la lecture", title_justify="left")
    for head in ("raison", "nombre", "exemple"):
        table.add_column(head, overflow="fold")
    groups: dict[str, list[str]] = {}
    for each in found["removed"]:
        groups.setdefault(each["reason"], []).append(each["text"])
    for reason, texts in groups.items():
        table.add_row(reason, str(len(texts)), _short(next((text for text in texts if text.strip()), "")))
    for notice in found["notices"]:
        table.add_row(escape(notice), "—", "")
    return table


def _short(text: str) -> str:
    line = " ".join(text.split())
    return escape(line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…")


def format_table(formats: Iterable[Format]) -> Table:
    """The formats of `jalons export`: name, use, file."""
    table = Table("format", "pour", "fichier")
    for each in formats:
        table.add_row(each.name, escape(each.label), f"dossier de {each.suffix}" if each.several else each.suffix)
    return table
