"""Pieces of text on pages -> blocks in reading order: columns, paragraphs, headings, lists, tables, notes, furniture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from jalons.readers.pdf.characters import Piece
from jalons.readers.pdf.columns import Row, columns, rows
from jalons.readers.pdf.paragraphs import Part, paragraphs
from jalons.reading.furniture import is_page_number, masked, recurring

_EDGE: Final = 3
"""How many lines at the head and foot of a page can be furniture."""


@dataclass(frozen=True, slots=True)
class Style:
    """What the text of a document looks like for the most part: font size and distance between baselines, in points."""

    size: float
    leading: float


class Layout:
    """The pages of a document. What recurs on them and how its text looks is known before any is laid out."""

    def __init__(self, pages: Sequence[Sequence[Piece]]) -> None:
        self.pages = pages
        self.edges = [_edges(page) for page in pages]
        self.heads = recurring([[row.text for row in top] for top, _ in self.edges])
        self.feet = recurring([[row.text for row in bottom] for _, bottom in self.edges])
        self.style = _style(pages)

    def page(self, number: int) -> list[Part]:
        """The blocks of a page (counted from 0), in reading order."""
        top, bottom = self.edges[number]
        head = [row for row in top if self._is_furniture(row, self.heads, row is top[0])]
        foot = [row for row in bottom if self._is_furniture(row, self.feet, row is bottom[-1])]
        gone = {piece.order for row in (*head, *foot) for piece in row.pieces}
        left = [piece for piece in self.pages[number] if piece.order not in gone]
        blocks = [block for column in columns(left) for block in paragraphs(column, self.style.size, self.style.leading)]
        return [*(Part("furniture", row.text) for row in head), *blocks, *(Part("furniture", r.text) for r in foot)]

    def _is_furniture(self, row: Row, recurrent: set[str], outermost: bool) -> bool:
        # What the title page says large, other pages may repeat small.
        small = row.size < 1.3 * self.style.size
        return (small and masked(row.text) in recurrent) or (outermost and is_page_number(row.text))


def _edges(page: Sequence[Piece]) -> tuple[list[Row], list[Row]]:
    """The first and last lines of a page; none of the last is among the first."""
    lines = rows(page)
    top = lines[:_EDGE]
    return top, lines[max(len(top), len(lines) - _EDGE) :]


def _style(pages: Sequence[Sequence[Piece]]) -> Style:
    sizes: Counter[float] = Counter()
    for page in pages:
        for piece in page:
            sizes[round(piece.size, 1)] += len(piece.text)
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    steps: Counter[float] = Counter()
    for page in pages:
        lines = [piece for piece in page if abs(piece.size - size) < 0.3]
        for above, below in pairwise(lines):
            step = round(above.y - below.y, 1)
            if 0.8 * size < step < 2.5 * size:
                steps[step] += 1
    return Style(size, steps.most_common(1)[0][0] if steps else 1.2 * size)
