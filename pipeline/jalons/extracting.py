"""One document in, its mentions and entries out: the bridge between spaCy's spans and the types."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Final

from jalons import patterns
from jalons.folding import plain
from jalons.fuzzydate import FuzzyDate
from jalons.garbage import uncollected
from jalons.language import load
from jalons.provenance import provenance
from jalons.types import PARTICIPANTS, Chronology, Document, Entry, Mention, in_chronological_order, stable_id

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


_SENTENCE: Final = "Du 3 au 5 mai 2012, l'Association des amis de Mme Anne Leroy a signé à Rennes, selon la loi n° 2001-1."


@cache
def shared() -> Language:
    """The pipeline that this process loads once and keeps; it has read a sentence, so that its rules are compiled."""
    with uncollected():
        nlp = load()
        extract(Document.from_text(_SENTENCE, id="phrase", reference_date="2012"), nlp=nlp)
        patterns.keep()
    return nlp


def extract(document: Document, *, nlp: Language | None = None) -> Chronology:
    """The chronology of one document. `nlp` is a pipeline from `load()`; without it, one is loaded once and kept."""
    doc = analyse(document, nlp=nlp)
    mentions = _mentions(document, doc)
    entries = in_chronological_order(_entries(document, doc))
    return Chronology((document,), {document.id: mentions}, entries, provenance=provenance())


def analyse(document: Document, *, nlp: Language | None = None) -> Doc:
    """The spaCy `Doc` of a document's reading text, with all span groups set; its offsets are those of the reading."""
    nlp = nlp or shared()
    reading = document.reading
    nlp.max_length = max(nlp.max_length, len(reading.text) + 1)
    doc = nlp.make_doc(reading.text)
    doc._.reference_date = document.reference_date.edtf if document.reference_date else ""
    blocks = [doc.char_span(b.start, b.end, label=b.kind, alignment_mode="expand") for b in reading.blocks if b.start < b.end]
    doc.spans["blocks"] = [span for span in blocks if span is not None]
    emphasis = [doc.char_span(start, end, label="emphasis", alignment_mode="contract") for start, end in reading.emphasised]
    doc.spans["emphasis"] = [span for span in emphasis if span is not None]
    return nlp(doc)


def _mentions(document: Document, doc: Doc) -> tuple[Mention, ...]:
    """The mentions; the id of each is made of its label, its words and its sentence."""
    mentions, taken = [], Counter[str]()
    reading, text, sentences = document.reading, document.text, _Sentences(doc)
    for span in doc.spans["mentions"]:
        end = reading.contiguous(span.start_char, span.end_char)
        start, end = reading.to_source(span.start_char, end)
        mention_id = stable_id(document.id, span.label_, span.text, sentences.digest(span.start_char), taken=taken)
        norm = span.kb_id_
        if norm == " ".join(span.text.split()):  # a name stands for itself: as the source writes it, apostrophes included
            norm = " ".join("".join(text[i] for i in reading.offsets[span.start_char : span.end_char]).split())
        mentions.append(Mention(mention_id, span.label_, start, end, text[start:end], norm, span.id_, document.page(start)))
    return tuple(sorted(mentions, key=lambda m: (m.start, m.end)))


class _Sentences:
    """The digest of the sentence at an offset of the reading text, blanks made plain."""

    def __init__(self, doc: Doc) -> None:
        from jalons.components.spans import sentence_offsets, text_of

        self._text = text_of(doc)
        self._starts = sentence_offsets(doc)
        self._digests: dict[int, str] = {}

    def digest(self, offset: int) -> str:
        place = bisect_right(self._starts, offset)
        if place not in self._digests:
            end = self._starts[place] if place < len(self._starts) else None
            sentence = self._text[self._starts[place - 1] : end]
            self._digests[place] = hashlib.sha256(plain(sentence).encode("utf-8", "surrogatepass")).hexdigest()
        return self._digests[place]


def _entries(document: Document, doc: Doc) -> list[Entry]:
    """The entries; the id of each is made of its passage, not of its date: one that is read better keeps it."""
    from jalons.components.spans import text_of

    entries, taken, text = [], Counter[str](), text_of(doc)
    dates = [span for span in doc.spans["mentions"] if span.label_ == "DATE"]
    date_starts = [span.start_char for span in dates]
    for told in doc._.entries:
        within = dates[bisect_left(date_starts, told.start) : bisect_left(date_starts, told.end)]
        date = next((span for span in within if span.kb_id_ == told.edtf), None)
        start, end = document.reading.to_source(told.start, told.end)
        entries.append(
            Entry(
                id=stable_id(document.id, plain(text[told.start : told.end]), taken=taken),
                date=FuzzyDate.from_edtf(told.edtf) if told.edtf else None,
                start=start,
                end=end,
                summary=told.summary,
                kind=told.kind,
                modality=told.modality,
                how=told.how,
                rule=told.rule,
                date_rule=date.id_ if date else "",
                anchor=date._.anchor if date else "",
                document=document.id,
                quote=document.text[start:end],
                page=document.page(start),
                section=document.section(start),
                participants={
                    name: tuple(norm for role, norm in told.participants if role == label) for name, label in PARTICIPANTS.items()
                },
            )
        )
    return entries
