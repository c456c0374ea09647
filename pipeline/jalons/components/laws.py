"""`jalons_laws`: legal texts and their articles. Runs first, on the text alone."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from jalons.components.spans import Found, set_spans, text_of
from jalons.laws.articles import find


@Language.factory("jalons_laws", assigns=["doc.spans"])
def create(nlp: Language, name: str) -> Laws:
    """The component, as spaCy builds it from its config."""
    return Laws()


class Laws:
    """Writes `doc.spans["laws"]`: the id of the text in `span.kb_id_`, the rule in `span.id_`."""

    def __call__(self, doc: Doc) -> Doc:
        laws = find(text_of(doc), reference=doc._.reference_date)
        set_spans(doc, "laws", [Found(law.start, law.end, "LAW", law.id, law.rule) for law in laws])
        return doc
