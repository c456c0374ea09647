"""spaCy components. Importing this package registers the extensions that they share.

A component writes its mentions to `doc.spans[KEY]`: the label in `span.label_`, the value in `span.kb_id_`, the rule's id in
`span.id_`. `Doc._.reference_date` (EDTF, `""` if unknown) is the date from which the document speaks; `doc.spans["blocks"]`
holds the structure of the text (see `jalons.reading`); a text without it is one paragraph. `Doc._.entries` holds the facts.
"""

from __future__ import annotations

from spacy.tokens import Doc, Span

Doc.set_extension("reference_date", default="", force=True)
Doc.set_extension("entries", default=(), force=True)
for _name in ("how", "anchor", "anchor_date"):
    Span.set_extension(_name, default="", force=True)
