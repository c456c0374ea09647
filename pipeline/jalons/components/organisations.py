"""`jalons_organisations`: the organisations (`ORG`) of a document, in `doc.spans["organisations"]`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from jalons.components.naming import proper_names
from jalons.components.shortened import shortened
from jalons.components.spans import set_spans, text_of


@Language.factory("jalons_organisations", assigns=["doc.spans"])
def create(nlp: Language, name: str) -> Component:
    """The component, as spaCy builds it from its config."""
    return Component()


class Component:
    """Writes the names whose label is `ORG`; the labels are weighed together (see `jalons.components.naming`).

    The names of the other labels come from the same pass: they are written too, for `jalons_names` to find.
    """

    def __call__(self, doc: Doc) -> Doc:
        found = proper_names(doc)
        found = sorted([*found, *shortened(text_of(doc), found)])
        set_spans(doc, "organisations", [name for name in found if name.label == "ORG"])
        set_spans(doc, "names", [name for name in found if name.label != "ORG"])
        return doc
