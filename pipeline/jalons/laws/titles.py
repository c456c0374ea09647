"""Where the official title of a text ends: French titles are noun phrases, so a verb, a mark or a relative pronoun ends them."""

from __future__ import annotations

import re
from typing import Final

from jalons.laws.ids import key, texts

_OPENING: Final = re.compile(
    r",?\s(?:relati(?:f|ve)s?|portant|visant\sà|tendant\sà|modifiant|instituant|créant|fixant|concernant|"
    r"pris\s(?:pour|en)\s(?:l'|son\s)?application|d'orientation|de\sprogrammation|de\smodernisation|"
    r"pour\s(?:la|le|les|l'|une?)|pour\sl|de\sfinances|organisant|autorisant|abrogeant)(?=[\s'])",
    re.I,
)
_WORD: Final = re.compile(r"[^\s]+")
_STOP: Final = re.compile(
    r"(?:qui|que|qu'\w+|dont|où|lequel|laquelle|mais|puis|car|donc|ainsi|afin|lorsque|quand|si|comme|depuis|dès|avant|après|"
    r"jusqu\w*|ne|n'\w+|"
    r"se|s'\w+|y|l'[ao]|lui|leur|est|sont|était|étaient|fut|furent|sera|seront|serait|soit|a|ont|avait|avaient|eut|aura|auront|aurait|"
    r"peut|peuvent|pouvait|doit|doivent|devait|devra|va|vont|fait|font|vient|viennent|attend|prend|rend|tend|vise|fixe|crée|pose|"
    r"impose|oblige|autorise|institue|instaure|modifie|complète|précise|définit|prévoit|permet|reconnaît|garantit|accorde|confie|donne|"
    r"ouvre|offre|assigne|invite|sécurise|renforce|transpose|abroge|supprime|encadre|interdit|consacre|encourage|marque|constitue|"
    r"dispose|énonce|rappelle|affirme|inscrit|introduit|étend|élargit|réforme|remplace|place|met|tient|dort|reste|demeure|devient|"
    r"change|bouleverse|soumet|exige|demande|charge|dote|stipule|promeut|vote|votée?|adoptée?|promulguée?|publiée?|signée?|parue?|parus|"
    r"entrée?|issue?|dite?|surnommée?|appelée?|abrogée?|modifiée?|toujours|déjà|enfin|aussi|également|alors|encore|désormais|"
    r"\w{3,}(?:ait|aient|era|eront|èrent|irent))",
    re.I,
)
_BREAK: Final = re.compile(
    r"entre\sen\svigueur|(?:en|depuis|dès|le|du|au)\s(?:\d|(?:janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc))|et\s(?:sur|dans|par)\s",
    re.I,
)
"""What a noun phrase does not hold: a date, a coordinated phrase of another kind."""
_SMALL: Final = re.compile(r"(?:et|ou|à|au|aux|de|des|du|d'|la|le|les|l'|en|par|pour|sur|dans|avec|entre)", re.I)
_ENUMERATED: Final = re.compile(
    r"\s(?:de\s|du\s|des\s|d'|à\s|aux\s|le\s|la\s|les\s|l')?[\w'-]+(?:\s[\w'-]+){0,3}"
    r"\s(?:et|ou)\s(?:de\s|du\s|des\s|d'|à\s|aux\s|les?\s|la\s|l')?\w"
)
_LONGEST: Final = 40
"""Words of a title at most."""


def official_end(text: str, position: int, law: str) -> int:
    """The end of the official title that follows a number or date at `position`; `position` itself if there is none.

    The title of the lexicon decides where it is known; else it opens with `relatif à`, `portant`, `de programmation` …
    """
    opening = _OPENING.match(text, position)
    known = texts().get(law)
    if known is not None and opening is not None:
        return _agreeing(text, position, known.cells["title"]) or noun_phrase_end(text, opening.end())
    return noun_phrase_end(text, opening.end()) if opening is not None and text[position] != "," else position


def _agreeing(text: str, position: int, title: str) -> int:
    """The end of the words after `position` that a known title has too, in their order from its first such word on; 0 if few."""
    words = key(title).split()
    end, at = 0, -1
    for match in _WORD.finditer(text, position, min(len(text), position + 400)):
        for part in key(match[0].rstrip(",;:.»)")).split():
            at = words.index(part) if at < 0 and part in words else at + 1
            if not 0 <= at < len(words) or words[at] != part:
                return end if at > 2 else 0
        end = match.start() + len(match[0].rstrip(",;:.»)"))
        if match[0][-1] in ";:.»)":
            break
    return end if at > 1 else 0


def noun_phrase_end(text: str, position: int) -> int:
    """The end of the noun phrase that `position` is in: before a verb, a mark or a relative; small words at its end left out."""
    end = position
    for count, match in enumerate(_WORD.finditer(text, position, min(len(text), position + 400))):
        word = match[0]
        if (
            count >= _LONGEST
            or _STOP.fullmatch(word.rstrip(",;:.»)"))
            or word[0] in "«(–—;:"
            or _BREAK.match(text, match.start())
            or "\n" in text[end : match.start()]
        ):
            break
        bare = word.rstrip(",;:.!?»)")
        if not _SMALL.fullmatch(bare):
            end = match.start() + len(bare)
        if bare != word and not (word.endswith(",") and _goes_on(text, match.end())):
            break
    return end


def _goes_on(text: str, position: int) -> bool:
    """Whether an enumeration goes on after a comma: `entre l'État, le Mouvement associatif et les collectivités`."""
    return bool(_ENUMERATED.match(text, position))
