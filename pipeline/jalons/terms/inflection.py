"""French words as the terms of a lexicon need them: the inflections of a word and the verb that a noun of action comes from.

All of it is folded (lower case, no accents, see `jalons.folding`) and made for the words of a lexicon: a form that French does
not have costs nothing, because nobody writes it.
"""

from __future__ import annotations

from functools import cache
from typing import Final

_PARADIGMS: Final = (
    (("if", "ifs"), ("ive", "ives")),
    (("al", "aux"), ("ale", "ales")),
    (("el", "els"), ("elle", "elles")),
    (("en", "ens"), ("enne", "ennes")),
    (("ert", "erts"), ("erte", "ertes")),
    (("eu", "eux"), ()),
)
"""Endings of words that change otherwise than by an s: masculine, feminine."""
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
    ("usion", [f"us{ending}" for ending in _ER.split()], ("usee", "usees")),
)
"""Endings of nouns of action, of the verb's forms and of its past participle."""


@cache
def inflections(word: str) -> tuple[frozenset[str], frozenset[str]]:
    """The forms of a folded noun or adjective, given in any of them: those of its own gender, and all.

    >>> own, all_forms = inflections("participatives")
    >>> sorted(own), len(all_forms)
    (['participative', 'participatives'], 4)
    """
    if word in INVARIABLE:
        return frozenset({word}), frozenset({word})
    for genders in _PARADIGMS:
        for own in genders:
            ending = next((e for e in sorted(own, key=len, reverse=True) if word.endswith(e)), "")
            if ending:
                stem = word.removesuffix(ending)
                return frozenset(stem + e for e in own), frozenset(stem + e for gender in genders for e in gender)
    known = word.removesuffix("s")
    return frozenset({known, known + "s"}), frozenset({known, known + "s"})


def is_plural(word: str) -> bool:
    """Whether a folded noun or adjective has the ending of a plural."""
    return word.endswith(("s", "x")) and word not in INVARIABLE


def verb_forms(noun: str) -> tuple[frozenset[str], frozenset[str]]:
    """The forms of the verb that a noun of action comes from, and of its past participle; empty if there is none.

    >>> verb, participle = verb_forms("coproduction")
    >>> "coproduire" in verb, sorted(participle)
    (True, ['coproduit', 'coproduite', 'coproduites', 'coproduits'])
    """
    for ending, verb, participle in _VERBS:
        if noun.endswith(ending):
            stem = noun.removesuffix(ending)
            return frozenset(stem + e for e in verb), frozenset(stem + e for e in participle)
    return frozenset(), frozenset()
