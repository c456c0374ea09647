"""What part of a fact's range its participants stand in: what its date reaches, and no more.

Left out: who reports the fact (`« Nous ouvrirons en mai », assure le président`), and a joined clause whose tense the date cannot
reach (`La mine a fermé en 1985, et les habitants s'inquiètent`).
"""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from jalons.entries.context import Context
from jalons.entries.facts import Fact
from jalons.entries.ranges import Range, tokens
from jalons.entries.verbs import PLAIN_RELATIVES, has_auxiliary, is_finite, is_past_participle
from jalons.patterns import compiled

_REPORTED: Final = compiled(r"\s?[»”\"],? (?=[a-zà-ÿ])")
_MARK: Final = compiled(r"[«“»”\"]\s?")
_JOINT: Final = compiled(r",?\s(?:et|mais)\s|,\s(?=(?:et|mais|or)\s)|;\s")
_PRESENT: Final = compiled(r"(?:e|[^r]ent)$")
"""Endings that no simple past has, whatever the tagger sees in the verb: `surveille`."""
_OPENS: Final = compiled(r"(?:Si|S'|Même si|Tandis qu['e]|Alors qu['e]|Bien qu['e]|Quand|Lorsqu['e])\b")
_OWN_TIME: Final = compiled(r",? ?(?:chaque|tous les|toutes les|désormais|toujours|aujourd'hui|depuis lors)\b")
"""What tells the time of a joined clause: the date of the one before does not reach it."""


def scope(context: Context, fact: Fact) -> Range:
    """The range of characters, within that of `fact`, in which its participants stand."""
    whole = _quoted(context, fact)
    verb = fact.predicate
    if verb is None or not (is_finite(verb) or has_auxiliary(verb)):
        return whole
    return _of_one_time(context, fact, verb, whole)


def _quoted(context: Context, fact: Fact) -> Range:
    """The words quoted, for a date in them and a verb after them that says who speaks; else the range of the fact."""
    text = context.text
    closing = _REPORTED.search(text, fact.date.end_char, fact.end)
    after = next(iter(tokens(context.doc, closing.end(), fact.end)), None) if closing else None
    if closing is None or after is None or not (is_finite(after) or after.lower_ in ("s'", "se")):
        return fact.start, fact.end
    if _MARK.search(text, fact.date.end_char, closing.start()):
        return fact.start, fact.end  # what is quoted is a name after the date
    opening = max((mark.end() for mark in _MARK.finditer(text, fact.start, fact.date.start_char)), default=fact.start)
    return opening, closing.start()


def _of_one_time(context: Context, fact: Fact, verb: Token, whole: Range) -> Range:
    """The range without the clauses, joined to that of `verb`, whose verbs have a tense of another time."""
    time, (start, end) = _time(verb), whole
    joints = [(m.start(), m.end()) for m in _JOINT.finditer(context.text, start, end)]
    if _OPENS.match(context.text, start):
        comma = context.text.find(", ", verb.idx, end)
        joints += [(comma, comma + 2)] if comma >= 0 else []
    for low, high in sorted(joints):
        if low > verb.idx:
            other = next((t for t in tokens(context.doc, high, end) if is_finite(t) or t.lower_ in PLAIN_RELATIVES), None)
            dated = any(date.start_char >= low for date in fact.dates)
            apart = other is not None and (_differ(time, _time(other)) or _OWN_TIME.match(context.text, high))
            if apart and not dated:
                return start, low
        else:
            before = [token for token in tokens(context.doc, start, low) if is_finite(token)]
            dated = any(date.start_char < high for date in fact.dates)
            plain = not any(
                token.lower_ in PLAIN_RELATIVES or token.text in "()" for token in tokens(context.doc, high, verb.idx)
            )
            if before and plain and not dated and all(_differ(time, _time(token)) for token in before):
                start = high
    return start, end


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and one != other


def _time(verb: Token) -> str:
    """The time that a verb form tells: `past`, `present` or `future`, `""` if its form does not say (`est fermé`)."""
    if is_past_participle(verb) and not is_finite(verb):
        auxiliary = next((child for child in verb.children if child.pos_ == "AUX" and is_finite(child)), None)
        if auxiliary is None:
            return ""
        verb = auxiliary
    if "Fin" not in verb.morph.get("VerbForm", []):
        return ""
    tense = (verb.morph.get("Tense", []) or [""])[0]
    if tense == "Past" and _PRESENT.search(verb.lower_):
        tense = "Pres"
    if tense == "Pres" and verb.pos_ == "AUX":
        following = [token for token in verb.doc[verb.i + 1 : verb.i + 4] if is_past_participle(token)]
        if following:
            return "past" if verb.lower_ in ("a", "ont", "avons", "ai", "avez") else ""
    return {"Pres": "present", "Fut": "future", "Imp": "past", "Past": "past"}.get(tense, "")
