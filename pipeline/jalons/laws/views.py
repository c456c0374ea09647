"""What the grammar sees of a text: the same characters, folded, so that offsets stay; and what it makes of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from jalons.folding import fold
from jalons.patterns import compiled

_SINGLE_NEWLINE: Final = compiled(r"(?<!\n)[\t\r\n](?!\n)")
_BLANKS: Final = str.maketrans(dict.fromkeys("'’‘`-‐‑–—«»“”„\"*_", " "))


class View:
    """A text and its folded forms of equal length."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def folded(self) -> str:
        """Lower case, no accents, straight apostrophes; a line end inside a paragraph is a space."""
        return _SINGLE_NEWLINE.sub(" ", fold(self.text))

    @cached_property
    def bare(self) -> str:
        """The folded text with apostrophes, hyphens and quotation marks blank: how names are looked up."""
        return self.folded.translate(_BLANKS)


@dataclass(slots=True)
class Reference:
    """A legal text as found in a document; `sure` if its id comes from a number or a lexicon."""

    start: int
    end: int
    kind: str
    id: str
    rule: str
    sure: bool = False
    date: str = ""
    """ISO day or year that the text itself gives, else the lexicon's."""


@dataclass(frozen=True, slots=True)
class Law:
    """A legal reference: its range of characters, its id and the rule that found it."""

    start: int
    end: int
    id: str
    rule: str
