"""`jalons_entries`: the dated facts of a text. Needs the mentions, the sentences and the parsed sentences."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span

from jalons.components.spans import blocks
from jalons.entries.kinds import kind_of
from jalons.entries.predicates import Fact, facts, is_subject
from jalons.entries.summaries import summarise

_TELLING: Final = frozenset(("paragraph", "item"))
"""Blocks whose sentences tell facts: no headings, tables, notes, bibliographies, running heads."""


@Language.factory(
    "jalons_entries", assigns=["doc.spans"], requires=["doc.spans", "token.morph", "token.dep", "token.is_sent_start"]
)
def create(nlp: Language, name: str) -> Entries:
    """The component, as spaCy builds it from its config."""
    return Entries()


class Told(NamedTuple):
    """A fact as `doc._.entries` holds it: characters of the evidence, EDTF (`""` if unknown), and what is said of it."""

    start: int
    end: int
    edtf: str
    how: str
    kind: str
    rule: str
    summary: str


class Entries:
    """Writes `doc._.entries` (see `Told`), and the evidence as `doc.spans["entries"]`, kind as label, EDTF in `span.kb_id_`.

    The mentions must be flat (`jalons_mentions`).
    """

    def __call__(self, doc: Doc) -> Doc:
        dates = [span for span in doc.spans.get("mentions", ()) if span.label_ == "DATE"]
        entries = [_told(doc, fact) for sentence, inside in _dated_sentences(doc, dates) for fact in facts(doc, sentence, inside)]
        doc._.entries = tuple(entries)
        spans = [
            doc.char_span(t.start, t.end, label=t.kind, kb_id=t.edtf, span_id=t.rule, alignment_mode="expand") for t in entries
        ]
        doc.spans["entries"] = [span for span in spans if span is not None]
        return doc


def _dated_sentences(doc: Doc, dates: list[Span]) -> list[tuple[tuple[int, int], list[Span]]]:
    """The sentences of telling blocks that hold a date, as ranges of characters, each with its dates."""
    telling = [(start, end) for start, end, kind in blocks(doc) if kind in _TELLING]
    starts = sorted({token.idx for token in doc if token.is_sent_start} | {start for start, _ in telling})
    found: dict[tuple[int, int], list[Span]] = {}
    for date in dates:
        block = next(((a, b) for a, b in telling if a <= date.start_char < b), None)
        if block is None:
            continue
        place = bisect_right(starts, date.start_char)
        start = max(starts[place - 1], block[0])
        end = min(starts[place] if place < len(starts) else block[1], block[1])
        text = doc.text[start:end]
        found.setdefault((start, start + len(text.rstrip())), []).append(date)
    return list(found.items())


def _told(doc: Doc, fact: Fact) -> Told:
    kind, rule = kind_of(doc.text[fact.start : fact.end])
    adjuncts = [] if any(map(is_subject, fact.dates)) else [(date.start_char, date.end_char) for date in fact.dates]
    summary = summarise(doc.text, fact.start, fact.end, adjuncts)
    return Told(fact.start, fact.end, fact.date.kb_id_, fact.date._.how, kind, rule, summary)
