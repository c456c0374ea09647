"""Verbs that are nouns or adjectives too: the tagger takes `ferme` in `L'usine ferme en mars 2010` for an adjective.

Such a word is the verb where its clause has no other one, begins with a subject that ends right before it, and goes on with what
a verb takes: an object, a number, a time.
"""

from __future__ import annotations

from typing import Final

from spacy.strings import get_string_id
from spacy.tokens import Span, Token

_FORMS: Final = frozenset(
    map(
        get_string_id,
        (
            "arbitre centre charge classe complète coupe critique divise dote double ferme finance forme fête garde groupe "
            "juge livre loge mandate manifeste mesure parraine pilote place plante produit quadruple rallie restaure réforme "
            "stoppe trace triple valide visite vote équipe "
            "arbitrent centrent chargent classent complètent coupent critiquent divisent dotent doublent ferment financent "
            "forment fêtent gardent groupent jugent livrent logent mandatent manifestent mesurent parrainent pilotent placent "
            "plantent produisent quadruplent rallient restaurent réforment stoppent tracent triplent valident visitent votent "
            "équipent"
        ).split(),
    )
)
"""Forms of the present that a noun or an adjective has as well, or that the tagger mistakes without subject pronoun."""
_NOUNS: Final = frozenset(("NOUN", "PROPN"))
"""What a subject ends in, but for adjectives: `le conseil national critique …`; `la première visite` goes on."""
_DETERMINED: Final = frozenset(("DET", "PROPN"))
"""What it begins with."""
_REACH: Final = 40
"""How many words before and after it are looked at."""
_JOINTS: Final = frozenset((",", ";", ":", "et", "mais", "puis", "que", "qu'", "qui", "dont", "où", "pour"))
"""What joins another verb to it."""
_OBJECTS: Final = frozenset("un une le la les l' son sa ses leur leurs ce cet cette ces en fin début dès à aux jusqu'".split())


def is_the_only_verb(token: Token) -> bool:
    """Whether a word that may be a verb or another stands where its sentence needs a verb."""
    if token.lower not in _FORMS or not token.is_lower or token.i + 1 >= len(token.doc):
        return False
    following, start = token.nbor(1), token.sent.start
    if following.lower_ not in _OBJECTS and following.pos_ != "NUM" and not following.lower_.endswith("ment"):
        return False
    before = token.doc[max(start, token.i - _REACH) : token.i]
    opening = max((word.i for word in before if word.text == ","), default=start - 1) + 1
    if opening == token.i:  # an aside stands between: `La société Lip, à Besançon, ferme en 1977`
        opening = start
    elif not _ends_a_subject(before):
        return False
    return token.doc[opening].pos_ in _DETERMINED and not any(map(_is_told, before)) and not _has_another(token)


def _ends_a_subject(before: Span) -> bool:
    return next((word.pos_ in _NOUNS for word in reversed(list(before)) if word.pos_ != "ADJ"), False)


def _has_another(token: Token) -> bool:
    """Whether what follows holds a finite verb that is joined by nothing: `Le projet pilote en 2014 a réussi`."""
    for word in token.doc[token.i + 1 : min(token.sent.end, token.i + _REACH)]:
        if word.text in _JOINTS:
            return False
        if _is_told(word):
            return True
    return False


def _is_told(word: Token) -> bool:
    return "Fin" in word.morph.get("VerbForm", [])
