"""A published dataset read back: the files that `jalons build` wrote."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from jalons.corrections.table import COLUMNS, Correction, Outcome
from jalons.errors import DataError, DocumentError
from jalons.types import PARTICIPANTS, Chronology, Document, Entry, Fact, FuzzyDate, Mention, in_chronological_order

Item = Mapping[str, Any]
"""An object of the published JSON."""


@dataclass(frozen=True)
class Dataset:
    """The objects of a dataset: documents with their mentions and entries, facts, and corrections (rows of their table)."""

    folder: Path
    documents: Mapping[str, Item]
    facts: Mapping[str, Item]
    corrections: tuple[Item, ...]

    @classmethod
    def load(cls, folder: str | Path) -> Dataset:
        """The dataset in a folder; raises `DocumentError` if there is none, `DataError` if a file of it is broken."""
        folder = Path(folder)
        if not folder.is_dir():
            raise DocumentError(folder, "ce dossier n'existe pas ; construisez le jeu de données par « jalons build »")
        documents = {item["id"]: item for item in _objects(folder / "chronologie.json")}
        facts = {item["id"]: item for item in _objects(folder / "faits.json")}
        table = folder / "corrections.csv"
        try:
            with table.open(encoding="utf-8-sig", newline="") as stream:
                return cls(folder, documents, facts, tuple(csv.DictReader(stream)))
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise DataError(table, "fichier entier", f"illisible ({error}) ; relancez « jalons build »") from None

    @cached_property
    def entries(self) -> dict[str, Item]:
        """The entries by id, each with its `document` (id) and `quote`."""
        return {
            entry["id"]: {**entry, "document": name, "quote": document["text"][entry["start"] : entry["end"]]}
            for name, document in self.documents.items()
            for entry in document["entries"]
        }

    @cached_property
    def mentions(self) -> dict[str, Item]:
        """The mentions by id, each with its `document` (id)."""
        return {
            mention["id"]: {**mention, "document": name}
            for name, document in self.documents.items()
            for mention in document["mentions"]
        }

    @cached_property
    def fact_of(self) -> dict[str, Item]:
        """The fact that each entry tells, by the id of the entry."""
        return {entry: fact for fact in self.facts.values() for entry in fact["entries"]}

    def chronology(self) -> Chronology:
        """The chronology that was published, without the pages and blocks of its documents, which are not."""
        found = revived(self.documents.values())
        facts = tuple(_fact(item) for item in self.facts.values())
        return replace(found, facts=facts, corrections=tuple(map(_outcome, self.corrections)))


def revived(objects: Iterable[Item]) -> Chronology:
    """A chronology from objects of the contract (`jalons.schema`); raises `KeyError`, `TypeError` or `ValueError` for others."""
    documents, mentions, entries = [], {}, []
    provenance: Mapping[str, str] = {}
    for item in objects:
        name, text = item["id"], item["text"]
        date = FuzzyDate.from_edtf(item["reference_date"]) if item["reference_date"] else None
        documents.append(Document(name, text, date, item["title"], item["source"], item["sha256"]))
        mentions[name] = tuple(Mention(**mention) for mention in item["mentions"])
        entries += [_entry(entry, name, text) for entry in item["entries"]]
        provenance = item.get("provenance", provenance)
    return Chronology(tuple(documents), mentions, in_chronological_order(entries), provenance=provenance)


def _entry(item: Item, document: str, text: str) -> Entry:
    plain = {f.name: item[f.name] for f in fields(Entry) if f.name in item and f.name != "date"}
    quote = text[item["start"] : item["end"]]
    participants = {name: tuple(item[name]) for name in PARTICIPANTS if item[name]}
    return Entry(**plain, date=_date(item), document=document, quote=quote, participants=participants)


def _fact(item: Item) -> Fact:
    others = ((FuzzyDate.from_edtf(other["date"]), tuple(other["entries"])) for other in item["contradictions"])
    return Fact(
        id=item["id"],
        date=_date(item),
        summary=item["summary"],
        kind=item["kind"],
        entries=tuple(item["entries"]),
        documents=tuple(item["documents"]),
        participants={name: tuple(item[name]) for name in PARTICIPANTS},
        others=tuple(others),
        reasons=tuple(item["reasons"]),
    )


def _outcome(row: Item) -> Outcome:
    action, target, quote, value, author, day, reason = (row[name] for name in COLUMNS)
    made = Correction(action, target, quote, value, author, day, reason, int(row["ligne"]))
    return Outcome(made, row["etat"], row["remede"])


def _date(item: Item) -> FuzzyDate | None:
    return FuzzyDate.from_edtf(item["date"]) if item["date"] else None


def _objects(path: Path) -> list[Item]:
    try:
        found: list[Item] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(path, "fichier entier", f"illisible ({error}) ; relancez « jalons build »") from None
    if not isinstance(found, list) or not all(isinstance(item, dict) and "id" in item for item in found):
        raise DataError(path, "fichier entier", "ce n'est pas un jeu de données de Jalons ; relancez « jalons build »")
    return found
