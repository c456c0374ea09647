"""What the files say of single documents and facts: rendered once, kept, and put together when all is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final

from jalons.called import Called, called, read, written
from jalons.files import Bytes, encoded
from jalons.indented import indented
from jalons.laws.register import Text, register
from jalons.tables import CHRONOLOGY, MENTIONS
from jalons.told import Told, told
from jalons.types import Chronology, Document

if TYPE_CHECKING:
    from jalons.writers.fact_pieces import FactMemory


def _page(chronology: Chronology, document: Document) -> str:
    from jalons.writers.html.documents import rendered  # which loads the page, and the page the pieces

    return rendered(document, chronology)


PARTS: Final[Mapping[str, Callable[[Chronology, Document], str]]] = {
    "json": lambda chronology, document: indented(chronology.of(document), 1),
    "entries": lambda chronology, document: CHRONOLOGY.lines(chronology.told(document)),
    "mentions": lambda chronology, document: MENTIONS.lines((document.id, m) for m in chronology.mentions.get(document.id, ())),
    "called": lambda chronology, document: written(called(chronology.mentions.get(document.id, ()))),
    "page": _page,
}
"""By name: a document's object in the JSON, its rows of two tables, how it calls what it names, its object on the page."""


class Pieces:
    """The parts of the documents and facts of a chronology.

    Those of documents that are `known` by document and name, and those of facts in a `memory`, are not rendered again.
    """

    def __init__(
        self,
        chronology: Chronology,
        known: Mapping[str, Mapping[str, Bytes]] | None = None,
        memory: FactMemory | None = None,
    ) -> None:
        self.chronology = chronology
        self._known = known or {}
        self._memory = memory

    def of(self, document: Document, part: str) -> Bytes:
        """A part of a document, in UTF-8."""
        known = self._known.get(document.id)
        return known[part] if known is not None else encoded(PARTS[part](self.chronology, document))

    def all(self, part: str) -> list[Bytes]:
        """A part of all documents, in their order."""
        return [self.of(document, part) for document in self.chronology.documents]

    @cached_property
    def told(self) -> list[Told]:
        """The facts with their entries (see `jalons.told`)."""
        return list(told(self.chronology))

    def of_facts(self, part: str) -> list[Bytes]:
        """A part of all facts, in their order; of none where entries are not joined into facts."""
        return [parts[part] for parts in self.parts_of_facts] if self.chronology.facts else []

    @cached_property
    def parts_of_facts(self) -> list[dict[str, Bytes]]:
        """The parts of all that is told, in UTF-8, by their names."""
        from jalons.writers.fact_pieces import FactMemory

        memory = self._memory or FactMemory()
        return [memory.parts(each) for each in self.told]

    @cached_property
    def called(self) -> dict[str, Called]:
        """How each document, by its id, calls what it names."""
        known = self._known
        return {
            document.id: read(known[document.id]["called"])
            if document.id in known
            else called(self.chronology.mentions.get(document.id, ()))
            for document in self.chronology.documents
        }

    @cached_property
    def laws(self) -> list[Text]:
        """The texts of law that the documents name (see `jalons.laws.register`)."""
        return register(self.called)

    @cached_property
    def places(self) -> dict[str, tuple[int, int]]:
        """For each entry, by its id: the place of its document, and its own among those of the document."""
        return {
            entry.id: (place, number)
            for place, document in enumerate(self.chronology.documents)
            for number, entry in enumerate(self.chronology.told(document))
        }
