"""Source text -> reading text: what spaCy sees, with an exact way back to the source.

The reading has links unwrapped, hyphenated and hard-wrapped lines joined, sentences that a page break or footnote cuts made
whole (what stood between follows them), no-break spaces and curly apostrophes made plain; running headers, footers and page
numbers are left out. Each character of the reading knows the offset of the source character it comes from, and whatever was
left out is listed with its reason; nothing else that carries words is lost.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from jalons.reading.blocks import BLOCK_KINDS, HANGING, Block, structured, unstructured
from jalons.reading.mending import mended
from jalons.reading.writing import EMPHASIS, Builder, Removal, is_compound

__all__ = ["BLOCK_KINDS", "Block", "Reading", "Removal", "is_compound"]

_LONGEST_EMPHASIS: Final = 300
"""Source characters between the two marks of italics."""
_LONGEST_GAP: Final = 40
"""Source characters that may stand between two neighbours of the reading inside one mention (hyphen, wrap, link target)."""


@dataclass(frozen=True)
class Reading:
    """The reading text; `offsets[i]` is the source offset of its character `i`; `blocks` cover it in order.

    `removed` lists the ranges of the source that are not in it, in order, each with its reason.
    """

    text: str
    offsets: Sequence[int]
    blocks: tuple[Block, ...]
    removed: tuple[Removal, ...] = ()

    @classmethod
    def of(cls, text: str, *, blocks: Sequence[Block] = ()) -> Reading:
        """The reading of a source text. `blocks` is its structure, where a reader knows it; a form feed ends a page."""
        found = structured(text, blocks) if blocks else unstructured(text)
        builder = Builder(text)
        for block in mended(found, text):
            builder.add(block)
        return cls("".join(builder.characters), builder.offsets, tuple(builder.blocks), tuple(sorted(builder.removed)))

    @classmethod
    def as_is(cls, text: str) -> Reading:
        """The source text itself as the reading, in one block: nothing mended, nothing left out."""
        return cls(text, range(len(text)), (Block("paragraph", 0, len(text)),))

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The source range, end exclusive, from the first to the last character of a reading range that is not empty."""
        first, last = self.offsets[start], self.offsets[end - 1]
        return min(first, last), max(first, last) + 1

    def from_source(self, start: int, end: int) -> tuple[int, int] | None:
        """The reading range that holds what is left of a source range, without outer white space; `None` if nothing is."""
        inside = self._places[self._first(start) : self._first(end)]
        words = [place for place in inside if not self.text[place].isspace()]
        return (min(words), max(words) + 1) if words else None

    def contiguous(self, start: int, end: int) -> int:
        """The end of the part of a reading range, from `start`, with only white space and mark-up cut out of it.

        Where a page break or note cuts a mention in two, its first part counts, without the preposition it ends on.
        """
        for i in range(start + 1, end):
            if not 0 <= self.offsets[i] - self.offsets[i - 1] < _LONGEST_GAP:
                return start + len(HANGING.sub("", self.text[start:i]))
        return end

    def section(self, offset: int) -> str:
        """The heading that the source offset stands under (or in), `""` if there is none before it."""
        place = bisect_right(self._headings, (offset, len(self.text)))
        if not place:
            return ""
        block = self.blocks[self._headings[place - 1][1]]
        return " ".join(self.text[block.start : block.end].split())

    @cached_property
    def emphasised(self) -> list[tuple[int, int]]:
        """The ranges of the reading that the source has in italics."""
        marks = [removal for removal in self.removed if removal.reason == EMPHASIS]
        found, number = [], 0
        while number < len(marks) - 1:
            one, other = marks[number : number + 2]
            inside = self.from_source(one.end, other.start) if other.start - one.end < _LONGEST_EMPHASIS else None
            found += [inside] if inside else []
            number += 2 if inside else 1
        return found

    @cached_property
    def _headings(self) -> list[tuple[int, int]]:
        """The source offset and the number of each heading."""
        headings = [(n, b) for n, b in enumerate(self.blocks) if b.kind == "heading" and b.start < b.end]
        return sorted((self.offsets[block.start], number) for number, block in headings)

    @cached_property
    def _places(self) -> Sequence[int]:
        """The places of the reading in the order of their source offsets."""
        if all(before <= after for before, after in pairwise(self.offsets)):
            return range(len(self.text))
        return array("I", sorted(range(len(self.text)), key=self.offsets.__getitem__))

    def _first(self, offset: int) -> int:
        """How many places of the reading come from before a source offset."""
        low, high = 0, len(self._places)
        while low < high:
            middle = (low + high) // 2
            if self.offsets[self._places[middle]] < offset:
                low = middle + 1
            else:
                high = middle
        return low
