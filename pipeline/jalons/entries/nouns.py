"""Noun phrases: the subject before a verb, the noun that a participle or a relative clause describes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from spacy.tokens import Doc, Span, Token

from jalons.entries.context import Context
from jalons.entries.ranges import Range, commas, tokens, trimmed
from jalons.entries.verbs import CLITICS, PLAIN_RELATIVES, is_finite, is_past_participle
from jalons.patterns import compiled

_INSIDE_NOUN: Final = ("nmod", "amod", "acl", "flat:name", "flat:foreign", "appos")
_LEADS: Final = ("•", "*", "–", "-", "Vu", "VU")
"""Marks of a list and of a visa, which stand before a noun and are none of it."""
_SINGULAR: Final = compiled(r"(?:[éiut]|[éiuts]e|clus|(?:[ms]|pr|qu)is)$")
"""Endings of participles in the singular: `ouvert`, `ouverte`, `remis`, `inclus`."""
_ENDS_A_PARTICIPLE: Final = compiled(r"[éiust]e?s?$")
_ONE: Final = frozenset(("le", "la", "l'", "un", "une", "ce", "cet", "cette", "son", "sa", "notre", "leur"))
_NOMINAL: Final = ("DET", "PRON", "PROPN", "NUM")


def has_verb(doc: Doc, start: int, end: int) -> bool:
    return any(is_finite(token) for token in tokens(doc, start, end))


def opening_noun(context: Context, start: int, end: int) -> Range | None:
    """The subject of the first finite verb of a range: `Une convention a été négociée, puis signée` → `Une convention`."""
    verb = next((token for token in tokens(context.doc, start, end) if is_finite(token)), None)
    if verb is None:
        return None
    bounds = [start - 1, *commas(context.text, start, verb.idx)]
    phrase = [token for token in tokens(context.doc, bounds[-1] + 1, verb.idx) if not token.is_space]
    if len(bounds) > 2 and all(token.lower_ in CLITICS for token in phrase):  # `La revue, fondée en 1971, cesse de paraître`
        phrase = [token for token in tokens(context.doc, start, bounds[1]) if not token.is_space]
    return before_verb(context.text, phrase)


def before_verb(text: str, phrase: list[Token]) -> Range | None:
    """The range of the words before a verb without its clitics, if they begin like a noun."""
    while len(phrase) > 1 and phrase[-1].lower_ in CLITICS and phrase[-1].pos_ != "DET":
        phrase.pop()
    if not phrase or phrase[0].pos_ not in _NOMINAL:
        return None
    return trimmed(text, phrase[0].idx, phrase[-1].idx + len(phrase[-1]))


def following_noun(context: Context, start: int, end: int) -> Range | None:
    """The subject of the sentence that a participle opens: what begins like a noun after a comma, up to the finite verb.

    The names of a list that goes on from the participle (`fondée par Ève Lang, Luc Roy et Jean Petit, la revue …`) are none.
    """
    bounds = [*commas(context.text, start, end), end]
    named = whole = None
    for low, high in pairwise(bounds):
        phrase = [token for token in tokens(context.doc, low + 1, high) if not token.is_space]
        neutral = len(phrase) > 1 and phrase[0].lower_ == "ce" and phrase[1].lower_ in ("qui", "que", "qu'", "dont")
        if not phrase or phrase[0].pos_ not in _NOMINAL or neutral:  # `reçue en 1962, ce qui ne se faisait guère, elle part`
            if phrase and is_finite(phrase[0]):
                return named or whole  # `la revue, première du genre, est tirée …`
            continue
        verb = next((i for i, token in enumerate(phrase) if is_finite(token)), len(phrase))
        relative = next((i for i, token in enumerate(phrase) if token.lower_ in ("qui", "dont")), len(phrase))
        if min(verb, relative) == len(phrase):  # the tagger missed the verb: only a name shows where the subject ends
            verbs = (i for i, token in enumerate(phrase) if token.pos_ == "VERB" and not _ENDS_A_PARTICIPLE.search(token.lower_))
            missed = next(verbs, 0)
            named = named or (before_verb(context.text, phrase[:missed]) if missed else _named(context, phrase))
            whole = whole or before_verb(context.text, phrase)
            continue
        of_the_first = relative == 0 or all(token.lower_ in CLITICS for token in phrase[:verb])
        if of_the_first and (named or whole):
            return named or whole  # `la revue, qui paraît à Lyon, cesse …`
        if noun := before_verb(context.text, phrase[: min(verb, relative)]):
            return noun
    return named


def preceding_noun(context: Context, start: int, end: int, participle: Token) -> Range | None:
    """The noun that a participle after a comma describes: the words since a comma before, if they agree with it."""
    bounds = [start - 1, *commas(context.text, start, end)]
    for low in reversed(bounds):
        phrase = [token for token in tokens(context.doc, low + 1, end) if not token.is_space and token.text not in _LEADS]
        lead = 1 if phrase and phrase[0].lower_ == "quant" else -1  # `Quant aux conventions, ouvertes …`
        lead = next((i for i, token in enumerate(phrase) if token.text == ":"), lead)
        phrase = phrase[lead + 1 :]  # `2024 : anniversaire de l'association, déclarée …`
        if not phrase or is_past_participle(phrase[0]):
            end = low  # a participle joined to this one: the noun stands before it
            continue
        verb = next((i for i, token in enumerate(phrase) if is_finite(token)), -1)
        if noun := _qualified(context, phrase, verb, participle):
            return noun
        if noun := _titled(phrase):
            return noun if _agree(tokens(context.doc, *noun), participle) else None
        opener = next((i for i in range(verb + 1, len(phrase)) if verb >= 0 and phrase[i].lower_ in ("que", "qu'")), -1)
        phrase = _last_joined(phrase[opener + 1 :], participle)
        if phrase and phrase[0].pos_ in _NOMINAL and not any(is_finite(token) for token in phrase):
            if _agree(phrase, participle):
                return trimmed(context.text, phrase[0].idx, end)
            if inner := _inner(context, phrase, participle):
                return inner
            continue
        noun = _described(context, phrase, participle) or last_noun(context, phrase)
        head = next((token for token in phrase if token.pos_ == "NOUN"), None)
        if head is not None and not head.morph.get("Gender", []) and (inner := _inner(context, phrase, participle)):
            return inner
        if noun and _agree(tokens(context.doc, *noun), participle):
            return noun
        return _inner(context, phrase, participle) or _object(context, phrase, verb, participle)
    return None


def _object(context: Context, phrase: Sequence[Token], verb: int, participle: Token) -> Range | None:
    """The object of a verb with what follows it: `donne | un cours libre à la faculté des sciences, suspendu en 1885`."""
    first = next((i for i in range(verb + 1, len(phrase)) if verb >= 0 and phrase[i].pos_ == "DET"), 0)
    if not first or first > verb + 2 or not _agree(phrase[first:], participle):
        return None
    return trimmed(context.text, phrase[first].idx, phrase[-1].idx + len(phrase[-1]))


def _qualified(context: Context, phrase: Sequence[Token], verb: int, participle: Token) -> Range | None:
    """The noun of a subject that a relative clause says more of: `La convention | qui le lie à la ville, dénoncée en …`."""
    relative = next((i for i, token in enumerate(phrase[: max(verb, 0)]) if token.lower_ in PLAIN_RELATIVES), 0)
    if not relative or phrase[0].pos_ != "DET" or phrase[relative - 1].text == "," or not _agree(phrase[:relative], participle):
        return None
    rest = [token for token in participle.sent if token.i > participle.i]
    comma = next((i for i, token in enumerate(rest) if token.text == ","), -1)
    if comma < 0 or not any(map(is_finite, rest[comma + 1 : comma + 5])) or any(is_finite(token) for token in phrase[verb + 1 :]):
        return None
    return trimmed(context.text, phrase[0].idx, phrase[relative - 1].idx + len(phrase[relative - 1]))


def _inner(context: Context, phrase: Sequence[Token], participle: Token) -> Range | None:
    """The last noun with its article in a phrase whose head does not agree: `l'anniversaire de | l'association, déclarée`."""
    first = next((i for i in range(len(phrase) - 2, 0, -1) if phrase[i].lower_ in ("la", "l'", "le", "les")), 0)
    head = phrase[first + 1] if first else None
    told = head.morph.get("Gender", []) if head is not None and head.pos_ == "NOUN" else []
    if not told or phrase[first - 1].pos_ != "ADP" or not _agree(phrase[first:], participle):
        return None
    shown = re.search(r"ée?s?$", participle.lower_)
    return trimmed(context.text, phrase[first].idx, phrase[-1].idx + len(phrase[-1])) if shown else None


def _last_joined(phrase: list[Token], participle: Token) -> list[Token]:
    """The last of joined nouns for a participle in the singular: `le foyer et la bibliothèque, ouverte en 1972`."""
    if not _SINGULAR.search(participle.lower_):
        return phrase
    return phrase[_joint(phrase) :]


def _joint(phrase: Sequence[Token] | Span) -> int:
    """Where the last of joined nouns begins in a phrase: `le foyer et | la bibliothèque`; 0 if none are joined."""
    places = (i for i in range(len(phrase) - 1, 0, -1) if phrase[i - 1].lower_ in ("et", "ou", "puis"))
    return next((i for i in places if phrase[i].lower_ in _ONE), 0)


def last_noun(context: Context, phrase: Sequence[Token]) -> Range | None:
    """The last noun phrase of some words, from its article on: `Elle dirige la revue` → `la revue`."""
    if not phrase:
        return None
    last = phrase[-1]
    end = last.idx + len(last)
    name = next((m for m in context.between(phrase[0].idx, end) if m.end_char == end and m.label_ != "CONCEPT"), None)
    lead = [token.pos_ for token in context.doc[max(0, name.start - 2) : name.start]] if name is not None else []
    if name is not None and (lead[-1:] == ["ADP"] or (name.label_ == "PLACE" and lead == ["ADP", "DET"])):
        last, name = context.doc[name.start], None  # `l'ouvrage de Geneviève Poujol`
    head = context.doc[name.start] if name is not None else last
    while (
        name is None
        and head.head.i < head.i
        and head.head.i >= phrase[0].i
        and head.dep_ in _INSIDE_NOUN
        and head.head.pos_ != "NUM"
        and not _opens(head)
    ):
        head = head.head
    if name is None and head.pos_ not in ("NOUN", "PROPN"):
        return None
    first = max(first_of(head), phrase[0].i)
    if first == head.i > phrase[0].i and context.doc[first - 1].pos_ == "DET":
        first -= 1
    return trimmed(context.text, context.doc[first].idx, end)


def _titled(phrase: Sequence[Token]) -> Range | None:
    """The noun that a title at the end of some words names: `rejoint le collectif « Sciences en Anjou »` → from `le` on."""
    if not phrase or phrase[-1].text != "»":
        return None
    quote = next((i for i in range(len(phrase) - 1, -1, -1) if phrase[i].text == "«"), 0)
    for token in reversed(phrase[max(0, quote - 6) : quote]):
        if token.pos_ == "DET" or token.lower_ in ("au", "du"):
            return (token.idx, phrase[-1].idx + 1) if token.pos_ == "DET" else None
        if is_finite(token):
            return None
    return None


def _named(context: Context, phrase: Sequence[Token]) -> Range | None:
    """The words of a phrase up to the end of the first name among the first six."""
    limit = phrase[min(6, len(phrase) - 1)].idx
    for mention in context.between(phrase[0].idx, limit + 1):
        if mention.label_ not in ("DATE", "CONCEPT"):
            quoted = mention.end < len(context.doc) and context.doc[mention.end].text == "»"
            return phrase[0].idx, context.doc[mention.end].idx + 1 if quoted else mention.end_char
    return None


def _opens(head: Token) -> bool:
    """Whether a noun opens a phrase: it has an article and no preposition, as no complement does (`du doigt la fiche`)."""
    relations = {child.dep_ for child in head.children}
    return "det" in relations and "case" not in relations


def first_of(head: Token) -> int:
    """The index of the first word of a noun phrase: an article, a number or an adjective before its head."""
    before = (child.i for child in head.children if child.dep_ in ("det", "nummod", "amod") and child.i < head.i)
    return min(before, default=head.i)


def _described(context: Context, phrase: Sequence[Token], participle: Token) -> Range | None:
    """The noun phrase that the parse gives a participle, if its head lies in `phrase`, up to the end of `phrase`."""
    head = participle.head
    if not phrase or not participle.dep_.startswith("acl") or head.pos_ not in ("NOUN", "PROPN") or head.i < phrase[0].i:
        return None
    if head.morph.get("Gender", []) == (["Masc"] if re.search(r"es?$", participle.lower_) else ["Fem"]):
        return None  # `du doigt la fiche plastifiée, mise au point …`
    first = max(first_of(head), phrase[0].i)
    return trimmed(context.text, context.doc[first].idx, phrase[-1].idx + len(phrase[-1]))


def _agree(phrase: Sequence[Token] | Span, participle: Token) -> bool:
    """Whether nothing in the forms of a noun phrase and of a participle speaks against their agreement."""
    if not phrase:
        return False
    ending = re.search(r"(e?)(s?)$", participle.lower_)
    feminine, plural = bool(ending and ending[1]), bool(ending and ending[2] and not re.search(r"[ui]s$", participle.lower_))
    first = phrase[0].lower_
    if plural and _joint(phrase):
        return True
    if first in ("le", "un", "ce", "son", "notre") and (plural or (feminine and first in ("le", "un", "ce"))):
        return False
    if first in ("la", "une", "cette", "sa") and (plural or not feminine):
        return False
    if first in ("les", "des", "ces", "ses", "nos") and not plural and re.search(r"(?:é|ée)$", participle.lower_):
        return False
    head = next((token for token in phrase[:3] if token.pos_ == "NOUN"), None)
    gender = head.morph.get("Gender", []) if head is not None and (first == "l'" or phrase[0].pos_ in ("ADJ", "NUM")) else []
    return not (gender and re.search(r"ée?s?$", participle.lower_) and (gender[0] == "Fem") != feminine)
