"""What the rows of `models/rules/organisations.toml` and `names.toml` find: names by their form and by the words around them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Doc

from jalons.components.evidence import Evidence, cleaned, verb_in
from jalons.components.known import is_place
from jalons.components.shapes import (
    ARTICLE,
    at_start,
    atom,
    has_given_name,
    is_acronym,
    is_bare,
    is_person,
    second_capital,
    trimmed,
)
from jalons.components.spans import blocks
from jalons.heads import Patterns
from jalons.patterns import compiled
from jalons.rules import Rule, load_rules

_OWNER = compiled(r"(?<!amis)(?<!amies) (?:de |d['’])(?P<name>[A-ZÀ-Þ][^\s,;]+ [^,;]*)$")
"""A person at the end of a name, who is no part of it: `Institut de chimie supramoléculaire de Jean-Marie Lehn`."""
RULE_FILES = ("organisations", "names")
_AROUND = 160
"""How many characters away a context may see a name."""
_CONTRACTED = frozenset(("le", "les"))
"""Groups that hold a place without the article of its name, which a preposition has taken: `au Havre`, `aux Rousses`."""


def from_rules(doc: Doc, text: str) -> Iterator[Evidence]:
    """What the rules find in `text`, which is `doc.text` (slow to get).

    Contexts are also looked for around the model's entities, each taken as one word with a capital: `Terres d'encre est née`.
    """
    kinds, terms = blocks(doc), sorted((term.start_char, term.end_char) for term in doc.spans.get("concepts", ()))
    rows, anywhere, contexts = _compiled()
    for rule, matches, around in zip(rows, anywhere.find(text), contexts.find(*_masked(doc, text)), strict=True):
        label, where, context = label_of(rule), rule.option("where").split(), "?P<name" in rule.pattern
        if where:
            matches += [m for a, b, kind in kinds if kind in where for m in rule.compiled().finditer(text, a, b)]
        found = set(found_by(rule, matches))
        found |= {span for match in around for span in found_by(rule, [match]) if span[1] < match.endpos}
        for start, stop in sorted(found):
            first, end = start, stop
            if label == "ORG" and context:
                first, end = _completed(doc, text, start, stop)
            elif label in ("ORG", "EVENT") and not context:
                end = _mended(doc, text, start, stop)
            elif label in ("PROGRAMME", "EVENT") and not _is_closed(text, stop) and (verb := verb_in(doc, start, stop)):
                end = start + trimmed(text[start:verb])
            if label in ("EVENT", "PROGRAMME") and not context:
                inside = terms[bisect_left(terms, (first + 1, 0)) : bisect_left(terms, (end, 0))]
                end = max([end, *(stop for _, stop in inside)])
            if end > first:
                yield Evidence(first, end, label, rule.id, _strength(rule, text, first, end))


def _is_closed(text: str, end: int) -> bool:
    """Whether a mark that ends a title follows: what lies before is the name, whatever its verbs."""
    return text[end : end + 2].lstrip()[:1] in ("»", "”", '"', "*", "_", "?", "!")


def label_of(rule: Rule) -> str:
    """The label that a row gives, `""` for a row that says what is no name."""
    return rule.option("label", "" if rule.id.startswith("no-") else "ORG")


_NOT_WITHIN_A_WORD = r"(?!\B\w)"
"""Where a row may begin: heads look at no `\\b`, and would stop at half of the places in vain."""


@cache
def _compiled() -> tuple[list[Rule], Patterns, Patterns]:
    """All rows; the patterns of those that hold anywhere, and of those that tell an organisation by the words around its name."""
    rows = [rule for file in RULE_FILES for rule in load_rules(file)]
    patterns = Patterns([rule.compiled() for rule in rows], before=_NOT_WITHIN_A_WORD)
    anywhere = (place for place, rule in enumerate(rows) if not rule.option("where"))
    contexts = (place for place, rule in enumerate(rows) if label_of(rule) == "ORG" and "?P<name" in rule.pattern)
    return rows, patterns.only(anywhere), patterns.only(contexts)


def found_by(rule: Rule, matches: Iterable[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """The names in the matches of a row, trimmed of what cannot end or be a name."""
    for match in matches:
        groups = match.groupdict()
        group = next((name for name, value in groups.items() if name.startswith("name") and value), 0)
        if group == 0 and "?P<name" in rule.pattern:
            continue  # an alternative that only says what is no name
        if "given" in groups and (not has_given_name(match["given"]) or is_place(match[group])):
            continue
        start, end = match.span(group)
        if label_of(rule) not in ("WORK", "EVENT", "PERSON", "") and not rule.id.startswith("quoted-"):
            end = start + trimmed(match.string[start:end])
        found = match.string[start:end]
        if rule.options.get("needs_capital") and not second_capital(found):
            continue
        if any(match[group] and not is_place(f"{group.capitalize()} {match[group]}") for group in _CONTRACTED & groups.keys()):
            continue
        if "place" in groups and _names_place(match["place"]) == bool(rule.options.get("no_place")):
            continue
        if end > start and (group == 0 or not is_bare(found)):
            yield start, end


def _names_place(name: str) -> bool:
    """Whether a name is that of a place, with the article that the sentence has taken from it: `la Ricamarie`, `au Havre`."""
    return any(is_place(article + name) for article in ("", "La ", "Le ", "Les "))


def _strength(rule: Rule, text: str, start: int, end: int) -> float:
    weak = rule.options.get("initial")
    if weak is not None and at_start(text, start) and not second_capital(text[start:end]):
        return float(weak)
    return float(rule.options.get("strength", 1))


def _masked(doc: Doc, text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text with each entity of several words and small letters made one word of the same length, with a capital.

    Also the ranges around those words in which a context may see them.
    """
    characters, windows = [*text, "\n"], list[tuple[int, int]]()
    for entity in doc.ents:
        start, end = cleaned(text, entity)
        if entity.label_ != "PER" and re.search(r"[ '’-][a-zà-ÿ]", text[start:end]) and text[start : start + 1].isupper():
            characters[start:end] = "X" + "x" * (end - start - 1)
            low, high = max(0, start - _AROUND), min(len(characters), end + _AROUND)
            joined = windows and low <= windows[-1][1]
            windows[-1:] = [(windows[-1][0], high)] if joined else [*windows[-1:], (low, high)]
    return "".join(characters), windows


def _completed(doc: Doc, text: str, start: int, end: int) -> tuple[int, int]:
    """The name without the article that a sentence begins with, and with the adjective of a name of one common noun."""
    if at_start(text, start) and (article := ARTICLE.match(text, start, end)):
        start = article.end()
    verb = verb_in(doc, start, end)
    return (start, start + trimmed(text[start:verb])) if verb else (start, _described(doc, start, end))


def _described(doc: Doc, start: int, end: int) -> int:
    """The end of a name whose last word is a common noun with a capital, with the adjective that follows: `Terres communes`."""
    span = doc.char_span(start, end, alignment_mode="contract")
    if span is None or not len(span) or span.end == len(doc) or is_acronym(span[-1].text):
        return end
    last, following = span[-1], doc[span.end]
    word = following.text
    if not (last.text[0].isupper() and last.whitespace_ and following.is_lower):
        return end
    if atom("organisations", "grammatical").fullmatch(word):
        return end
    if span.end + 1 < len(doc) and doc[span.end + 1].pos_ in ("DET", "NUM"):
        return end  # what takes an object is a verb, whatever the tagger says: `la Recherche finance trois postes`
    plural = last.text.endswith(("s", "x"))
    adjective = following.pos_ == "ADJ" or (plural and atom("organisations", "adj").fullmatch(word))
    if adjective and plural == word.endswith(("s", "x")) and (plural or last.pos_ in ("NOUN", "ADJ")):
        return int(following.idx + len(word))
    return end


def _mended(doc: Doc, text: str, start: int, end: int) -> int:
    """The end of a name, before the first finite verb that the tagger sees in it, or after the adjective that follows it."""
    span = doc.char_span(start, end, alignment_mode="contract")
    if span is None or not len(span):
        return end
    if verb := verb_in(doc, start, end):
        return start + trimmed(text[start:verb])
    if (owner := _OWNER.search(text, start, end)) and has_given_name(owner["name"]) and is_person(owner["name"]):
        return owner.start()
    after = doc[span.end : span.end + 2]
    if not len(after) or after[0].pos_ != "ADJ" or not after[0].is_lower or not span[-1].is_lower or not span[-1].whitespace_:
        return _described(doc, start, end)
    if len(after) > 1 and after[1].pos_ in ("DET", "NUM"):
        return end
    # Participles and adjectives that take a complement of their own belong to the sentence: `chargée`, `responsable de`.
    loose = re.search(r"(?:ée?s?|ie?s?|ue?s?|ble)$", after[0].text) or (len(after) > 1 and after[1].pos_ == "ADP")
    return end if loose else int(after[0].idx + len(after[0]))
