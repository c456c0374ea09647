"""Corrections made in an annotation tool as rows of `corrections.csv`: what a person left, changed and took away.

A mention that is added, moved or relabelled has no row there, for corrections change what was found and add nothing: it is told.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Final

from jalons.corrections.table import COLUMNS, Correction
from jalons.errors import DataError
from jalons.exchange import Annotated, Annotation
from jalons.folding import plain
from jalons.matching import match, overlap
from jalons.tables import BOM, cell
from jalons.types import LABELS, Mention

_ASTRAY: Final = {"ajout": "ajoutée", "étendue": "étendue changée", "valeur": "valeur vide ou qu'un tableau ne peut porter"}


@dataclass(frozen=True, slots=True)
class Astray:
    """A mention that a person marked and that no row can say: added, moved, or left without a value."""

    document: str
    start: int
    label: str
    text: str
    why: str

    def __str__(self) -> str:
        return f"{self.document}, caractère {self.start} : {self.label} « {self.text} », {_ASTRAY[self.why]}"


@dataclass(frozen=True, slots=True)
class Proposal:
    """The rows to add, what no row can say, and how many mentions were left as they were."""

    rows: tuple[Correction, ...]
    astray: tuple[Astray, ...]
    kept: int


def proposed(
    documents: Iterable[Annotated], found: Mapping[str, Sequence[Mention]], *, author: str, day: str, reason: str
) -> Proposal:
    """What a person corrected in documents, compared with the mentions `found` (by document, as corrected so far).

    `author`, `day` (AAAA-MM-JJ) and `reason` are those of all rows.
    """
    rows: list[Correction] = []
    astray: list[Astray] = []
    kept, signature = 0, (author, day, reason)
    for document in documents:
        for mention, mark in _paired(document, found[document.id]):
            if mention is None and mark is not None:
                astray.append(_astray(document, mark, "ajout"))
            elif mention is not None and mark is None:
                rows.append(_row(mention, "rejeter", "", signature))
            elif mention is not None and mark is not None:
                if (mention.start, mention.end) != (mark.start, mark.end):
                    astray.append(_astray(document, mark, "étendue"))
                value = plain(mark.norm)
                if value == plain(mention.norm):
                    kept += 1
                elif not value or cell(value) != value:  # a table guards what a spreadsheet would run, and changes it so
                    astray.append(_astray(document, mark, "valeur"))
                else:
                    action = "redater" if mention.label == "DATE" else "relier"
                    rows.append(_row(mention, action, value, signature))
    return Proposal(tuple(rows), tuple(astray), kept)


def _paired(document: Annotated, mentions: Sequence[Mention]) -> list[tuple[Mention | None, Annotation | None]]:
    """Each mention found with the mark of its label that overlaps it most, and those that are alone, in the order of the text."""
    pairs: list[tuple[Mention | None, Annotation | None]] = []
    for label in LABELS:
        ours = [m for m in mentions if m.label == label]
        theirs = [a for a in document.annotations if a.label == label]
        matched = match(ours, theirs, lambda one, other: overlap(one, other) > 0)
        pairs += [(ours[i], theirs[j]) for i, j in matched]
        pairs += [(m, None) for i, m in enumerate(ours) if i not in {i for i, _ in matched}]
        pairs += [(None, a) for j, a in enumerate(theirs) if j not in {j for _, j in matched}]
    return sorted(pairs, key=lambda pair: next(each.start for each in pair if each is not None))


def _row(mention: Mention, action: str, value: str, signature: tuple[str, str, str]) -> Correction:
    return Correction(action, mention.id, plain(mention.text), value, *signature, line=0)


def _astray(document: Annotated, mark: Annotation, why: str) -> Astray:
    return Astray(document.id, mark.start, mark.label, plain(document.text[mark.start : mark.end]), why)


def added(rows: Iterable[Correction], table: Path | None = None) -> str:
    """The text of `corrections.csv` with the rows at its end: a new table, or what `table` holds and they after it.

    Raises `DataError` if the table that there is cannot be read or lacks a column.
    """
    before, heads, line_end = f"{BOM}{','.join(COLUMNS)}\r\n", list(COLUMNS), "\r\n"
    if table is not None and table.is_file():
        try:
            before = table.read_bytes().decode("utf-8")
            heads = next(csv.reader(io.StringIO(before.removeprefix(BOM), newline=""), strict=True), [])
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise DataError(table, "fichier entier", f"illisible ({error})") from None
        if missing := [column for column in COLUMNS if column not in heads]:
            raise DataError(table, "ligne 1", f"il manque la colonne {', '.join(missing)}")
        line_end = "\r\n" if "\r\n" in before else "\n"
        before += "" if before.endswith(("\n", "\r")) else line_end
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator=line_end)
    for row in rows:
        cells = dict(zip(COLUMNS, astuple(row), strict=False))
        writer.writerow([cell(cells.get(head, "")) for head in heads])
    return before + stream.getvalue()
