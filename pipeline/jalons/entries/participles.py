"""Facts told by a participle apart from the sentence's verb: `Créée en 2005, l'association …`, `la revue, fondée en 1971, …`."""

from __future__ import annotations

import re
from typing import Final

from spacy.tokens import Doc, Token

from jalons.entries.context import Context
from jalons.entries.facts import Fact
from jalons.entries.nouns import following_noun, has_verb, opening_noun, preceding_noun
from jalons.entries.ranges import Clause, Range, commas, tokens, trimmed
from jalons.entries.verbs import is_finite, is_past_participle
from jalons.patterns import compiled

_CIRCUMSTANCE: Final = compiled(
    r"(?:réuni|rassemblé|interrogé|auditionné|invité|convoqué|consulté|sollicité|reçu|questionné)e?s?"
)
"""Participles that set the scene for the verb of the sentence: `Réunis à Brest en 1978, les délégués adoptent …`."""

_WHOSE: Final = compiled(r"dont\s", re.I)
_BRACKET: Final = compiled(r"\s\([^()]{1,40}\)\Z")
_LEAD: Final = compiled(r"\s(?:(?:dès|en|depuis|au|à|le|la|à\sla|du|de|d'|fin|vers)\s?)?$")
"""What leads to a date after a noun."""


def participial(context: Context, fact: Fact, *, alone: bool) -> Clause | None:
    """The clause of a detached participle; `None` for a restrictive one, or if its noun is not certain."""
    assert fact.predicate is not None
    if _CIRCUMSTANCE.fullmatch(fact.predicate.lower_) and alone:
        return None
    group = group_of(context, fact)
    before, described = context.text[fact.start : group[0]].rstrip(), fact.predicate
    if before.endswith((" et", " puis", " mais")) and (first := _first_joined(context.doc, fact)) is not None:
        before, described = context.text[fact.start : first.idx].rstrip(), first
    if not before.strip(" «*•-–—"):
        noun = following_noun(context, group[1], fact.end)
    elif before.endswith(":") and not has_verb(context.doc, fact.start, group[0]):
        noun = trimmed(
            context.text, fact.start, fact.start + len(before) - 1
        )  # `Travaux de la station : commencés le 4 septembre, …`
    elif before.endswith((" et", " puis", ", puis", " mais")) and has_verb(context.doc, fact.start, group[0]):
        noun = opening_noun(context, fact.start, group[0])
    elif before.endswith((",", "(", " et", " puis", " mais")):
        noun = preceding_noun(context, fact.start, fact.start + len(before.rstrip("(, ")), described)
        opener = next((token for token in tokens(context.doc, fact.start, group[0]) if not token.is_punct), None)
        if noun is None and opener is not None and is_past_participle(opener) and not has_verb(context.doc, fact.start, group[0]):
            noun = following_noun(context, group[1], fact.end)  # `Élue en 2014, réélue en 2017, elle s'arrête`
    else:
        return None
    noun = _undated(context, noun) if noun else None
    return Clause((noun, group), noun, missing=True) if noun else None


def _undated(context: Context, noun: Range) -> Range:
    """A noun without the date of another fact at its end: `un plan pour l'eau | dès 2016, révisé en 2022`."""
    if lead := _WHOSE.match(context.text, *noun):
        noun = lead.end(), noun[1]
    if bracket := _BRACKET.search(context.text, *noun):
        noun = noun[0], bracket.start()
    last = next((m for m in reversed(context.between(*noun)) if m.end_char == noun[1]), None)
    if last is None or last.label_ != "DATE" or not (lead := _LEAD.search(context.text, noun[0], last.start_char)):
        return noun
    return trimmed(context.text, noun[0], lead.start())


def group_of(context: Context, fact: Fact) -> Range:
    """The range of a participle with what completes it: to the next comma, bracket or joined participle after its dates."""
    assert fact.predicate is not None
    first = fact.predicate
    while first.i and context.doc[first.i - 1].pos_ == "ADV" and context.doc[first.i - 1].idx >= fact.start:
        first = context.doc[first.i - 1]
    after = max(date.end_char for date in fact.dates)
    end = next(commas(context.text, after, fact.end), fact.end)
    for token in tokens(context.doc, after, end):
        joined = token.pos_ == "CCONJ" and token.i + 1 < len(context.doc) and is_past_participle(token.nbor(1))
        if joined or token.text in ("(", ")", ";", "»"):
            end = token.idx
            break
    if end < fact.end and not context.text[fact.start : first.idx].strip(" «*•-–—"):
        end = _end_of_list(context, end, fact.end)
    return first.idx, min(end, len(context.text[:end].rstrip()))


def opening_of(context: Context, fact: Fact) -> Range:
    """The range of a participle that opens its clause, with all that stands before the subject; `group_of` for another one."""
    low, high = group_of(context, fact)
    if context.text[fact.start : low].strip(" «*•-–—") or (noun := following_noun(context, high, fact.end)) is None:
        return low, high
    before = max((comma for comma in commas(context.text, high, noun[0])), default=high)
    return (low, before) if not has_verb(context.doc, high, before) else (low, high)


def _end_of_list(context: Context, end: int, stop: int) -> int:
    """Where the names end that a comma at `end` joins to those of an opening participle, before the subject of the sentence."""
    noun = following_noun(context, end, stop)
    if noun is None:
        return end
    between = list(commas(context.text, end, noun[0]))
    names = [m for m in context.between(end, noun[0]) if m.label_ != "DATE"]
    listed = len(between) > 1 and all(any(m.start_char == low + 2 for m in names) for low in between[:-1])
    return between[-1] if listed else end


def _first_joined(doc: Doc, fact: Fact) -> Token | None:
    """The detached participle to which the one of a fact is joined: `votée en 1975 et promulguée le 17 janvier`."""
    assert fact.predicate is not None
    for index in range(fact.predicate.i - 1, fact.predicate.sent.start, -1):
        token = doc[index]
        if token.idx < fact.start or is_finite(token):
            return None
        if is_past_participle(token) and token.nbor(-1).is_punct:
            return token
    return None
