"""The characters of a page and where they stand, put together to pieces: runs of one size on one line."""

from __future__ import annotations

import ctypes
import math
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from jalons.readers._parsed import superscript

_HYPHEN: Final = "\x02"
"""PDFium's mark for the hyphen at the end of a line."""
_CELL_GAP: Final = 1.3
"""White space wider than this, in ems, parts cells; justified text stays below."""
_FARTHEST: Final = 1e6
"""Points from the corner of a page within which its characters stand."""
_SPACE: Final = 0.12
"""White space wider than this, in ems, parts words."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters on one line: its left and right edge and baseline in points, its font size, its text.

    The vertical axis points up. `order` is its place in the file.
    """

    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    text: str
    order: int


@dataclass(frozen=True, slots=True)
class _Character:
    text: str
    x0: float
    x1: float
    y: float
    size: float
    index: int


def pieces(page: Any) -> list[Piece]:
    """The pieces of a page, in the order of the file; what stands across the direction of most is left out."""
    textpage = page.get_textpage()
    try:
        raw, count = textpage.raw, textpage.count_chars()
        quarter = _direction(raw, count)
        runs = list(_runs(_characters(raw, count, quarter)))
        return _joined([_piece(raw, run, order) for order, run in enumerate(runs)])
    finally:
        textpage.close()


def _direction(raw: Any, count: int) -> int:
    """The direction in which most of the text runs, in quarter turns to the right (as PDFium counts angles)."""
    from pypdfium2 import raw as pdfium

    sample = range(0, count, max(1, count // 50))
    turns = Counter(round(pdfium.FPDFText_GetCharAngle(raw, i) / (math.pi / 2)) % 4 for i in sample)
    return turns.most_common(1)[0][0] if turns else 0


def _characters(raw: Any, count: int, quarter: int) -> Iterator[_Character]:
    from pypdfium2 import raw as pdfium

    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    unicode_of, size_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetFontSize
    origin_of, box_of = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetLooseCharBox
    scale, last_size = 1.0, -1.0
    high = 0
    for i in range(count):
        code = unicode_of(raw, i)
        # Some systems give characters beyond the first plane as two surrogates.
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        if not (origin_of(raw, i, x, y) and box_of(raw, i, box)):
            continue
        size = size_of(raw, i)
        if size != last_size and code not in (10, 13, 32):
            scale, last_size = _scale(raw, i), size
        left, right, base = _turned(box, x.value, y.value, quarter)
        # A broken file may put characters anywhere, and give them no size or an endless one.
        if max(abs(left), abs(right), abs(base)) < _FARTHEST and code < sys.maxunicode:
            height = size * scale
            yield _Character(chr(code), left, right, base, height if 0.5 < height < 2_000 else 10.0, i)


def _scale(raw: Any, index: int) -> float:
    from pypdfium2 import raw as pdfium

    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetMatrix(raw, index, matrix):
        return 1.0
    return math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c)) or 1.0


def _turned(box: Any, x: float, y: float, quarter: int) -> tuple[float, float, float]:
    """Left, right and baseline of a character, turned so that its text runs to the right."""
    if quarter == 1:
        return -box.top, -box.bottom, x
    if quarter == 2:
        return -box.right, -box.left, -y
    if quarter == 3:
        return box.bottom, box.top, -x
    return box.left, box.right, y


def _runs(characters: Iterator[_Character]) -> Iterator[list[_Character]]:
    """Characters that follow one another on one line, of one size, with no wide gap between."""
    run: list[_Character] = []
    for character in characters:
        if character.text in ("\r", "\n"):
            continue
        blank = character.text.isspace()
        if run and not blank and not _goes_on(_visible(run), character):
            yield run
            run = []
        if run or not blank:
            run.append(character)
    if run:
        yield run


def _visible(run: list[_Character]) -> _Character:
    return next((character for character in reversed(run) if not character.text.isspace()), run[0])


def _goes_on(before: _Character, after: _Character) -> bool:
    em = max(before.size, after.size, 1.0)
    level = abs(after.y - before.y) < 0.15 * em and 0.8 < after.size / max(before.size, 0.1) < 1.25
    # The letters of a ligature share one box.
    ligature = abs(after.x0 - before.x0) < 0.01 * em
    return level and (ligature or -0.5 * em < after.x0 - before.x1 < _CELL_GAP * em)


def _piece(raw: Any, run: list[_Character], order: int) -> Piece:
    seen = [character for character in run if not character.text.isspace()]
    last = seen[-1]
    text = "".join(character.text for character in run).rstrip()
    if text.endswith((f" {_HYPHEN}", " -")) and len(run) > 2 and not _wide(run):
        # A justified line may stretch before its hyphen: no space was written there.
        text = text[:-2] + text[-1]
    # A bold word does not make its line bold.
    bold = all(_is_bold(raw, seen[place].index) for place in {0, len(seen) // 2, len(seen) - 1})
    # A bullet may be smaller than its line.
    size = sorted(character.size for character in seen)[len(seen) // 2]
    return Piece(seen[0].x0, last.x1, seen[0].y, size, bold, text.replace(_HYPHEN, "-"), order)


def _wide(run: list[_Character]) -> bool:
    """Whether a space that was written, not guessed from a gap, stands before the last character."""
    seen = [i for i, character in enumerate(run) if not character.text.isspace()]
    spaces = run[seen[-2] + 1 : seen[-1]] if len(seen) > 1 else []
    return any(space.x1 - space.x0 > 0.01 for space in spaces)


def _is_bold(raw: Any, index: int) -> bool:
    from pypdfium2 import raw as pdfium

    if pdfium.FPDFText_GetFontWeight(raw, index) >= 600:
        return True
    flags, name = ctypes.c_int(), ctypes.create_string_buffer(128)
    pdfium.FPDFText_GetFontInfo(raw, index, name, 128, flags)
    return any(word in name.value.lower() for word in (b"bold", b"black", b"heavy", b"demi"))


def _joined(found: list[Piece]) -> list[Piece]:
    """The pieces, those that follow one another on a line without a wide gap made one; raised figures are ¹²³."""
    result: list[Piece] = []
    for piece in found:
        joined = _join(result[-1], piece) if result else None
        if joined:
            result[-1] = joined
        else:
            result.append(piece)
    return result


def _join(first: Piece, second: Piece) -> Piece | None:
    em = max(first.size, second.size)
    gap = second.x0 - first.x1
    if not (abs(second.y - first.y) < 0.6 * em and -0.5 * em < gap < _CELL_GAP * em):
        return None
    space = " " if gap > _SPACE * em else ""
    left, right = first.text.rstrip(), second.text.lstrip()
    if _raises(first, second):
        return replace(first, x1=second.x1, text=f"{left}{superscript(right)}")
    if _raises(second, first):
        return replace(second, x0=first.x0, text=f"{superscript(left)}{space}{right}", order=first.order)
    if abs(second.y - first.y) > 0.3 * em:
        return None
    base = first if len(left) >= len(right) else second
    return replace(base, x0=first.x0, x1=second.x1, text=f"{left}{space}{right}", order=first.order)


def _raises(line: Piece, small: Piece) -> bool:
    """Whether a short piece stands raised and small beside a line."""
    return small.size < 0.85 * line.size and small.y > line.y + 0.1 * line.size and len(small.text.strip()) <= 4
