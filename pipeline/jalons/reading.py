"""Source text -> reading text: what spaCy sees, with an exact way back to the source.

The reading has links unwrapped, hyphenated and hard-wrapped lines joined, sentences that a page break or footnote cuts made
whole (what stood between follows them), no-break spaces and curly apostrophes made plain. Each character of the reading
knows the offset of the source character it comes from; nothing is lost that carries words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

BLOCK_KINDS: Final = ("heading", "paragraph", "item", "table", "note", "furniture", "bibliography")

_LINE: Final = re.compile(r"[^\n\r\f\v\u2028\u2029]*(?:\r\n|[\n\r\f\v\u2028\u2029]|$)")
_BULLET: Final = re.compile(r"[ \t]*(?:[-–—•‣▪*·]|\(?\d{1,2}[.)]|[a-z]\)|[A-Z]\d{1,2}\.)[ \t\u00a0]+")
_NOTE: Final = re.compile(r"[ \t]*(?:[¹²³⁴-⁹][⁰¹²³⁴-⁹]?|\[\d{1,3}\]|\[\^\w{1,8}\]:)[ \t\u00a0]*(?=\S)")
_FURNITURE: Final = re.compile(r"\s*(?:[-–—]?\s*(?:page\s+)?\d{1,4}(?:\s*(?:/|sur)\s*\d{1,4})?\s*[-–—]?|[-=_*~]{3,})\s*", re.I)
_BIBLIOGRAPHY: Final = re.compile(
    r"\s*#*\s*(?:\d{1,2}\.?\s+)?"
    r"(?:sources?|bibliographie|références(?: bibliographiques)?|pour en savoir plus|ouvrages cités)\s*:?\s*",
    re.I,
)
_CELLS: Final = re.compile(r"\S(?:[ \u00a0]{2,}|\t+| ?\| ?)(?=\S)")
_ENDED: Final = re.compile(r"[.!?:;…][»”\")\]\s]*$")
_HYPHENATED: Final = re.compile(r"(?<=[^\W\d_])[-\u00ad]$")
_NUMBERED: Final = re.compile(r"\s*(?:#{1,6}\s|(?:\d{1,2}|[IVX]{1,5})(?:\.\d{1,2})*[.)]?\s+(?=[A-ZÀ-Þ]))")
_MARKUP: Final = re.compile(
    r"\[(?P<link>[^\]\[\n]{0,300})\]\([^()\s]{0,500}\)"
    r"|(?P<strong>\*\*|(?<!_)__(?!_))"
    r"|(?P<note>(?<=[\w.,;:!?»)\]])[¹²³⁴-⁹⁰]{1,3})"
    r"|(?P<drop>[\u00ad\u200b-\u200d\u2060\ufeff])"
    r"|(?P<ligature>[ﬀ-ﬆ])"
)
_LIGATURES: Final = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_UNITS: Final = re.compile(r"(?:^|[\s\d])[cdkm]?m$")
_PLAIN: Final = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "’": "'", "ʼ": "'", "\u2011": "-", "\u2010": "-"}
)


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the reading: a kind of `BLOCK_KINDS` and its range of reading offsets."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """The reading text; `offsets[i]` is the source offset of its character `i`; `blocks` cover it in order."""

    text: str
    offsets: tuple[int, ...]
    blocks: tuple[Block, ...]

    @classmethod
    def of(cls, text: str) -> Reading:
        """The reading of a source text."""
        builder = _Builder(text)
        for block in _mended(_blocks(text), text):
            builder.add(block)
        return Reading("".join(builder.characters), tuple(builder.offsets), tuple(builder.blocks))

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The source range, end exclusive, from the first to the last character of a reading range that is not empty."""
        span = self.offsets[start:end]
        return min(span[0], span[-1]), max(span[0], span[-1]) + 1

    def contiguous(self, start: int, end: int) -> int:
        """The end of the part of a reading range, from `start`, with only white space and mark-up cut out of it.

        Where a page break or note cuts a mention in two, its first part counts, without the preposition it ends on.
        """
        for i in range(start + 1, end):
            if not 0 < self.offsets[i] - self.offsets[i - 1] < _LONGEST_GAP:
                return start + len(_HANGING.sub("", self.text[start:i]))
        return end


_HANGING: Final = re.compile(r"(?:\s+(?:de|des|du|d'|la|le|les|l'|et|en|au|aux|à))*\s*$")
_LONGEST_GAP: Final = 40
"""Source characters that may stand between two neighbours of the reading inside one mention (hyphen, wrap, link target)."""


@dataclass
class _Lines:
    """A block of source lines, as (start, end) without line ends; `continuation` holds those that follow a mended cut."""

    kind: str
    lines: list[tuple[int, int]]
    continuation: list[tuple[int, int]] = field(default_factory=list)


def _blocks(text: str) -> Iterator[_Lines]:
    """The blocks between blank lines, list items and notes on their own, each with its kind."""
    in_bibliography = False
    for block in _groups(text):
        first = text[block[0][0] : block[0][1]]
        kind = _kind(text, block)
        if len(block) == 1 and _BIBLIOGRAPHY.fullmatch(first):
            in_bibliography, kind = True, "heading"
        elif in_bibliography and kind == "heading" and not (_NUMBERED.match(first) or first.isupper()):
            kind = "bibliography"
        elif in_bibliography and kind == "heading":
            in_bibliography = False
        elif in_bibliography and kind in ("paragraph", "item"):
            kind = "bibliography"
        yield _Lines(kind, block)


def _groups(text: str) -> Iterator[list[tuple[int, int]]]:
    """Runs of lines that belong together: split at blank lines, rules, page breaks, list items and notes."""
    group: list[tuple[int, int]] = []
    for match in _LINE.finditer(text):
        line = match[0].rstrip()
        start, end = match.start(), match.start() + len(line)
        alone = bool(line) and bool(_FURNITURE.fullmatch(line))
        opens = bool(_BULLET.match(line) or _NOTE.match(line)) and not (group and _in_table(text, group))
        if group and (not line or alone or opens):
            yield group
            group = []
        if alone:
            yield [(start, end)]
        elif line:
            group.append((start, end))
        if group and match[0].endswith("\f"):
            yield group
            group = []
    if group:
        yield group


def _in_table(text: str, group: list[tuple[int, int]]) -> bool:
    return len(_CELLS.findall(text[group[-1][0] : group[-1][1]])) >= 2


def _kind(text: str, lines: list[tuple[int, int]]) -> str:
    first = text[lines[0][0] : lines[0][1]]
    if len(lines) == 1 and _FURNITURE.fullmatch(first):
        return "furniture"
    if _NOTE.match(first):
        return "note"
    if sum(len(_CELLS.findall(text[a:b])) >= 2 for a, b in lines) * 2 > len(lines):
        return "table"
    if first.lstrip().startswith("#"):
        return "heading"
    short = sum(b - a for a, b in lines) <= 120
    if len(lines) <= 2 and short and not _ENDED.search(text[lines[-1][0] : lines[-1][1]]):
        numbered = _NUMBERED.match(first)
        if numbered or not re.search(r"[.;!?]\s", first):
            return "heading" if numbered or not _BULLET.match(first) else "item"
    return "item" if _BULLET.match(first) else "paragraph"


def _mended(blocks: Iterator[_Lines], text: str) -> list[_Lines]:
    """The blocks, each sentence that is cut by a page break, running head or footnote joined to its continuation."""
    result: list[_Lines] = []
    for block in blocks:
        cut = _cut_before(result, text) if block.kind in ("paragraph", "heading") and _starts_low(block, text) else None
        if cut is None:
            result.append(block)
        else:
            cut.lines += [*block.lines]
            cut.continuation.append(block.lines[0])
    return result


def _starts_low(block: _Lines, text: str) -> bool:
    start = text[block.lines[0][0] : block.lines[0][1]].lstrip()
    return start[:1].islower() and not _BULLET.match(start)


def _cut_before(blocks: list[_Lines], text: str) -> _Lines | None:
    """The paragraph that breaks off in mid-sentence, with at most four notes, heads or page numbers after it."""
    for back, block in enumerate(reversed(blocks)):
        if block.kind in ("paragraph", "item"):
            last = text[block.lines[-1][0] : block.lines[-1][1]]
            return None if _ENDED.search(last) else block
        if block.kind == "table" or back >= 4:
            return None
        if block.kind == "heading" and back == len(blocks) - 1:
            return None
    return None


class _Builder:
    """Writes blocks of source lines into the reading, character by character."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.characters: list[str] = []
        self.offsets: list[int] = []
        self.blocks: list[Block] = []
        widths = sorted(len(line.rstrip()) for line in source.splitlines() if line.strip())
        self.width = widths[int(len(widths) * 0.95)] if widths else 0
        """Where long lines end; text is hard-wrapped if that is below 130 characters."""

    def add(self, block: _Lines) -> None:
        if self.characters:
            self._put("\n", self.offsets[-1])
            self._put("\n", self.offsets[-1])
        begin = len(self.characters)
        for number, (start, end) in enumerate(block.lines):
            if number:
                self._join(block, block.lines[number - 1], (start, end))
            indent = len(self.source[start:end]) - len(self.source[start:end].lstrip())
            note = _NOTE.match(self.source, start, end) if number == 0 and block.kind == "note" else None
            self._copy(note.end() if note else start + indent, end)
        self.blocks.append(Block(block.kind, begin, len(self.characters)))

    def _put(self, character: str, offset: int) -> None:
        self.characters.append(character)
        self.offsets.append(offset)

    def _join(self, block: _Lines, line: tuple[int, int], following: tuple[int, int]) -> None:
        """What stands between two lines of a block: nothing after a hyphenated word, else a space or a line end."""
        before, after = self.source[slice(*line)].rstrip(), self.source[slice(*following)].lstrip()
        if _HYPHENATED.search(before) and after[:1].islower() and self.characters[-1] in "-\u00ad":
            if before.endswith("\u00ad") or not is_compound(before, after):
                self.characters.pop()
                self.offsets.pop()
            return
        wrapped = following in block.continuation or after[:1].islower() or block.kind in ("item", "note")
        if self.width < 130 and len(before) + len(after.split(" ")[0]) + 1 >= self.width * 0.8:
            wrapped = True
        self._put(" " if wrapped and block.kind != "table" else "\n", line[1])

    def _copy(self, start: int, end: int) -> None:
        position = start
        for match in _MARKUP.finditer(self.source, start, end):
            if match.start() < position:
                continue
            self._plain(position, match.start())
            position = match.end()
            if match["link"] is not None:
                self._plain(match.start("link"), match.end("link"))
            elif match["ligature"]:
                for character in _LIGATURES[match["ligature"]]:
                    self._put(character, match.start())
            elif match["note"] and _UNITS.search(self.source[max(start, match.start() - 4) : match.start()]):
                self._plain(match.start(), match.end())
        self._plain(position, end)

    def _plain(self, start: int, end: int) -> None:
        self.characters.extend(self.source[start:end].translate(_PLAIN))
        self.offsets.extend(range(start, end))


_COMPOUND_HEADS: Final = frozenset(
    "après arrière auto avant bio celui celle ceux ci co contre demi ex extra franco inter là lui elle eux mi mini moi moins "
    "multi non nous vous peut post pré pro quasi quatre recherche recherches rendez science sciences semi socio sous sur tiers "
    "toi vice vis vingt trente quarante cinquante soixante dix grand haut bas libre nord sud est ouest sans soi plein porte chef "
    "œuvre".split()
)


def is_compound(before: str, after: str) -> bool:
    """Whether the hyphen at the end of a line belongs to the word (`recherche-` + `action`), not to the line break."""
    head = re.split(r"[\s'’\-]", before.rstrip("-"))[-1].lower()
    return head in _COMPOUND_HEADS or bool(re.match(r"(?:je|tu|il|elle|on|nous|vous|ils|elles|ce|ci|là|même|mêmes)\b", after))
