"""The tense of the clause around a date: it says whether an incomplete date lies ahead of the document's date or behind it."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from jalons.patterns import compiled

_AHEAD: Final = (
    r"(?:prévu|envisagé|planifié|programmé|calé|fixé|attendu|annoncé|reporté|repoussé|avancé|prolongé|prorogé|différé|"
    r"ajourné)e?s?"
)
"""Participles that speak of what is to come, seen from the story: it may have come since."""
_ACT: Final = r"(?:fix|annonc|report|repouss|avanc|prolong|prorog|différ|ajourn)ée?s?"
_TO_COME: Final = (
    rf"(?:(?!{_ACT}){_AHEAD}|{_ACT}(?=\s(?:[^\s,;]+\s){{0,4}}?(?:pour|au|aux|jusqu\w*|d'ici)\b)|"
    rf"(?<!\ba\s)(?<!\bont\s)(?<!\bavait\s)(?!annonc\w+\s(?:le|hier)\b){_ACT})"
)
"""The same before the date to come: `annoncée pour le 14`; `a annoncé le 14` has the date of the act."""
_DEMAND: Final = (
    rf"(?<!\bse\s)(?<!\bs')(?:est|sont)\s(?:\w+\s)?(?:{_AHEAD}|(?:invité|convié|prié|tenu|convoqué)e?s?)|(?:est|sont|reste|restent)\sà\s\w+(?:er|ir|re)|"
    r"à\s(?:déposer|retourner|renvoyer|remettre|adresser|envoyer|transmettre|rendre|fournir|compléter)|"
    r"(?:doit|doivent|devons|devez)\s(?:\w+\s){0,2}?\w+(?:er|ir|re|oir)|"
    r"(?:mandate|charge)(?:nt)?\s(?:[^\s,;]+\s){1,5}?(?:pour|de|d')\s?\w+(?:er|ir|re)|"
    r"veuillez|merci\sde|prière\sde|il\s(?:convient|y\sa\slieu)\sde|il\sfaut|\w+ez-vous"
)
"""What is asked, or still to be done."""
_FUTURE: Final = compiled(
    r"\b(?:[a-zéèêîïûç]{2,}(?:era|erons|erez|eront|ira|irons|irez|iront|dra|drons|dront|vra|vrons|vront|rra|rrons|rront|oira|oiront)|"
    r"aura|aurons|aurez|auront|sera|serons|serez|seront|fera|ferons|ferez|feront|ira|irons|iront|"
    r"(?:vais|va|vont|allons|allez)\s(?:\w+\s)?\w+(?:er|ir|re)|"
    rf"à\svenir|devra|devront|prochaine?s?\s\w+|rendez-vous|{_DEMAND})\b",
    re.I,
)
_NOT_FUTURE: Final = compiled(
    r"\b(?:opéra|caméra|choléra|etc|entra|montra|rencontra|demeura|assura|mesura|figura|livra|ouvra|délivra|tira|retira|"
    r"attira|inspira|aspira|admira|respira|vira|désira|prépara|sépara|répara|compara|déclara|narra|égara|empara|para)\b",
    re.I,
)
_IRREGULAR: Final = (
    "acquis conquis requis admis appris commis compris entrepris mis permis pris promis remis repris soumis surpris transmis "
    "clos conduit reconduit construit détruit reconstruit réduit traduit dit écrit décrit inscrit souscrit fait introduit "
    "produit refait "
    "extrait couvert découvert offert ouvert rouvert mort éteint atteint peint repeint restreint joint rejoint inclus exclu "
    "accompli agrandi anéanti bâti rebâti choisi converti défini démoli élargi enrichi établi fini fourni franchi garni "
    "investi muni nourri parti puni rempli réuni réussi saisi sorti subi suivi uni conclu conçu connu reconnu défendu étendu "
    "devenu disparu dissous échu élu entendu intervenu interrompu rompu lu né obtenu paru parvenu perdu promu reçu rendu "
    "abattu battu résolu retenu revenu soutenu survenu suspendu tenu vaincu vécu vendu venu"
)
"""Past participles that do not end in `é`."""
_PARTICIPLES: Final = (
    rf"(?<!\bs')(?<!\bse\s)(?<!\bon\s)(?<!\bil\s)(?<!\belle\s)(?!{_TO_COME}|précédée?s?\b)"
    rf"(?:\w{{2,}}é|{'|'.join(_IRREGULAR.split())})e?s?"
)
_SET: Final = r"(?:(?:en\s(?:vigueur|service|place|œuvre|ligne|chantier)|publi(?:cs?|ques?))\s)?"
"""What completes a participle: `entré en vigueur`, `mis en service`, `rendu public`."""
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
_NO_PRETERITES: Final = (
    "gèrent digèrent ingèrent suggèrent considèrent espèrent diffèrent opèrent coopèrent préfèrent génèrent régénèrent adhèrent "
    "libèrent accélèrent exagèrent modèrent tolèrent récupèrent réfèrent transfèrent confèrent altèrent énumèrent persévèrent "
    "vénèrent légifèrent pondèrent prospèrent réitèrent infèrent prolifèrent insèrent fédèrent avèrent tempèrent obtempèrent "
    "tirent retirent attirent étirent soutirent inspirent aspirent respirent expirent conspirent transpirent admirent désirent "
    "déchirent chavirent empirent délirent"
)
"""Presents of verbs in -érer and -irer, which end like the simple past."""
_PRETERITES_IN_U: Final = (
    "e f d p s b cr l t pl m par appar dispar compar cour parcour accour concour recour secour mour conn reconn reç aperç conç "
    "perç voul val préval résol concl excl incl véc survéc él rel ém prom"
)
"""Stems of those in -urent; other verbs in -urent (`concourent`, `mesurent`, `figurent`) are presents."""
_PRETERITE: Final = (
    rf"(?!(?:{'|'.join(_NO_PRETERITES.split())})\b)\w{{2,}}(?:èrent|irent)|(?:{'|'.join(_PRETERITES_IN_U.split())})urent"
)
_PAST: Final = compiled(
    rf"\b(?:(?:ai|a|ont|avons|avez|avait|avaient|avions|eut|eurent|fut|furent)\s(?:\w+\s){{0,3}}?{_ANY_PARTICIPLE}\b|"
    rf"(?:s'est|se\ssont|s'étai\w+|était|étaient)\s(?:\w+\s){{0,2}}?{_PARTICIPLES}\b|"
    rf"(?:suis|est|sont|sommes)\s(?:\w+\s){{0,2}}?(?:{_MOVING})e?s?\b|"
    rf"\w{{2,}}(?:ait|aient)\b|{_PRETERITE}\b|passée?s?\b|dernière?s?\b)",
    re.I,
)
_PLUPERFECT: Final = compiled(
    rf"\b(?:(?:avait|avaient)\s(?:\w+\s){{0,3}}?{_ANY_PARTICIPLE}|"
    rf"(?:s'étai\w+|(?:était|étaient)\s(?:\w+\s)?(?={_MOVING}))\s?(?:\w+\s){{0,2}}?{_PARTICIPLES})\b",
    re.I,
)
_NO_CONDITIONALS: Final = (
    "tir retir attir étir soutir inspir aspir respir expir conspir transpir admir désir déchir chavir vir empir délir cir mir"
)
"""Stems in -ir- whose imperfect ends like a conditional."""
_CONDITIONAL: Final = (
    rf"(?:(?!(?:{'|'.join(_NO_CONDITIONALS.split())})(?:ai|io|ie))\w{{2,}}[ei]r(?:ait|aient|ions|iez)|"
    r"\w*(?:dev|cev|viv|suiv|viend|tiend|prend|rend|tend|vend|fend|pend|pond|perd|mord|voud|vaud|faud|pour|enver|cour|mour|\bse|\bfe)r(?:ait|aient|ions|iez)|"
    r"aurai(?:t|ent)\s(?:lieu|à)|irai(?:t|ent))(?!\sété\b)"
)
"""What is expected, or was expected in the story: `devrait atteindre`, `ouvrirait`; `aurait été`, of the past, is none."""
_PLANNED: Final = compiled(
    rf"\b(?:(?<!\best\s)(?<!\bsont\s){_TO_COME}|{_CONDITIONAL}|(?:devait|devaient)\s(?:\w+\s){{0,2}}?\w+(?:er|ir|re|oir)|"
    rf"(?:soit|soient)\s(?:\w+\s)?{_PARTICIPLES})\b",
    re.I,
)
_IMPERFECT: Final = compiled(
    r"\b(?!fait\b|parfait\b|souhait|trait|portrait|extrait|retrait|attrait|bienfait|lait\b)\w{2,}(?:ait|aient)\b", re.I
)
_BEFORE_THE_DATE: Final = rf"\s{_SET}(?:(?:le|la|en|au|à\sla|à\sl'|à|dès|du)\s?)?$"
_PARTICIPLE: Final = compiled(
    rf"\b(?<!\bla\s)(?<!\bune\s)(?<!\bprochaine\s)(?<!\bcette\s){_PARTICIPLES}{_BEFORE_THE_DATE}",
    re.I,
)
"""A participle right before a date tells of the past (`déposée le 26 avril`); a noun (`la prochaine sortie`) does not."""
_DETACHED: Final = compiled(rf"[\s>«–•*-]*{_PARTICIPLES}\s(?:[^\s,]+\s){{0,8}}$", re.I)
"""So does one with which the clause begins (`Partie à la retraite le 31 décembre, …`)."""
_AUXILIARY: Final = r"(?:ai|a|avons|avez|ont|avai\w+|eu\w*|est|sont|sommes|étai\w+|fut|furent|été|être|avoir|sera\w*|soit|soient)"
_STANDING: Final = compiled(
    r"\b(?:(?:annul|abrog|remplac|modifi|complèt|rapport|prorog)e(?:nt|r)?\s(?:et\s\w+\s)?(?:celles?|celui|ceux|les?|la|l'|son|sa|ses)|"
    r"(?:suite\sà|\bvu)\s(?:la|le|l'|les|son|sa|leur)|"
    r"(?:procès-verba(?:l|ux)|comptes?[\s-]rendus?|relevés?\sde\sdécisions?|suites?)\s(?:de|du|des)\b)[^.;:!?\n]{0,40}\s?\b(?:du|de|des)\s$",
    re.I,
)
"""What is amended or reported stands already (`elle remplace celle du 20 décembre`, `procès-verbal de la séance du 3 mai`)."""
_TERM: Final = r"(?:dates?\slimites?|échéances?|clôture|inscriptions?|dépôt|remise|retour|réponse|candidatures?)\b"
_NOMINAL: Final = compiled(rf"[\s>«–•*-]*{_TERM}", re.I)
_LABEL: Final = compiled(rf"\b{_TERM}[^.;:!?\n]{{0,60}}:\s(?:(?:le|du|au|avant|jusqu'au|entre|à\spartir)\s){{0,2}}$", re.I)
"""A term that stands without verb (`Clôture des candidatures le 15 janvier`, `Date limite : 15 février`) is to come."""
_LISTED: Final = compiled(
    r"^[\s#*•–-]*(?:agenda|calendrier|échéancier|échéances|dates\sà\sretenir|à\svenir|prochaine?s?\s\w+)\b[^\n]*\n(?:[^\n]*\n)*[\s*•–-]*(?:le\s|du\s)?$",
    re.I | re.M,
)
"""A line of an agenda."""
_IF: Final = compiled(
    r"\b(?:si\s(?:(?:l[ae]s?|une?|des?|du|ces?|cette|cet|son|sa|ses|leurs?|on|nous|vous|elles?|rien|tout)\s|l')|s'ils?\s)[^,;:.!?]*$",
    re.I,
)
"""A condition in the present is to come: `si le financement est accordé en juillet`."""
_AS_SOON_AS: Final = compiled(r"\bdès\s(?:le\s|la\s|l')?$", re.I)
"""Before a date that comes after what has just been told, whatever the tense (`dès le second semestre, ils avaient repris`)."""
_QUALIFIED: Final = compiled(r",?\s(?:que|qu'|qui|dont|où)\b", re.I)
"""A relative clause right after a date says more of what it dates, and tells no tense of it."""
_RESTRICTIVE: Final = compiled(
    rf"(?:\b{_AUXILIARY}\s(?:\w+\s)?(?P<help>)|\w,?\s\b){_PARTICIPLES}{_BEFORE_THE_DATE}",
    re.I,
)
"""A participle that says which thing is meant (`le tracteur, acquis en 1998, …`)."""
_WORDS: Final = 8
"""How many words that takes at most, with the auxiliary and what stands before the date."""
_APPOSED: Final = compiled(rf",\s(?:[a-zà-ÿ]+ment\s)?{_PARTICIPLES}\s(?:[^\s,;:.!?()]+\s){{1,8}}(?:l'|d')?$", re.I)
"""So does one with complements (`le mouvement, fondé à Grenoble en 1945, …`), if no auxiliary before it helps it as well."""
_HELPER: Final = compiled(rf"\b{_AUXILIARY}\b|\bn'(?:a|ont|est)\b", re.I)
_RELATIVE: Final = compiled(r"[\w»)],?\s(?:que|qu'|qui|dont|où)\b[^.;:!?\n]{2,80}$", re.I)
_SHARED: Final = compiled(
    rf"\b{_AUXILIARY}\s[a-zà-ÿ]+(?:é|i|u|is|it)\b[^.;:!?()]{{0,100}}(?:,|\set)\s[a-zà-ÿ]+(?:é|i|u|is|it)\s(?:\S+\s){{0,2}}$"
)
"""A participle that shares the auxiliary of one before it: `elle a conseillé deux ministres et siégé de 2018 à 2023`."""
_CLOSED: Final = compiled(
    r"\b(?:que\s|qu'|dont\s|où\s)(?:elles?|ils?|on|nous|vous|je|j')\s?(?:(?:l[ae]s?|y|en|lui|leur)\s|l')?[a-zà-ÿ]{3,}\s"
    rf"{_AUXILIARY}\s[a-zà-ÿ]",
    re.I,
)
"""A relative clause that has ended before the verb of the sentence: `La fondation qu'elle dirige a reçu en janvier …`."""
_CLEFT: Final = compiled(r"\b(?:c'(?:est|était|étaient|fut)|ce\s(?:sont|furent|sera))\s[^.;:!?\n]{0,80}$", re.I)
"""What makes a relative clause the main one: `c'est un instituteur qui l'emmène`."""
_NEAR: Final = 60
"""Characters before a date in which its participle ends."""
_HELPED: Final = compiled(
    r"\b(?:sera|seront|serait|seraient|soit|soient|être|avait|avaient)\s(?:\w+\s){0,3}\w+\s(?:\w+\s?'?){0,2}$"
)
_VERBS: Final = {
    tense: compiled(rf"\b(?=\w)(?=({pattern.pattern}))", re.I)
    for tense, pattern in (
        ("planned", _PLANNED),
        ("future", _FUTURE),
        ("before", compiled(r"\bprécédée?s?\b", re.I)),
        ("pluperfect", _PLUPERFECT),
        ("imperfect", _IMPERFECT),
        ("past", _PAST),
        ("present", compiled(rf"\b(?:est|sont)\s(?:\w+\s){{0,2}}?{_PARTICIPLES}\b", re.I)),
    )
}
"""The forms that tell each tense, in the order in which they decide; looked for at each word, so that none hides another."""
_CLAUSE: Final = compiled(r"[.;:!?\n()–]")
_UP_TO_CLAUSE: Final = compiled(rf"(?s:.*){_CLAUSE.pattern}")
_WINDOW: Final = 250
"""Characters before and after a date in which its verb stands."""
_FAR: Final = 10 * _WINDOW


def modifies(text: str, low: int, start: int) -> bool:
    """Whether a date that begins at `start` only says which thing is meant: by a participle, or in a relative clause."""
    near = text[max(low, start - 2 * _NEAR) : start]
    words = near.rsplit(None, _WORDS)
    participle = _RESTRICTIVE.search(near, len(words[0]) if len(words) > _WORDS else 0)
    apposed = _APPOSED.search(near)
    if apposed and not _HELPER.search(near, 0, apposed.start()):
        return True
    relative = _RELATIVE.search(near)
    if relative and not _CLEFT.search(near, 0, relative.start() + 1) and not _CLOSED.search(near, relative.start()):
        return True
    return bool(participle and participle["help"] is None and not _SHARED.search(near))


def detached(text: str, low: int, start: int) -> bool:
    """Whether a date that begins at `start` belongs to a participle with which the sentence, from `low` on, begins."""
    return bool(_DETACHED.match(text, low, start))


def tense_around(text: str, start: int, end: int) -> str:
    """The tense of the clause around a range, as `Clauses.tense` has it, for a date asked for out of order."""
    low = max(0, start - _WINDOW)
    return Clauses(text[low : end + _WINDOW]).tense(start - low, end - low)


class Clauses:
    """The clauses of a text, as far as they are asked for in order; each is searched for verbs once, whatever dates it holds."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.start = self.end = 0
        self._verbs: dict[str, list[tuple[int, int]]] = {}

    def tense(self, start: int, end: int, *, stretch: bool = False, bound: bool = False) -> str:
        """The tense of the clause around a range that is a date: a key of the forms, `"listed"` in an agenda, or `""`.

        A participle before a `stretch` of time (`les agents recrutés du 3 au 31 mars`) tells nothing if a verb does; nor does one
        with which the clause begins if the stretch is a `bound`, open on one side.
        """
        if start < self.start or end > self.end:
            self._enter(start, end)
        low = max(self.start, start - _WINDOW)
        near = max(low, start - _NEAR)
        beside = bool(_PARTICIPLE.search(self.text, near, start)) and not _HELPED.search(self.text[low:start])
        detached = bool(_DETACHED.match(self.text, self.start, start))
        if _IF.search(self.text, low, start) and self._verb(low, start, end) in ("", "present"):
            return "future"
        if (beside and not stretch) or (detached and not bound) or _STANDING.search(self.text, near, start):
            return "past"
        tense = self._verb(low, start, end)
        if tense == "planned" and self._verb(end, start, end, but=tense) in ("past", "pluperfect", "imperfect"):
            return "foreseen"
        return tense or ("past" if beside or detached else self._without_verb(start))

    def _verb(self, low: int, start: int, end: int, *, but: str = "") -> str:
        """The tense of the verb nearest to a range, one tense left out."""
        high = end if _QUALIFIED.match(self.text, end) else min(self.end, end + _WINDOW)
        distance, rank = min(
            (self._distance(tense, low, start, end, high), rank) for rank, tense in enumerate(_VERBS) if tense != but
        )
        tense = list(_VERBS)[rank] if distance < _WINDOW * 2 else ""
        return "past" if tense == "pluperfect" and _AS_SOON_AS.search(self.text, max(0, start - 8), start) else tense

    def _without_verb(self, start: int) -> str:
        """What a clause without verb tells: a term, or a line of an agenda, is to come."""
        line = max(0, start - 2 * _WINDOW)
        if _NOMINAL.match(self.text, self.start, start) or _LABEL.search(self.text, max(0, start - 2 * _NEAR), start):
            return "future"
        return "listed" if _LISTED.search(self.text, line, start) else ""

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
        if not verbs:
            return _FAR
        before = [start - b for a, b in verbs[bisect_left(verbs, (low, 0)) :] if b <= start]
        after = [a - end for a, b in verbs[bisect_left(verbs, (end, 0)) :] if b <= high]
        return min(min(before, default=_FAR), min(after, default=_FAR))

    def _spans(self, tense: str) -> list[tuple[int, int]]:
        """Where the verbs of the current clause are of a tense."""
        if tense not in self._verbs:
            found = (match.span(1) for match in _VERBS[tense].finditer(self.text, self.start, self.end))
            self._verbs[tense] = [span for span in found if tense != "future" or not _NOT_FUTURE.match(self.text, *span)]
        return self._verbs[tense]
