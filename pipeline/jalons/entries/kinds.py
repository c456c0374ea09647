"""The kind of a fact, by the rows of `models/rules/entries.toml`: what the predicate says before what the clause mentions."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from spacy.tokens import Token

from jalons.entries.verbs import has_copula
from jalons.folding import fold
from jalons.rules import load_rules
from jalons.wording import OTHER

_REACH: Final = 60
"""How many characters from the verb on are its own: itself, its participle, the head of its object (`procède à la création`)."""


@cache
def _rows(*, person: bool) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """The rows for a subject: those with `of = "person"` hold for people alone."""
    rules = (rule for rule in load_rules("entries") if person or rule.option("of") != "person")
    return tuple((rule.option("kind"), rule.id, rule.compiled()) for rule in rules)


def kind_of(line: str, predicate: str = "", *, person: bool = False) -> tuple[str, str]:
    """The kind of what a line tells and the id of the row that says so.

    `predicate` is the verb with what follows it (see `predicate_words`): the match nearest to the verb decides, else the first
    row that matches the line. `person`: whether the subject is one (a person's birth founds nothing).

    >>> kind_of("Les statuts de l'association ALLISS sont déposés")
    ('création', 'kind-creation')
    """
    words, rows = fold(predicate), _rows(person=person)
    near = [(match.start(), i) for i, (_, _, pattern) in enumerate(rows) if (match := pattern.search(words))]
    if near:
        kind, rule, _ = rows[min(near)[1]]
        return kind, rule
    folded = fold(line)
    return next(((kind, rule) for kind, rule, pattern in rows if pattern.search(folded)), OTHER)


def predicate_words(text: str, verb: Token | None, end: int) -> str:
    """The words of `text` that are a verb's own, up to `end`, after `= ` for a copula; `""` without a verb."""
    if verb is None:
        return ""
    copula = "= " if has_copula(verb) else ""
    return copula + re.split(r"[,;:]\s", text[verb.idx : min(end, verb.idx + _REACH)])[0]
