"""`jalons_names`: the programmes, events, works, persons and places of a document, in `doc.spans["names"]`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from jalons.components.naming import proper_names
from jalons.components.spans import set_spans


@Language.factory("jalons_names", assigns=["doc.spans"])
def create(nlp: Language, name: str) -> Component:
    """The component, as spaCy builds it from its config."""
    return Component()


class Component:
    """Writes the names whose label is not `ORG`, unless `jalons_organisations` has found them in the pass that both share."""

    def __call__(self, doc: Doc) -> Doc:
        if "names" not in doc.spans:
            set_spans(doc, "names", [found for found in proper_names(doc) if found.label != "ORG"])
        return doc
