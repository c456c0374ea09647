"""How sure a fact is, for the text that tells it: `affirmé`, `nié`, `prévu` or `conditionnel` (see `types.MODALITIES`).

The categories are those of factuality in FactBank (Saurí and Pustejovsky 2009) and of polarity and modality in ISO-TimeML (ISO
24617-1), reduced to what a reader of a chronology asks: did it happen? French decides it by mood, tense, negation, and by verbs
of planning and obligation. A future about a day before the document (`il y restera jusqu'en 1994`) tells what happened.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from spacy.tokens import Doc, Span, Token

from jalons.entries.facts import Fact
from jalons.entries.verbs import is_finite
from jalons.errors import EDTFError
from jalons.folding import fold
from jalons.fuzzydate import FuzzyDate
from jalons.patterns import compiled
from jalons.rules import load_rules

AFFIRMED, DENIED, PLANNED, CONDITIONAL = "affirmé", "nié", "prévu", "conditionnel"

_FUTURE: Final = compiled(r"\w+r(?:a|ont|ons|ez)")
_REACH: Final = 90
"""How many characters after the verb say what it bears on."""


@cache
def _rows() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((rule.option("modality"), rule.compiled()) for rule in load_rules("modality"))


def modality_of(doc: Doc, text: str, fact: Fact) -> str:
    """The modality of a fact: by the rows of `models/rules/modality.toml`, then by mood and tense, then by its date."""
    verb = fact.predicate
    words = _predicate_words(text, fact, verb)
    if "?" in fact.date.kb_id_:
        words = words.replace("peut-etre", "")  # the date is in doubt, not the fact
    for modality, pattern in _rows():
        if pattern.search(words):
            return modality
    reference = _date(doc._.reference_date)
    date = _date(fact.date.kb_id_)
    if verb is not None and _mood(verb) == "Cnd":
        return CONDITIONAL
    past = bool(date and reference and date.latest and reference.earliest and date.latest < reference.earliest)
    ahead = bool(date and reference and date.earliest and reference.latest and date.earliest > reference.latest)
    if ahead or (verb is not None and _is_future(verb) and not past):
        return PLANNED
    return AFFIRMED


def _predicate_words(text: str, fact: Fact, verb: Token | None) -> str:
    """What the rows read, folded: the last words before the verb, `|`, and the verb with what follows it in its clause."""
    if verb is None:
        return f"| {fold(text[fact.start : fact.end][:_REACH])}"
    start = max(fact.start, verb.sent.start_char if is_finite(verb) else verb.idx)
    head = text[max(start, verb.idx - 60) : verb.idx]
    head = re.split(r"[;:]\s|,\s(?=(?:et|mais|puis|qui|que|où)\b)", head)[-1]
    after = re.split(r"[;:]\s|,\s(?:et|mais|qui|que|car)\s|\.\s", text[verb.idx : min(fact.end, verb.idx + _REACH)])[0]
    return f"{fold(head)}| {fold(after)}"


def _mood(verb: Token) -> str:
    helpers = [child for child in verb.children if child.dep_.startswith(("aux", "cop"))]
    return next((mood for token in (verb, *helpers) for mood in token.morph.get("Mood", []) if mood == "Cnd"), "")


def _is_future(verb: Token) -> bool:
    """Whether a verb, or its auxiliary, is in the future, or in the near future (`va ouvrir`)."""
    helpers = [child for child in verb.children if child.dep_.startswith(("aux", "cop"))]
    for token in (verb, *helpers):
        if "Fut" in token.morph.get("Tense", []) and _FUTURE.fullmatch(token.lower_):
            return True
    following: Span | tuple[Token, ...] = verb.doc[verb.i + 1 : verb.i + 3]
    return verb.lower_ in ("va", "vont", "allons", "allez") and any(
        "Inf" in token.morph.get("VerbForm", []) for token in following
    )


def _date(edtf: str) -> FuzzyDate | None:
    try:
        return FuzzyDate.from_edtf(edtf) if edtf else None
    except EDTFError:
        return None
