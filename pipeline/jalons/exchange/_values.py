"""Values for mentions that a person marked and gave none: doccano has no place for one, and other tools do not ask."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from jalons.exchange._annotated import Annotated, Annotation
from jalons.identity import slug

_NAMED: Final = ("PERSON", "PLACE", "WORK", "EVENT")
"""The labels whose value is the name as written (annotation guide, section 1)."""
_SLUGGED: Final = ("ORG", "PROGRAMME")
"""The labels whose value may be made of the name (annotation guide, section 3)."""


def completed(document: Annotated) -> Annotated:
    """The document, mentions without a value given one where that is safe.

    It is that of all mentions of the same label and words in the document, if they have one; else the name as written, or an id
    made of it, for the labels whose value is that. Dates, and laws and concepts of which nothing is known, are left without.
    """
    known: dict[tuple[str, str], set[str]] = {}
    for mark in document.annotations:
        if mark.norm:
            known.setdefault((mark.label, _words(document, mark)), set()).add(mark.norm)
    marks = tuple(
        mark if mark.norm else replace(mark, norm=_value(mark.label, words, known.get((mark.label, words), set())))
        for mark in document.annotations
        for words in [_words(document, mark)]
    )
    return replace(document, annotations=marks)


def _words(document: Annotated, mark: Annotation) -> str:
    return " ".join(document.text[mark.start : mark.end].split())


def _value(label: str, words: str, known: set[str]) -> str:
    if len(known) == 1 and label != "DATE":  # « le 12 mars » is not the same day twice
        return next(iter(known))
    if label in _NAMED:
        return words
    return slug(words) if label in _SLUGGED else ""
