"""Annotated texts and the documents of a corpus: which is which, and whether they still say the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from jalons.corpus import Source, sources
from jalons.errors import AnnotationTextError, JalonsError, UnreviewedError
from jalons.exchange._annotated import Annotated
from jalons.types import Document


def reviewed(path: Path, documents: Iterable[Annotated]) -> list[Annotated]:
    """The documents; raises `UnreviewedError` for one that nobody has looked at."""
    documents = list(documents)
    for document in documents:
        if not document.reviewed:
            reason = "personne ne l'a encore annoté : validez chaque tâche dans l'outil, puis exportez de nouveau"
            raise UnreviewedError(path, document.id, reason)
    return documents


def placed(documents: Iterable[Annotated], corpus: Path) -> list[Annotated]:
    """The documents with the ids and reference dates of their originals in a corpus, found by id or, without it, by text.

    Raises `AnnotationTextError` if there is no original or it says something else.
    """
    known = {source.id: source for source in sources(corpus)}
    others: dict[str, Document] | None = None
    result = []
    for document in documents:
        if document.id in known:
            original = known[document.id].read()
        else:  # the tool has lost the id: compare the texts, each read once
            others = _by_text(known.values()) if others is None else others
            if _whole(document.text) not in others:
                raise AnnotationTextError(corpus, document.id, "aucun document du corpus n'a cet identifiant ni ce texte")
            original = others[_whole(document.text)]
        if _whole(original.text) != _whole(document.text):
            pairs = enumerate(zip(original.text, document.text, strict=False))
            place = next((i for i, (a, b) in pairs if a != b), min(len(original.text), len(document.text)))
            reason = f"le texte annoté n'est plus celui du document, à partir du caractère {place} : exportez de nouveau"
            raise AnnotationTextError(corpus, document.id, reason)
        date = original.reference_date.edtf if original.reference_date else document.reference_date
        result.append(replace(document, id=original.id, text=original.text, reference_date=date))
    return result


def _by_text(known: Iterable[Source]) -> dict[str, Document]:
    """The documents of a corpus that can be read, by their texts."""
    found: dict[str, Document] = {}
    for source in known:
        try:
            document = source.read()
        except JalonsError:
            continue
        found.setdefault(_whole(document.text), document)
    return found


def _whole(text: str) -> str:
    """A text without the line end that closes its last line: gold may have one more (see `jalons.gold`)."""
    return text.removesuffix("\n")
