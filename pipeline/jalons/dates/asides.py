"""Expressions that leave the story where it is: look-backs, bounds, comparisons, dates that only say which thing is meant."""

from __future__ import annotations

import re
from typing import Final

from jalons.dates.grammar import Node
from jalons.dates.tenses import modifies
from jalons.patterns import compiled

_NAMING: Final = compiled(r"[\wà-ÿ»]\s(?:de|du)\s$")
_NAMED: Final = frozenset(("year", "quarter", "quarter_incomplete"))
"""Types that after `de` say which thing is meant: `le budget de 2018`, `les examens du second semestre`."""
_ENDS: Final = frozenset(("since", "until", "until_unit", "until_now"))
_ONWARD: Final = ("suiv", "d'apr", "qui sui")
_BACKWARD: Final = frozenset(("auparavant", "plus tot", "avant"))
_COMPARED: Final = compiled(
    r"\b(?:contre(?:\s\S+){1,3}|par\srapport\sà|comparée?s?\sà|(?:plus|moins|autant|comme)\squ'|comme\s)\s?(?:en\s)?$", re.I
)
_LABELLED: Final = compiled(
    r"\b(?:reliquats?|budgets?|crédits?|comptes?|exercices?|soldes?|cotisations?|dotations?|tarifs?|campagnes?|promotions?|"
    r"éditions?|sessions?|millésimes?|barèmes?|recettes|dépenses|résultats?|bilans?)\s$",
    re.I,
)
_IN_A_NAME: Final = compiled(r"[\wà-ÿ'’»]\s[A-ZÀ-Þ][\wà-ÿ'’-]+\s$")
"""A name that a year ends: `sites Natura 2000`, `les rencontres de Lorient 2014`."""
_APPOSED: Final = compiled(
    r"[A-ZÀ-Þ][\wà-ÿ'’-]+(?:\s\([^()]{1,60}\))?,\s(?:(?:anciens?|anciennes?|alors|longtemps|future?)\s)?[a-zà-ÿ-]{3,}(?:eure?|euse|rice|ente?|ien|ienne|iste|aire|ière?|[ée]e?|at)\s"
    r"(?:(?!(?:est|a|fut|sera|était)\s)[^,;:.!?()]{1,60}\s)?(?:en|depuis)\s$"
)
"""What a person was, told beside the name: `Robert Lannes, cofondateur de l'association en` …"""
_QUALIFIED: Final = compiled(
    r"\w,\s[a-zà-ÿ]{3,}(?:aire|if|ive|eux|euse|able|ible|al|ale|ant|ante|iste|ique|el|elle)s?\s(?:en|depuis)\s(?:\d{4}\s(?:et|puis)\s(?:en\s)?)?$"
)
"""What a thing was, beside its noun: `Le résultat, déficitaire en 2020 et en` …"""
_THAT_OF: Final = compiled(r"\b(?:celui|celle|ceux|celles)\s(?:de\s|du\s|d')\s?(?:l'|la\s|le\s)?$", re.I)
"""What tells one thing from others: `celle du 3 octobre 1988`."""
_IN_A_REMARK: Final = compiled(r"\((?:[a-zà-ÿ]+\s){1,3}[^()]{0,40}$")
"""A remark in brackets, in words: `l'Inra (devenu INRAE en 2020)`; a bare year in brackets tells when."""
_TABULATED: Final = compiled(r"\s?:\s?\d")
"""What follows a year in brackets that only labels a figure: `187 450 € (2021 : 161 200 €)`."""
_YEARS: Final = compiled(r"\d{4}\s?[–-]\s?\d{2,4}")
"""What in brackets says how long a thing lasts: `l'accord-cadre (2024-2027)`."""
_NEAR: Final = 80
"""Characters before a date in which what makes it an aside stands."""
_BOUNDED: Final = compiled(
    r"\b(?:depuis|avant|jusqu'(?:à|au|aux))\s?(?:(?:la|le|les|son|sa|ses|leurs?|cet?|cette)\s|l')"
    r"(?:(?!(?:et|mais|qui|que|a|ont|est|sont|fut|furent|était|étaient)\s)[^\s,;:.!?()\d]+\s){0,7}?"
    r"[^\s,;:.!?()\d]+,?\s(?:(?:en|au|le|du|de)\s|d'|l')?$",
    re.I,
)
"""The end of a time, told by an event that has the date: `depuis l'ouverture de la station, en 1976`."""


def ends_a_time(before: str) -> bool:
    """Whether what follows `before` is the date of an event that ends a time: `depuis l'ouverture de la station, en` …"""
    return bool(_BOUNDED.search(before[-_NEAR:]))


def is_aside(text: str, sentence: int, node: Node) -> bool:
    """Whether an expression, in the sentence that begins at `sentence`, tells an end, compares, or describes a thing.

    Ends are `jusqu'en 2009` and `depuis 2011`; `contre 12 fin 2023` compares; `Reliquat 2023` and `le tracteur acquis en 1998`
    say which thing is meant.
    """
    if node.rule.option("value") in _ENDS or _is_beside(text, sentence, node):
        return True
    return not _goes_on(node) and modifies(text, sentence, node.start)


def stays(text: str, node: Node) -> bool:
    """Whether an expression looks back, is a named period, or only names a thing (`le cahier des charges de 2018`)."""
    return node.type == "period" or looks_back(node) or (node.type in _NAMED and names_a_thing(text, node.start))


def names_a_thing(text: str, start: int) -> bool:
    """Whether what begins at `start` is the complement of a noun: `le budget de …`."""
    return bool(_NAMING.search(text[max(0, start - 6) : start]))


def looks_back(node: Node) -> bool:
    """`dix ans auparavant`, `l'année précédente`: told from the present of the story, which stays where it is."""
    return node.text("dir", "dir2") in _BACKWARD or node.text("rel").strip().startswith(("prece", "d'avant"))


def in_a_remark(text: str, sentence: int, node: Node) -> bool:
    """Whether an expression stands in words in brackets: nothing is counted from there."""
    return bool(_IN_A_REMARK.search(text[max(sentence, node.start - _NEAR) : node.start]))


def _is_beside(text: str, sentence: int, node: Node) -> bool:
    before = text[max(sentence, node.start - _NEAR) : node.start]
    if node.type == "year" and any(told.search(before) for told in (_LABELLED, _IN_A_NAME, _APPOSED, _QUALIFIED)):
        return True
    if before.endswith("(") and (_TABULATED.match(text, node.end) or _YEARS.fullmatch(text, node.start, node.end)):
        return True
    return bool(_COMPARED.search(before) or _IN_A_REMARK.search(before) or _THAT_OF.search(before)) or ends_a_time(before)


def _goes_on(node: Node) -> bool:
    """`du 13 au 16 janvier suivant`, `deux ans plus tard`: a step of the story, in whatever clause it is told."""
    told = (node, *node.children.values())
    return any(each.text("dir") == "plus tard" or each.text("rel").strip().startswith(_ONWARD) for each in told)
