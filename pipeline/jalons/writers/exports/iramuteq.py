"""IRaMuTeQ: a text after each line of four stars with its variables (`**** *annee_2012 *nature_creation`), a passage a text.

Documentation: http://www.iramuteq.org/documentation, "Format des données en entrée" (the rules of ALCESTE's corpora).
"""

from __future__ import annotations

import re
from typing import Final, TextIO

from jalons.folding import fold, plain
from jalons.types import Chronology
from jalons.writers.exports._passages import passages

_WORD: Final = re.compile(r"[^a-z0-9]+")
_SIGNS: Final = str.maketrans(dict.fromkeys('*_$§#^~|{}[]<>\\"“”', " ") | {"’": "'", "ʼ": "'"})
"""Stars begin variables, underscores words that count as such; IRaMuTeQ keeps `$` for itself, and the rest breaks words."""


def write(chronology: Chronology, stream: TextIO) -> None:
    """Writes the dated passages, each on one line under its variables: document, year, decade, kind, modality."""
    for entry, document, year in passages(chronology, "iramuteq"):
        variables = {
            "doc": document.id,
            "annee": str(year),
            "decennie": f"{year // 10}0",
            "nature": entry.kind or "fait",
            "modalite": entry.modality,
        }
        line = " ".join(f"*{name}_{modality(value)}" for name, value in variables.items())
        stream.write(f"**** {line}\n{plain_text(entry.quote)}\n\n")


def modality(value: str) -> str:
    """A value of a variable: no accents, spaces or signs.

    >>> modality("Prise de parole_2")
    'prisedeparole2'
    """
    return _WORD.sub("", fold(value)) or "inconnu"


def plain_text(text: str) -> str:
    """A text without the signs that IRaMuTeQ reads as its own, on one line.

    >>> plain_text("**** *mot\\n_rire_ l’an")
    "mot rire l'an"
    """
    return plain(text.translate(_SIGNS)).lstrip("- ") or "vide"
