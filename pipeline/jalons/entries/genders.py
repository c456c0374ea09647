"""What a text shows of a name: the common nouns by which it is called, and its grammatical gender."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from spacy.tokens import Span

from jalons.components.shapes import gender_of
from jalons.entries.context import Context
from jalons.folding import fold
from jalons.patterns import compiled
from jalons.rules import load_atoms, load_lexicon

ARTICLE: Final = compiled(r"\b(?P<article>l'|les?|la|du|des|au|aux|une?|cette|ce)\s?$", re.I)
_MASCULINE: Final = frozenset("le du au un ce".split())
_FEMININE: Final = frozenset("la une cette".split())
ENOUGH: Final = 200
"""How many mentions of a name are asked for its gender and its article."""


def nouns(context: Context, mention: Span) -> frozenset[str]:
    """The common nouns by which a mention is called; each mention is looked at once, whatever follows it in the text."""
    found = context.nouns.get(mention.start_char)
    if found is None:
        found = context.nouns[mention.start_char] = _nouns_of(context.text, mention)
    return found


def _nouns_of(text: str, mention: Span) -> frozenset[str]:
    """The common nouns by which a mention is called: in the text, or as its kind in the lexicon."""
    return said(text, mention) | ({kinds().get(mention.kb_id_, "")} if mention.label_ == "ORG" else set())


def said(text: str, mention: Span) -> frozenset[str]:
    """The common nouns by which the text calls a mention: beside it, or at its head."""
    before = re.search(
        r"([a-zà-ÿœ-]+)(?:\s[a-zà-ÿ-]+)?\s(?:(?:intitulée?|dénommée?|nommée?|appelée?)\s)?(?:«\s?)?$", left(text, mention), re.I
    )
    after = re.match(r"(?:\s\([^()]{1,40}\))?,\s(?:une?\s)?([a-zà-ÿœ-]+)\b", text[mention.end_char : mention.end_char + 80])
    head = re.match(r"[\w-]+", mention.text)
    return frozenset(match[1].lower() for match in (before, after) if match) | {head[0].lower() if head else ""}


def left(text: str, mention: Span) -> str:
    """What stands before a mention, as far as it tells."""
    return text[max(0, mention.start_char - 60) : mention.start_char]


@cache
def kinds() -> dict[str, str]:
    """The kinds of the organisations of the lexicon (`association`, `université`), by id."""
    return {row.id: row.cells.get("kind", "") for row in load_lexicon("organisations")}


def gender_of_name(context: Context, mention: Span) -> str:
    """`f`, `m`, or `""` if nothing tells the gender of a name, or if the text contradicts itself."""
    found = set[str]()
    for each in context.with_value_of(mention)[:ENOUGH]:
        article = ARTICLE.search(left(context.text, each))
        found |= {"m"} if article and article["article"].lower() in _MASCULINE else set()
        found |= {"f"} if article and article["article"].lower() in _FEMININE else set()
        found |= {gender for noun in nouns(context, each) if (gender := noun_gender(fold(noun)))}
        if each.label_ == "PERSON":
            found |= _person(context.text, each)
    return found.pop() if len(found) == 1 else ""


@lru_cache(maxsize=4096)
def noun_gender(noun: str) -> str:
    """The gender of a noun by which bodies, gatherings and texts are called (folded): `f`, `m`, or `""`."""
    atoms = load_atoms("entries")
    for gender, atom in (("f", "feminine"), ("m", "masculine")):
        if re.fullmatch(fold(atoms[atom]), noun):
            return gender
    return ""


def _person(text: str, mention: Span) -> set[str]:
    """The gender that a civility or an agreeing participle shows (`Mme Ortiz`, `Nommée, Ève Lang …`), else a given name."""
    before = left(text, mention)
    civility = re.search(r"\b(?:(?P<f>Mme|Mmes|Mlle|Madame|Mademoiselle)|(?P<m>M\.|MM\.|Monsieur))\s$", before)
    opening = re.search(r"(?:^|[.!?]\s)\w+(?:(?P<f>ée)|(?P<m>é))\s[^.!?,]{1,50},\s$", before)
    verb = re.match(
        r"\s(?:est|était|fut|a été)\s(?:\w+ment\s)?\w+?(?:(?P<f>ée|ue|ise|ite)|(?P<m>é|u|is|it))\b",
        text[mention.end_char : mention.end_char + 50],
    )
    shown = {match.lastgroup for match in (civility, opening, verb) if match and match.lastgroup}
    return shown or ({gender} if (gender := gender_of(mention.text)) else set())
