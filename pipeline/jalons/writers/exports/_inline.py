"""Mentions as elements inside a text: those that overlap no other."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from lxml import etree

from jalons.types import Mention
from jalons.writers.exports._names import xml_text

Made = Callable[[Mention], etree._Element]
"""Makes the empty element of a mention."""
_BREAK: Final = re.compile(r"(?:\r\n?|\n)[^\S\r\n]*(?:\r\n?|\n)\s*")


def apart(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions in the order of the text, without those over one before them (the longest of a place stays)."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if mention.start < mention.end and (not kept or mention.start >= kept[-1].end):
            kept.append(mention)
    return kept


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The ranges between blank lines that hold something."""
    start = 0
    for gap in [*_BREAK.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if text[start:end].strip():
            yield start, end
        start = gap.end() if gap else end


def fill(parent: etree._Element, text: str, between: tuple[int, int], mentions: Sequence[Mention], made: Made) -> None:
    """Puts a range of a text into an element, with the mentions inside it as elements; `mentions` are apart and in order."""
    start, end = between
    last: Any = None

    def add(words: str) -> None:
        if last is None:
            parent.text = (parent.text or "") + xml_text(words)
        else:
            last.tail = (last.tail or "") + xml_text(words)

    place = start
    for mention in mentions[bisect_left(mentions, start, key=lambda m: m.start) :]:
        if mention.end > end:
            break
        add(text[place : mention.start])
        last = made(mention)
        last.text = xml_text(text[mention.start : mention.end])
        parent.append(last)
        place = mention.end
    add(text[place:end])
