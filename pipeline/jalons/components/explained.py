"""Evidence from acronyms that the text explains, and from names of bodies that hold other bodies' names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping

from jalons.components.acronyms import Definition, definitions, spells
from jalons.components.evidence import SURE, Evidence
from jalons.components.known import is_place
from jalons.components.shapes import atom, is_bare, is_common_noun, is_no_body, is_scheme, starts_with_head
from jalons.identity import Identities
from jalons.patterns import compiled

COMMON_NOUN = "no-common-noun"
"""The rule of evidence that an acronym stands for a common noun."""
_LONGEST_HEAD = 60
_LINK = compiled(r" (?:d['’]|de l['’]|de la |de |du |des )?(?=[A-ZÀ-Þ])")
_NICKNAME = compiled(
    r",? ?\(?(?:ci-après|ci-dessous|désormais|(?:ci-après )?(?:dite?|dénommée?|appelée?|nommée?)(?: ci-après)?) ?:? ?[«“\"] ?"
    r"(?:les? |la |l['’])?(?P<name>[A-ZÀ-Þ][\w'’-]+(?: [\w'’-]+){0,4}?) ?[»”\"]"
)
_ASSEMBLED = compiled(r"Conférence (?:nationale |permanente |régionale )?des ")
"""Bodies that bear the name of a gathering: `Conférence des financeurs de la recherche participative (CFRP)`."""
_PERSON_HEAD = compiled(r"direct|ministre|représentant|membre", re.IGNORECASE)
"""Heads of phrases that name people, not bodies: `membre du Collectif des … (C…)`."""


def from_definitions(text: str, evidence: list[Evidence], identities: Identities) -> Iterator[Evidence]:
    """Both forms of an explained acronym, with one label and one identity; a common noun's acronym is no name."""
    by_end: dict[int, list[Evidence]] = defaultdict(list)
    for piece in evidence:
        by_end[piece.end].append(piece)
    for definition in definitions(text):
        (start, end), (a, b) = definition
        near = [p for p in by_end[end] if p.label and p.strength >= 2 and start - _LONGEST_HEAD <= p.start <= start]
        long = max(near, key=lambda p: (p.strength, p.end - p.start), default=None)
        if long and long.strength >= SURE and "(" not in text[long.start : start]:
            start = long.start
        else:
            start -= _head_before(text, start)
        label = _label_of(text, Definition((start, end), (a, b)), long, [p for p in by_end[b] if p.start <= a])
        if label in ("ORG", "PROGRAMME"):
            identities.join(text[start:end], text[a:b], place=_place_of(text[start:end], text[a:b]))
            yield Evidence(start, end, label, "explained", 7.0)
        yield Evidence(a, b, label, "explained" if label else COMMON_NOUN, 7.5)
    yield from _nicknames(text, by_end, identities)


def _nicknames(text: str, by_end: Mapping[int, list[Evidence]], identities: Identities) -> Iterator[Evidence]:
    """Short names that a text says it will use for a body or scheme: `Union des veilleurs (ci-après « les Veilleurs »)`."""
    for match in _NICKNAME.finditer(text):
        before = by_end.get(match.start(), ())
        near = [piece for piece in before if piece.label in ("ORG", "PROGRAMME") and piece.strength >= SURE]
        long = max(near, key=lambda piece: (piece.strength, piece.end - piece.start), default=None)
        if long is not None and not is_bare(match["name"]):
            identities.join(text[long.start : long.end], match["name"], nickname=True)
            yield Evidence(*match.span("name"), long.label, "explained", 7.5)


def _place_of(name: str, acronym: str) -> str:
    """The place at the end of a name whose other words spell the acronym: that of `agence régionale de santé Bretagne (ARS)`."""
    for link in _LINK.finditer(name):
        place = name[link.end() :]
        if place != "France" and is_place(place) and spells(name[: link.start()], acronym) >= max(1, spells(name, acronym)):
            return place
    return ""


def _head_before(text: str, start: int) -> int:
    """How many characters before a long form belong to it: `Association pour une` of `Association pour une Alliance … (A…)`."""
    link = r" (?:pour|de|des|du|d['’])(?: une?| la| le| les| l['’])? ?$"
    adjective = r"(?: [\w-]+(?:ale?|aise?|enne?))?"
    head = atom("organisations", "any_head", after=adjective + link, flags=re.IGNORECASE)
    found = head.search(text, max(0, start - _LONGEST_HEAD), start)
    return start - found.start() if found and not _PERSON_HEAD.match(found[0]) else 0


def _label_of(text: str, definition: Definition, long: Evidence | None, short: list[Evidence]) -> str:
    """What an explained acronym names, `""` for a common noun."""
    start, end = definition.long
    name = text[start:end]
    known = [*short, *([long] if long else [])]
    if long and long.norm and long.strength >= SURE and long.start <= start:
        return long.label
    if is_scheme(name) and not (long and long.rule == "fund" and long.strength >= SURE):
        return "PROGRAMME"
    if is_common_noun(text, start, end):
        return ""
    if any(p.label == "PROGRAMME" and p.strength >= 4 for p in known):
        return "PROGRAMME"
    if _ASSEMBLED.match(name):
        return "ORG"
    if is_no_body(name) and not (long and long.norm):
        return ""
    if long and long.strength >= 3:
        return "ORG" if long.label == "PLACE" else long.label
    if starts_with_head(name):
        return "ORG"
    capitals = [word for word in re.findall(r"[^\W\d_]{4,}", name) if word[0].isupper()]
    named = name[0].isupper() and (len(capitals) >= 2 or " pour " in name)
    return "ORG" if named and any(p.label == "ORG" for p in known) else ""


def from_crossings(evidence: list[Evidence]) -> list[Evidence]:
    """Names of bodies that end with another body's name, which a lexicon knows: `Union régionale des centres …`."""
    known = sorted({(p.start, p.end) for p in evidence if p.rule in ("lexicon", "local-branch") and p.label == "ORG"})
    grown = []
    for piece in evidence:
        if piece.rule in ("institution", "establishment", "national-body"):
            inside = known[bisect_left(known, (piece.start + 1, 0)) : bisect_left(known, (piece.end, 0))]
            longest = max((end for _, end in inside), default=0)
            if longest > piece.end:
                grown.append(piece._replace(end=longest))
    return grown
