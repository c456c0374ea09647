"""Bodies that a text calls by their common noun with a capital, once it has named them: `le Muséum`, `l'Observatoire`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from jalons.components.shapes import atom, is_bare
from jalons.components.spans import Found

RULE: Final = "common-noun"
_ORGANS: Final = frozenset(("Assemblée", "Bureau", "Comité", "Commission", "Conseil", "Direction", "Groupe"))
"""What every body has: `le Conseil` of minutes is seldom the one whose name begins so."""
_TERRITORIES: Final = frozenset(("Ville", "Région", "Métropole", "Muséum"))
_CALLED: Final = re.compile(r"(?<![\w'’-])(?:[Ll]a |[Ll]e |[Ll]['’]|[Dd]u |[Aa]u )(?P<noun>[A-ZÀ-Þ][\w-]*)(?![\w'’-])")


def shortened(text: str, found: Sequence[Found]) -> Iterator[Found]:
    """The short names, after the name of the only body that begins so; what is in `found` already is left out."""
    taken = {offset for each in found for offset in range(each.start, each.end)}
    bodies = _only_ones(text, found)
    complement = atom("organisations", "adj", before=r" (?:d[eu]s? |d['’]|pour |[A-ZÀ-Þ«(]|", after=")")
    for match in _CALLED.finditer(text) if bodies else ():
        first, body = bodies.get(match["noun"], (len(text), ""))
        if match.start() >= first and match.start("noun") not in taken and not complement.match(text, match.end()):
            yield Found(*match.span("noun"), "ORG", body, RULE)


def _only_ones(text: str, found: Sequence[Found]) -> dict[str, tuple[int, str]]:
    """The common nouns with which the name of one body of the text begins, with the end of its first name, and its id."""
    bodies: dict[str, dict[str, int]] = {}
    for each in found:
        first, _, rest = text[each.start : each.end].partition(" ")
        if each.label == "ORG" and rest:
            bodies.setdefault(first[:1].upper() + first[1:], {}).setdefault(each.norm, each.end)
    return {
        noun: (end, body)
        for noun, ids in bodies.items()
        if len(ids) == 1 and noun not in _ORGANS and (noun in _TERRITORIES or (len(noun) > 3 and is_bare(noun)))
        for body, end in ids.items()
    }
