"""French words as the terms of a lexicon need them: the inflections of a word and the verb that a noun of action comes from.

All of it is folded (lower case, no accents, see `jalons.folding`) and made for the words of a lexicon: a form that French does
not have costs nothing, because nobody writes it.
"""

from __future__ import annotations

from functools import cache
from typing import Final

_PARADIGMS: Final = (
    (("if", "ive"), ("if", "ive"), ("ifs", "ives")),
    (("al", "ale", "aux"), ("al", "ale"), ("aux", "ales")),
    (("el", "elle"), ("el", "elle"), ("els", "elles")),
    (("en", "enne"), ("en", "enne"), ("ens", "ennes")),
    (("eu", "eux"), ("eu",), ("eux",)),
    (("ert", "erte"), ("ert", "erte"), ("erts", "ertes")),
)
"""Endings by which a word is known, those of its singular, those of its plural; gender is not told apart."""
INVARIABLE: Final = frozenset({"tiers", "acces"})
"""Words that end like a plural and have one form."""

_UIRE: Final = (
    "uire uis uit uisons uisez uisent uisais uisait uisions uisiez uisaient uisit uisirent uirai uira uirons uirez uiront "
    "uirais uirait uiraient uise uises uisant"
)
_ER: Final = "er e es ons ez ent ais ait ions iez aient a erent erai era erons erez eront erais erait eraient ant"
_VERBS: Final = (
    ("uction", _UIRE.split(), ("uit", "uite", "uits", "uites")),
    ("isation", [f"is{ending}" for ending in _ER.split()], ("ise", "isee", "ises", "isees")),
    ("usion", [f"us{ending}" for ending in _ER.split()], ("use", "usee", "uses", "usees")),
)
"""Endings of nouns of action, of the verb's forms and of its past participle."""


@cache
def inflections(word: str) -> tuple[frozenset[str], frozenset[str]]:
    """The singular and the plural forms of a folded noun or adjective, given in any of its forms.

    >>> sorted(forms("participatives")), sorted(forms("recherche"))
    (['participatif', 'participatifs', 'participative', 'participatives'], ['recherche', 'recherches'])
    """
    if word in INVARIABLE:
        return frozenset({word}), frozenset({word})
    known = word.removesuffix("s")
    for endings, singular, plural in _PARADIGMS:
        ending = max((e for e in endings if known.endswith(e)), key=len, default="")
        if ending:
            stem = known.removesuffix(ending)
            return frozenset(stem + e for e in singular), frozenset(stem + e for e in plural)
    return frozenset({known}), frozenset({known + "s"})


def forms(word: str) -> frozenset[str]:
    """All inflections of a word."""
    singular, plural = inflections(word)
    return singular | plural


def is_plural(word: str) -> bool:
    """Whether a folded noun or adjective has the ending of a plural."""
    return word.endswith(("s", "x")) and word not in INVARIABLE


def verb_forms(noun: str) -> tuple[frozenset[str], frozenset[str]]:
    """The forms of the verb that a noun of action comes from, and of its past participle; empty if there is none.

    >>> verb, participle = verb_forms("coproduction")
    >>> "coproduire" in verb, sorted(participle)
    (True, ['coproduit', 'coproduite', 'coproduits', 'coproduites'])
    """
    for ending, verb, participle in _VERBS:
        if noun.endswith(ending):
            stem = noun.removesuffix(ending)
            return frozenset(stem + e for e in verb), frozenset(stem + e for e in participle)
    return frozenset(), frozenset()
