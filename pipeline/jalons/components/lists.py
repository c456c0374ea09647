"""Names that the layout tells: items of lists of bodies, under `Signataires :` or `Nos partenaires`, and titles in italics."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc

from jalons.components.evidence import Evidence
from jalons.components.shapes import atom, has_given_name, is_bare, is_no_body, is_person, trimmed
from jalons.components.spans import blocks
from jalons.patterns import compiled

_BULLET: Final = compiled(r"[ \t]*(?:[-–—•*▪◦·]|\d{1,2}[.)])[ \t]+")
_ITEM: Final = compiled(r"(?:la |le |[Ll]es |l['’])?(?P<name>[A-ZÀ-ÖØ-ÞŒ][^,;:()\n«»]{1,100})")
_LONGEST: Final = 10
"""The most words that an item may have and still be a name."""


def from_lists(text: str) -> Iterator[Evidence]:
    """The items of lists that a line announces as bodies: on that line after a colon, or on the lines that follow."""
    for head in atom("organisations", "list_head", before=r"(?:^|(?<=[.!?•–-] ))", flags=re.MULTILINE | re.IGNORECASE).finditer(
        text
    ):
        for start, end in _items(text, head.end()):
            if item := _name(text, start, end):
                yield item


def from_emphasis(doc: Doc, text: str) -> Iterator[Evidence]:
    """Titles in italics: several words with a capital first, or what follows the kind of a publication, inside a paragraph."""
    ends = {end for _, end, _ in blocks(doc)}
    kind = atom("names", "publication", before=r"\b", after=r"(?: [^\s«“\".;:!?()]{1,30}){0,8}?,? $")
    for span in doc.spans.get("emphasis", ()):
        start, end = span.start_char, span.end_char
        title = text[start:end]
        whole = text[max(0, start - 1) : start] in ("", "\n") and end in ends
        if not title[0].isupper() or whole or re.search(r"[.;] |[.;]$", title):
            continue
        before = start
        while before and text[before - 1] in " *_":
            before -= 1
        if text[max(0, before - 2) : before] in ("»,", "”,"):
            continue  # the journal that holds the article just cited
        named = kind.search(text, max(0, start - 150), start)
        if named or " " in title:
            yield Evidence(start, end, "WORK", "italic-title", 8.0 if named else 6.0)


def _items(text: str, position: int) -> Iterator[tuple[int, int]]:
    """The ranges of the items from `position` on: of the rest of the line, or else of the lines with bullets after it."""
    stop = text.find("\n", position)
    stop = len(text) if stop < 0 else stop
    if text[position:stop].strip():
        yield from _split(text, position, stop)
        return
    while stop < len(text):
        start = stop + 1
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        bullet = _BULLET.match(text, start, stop)
        if bullet:
            yield bullet.end(), stop
        elif text[start:stop].strip():
            return


def _split(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    for part in re.finditer(r"[^,;]+", text[start:stop]):
        yield start + part.start(), start + part.end()


def _name(text: str, start: int, end: int) -> Evidence | None:
    """The name that an item begins with, without article and full stop; `None` for persons and for common nouns."""
    while start < end and text[start] in " \t":
        start += 1
    match = _ITEM.match(text, start, end)
    if not match:
        return None
    name = match["name"][: trimmed(match["name"])]
    person = is_person(name) and has_given_name(name)
    civil = atom("names", "civility", after=r"\b").match(name)
    if person or civil or is_bare(name) or is_no_body(name) or len(name.split()) > _LONGEST or re.search(r"\. ", name):
        return None
    first = match.start("name")
    return Evidence(first, first + len(name), "ORG", "listed-under", 2.5 if is_person(name) or " " not in name else 3.5)
