"""Facts told by a relative clause: the antecedent takes the place of the pronoun."""

from __future__ import annotations

import re
from typing import Final

from spacy.tokens import Doc, Token

from jalons.entries.context import Context
from jalons.entries.facts import Fact
from jalons.entries.nouns import last_noun
from jalons.entries.ranges import Clause, Range, commas, tokens, trimmed
from jalons.entries.verbs import CLITICS, RELATIVES, is_finite, is_past_participle
from jalons.patterns import compiled

_SAYS: Final = compiled(
    r"\b(?:annonc|déclar|indiqu|affirm|estim|précis|expliqu|rappel|soulign|constat|décid|ajout|prévoi|prévu|espèr|assur|montr|révél|"
    r"confirm|signal|savoir|observ|conclu|admet|reconna)\w*\s?[^;.]*$",
    re.I,
)
"""Verbs after which `que` opens what is said."""


def relative(context: Context, fact: Fact, verb: Token, *, alone: bool) -> Clause | None:
    """The clause of a verb in a relative clause, its antecedent in its place; `None` if the verb is in none.

    A restrictive clause says which, not what, if its fact is `alone` in the sentence.
    """
    pronoun = relative_pronoun(context.doc, verb)
    if (
        pronoun is None
        or pronoun.lower_ not in ("qui", "que", "qu'", "où")
        or not context.text[verb.sent.start_char : pronoun.idx].strip(" «\n–-")
    ):
        return None
    before = context.doc[pronoun.i - 1]
    restrictive = before.text != "," and pronoun.idx > fact.start + 2
    if restrictive and (alone or pronoun.lower_ not in ("que", "qu'")):
        return None
    while before.text in (",", " ") and before.i > verb.sent.start:
        before = context.doc[before.i - 1]
    if before.lower_ == "et":  # `l'inventaire, commencé en 2021 et qui se poursuivra`
        comma = next((i for i in range(before.i - 1, verb.sent.start, -1) if context.doc[i].text == ","), 0)
        before = context.doc[comma - 1] if comma and is_past_participle(context.doc[comma + 1]) else before
    if before.lower_ in ("ce", "celui", "celle", "ceux", "celles") or _is_cleft(context.doc, pronoun):
        return None
    if pronoun.lower_ in ("que", "qu'") and _SAYS.search(context.text, verb.sent.start_char, pronoun.idx):
        return None  # `a annoncé, devant les élus de la région, que la ville serait …`
    noun = last_noun(context, _without_brackets(list(context.doc[verb.sent.start : before.i + 1])))
    if noun is None or any(mention.label_ == "DATE" for mention in context.between(*noun)):
        return None  # `fait savoir, par courrier reçu le 20 octobre, que …`
    end = next(commas(context.text, max(verb.idx, *(date.end_char for date in fact.dates)), fact.end), fact.end)
    after = pronoun.idx + len(pronoun)
    if pronoun.lower_ == "qui":
        pronominal = noun[1] - noun[0] <= len("elles")
        return Clause((noun, trimmed(context.text, after, end)), noun if pronominal else None)
    if restrictive:
        return Clause(((noun[0], trimmed(context.text, noun[0], end)[1]),))  # `une revue que la ville avait fondée`
    return _in_order(context, verb, noun, pronoun, end)


def _in_order(context: Context, verb: Token, noun: Range, pronoun: Token, end: int) -> Clause | None:
    """Subject, verb and the antecedent `noun` of a clause with `que` or `où`: `Anne Roux dirige le laboratoire`."""
    after = pronoun.idx + len(pronoun)
    last = verb
    while last.i + 1 < len(context.doc) and is_past_participle(last.nbor(1)):
        last = last.nbor(1)
    middle = last.idx + len(last)
    placed = _with_preposition(context.doc, noun) if pronoun.lower_ == "où" else noun
    if not middle <= end:
        return None
    subject = next(iter(tokens(context.doc, after, verb.idx)), None)
    rest = trimmed(context.text, middle, end)
    # `quitte le bureau, où il siégeait`: there is no preposition with which the place could stand in the line.
    object_ = () if pronoun.lower_ == "où" and placed == noun else (placed,)
    if subject is None and middle < rest[0] < rest[1]:  # `que dirige Anne Roux`
        return Clause((rest, trimmed(context.text, after, middle), *object_))
    if subject is not None and subject.lower_ in ("il", "elle", "ils", "elles"):
        own = (subject.idx, subject.idx + len(subject))
        return Clause((own, trimmed(context.text, own[1], middle), *object_, rest), own)
    return Clause((trimmed(context.text, after, middle), *object_, rest), (subject.idx, middle) if subject else None)


def _without_brackets(phrase: list[Token]) -> list[Token]:
    """The words before the brackets that end a phrase: `le Réseau rural (RR)` → `le Réseau rural`."""
    if phrase and phrase[-1].text == ")":
        opening = max((i for i, token in enumerate(phrase) if token.text == "("), default=0)
        return phrase[:opening] or phrase
    return phrase


def relative_pronoun(doc: Doc, verb: Token) -> Token | None:
    """The relative pronoun that opens the clause of a verb: before it, with no other finite verb between."""
    first = verb.i
    while first > verb.sent.start and doc[first - 1].lower_ in CLITICS:
        first -= 1
    after_comma = doc[first - 1].text == "," if first > verb.sent.start else False
    for index in range(verb.i - 1, verb.sent.start - 1, -1):
        token = doc[index]
        if after_comma and token.lower_ in RELATIVES and index < first - 1 and token.nbor(1).text != ",":
            return None  # `Vigie-Nature, que le Muséum coordonne depuis 1989, revendique …`
        if token.lower_ in RELATIVES and ("Rel" in token.morph.get("PronType", []) or token.lower_ in ("qui", "où")):
            return token
        if (
            token.lower_ in ("que", "qu'")
            and index
            and token.nbor(-1).text == ","
            and doc[index - 2].pos_ in ("NOUN", "PROPN", "ADJ")
        ):
            return token
        parsed = "acl:relcl" in (verb.dep_, verb.head.dep_) and index and token.nbor(-1).pos_ in ("NOUN", "PROPN")
        if token.lower_ in ("que", "qu'") and parsed:
            return token
        if is_finite(token) or token.text in (";", ":") or token.pos_ == "SCONJ" or (token.text == "," and index < verb.i - 8):
            return None
    return None


def _is_cleft(doc: Doc, pronoun: Token) -> bool:
    """Whether a relative pronoun belongs to `c'est … qui`."""
    return bool(
        re.search(r"\bc'(?:est|était|étaient|fut|sera)\b", doc[max(pronoun.sent.start, pronoun.i - 12) : pronoun.i].text, re.I)
    )


def _with_preposition(doc: Doc, noun: Range) -> Range:
    span = doc.char_span(*noun, alignment_mode="expand")
    if span is not None and span.start and doc[span.start - 1].pos_ == "ADP":
        return doc[span.start - 1].idx, noun[1]
    return noun
