"""The tense of the clause around a date: it says whether an incomplete date lies ahead of the document's date or behind it."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

_AHEAD: Final = r"(?:prévu|programmé|calé|fixé|attendu|annoncé)e?s?"
"""Participles that speak of what is to come, seen from the story: it may have come since."""
_FUTURE: Final = re.compile(
    r"\b(?:[a-zéèêîïûç]{2,}(?:era|erons|erez|eront|ira|irons|irez|iront|dra|drons|dront|vra|vrons|vront|rra|rrons|rront|oira|oiront)|"
    r"aura|aurons|aurez|auront|sera|serons|serez|seront|fera|ferons|ferez|feront|ira|irons|iront|"
    r"(?:vais|va|vont|allons|allez)\s(?:\w+\s)?\w+(?:er|ir|re)|"
    r"à\svenir|devra|devront|prochaine?s?\s\w+|rendez-vous)\b",
    re.I,
)
_NOT_FUTURE: Final = re.compile(
    r"\b(?:opéra|caméra|choléra|etc|entra|montra|rencontra|demeura|assura|mesura|figura|livra|ouvra|délivra|tira|retira|"
    r"attira|inspira|aspira|admira|respira|vira|désira|prépara|sépara|répara|compara|déclara|narra|égara|empara|para)\b",
    re.I,
)
_IRREGULAR: Final = (
    "acquis admis appris commis compris entrepris mis permis pris promis remis repris soumis transmis conduit construit dit "
    "écrit fait inscrit introduit produit refait couvert offert ouvert mort éteint joint accompli bâti choisi établi fini "
    "fourni investi parti rempli réuni saisi sorti suivi conclu conçu connu reconnu défendu devenu disparu dissous élu "
    "entendu intervenu lu né obtenu paru parvenu perdu reçu rendu résolu retenu revenu soutenu survenu suspendu tenu vécu "
    "vendu venu"
)
"""Past participles that do not end in `é`."""
_PARTICIPLES: Final = (
    rf"(?<!\bs')(?<!\bse\s)(?<!\bon\s)(?<!\bil\s)(?<!\belle\s)(?!{_AHEAD})(?:\w{{2,}}é|{'|'.join(_IRREGULAR.split())})e?s?"
)
_NO_PARTICIPLES: Final = (
    "lieux? jeux? peu milieu (?:lun|mar|mercre|jeu|vendre|same)di midi demi ainsi aussi ici lui celui qui parmi appui suivi avis "
    "depuis puis fois mois trois pays droits? crédits? déficits? profits? petite?s? points? vies? rues? vues? nos vos gros "
    "concerts? transferts? experte?s?"
)
"""Words that end like participles: `a lieu` and `a droit` are presents."""
_ANY_PARTICIPLE: Final = rf"(?!(?:{'|'.join(_NO_PARTICIPLES.split())})\b)\w+(?:é|i|u|is|it|int|ert|os)e?s?"
_MOVING: Final = (
    "né|mort|décédé|venu|revenu|devenu|parvenu|intervenu|survenu|allé|parti|arrivé|entré|rentré|sorti|monté|descendu|tombé|resté|"
    "passé|paru|apparu|disparu"
)
"""Participles with which `est` tells the past; with others it is a passive (`l'accueil est fermé`)."""
_PAST: Final = re.compile(
    rf"\b(?:(?:ai|a|ont|avons|avez|avait|avaient|avions|eut|eurent|fut|furent)\s(?:\w+\s){{0,3}}?{_ANY_PARTICIPLE}\b|"
    rf"(?:s'est|se\ssont|s'étai\w+|était|étaient)\s(?:\w+\s){{0,2}}?{_PARTICIPLES}\b|"
    rf"(?:suis|est|sont|sommes)\s(?:\w+\s){{0,2}}?(?:{_MOVING})e?s?\b|"
    r"\w{2,}(?:ait|aient|èrent|irent|urent)\b|passée?s?\b|dernière?s?\b)",
    re.I,
)
_IMPERFECT: Final = re.compile(
    r"\b(?!fait\b|parfait\b|souhait|trait|portrait|extrait|retrait|attrait|bienfait|lait\b)\w{2,}(?:ait|aient)\b", re.I
)
_PARTICIPLE: Final = re.compile(rf"\b{_PARTICIPLES}\s(?:(?:le|la|en|au|à\sla|à\sl'|à|dès|du)\s?)?$", re.I)
"""A participle right before a date tells of the past (`déposée le 26 avril`)."""
_DETACHED: Final = re.compile(rf"[\s>«–•*-]*{_PARTICIPLES}\s(?:\S+\s){{0,8}}$", re.I)
"""So does one with which the clause begins (`Partie à la retraite le 31 décembre, …`)."""
_AUXILIARY: Final = r"(?:ai|a|avons|avez|ont|avai\w+|eu\w*|est|sont|sommes|étai\w+|fut|furent|été|être|avoir|sera\w*|soit|soient)"
_RESTRICTIVE: Final = re.compile(
    rf"(?:\b{_AUXILIARY}\s(?:\w+\s)?(?P<help>)|\w,?\s\b){_PARTICIPLES}\s(?:(?:le|la|en|au|à\sla|à\sl'|à|dès|du)\s?)?$",
    re.I,
)
"""A participle that says which thing is meant (`le tracteur, acquis en 1998, …`)."""
_RELATIVE: Final = re.compile(r"[\w»)],?\s(?:que|qu'|qui|dont|où)\b[^.;:!?\n]{2,80}$", re.I)
_NEAR: Final = 60
"""Characters before a date in which its participle ends."""
_HELPED: Final = re.compile(r"\b(?:sera|seront|serait|seraient|soit|soient|être)\s(?:\w+\s){0,3}\w+\s(?:\w+\s?'?){0,2}$")
_VERBS: Final = {
    tense: re.compile(f"(?=({pattern.pattern}))", re.I)
    for tense, pattern in (
        ("planned", re.compile(rf"\b{_AHEAD}\b", re.I)),
        ("future", _FUTURE),
        ("imperfect", _IMPERFECT),
        ("past", _PAST),
        ("present", re.compile(rf"\b(?:est|sont)\s(?:\w+\s){{0,2}}?{_PARTICIPLES}\b", re.I)),
    )
}
"""The forms that tell each tense, in the order in which they decide; looked for at each character, so that none hides another."""
_CLAUSE: Final = re.compile(r"[.;:!?\n()–]")
_UP_TO_CLAUSE: Final = re.compile(rf"(?s:.*){_CLAUSE.pattern}")
_WINDOW: Final = 250
"""Characters before and after a date in which its verb stands."""
_FAR: Final = 10 * _WINDOW


def modifies(text: str, low: int, start: int) -> bool:
    """Whether a date that begins at `start` only says which thing is meant: by a participle, or in a relative clause."""
    near = text[max(low, start - 2 * _NEAR) : start]
    participle = _RESTRICTIVE.search(near)
    return bool(participle and participle["help"] is None) or bool(_RELATIVE.search(near))


class Clauses:
    """The clauses of a text, as far as they are asked for in order; each is searched for verbs once, whatever dates it holds."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.start = self.end = 0
        self._verbs: dict[str, list[tuple[int, int]]] = {}

    def tense(self, start: int, end: int, *, bound: bool = False) -> str:
        """The tense of the clause around a range that is a date: a key of the forms, or `""`.

        A participle before a `bound` (`les agents recrutés avant le 31 mars`) tells nothing: the verb does.
        """
        if start < self.start or end > self.end:
            self._enter(start, end)
        low, high = max(self.start, start - _WINDOW), min(self.end, end + _WINDOW)
        near = max(low, start - _NEAR)
        if not bound and _PARTICIPLE.search(self.text, near, start) and not _HELPED.search(self.text[low:start]):
            return "past"
        if not bound and _DETACHED.match(self.text, self.start, start):
            return "past"
        told = ((self._distance(tense, low, start, end, high), rank) for rank, tense in enumerate(_VERBS))
        distance, rank = min(told)
        return list(_VERBS)[rank] if distance < _WINDOW * 2 else ""

    def _enter(self, start: int, end: int) -> None:
        """Makes the clause around a range the current one."""
        known = self.start if self.start <= start else 0
        before = _UP_TO_CLAUSE.match(self.text, known, start)
        after = _CLAUSE.search(self.text, end)
        self.start, self.end = before.end() if before else known, after.start() if after else len(self.text)
        self._verbs.clear()

    def _distance(self, tense: str, low: int, start: int, end: int, high: int) -> int:
        """How far from a date the nearest verb of a tense stands; one before it, in its own clause, comes before one after it."""
        verbs = self._spans(tense)
        before = [start - b for a, b in verbs[bisect_left(verbs, (low, 0)) :] if b <= start]
        after = [a - end for a, b in verbs[bisect_left(verbs, (end, 0)) :] if b <= high]
        return min(min(before, default=_FAR), min(after, default=_FAR))

    def _spans(self, tense: str) -> list[tuple[int, int]]:
        """Where the verbs of the current clause are of a tense."""
        if tense not in self._verbs:
            found = (match.span(1) for match in _VERBS[tense].finditer(self.text, self.start, self.end))
            self._verbs[tense] = [span for span in found if tense != "future" or not _NOT_FUTURE.match(self.text, *span)]
        return self._verbs[tense]
