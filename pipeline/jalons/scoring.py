"""Extraction against gold: the scores that section 7 of the annotation guide defines, and every difference behind them.

Required gold is matched first, one to one, the pair with the largest overlap before the others; a prediction that is left over
and matches optional gold only is neither right nor wrong. A value is right if it equals the gold's. Ids of organisations and
programmes outside our lexicons, and of legal texts known by name only, are compared by grouping: within a document each such
gold id is paired with one predicted id and each predicted id with one gold id (the pairs met most often first, an id of the
lexicon always with itself), and a value is right if it is the partner of the gold's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jalons import gold as gold_files
from jalons import participants
from jalons.errors import DataError
from jalons.gold import Gold, GoldEntry, GoldMention
from jalons.matching import Ranged, half_overlaps, ignored, left, match, overlap, split, value_test
from jalons.types import LABELS, Chronology, Entry, Mention

if TYPE_CHECKING:
    from spacy.language import Language

ENTRIES: Final = "ENTRIES"
PARTICIPANTS: Final = "PARTICIPANTS"
ROWS: Final = (*LABELS, ENTRIES, PARTICIPANTS)
"""The rows of a score table: the labels of the guide, the entries, and the participants of the entries matched."""

_SENTENCE_END: Final = re.compile(r"[.!?…][»”\"')\]\s]*\s(?=\S)|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many required gold items, how many predictions that count, and how many pairs of each quality.

    `overlapping`: lenient matches; `exact`: those with equal spans; `valued`: those with the right value; `complete`: matches
    that need overlap and value. For entries, `overlapping`, `valued` and `complete` are the same matches; for participants, all
    are the values found.
    """

    gold: int = 0
    predicted: int = 0
    overlapping: int = 0
    exact: int = 0
    valued: int = 0
    complete: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    @property
    def precision(self) -> float | None:
        """Lenient precision; `None` if nothing was predicted."""
        return self.overlapping / self.predicted if self.predicted else None

    @property
    def recall(self) -> float | None:
        """Lenient recall; `None` if the gold has nothing."""
        return self.overlapping / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Lenient F1."""
        return self._f1(self.overlapping)

    @property
    def strict(self) -> float | None:
        """F1 where a match needs equal spans."""
        return self._f1(self.exact)

    @property
    def value(self) -> float | None:
        """The share of the lenient matches that have the right value."""
        return self.valued / self.overlapping if self.overlapping else None

    @property
    def end_to_end(self) -> float | None:
        """F1 where a match needs the overlap and the value."""
        return self._f1(self.complete)

    def _f1(self, matches: int) -> float | None:
        both = self.gold + self.predicted
        return 2 * matches / both if both else None

    def to_dict(self) -> dict[str, Any]:
        """Counts and measures, the latter rounded to four places."""
        measures = {name: getattr(self, name) for name in MEASURES}
        return asdict(self) | {name: None if value is None else round(value, 4) for name, value in measures.items()}


MEASURES: Final = ("precision", "recall", "f1", "strict", "value", "end_to_end")


@dataclass(frozen=True, slots=True)
class Difference:
    """One point on which extraction and gold part: `kind` is `missed`, `extra` or `value`; `expected` and `found` are values."""

    document: str
    label: str
    kind: str
    start: int
    end: int
    text: str
    expected: str
    found: str
    rule: str
    sentence: str


@dataclass(frozen=True)
class DocumentScore:
    """The counts of one document by row, its differences from the gold in the order of the text, and the gold it is scored by."""

    document: str
    counts: Mapping[str, Counts]
    differences: tuple[Difference, ...]
    gold: str = ""
    gold_sha256: str = ""


@dataclass(frozen=True)
class Evaluation:
    """The scores of all documents; `total` adds their counts up (micro average)."""

    documents: tuple[DocumentScore, ...] = field(default_factory=tuple)

    @property
    def total(self) -> dict[str, Counts]:
        """The counts of all documents together, by row."""
        return {row: sum((score.counts[row] for score in self.documents), Counts()) for row in ROWS}

    def tables(self) -> dict[str, Mapping[str, Counts]]:
        """The counts by document id, then those of all documents under `all`."""
        return {score.document: score.counts for score in self.documents} | {"all": self.total}

    def to_dict(self) -> dict[str, Any]:
        """Scores and differences as plain values, as `jalons evaluate --format json` writes them."""
        scores = {name: {row: counts.to_dict() for row, counts in table.items()} for name, table in self.tables().items()}
        return {
            "documents": {score.document: scores[score.document] for score in self.documents},
            "all": scores["all"],
            "errors": [asdict(difference) for score in self.documents for difference in score.differences],
        }


def evaluate(gold: str | Path | Iterable[str | Path], *, nlp: Language | None = None) -> Evaluation:
    """Extracts the documents of gold files (or folders of them) and scores the result; raises `DataError` for broken gold."""
    from jalons.extracting import extract

    paths = [gold] if isinstance(gold, (str, Path)) else gold
    files = gold_files.find(map(Path, paths))
    scores: dict[str, DocumentScore] = {}
    for each in map(gold_files.load, files):
        if each.document.id in scores:
            raise DataError(each.path, "en-tête", f"l'id {each.document.id} est déjà celui de {scores[each.document.id].gold}")
        scores[each.document.id] = score(each, extract(each.document, nlp=nlp))
    return Evaluation(tuple(scores.values()))


def score(gold: Gold, found: Chronology) -> DocumentScore:
    """The score of what was found in one document against its gold."""
    counts: dict[str, Counts] = {}
    differences: list[Difference] = []
    for label in LABELS:
        marked = [m for m in gold.mentions if m.label == label]
        predicted = [m for m in found.mentions.get(gold.document.id, ()) if m.label == label]
        counts[label], different = _score_mentions(gold, label, marked, predicted)
        differences += different
    entries = [e for e in found.entries if e.document == gold.document.id]
    counts[ENTRIES], pairs, different = _score_entries(gold, entries)
    differences += different
    counts[PARTICIPANTS], different = _score_participants(gold, pairs, found.mentions.get(gold.document.id, ()))
    differences += different
    differences.sort(key=lambda d: (d.start, d.end, ROWS.index(d.label)))
    return DocumentScore(gold.document.id, counts, tuple(differences), gold.path.name, gold.sha256)


def _score_mentions(
    gold: Gold, label: str, marked: Sequence[GoldMention], predicted: Sequence[Mention]
) -> tuple[Counts, list[Difference]]:
    required, optional = split(marked)
    pairs = match(required, predicted, lambda g, p: overlap(g, p) > 0)
    neutral = ignored(optional, predicted, pairs, lambda g, p: overlap(g, p) > 0)
    counted = [p for j, p in enumerate(predicted) if j not in neutral]
    right = value_test(label, [(required[i].norm, predicted[j].norm) for i, j in pairs])
    complete = match(required, counted, lambda g, p: overlap(g, p) > 0 and right(g.norm, p.norm))
    both = [(required[i], predicted[j]) for i, j in pairs]
    wrong = [(g, p) for g, p in both if not right(g.norm, p.norm)]
    exact = sum((g.start, g.end) == (p.start, p.end) for g, p in both)
    counts = Counts(len(required), len(counted), len(pairs), exact, len(pairs) - len(wrong), len(complete))
    missed, extra = left(required, predicted, pairs, neutral)
    differences = [_difference(gold, label, "missed", g, (g.norm, "", "")) for g in missed]
    differences += [_difference(gold, label, "extra", p, ("", p.norm, p.rule)) for p in extra]
    differences += [_difference(gold, label, "value", p, (g.norm, p.norm, p.rule)) for g, p in wrong]
    return counts, differences


def _score_entries(gold: Gold, predicted: Sequence[Entry]) -> tuple[Counts, list[tuple[GoldEntry, Entry]], list[Difference]]:
    def same(g: GoldEntry, p: Entry) -> bool:
        return p.date is not None and p.date.edtf == g.date and half_overlaps(g, p)

    required, optional = split(gold.entries)
    pairs = match(required, predicted, same)
    neutral = ignored(optional, predicted, pairs, same)
    exact = sum((required[i].start, required[i].end) == (predicted[j].start, predicted[j].end) for i, j in pairs)
    counts = Counts(len(required), len(predicted) - len(neutral), len(pairs), exact, len(pairs), len(pairs))
    missed, extra = left(required, predicted, pairs, neutral)
    # A miss and an extra on the same evidence are one wrong date to the reader, though they count as two faults.
    redated = match(missed, extra, half_overlaps)
    differences = [
        _difference(gold, ENTRIES, "value", extra[j], (missed[i].date, _edtf(extra[j]), extra[j].rule)) for i, j in redated
    ]
    missed, extra = left(missed, extra, redated, set())
    differences += [_difference(gold, ENTRIES, "missed", g, (g.date, "", "")) for g in missed]
    differences += [_difference(gold, ENTRIES, "extra", p, ("", _edtf(p), p.rule)) for p in extra]
    return counts, [(required[i], predicted[j]) for i, j in pairs], differences


def _score_participants(
    gold: Gold, pairs: Sequence[tuple[GoldEntry, Entry]], mentions: Sequence[Mention]
) -> tuple[Counts, list[Difference]]:
    matched = wanted = told = 0
    differences: list[Difference] = []
    for entry, right, missed, extra in participants.differences(gold, pairs, mentions):
        matched, wanted, told = matched + len(right), wanted + len(right) + len(missed), told + len(right) + len(extra)
        differences += [_difference(gold, PARTICIPANTS, "missed", entry, (norm, "", "")) for _, norm in sorted(missed)]
        differences += [_difference(gold, PARTICIPANTS, "extra", entry, ("", norm, entry.rule)) for _, norm in sorted(extra)]
    return Counts(wanted, told, matched, matched, matched, matched), differences


def _edtf(entry: Entry) -> str:
    return entry.date.edtf if entry.date else ""


def _difference(gold: Gold, label: str, kind: str, place: Ranged, values: tuple[str, str, str]) -> Difference:
    """A difference at a place of the text; `values` are the gold's value, the predicted one and its rule."""
    text = gold.document.text
    quote = " ".join(text[place.start : place.end].split())
    sentence = quote if label in (ENTRIES, PARTICIPANTS) else sentence_around(text, place.start, place.end)
    return Difference(gold.document.id, label, kind, place.start, place.end, quote, *values, sentence)


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence (roughly: for the eye) that holds a range of the text, on one line."""
    before = [match.end() for match in _SENTENCE_END.finditer(text, max(0, start - 600), start)]
    after = _SENTENCE_END.search(text, end)
    last = after.start() + 1 if after else len(text)
    return " ".join(text[before[-1] if before else max(0, start - 600) : min(last, end + 600)].split())
