"""Who `elle`, `l'association`, `ce colloque` are, where the text leaves no doubt: one named candidate of the right gender.

A common noun with its article (`l'association`, `ce colloque`) takes the one name before it that text or lexicon call so.
A subject pronoun takes the subject of the sentence before, a name, if its gender is known and agrees (centring: a pronoun subject
continues the subject before it). Where anything is open, nothing is replaced.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from spacy.tokens import Doc, Span

from jalons.entries.context import Context
from jalons.entries.genders import ARTICLE, ENOUGH, gender_of_name, kinds, left, noun_gender, nouns, said
from jalons.entries.nouns import opening_noun
from jalons.entries.verbs import is_finite
from jalons.folding import fold
from jalons.patterns import compiled
from jalons.rules import load_atoms

_NAMED: Final = ("ORG", "EVENT", "PROGRAMME", "WORK", "LAW", "PERSON")
_PRONOUN: Final = compiled(r"(?:(?P<f>elle)|(?P<m>il))", re.I)
_SET_APART: Final = compiled(r"[;:.,]\s(?:elle|lui|eux|elles),\s", re.I)
"""A pronoun that turns from the subject before it to another: `La loi ouvre les conseils ; elle, déjà, est ailleurs`."""
_LATTER: Final = compiled(r"(?:(?P<f>celle-ci|cette dernière)|(?P<m>celui-ci|ce dernier))", re.I)
_IMPERSONAL: Final = compiled(
    r"\s(?:ne\s|n')?(?:y\s(?:a|avait|eut|aura|aurait)\b|(?:(?:lui|leur|nous|vous|en|s')\s?)*(?:faut|fallut|fallait|faudra|a\sfallu|agi\w*|"
    r"sembl\w+|convien\w+|reste|manqu\w+|exist\w+|suffi\w+|ressort\w*|résult\w+|pleu\w+|neig\w+|vaut\smieux|va\sde\ssoi|"
    r"(?:appara\w+|arriv\w+)\sque|fait\s(?:froid|beau|chaud|nuit|jour)|devi\w+\s\w+\s(?:de|que)|"
    r"(?:est|était|fut|sera|a\sété|avait\sété)\s(?:\w+ment\s)?(?:fondé|créé|institué|constitué|rappelé|prévu|question|temps|"
    r"(?:décidé|convenu|apparu|proposé|demandé|recommandé|précisé|indiqué|noté|possible|impossible|nécessaire|difficile|interdit|"
    r"utile|urgent|important|clair|vrai)(?=\s(?:que|de)\b|\s(?:qu|d)')|procédé(?=\sà\b))\b(?!\spar\b))\b)"
)
"""`il` that stands for nothing: `il faut`, `il y a`, `il est fondé entre les soussignés …`."""
_OF_A_THING: Final = compiled(
    r"\s(?:(?:r?ouvr|ferm)\w+\sses\sportes|(?:est|fut|était|sera|a\sété)\s(?:\w+ment\s)?(?:inauguré|rattaché|classé|labellisé|rénové|agréé))"
)
"""What no person does: `Jean Roy fonde le musée. Il ouvre ses portes en 1865`."""
_COMMON: Final = compiled(r"(?i:l'|la\s|le\s|cette\s|cet\s|ce\s)(?P<noun>[a-zà-ÿœ-]+)")
_COMPLEMENT: Final = compiled(r"\s(?:de|du|des)\b|\sd'")
_ADVERBIAL: Final = compiled(r"(?:[^,«»()]{1,120},\s)")
_LONGEST: Final = 60
"""The longest subject, in characters, that is put for a pronoun."""
_REACH: Final = 3
"""How many sentences back the chain of one subject is followed."""
_FURTHEST: Final = 20_000
"""How many characters before a common noun its name is looked for."""


class Antecedent(NamedTuple):
    """The name that stands for an anaphor, with its article if the text gives it one, and the mention it comes from."""

    name: str
    label: str
    norm: str


def antecedent(context: Context, subject: tuple[int, int]) -> Antecedent | None:
    """The name behind the subject in a range of characters, `None` if it is no anaphor or not certain."""
    words = context.text[slice(*subject)]
    if (match := _PRONOUN.fullmatch(words)) and not _IMPERSONAL.match(context.text, subject[1]):
        found = _continued(context, subject[0], "f" if match["f"] else "m", _REACH)
        return None if found and found.label == "PERSON" and _OF_A_THING.match(context.text, subject[1]) else found
    if match := _LATTER.fullmatch(words):
        return _latter(context, subject[0], "f" if match["f"] else "m")
    if match := _COMMON.fullmatch(words):
        return _called(context, subject[0], match["noun"].lower())
    return None


def _called(context: Context, place: int, noun: str) -> Antecedent | None:
    """The one name before `place` that is called by a common noun; `None` if there are several or none."""
    found: dict[str, Span] = {}
    for mention in context.between(place - _FURTHEST, place):
        known = mention.kb_id_ and mention.label_ in _NAMED
        if known and (mention.kb_id_ in found or noun in nouns(context, mention)):
            found[mention.kb_id_] = mention
    if not found:
        found = _only_body(context, place, noun)
    if len(found) != 1 or _another(context.text, place, noun):
        return None
    mention = next(iter(found.values()))
    if _doubtful(context, place, noun, mention):
        return None
    behind = _named(context, mention)
    if noun_gender(fold(noun)) == gender_of_name(context, mention):
        return behind
    article = "le " if noun_gender(fold(noun)) == "m" else "la "
    return behind._replace(name=f"{_elided(article, noun)}{noun} {mention.text}")


def _doubtful(context: Context, place: int, noun: str, mention: Span) -> bool:
    """Whether only the lexicon calls a body by a noun, and the text names another before `place` that may be meant as well."""
    if mention.label_ != "ORG" or any(noun in said(context.text, each) for each in context.with_value_of(mention)[:ENOUGH]):
        return False
    others = {m.kb_id_ for m in context.between(place - _FURTHEST, place) if m.label_ == "ORG"} - {mention.kb_id_, ""}
    return any(not kinds().get(each) for each in others)


def _only_body(context: Context, place: int, noun: str) -> dict[str, Span]:
    """The one organisation named before `place`, for a noun that fits any body of its members (`l'association`)."""
    if not re.fullmatch(load_atoms("entries")["bodies"], noun):
        return {}
    before = [m for m in context.between(place - _FURTHEST, place) if m.label_ == "ORG" and m.kb_id_]
    return (
        {m.kb_id_: m for m in before if re.match(load_atoms("entries")["memberships"], fold(m.text))}
        if len({m.kb_id_ for m in before}) == 1
        else {}
    )


def _another(text: str, place: int, noun: str) -> bool:
    """Whether an unnamed body of the same kind is spoken of before (`une association de quartier`, `deux associations`)."""
    window = text[max(0, place - 1500) : place]
    return bool(
        re.search(
            rf"\b(?:une?|deux|trois|autre|chaque)\s(?:\w+\s)?{re.escape(noun)}s?\b(?!\s(?:intitulé|dénommé|nommé|appelé|«))",
            window,
            re.I,
        )
    )


def _latter(context: Context, place: int, gender: str) -> Antecedent | None:
    """The name with which the clause before `place` ends, if it has the gender: what `celle-ci`, `ce dernier` take up."""
    span = context.doc.char_span(place, place + 1, alignment_mode="expand")
    if span is not None and not any(map(is_finite, context.doc[span[0].sent.start : span.start])):
        place = span[0].sent.start_char  # `Né à Marseille en 1845, celui-ci …`
    before = context.text[max(0, place - 300) : place].rstrip(" \n.;:,»)")
    end = max(0, place - 300) + len(before)
    last = next((m for m in reversed(context.between(end - 200, end)) if m.end_char >= end), None)
    if last is None or last.label_ not in _NAMED or not last.kb_id_ or gender_of_name(context, last) != gender:
        return None
    return _named(context, last)


def _continued(context: Context, place: int, gender: str, reach: int) -> Antecedent | None:
    """The name that is the subject of the sentence, or the part of one, before `place`; a chain of pronouns is followed."""
    span = context.doc.char_span(place, place + 1, alignment_mode="expand")
    if span is None or not reach:
        return None
    sentence = span[0].sent
    if re.search(r"[;:]\s|,\s(?:et|puis|mais|où|quand)\s", context.text[sentence.start_char : place]):
        start = sentence.start_char
        if re.search(r"\bqu[e']", context.text[start:place]):
            return None  # the subject of a subordinate clause may be meant
    elif sentence.start and not re.search(
        r"\n\s*\n", context.text[context.doc[sentence.start - 1].sent.start_char : sentence.start_char]
    ):
        start = context.doc[sentence.start - 1].sent.start_char
    else:
        return None
    return _subject_name(context, start, place, gender, reach)


def _subject_name(context: Context, start: int, stop: int, gender: str, reach: int) -> Antecedent | None:
    """The name that is the first subject of `context.text[start:stop]`, if it has the gender."""
    position = start + len(context.text[start:stop]) - len(context.text[start:stop].lstrip(" «*•–-\n"))
    for _ in range(3):
        span = context.doc.char_span(position, min(position + 12, stop), alignment_mode="contract")
        first = span[0] if span is not None and len(span) else None
        if first is not None and (pronoun := _PRONOUN.fullmatch(first.text)):
            return _continued(context, position, gender, reach - 1) if pronoun.lastgroup == gender else None
        at = compiled(r"(?:(?:l'|les?|la)\s?)?(?:[a-zà-ÿ-]+\s)?", re.I).match(context.text, position, stop)
        mention = next(iter(context.between(position, (at.end() if at else position) + 1)), None)
        if mention is not None and _SET_APART.search(context.text, mention.end_char, stop):
            return None
        if mention is not None and mention.label_ in _NAMED and mention.kb_id_:
            leads = context.text[position : mention.start_char]
            return (
                _named(context, mention)
                if _leads(leads) and _is_subject(context.doc, mention) and gender_of_name(context, mention) == gender
                else None
            )
        common = _COMMON.match(context.text, position, stop)
        agrees = common is not None and noun_gender(fold(common["noun"])) == gender
        if common and agrees and not _COMPLEMENT.match(context.text, common.end()):
            called = _called(context, position, common["noun"].lower())
            if called:
                return called
        if whole := _definite(context, position, stop, gender):
            return whole
        adverbial = _ADVERBIAL.match(context.text, position, stop)
        if adverbial is None or re.match(r"(?:l'|les?|la|une?|ce|cette|ces|son|sa|ses)\b", context.text[position:stop], re.I):
            return None
        position = adverbial.end()
    return None


def _definite(context: Context, start: int, stop: int, gender: str) -> Antecedent | None:
    """A definite subject without a name (`Le comptoir d'écoute est resté fermé`): its own words stand for the pronoun."""
    article = compiled(r"(?:l'|(?:le|la|notre|son|sa|cet|ce|cette)\s)(?=[a-zà-ÿœ])", re.I).match(context.text, start, stop)
    noun = opening_noun(context, start, stop) if article else None
    if article is None or noun is None or noun[0] != start or noun[1] - noun[0] > _LONGEST:
        return None
    head = context.doc.char_span(article.end(), article.end() + 1, alignment_mode="expand")
    told = {"Masc": "m", "Fem": "f"}.get(next(iter(head[0].morph.get("Gender", [])), "") if head is not None else "")
    shown = article[0].strip().lower()
    contradicts = (shown in ("le", "ce", "cet") and gender == "f") or (shown in ("la", "sa", "cette") and gender == "m")
    rival = r"\b(?:la|une|cette|sa)\s[a-zà-ÿ]" if gender == "f" else r"\b(?:le|un|ce|cet|son|du|au)\s[a-zà-ÿ]"
    if re.search(rival, context.text[noun[1] : stop]):
        return None  # `La préfecture ordonne la dépollution. Elle durera …`
    if told != gender or contradicts or re.search(r"\b(?:qui|que|dont|où)\b", context.text[slice(*noun)]):
        return None
    return Antecedent(context.text[start].lower() + context.text[start + 1 : noun[1]], "", "")


def _leads(words: str) -> bool:
    """Whether only an article, or an article and the noun of a body, stands before a name."""
    return bool(re.fullmatch(rf"(?:l'|la\s|le\s)?(?:(?:{_heads()})\s)?", words, re.I))


@cache
def _heads() -> str:
    atoms = load_atoms("entries")
    return f"{atoms['feminine']}|{atoms['masculine']}"


def _is_subject(doc: Doc, mention: Span) -> bool:
    """Whether a name at the head of a clause is its subject: nothing joins or completes it as a noun."""
    if mention.end >= len(doc) or _is_listed(doc, mention):
        return False
    return doc[mention.end].lower_ not in ("et", "de", "d'", "du", "des", "ou", ":", "/", "|")


def _is_listed(doc: Doc, mention: Span) -> bool:
    """Whether a name is the first of a list: `Le parc, l'université et l'association lancent …`."""
    if doc[mention.end].text != ",":
        return False
    rest = doc[mention.end + 1 : mention.sent.end]
    verb = next((token.i for token in rest if is_finite(token)), mention.sent.end)
    names = [token.i for token in doc[mention.end + 1 : verb] if token.pos_ in ("PROPN", "NOUN")]
    joint = next((token.i for token in doc[mention.end + 1 : verb] if token.lower_ == "et"), 0)
    comma = any(token.text == "," for token in doc[max(joint, mention.end + 1) : verb])
    return bool(joint and names and names[0] <= mention.end + 3 and not comma)


def _named(context: Context, mention: Span) -> Antecedent:
    """The name as the text uses it: with its article where most of its occurrences have one."""
    same = context.with_words_of(mention)
    same = [
        m for m in same[:ENOUGH] if not re.search(r"(?:^|\n\s*)$", left(context.text, m))
    ] or same  # headings have no articles
    articles = [match["article"].lower() for m in same if (match := ARTICLE.search(left(context.text, m)))]
    name = mention.text
    quoted = context.text[max(0, mention.start_char - 2) : mention.start_char].rstrip()[-1:] in ("«", "“")
    if mention.label_ in ("EVENT", "WORK") and quoted:
        return Antecedent(f"« {name} »", mention.label_, mention.kb_id_)
    if articles and 2 * len(articles) >= len(same):
        plain = {"du": "le", "au": "le", "un": "le", "ce": "le", "une": "la", "cette": "la", "des": "les", "aux": "les"}
        article = plain.get(articles[-1], articles[-1])
        name = f"{article}{'' if article.endswith(chr(39)) else ' '}{name}"
    elif not articles and (gender := noun_gender(fold(name.split(" ")[0]))) and not _bare(context.text, same):
        name = f"{_elided('la ' if gender == 'f' else 'le ', name)}{name}"
    return Antecedent(name, mention.label_, mention.kb_id_)


def _elided(article: str, noun: str) -> str:
    return "l'" if fold(noun)[:1] in tuple("aeiouyh") else article


def _bare(text: str, mentions: Sequence[Span]) -> bool:
    """Whether the text begins a clause with a name without article (`En 2008, Réseau Pluie organise …`)."""
    return any(re.search(r"[.,;:!?]\s$", left(text, mention)) for mention in mentions)
