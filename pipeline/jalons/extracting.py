"""One document in, its mentions and entries out: the bridge between spaCy's spans and the types."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from jalons.fuzzydate import FuzzyDate
from jalons.language import load
from jalons.types import PARTICIPANTS, Chronology, Document, Entry, Mention, in_chronological_order, stable_id

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_CONTEXT = 40
"""Characters around a mention that tell it from others with the same text."""


@cache
def shared() -> Language:
    """The pipeline that this process loads once and keeps."""
    return load()


def extract(document: Document, *, nlp: Language | None = None) -> Chronology:
    """The chronology of one document. `nlp` is a pipeline from `load()`; without it, one is loaded once and kept."""
    doc = analyse(document, nlp=nlp)
    mentions = _mentions(document, doc)
    return Chronology((document,), {document.id: mentions}, in_chronological_order(_entries(document, doc, mentions)))


def analyse(document: Document, *, nlp: Language | None = None) -> Doc:
    """The spaCy `Doc` of a document's reading text, with all span groups set; its offsets are those of the reading."""
    nlp = nlp or shared()
    reading = document.reading
    nlp.max_length = max(nlp.max_length, len(reading.text) + 1)
    doc = nlp.make_doc(reading.text)
    doc._.reference_date = document.reference_date.edtf if document.reference_date else ""
    blocks = [doc.char_span(b.start, b.end, label=b.kind, alignment_mode="expand") for b in reading.blocks if b.start < b.end]
    doc.spans["blocks"] = [span for span in blocks if span is not None]
    return nlp(doc)


def _mentions(document: Document, doc: Doc) -> tuple[Mention, ...]:
    mentions, taken = [], set[str]()
    reading, text, read = document.reading, document.text, doc.text
    for span in doc.spans["mentions"]:
        end = reading.contiguous(span.start_char, span.end_char)
        start, end = reading.to_source(span.start_char, end)
        around = read[max(0, span.start_char - _CONTEXT) : span.end_char + _CONTEXT]
        mention_id = stable_id(document.id, span.label_, span.text, around, taken=taken)
        mentions.append(
            Mention(mention_id, span.label_, start, end, text[start:end], span.kb_id_, span.id_, document.page(start))
        )
    return tuple(sorted(mentions, key=lambda m: (m.start, m.end)))


def _entries(document: Document, doc: Doc, mentions: tuple[Mention, ...]) -> list[Entry]:
    entries, taken, read = [], set[str](), doc.text
    starts = [mention.start for mention in mentions]
    for told in doc._.entries:
        start, end = document.reading.to_source(told.start, told.end)
        near = mentions[bisect_left(starts, start) : bisect_left(starts, end)]
        inside = [m for m in near if m.end <= end and m.norm]
        entries.append(
            Entry(
                id=stable_id(document.id, told.edtf, read[told.start : told.end], taken=taken),
                date=FuzzyDate.from_edtf(told.edtf) if told.edtf else None,
                start=start,
                end=end,
                summary=told.summary,
                kind=told.kind,
                how=told.how,
                rule=told.rule,
                document=document.id,
                quote=document.text[start:end],
                page=document.page(start),
                participants={
                    name: tuple(dict.fromkeys(m.norm for m in inside if m.label == label)) for name, label in PARTICIPANTS.items()
                },
            )
        )
    return entries
