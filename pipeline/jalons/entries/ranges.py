"""Ranges of characters: the pieces of a clause, and where it may be cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Span, Token

Range = tuple[int, int]
_OPENING: Final = "([«“{"
_CLOSING: Final = ")]»”}"


@dataclass(frozen=True, slots=True)
class Clause:
    """The ranges of characters that tell a fact, in the order in which they read.

    `subject` is one of them, or a part of the first; `missing` says that a subject without auxiliary stands before a participle.
    """

    pieces: tuple[Range, ...]
    subject: Range | None = None
    missing: bool = False


def commas(text: str, start: int, end: int) -> Iterator[int]:
    """The offsets of the commas of a range that stand outside brackets and quotation marks."""
    depth = 0
    for offset in range(start, end):
        mark = text[offset]
        if mark in _OPENING:
            depth += 1
        elif mark in _CLOSING:
            depth = max(0, depth - 1)
        elif mark == "," and not depth and not (text[offset - 1 : offset].isdigit() and text[offset + 1 : offset + 2].isdigit()):
            yield offset


def tokens(doc: Doc, start: int, end: int) -> Span | tuple[Token, ...]:
    return doc.char_span(start, end, alignment_mode="contract") or ()


def trimmed(text: str, start: int, end: int) -> Range:
    """A range without the blanks and commas at its ends."""
    while start < end and text[start] in " \n\t,":
        start += 1
    while start < end and text[end - 1] in " \n\t,":
        end -= 1
    return start, end
