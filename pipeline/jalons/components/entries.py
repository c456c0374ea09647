"""`jalons_entries`: the dated facts of a text. Needs the mentions, the sentences and the parsed sentences."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span

from jalons.components.spans import TELLING, blocks, sentence_offsets, text_of
from jalons.entries.kinds import kind_of
from jalons.entries.predicates import Fact, facts, is_subject
from jalons.entries.summaries import summarise


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
        text = text_of(doc)
        dates = [span for span in doc.spans.get("mentions", ()) if span.label_ == "DATE"]
        entries = [
            _told(text, fact)
            for sentence, inside in _dated_sentences(doc, text, dates)
            for fact in facts(doc, text, sentence, inside)
        ]
        doc._.entries = tuple(entries)
        spans = [
            doc.char_span(t.start, t.end, label=t.kind, kb_id=t.edtf, span_id=t.rule, alignment_mode="expand") for t in entries
        ]
        doc.spans["entries"] = [span for span in spans if span is not None]
        return doc


def _dated_sentences(doc: Doc, text: str, dates: list[Span]) -> list[tuple[tuple[int, int], list[Span]]]:
    """The sentences of telling blocks that hold a date, as ranges of characters, each with its dates."""
    all_blocks = blocks(doc)
    block_starts = [start for start, _, _ in all_blocks]
    starts = sorted({*sentence_offsets(doc), *block_starts})
    found: dict[tuple[int, int], list[Span]] = {}
    for date in dates:
        start, end, kind = all_blocks[max(0, bisect_right(block_starts, date.start_char) - 1)]
        if kind not in TELLING or not start <= date.start_char < end:
            continue
        place = bisect_right(starts, date.start_char)
        start, end = max(starts[place - 1], start), min([*starts[place : place + 1], end])
        found.setdefault((start, start + len(text[start:end].rstrip())), []).append(date)
    return list(found.items())


def _told(text: str, fact: Fact) -> Told:
    kind, rule = kind_of(text[fact.start : fact.end])
    subject = any(is_subject(text, date) for date in fact.dates)
    adjuncts = [] if subject else [(date.start_char, date.end_char) for date in fact.dates]
    summary = summarise(text, fact.start, fact.end, adjuncts)
    return Told(fact.start, fact.end, fact.date.kb_id_, fact.date._.how, kind, rule, summary)
