"""What the page shows, as one JSON object: a chronology in, names and dates in French, offsets as JavaScript counts them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import Any, Final

from jalons.fuzzydate import FuzzyDate
from jalons.laws.register import register
from jalons.rules import load_lexicon
from jalons.types import PARTICIPANTS, Chronology, Document, Entry, Mention
from jalons.wording import HOW, LABELS, OTHER, date_in_french
from jalons.writers.html.drawing import drawn
from jalons.writers.html.texts import headings, unwrapped, utf16
from jalons.writers.html.told import Told, told

_LEXICONS: Final = {
    "ORG": ("organisations",),
    "CONCEPT": ("concepts",),
    "PROGRAMME": ("programmes",),
    "EVENT": ("events",),
}
"""The lexicons whose names explain ids."""
_BY_LEXICON: Final = ("LAW", "CONCEPT")
"""Labels shown by their usual name; the others are shown as the documents say them."""
_ADDRESS_OF_ACTS: Final = "http://data.europa.eu/"
"""The European Union writes the identifiers of its acts with `http:`; its server answers to `https:` too."""

_Offset = Callable[[int], int]


def content(chronology: Chronology) -> dict[str, Any]:
    """The object that the page's scripts read (`scripts/model.js`)."""
    names = Names(chronology)
    sources = _Sources(chronology)
    return {
        "labels": dict(LABELS),
        "how": dict(HOW),
        "other": OTHER[0],
        "facts": [_fact(each, names, [sources.of(entry) for entry in each.entries]) for each in told(chronology)],
        "documents": [
            _document(document, chronology.mentions.get(document.id, ()), names, offset)
            for document, offset in zip(chronology.documents, sources.offsets, strict=True)
        ],
        "names": names.rows,
    }


class Names:
    """The names of a chronology, each once.

    `rows` hold label, id, the words shown, the full name if known, and for laws the address and how that is known.
    """

    def __init__(self, chronology: Chronology) -> None:
        self.rows: list[list[str]] = []
        self._places: dict[tuple[str, str], int] = {}
        self._wordings: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self._known = {
            label: {row.id: row.name for lexicon in lexicons for row in load_lexicon(lexicon)}
            for label, lexicons in _LEXICONS.items()
        }
        laws = register(chronology)
        self._known["LAW"] = {law.id: law.name for law in laws}
        self._addresses = {law.id: law.address for law in laws if law.address}
        for mentions in chronology.mentions.values():
            for mention in mentions:
                self._wordings[mention.label, mention.norm][" ".join(mention.text.split())] += 1

    def place(self, label: str, norm: str) -> int:
        """The place of a name in `rows`, -1 for a mention without value."""
        if not norm:
            return -1
        key = label, norm
        if key not in self._places:
            self._places[key] = len(self.rows)
            known = self._known.get(label, {}).get(norm, "")
            address = self._addresses.get(norm) if label == "LAW" else None
            url = address.url.replace(_ADDRESS_OF_ACTS, f"https:{_ADDRESS_OF_ACTS[5:]}") if address else ""
            self.rows.append([label, norm, self._shown(label, norm, known), known, url, address.origin if address else ""])
        return self._places[key]

    def _shown(self, label: str, norm: str, known: str) -> str:
        if label == "DATE":
            return date_in_french(FuzzyDate.from_edtf(norm))
        wordings = self._wordings.get((label, norm))
        if wordings is None or (known and label in _BY_LEXICON):
            return known or norm
        return min(wordings, key=lambda words: (-wordings[words], -len(words), words))


class _Sources:
    """Where entries are told; `offsets` count the texts of the documents as JavaScript does."""

    def __init__(self, chronology: Chronology) -> None:
        self.offsets = [utf16(document.text) for document in chronology.documents]
        self._places = {document.id: place for place, document in enumerate(chronology.documents)}
        self._dates = {
            document: [mention for mention in mentions if mention.label == "DATE"]
            for document, mentions in chronology.mentions.items()
        }

    def of(self, entry: Entry) -> dict[str, Any]:
        """The passage of an entry, and how its date was got: in which words, by which rule."""
        place = self._places[entry.document]
        said = self._said(entry)
        return {
            "id": entry.id,
            "document": place,
            "start": self.offsets[place](entry.start),
            "end": self.offsets[place](entry.end),
            "page": entry.page,
            "date": date_in_french(entry.date),
            "how": entry.how,
            "modality": entry.modality,
            "said": " ".join(said.text.split()) if said else "",
            "rule": entry.date_rule or (said.rule if said else ""),
            "anchor": " ".join(entry.anchor.split()),
            "section": entry.section,
        }

    def _said(self, entry: Entry) -> Mention | None:
        edtf = entry.date.edtf if entry.date else ""
        inside = (m for m in self._dates.get(entry.document, ()) if entry.start <= m.start and m.end <= entry.end)
        return next((mention for mention in inside if mention.norm == edtf), None)


def _fact(each: Told, names: Names, sources: list[dict[str, Any]]) -> dict[str, Any]:
    fact = each.fact
    participants = ((label, norm) for field, label in PARTICIPANTS.items() for norm in fact.participants.get(field, ()))
    return {
        "date": drawn(fact.date) if fact.date else None,
        "summary": fact.summary,
        "kind": fact.kind,
        "names": [names.place(label, norm) for label, norm in participants],
        "sources": sources,
        "others": [[date_in_french(date), list(ids)] for date, ids in fact.others],
        "reasons": list(fact.reasons),
        "corrections": list(each.corrections),
    }


def _document(document: Document, mentions: Iterable[Mention], names: Names, offset: _Offset) -> dict[str, Any]:
    return {
        "id": document.id,
        "title": document.title or document.source or document.id,
        "file": document.source,
        "speaks": date_in_french(document.reference_date) if document.reference_date else "",
        "text": unwrapped(document),
        "pages": [offset(start) for start in document.pages],
        "headings": [offset(start) for start in headings(document)],
        "mentions": [[offset(m.start), offset(m.end), m.label, names.place(m.label, m.norm)] for m in mentions],
    }
