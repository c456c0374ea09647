"""What speaks for a stretch of text being a name: the lexicons and the statistical model (the rules are in `contexts`).

Each piece of evidence has a label and a strength (see `models/rules/organisations.toml`); `naming` weighs them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Final, NamedTuple

from spacy.tokens import Doc, Span

from jalons.components.known import is_place, known_matches
from jalons.components.shapes import (
    ARTICLE,
    at_start,
    atom,
    has_given_name,
    in_capitals,
    is_acronym,
    is_bare,
    is_line,
    is_no_body,
    is_occasion,
    is_person,
    lower_heads,
    second_capital,
    starts_with_head,
    trimmed,
)
from jalons.gazetteer import Match, fold
from jalons.patterns import compiled

KNOWN: Final = 8.0
"""The strength of a name that a lexicon knows."""
SURE: Final = 5.0
"""From this strength on, a piece of evidence is the name itself and not a hint at it."""

_LOCAL_KINDS: Final = frozenset(["association", "fédération", "syndicat", "réseau"])
"""Kinds of bodies whose name has a branch's after it, or `de` and a place; any kind's may have a place right after it."""
_NOISE: Final = compiled(
    r"[\n«»“”\"()\[\]:;•|/–—!?*]|\.\s| - |, |(?<! de)(?<! à)(?<! et)(?<! sur)(?<! pour)(?<! dans) [lL]['’](?=[A-ZÀ-Þ])"
    r"| (?:au titre d|dans le cadre d|au sein d)| (?:Tél|Fax|Dépôt|Siret|SIRET|ISSN|ISBN|Courriel|Cedex|CEDEX)\b|\b[Nn]° ?\d"
)
_NUMBER: Final = compiled(r"(?:[Nn][°ºo]? ?)?\d[\d ]* ")
"""A number before a name, as the model takes it in: `39150 Saint-Laurent`."""
_WAY: Final = compiled(r" (?:à|aux?|vers|jusqu['’]\w+) ")
"""What leads from one place to the next: `du Revermont aux Rousses`."""
_NO_VERBS: Final = frozenset(("été",))
"""Nouns of names that the tagger takes for verbs: `Université d'été`."""
_CAPITAL_ARTICLE: Final = compiled(rf"(?<![\w'’-])(?:{ARTICLE.pattern})$")
"""An article with a capital before a name: within a sentence, the name's first word (`Le Croisic`)."""
_LOW_PARTICLE: Final = compiled(r" (?:de|du|des|d['’])\b")
_LOW_WORD: Final = compiled(r"([a-zà-öø-ÿœ][\w-]*)['’ ]+(?=\S)")


class Evidence(NamedTuple):
    """A range of `doc.text`, what it seems to be (`""`: nothing), which rule says so, how surely; `norm` from a lexicon."""

    start: int
    end: int
    label: str
    rule: str
    strength: float
    norm: str = ""


def from_lexicons(text: str) -> Iterator[Evidence]:
    """Names of the lexicons; a body's name and the place right after it are the name of its local branch."""
    matches = known_matches(text)
    for match, following in zip_longest(matches, matches[1:]):
        name, start, end = match.name, match.start, match.end
        if text.startswith(("Les ", "LES "), start) and at_start(text, start):
            start += len("Les ")
        norm = name.id if name.label in ("ORG", "PROGRAMME") else text[start:end]
        yield Evidence(start, end, name.label, "lexicon", _known_strength(text, match), norm)
        if name.label == "PLACE" and (before := _branch_start(text, start)) is not None:
            yield Evidence(before, end, "ORG", "place-branch", 4.0)
        if name.label == "ORG" and (branch := _branch_end(text, match, following)):
            yield Evidence(start, branch, "ORG", "local-branch", KNOWN)


def _known_strength(text: str, match: Match) -> float:
    name = match.name
    if name.label == "PLACE":
        return 2.0 if name.tag else 6.0
    shouted = " " not in name.surface and in_capitals(text, match.start, match.end)
    return 2.0 if shouted else KNOWN


def _branch_start(text: str, place: int) -> int | None:
    """Where the name of a body begins that ends with the place at `place`: `Zero Waste France`, `Atmo Hauts-de-France`."""
    before = atom("organisations", "no_branch starter", before="(?!", after=r"(?!\w))[A-ZÀ-ÖØ-Þ][\w·-]+ ")
    word = compiled(rf"(?<![\w'’.-])(?:{before.pattern}){{1,3}}$").search(text, max(0, place - 60), place)
    if (
        not word
        or is_place(word[0].strip())
        or text[place : place + 3].isupper()
        or in_capitals(text, word.start(), place)
        or (at_start(text, word.start()) and not is_acronym(word[0].split()[0]))
        or has_given_name(word[0])
    ):
        return None
    return word.start()


def _branch_end(text: str, match: Match, following: Match | None) -> int:
    """Where the name of a local branch ends (`LPO Bretagne`, `Ligue de l'enseignement du Finistère`); 0 if there is none."""
    local = match.name.tag in _LOCAL_KINDS
    apposed = atom("organisations", "cap", before="(?: ", after=r"){1,3}(?![\w-])").match(text, match.end) if local else None
    if following and following.name.label == "PLACE":
        between = text[match.end : following.start]
        named = local and " " in match.name.surface and atom("organisations", "de", before=" ").fullmatch(between)
        if named or between == " ":
            return max(following.end, apposed.end() if apposed else 0)
    return apposed.end() if apposed else 0


def from_model(doc: Doc, text: str) -> Iterator[Evidence]:
    """The entities of the statistical model, without what cannot belong to a name (`text` is `doc.text`, slow to get)."""
    for entity in doc.ents:
        start, end = cleaned(text, entity)
        name = text[start:end]
        if (
            len(name) < 2
            or is_bare(name)
            or is_line(text, start, end)
            or in_capitals(text, start, end)
            or not any(c.isupper() for c in name)
        ):
            continue
        label, strength = _weighed(name, entity.label_)
        quoted = text[max(0, start - 2) : start].rstrip()[-1:] in ("«", "“")
        doubtful = quoted or (at_start(text, start) and " " not in name and not is_acronym(name))
        if label:
            yield Evidence(start, end, label, "model", min(strength, 1.0) if doubtful else strength)


_TITLED: Final = compiled(r"[A-ZÀ-Þ][\w'’-]+ [A-ZÀ-Þ][\w'’-]+ d(?:e (?:La )?|u |['’])(?P<last>[A-ZÀ-Þ][\w'’-]+)")
"""A surname that a name of land completes: `Picot de Lapeyrouse`."""


def _weighed(name: str, label: str) -> tuple[str, float]:
    """What the model's label is worth: its organisations are often something else, and it calls many of them `MISC`."""
    if label != "PER" and starts_with_head(name) and (second_capital(name) or (label == "LOC" and name[0].isupper())):
        return "ORG", 3.0
    if label == "LOC" and is_occasion(name):
        return "", 0.0
    if is_person(name) and (label == "PER" or has_given_name(name)):
        return "PERSON", 1.0 if label != "PER" else 3.0 if has_given_name(name) or not _LOW_PARTICLE.search(name) else 1.5
    if label == "PER" and has_given_name(name) and (titled := _TITLED.fullmatch(name)) and not is_place(titled["last"]):
        return "PERSON", 3.0
    if has_given_name(name) and (label == "PER" or (" " not in name and not is_place(name) and not is_acronym(name))):
        return "PERSON", 1.0
    if is_acronym(name):
        return "ORG", 3.0 if label == "ORG" else 1.0
    if label == "ORG" and is_no_body(name):
        return "ORG", 1.0
    if label in ("LOC", "ORG"):
        return {"LOC": "PLACE", "ORG": "ORG"}[label], 3.0 if " " in name else 2.5
    return "ORG", 1.0


def cleaned(text: str, entity: Span) -> tuple[int, int]:
    """The range of an entity without leading articles, trailing small words and what follows a mark that no name holds."""
    start, end = entity.start_char, entity.end_char
    if noise := _NOISE.search(text, start, end):
        end = noise.start()
    if number := _NUMBER.match(text, start, end):
        start = number.end()
    if leading := atom("organisations", "leading", after="+").match(text, start, end):
        start = leading.end()
    if entity.label_ == "LOC" and (way := _WAY.search(text, start, end)):
        end = way.start()
    if civility := atom("names", "civility", after=" ").match(text, start, end):
        start = civility.end()
    if at_start(text, start) and (article := ARTICLE.match(text, start, end)):
        start = article.end()
    if (article := _CAPITAL_ARTICLE.search(text, max(0, start - 4), start)) and not at_start(text, article.start()):
        start = article.start()
    if apposed := atom("organisations", "kind", after=" (?=[A-ZÀ-ÖØ-Þ])").match(text, start, end):
        start = apposed.end()
    while (word := _LOW_WORD.match(text, start, end)) and fold(word[1]) not in lower_heads():
        start = word.end()
    return start, start + trimmed(text[start:end])


def verb_in(doc: Doc, start: int, end: int) -> int:
    """Where the first finite verb or conjunction begins that the tagger sees inside a name in small letters; 0 if none."""
    span = doc.char_span(start, end, alignment_mode="contract")
    for token in span[1:] if span is not None else ():
        finite = token.pos_ == "AUX" or (token.pos_ == "VERB" and "Fin" in token.morph.get("VerbForm", []))
        if token.text[0].islower() and (finite or token.pos_ == "SCONJ") and token.text not in _NO_VERBS:
            return int(token.idx)
    return 0
