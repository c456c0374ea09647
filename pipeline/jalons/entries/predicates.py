"""Which dates of a sentence date a fact, and the clause that tells it (sections 6 and 8 of the annotation guide).

Surface first, parser second: the statistical parser often hangs an adverbial on the nearest noun, while French prose marks the
difference itself: `la réunion du 12 mars` names a meeting, `réuni le 12 mars` tells of one.
"""

from __future__ import annotations

import re
from typing import Final

from spacy.tokens import Doc, Span, Token

from jalons.dates.asides import ends_a_time
from jalons.entries.verbs import CLITICS, is_detached, is_finite, is_past_participle, participle_before
from jalons.patterns import compiled

_NAMING: Final = compiled(
    r"(?:\b(?:de|du|des|pour|sur|celui de|celle de|jusqu'à celui de)\s(?:l'|la\s|le\s|les\s)?|\bd'|\bde l'|\bsur la\s|\bsur l')$",
    re.I,
)
"""What stands before a date that names a thing: `la loi de 2013`, `porte sur la période 2016-2021`, `le budget pour 2022`."""
_DATING_DE: Final = compiled(
    r"\b(?:(?:le\s|la\s|dans\sla\s)(?:soir|matin|soirée|matinée|nuit|journée)|"
    r"(?:le|ce)\s(?:week-end|weekend)|à partir|à compter|au cours|lors|au début|à la fin|au milieu|en cours|aux alentours|autour|"
    r"à la veille|au lendemain|"
    r"(?<!d')(?<!\bde\s)une?\s(?:beau\s)?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|jour|soir|matin|après-midi|nuit|soirée)|"
    r"(?<!\bpour\s)(?:une|la)\s(?:(?:bonne|grande|majeure)\s)?(?:part|partie|moitié))"
    r"\s(?:de|du|des|d')\s?(?:l'|la\s|le\s)?$",
    re.I,
)
_DATES_BACK: Final = compiled(
    r"(?<!\bla)(?<!\bune)(?<!\bsa)\sdat(?:e|ent|ait|aient|era)\s(?:de|du|des|d')\s?(?:l'|la\s|le\s)?$", re.I
)
"""The verb that taggers take for a noun: `Le projet date de 2009`."""
_NEGATED: Final = compiled(
    r"(?:\b(?:non|(?<!\ble\s)(?<!\bun\s)(?<!\bses\s)(?<!\bpremiers\s)pas)(?:\s(?:le|en|au|avant))?\s)$", re.I
)
_VERB_NEGATED: Final = compiled(r"\b(?:ne\s|n')(?:[\w']+\s){0,4}?(?:pas|plus)\b[^,;:()]*$", re.I)
_INSTEAD: Final = compiled(r"\s?,?\smais\s(?:bien\s)?(?:en|le|la|les|à|au|dès|du|\d)\b")
"""What follows a date that a negated verb denies: `n'aura pas lieu le 12 mais le 19`."""
_COMPARED: Final = compiled(
    r"(?:,|\()\s?(?:contre|au lieu de|comparé)\s[^,;:()]*$"
    r"|\b(?:par rapport|comparée?s?|comparativement)\s(?:à|au|aux)\s(?:l'|la\s|le\s)?(?:année\s|an\s)?$",
    re.I,
)
_IMPRINT: Final = compiled(
    r"\W*(?:fait\s(?:à|en)|consultée?\sle|(?:dernière\s)?mise?\sà\sjour(?:\s:|\sle)|(?:page|site)\s(?:consultée?|revue?|créée?|modifiée?|actualisée?|mise?\sà\sjour)|mise?s?\sen\sligne\s(?:le|en)|imprimée?\s(?:à|en|le)|(?:dernière\s)?(?:modification|mise\sà\sjour|révision)\b|propos\srecueillis|rédigée?\s(?:le|à|en|par)|entretien\sréalisé|"
    r"dépôt\slégal|achevé\sd'imprimer|©|issn|isbn|bouclée?\sle|à\slire\s?:|voir\s?:|référence\s?:)",
    re.I,
)
"""What opens a signature line or an imprint: `Fait à Lens, le 3 octobre 2015`."""
_RELATIVES: Final = frozenset(("qui", "dont", "où"))
_PARTS_OF_DATES: Final = frozenset("début fin milieu courant lundi mardi mercredi jeudi vendredi samedi dimanche année".split())
_PRESENT_PARTICIPLE: Final = compiled(r"\b(?!avant|durant|pendant|maintenant|cependant|suivant)[a-zà-ÿ]{3,}ant\s$")
"""What a thing does: `une structure employant aujourd'hui neuf salariés`."""
_INTERRUPTED: Final = compiled(r"^(?:la|le|l'|les|cette|ce|cet|sa|son)\s?[^,;:]{3,60},\s(?:en|le|au|à)\s$", re.I)
_GOES_ON: Final = compiled(r",\s(?:de\s|du\s|des\s|d')")
"""A noun that a date interrupts: `La signature, en mars 2017, de la charte nous a donné un vocabulaire`."""
_HAVING: Final = compiled(r"\baprès\s(?:s')?(?:avoir|être)\s(?:\w+\s)?\w+[éiust]e?s?\s[^,;:.]{0,80}$", re.I)
"""What comes before the fact: `Après avoir présidé le comité de 1990 à 1996, elle …`."""
_REFERENCE: Final = compiled(r",\s[A-ZÀ-Þ][^,]{1,60},\s\d{4},\s$")
"""The end of a reference: `Paris, Seuil, 2013, réédité cet automne`."""
_IS_POSTED: Final = compiled(r"\W*(?:publié|affiché|modifié|transmis|posté|mis\sen\sligne|enregistré|reçu)e?s?\sle\s$", re.I)
_NOTHING_MORE: Final = compiled(r"(?:\sà\s[\dh:\s]{2,8})?\W*$")
"""`Affiché le 3 octobre 2024.`: the dates of a notice."""
_UNWANTED: Final = compiled(
    r"\b(?:demand|exig|souhait|propos|veu)\w*\s(?:que\s|qu')(?:[^.;]*?\s)?(?:ne\s|n')|\bqu'aucune?\s[^.;]*\sne\s(?:soi|ai)\w+",
    re.I,
)
"""A wish that something be not: it tells nothing of its day."""
_BARE: Final = frozenset(
    ("year", "year-named", "month-year", "month", "quarter-year", "dashed", "month-year-figures", "season-year", "school-year")
)
"""Rules whose dates, set directly after a noun, name it (`la campagne 2019`)."""
_MARKS: Final = ' \t"«-–—*•·0123456789.)'
"""What may stand before a date that heads a list item."""
_LIST_HEAD: Final = compiled(r"(?:,?\s(?:à\s)?\d{1,2}\s?h(?:\s?\d\d)?)?\s?[:.]\s+\S+\s\S+")
"""`1983 : création du foyer`, `1869. Le muséum ouvre`: a date at the head of an item dates what follows it, verb or not."""
_STAMP: Final = compiled(r"\s?\.\s?[–—]\s?\n?")
"""What follows the day of a dispatch: `26 juillet 2016. – Une nouvelle …`."""
_UNMARKED_HEAD: Final = compiled(r"\s(?=[A-ZÀ-Þ])[^.\n]{8,}")
"""`2012 L'association rejoint le réseau`: no sentence of prose has a capital after a year that opens it."""
_DATELINE: Final = compiled(r"\s*[A-ZÀ-Þ][\w'’ -]{1,40},\s(?:le\s)?$")
_AFTER_DATELINE: Final = compiled(r"\s?(?:[–—:-]\s|\()")
_VERB_ENDING: Final = compiled(
    r"\w(?:ient|iennent|aît|aissent|ait|aient|èrent|irent|urent|oit|oient|issent)\s"
    r"(?:en|au|à|le|depuis|dès)?\s?(?:l'|la\s|le\s)?$"
)
_ENDED: Final = compiled(r"[.!?;:…][\s»”)]*$")
_SUBJECT: Final = compiled(
    r"\s*(?:les?|la|l'|une?|des|nos|vos|mes|ses|leurs?|ils?|elles?|on|nous|vous|ce|cette|ces)\b\s?(?:[\w'-]+,?\s){2}", re.I
)
_OWN_PREPOSITIONS: Final = frozenset(("depuis", "jusqu'", "avant", "après", "d'", "d'ici", "à", "dès", "entre", "dans"))
_PUT: Final = compiled(r"\w{0,5}(?:mis|pris)(?:e|es)?")
"""Participles that look like nouns: `la fiche, mise à jour cet été`."""
_DASH: Final = compiled(r"\s[–—](?=[\s,])")
_THE_DAY: Final = compiled(r"\ble\s$", re.I)
_OPENINGS: Final = frozenset(
    "|en|le|la|l|au|à la|à l|à|les|dès|dès le|dès l|pendant|pendant la|pendant le|au cours de la|au cours de l|lors de l|durant|"
    "durant la|durant l|pendant l|sous|sous la|sous le|sous l|et|et en|puis|puis en".split("|")
)


def is_subject(text: str, date: Span) -> bool:
    """Whether the date is what the sentence speaks of (`L'année 2020 marque…`, `c'est l'année suivante qui…`)."""
    if text[date.end_char : date.end_char + 1] == "," or _heads_a_line(text, date):
        return False
    presented = text[max(0, date.start_char - 10) : date.start_char].lower()
    cleft = presented.endswith(("c'est l'", "c'est la ", "c'est le ", "c'est ")) and text.startswith(" qui", date.end_char)
    if cleft or date.root.dep_.startswith("nsubj"):
        return True
    first = date.doc[date.start - 1] if date.start and date.doc[date.start - 1].pos_ == "DET" else date[0]
    opens = first.is_sent_start or (first.i > 0 and date.doc[first.i - 1].text in (";", ":"))
    verb = next((token for token in date.doc[date.end : date.end + 4] if token.lower_ not in CLITICS), None)
    ago = date.text.lower().startswith("il y a")
    return bool(opens and date[0].pos_ != "ADP" and not ago and verb is not None and is_finite(verb))


def _heads_a_line(text: str, date: Span) -> bool:
    return date.id_ == "year" and bool(date[0].is_sent_start) and bool(_UNMARKED_HEAD.match(text, date.end_char))


def predicate_of(doc: Doc, text: str, date: Span, tokens: list[Token], *, alone: bool) -> int | None:
    """The index of the verb form that a date dates (-1 for one that the tagger missed), or `None` if the date dates nothing.

    It dates nothing if it names a thing, is negated, compared or in brackets.
    """
    before = text[tokens[0].idx : date.start_char] if tokens else ""
    head = before.strip(_MARKS).lower()
    stamped = not head and _STAMP.match(text, date.end_char)
    heads = head in ("", "courant", "en", "vers", "dès") and _LIST_HEAD.match(text, date.end_char)
    if not stamped and (heads or (not head and _heads_a_line(text, date))):
        return -1
    if stamped or _dates_nothing(doc, text, date, tokens, before):
        return None
    participle = participle_before(date, tokens)
    if participle is not None and _REFERENCE.search(text[tokens[0].idx : participle.idx]):
        return None
    if participle is not None:
        return participle.i if alone or is_detached(participle, tokens) else None
    finite = [token for token in tokens if is_finite(token) and not _in_remark(text, token, tokens)]
    if not finite:
        return -1 if _tells_without_verb(text, date, before) else None
    governor = _governor(date, finite)
    return (governor if governor is not None and not _in_another_clause(governor, date, finite) else _nearest(date, finite)).i


def _dates_nothing(doc: Doc, text: str, date: Span, tokens: list[Token], before: str) -> bool:
    """Whether a date is denied, compared, in brackets or an imprint, names or places a thing; `before` is its clause up to it."""
    if _DATELINE.match(before) and _AFTER_DATELINE.match(text, date.end_char):
        return True
    if _is_denied(text, date, before) or _COMPARED.search(before) or before.count("(") > before.count(")"):
        return True
    if _IS_POSTED.match(before) and _NOTHING_MORE.match(text, date.end_char, date.sent.end_char):
        return True
    if ends_a_time(before) or _IMPRINT.match(before) or _UNWANTED.search(before) or _names_a_thing(doc, date, before):
        return True
    if (
        _INTERRUPTED.search(before)
        and _GOES_ON.match(text, date.end_char)
        and not any(is_finite(t) for t in tokens if t.i < date.start)
    ):
        return True
    if _PRESENT_PARTICIPLE.search(before) and date.id_ == "day-deictic":
        return True
    if _is_apposed(date, tokens) and not _DATES_BACK.search(before):
        return True
    comma = text[date.end_char : date.end_char + 1] == ","
    return bool(comma and (_HAVING.search(before) or _opens_with_a_noun(tokens, date)))


def _in_another_clause(governor: Token, date: Span, finite: list[Token]) -> bool:
    """Whether a relative clause begins between a date and its verb in the parse, and another verb stands on the date's side."""
    low, high = sorted((governor.i, date.start))
    opened = next((t.i for t in date.doc[low + 1 : high] if t.lower_ in _RELATIVES and t.nbor(-1).text == ","), 0)
    if not opened:
        return False
    first = 0 if governor.i > date.start else opened
    return any(first <= token.i < date.start for token in finite if token is not governor)


def _opens_with_a_noun(tokens: list[Token], date: Span) -> bool:
    """Whether a bare noun opens the clause and says what the subject was: `Chevalier des Palmes en 1999, elle …`."""
    before = [token for token in tokens if token.i < date.start]
    if not before or before[0].pos_ != "NOUN" or before[0].lower_ in _PARTS_OF_DATES:
        return False
    after = [token for token in tokens if token.i >= date.end]
    plain = before[0].is_title and not any(
        is_finite(token) or token.text in (":", "(", ",") or is_past_participle(token) for token in before
    )
    return plain and any(map(is_finite, after))


def _in_remark(text: str, token: Token, tokens: list[Token]) -> bool:
    """Whether a token stands in a remark between dashes."""
    low, high = text[tokens[0].idx : token.idx], text[token.idx : tokens[-1].idx]
    return len(_DASH.findall(low)) % 2 == 1 and bool(_DASH.search(high))


def _is_denied(text: str, date: Span, before: str) -> bool:
    """Whether the date itself is negated (`et non le 13`, `n'aura pas lieu le 12 mais le 19`), not the fact that it dates."""
    if _VERB_NEGATED.search(before):
        return bool(_INSTEAD.match(text, date.end_char))
    return bool(_NEGATED.search(before))


def _is_apposed(date: Span, tokens: list[Token]) -> bool:
    """Whether a date completes a noun in apposition (`, trésorier depuis 2013, `) or in a subject (`son report en 2021 est`)."""
    left = [token for token in tokens if token.i < date.start]
    right = next((token for token in tokens if token.i >= date.end), None)
    comma = next((i for i in range(len(left) - 1, -1, -1) if left[i].is_punct), -1)
    phrase = [token for token in left[comma + 1 :] if token.pos_ not in ("ADP", "ADV")]
    if not phrase or any(token.pos_ in ("VERB", "AUX") or is_finite(token) for token in phrase):
        return False
    noun = (
        phrase[0].pos_ in ("NOUN", "ADJ")
        and phrase[0].lower_ != "court"
        and not _PUT.fullmatch(phrase[0].lower_)
        and not is_past_participle(phrase[0])
    )
    if comma > 0 and left[comma].text == "," and noun and left[comma + 1] is phrase[0]:
        return right is None or right.is_punct or right.lower_ == "et"
    subject = phrase[0].pos_ == "DET" and left[comma + 1] is phrase[0] and len(phrase) > 1
    return subject and right is not None and is_finite(right) and left[-1].lower_ == "en"


def _governor(date: Span, finite: list[Token]) -> Token | None:
    """The finite verb, or the auxiliary or copula, of the first clause above a date in the parse."""
    token = date.root
    for _ in range(8):
        helpers = (child for child in token.children if child in finite and child.dep_.startswith(("aux", "cop")))
        found = token if token in finite else next(helpers, None)
        if found is not None or token.head is token:
            return found
        token = token.head
    return None


def _tells_without_verb(text: str, date: Span, before: str) -> bool:
    """Whether a date without a recognised verb still dates a fact: taggers miss verbs that look like nouns (`craque`, `vote`).

    The sentence must end as prose does. Then it tells a fact if the date opens it with a comma after, follows a word that ends
    like a verb, is a day after `le`, or has its own preposition in a sentence that begins with its subject.
    """
    if not _ENDED.search(text[date.end_char : date.sent.end_char]):
        return False
    if before.strip(' "«-–—*•').removesuffix("'").lower() in _OPENINGS:
        return text[date.end_char : date.end_char + 1] == ","
    if _VERB_ENDING.search(before) or _DATES_BACK.search(before) or (_THE_DAY.search(before) and date.text[:1].isdigit()):
        return True
    return date[0].lower_ in _OWN_PREPOSITIONS and bool(_SUBJECT.match(before))


def _nearest(date: Span, finite: list[Token]) -> Token:
    """The finite verb nearest to a date; of two, the one after a date that opens the clause."""
    after = [token for token in finite if token.i >= date.end]
    before = [token for token in finite if token.i < date.end]
    if not before or not after:
        return after[0] if after else before[-1]
    joined = any(token.pos_ == "CCONJ" or token.text == "," for token in date.doc[date.end : after[0].i])
    opens = any(token.text == "," for token in date.doc[before[-1].i : date.start])
    if joined and not opens:
        return before[-1]
    return before[-1] if date.start - before[-1].i <= after[0].i - date.end else after[0]


def _names_a_thing(doc: Doc, date: Span, before: str) -> bool:
    if date._.how == "period" and _completes_a_verb(doc, date):
        return True
    previous = doc[date.start - 1] if date.start else None
    if previous is None or not before.strip():
        return False
    dating = _DATING_DE.search(before) or _DATES_BACK.search(before) or _is_planned_for(doc, date)
    if _NAMING.search(before) and not dating:
        host = re.sub(_NAMING, "", before).rstrip()
        return bool(host)
    return (
        date.id_ in _BARE
        and previous.is_alpha
        and (previous.pos_ in ("NOUN", "PROPN") or (previous.pos_ == "ADJ" and doc[previous.i - 1].pos_ == "NOUN"))
        and date.text[0].isalnum()
        and not _has_own_preposition(date)
    )


def _is_planned_for(doc: Doc, date: Span) -> bool:
    """Whether a verb takes the date after `pour`: `est prévue pour 2018`, `sont inscrits pour l'année scolaire`."""
    before = [token for token in doc[max(0, date.start - 4) : date.start] if token.pos_ != "DET"]
    return len(before) > 1 and before[-1].lower_ == "pour" and (is_past_participle(before[-2]) or is_finite(before[-2]))


def _completes_a_verb(doc: Doc, date: Span) -> bool:
    """Whether the name of a period is the object or the inverted subject of a verb: `qu'impose la crise sanitaire`."""
    index = date.start - 1
    if index > 0 and doc[index].pos_ == "DET":
        index -= 1
    return index >= 0 and date[0].pos_ != "ADP" and is_finite(doc[index]) and doc[index].pos_ == "VERB"


def _has_own_preposition(date: Span) -> bool:
    return (
        date[0].pos_ in ("ADP", "ADV")
        or date[0].lower_ in _OWN_PREPOSITIONS
        or date[0].lower_ in ("fin", "début", "mi", "de", "du")
    )
