"""What a person asks for, as terms: `concept:tsr org:anr -nature:accord 2015..2020 "tiers secteur"`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from jalons.errors import EDTFError, JalonsError
from jalons.folding import plain
from jalons.fuzzydate import FuzzyDate

_ALIASES: Final = {
    "organisations": ("org", "organisation"),
    "lois": ("loi", "law"),
    "concepts": ("concept",),
    "personnes": ("personne", "person"),
    "lieux": ("lieu", "place"),
    "programmes": ("programme",),
    "publications": ("publication", "work"),
    "evenements": ("evenement", "événement", "event"),
    "nature": ("nature", "kind"),
    "document": ("doc", "document"),
}
"""The columns that a term can ask for, and how."""
COLUMNS: Final = {alias: column for column, aliases in _ALIASES.items() for alias in aliases}
_TERM: Final = re.compile(r'(?P<minus>-?)(?:(?P<key>[^\W\d_]+):)?(?:"(?P<quoted>[^"]*)"|«(?P<french>[^»]*)»|(?P<bare>[^\s"«]*))')
_DATE_LIKE: Final = re.compile(r"(?:\.\.)?/?\d{3}[\dX](?:$|[-/.~?%X])|\d\dXX|\{\d")


class QueryError(JalonsError, ValueError):
    """A question has a term that means nothing."""


@dataclass(frozen=True, slots=True)
class Value:
    """A name, kind or document: `column` is that of the table of entries."""

    column: str
    text: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the summary or passage, in this order; `prefix` if the last is the beginning of a word."""

    text: str
    prefix: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """Days, first and last (`None`: open side)."""

    earliest: date | None
    latest: date | None
    negated: bool = False


Term = Value | Words | Period


def parse(query: str) -> list[Term]:
    """The terms of a question, all of which are to hold.

    A term is `key:value` (see `COLUMNS`), a date in EDTF or two joined by `..`, or a word; `-` before it asks for the contrary,
    quotation marks hold words together, `*` ends the beginning of a word. Raises `QueryError` for a term that means nothing.
    """
    query = plain(query).encode("utf-8", "replace").decode()  # as the tables are: no control characters, no lone surrogates
    terms: list[Term] = []
    place = 0
    while place < len(query):
        if query[place].isspace():
            place += 1
            continue
        match = _TERM.match(query, place)
        if match is None or match.end() == place or query[match.end() : match.end() + 1].strip():
            said = query[place:].split(maxsplit=1)[0]
            raise QueryError(f"« {said} » : un guillemet n'est pas fermé, ou touche le terme suivant")
        terms.append(_term(match))
        place = match.end()
    if not terms:
        raise QueryError("la question est vide ; par exemple : concept:tsr org:anr 2015..2020")
    return terms


def _term(match: re.Match[str]) -> Term:
    negated, key = bool(match["minus"]), match["key"]
    bare, quoted = match["bare"], match["quoted"] if match["quoted"] is not None else match["french"]
    text = (quoted if quoted is not None else bare).strip()
    if not re.search(r"\w", text):
        raise QueryError(f"« {match[0]} » : il manque ce qu'il faut chercher")
    if key and key.lower() not in COLUMNS | {"date": ""}:
        raise QueryError(f"« {match[0]} » : la clé « {key} » n'existe pas ; clés : date, {', '.join(COLUMNS)}")
    if key and key.lower() != "date":
        return Value(COLUMNS[key.lower()], text, negated)
    if key or (quoted is None and _DATE_LIKE.match(text)):
        return _period(match[0], text, negated=negated)
    return Words(text.removesuffix("*"), text.endswith("*"), negated)


def _period(said: str, text: str, *, negated: bool) -> Period:
    first, between, last = text.partition("..") if "/" not in text else (text, "", "")
    try:
        start = FuzzyDate.from_edtf(first) if first else None
        end = FuzzyDate.from_edtf(last) if last else None
    except EDTFError as error:
        raise QueryError(f"{error} ; écrivez par exemple 2016, 2016-05 ou 2015..2020") from None
    if not between:
        end = start
    found = Period(start.earliest if start else None, end.latest if end else None, negated)
    if found.earliest and found.latest and found.earliest > found.latest:
        raise QueryError(f"« {said} » : la fin est avant le début ; écrivez par exemple {last}..{first}")
    return found
