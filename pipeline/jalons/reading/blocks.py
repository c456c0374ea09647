"""The blocks of a source text: runs of lines that belong together, each with its kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from jalons.reading.furniture import is_page_number, recurring_lines

BLOCK_KINDS: Final = ("heading", "paragraph", "item", "table", "note", "furniture", "bibliography")

_LINE: Final = re.compile(r"[^\n\r\f\v\u2028\u2029]*(?:\r\n|[\n\r\f\v\u2028\u2029]|$)")
_PAGE_BREAK: Final = re.compile(r"[ \t\r]*\n?[ \t]*\f")
BULLET: Final = re.compile(r"[ \t]*(?:[-–—•‣▪◦*·\uf0b7]|\(?\d{1,2}[.)]|[a-z]\)|[A-Z]\d{1,2}\.)[ \t\u00a0]+")
_YEAR: Final = re.compile(r"[ \t]*(?:1[5-9]|20)\d\d[ \t\u00a0]+(?=[A-ZÀ-Þ«])")
"""What begins a line of a chronology without marks: `2012 L'association rejoint le réseau`."""
NOTE: Final = re.compile(r"[ \t]*(?:[¹²³⁴-⁹][⁰¹²³⁴-⁹]?|\[\d{1,3}\]|\[\^\w{1,8}\]:)[ \t\u00a0]*(?=\S)")
NUMBERED_NOTE: Final = re.compile(r"[ \t]*(?:\d{1,3}[.)]?|[*†‡])(?:[ \t\u00a0]+(?=\S)|(?=[A-ZÀ-Þ«]))")
_BIBLIOGRAPHY: Final = re.compile(
    r"\s*#*\s*(?:\d{1,2}\.?\s+)?"
    r"(?:sources?|bibliographie|références(?: bibliographiques)?|pour en savoir plus|ouvrages cités)\s*:?\s*",
    re.I,
)
_CELLS: Final = re.compile(r"\S(?:[ \u00a0]{2,}|\t+| ?\| ?)(?=\S)")
ENDED: Final = re.compile(r"[.!?:;…](?:[»”\")\]\s⁰¹²³⁴-⁹]|\[\^?\w{1,8}\])*$")
HANGING: Final = re.compile(r"(?:\s+(?:de|des|du|d'|la|le|les|l'|et|en|au|aux|à))*\s*$")
"""The small words on which the first part of a cut mention may end."""
_HEADED: Final = re.compile(
    r"[ \t]*(?:(?:\d{1,2}|[IVX]{1,5})(?:\.\d{1,2})*(?:[.)]| [–—-])|\d{1,2}(?:\.\d{1,2}){1,3})[ \t\u00a0]+(?=[A-ZÀ-Þ])"
)
_LONG_LINE: Final = 160
"""Characters beyond which no line is broken to fit a page."""
_HEADLINE: Final = 100
"""Characters of the longest heading that stands on its text without a blank line."""
_BEGINS: Final = re.compile(r"[«“\"(]?[ \u00a0]?[A-ZÀ-Þ]")
_NUMBERED: Final = re.compile(r"\s*(?:#{1,6}\s|(?:\d{1,2}|[IVX]{1,5})(?:\.\d{1,2})*[.)]?\s+(?=[A-ZÀ-Þ]))")

Line = tuple[int, int]
"""A line's source offsets, without its end."""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a text: a kind of `BLOCK_KINDS` and its range of offsets.

    Readers also say the `level` of a heading (1 is the title), whether the line ends in it are those of a page (`wrapped`), and
    whether its last line is full, so that the paragraph may go on after the break (`open`).
    """

    kind: str
    start: int
    end: int
    level: int = 0
    wrapped: bool = False
    open: bool = False


@dataclass
class Lines:
    """A block of source lines; `continuation` holds those that follow a mended cut, `reason` says why furniture goes."""

    kind: str
    lines: list[Line]
    continuation: list[Line] = field(default_factory=list)
    wrapped: bool = False
    open: bool = False
    level: int = 0
    reason: str = ""


def structured(text: str, blocks: Sequence[Block]) -> Iterator[Lines]:
    """The blocks that a reader found. A paragraph that looks like a heading, item or note is one."""
    found = []
    for block in blocks:
        lines = [line for line in _lines(text, block.start, block.end) if line[0] < line[1]]
        if lines:
            each = Lines(block.kind, lines, wrapped=block.wrapped, open=block.open, level=block.level)
            if block.kind == "paragraph" and not block.open:
                kind = _kind(text, lines)
                each.kind = "paragraph" if kind == "table" else kind
            each.reason = "en-tête ou pied de page" if block.kind == "furniture" else _reason(text, each)
            found.append(each)
    return _with_bibliography(found, text)


def unstructured(text: str) -> Iterator[Lines]:
    """The blocks between blank lines, list items and notes on their own, each with its kind."""
    lines = list(_lines(text, 0, len(text)))
    recurring = recurring_lines([text[a:b] for a, b in lines], [_breaks(text, end) for _, end in lines])
    furniture = {lines[i] for i in recurring}
    years = [bool(_YEAR.match(text, *line)) for line in lines]
    dated = {line for i, line in enumerate(lines) if years[i] and any(years[max(0, i - 1) : i] + years[i + 1 : i + 2])}
    found = []
    for group in _groups(text, lines, furniture, dated):
        each = Lines("item" if group[0] in dated else _kind(text, group), group)
        if group[0] in furniture:
            each.kind, each.reason = "furniture", "en-tête ou pied de page"
        else:
            each.reason = _reason(text, each)
        found.append(each)
    return _with_bibliography(found, text)


def _reason(text: str, block: Lines) -> str:
    if block.kind != "furniture":
        return ""
    return "numéro de page" if any(map(str.isdigit, text[slice(*block.lines[0])])) else "filet"


def _with_bibliography(found: Iterable[Lines], text: str) -> Iterator[Lines]:
    """The blocks, those under the heading of a bibliography named so."""
    inside = False
    for block in found:
        first = text[slice(*block.lines[0])]
        if len(block.lines) == 1 and _BIBLIOGRAPHY.fullmatch(first):
            inside, block.kind = True, "heading"
        elif inside and block.kind == "heading" and not (block.level or _NUMBERED.match(first) or first.isupper()):
            block.kind = "bibliography"
        elif inside and block.kind == "heading":
            inside = False
        elif inside and block.kind in ("paragraph", "item"):
            block.kind = "bibliography"
        yield block


def _lines(text: str, start: int, end: int) -> Iterator[Line]:
    """The lines of a part of the text, without white space at their ends."""
    for match in _LINE.finditer(text, start, end):
        if match.start() < match.end():
            yield match.start(), match.start() + len(match[0].rstrip())


def _breaks(text: str, end: int) -> bool:
    """Whether a page ends with the line that ends at `end`."""
    match = _PAGE_BREAK.match(text, end)
    return match is not None


def _groups(text: str, lines: Iterable[Line], furniture: set[Line], dated: set[Line]) -> Iterator[list[Line]]:
    """Runs of lines that belong together: split at blank lines, rules, page breaks, list items, `dated` lines and notes.

    Where lines are as long as their paragraphs, each is a paragraph, but for the rows of a table.
    """
    group: list[Line] = []
    lines = list(lines)
    lengths = [end - start for start, end in lines]
    width, unbroken = max(lengths, default=0), 2 * sum(each for each in lengths if each > _LONG_LINE) > sum(lengths)
    for start, end in lines:
        line = text[start:end]
        apart = unbroken and bool(group) and not _in_table(text, group)
        if line and (apart or (len(group) == 1 and _heads(text[slice(*group[0])], line, width))):
            yield group
            group = []
        alone = bool(line) and ((start, end) in furniture or is_page_number(line))
        opens = bool((start, end) in dated or BULLET.match(line) or NOTE.match(line)) and not (group and _in_table(text, group))
        if group and (not line or alone or opens):
            yield group
            group = []
        if alone:
            yield [(start, end)]
        elif line:
            group.append((start, end))
        if group and text[end : end + 1] == "\f":
            yield group
            group = []
    if group:
        yield group


def _heads(first: str, following: str, width: int) -> bool:
    """Whether the first line of a paragraph is its heading, numbered or in capitals: `3. Recrutement`, `POINT FINANCIER`.

    It is broken off where the next word would have found room in a line of the text's width.
    """
    if len(first) > _HEADLINE or ENDED.search(first) or not (_BEGINS.match(following) or _HEADED.match(following)):
        return False
    capitals = first.isupper() and not any(map(str.isdigit, first)) and not following.isupper()
    room = len(first) + 1 + len(following.split(maxsplit=1)[0]) <= width
    headed = bool(_HEADED.match(first))
    return room and (capitals or headed) and (len(first) < len(following) or (headed and bool(_HEADED.match(following))))


def _in_table(text: str, group: list[Line]) -> bool:
    return len(_CELLS.findall(text[slice(*group[-1])])) >= 2


def _kind(text: str, lines: list[Line]) -> str:
    first = text[slice(*lines[0])]
    if len(lines) == 1 and is_page_number(first):
        return "furniture"
    if NOTE.match(first):
        return "note"
    if sum(len(_CELLS.findall(text[a:b])) >= 2 for a, b in lines) * 2 > len(lines):
        return "table"
    if first.lstrip().startswith("#"):
        return "heading"
    short = sum(b - a for a, b in lines) <= 120
    if len(lines) <= 2 and short and not ENDED.search(text[slice(*lines[-1])]):
        numbered = _NUMBERED.match(first)
        if numbered or not re.search(r"[.;!?]\s", first):
            return "heading" if numbered or not BULLET.match(first) else "item"
    return "item" if BULLET.match(first) else "paragraph"
