"""Bodies that a text calls by their first noun, once it has named them: `le Muséum`, `l'Observatoire`, `les Compagnons`."""

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
_PLURAL: Final = ("s", "x")
_COMPLEMENT: Final = re.compile(r"(?:d['’]|de |du |des |en |sans |pour )")
_CALLED: Final = re.compile(
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
