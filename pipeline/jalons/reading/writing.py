"""Blocks of source lines written into the reading, character by character."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from jalons.reading.blocks import NOTE, NUMBERED_NOTE, Block, Line, Lines

_HYPHENATED: Final = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]$")
_SHARP: Final = re.compile(r"[ \t]*#{1,6}[ \t]+(?=\S)")
_FORM: Final = "mise en forme"
_CUT: Final = re.compile(r"[^\W\d_]+[-\u00ad\u2010][^\S\n]*\n\s*[^\W\d_]+")
"""A word that a line end cuts."""
_MARKUP: Final = re.compile(
    r"!?\[(?P<link>[^\]\[\n]{0,300})\]\([^()\s]{0,500}(?: \"[^\"\n]{0,200}\")?\)"
    r"|(?P<strong>\*\*|(?<!_)__(?!_))"
    r"|(?P<emphasis>(?<![\w*\\])\*(?=[^\s*])|(?<=[^\s*\\])\*(?![\w*]))"
    r"|(?P<call>\[\^\w{1,8}\](?!:))"
    r"|(?P<note>(?<=[\w.,;:!?»)\]])[¹²³⁴-⁹⁰]{1,3})"
    r"|(?P<drop>[\u00ad\u200b-\u200d\u2060\ufeff])"
    r"|(?P<ligature>[ﬀ-ﬆ])"
)
_LIGATURES: Final = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_UNITS: Final = re.compile(r"(?:^|[\s\d])[cdkm]?m$")
_PLAIN: Final = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "’": "'", "ʼ": "'", "\u2011": "-", "\u2010": "-"}
)
_HARD_WRAPPED: Final = 130
"""Lines of a text that is wrapped by hand are shorter than this."""


@dataclass(frozen=True, slots=True, order=True)
class Removal:
    """A range of the source that the reading leaves out, and why (in French, for a person)."""

    start: int
    end: int
    reason: str


class Builder:
    """Writes blocks of source lines into the reading, character by character."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.characters: list[str] = []
        self.offsets: array[int] = array("I")
        self.blocks: list[Block] = []
        self.removed: list[Removal] = []

    @cached_property
    def width(self) -> int:
        """Where long lines end; text is hard-wrapped if that is below `_HARD_WRAPPED`."""
        widths = sorted(len(line.rstrip()) for line in self.source.splitlines() if line.strip())
        return widths[int(len(widths) * 0.95)] if widths else 0

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the source, in lower case, that stand whole in a line."""
        whole = _CUT.sub(" ", self.source.lower())
        return frozenset(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*(?![\w-])", whole))

    def add(self, block: Lines) -> None:
        """Writes a block after those before it; leaves out furniture."""
        if block.kind == "furniture":
            self._remove(block.lines[0][0], block.lines[-1][1], block.reason)
            return
        if self.characters:
            self._put("\n", self.offsets[-1])
            self._put("\n", self.offsets[-1])
        begin = len(self.characters)
        for number, (start, end) in enumerate(block.lines):
            if number:
                self._join(block, block.lines[number - 1], (start, end))
            self._copy(self._line_start(block, number, start, end), end)
        self.blocks.append(Block(block.kind, begin, len(self.characters), block.level))

    def _line_start(self, block: Lines, number: int, start: int, end: int) -> int:
        """Where the words of a line begin: after its indent, and the mark of a note."""
        if number == 0 and block.kind == "note":
            mark = NOTE.match(self.source, start, end) or NUMBERED_NOTE.match(self.source, start, end)
            if mark:
                self._remove(start, mark.end(), "marque de note")
                return mark.end()
        sharp = _SHARP.match(self.source, start, end) if number == 0 and block.kind == "heading" else None
        if sharp:
            self._remove(start, sharp.end(), _FORM)
            return sharp.end()
        line = self.source[start:end]
        return start + len(line) - len(line.lstrip())

    def _remove(self, start: int, end: int, reason: str) -> None:
        self.removed.append(Removal(start, end, reason))

    def _put(self, character: str, offset: int) -> None:
        self.characters.append(character)
        self.offsets.append(offset)

    def _join(self, block: Lines, line: Line, following: Line) -> None:
        """What stands between two lines of a block: nothing after a hyphenated word, else a space or a line end."""
        before, after = self.source[slice(*line)].rstrip(), self.source[slice(*following)].lstrip()
        if _HYPHENATED.search(before) and after[:1].isalpha() and self.characters[-1:] in (["-"], ["\u00ad"]):
            if before.endswith("\u00ad") or not is_compound(before, after, words=self.words):
                self.characters.pop()
                self._remove(self.offsets.pop(), line[1], "trait de coupure")
            return
        wrapped = block.wrapped or following in block.continuation or after[:1].islower() or block.kind in ("item", "note")
        if self.width < _HARD_WRAPPED and len(before) + len(after.split(" ")[0]) + 1 >= self.width * 0.8:
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
                self._remove(match.end("link"), match.end(), "adresse d'un lien")
            elif match["ligature"]:
                for character in _LIGATURES[match["ligature"]]:
                    self._put(character, match.start())
            elif match["note"] and _UNITS.search(self.source[max(start, match.start() - 4) : match.start()]):
                self._plain(match.start(), match.end())
            else:
                self._remove(match.start(), match.end(), _REASONS[match.lastgroup or ""])
        self._plain(position, end)

    def _plain(self, start: int, end: int) -> None:
        self.characters.extend(self.source[start:end].translate(_PLAIN))
        self.offsets.extend(range(start, end))


EMPHASIS: Final = "italique"
"""Why a mark of italics is left out."""
_REASONS: Final = {
    "strong": _FORM,
    "emphasis": EMPHASIS,
    "call": "appel de note",
    "note": "appel de note",
    "drop": "caractère invisible",
}
_COMPOUND_HEADS: Final = frozenset(
    "œuvre après arrière avant celui celle ceux celles contre demi franco grand haut bas libre nord sud est ouest non peut quasi "
    "recherche recherches rendez science sciences semi sans soi plein porte chef socio tiers vice vis quatre dix vingt trente "
    "quarante cinquante soixante là beau belle petit petite moyen vide".split()
)
"""First parts of compounds that no other word of French begins with."""
_PREFIXES: Final = frozenset(
    "auto bio ci co ex extra inter mi mini multi post pré pro sous sur anti micro macro néo pluri".split()
)
"""First parts of compounds, but also of words that are written as one (`mi-nistère`, `pro-jet`): the second part decides."""
_SECONDS: Final = frozenset(
    "janvier février mars avril juin juillet août septembre octobre novembre décembre temps parcours chemin dessous dessus après "
    "joint jointe joints jointes annexé annexée".split()
)
_INVERTED: Final = re.compile(r"(?:je|tu|nous|vous|là|mêmes?)\b")


def is_compound(before: str, after: str, *, words: frozenset[str] = frozenset()) -> bool:
    """Whether the hyphen at the end of a line belongs to the word (`recherche-` + `action`), not to the line break.

    `words` are those of the text: how it writes the word elsewhere decides.
    """
    head = re.split(r"[\s'’]", before.rstrip("-\u2010"))[-1].lower()
    tail = re.match(r"[^\W\d_]*(?:-[^\W\d_]+)*", after.lower())
    whole = tail[0] if tail else ""
    if f"{head}{whole}" in words:
        return False
    if f"{head}-{whole}" in words or after[:1].isupper():
        return True
    last = head.split("-")[-1]
    if last in _PREFIXES:
        return whole in words or whole in _SECONDS
    return last in _COMPOUND_HEADS or bool(_INVERTED.match(after)) or _follows_verb(last, whole, words)


def _follows_verb(head: str, tail: str, words: frozenset[str]) -> bool:
    """Whether a pronoun that could also end a word stands after a verb (`fait-` + `on`) or demonstrative (`jours-` + `ci`)."""
    if tail in ("il", "ils", "elle", "elles", "on"):
        return head.endswith(("t", "d"))
    return (tail == "ce" and head in ("est", "sera", "était", "fût", "soit")) or (tail == "ci" and head in words)
