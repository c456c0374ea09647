"""Ids of legal texts, as section 4 of the annotation guide writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from jalons.folding import fold
from jalons.rules import LexiconRow, load_lexicon

_MONTHS: Final = "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split()
_SMALL: Final = frozenset("a au aux d de des du en et l la le les n ou par pour s sur un une dans avec".split())
_WORDS: Final = re.compile(r"[a-z0-9]+")


@cache
def texts() -> Mapping[str, LexiconRow]:
    """The rows of the lexicon of laws, by id."""
    return {row.id: row for row in load_lexicon("laws")}


@cache
def by_name() -> Mapping[str, str]:
    """The id of each name of the lexicons of laws and codes, by its key (see `key`)."""
    rows = (*load_lexicon("laws"), *load_lexicon("codes"))
    return {key(name): row.id for row in rows for name in row.names}


@cache
def _by_date() -> Mapping[tuple[str, str], str]:
    """The id of each dated text of the lexicon, by kind and ISO day."""
    return {(row.id.split(":")[0], row.cells["date"]): row.id for row in load_lexicon("laws") if row.cells["date"]}


@cache
def _by_year() -> Mapping[tuple[str, str], str]:
    """The id of the texts that the lexicon names by their year (`loi 1901`, `loi de 1905`)."""
    found = {}
    for row in load_lexicon("laws"):
        for name in row.names:
            match = re.fullmatch(r"(loi|decret|ordonnance) (?:de )?(\d{4})", fold(name))
            if match:
                found[match[1], match[2]] = row.id
    return found


def key(name: str) -> str:
    """A name without case, accents, punctuation: what makes two spellings of a name the same."""
    return " ".join(_WORDS.findall(fold(name)))


def kebab(name: str, *, keep: bool = False) -> str:
    """The kebab-case id of a name, without articles and prepositions unless `keep`.

    >>> kebab("Charte des sciences et recherches participatives")
    'charte-sciences-recherches-participatives'
    """
    words = _WORDS.findall(fold(name))
    return "-".join(word for word in words if keep or word not in _SMALL)


def iso_day(date: str) -> str:
    """The ISO day of a folded French date (`1er juillet 1901`, `6/1/1978`)."""
    figures = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", date)
    if figures:
        return f"{figures[3]}-{int(figures[2]):02d}-{int(figures[1]):02d}"
    day, month, year = re.split(r"\s+", date.replace("1 er", "1er"))
    number = 1 if day in ("1er", "premier") else int(day)
    return f"{year}-{_MONTHS.index(month) + 1:02d}-{number:02d}"


def numbered(kind: str, number: str) -> str:
    """`loi:2020-1674`; two-digit years stay as the official form has them."""
    return f"{_kind(kind)}:{number}"


def dated(kind: str, date: str) -> str:
    """The id of a text known by its date: the numbered one if the lexicon has it, else `kind:date`."""
    day = iso_day(date)
    return _by_date().get((_kind(kind), day), f"{_kind(kind)}:{day}")


def yeared(kind: str, year: str) -> str:
    """The id of a text known by its year: the lexicon's, else `kind:year`."""
    return _by_year().get((_kind(kind), year), f"{_kind(kind)}:{year}")


def _kind(kind: str) -> str:
    return kebab(kind.split(" de service", maxsplit=1)[0] if kind.startswith("note") else kind)
