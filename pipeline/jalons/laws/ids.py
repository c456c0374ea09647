"""Ids of legal texts, as section 4 of the annotation guide writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from jalons.folding import fold
from jalons.identity import slug
from jalons.rules import LexiconRow, load_lexicon

_MONTHS: Final = "jan fev mar avr mai juin juil aou sep oct nov dec".split()
_SMALL: Final = re.compile("aux?|avec|a|dans|d|de|des|du|en|et|l[ae]s?|le|l|n|ou|par|pour|sur|s|une?")
_WORDS: Final = re.compile(r"[a-z0-9œæ]+")
_FRENCH: Final = re.compile(r"(?:19(?=\d\d-))?(\d{2,4}-\d+)")
_KNOWN_BY_DATE: Final = frozenset({"loi", "ordonnance", "decret", "directive", "reglement", "constitution", "traite"})


@cache
def texts() -> Mapping[str, LexiconRow]:
    """The rows of the lexicon of laws, by id."""
    return {row.id: row for row in load_lexicon("laws")}


@cache
def _by_date() -> Mapping[tuple[str, str], list[str]]:
    """The ids of the dated texts of the lexicon, by kind and ISO day."""
    days: dict[tuple[str, str], list[str]] = {}
    for row in load_lexicon("laws"):
        if row.cells["date"] and kind_of(row.id) in _KNOWN_BY_DATE:
            days.setdefault((kind_of(row.id), row.cells["date"]), []).append(row.id)
    return days


def of_day(kind: str, day: str) -> list[str]:
    """The ids of the texts of the lexicon that are of a kind and a day."""
    return _by_date().get((singular(kind), day), [])


def kind_of(law: str) -> str:
    """The kind of text that an id is of.

    >>> kind_of("loi:2013-660"), kind_of("code-civil")
    ('loi', 'code')
    """
    return re.split(r"[:-]", law, maxsplit=1)[0]


def key(name: str) -> str:
    """A name without case, accents, punctuation: what makes two spellings of a name the same."""
    return " ".join(_WORDS.findall(fold(name)))


def kebab(name: str) -> str:
    """The kebab-case id of a name, without articles and prepositions.

    >>> kebab("Charte des sciences et recherches participatives")
    'charte-sciences-recherches-participatives'
    """
    return slug(name, empty=_SMALL)


def iso_day(date: str) -> str:
    """The ISO day of a folded French date: `1er juillet 1901`, `22 juil. 2013`, `6/1/1978`."""
    figures = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", date)
    if figures:
        return f"{figures[3]}-{int(figures[2]):02d}-{int(figures[1]):02d}"
    day, month, year = re.fullmatch(r"(premier|\d{1,2})(?: ?er)? +([a-z]+)\.? +(\d{4})", date).groups()  # type: ignore[union-attr]
    return f"{year}-{month_number(month):02d}-{1 if day == 'premier' else int(day):02d}"


def month_number(month: str) -> int:
    """The number of a folded month, cut short or not."""
    return next(number for number, start in enumerate(_MONTHS, start=1) if month.startswith(start))


def singular(kind: str) -> str:
    """The kind as ids write it.

    >>> singular("décrets-lois"), singular("Lois")
    ('decret-loi', 'loi')
    """
    return re.sub(r"s(?=-|$)", "", kebab(kind))


def numbered(kind: str, number: str) -> str:
    """`loi:2020-1674`; the years of the 20th century have two digits, as in the official form.

    >>> numbered("loi", "1999-587"), numbered("circulaire", "5811/SG")
    ('loi:99-587', 'circulaire:5811/SG')
    """
    plain = re.sub(r"[‐‑–]", "-", re.sub(r"\s", "", number))
    french = _FRENCH.fullmatch(plain)
    return f"{singular(kind)}:{french[1] if french else plain}"


def dated(kind: str, day: str) -> str:
    """The id of a text known by its day: that of the lexicon if one text there has that day, else `kind:day`."""
    known = of_day(kind, day)
    return known[0] if len(known) == 1 else f"{singular(kind)}:{day}"
