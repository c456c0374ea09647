"""What a text calls by its first word, once it has named it: a body (`le Muséum`, `les Compagnons`), a person (`Maud`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Doc

from jalons.components.shapes import at_start, atom, has_given_name, is_bare
from jalons.components.spans import Found
from jalons.patterns import compiled

RULE: Final = "common-noun"
_ORGANS: Final = frozenset(("Assemblée", "Bureau", "Comité", "Commission", "Conseil", "Direction", "Groupe"))
"""What every body has: `le Conseil` of minutes is seldom the one whose name begins so."""
_TERRITORIES: Final = frozenset(("Ville", "Région", "Métropole", "Muséum"))
_PLURAL: Final = ("s", "x")
_COMPLEMENT: Final = compiled(r"(?:d['’]|de |du |des |en |sans |pour )")
_CALLED: Final = compiled(
    r"(?<![\w'’-])(?:[Ll]a |[Ll]e |[Ll]['’]|[Dd]u |[Aa]u |(?P<plural>[Ll]es |[Dd]es |[Aa]ux ))(?P<noun>[A-ZÀ-Þ][\w-]*)(?![\w'’-])"
)


def shortened(text: str, found: Sequence[Found]) -> Iterator[Found]:
    """The short names, after the name of the only body that begins so; what is in `found` already is left out."""
    taken = {offset for each in found for offset in range(each.start, each.end)}
    bodies = _only_ones(text, found)
    complement = atom("organisations", "adj", before=r" (?:d[eu]s? |d['’]|pour |[A-ZÀ-Þ«(]|", after=")")
    for match in _CALLED.finditer(text) if bodies else ():
        first, body = bodies.get(match["noun"], (len(text), ""))
        agrees = bool(match["plural"]) == match["noun"].endswith(_PLURAL)
        if agrees and match.start() >= first and match.start("noun") not in taken and not complement.match(text, match.end()):
            yield Found(*match.span("noun"), "ORG", body, RULE)


def _only_ones(text: str, found: Sequence[Found]) -> dict[str, tuple[int, str]]:
    """The nouns with which the name of one body of the text begins, with the end of its first name, and its id.

    A singular is the common noun of a body; a plural has a complement: `Passeurs d'estuaire`.
    """
    bodies: dict[str, dict[str, int]] = {}
    for each in found:
        first, _, rest = text[each.start : each.end].partition(" ")
        if each.label == "ORG" and rest and (_COMPLEMENT.match(rest) or not first.endswith(_PLURAL)):
            bodies.setdefault(first[:1].upper() + first[1:], {}).setdefault(each.norm, each.end)
    only = {noun: next(iter(ids.items())) for noun, ids in bodies.items() if len(ids) == 1 and noun not in _ORGANS}
    usual = {noun for noun in only if noun in _TERRITORIES or noun.endswith(_PLURAL) or (len(noun) > 3 and is_bare(noun))}
    return {noun: (end, body) for noun, (body, end) in only.items() if noun in usual}


_NAMESAKE: Final = compiled(
    r"(?:[-–'’]|\b(?:[Rr]ues?|[Éé]coles?|[Cc]ollège|[Ll]ycée|[Pp]rix|[Ss]ainte?|[Ss]te?\.?|[A-ZÀ-Þ][\w.'’-]*) )$"
)
"""What stands before a given name that is part of another name: `l'école Rose`, `Saint Jean`, `Sœur Marie`."""
_LONGER: Final = compiled(r"[-'’]\w| (?:de |d['’]|du )?[A-ZÀ-Þ]")
"""What follows one: `Jean Rostand`, `Marie-Laure`."""
_BEFORE: Final = 24


def first_names(doc: Doc, text: str, people: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where a given name alone stands for the only person of the text who bears it, named in full before.

    `people` are the ranges of full names. At the head of a sentence the tagger must see a name there: `Rose et jaune`.
    """
    bearers: dict[str, dict[str, int]] = {}
    for start, end in people:
        first, _, last = text[start:end].partition(" ")
        if last and len(first) > 2 and has_given_name(first):
            bearers.setdefault(first, {}).setdefault(last, end)
    only = {first: min(lasts.values()) for first, lasts in bearers.items() if len(lasts) == 1}
    if not only:
        return
    for match in re.finditer(rf"\b(?:{'|'.join(map(re.escape, only))})\b", text):
        start, end = match.span()
        before = text[max(0, start - _BEFORE) : start]
        if start < only[match[0]] or _LONGER.match(text, end) or (not at_start(text, start) and _NAMESAKE.search(before)):
            continue
        if not at_start(text, start) or _is_name(doc, start, end):
            yield start, end


def _is_name(doc: Doc, start: int, end: int) -> bool:
    """Whether the tagger takes the word for a proper name."""
    span = doc.char_span(start, end)
    return span is not None and span[0].pos_ == "PROPN"
