"""A text with the mentions that somebody marked in it: what goes to annotation tools and comes back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from jalons.errors import (
    AnnotationFormatError,
    AnnotationLabelError,
    AnnotationOverlapError,
    AnnotationRangeError,
    AnnotationValueError,
    EDTFError,
    ReferenceDateError,
    UnfitTextError,
)
from jalons.fuzzydate import FuzzyDate
from jalons.gold import Gold
from jalons.types import LABELS, Chronology, Document, parse_reference_date

_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, order=True)
class Annotation:
    """A mention as a tool holds it: code points in the text, label, value (`""` if none was given).

    `id` and `rule` are those of the mention that Jalons had found, `""` for one that a person marked; `optional` is as in gold.
    """

    start: int
    end: int
    label: str
    norm: str = ""
    id: str = ""
    rule: str = ""
    optional: bool = False


@dataclass(frozen=True)
class Annotated:
    """A document's text with what one annotator marked in it, in the order of the text.

    `reference_date` is an EDTF year, month or day, `""` if unknown. `reviewed` is false for what a machine proposed and nobody
    has looked at, as far as the tool can tell. `annotator` names the person, `""` if the tool does not.
    """

    id: str
    text: str
    annotations: tuple[Annotation, ...] = ()
    reference_date: str = ""
    reviewed: bool = True
    annotator: str = ""


def of_chronology(chronology: Chronology) -> list[Annotated]:
    """What Jalons found in each document of a chronology."""
    return [
        Annotated(
            document.id,
            document.text,
            tuple(sorted(Annotation(m.start, m.end, m.label, m.norm, m.id, m.rule) for m in found)),
            _reference(document),
            reviewed=False,
        )
        for document in chronology.documents
        for found in [chronology.mentions.get(document.id, ())]
    ]


def of_gold(gold: Gold) -> Annotated:
    """What an annotator marked in a gold file."""
    marks = (Annotation(m.start, m.end, m.label, m.norm, optional=m.optional) for m in gold.mentions)
    return Annotated(gold.document.id, gold.document.text, tuple(sorted(marks)), _reference(gold.document))


def _reference(document: Document) -> str:
    return document.reference_date.edtf if document.reference_date else ""


def checked(path: Path, place: str, document: Annotated) -> Annotated:
    """A document as it came from a tool, its mentions sorted and without white space at their ends.

    Raises an `AnnotationError` that names `path`, `place` and the mention for ranges outside the text, unknown labels, values
    that are no dates and overlaps.
    """
    try:
        parse_reference_date(document.reference_date)
    except ReferenceDateError as error:
        raise AnnotationFormatError(path, place, str(error)) from None
    found = sorted(_checked(path, place, document.text, each) for each in document.annotations)
    for one, other in pairwise(found):
        if other.start < one.end:
            shown = " et ".join(quoted(document.text, each) for each in (one, other))
            raise AnnotationOverlapError(path, place, f"{shown} se chevauchent : gardez une seule des deux mentions")
    return replace(document, annotations=tuple(found))


def _checked(path: Path, place: str, text: str, mark: Annotation) -> Annotation:
    if not 0 <= mark.start <= mark.end <= len(text):
        reason = f"une mention va de {mark.start} à {mark.end}, et le texte a {len(text)} caractères"
        raise AnnotationRangeError(path, place, reason)
    said = text[mark.start : mark.end]
    start = mark.start + len(said) - len(said.lstrip())
    end = mark.end - len(said) + len(said.rstrip())
    if start >= end:
        raise AnnotationRangeError(path, place, f"une mention ne contient rien (caractères {mark.start} à {mark.end})")
    if mark.label not in LABELS:
        reason = f"porte l'étiquette « {mark.label} »" if mark.label else "n'a pas d'étiquette"
        raise AnnotationLabelError(path, place, f"{quoted(text, mark)} {reason} ; étiquettes : {', '.join(LABELS)}")
    if mark.label == "DATE" and mark.norm:
        try:
            FuzzyDate.from_edtf(mark.norm)
        except EDTFError as error:
            raise AnnotationValueError(path, place, f"{quoted(text, mark)} : {error}") from None
    return replace(mark, start=start, end=end)


def quoted(text: str, mark: Annotation) -> str:
    """A mention for a message: its words, shortened, and where it starts."""
    said = " ".join(text[mark.start : mark.end].split())
    return f"« {said if len(said) <= 60 else said[:59] + '…'} » (caractère {mark.start})"


def encodable(document: Annotated, place: str) -> Annotated:
    """The document; raises `UnfitTextError` if its text or a value has no UTF-8 form (a lone surrogate)."""
    for text in (document.id, document.text, *(mark.norm for mark in document.annotations)):
        if found := _SURROGATE.search(text):
            reason = f"le texte contient une moitié de caractère (U+{ord(found[0]):04X}), qu'aucun fichier ne peut porter"
            raise UnfitTextError(document.id, place, reason)
    return document


@dataclass(frozen=True, slots=True)
class Item:
    """An object read from a file, to be looked into without trust; `place` is where in the file."""

    path: Path
    place: str
    value: object

    def get(self, name: str, kind: type, default: Any = None) -> Any:
        """A member of the object, of type `kind`; raises `AnnotationFormatError` if it is missing or of another."""
        found = self.value.get(name, default) if isinstance(self.value, Mapping) else None
        if not isinstance(found, kind) or (kind is int and isinstance(found, bool)):
            raise AnnotationFormatError(self.path, self.place, f"« {name} » manque ou n'est pas ce qu'il devrait être")
        return found


def unique(path: Path, documents: Iterable[Annotated]) -> list[Annotated]:
    """The documents; raises `AnnotationFormatError` if one annotator has a document twice."""
    seen: dict[tuple[str, str], Annotated] = {}
    for document in documents:
        if seen.setdefault((document.id, document.annotator), document) is not document:
            raise AnnotationFormatError(path, document.id, "le document y est deux fois")
    return list(seen.values())
