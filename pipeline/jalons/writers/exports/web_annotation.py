"""W3C Web Annotation in JSON-LD: an annotation for each entry and each mention.

Standard: https://www.w3.org/TR/annotation-model/. Positions count code points (its section 4.2.5 asks for them), as everywhere in
Jalons, in the text that was read from the file; the quote with what stands around it finds the place in the file itself.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final, TextIO
from urllib.parse import quote

from jalons.types import Chronology, Document, Entry, Mention
from jalons.wording import LABELS, date_in_french
from jalons.writers.exports._names import Index
from jalons.writers.exports._passages import title_of
from jalons.writers.exports.schema_org import iri

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
_AROUND: Final = 32


def write(chronology: Chronology, stream: TextIO) -> None:
    """Writes a collection with one page: entries in the order of their dates, then the mentions of each document."""
    documents, names = {document.id: document for document in chronology.documents}, Index(chronology)
    items = [_entry(entry, documents[entry.document]) for entry in chronology.entries]
    for document in chronology.documents:
        items += [_mention(mention, document, names) for mention in chronology.mentions.get(document.id, ())]
    collection = iri("annotations", *(document.sha256 for document in chronology.documents))
    made: dict[str, Any] = {
        "@context": CONTEXT,
        "id": collection,
        "type": "AnnotationCollection",
        "label": "Chronologie : " + " ; ".join(map(title_of, documents.values())),
        "total": len(items),
    }
    if items:
        page = {"id": iri(collection, "page"), "type": "AnnotationPage", "partOf": collection, "startIndex": 0, "items": items}
        made |= {"first": page, "last": page["id"]}
    json.dump(made, stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def _entry(entry: Entry, document: Document) -> dict[str, Any]:
    body = [_text("describing", f"{date_in_french(entry.date)} : {entry.summary}")]
    if entry.date:
        body.append(_text("identifying", entry.date.edtf))
    if entry.kind:
        body.append(_text("classifying", entry.kind))
    return _annotation(iri("entree", entry.id), "describing", body, document, entry.start, entry.end)


def _mention(mention: Mention, document: Document, names: Index) -> dict[str, Any]:
    body = [_text("tagging", LABELS[mention.label])]
    if mention.norm:
        body.append(_text("identifying", mention.norm))
        if url := names.name(mention.label, mention.norm).url:
            body.append({"type": "SpecificResource", "purpose": "identifying", "source": url})
    return _annotation(iri("mention", mention.id), "tagging", body, document, mention.start, mention.end)


def _text(purpose: str, value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain", "language": "fr"}


def _annotation(  # noqa: PLR0913, PLR0917 (what an annotation is made of)
    id: str, motivation: str, body: list[dict[str, Any]], document: Document, start: int, end: int
) -> dict[str, Any]:
    text = document.text
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    words = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(start - _AROUND, 0) : start],
        "suffix": text[end : end + _AROUND],
    }
    # Two slashes at its head would name a host.
    source = re.sub("^/+", "/", quote((document.source or document.id).encode("utf-8", "replace")))
    target = {"type": "SpecificResource", "source": source, "selector": [position, words]}
    return {"id": id, "type": "Annotation", "motivation": motivation, "body": body, "target": target}
