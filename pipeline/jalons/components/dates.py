"""`jalons_dates`: the dates of a text, with EDTF values. Runs on the text alone, before any statistical component."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from jalons.components.spans import Found, blocks, sentence_offsets, set_spans, text_of
from jalons.dates import find
from jalons.types import parse_reference_date


@Language.factory("jalons_dates", assigns=["doc.spans"], default_config={"reference_date": ""})
def create(nlp: Language, name: str, reference_date: str) -> Dates:
    """The component, as spaCy builds it from its config; `reference_date` serves documents that bring none."""
    return Dates(reference_date)


class Dates:
    """Writes `doc.spans["dates"]`: EDTF in `span.kb_id_`, how it was got in `span._.how`.

    What it was counted from is in `span._.anchor` (as written; `""` for the document's own date) and `span._.anchor_date` (EDTF).
    """

    def __init__(self, reference_date: str = "") -> None:
        self.reference_date = reference_date

    def __call__(self, doc: Doc) -> Doc:
        mentions = find(
            text_of(doc),
            reference=parse_reference_date(doc._.reference_date or self.reference_date),
            blocks=blocks(doc),
            sentences=sentence_offsets(doc),
            names=[(span.start_char, span.end_char) for span in doc.spans.get("laws", ())],
        )
        spans = set_spans(doc, "dates", [Found(m.start, m.end, "DATE", m.edtf, m.rule) for m in mentions])
        for span, mention in zip(spans, mentions, strict=True):
            span._.how, span._.anchor, span._.anchor_date = mention.how, mention.anchor, mention.anchor_date
        return doc
