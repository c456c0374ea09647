"""Folding: text as patterns and lexicons see it. One character in, one character out, so that offsets stay."""

from __future__ import annotations

import re
import unicodedata
from typing import Final


def _folded(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character


_TABLE: Final = {code: _folded(chr(code)) for code in (*range(0x41, 0x5B), *range(0xC0, 0x250)) if chr(code) not in "×÷"} | {
    ord("’"): "'",
    ord("ʼ"): "'",
    0xA0: " ",
    0x202F: " ",
    0x2009: " ",
    0x2010: "-",
    0x2011: "-",
}


def fold(text: str) -> str:
    """`text` in lower case, without accents, with straight apostrophes and plain spaces; same length.

    >>> fold("À l’Été 2003")
    "a l'ete 2003"
    """
    return text.translate(_TABLE)


CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
"""Control characters that are no white space."""


def plain(text: str) -> str:
    """A text on one line: no control characters, single spaces, none at its ends.

    >>> plain(" un\\n deux ")
    'un deux'
    """
    return " ".join(CONTROL.sub("", text).split())
