"""What the page shows, as one JSON object: a chronology in, names and dates in French, offsets as JavaScript counts them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from jalons.called import Called
from jalons.fuzzydate import FuzzyDate
from jalons.laws.register import register
from jalons.rules import load_lexicon
from jalons.told import Told
from jalons.types import PARTICIPANTS
from jalons.wording import HOW, LABELS, OTHER, date_in_french
from jalons.writers.html.documents import embedded, with_names
from jalons.writers.html.facts import with_places
from jalons.writers.pieces import Pieces

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


def content(pieces: Pieces) -> Iterator[bytes]:
    """The object that the page's scripts read (`scripts/model.js`), as pieces of JSON (UTF-8) that may stand in a `<script>`."""
    names = Names(pieces.called)
    yield f'{{"labels":{embedded(dict(LABELS))},"how":{embedded(dict(HOW))},"other":{embedded(OTHER[0])}'.encode()
    yield b',"facts":['
    for place, (each, parts) in enumerate(zip(pieces.told, pieces.parts_of_facts, strict=True)):
        if place:
            yield b","
        yield _fact(each, parts["page"], names, pieces.places)
    yield b'],"documents":['
    for place, document in enumerate(_documents(pieces, names)):
        if place:
            yield b","
        yield from document
    yield f'],"names":{embedded(names.rows)}}}'.encode()


class Names:
    """The names of documents, by how each (by its id) calls them, each once.

    `rows` hold label, id, the words shown, the full name if known, and for laws the address and how that is known.
    """

    def __init__(self, called: Mapping[str, Called]) -> None:
        self.rows: list[list[str]] = []
        self._places: dict[tuple[str, str], int] = {}
        self._wordings: dict[tuple[str, str], dict[str, int]] = {}
        self._known = {
            label: {row.id: row.name for lexicon in lexicons for row in load_lexicon(lexicon)}
            for label, lexicons in _LEXICONS.items()
        }
        laws = register(called)
        self._known["LAW"] = {law.id: law.name for law in laws}
        self._addresses = {law.id: law.address for law in laws if law.address}
        for each in called.values():
            for key, wordings in each.items():
                known = self._wordings.setdefault(key, {})
                for words, count in wordings.items():
                    known[words] = known.get(words, 0) + count

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


def _documents(pieces: Pieces, names: Names) -> Iterator[tuple[bytes, bytes]]:
    documents = pieces.chronology.documents
    own = ([names.place(*key) for key in pieces.called[document.id]] for document in documents)
    return (with_names(pieces.of(document, "page"), each) for document, each in zip(documents, own, strict=True))


def _fact(each: Told, page: bytes, names: Names, places: Mapping[str, tuple[int, int]]) -> bytes:
    """A fact, rendered, with its places."""
    participants = ((label, norm) for field, label in PARTICIPANTS.items() for norm in each.fact.participants.get(field, ()))
    own = [names.place(label, norm) for label, norm in participants]
    return with_places(page, own, [places[entry.id] for entry in each.entries], each.corrections)
