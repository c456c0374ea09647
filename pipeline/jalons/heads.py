"""Many patterns in one pass: where a match can begin is told by first characters, derived from the patterns themselves.

A grammar of many rows would try each row at each word. Almost no word can begin any of them, and its first characters tell: the
head of a pattern matches wherever the pattern may match, and looks at a few characters only. What it does not understand
(look-arounds, back references) it lets through, so that it never hides a match.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from copy import copy
from functools import lru_cache
from importlib import import_module
from typing import Any, Final

from jalons.patterns import compiled, remembered

LENGTH: Final = 5
"""Characters of a head that a grammar looks at: beyond, the pattern grows faster than what it rules out."""

Path = tuple[str, ...]
"""The contents of a character class for each first character; `_ANYTHING` ends a path that may go on in any way."""
_ANYTHING: Final = ""
_parse: Final = import_module("re._parser").parse
"""Python's own parser of patterns, which `re` does not export; an unknown part of its output counts as anything."""
_CATEGORIES: Final = {
    "CATEGORY_DIGIT": r"\d",
    "CATEGORY_NOT_DIGIT": r"\D",
    "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w",
    "CATEGORY_NOT_WORD": r"\W",
}


class Patterns:
    """Patterns to look for in one pass: each is tried only where its first characters stand.

    `anywhere` finds where one of them may begin (`before` restricts the places), `at` says which ones.
    """

    def __init__(self, patterns: Sequence[re.Pattern[str]], *, before: str) -> None:
        sources = [pattern.pattern for pattern in patterns]
        anywhere, *heads = remembered((LENGTH, sources), (__name__,), lambda: _sources(sources, LENGTH))
        self.patterns = tuple(patterns)
        self.anywhere = compiled(f"{before}(?={anywhere})")
        self._heads = tuple(map(compiled, heads))
        self._wanted = tuple(range(len(heads)))
        self._matches = tuple(pattern.match for pattern in patterns)
        self._candidates = lru_cache(maxsize=8192)(self._with_head)

    def _with_head(self, first: str) -> tuple[int, ...]:
        return tuple(index for index in self._wanted if self._heads[index].match(first))

    def only(self, wanted: Iterable[int]) -> Patterns:
        """The same patterns, of which those at some places in their order alone are tried."""
        fewer = copy(self)
        fewer._wanted = tuple(wanted)
        fewer._candidates = lru_cache(maxsize=8192)(fewer._with_head)
        return fewer

    def at(self, text: str, start: int) -> tuple[int, ...]:
        """The indices of the patterns that may match at a place of a text."""
        return self._candidates(text[start : start + LENGTH])

    def find(self, text: str, ranges: Iterable[tuple[int, int]] = ((0, sys.maxsize),)) -> list[list[re.Match[str]]]:
        """What `re.finditer` finds in ranges of a text, one after the other, for each pattern."""
        found: list[list[re.Match[str]]] = [[] for _ in self.patterns]
        ends = [0] * len(found)
        at, matches = self._candidates, self._matches
        for begin, stop in ranges:
            for place in self.anywhere.finditer(text, begin, stop):
                start = place.start()
                for index in at(text[start : start + LENGTH]):
                    if (match := matches[index](text, start, stop)) and start >= ends[index]:
                        found[index].append(match)
                        ends[index] = match.end()
        return found


def _sources(patterns: Sequence[str], length: int) -> list[str]:
    """The pattern of the places where one of the patterns may begin, then the head of each."""
    paths = [_paths(pattern, length) for pattern in patterns]
    return [_source(_trie(each)) for each in (set[Path]().union(*paths), *paths)]


def _paths(pattern: str, length: int) -> set[Path]:
    return _Heads(length).follow({()}, _parse(pattern))


class _Heads:
    """Walks through a parsed pattern, as far as `length` characters."""

    def __init__(self, length: int) -> None:
        self.length = length

    def follow(self, paths: set[Path], items: Iterable[tuple[Any, Any]]) -> set[Path]:
        """The paths after a sequence of parsed items."""
        for operation, argument in items:
            done = {path for path in paths if len(path) >= self.length or path[-1:] == (_ANYTHING,)}
            if len(done) == len(paths):
                break
            paths = done | self._step(paths - done, str(operation), argument)
        return paths

    def _step(self, paths: set[Path], operation: str, argument: Any) -> set[Path]:
        """The paths after one parsed item."""
        match operation:
            case "LITERAL" | "IN":
                content = _class([(operation, argument)] if operation == "LITERAL" else argument)
                return {(*path, content) for path in paths}
            case "BRANCH":
                return set[Path]().union(*(self.follow(paths, branch) for branch in argument[1]))
            case "SUBPATTERN" if not argument[1]:
                return self.follow(paths, argument[3])
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                return self._repeat(paths, *argument)
            case "ASSERT" | "ASSERT_NOT" | "AT":
                return paths
        return {(*path, _ANYTHING) for path in paths}

    def _repeat(self, paths: set[Path], least: int, most: int, items: Iterable[tuple[Any, Any]]) -> set[Path]:
        found = set(paths) if least == 0 else set[Path]()
        for times in range(1, min(most, self.length) + 1):
            paths = self.follow(paths, items)
            if times >= min(least, self.length):
                found |= paths
        return found


def _class(items: Iterable[tuple[Any, Any]]) -> str:
    """The contents of a character class, `_ANYTHING` for one that is not understood."""
    parts = []
    for operation, argument in items:
        match str(operation):
            case "NEGATE":
                parts.append("^")
            case "LITERAL":
                parts.append(re.escape(chr(argument)).replace("^", r"\^"))
            case "RANGE":
                parts.append("-".join(re.escape(chr(end)) for end in argument))
            case "CATEGORY":
                parts.append(_CATEGORIES[str(argument)])
            case _:
                return _ANYTHING
    return "".join(parts)


def _trie(paths: Iterable[Path]) -> dict[str, Any]:
    root: dict[str, Any] = {}
    for path in paths:
        node = root
        for content in path:
            if content != _ANYTHING:
                node = node.setdefault(content, {})
        node[_ANYTHING] = {}
    return root


def _source(node: dict[str, Any]) -> str:
    """The pattern of a trie; classes before the same rest are joined."""
    if _ANYTHING in node:
        return ""
    rests: dict[str, list[str]] = {}
    for content, below in node.items():
        rests.setdefault(_source(below), []).append(content)
    choices = []
    for rest, contents in rests.items():
        joined = "".join(sorted(content for content in contents if content[0] != "^"))
        classes = [joined, *(content for content in contents if content[0] == "^")]
        choices += [f"[{content}]{rest}" for content in classes if content]
    return choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})"
