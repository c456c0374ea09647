"""Agreement of two annotators: F1 of their mentions, Cohen's kappa and Krippendorff's alpha of their tokens.

F1 is that of the annotation guide, section 7, with one annotator for the gold: optional mentions, and what matches them, are left
out. The coefficients are NLTK's, on tokens (spaCy's, without white space) that each have the label of the mention that holds most
of them, or none; tokens in optional mentions are left out. For one label they are those of having it or not. See Artstein and
Poesio, « Inter-Coder Agreement for Computational Linguistics », Computational Linguistics 34 (4), 2008.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from jalons.errors import AnnotationTextError
from jalons.exchange import Annotated, Annotation
from jalons.matching import ignored, left, match, overlap, split, value_test
from jalons.scoring import Counts, sentence_around
from jalons.types import LABELS

if TYPE_CHECKING:
    from spacy.language import Language

ALL: Final = "ALL"
NOTHING: Final = ""
"""The label of a token in no mention."""
KINDS: Final = ("only_first", "only_second", "label", "span", "value")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Row:
    """How two annotators agree on a label, or on all (`ALL`); measures are `None` where there is nothing to measure."""

    counts: Counts
    kappa: float | None
    alpha: float | None

    def to_dict(self) -> dict[str, Any]:
        """Counts and measures as plain values, rounded to four places."""
        counts = self.counts
        measures = {"strict": counts.strict, "f1": counts.f1, "value": counts.value, "kappa": self.kappa, "alpha": self.alpha}
        return {"first": counts.gold, "second": counts.predicted} | {
            name: None if value is None else round(value, 4) for name, value in measures.items()
        }


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A point on which two annotators part: `kind` is one of `KINDS`, `first` and `second` what each says, `""` if nothing."""

    document: str
    kind: str
    start: int
    end: int
    text: str
    first: str
    second: str
    sentence: str


@dataclass(frozen=True)
class Agreement:
    """The agreement by label, and on all under `ALL`; the disagreements in the order of documents and texts."""

    documents: tuple[str, ...]
    rows: dict[str, Row]
    disagreements: tuple[Disagreement, ...]

    def to_dict(self) -> dict[str, Any]:
        """Measures and disagreements as plain values."""
        return {
            "documents": list(self.documents),
            "labels": {label: row.to_dict() for label, row in self.rows.items()},
            "disagreements": [asdict(each) for each in self.disagreements],
        }


def agreement(first: Sequence[Annotated], second: Sequence[Annotated]) -> Agreement:
    """The agreement of two annotators on the documents that both have; says which only one has.

    Raises `AnnotationTextError` if they have no document in common, or other texts under one id.
    """
    import spacy

    pairs = _common(first, second)
    nlp = spacy.blank("fr")
    counts = dict.fromkeys(LABELS, Counts())
    differences: list[Disagreement] = []
    tokens: list[tuple[str, str]] = []
    for one, other in pairs:
        differences += _compared(one, other, counts)
        tokens += _tokens(one, other, nlp)
    rows = {label: Row(each, *_chance_corrected(tokens, label)) for label, each in counts.items()}
    rows[ALL] = Row(sum(counts.values(), Counts()), *_chance_corrected(tokens))
    return Agreement(tuple(one.id for one, _ in pairs), rows, tuple(differences))


def _common(first: Sequence[Annotated], second: Sequence[Annotated]) -> list[tuple[Annotated, Annotated]]:
    others = {document.id: document for document in second}
    names = {document.id for document in first}
    if alone := sorted(names ^ others.keys()):
        _log.warning("annotés d'un seul côté, laissés de côté : %s", ", ".join(alone))
    pairs = [(document, others[document.id]) for document in first if document.id in others]
    if not pairs:
        shown = " ; ".join(", ".join(sorted(each)[:5]) for each in (names, others.keys()))
        raise AnnotationTextError("accord", "documents", f"aucun n'est annoté des deux côtés ({shown})")
    for one, other in pairs:
        if one.text.removesuffix("\n") != other.text.removesuffix("\n"):  # the last line end of gold is nobody's
            shared = zip(one.text, other.text, strict=False)
            place = next((i for i, (a, b) in enumerate(shared) if a != b), min(len(one.text), len(other.text)))
            raise AnnotationTextError("accord", one.id, f"les deux textes diffèrent à partir du caractère {place}")
    return pairs


def _compared(one: Annotated, other: Annotated, counts: dict[str, Counts]) -> list[Disagreement]:
    """The disagreements on a document; adds its counts to those of each label."""
    alone: tuple[list[Annotation], list[Annotation]] = [], []
    found: list[tuple[str, Annotation | None, Annotation | None]] = []
    for label in LABELS:
        (ours, our_optional), (theirs, their_optional) = (
            split(mark for mark in document.annotations if mark.label == label) for document in (one, other)
        )
        pairs = match(ours, theirs, _overlaps)
        swapped = [(j, i) for i, j in pairs]
        free = ignored(their_optional, ours, swapped, _overlaps), ignored(our_optional, theirs, pairs, _overlaps)
        both = [(ours[i], theirs[j]) for i, j in pairs]
        right = value_test(label, [(a.norm, b.norm) for a, b in both])
        exact = sum((a.start, a.end) == (b.start, b.end) for a, b in both)
        valued = sum(right(a.norm, b.norm) for a, b in both)
        sizes = len(ours) - len(free[0]), len(theirs) - len(free[1])
        counts[label] += Counts(*sizes, len(pairs), exact, valued, valued)
        found += [("span", a, b) for a, b in both if (a.start, a.end) != (b.start, b.end)]
        found += [("value", a, b) for a, b in both if not right(a.norm, b.norm)]
        alone[1].extend(left(ours, theirs, pairs, free[1])[1])
        alone[0].extend(left(theirs, ours, swapped, free[0])[1])
    relabelled = match(*alone, _overlaps)
    found += [("label", alone[0][i], alone[1][j]) for i, j in relabelled]
    only_first, only_second = left(*alone, relabelled, set())
    found += [("only_first", a, None) for a in only_first] + [("only_second", None, b) for b in only_second]
    return sorted((_disagreement(one, *each) for each in found), key=lambda d: (d.start, d.end, KINDS.index(d.kind)))


def _overlaps(one: Annotation, other: Annotation) -> bool:
    return overlap(one, other) > 0


def _disagreement(document: Annotated, kind: str, one: Annotation | None, other: Annotation | None) -> Disagreement:
    marks = [mark for mark in (one, other) if mark]
    start, end = min(mark.start for mark in marks), max(mark.end for mark in marks)
    first, second = (_said(document.text, kind, mark) if mark else "" for mark in (one, other))
    text = " ".join(document.text[start:end].split())
    return Disagreement(document.id, kind, start, end, text, first, second, sentence_around(document.text, start, end))


def _said(text: str, kind: str, mark: Annotation) -> str:
    """What an annotator says at a place of disagreement, as far as it matters there."""
    if kind == "span":
        return " ".join(text[mark.start : mark.end].split())
    value = mark.norm or "(sans valeur)"
    return value if kind == "value" else f"{mark.label} {value}"


def _tokens(one: Annotated, other: Annotated, nlp: Language) -> list[tuple[str, str]]:
    """The label that each annotator gave each token; those in an optional mention are left out."""
    nlp.max_length = max(nlp.max_length, len(one.text) + 1)
    ranges = [(token.idx, token.idx + len(token)) for token in nlp.make_doc(one.text) if not token.is_space]
    both = zip(*(_labels(document.annotations, ranges) for document in (one, other)), strict=True)
    return [(a.label if a else NOTHING, b.label if b else NOTHING) for a, b in both if not any(m and m.optional for m in (a, b))]


def _labels(marks: Sequence[Annotation], ranges: Sequence[tuple[int, int]]) -> list[Annotation | None]:
    """The mention that holds most of each range; both are in the order of the text."""
    found: list[Annotation | None] = []
    first = 0
    for start, end in ranges:
        while first < len(marks) and marks[first].end <= start:
            first += 1
        best, most = None, 0
        for place in range(first, len(marks)):
            mark = marks[place]
            if mark.start >= end:
                break
            shared = min(end, mark.end) - max(start, mark.start)
            if shared > most:
                best, most = mark, shared
        found.append(best)
    return found


def _chance_corrected(tokens: Sequence[tuple[str, str]], label: str = "") -> tuple[float | None, float | None]:
    """Cohen's kappa and Krippendorff's alpha; with a `label`, of having it or not. `None` if no token has a label."""
    from nltk.metrics.agreement import AnnotationTask

    pairs = [(str(a == label), str(b == label)) for a, b in tokens] if label else tokens
    if len({each for pair in pairs for each in pair}) < 2:
        return None, None
    data = [(coder, i, pair[n]) for n, coder in enumerate(("first", "second")) for i, pair in enumerate(pairs)]
    task = AnnotationTask(data)
    return float(task.kappa()), float(task.alpha())
