"""Merging against gold: which pairs of tellings are one fact, and which of these contradict each other.

A folder of gold has `gold.toml` (see its head for the form) and the documents that it names. Every pair of tellings is the same,
contradictory or different; the measure is the F1 of the pairs that are one fact, with the right verdict, as the chronology has
them from end to end: a telling that was not extracted is a missed pair.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jalons.errors import DataError
from jalons.extracting import extract
from jalons.merging import merge
from jalons.merging.spans import span_of
from jalons.readers import read
from jalons.scoring import Counts
from jalons.types import Chronology, Entry

if TYPE_CHECKING:
    from spacy.language import Language

SAME: Final = "identique"
CONTRARY: Final = "contraire"
DIFFERENT: Final = "différent"

Telling = tuple[str, str]
"""A document and words that stand once in it."""


@dataclass(frozen=True, slots=True)
class MergingGold:
    """What a careful reader decided: the documents, the versions of each fact, the facts that are easily confused."""

    path: Path
    documents: tuple[tuple[str, str], ...]
    facts: Mapping[str, tuple[frozenset[Telling], ...]]
    near: frozenset[frozenset[str]]

    def verdict(self, one: Telling, other: Telling) -> str:
        """Whether two tellings are the same fact, the same with contrary dates, or different facts."""
        for versions in self.facts.values():
            if any({one, other} <= version for version in versions):
                return SAME
            if any(one in version for version in versions) and any(other in version for version in versions):
                return CONTRARY
        return DIFFERENT

    @property
    def tellings(self) -> dict[Telling, str]:
        """All tellings, each with its fact."""
        return {telling: name for name, versions in self.facts.items() for version in versions for telling in sorted(version)}


@dataclass(frozen=True, slots=True)
class Mistake:
    """A pair of tellings with the wrong verdict."""

    one: Telling
    other: Telling
    expected: str
    found: str


@dataclass(frozen=True)
class MergingScore:
    """How a chronology decides the pairs of a gold. `pairs` counts (expected, found); `near` pairs of facts easily confused."""

    name: str
    pairs: Mapping[tuple[str, str], int]
    near: int
    near_wrong: int
    missing: tuple[Telling, ...]
    mistakes: tuple[Mistake, ...]

    def measures(self) -> dict[str, Counts]:
        """The counts of the pairs that are the same, of those that contradict each other, and of both."""
        return {
            "identiques": self._counts({SAME}),
            "contraires": self._counts({CONTRARY}),
            "ensemble": self._counts({SAME, CONTRARY}),
        }

    def _counts(self, wanted: set[str]) -> Counts:
        return Counts(
            gold=sum(count for (expected, _), count in self.pairs.items() if expected in wanted),
            predicted=sum(count for (_, found), count in self.pairs.items() if found in wanted),
            overlapping=sum(count for (expected, found), count in self.pairs.items() if expected == found and found in wanted),
        )

    def to_dict(self) -> dict[str, Any]:
        """The score for machines."""
        measures = {
            name: {"gold": each.gold, "predicted": each.predicted, "right": each.overlapping, "f1": each.f1}
            for name, each in self.measures().items()
        }
        return measures | {"near": self.near, "near_wrong": self.near_wrong, "missing": [list(each) for each in self.missing]}


def load_gold(path: Path) -> MergingGold:
    """The gold of a folder; raises `DataError` if it is broken or its words are not once in their document."""
    file = path / "gold.toml"
    try:
        table: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
        documents = tuple((row["file"], row["reference_date"]) for row in table["documents"])
        facts = {
            name: tuple(frozenset((document, words) for document, words in version) for version in fact["versions"])
            for name, fact in table["fact"].items()
        }
        near = frozenset(frozenset((name, other)) for name, fact in table["fact"].items() for other in fact.get("near", ()))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise DataError(file, "fichier entier", f"illisible ({error!r})") from None
    unknown = sorted(frozenset().union(*near) - facts.keys())
    if unknown:
        raise DataError(file, "near", f"ce fait n'existe pas : {', '.join(unknown)}")
    return MergingGold(path, documents, facts, near)


def evaluate_merging(folders: Iterable[Path], *, nlp: Language | None = None) -> list[MergingScore]:
    """The scores of each folder of gold; raises `DataError` or `DocumentError`."""
    return [_score(load_gold(folder), nlp) for folder in folders]


def _score(gold: MergingGold, nlp: Language | None) -> MergingScore:
    documents = [read(gold.path / file, reference_date=reference, id=Path(file).stem) for file, reference in gold.documents]
    chronology = merge(extract(document, nlp=nlp) for document in documents)
    texts = {document.id: document.text for document in documents}
    places = {telling: _place(gold, texts, telling) for telling in gold.tellings}
    told = {telling: _entry(chronology, telling[0], place) for telling, place in places.items()}
    fact_of = {entry: fact.id for fact in chronology.facts for entry in fact.entries}
    pairs: Counter[tuple[str, str]] = Counter()
    mistakes, near, near_wrong = [], 0, 0
    for one, other in combinations(gold.tellings, 2):
        expected, found = gold.verdict(one, other), _found(told[one], told[other], fact_of)
        pairs[expected, found] += 1
        close = frozenset((gold.tellings[one], gold.tellings[other])) in gold.near
        near += close
        near_wrong += close and expected != found
        if expected != found:
            mistakes.append(Mistake(one, other, expected, found))
    missing = tuple(telling for telling, entry in told.items() if entry is None)
    return MergingScore(gold.path.name, pairs, near, near_wrong, missing, tuple(mistakes))


def _place(gold: MergingGold, texts: Mapping[str, str], telling: Telling) -> int:
    document, words = telling
    text = texts.get(document, "")
    if text.count(words) != 1:
        raise DataError(gold.path / "gold.toml", document, f"« {words} » doit s'y trouver une fois et une seule")
    return text.index(words)


def _entry(chronology: Chronology, document: str, place: int) -> Entry | None:
    """The entry whose passage holds the place; of several the shortest."""
    holding = [e for e in chronology.entries if e.document == document and e.start <= place < e.end]
    return min(holding, key=lambda entry: (entry.end - entry.start, entry.id), default=None)


def _found(one: Entry | None, other: Entry | None, fact_of: Mapping[str, str]) -> str:
    if one is None or other is None or fact_of[one.id] != fact_of[other.id]:
        return DIFFERENT
    if one.date is None or other.date is None:
        return SAME
    return SAME if span_of(one.date).meets(span_of(other.date)) else CONTRARY
