"""A document's text as the page shows it: its characters one for one, counted as JavaScript does."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from typing import Final

from jalons.types import Document

_LINE_END: Final = re.compile(r"\r\n?|\n")
_SOFT_HYPHEN: Final = "\u00ad"
_JOINER: Final = "\u2060"


def utf16(text: str) -> Callable[[int], int]:
    """From offsets in code points to offsets in UTF-16 code units, those of strings in JavaScript.

    >>> utf16("a😀b")(2)
    3
    """
    wide = [place for place, character in enumerate(text) if character > "\uffff"] if not text.isascii() else []
    return lambda offset: offset + bisect_left(wide, offset)


def unwrapped(document: Document) -> str:
    """The text without the line ends that only wrap a paragraph, as its reading joins them; no character moves."""
    text, reading = document.text, document.reading
    shown = dict(zip(reading.offsets, reading.text, strict=True))
    characters = list(text)
    for match in _LINE_END.finditer(text):
        end = match.start()
        while end and text[end - 1] in " \t\u00a0":
            end -= 1
        if shown.get(end) == " ":
            characters[match.start() : match.end()] = " " * len(match[0])
        elif _cuts_a_word(text, end, match.end()):
            if end - 1 not in shown:
                characters[end - 1] = _SOFT_HYPHEN
            characters[end : match.end()] = _JOINER * (match.end() - end)
    return "".join(characters)


def _cuts_a_word(text: str, end: int, following: int) -> bool:
    before, hyphen, after = text[max(end - 2, 0) : end - 1], text[end - 1 : end], text[following : following + 1]
    return hyphen in ("-", _SOFT_HYPHEN) and before.isalpha() and after.islower()


def headings(document: Document) -> list[int]:
    """The source offsets at which headings begin."""
    reading = document.reading
    return [reading.offsets[block.start] for block in reading.blocks if block.kind == "heading" and block.end > block.start]
