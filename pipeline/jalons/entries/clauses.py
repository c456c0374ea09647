"""The clause of a fact: its subject, its verb and what completes them, apart from the rest of the sentence.

A fact told by a detached participle (`Créée en 2005, l'association …`) takes the noun that the participle describes for its
subject; one told by a relative clause (`…, qui préside le réseau depuis 2020`) takes the antecedent. The other facts of a
sentence tell themselves and are left out of this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc

from jalons.entries.context import Context
from jalons.entries.facts import Fact
from jalons.entries.nouns import has_verb, opening_noun
from jalons.entries.participles import opening_of, participial
from jalons.entries.ranges import Clause, Range, commas, tokens, trimmed
from jalons.entries.relatives import relative, relative_pronoun
from jalons.entries.verbs import CLITICS, is_finite, is_past_participle
from jalons.patterns import compiled

_SUBORDINATE: Final = compiled(
    r",\s(?:quand|lorsqu['e]|alors\squ['e]|tandis\squ['e]|puisqu['e]|car|même\ssi|bien\squ['e]|afin\squ['e]|pour\squ['e]|parce\squ['e]|"
    r"si\sbien\squ['e]|sans\squ['e]|avant\squ['e]|qui|qu['e]|dont|où|(?:à|dans|par|sur|avec|pour|de|sous)?\s?(?:la|le)?(?:auquel|laquelle|"
    r"lequel|lesquels|lesquelles|quoi)|(?:et|mais|or)\s(?:l'on|on|ils?|elles?|tout|chacun|personne|les?|la|l'|une?|des|cette|ces?)\b)"
)

_OPENS_JOINED: Final = compiled(r"\s*(?:et|puis|mais)\s")
"""What joins a second verb at the head of a range: `– et s'installa en 2018 …`."""
_JOINED: Final = compiled(r"\s(?:et|puis)\s")
"""What joins a participle to the one before it."""
_CONJUNCTION: Final = compiled(
    r",\s(?:(?:après|alors|tandis|puis|parce|dès|pendant|une\sfois|depuis)\s?(?:que\s|qu')|(?:lors|puis)(?:que\s|qu')|quand\s)",
    re.I,
)
"""What opens a subordinate clause that may tell a fact of its own."""


def clause_of(context: Context, fact: Fact, others: Sequence[Fact]) -> Clause:
    """The clause of `fact`; `others` are the other facts of its sentence."""
    verb = fact.predicate
    if verb is not None and not is_finite(verb) and is_past_participle(verb):
        told = participial(context, fact, alone=not others)
        if told:
            return told
    elif verb is not None:
        told = relative(context, fact, verb, alone=not others)
        if told:
            return told
    return _main(context, _without_main_clause(context, fact), others)


def _without_main_clause(context: Context, fact: Fact) -> Fact:
    """The fact from its conjunction on, if a subordinate clause tells it: `…, après que la ville eut voté les crédits`."""
    found = _subordinate(context, fact, fact.start)
    return replace(fact, start=found[1], end=found[2]) if found else fact


def _subordinate(context: Context, fact: Fact, start: int) -> tuple[int, int, int] | None:
    """Where a subordinate clause that tells a fact begins, where it goes on after its conjunction, and where it ends."""
    if fact.predicate is None or not (before := list(_CONJUNCTION.finditer(context.text, start, fact.predicate.idx))):
        return None
    low, high = before[-1].span()
    if has_verb(context.doc, high, fact.predicate.idx) or not has_verb(context.doc, start, low):
        return None
    after = max(fact.predicate.idx, *(date.end_char for date in fact.dates))
    return low, high, next(commas(context.text, after, fact.end), fact.end)


def _main(context: Context, fact: Fact, others: Sequence[Fact]) -> Clause:
    """The range of a fact without what tells the other facts of its sentence, and without subordinate clauses after a comma."""
    holes = [hole for other in others for hole in _holes(context, fact, other, others)]
    holes += _subordinates(context, fact)
    kept: list[Range] = []
    start = fact.start
    for low, high in sorted(holes):
        if low > start:
            kept.append((start, low))
        start = max(start, high)
    kept.append((start, fact.end))
    borrowed = _borrowed_subject(context, fact)
    if borrowed:
        joint = _OPENS_JOINED.match(context.text, *kept[0])
        kept[0] = (joint.end() if joint else kept[0][0], kept[0][1])
        return Clause((borrowed, *kept), borrowed)
    subject = _anaphor(context.doc, fact, holes)
    if inverted := _inverted(context, fact, kept):
        return Clause(inverted)
    return Clause(tuple(part for piece in kept for part in _around(piece, subject)), subject)


def _around(piece: Range, middle: Range | None) -> tuple[Range, ...]:
    """A range, cut around another that lies in it."""
    if middle is None or not piece[0] <= middle[0] < middle[1] <= piece[1]:
        return (piece,)
    parts = (piece[0], middle[0]), middle, (middle[1], piece[1])
    return tuple(part for part in parts if part[0] < part[1])


def _inverted(context: Context, fact: Fact, kept: Sequence[Range]) -> tuple[Range, ...]:
    """The subject and the verb of `En 2013 naissait le premier atelier`, in the order of a line; nothing for another clause."""
    verb, date = fact.predicate, fact.dates[0]
    if (
        verb is None
        or len(kept) != 1
        or verb.i + 1 >= len(context.doc)
        or verb.nbor(1).pos_ != "DET"
        or not date.end_char < verb.idx
    ):
        return ()
    between = context.text[date.end_char : verb.idx].strip(" ,")
    if between.lower() not in ("", "se", "s'", "ne", "n'") or context.text[fact.start : date.start_char].count(" ") > 3:
        return ()
    if next(commas(context.text, verb.idx, fact.end), None) or has_verb(context.doc, verb.idx + len(verb), fact.end):
        return ()
    lead = context.text[fact.start : date.start_char].strip().lower()
    if lead in ("", "l'", "le", "la", "les", "cette") and not date.text.lower().startswith("il y a"):
        return ()  # the date is the subject: `L'année 1999 voit …`
    end = fact.end - (context.text[fact.end - 1] == ".")
    return trimmed(context.text, verb.idx + len(verb), end), trimmed(context.text, date.end_char, verb.idx + len(verb))


def _anaphor(doc: Doc, fact: Fact, holes: Sequence[Range]) -> Range | None:
    """The subject of a fact's verb if a name may replace it: a pronoun or a bare common noun (`elle`, `l'association`)."""
    if fact.predicate is None:
        return None
    index = fact.predicate.i - 1
    while index > 0 and doc[index].lower_ in CLITICS and doc[index].idx >= fact.start:
        if doc[index].pos_ == "DET" and doc[index - 1].lower_ not in ("il", "elle"):
            break
        index -= 1
    for low, high in holes:
        if index >= 0 and low <= doc[index].idx < high:
            span = doc.char_span(max(fact.start, low - 30), low, alignment_mode="contract")
            index = span.end - 1 if span is not None and len(span) else -1
    last = doc[index] if index >= 0 else None
    if last is None or last.idx < fact.start:
        return None
    if last.lower_ in ("il", "elle", "celui-ci", "celle-ci"):
        return last.idx, last.idx + len(last)
    if last.lower_ in ("dernier", "dernière") and index and doc[index - 1].lower_ in ("ce", "cette"):
        return doc[index - 1].idx, last.idx + len(last)
    if last.pos_ == "NOUN" and index and doc[index - 1].pos_ == "DET" and doc[index - 1].idx >= fact.start:
        opens = (
            index == 1
            or doc[index - 2].is_punct
            or doc[index - 2].idx < fact.start
            or doc[index - 2].lower_ in ("que", "qu'", "et")
        )
        return (doc[index - 1].idx, last.idx + len(last)) if opens else None
    return None


def _with_joined(context: Context, group: Range, others: Sequence[Fact], stop: int) -> Range:
    """A participle's range with an undated one that is joined to it: `signé en 2011 et reconduit tacitement depuis`."""
    low, high = group
    joint = _JOINED.match(context.text, high, stop)
    token = next(iter(tokens(context.doc, joint.end(), stop)), None) if joint else None
    if token is None or not is_past_participle(token) or any(other.predicate == token for other in others):
        return group
    return low, next(commas(context.text, high, stop), high)


def _holes(context: Context, fact: Fact, other: Fact, others: Sequence[Fact]) -> list[Range]:
    """The participle or relative clause with which another fact is told inside the range of this one."""
    verb = other.predicate
    if verb is None or verb is fact.predicate or not fact.start <= verb.idx < fact.end:
        return []
    if not is_finite(verb) and is_past_participle(verb):
        low, high = _with_joined(context, opening_of(context, other), others, fact.end)
        before = context.text[fact.start : low].rstrip()
        if not before or before.endswith((",", ":", " et", " puis")):
            return [_with_commas(context.text, low, high)]
    elif (pronoun := relative_pronoun(context.doc, verb)) is not None and (
        fact.predicate is None or pronoun.i > fact.predicate.i
    ):
        end = next(commas(context.text, max(date.end_char for date in other.dates), fact.end), fact.end)
        return [_with_commas(context.text, pronoun.idx, end)]
    elif (found := _subordinate(context, other, fact.start)) and (fact.predicate is None or fact.predicate.idx < found[0]):
        return [(found[0], found[2])]
    return []


def _with_commas(text: str, start: int, end: int) -> Range:
    """A range with the comma or conjunction before it; with the comma after it if it stands between two, or first."""
    before = text[:start].rstrip()
    for mark in (",", " et", " puis"):
        if before.endswith(mark):
            start = len(before) - len(mark)
            before = before[: -len(mark)].rstrip()
    return start, end + (text[end : end + 1] == ",")


def _subordinates(context: Context, fact: Fact) -> Iterator[Range]:
    """The clauses after a comma (`, quand …`, `, qui …`, `, même si …`) that do not hold the predicate or its dates."""
    position = fact.start
    joints = set(commas(context.text, fact.start, fact.end))
    held = [*(date.start_char for date in fact.dates), *([fact.predicate.idx] if fact.predicate is not None else [])]
    while match := _SUBORDINATE.search(context.text, position, fact.end):
        position = match.end()
        verb = next((token for token in tokens(context.doc, match.end(), fact.end) if is_finite(token)), None)
        if match.start() not in joints or verb is None or fact.predicate is None:
            continue
        trailing = max(held) < match.start()
        end = fact.end if trailing else next((joint for joint in sorted(joints) if joint >= verb.idx), fact.end)
        closing = max((joint for joint in joints if verb.idx <= joint < fact.predicate.idx), default=-1)
        if closing > end and all(token.lower_ in CLITICS for token in tokens(context.doc, closing + 1, fact.predicate.idx)):
            end = closing  # `Le train, qui a quitté Nice, dans le Sud, avec un retard, arrive`
        if any(match.start() < place < end for place in held):
            continue
        if (fact.predicate.i and context.doc[fact.predicate.i - 1].lower_ == "en") or "ce qui" in context.text[
            fact.start : match.start()
        ]:
            continue  # `Le laboratoire, qui comptait quarante agents, en perd neuf`
        if end == fact.end and fact.predicate.idx > match.start():
            continue
        yield match.start(), end + (context.text[end : end + 1] == "," and fact.predicate.idx > match.start())
        position = end


def _borrowed_subject(context: Context, fact: Fact) -> Range | None:
    """The subject of the first of two joined verbs, for a range that begins with the second: `…, et quitte la ville en 1982`."""
    span = [token for token in tokens(context.doc, fact.start, fact.end) if not token.is_space]
    span = span[1:] if span and span[0].lower_ in ("et", "puis", "mais") else span
    first = next((i for i, token in enumerate(span) if token.lower_ not in CLITICS and token.pos_ != "ADV"), None)
    if first is None or not is_finite(span[first]) or fact.start == span[0].sent.start_char:
        return None
    if span[0].pos_ == "DET" or (span[0].lower_ in ("nous", "vous") and {"1", "2"} & set(span[first].morph.get("Person", []))):
        return None  # it has a subject of its own: `; nous avons été reconnus`
    sentence = span[0].sent
    verb = next((token for token in sentence if is_finite(token)), None)
    if verb is None or verb.i >= span[0].i:
        return None
    return opening_noun(context, sentence.start_char, span[0].idx)
