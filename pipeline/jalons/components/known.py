"""The names that the lexicons know, to be found in texts or looked up; read and folded once for all runs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from jalons import gazetteer, rules
from jalons.components.shapes import lower_heads
from jalons.gazetteer import Gazetteer, Match, Name, folded
from jalons.patterns import remembered
from jalons.rules import lexicon_text, load_lexicon

_LEXICONS: Final = {"organisations": "ORG", "programmes": "PROGRAMME", "events": "EVENT", "places": "PLACE"}
_TAGS: Final = {"ORG": "kind", "PLACE": "ambiguous"}
"""The column that tags a name, by its label."""
_CODE: Final = (__name__, gazetteer.__name__, rules.__name__)
"""What decides the cells beside the lexicons."""
_WIDTH: Final = 5
"""The cells of a name: how it is written, id, label, tag, folded words."""
_BETWEEN: Final = "\t"


@cache
def known_names() -> Gazetteer:
    """All names of the lexicons; the tag of an organisation is its kind, of a place whether it is ambiguous."""
    cells = remembered([lexicon_text(lexicon) for lexicon in _LEXICONS], _CODE, lambda: list(_cells()))
    names = zip(*[iter(cells)] * _WIDTH, strict=True)
    return Gazetteer(
        ((Name(*cells), words.split(_BETWEEN) if words else []) for *cells, words in names), lower_heads=lower_heads()
    )


def _cells() -> Iterator[str]:
    for lexicon, label in _LEXICONS.items():
        for row in load_lexicon(lexicon):
            for surface in row.names:
                yield from (surface, row.id, label, row.cells.get(_TAGS.get(label, ""), ""), _BETWEEN.join(folded(surface)))


@lru_cache(maxsize=1)
def known_matches(text: str) -> tuple[Match, ...]:
    """The names of the lexicons in a text; kept for the next question about the same one."""
    return tuple(known_names().find(text))


def is_place(name: str) -> bool:
    """Whether the lexicon of places has a name."""
    return any(known.label == "PLACE" for known in known_names().like(name))
