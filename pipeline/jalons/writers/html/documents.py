"""A document as the page shows it: its text and what is marked in it, the passages that tell something, as one JSON object.

Nothing in it counts in other documents, so that it is rendered once: a mention says which of the document's own names it is, and
where these stand among all names is told beside it (see `content`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from jalons.called import called
from jalons.types import Chronology, Document, Entry, Mention
from jalons.wording import date_in_french
from jalons.writers.html.texts import headings, unwrapped, utf16

_UNSAFE: Final = re.compile("[<>&\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""What would end the data or be lost on the way: mark-up, line separators of JavaScript, lone surrogates."""


_plain: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def embedded(data: object) -> str:
    """JSON that may stand in a `<script>` of HTML."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", _plain(data))


def rendered(document: Document, chronology: Chronology) -> str:
    """A document of a chronology; its `sources` are its entries in the order of their dates."""
    mentions = chronology.mentions.get(document.id, ())
    names = {key: place for place, key in enumerate(called(mentions))}
    offset = utf16(document.text)
    return embedded(
        {
            "id": document.id,
            "title": document.title or document.source or document.id,
            "file": document.source,
            "speaks": date_in_french(document.reference_date) if document.reference_date else "",
            "text": unwrapped(document),
            "pages": [offset(start) for start in document.pages],
            "headings": [offset(start) for start in headings(document)],
            "mentions": [[offset(m.start), offset(m.end), m.label, names.get((m.label, m.norm), -1)] for m in mentions],
            "sources": list(_sources(chronology.told(document), mentions, offset)),
        }
    )


def _sources(entries: Iterable[Entry], mentions: Iterable[Mention], offset: Callable[[int], int]) -> Iterable[dict[str, Any]]:
    """The passage of each entry, and how its date was got: in which words, by which rule."""
    dates = [mention for mention in mentions if mention.label == "DATE"]
    for entry in entries:
        edtf = entry.date.edtf if entry.date else ""
        inside = (m for m in dates if entry.start <= m.start and m.end <= entry.end)
        said = next((mention for mention in inside if mention.norm == edtf), None)
        yield {
            "id": entry.id,
            "start": offset(entry.start),
            "end": offset(entry.end),
            "page": entry.page,
            "date": date_in_french(entry.date),
            "how": entry.how,
            "modality": entry.modality,
            "said": " ".join(said.text.split()) if said else "",
            "rule": entry.date_rule or (said.rule if said else ""),
            "anchor": " ".join(entry.anchor.split()),
            "section": entry.section,
        }
