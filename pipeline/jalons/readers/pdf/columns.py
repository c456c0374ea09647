"""Which pieces of a page make a column, and in which order the columns are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from jalons.readers.pdf.characters import Piece
from jalons.reading.blocks import BULLET, NUMBERED_NOTE

_SLACK: Final = 3.0
"""Points by which edges that are meant to be aligned may differ."""
_LEAST: Final = 4
"""Lines that a column has at least."""
_DEEPEST: Final = 4
"""A page is split into columns this many times at most."""


@dataclass(frozen=True, slots=True)
class Row:
    """Pieces on one baseline, from left to right."""

    pieces: tuple[Piece, ...]

    @property
    def x0(self) -> float:
        """The left edge, in points."""
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        """The right edge, in points."""
        return max(piece.x1 for piece in self.pieces)

    @property
    def y(self) -> float:
        """The baseline, in points from the foot of the page."""
        return self.pieces[0].y

    @property
    def size(self) -> float:
        """The font size of its longest piece."""
        return max(self.pieces, key=lambda piece: len(piece.text)).size

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(piece.bold for piece in self.pieces)

    @property
    def text(self) -> str:
        """The text; two spaces part its cells, one the mark of an item or note from its text."""
        texts = [piece.text.strip() for piece in self.pieces]
        if len(texts) > 1 and is_mark(texts[0]):
            texts[:2] = [f"{texts[0]} {texts[1]}"]
        return "  ".join(texts)

    @property
    def cells(self) -> int:
        """How many cells it has; the mark of an item or note is none."""
        return len(self.pieces) - (len(self.pieces) > 1 and is_mark(self.pieces[0].text.strip()))


def is_mark(text: str) -> bool:
    """Whether a short text is the bullet, number or note mark before a paragraph."""
    return len(text) <= 6 and bool(BULLET.fullmatch(f"{text} ") or NUMBERED_NOTE.match(f"{text} x") or _is_symbol(text))


def _is_symbol(text: str) -> bool:
    return len(text) == 1 and not text.isalnum()


def rows(pieces: Iterable[Piece]) -> list[Row]:
    """The pieces put together to rows, from the top of the page down."""
    groups: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.y, piece.x0)):
        if groups and abs(groups[-1][0].y - piece.y) < 0.4 * max(min(groups[-1][0].size, piece.size), 1.0):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [Row(tuple(sorted(group, key=lambda piece: piece.x0))) for group in groups]


def columns(pieces: Sequence[Piece], *, depth: int = 0) -> list[list[Row]]:
    """The columns of a page in reading order, each as its rows; what stands across them is a column of its own."""
    edge = _gutter(pieces) if depth < _DEEPEST else None
    if edge is None:
        return [rows(pieces)] if pieces else []
    result: list[list[Row]] = []
    for across, band in _bands(pieces, edge):
        if across:
            result.append(rows(band))
        else:
            left = [piece for piece in band if piece.x1 <= edge]
            right = [piece for piece in band if piece.x0 >= edge - _SLACK]
            result += [*columns(left, depth=depth + 1), *columns(right, depth=depth + 1)]
    return result


def _bands(pieces: Sequence[Piece], edge: float) -> Iterator[tuple[bool, list[Piece]]]:
    """Parts of the page, from the top down: with pieces that stand across the edge, or with none."""
    band: list[Piece] = []
    across = False
    for piece in sorted(pieces, key=lambda piece: -piece.y):
        crosses = piece.x1 > edge and piece.x0 < edge - _SLACK
        if band and crosses != across:
            yield across, band
            band = []
        across = crosses
        band.append(piece)
    if band:
        yield across, band


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """The left edge of the second column of text, `None` if there is one column only."""
    starts = sorted(piece.x0 for piece in pieces)
    tried = -1.0
    for low, high in pairwise(starts):
        if low - tried > _SLACK and high - low < _SLACK:
            tried = low
            if _parts(pieces, low):
                return low
    return None


def _parts(pieces: Sequence[Piece], edge: float) -> bool:
    """Whether columns of running text stand left and right of an edge: full lines, read one column after the other."""
    left = [piece for piece in pieces if piece.x1 <= edge]
    right = [piece for piece in pieces if piece.x0 >= edge - _SLACK]
    aligned = sum(abs(piece.x0 - edge) < _SLACK for piece in right)
    if min(len(left), len(right), aligned) < _LEAST:
        return False
    start, end = min(piece.x0 for piece in left), max(piece.x1 for piece in right)
    if edge - max(piece.x1 for piece in left) < 0.4 * median(piece.size for piece in pieces):
        return False
    fill = min(_fill(left, edge - start), _fill(right, end - edge))
    sides = sorted([(piece.order, 0) for piece in left] + [(piece.order, 1) for piece in right])
    turns = sum(a[1] != b[1] for a, b in pairwise(sides))
    # A table is written row by row; so are columns by some programs, but their lines are full.
    by_rows = turns > 0.35 * min(len(left), len(right))
    return fill > (0.75 if by_rows else 0.5)


def _fill(pieces: Sequence[Piece], width: float) -> float:
    """The share of the characters that stand in lines which fill most of a column."""
    full = sum(len(piece.text) for piece in pieces if piece.x1 - piece.x0 > 0.7 * width)
    return full / max(sum(len(piece.text) for piece in pieces), 1)
