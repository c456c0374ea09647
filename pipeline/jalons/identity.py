"""Ids of bodies: short kebab-case names, and the classes of names that mean one body within a document."""

from __future__ import annotations

import re
from typing import Final

from jalons.gazetteer import fold, key_of

_EMPTY: Final = re.compile(
    r"a|aux?|avec|ces?|chez|contre|d|dans|d[eu]s?|en|entre|et|l|l[ae]s?|par|pour|sous|sur|une?|vers|the|of|and"
)
"""Articles, prepositions and conjunctions (folded): they stand in no id."""
_COMPOUND: Final = re.compile(r"(?<![\w-])([A-ZÀ-Þ]\w+)-(?=\w)")
_LEADING: Final = re.compile(r"association|collectif|reseau|fondation|societe|cooperative|compagnie|ong|groupe|mouvement")


def slug(name: str, *, empty: re.Pattern[str] = _EMPTY) -> str:
    """The kebab-case id of a name, without articles and prepositions (the folded words that `empty` matches).

    >>> slug("Atelier des bords de Loire"), slug("A.B.C."), slug("À l'Est"), slug("Le Contre-Labo")
    ('atelier-bords-loire', 'abc', 'est', 'contre-labo')
    """
    return "-".join(_telling(name, empty) or _parts(name))


def _parts(name: str) -> list[str]:
    return [word for word in key_of(name) if any(c.isalnum() for c in word)]


def _telling(name: str, empty: re.Pattern[str]) -> list[str]:
    """The words of a name that are not empty, with those that begin a compound: `Contre-Labo`."""
    compound = {fold(word) for word in _COMPOUND.findall(name)}
    return [part for part in _parts(name) if part in compound or not empty.fullmatch(part)]


def core(name: str) -> tuple[str, ...]:
    """The words that tell a body from others: no articles, no leading `Association`, plural and singular alike.

    >>> core("Fondation Sciences citoyennes") == core("Sciences Citoyennes")
    True
    """
    kept = _telling(name, _EMPTY)
    if len(kept) > 2 and _LEADING.fullmatch(kept[0]):
        kept = kept[1:]
    return tuple(word[:-1] if len(word) > 4 and word.endswith("s") else word for word in kept)


class Identities:
    """Names of one document, joined into bodies (union-find); each body has one id."""

    def __init__(self) -> None:
        self._parent: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._fixed: dict[tuple[str, ...], str] = {}
        self._acronym: dict[tuple[str, ...], str] = {}
        self._first: dict[tuple[str, ...], str] = {}
        self._local: dict[tuple[str, ...], str] = {}

    def add(self, name: str, *, known: str = "") -> None:
        """Registers a name; `known` is its id in the lexicon."""
        root = self._root(core(name))
        self._first.setdefault(root, name)
        if known:
            self._fixed.setdefault(root, known)

    def join(self, name: str, acronym: str, *, place: str = "", nickname: bool = False) -> None:
        """Says that the text calls `name` by `acronym`; `place` tells this body from others with the same acronym.

        A `nickname` makes no id: that of the name stays.
        """
        self.add(name)
        self.add(acronym)
        one, other = self._root(core(name)), self._root(core(acronym))
        if not nickname:
            self._acronym.setdefault(one, acronym)
        if place:
            self._local.setdefault(one, slug(f"{acronym} {place}"))
        if one != other:
            self._parent[other] = one
            for table in (self._fixed, self._acronym):
                if other in table:
                    table.setdefault(one, table[other])

    def id_of(self, name: str) -> str:
        """The id of the body that bears the name."""
        root = self._root(core(name))
        return self._local.get(root) or self._fixed.get(root) or slug(self._acronym.get(root) or self._first.get(root) or name)

    def _root(self, key: tuple[str, ...]) -> tuple[str, ...]:
        while (parent := self._parent.get(key, key)) != key:
            key = parent
        return key
