"""`jalons_organisations`: the organisations (`ORG`) of a document, in `doc.spans["organisations"]`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from jalons.components.naming import proper_names
from jalons.components.spans import set_spans


@Language.factory("jalons_organisations", assigns=["doc.spans"])
def create(nlp: Language, name: str) -> Component:
    """The component, as spaCy builds it from its config."""
    return Component()


class Component:
    """Writes the names whose label is `ORG`; the labels are weighed together (see `jalons.components.naming`)."""

    def __call__(self, doc: Doc) -> Doc:
        set_spans(doc, "organisations", [found for found in proper_names(doc) if found.label == "ORG"])
        return doc
