"""Recurring noun groups, ranked by C-value.

A group is a noun with the adjectives and `de` complements that follow it, by parts of speech. The C-value (Frantzi, Ananiadou and
Mima, « Automatic recognition of multi-word terms: the C-value/NC-value method », International Journal on Digital Libraries 3,
2000) of a group of n words that stands f times is `log2(n) × f`, less, for a group that stands inside longer ones, the mean
frequency of those. Words here are those with meaning: nouns and adjectives.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Token

from jalons.candidates.sightings import Candidate, Sighting, candidate, commonest, sighting
from jalons.gazetteer import fold, key_of
from jalons.types import Document

_MOST_WORDS: Final = 4
_GROUP: Final = re.compile(r"NA{0,2}(?:ED?NA{0,2}){0,2}")
"""Tokens as letters: noun, adjective, `de`, determiner."""
_ASIDE: Final = frozenset({"heading", "furniture", "bibliography"})
"""Blocks that name the document and its parts, or other documents: what recurs there are kinds of text, not notions."""
_DEGREES: Final = frozenset({"très", "plus", "moins", "trop", "assez", "aussi", "si", "peu", "extrêmement", "particulièrement"})
"""Adverbs of degree: an adjective that the corpus grades (`très important`) judges, it does not class, and makes no term."""
_LOCUTION: Final = frozenset({"à", "en", "par", "sans", "sous", "dès", "hors", "malgré"})
"""Prepositions that make a locution of a bare noun group."""
_OF: Final = frozenset({"de", "d", "d'", "du", "des"})
_ENDING: Final = re.compile(r"e?[sx]?$")
_ARTICLES: Final = frozenset({"un", "une"})
"""Articles that are numbers too."""
_CLASSES: Final = {"NOUN": "N", "ADJ": "A", "DET": "D"}

Key = tuple[str, ...]


class Groups:
    """Collects the noun groups that stand outside all mentions, and how often one holds another.

    What follows a bare preposition or a number is no term: `à part entière`, `deux millions d'euros`.
    """

    def __init__(self) -> None:
        self.sightings: dict[Key, list[Sighting]] = defaultdict(list)
        self.holders: dict[Key, set[Key]] = defaultdict(set)
        self.graded: set[str] = set()

    def read(self, document: Document, doc: Doc) -> None:
        """Takes the noun groups of a document."""
        self.graded |= {_stem(fold(token.text)) for token in doc[1:] if _is_graded(token)}
        aside = [block for block in doc.spans.get("blocks", ()) if block.label_ in _ASIDE]
        taken = {token.i for span in (*doc.spans["mentions"], *aside) for token in span}
        letters = "".join(_letter(token) if token.i not in taken else "." for token in doc)
        for match in _GROUP.finditer(letters):
            before = doc[match.start() - 1] if match.start() else None
            if before is not None and (before.lower_ in _LOCUTION or (before.like_num and before.lower_ not in _ARTICLES)):
                continue
            parts = list(_parts(letters, match.start(), match.end()))
            keys = [_key(doc, letters, *part) for part in parts]
            for (start, end), key in zip(parts, keys, strict=True):
                self.sightings[key].append(sighting(document, doc, doc[start].idx, doc[end - 1].idx + len(doc[end - 1])))
                for (first, last), other in zip(parts, keys, strict=True):
                    if first <= start and end <= last and (first, last) != (start, end):
                        self.holders[key].add(other)

    def candidates(self, *, minimum: int) -> Iterator[Candidate]:
        """The groups with a C-value, those said at least `minimum` times."""
        for key, seen in self.sightings.items():
            value = self.c_value(key)
            if len(seen) >= minimum and value > 0 and self.graded.isdisjoint(map(_stem, key[1:])):
                wordings = commonest(seen)
                name = wordings[0].lower() if wordings[0].isupper() else wordings[0][0].lower() + wordings[0][1:]
                identifier = "-".join(word for word in key_of(name) if word.isalnum())
                yield candidate(seen, lexicon="concepts", id=identifier, name=name, kind="groupe nominal", weight=value)

    def c_value(self, key: Key) -> float:
        """The C-value of a group."""
        held = [len(self.sightings[other]) for other in self.holders[key]]
        return math.log2(len(key)) * (len(self.sightings[key]) - (sum(held) / len(held) if held else 0))


def _letter(token: Token) -> str:
    if token.lower_ in _OF and token.pos_ in ("ADP", "DET"):
        return "E"
    if not token.is_alpha and "-" not in token.text and "'" not in token.text:
        return "."
    return _CLASSES.get(token.pos_, ".")


def _is_graded(token: Token) -> bool:
    return token.pos_ == "ADJ" and token.nbor(-1).lower_ in _DEGREES


def _parts(letters: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The groups of two to four words with meaning inside a match, as ranges of tokens."""
    for first in range(start, end):
        if letters[first] == "N":
            for last in range(first + 2, end + 1):
                words = sum(letter in "NA" for letter in letters[first:last])
                if letters[last - 1] in "NA" and 2 <= words <= _MOST_WORDS and _GROUP.fullmatch(letters, first, last):
                    yield first, last


def _key(doc: Doc, letters: str, start: int, end: int) -> Key:
    """The words of a group that have meaning, without their plurals: what two wordings have in common."""
    return tuple(_singular(fold(doc[i].text)) for i in range(start, end) if letters[i] in "NA")


def _stem(word: str) -> str:
    """An adjective without the endings of its feminine and plural."""
    return _ENDING.sub("", word)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word
