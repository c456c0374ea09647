"""Finding many names in a text at once: a trie of folded words, so that a search takes time linear in the text.

Names of several words are found whatever their accents, hyphens and apostrophes, and in any case as long as they begin like
a name; acronyms and single words are found only as they are written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final, NamedTuple, Self

_WORD: Final = re.compile(r"(?:\b[^\W\d_]\.-?){2,10}(?:[^\W\d_]\b)?|[^\W_]+|[^\w\s'’ʼ\-–\u2010\u2011]")
_GAP: Final = re.compile(r" {0,3}['’ʼ\-–\u2010\u2011]? {0,3}")
_ATTACHED: Final = re.compile(r"[-\u2010\u2011](?=[^\W_])")
_PREFIX: Final = re.compile(r"\b(?:ex|anti|pro|post|pré|inter|co)[-\u2010\u2011]$", re.I)
_OPTIONAL: Final = frozenset(",()")
_ARTICLE: Final = re.compile(r"(?:Les |La |Le |L['’])(?=[A-ZÀ-ÖØ-Þ])")


class Name(NamedTuple):
    """A name to look for: how it is written, what it stands for, and a tag of the caller's."""

    surface: str
    id: str
    label: str
    tag: str = ""


class Match(NamedTuple):
    """Where a name stands: character offsets in the text searched, end exclusive."""

    start: int
    end: int
    name: Name


@lru_cache(maxsize=16_384)
def fold(word: str) -> str:
    """The word without case, accents, ligatures and full stops.

    >>> fold("C.N.R.S."), fold("Œuvre"), fold("ÉCOLE")
    ('cnrs', 'oeuvre', 'ecole')
    """
    if word.isascii():
        return word.replace(".", "").casefold() or word
    plain = word.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("Æ", "AE")
    bare = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return bare.replace(".", "").casefold() or bare


def words(text: str) -> list[tuple[int, int, str]]:
    """The words and punctuation marks of a text as (start, end, folded); hyphens and apostrophes only separate."""
    return [(m.start(), m.end(), fold(m[0])) for m in _WORD.finditer(text)]


def folded(text: str) -> list[str]:
    """The same without their places."""
    return list(map(fold, _WORD.findall(text)))


@lru_cache(maxsize=1)
def _words_of_a_text(text: str) -> list[tuple[int, int, str]]:
    """`words`, kept for the next search of the same text."""
    return words(text)


@lru_cache(maxsize=16_384)
def key_of(name: str) -> tuple[str, ...]:
    """What two spellings of one name have in common.

    >>> key_of("Saint-Étienne Métropole") == key_of("SAINT ETIENNE METROPOLE")
    True
    """
    return tuple(word for _, _, word in words(name) if word not in _OPTIONAL)


_LONG_WORD: Final = re.compile(r"\w{4,}")
_UNMISTAKABLE: Final = 4
"""Names of so many long words are names in small letters too: `le suivi temporel des oiseaux communs`."""


class Gazetteer:
    """A compiled set of names, each with its folded words.

    `lower_heads` are folded words that may begin a name of several words in lower case.
    """

    def __init__(self, names: Iterable[tuple[Name, list[str]]], *, lower_heads: Iterable[str] = ()) -> None:
        self.lower_heads = frozenset(lower_heads)
        self.root: dict[str, Any] = {}
        for name, tokens in names:
            bare = [word for word in tokens if word not in _OPTIONAL]
            for path in (tokens, bare) if len(bare) < len(tokens) else (tokens,):
                node = self.root
                for word in path:
                    node = node.setdefault(word, {})
                if path:
                    node.setdefault("", []).append(name)

    @classmethod
    def of(cls, names: Iterable[Name], *, lower_heads: Iterable[str] = ()) -> Self:
        """The gazetteer of some names."""
        return cls(((name, folded(name.surface)) for name in names), lower_heads=lower_heads)

    def like(self, name: str) -> list[Name]:
        """The names that are spelled as this one is, or differ in what `key_of` passes over."""
        node = self.root
        for word in key_of(name):
            node = node.get(word, {})
        found: list[Name] = node.get("", [])
        return found

    def find(self, text: str) -> list[Match]:
        """The names in the text, the longest at each place, none overlapping, in the order of the text."""
        tokens, found, position = _words_of_a_text(text), list[Match](), 0
        while position < len(tokens):
            best = self._longest(text, tokens, position)
            if best and best[1].start > tokens[position][0]:  # `le Palais`, a town's name, gives way to `Palais de la découverte`
                inner = self._longest(text, tokens, position + 1)
                best = max(best, inner, key=lambda each: each[0]) if inner else best
            if best:
                found.append(best[1])
            position = best[0] + 1 if best else position + 1
        return found

    def _longest(self, text: str, tokens: list[tuple[int, int, str]], position: int) -> tuple[int, Match] | None:
        """The longest name that begins at a position, with the index of its last word.

        A name with an article of its own (`La Poste`) is found without it where the text has a plain one (`la Poste`).
        """
        best = None
        for last, names in self._paths(text, tokens, position):
            start, end = tokens[position][0], tokens[last][1]
            fitting = next((n for n in names if self._fits(text, start, end, n, single=last == position)), None)
            if fitting and text[start].islower() and _ARTICLE.match(fitting.surface):
                start = tokens[position + 1][0]
            best = (last, Match(start, end, fitting)) if fitting else best
        return best

    def _paths(self, text: str, tokens: list[tuple[int, int, str]], position: int) -> Iterator[tuple[int, list[Name]]]:
        """The ends of all known sequences of words that begin at a position, shortest first."""
        node: dict[str, Any] | None = self.root
        for index in range(position, len(tokens)):
            start, _, word = tokens[index]
            if index > position and not _GAP.fullmatch(text, tokens[index - 1][1], start):
                return
            node = node.get(word) if node else None
            if node is None:
                return
            if "" in node:
                yield index, node[""]

    def _fits(self, text: str, start: int, end: int, name: Name, *, single: bool) -> bool:
        before, after = text[max(0, start - 6) : start], text[end : end + 2]
        if _ATTACHED.match(after) or (before[-1:] in "-\u2010\u2011" and before[-2:-1].isalnum() and not _PREFIX.search(before)):
            return False
        written = text[start:end]
        if single:
            return _same_case(written, name.surface)
        if article := _ARTICLE.match(name.surface):
            return written[article.end() : article.end() + 1].isupper()
        if not written[0].islower() or name.surface[0].islower() or len(_LONG_WORD.findall(written)) >= _UNMISTAKABLE:
            return True
        return fold(_WORD.match(written)[0]) in self.lower_heads  # type: ignore[index]


def _same_case(written: str, surface: str) -> bool:
    """Whether one word is written as the name is (accents aside), or in capitals where the name is not an acronym."""
    letters = "".join(c for c in written if c.isalnum())
    if not any(c.isupper() or c.isdigit() for c in written):
        return written == surface
    model = "".join(c for c in surface if c.isalnum())
    same = [(a.isupper(), a.islower()) == (b.isupper(), b.islower()) for a, b in zip(letters, model, strict=False)]
    return all(same) or (letters.isupper() and len(letters) >= 4)
