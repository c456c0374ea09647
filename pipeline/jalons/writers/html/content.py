"""What the page shows, as one JSON object: a chronology in, names and dates in French, offsets as JavaScript counts them.

Facts and documents stand in it as they are rendered, each by itself; what counts in others is `placed` beside them, in their
order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Final

from jalons.called import Called
from jalons.files import Bytes
from jalons.laws.register import Text, register
from jalons.rules import load_lexicon
from jalons.told import Told
from jalons.types import PARTICIPANTS
from jalons.wording import HOW, LABELS, OTHER
from jalons.writers.html.documents import embedded
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


def content(pieces: Pieces) -> Iterator[Bytes]:
    """The object that the page's scripts read (`scripts/model.js`), as pieces of JSON (UTF-8) that may stand in a `<script>`."""
    names = Names(pieces.called, pieces.laws)
    yield f'{{"labels":{embedded(dict(LABELS))},"how":{embedded(dict(HOW))},"other":{embedded(OTHER[0])}'.encode()
    placed = {"facts": [_places(each, names, pieces.places) for each in pieces.told]}
    placed["documents"] = [names.places(pieces.called[document.id]) for document in pieces.chronology.documents]
    yield b',"facts":['
    yield from _separated(parts["page"] for parts in pieces.parts_of_facts)
    yield b'],"documents":['
    yield from _separated(pieces.all("page"))
    yield f'],"placed":{embedded(placed)},"names":{embedded(names.rows)}}}'.encode()


def _separated(objects: Iterable[Bytes]) -> Iterator[Bytes]:
    for place, each in enumerate(objects):
        if place:
            yield b","
        yield each


def _places(each: Told, names: Names, places: Mapping[str, tuple[int, int]]) -> list[Any]:
    """The places of a fact's names, those of its sources (a document, a passage of it), and the corrections made to it."""
    told = each.fact.participants
    own = names.places((label, norm) for field, label in PARTICIPANTS.items() for norm in told.get(field, ()))
    return [own, [places[entry.id] for entry in each.entries], each.corrections]


class Names:
    """The names of documents, by how each (by its id) calls them, each once.

    `rows` hold label, id, the words shown, the full name if known, and for laws the address and how that is known.
    """

    def __init__(self, called: Mapping[str, Called], laws: Iterable[Text] | None = None) -> None:
        """`laws` are those that `register` finds in the same, if they are known."""
        self.rows: list[list[str]] = []
        self._places: dict[tuple[str, str], int] = {}
        self._wordings: dict[tuple[str, str], list[Mapping[str, int]]] = defaultdict(list)
        self._known = {
            label: {row.id: row.name for lexicon in lexicons for row in load_lexicon(lexicon)}
            for label, lexicons in _LEXICONS.items()
        }
        laws = register(called) if laws is None else laws
        self._known["LAW"] = {law.id: law.name for law in laws}
        self._addresses = {law.id: law.address for law in laws if law.address}
        for each in called.values():
            for key, wordings in each.items():
                self._wordings[key].append(wordings)

    def places(self, keys: Iterable[tuple[str, str]]) -> list[int]:
        """The places of some names, by label and value (see `place`)."""
        known = self._places
        return [known[key] if key in known else self.place(*key) for key in keys]

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
        told = self._wordings.get((label, norm))
        if told is None or (known and label in _BY_LEXICON):
            return known or norm
        wordings: dict[str, int] = {}
        for words, count in chain.from_iterable(each.items() for each in told):
            wordings[words] = wordings.get(words, 0) + count
        return min(wordings, key=lambda words: (-wordings[words], -len(words), words))
