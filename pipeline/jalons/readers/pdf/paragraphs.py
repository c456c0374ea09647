"""The rows of a column -> its blocks: where paragraphs end, and what each is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from jalons.readers.pdf.columns import Row, is_mark
from jalons.reading.blocks import ENDED, NOTE, NUMBERED_NOTE

_LONGEST_HEADING: Final = 200
_SMALL: Final = 0.93
"""Notes are smaller than the text by this factor at least."""
_LARGE: Final = 1.12
"""Headings are larger by this."""
_ITEM: Final = re.compile(r"[ \t]*(?:[-–—•‣▪◦*·\uf0b7\uf0a7o]|\(?\d{1,2}[.)]|[a-z]\)|[A-Z]\d{1,2}\.)[ \t\u00a0]+(?=\S)")


@dataclass(frozen=True, slots=True)
class Part:
    """A block of a page: its kind, its text (a line a row), and what `Block` says of its level and line ends."""

    kind: str
    text: str
    level: int = 0
    wrapped: bool = False
    open: bool = False


def paragraphs(column: Sequence[Row], size: float, leading: float) -> list[Part]:
    """The blocks of a column; `size` and `leading` are those of the running text."""
    if not column:
        return []
    right = max(row.x1 for row in column)
    column = [_unstretched(row, right) if _stands_alone(column, i) else row for i, row in enumerate(column)]
    groups = _groups(column, right, leading / size)
    found: list[Part] = []
    in_notes = False
    for place, group in enumerate(groups):
        small = group[0].size < _SMALL * size
        marked = NOTE.match(group[0].text) or NUMBERED_NOTE.match(group[0].text)
        # Notes end a column: nothing but small text follows them.
        last = all(row.size < _SMALL * size for later in groups[place:] for row in later)
        in_notes = small and last and (in_notes or bool(marked))
        found.append(_part(group, size, right, note=in_notes))
    return found


def _stands_alone(column: Sequence[Row], place: int) -> bool:
    """Whether few pieces of a row but its first are aligned with some of the rows beside it: it is no row of a table."""
    beside = [*column[max(0, place - 1) : place], *column[place + 1 : place + 2]]
    starts = [piece.x0 for row in beside for piece in row.pieces[1:]]
    further = column[place].pieces[1:]
    aligned = sum(any(abs(piece.x0 - start) < 3.0 for start in starts) for piece in further)
    return aligned * 2 < max(len(further), 1)


def _unstretched(row: Row, right: float) -> Row:
    """A row whose words were drawn apart to fill the line, as one piece: the gaps are alike and part single words."""
    gaps = [b.x0 - a.x1 for a, b in pairwise(row.pieces)]
    single = not any(" " in piece.text.strip() for piece in row.pieces)
    if len(gaps) < 2 or not single or max(gaps) > 1.15 * min(gaps) or row.x1 < right - row.size:
        return row
    text = " ".join(piece.text.strip() for piece in row.pieces)
    # As wide as it would be undrawn: the line was broken by hand, and ends its paragraph.
    width = sum(piece.x1 - piece.x0 for piece in row.pieces) + 0.25 * row.size * len(gaps)
    return Row((replace(row.pieces[0], x1=row.x0 + width, text=text),))


def _part(group: list[Row], size: float, right: float, *, note: bool) -> Part:
    text = "\n".join(row.text for row in group)
    if note:
        return Part("note", text, wrapped=True)
    if group[0].cells > 1 and len(group) > 1:
        return Part("table", "\n".join(_cells(group)))
    short = len(text) <= _LONGEST_HEADING and not re.search(r"[.;,]$", text)
    if short and group[0].size > _LARGE * size:
        return Part("heading", text, level=1 if group[0].size > 1.4 * size else 2, wrapped=True)
    if short and len(group) <= 2 and all(row.bold for row in group) and not ENDED.search(text):
        return Part("heading", text, level=3, wrapped=True)
    full = group[-1].x1 > right - 1.5 * group[-1].size
    return Part("item" if _ITEM.match(text) else "paragraph", text, wrapped=True, open=full)


def _groups(column: Sequence[Row], right: float, pitch: float) -> list[list[Row]]:
    groups: list[list[Row]] = []
    for row in column:
        if groups and not _breaks(groups[-1], row, right, pitch):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _breaks(group: list[Row], row: Row, right: float, pitch: float) -> bool:
    """Whether a block ends before `row`."""
    before = group[-1]
    em = max(before.size, row.size, 1.0)
    gap = before.y - row.y
    if group[0].cells > 1 or row.cells > 1:
        return not _same_table(group, row, gap, em)
    if abs(row.size - before.size) > 0.08 * em or row.bold != before.bold:
        return True
    if gap > 1.3 * pitch * em or gap < 0:
        return True
    if _ITEM.match(row.text) and not _hangs(group, row):
        return True
    indented = row.x0 - before.x0 > 0.8 * em and len(group) > 1 and not _ITEM.match(group[0].text)
    # The first word of the next line would have found room: the line ends because the paragraph does.
    word = len(row.text.split(" ")[0]) / max(len(row.text), 1) * (row.x1 - row.x0)
    room = right - before.x1 > 1.2 * word + em
    return indented or (room and not _centred(before, row))


def _same_table(group: list[Row], row: Row, gap: float, em: float) -> bool:
    if gap > 2.6 * em or group[0].cells == 1:
        return False
    return row.cells > 1 or (gap < 1.4 * em and _cell_of(group[-1], row) is not None)


def _cell_of(above: Row, row: Row) -> int | None:
    """The cell under whose text a row of one cell stands, and within whose room; `None` if there is none."""
    starts = [piece.x0 for piece in above.pieces]
    for place, start in enumerate(starts):
        if abs(row.x0 - start) < 3.0 and (place + 1 == len(starts) or row.x1 < starts[place + 1]):
            return place
    return None


def _hangs(group: list[Row], row: Row) -> bool:
    """Whether a row that begins like an item stands under the text of one (a line may begin on a dash)."""
    return bool(_ITEM.match(group[0].text)) and row.x0 > group[0].x0 + 0.5 * row.size and not is_mark(row.pieces[0].text.strip())


def _centred(before: Row, row: Row) -> bool:
    return abs((before.x0 + before.x1) - (row.x0 + row.x1)) < 4.0 and abs(before.x0 - row.x0) > 4.0


def _cells(group: list[Row]) -> list[str]:
    """The lines of a table; the further lines of a cell join its first."""
    lines: list[tuple[Row, list[str]]] = []
    for row in group:
        place = _cell_of(lines[-1][0], row) if lines and row.cells == 1 else None
        if place is None:
            lines.append((row, [piece.text.strip() for piece in row.pieces]))
        else:
            above, more = lines[-1][1][place], row.text
            lines[-1][1][place] = above[:-1] + more if re.search(r"[^\W\d_]-$", above) else f"{above} {more}"
    return [" | ".join(texts) for _, texts in lines]
