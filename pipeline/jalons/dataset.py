"""A published dataset read back: the files that `jalons build` wrote."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from jalons.errors import DataError, DocumentError

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


def _objects(path: Path) -> list[Item]:
    try:
        found: list[Item] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(path, "fichier entier", f"illisible ({error}) ; relancez « jalons build »") from None
    if not isinstance(found, list) or not all(isinstance(item, dict) and "id" in item for item in found):
        raise DataError(path, "fichier entier", "ce n'est pas un jeu de données de Jalons ; relancez « jalons build »")
    return found
