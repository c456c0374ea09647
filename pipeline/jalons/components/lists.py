"""Names in lists of bodies: what stands under `Signataires :` or `Nos partenaires`, item by item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from jalons.components.evidence import Evidence
from jalons.components.shapes import atom, has_given_name, is_bare, is_no_body, is_person, trimmed

_BULLET: Final = re.compile(r"[ \t]*(?:[-–—•*▪◦·]|\d{1,2}[.)])[ \t]+")
_ITEM: Final = re.compile(r"(?:la |le |[Ll]es |l['’])?(?P<name>[A-ZÀ-ÖØ-ÞŒ][^,;:()\n«»]{1,100})")
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
