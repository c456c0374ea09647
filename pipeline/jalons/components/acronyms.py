"""Acronyms that a text explains: `Ligue pour la Protection des oiseaux (LPO)`, `JICS (Jeunesse Innovation …)`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from jalons.gazetteer import fold
from jalons.patterns import compiled

_SHORT: Final = r"(?:(?:[A-ZÀ-Þ]\.){2,8}|[A-ZÀ-Þ][\w&]{1,11}(?:-[A-Z0-9][\w]{0,8})?(?: \d{2,4}(?=[ ,;)»]))?)"
_ARTICLE: Final = r"(?:l['’]|la |le |les )?"
_QUOTED: Final = rf"[«\"“]? ?(?P<short>{_SHORT}) ?[»\"”]?"
_SAID: Final = (
    r"(?:ci-après|dite?|ou|sigle|en abrégé|désormais|alias|autrement dit|"
    r"qu(?:e |['’])(?:tout le monde |chacun |tous |on )?appell(?:e|ent))"
)
_LONG_FIRST: Final = compiled(
    rf"\(\s?(?:{_SAID}\s?:? ?)?{_ARTICLE}{_QUOTED}(?=[ ,;)])"
    rf"|(?<=[a-zà-ÿ]), (?P<inside>{_SHORT})\)"
    rf"|(?<=[\w»]),? {_SAID} {_ARTICLE}{_QUOTED.replace('short', 'alias')}"
    rf"|(?<=\w), (?:l['’]|la |le |les )(?P<apposed>{_SHORT})(?=[,.;])"
)
_SHORT_FIRST: Final = compiled(rf"(?<![\w-])(?P<short>{_SHORT}) ?\({_ARTICLE}(?P<long>[^()\n]{{6,140}})\)")
_APPOSED: Final = compiled(rf"(?<![\w-])(?P<short>{_SHORT}), (?:l['’]|la |le |les )(?P<long>[^(),.;:\n]{{6,140}})(?=[,.;\n])")
_PLACE_LAST: Final = compiled(
    r" (?:d['’]|de l['’]|de la |de |du |des )?(?P<place>[A-ZÀ-Þ][\w'’]+(?:-[\w'’]+)*(?: [A-ZÀ-Þ][\w'’-]+)?) ?$"
)
_WORD: Final = compiled(r"[^\W_]+")
_EMPTY: Final = compiled(r"a|aux?|avec|d|d[eu]s?|en|et|l|l[ae]s?|par|pour|sur|une?|the|of|and")
_MOST_WORDS: Final = 22
_SHARED: Final = 2


class Definition(NamedTuple):
    """A long form and the acronym that the text gives for it, as character ranges."""

    long: tuple[int, int]
    short: tuple[int, int]


@lru_cache(maxsize=1)
def definitions(text: str) -> tuple[Definition, ...]:
    """The acronyms that the text explains, in either order; kept for the next question about the same text."""
    found = []
    for match in _LONG_FIRST.finditer(text):
        group = next(name for name, value in match.groupdict().items() if value)
        long = long_form_before(text, match.start(), match[group]) or _of_place_before(text, match.start(), match[group])
        if long:
            found.append(Definition(long, match.span(group)))
    for match in (*_SHORT_FIRST.finditer(text), *_APPOSED.finditer(text)):
        apposed = match.re is _APPOSED and not match["long"][0].isupper()
        if not apposed and _is_short(match["short"]) and spells(match["long"], match["short"]):
            found.append(Definition(match.span("long"), match.span("short")))
    return tuple(found)


def _of_place_before(text: str, end: int, short: str) -> tuple[int, int] | None:
    """The range of a long form that a place follows: `agence régionale de santé Bourgogne-Franche-Comté (ARS)`."""
    place = _PLACE_LAST.search(text, max(0, end - 60), end)
    long = long_form_before(text, place.start(), short) if place else None
    return (long[0], place.end("place")) if long and place else None


def given_to_others(text: str, found: Mapping[str, Iterable[str]]) -> set[str]:
    """The acronyms (folded) that the text gives to something else: `Cour pénale internationale (CPI)`.

    `found` holds folded acronyms, and the names that each is thought to stand for. A long form is one of them if it shares two
    words with them, in any inflection: `entreprises sociales et solidaires (ESS)`.
    """
    defined = definitions(text) if found else ()
    pairs = [(fold(text[slice(*each.short)]), text[slice(*each.long)]) for each in defined]
    return {short for short, long in pairs if short in found and len(_beginnings([long]) & _beginnings(found[short])) < _SHARED}


def _beginnings(names: Iterable[str]) -> set[str]:
    """The first letters of the longer words of names: enough to know them in any inflection."""
    return {fold(word)[:5] for name in names for word in _WORD.findall(name) if len(word) > 3}


def long_form_before(text: str, end: int, short: str) -> tuple[int, int] | None:
    """The range of the words right before `end` whose first letters spell `short`, or `None`.

    The first word is a content word; each letter of the acronym begins a word, or stands inside one that began before.
    """
    if not _is_short(short):
        return None
    line = text.rfind("\n", 0, end) + 1
    start = max(line, end - 200)
    stop = len(text[start:end].rstrip(' »”"')) + start
    opening = max(text.rfind(mark, start, stop) for mark in "«“(;")
    start = max(start, opening + 1)
    tokens = list(_WORD.finditer(text, start, stop))[-_MOST_WORDS:]
    if not tokens or tokens[-1].end() != stop:
        return None
    best, most = None, 0
    for token in reversed(tokens):
        word = fold(token[0])
        if _EMPTY.fullmatch(word) or word[0] != fold(short)[0]:
            continue
        initials = spells(text[token.start() : stop], short)
        if initials > most:
            best, most = (token.start(), stop), initials
    return best


def _is_short(short: str) -> bool:
    """Whether a word is written like an acronym: two capitals at least, or one word of capitals and small letters (`Inserm`)."""
    letters = re.sub(r"[.-]| \d+$", "", short)
    return 2 <= len(letters) <= 14 and (sum(c.isupper() for c in letters) >= 2 or len(letters) >= 4)


def spells(long: str, short: str) -> int:
    """How many words of `long` begin with a letter of `short`; 0 if they do not spell it.

    All letters are found in order, at least half of them begin words, and all but two of the content words give a letter.
    """
    letters = [c for c in fold(short) if c.isalpha()]
    parts = [fold(word) for word in _WORD.findall(long)]
    content = [part for part in parts if not _EMPTY.fullmatch(part)]
    if len(content) < 2 or not letters or parts[0][0] != letters[0]:
        return 0
    used, initials = _aligned(parts, letters)
    enough = initials >= max(2, len(letters) * 0.5) and len(content) <= initials + 2
    return initials if used == len(letters) and enough else 0


def _aligned(parts: list[str], letters: list[str]) -> tuple[int, int]:
    """How many letters of an acronym are found in order, and how many of them as first letters; initials are taken first."""
    best: dict[tuple[int, int], tuple[int, int]] = {}

    def walk(word: int, letter: int) -> tuple[int, int]:
        if letter == len(letters) or word == len(parts):
            return 0, 0
        if (word, letter) not in best:
            options = [walk(word + 1, letter)]
            if parts[word][0] == letters[letter]:
                taken, position = 1, 1
                while True:
                    rest = walk(word + 1, letter + taken)
                    options.append((rest[0] + taken, rest[1] + 1))
                    after = letter + taken
                    place = parts[word].find(letters[after], position) if after < len(letters) else -1
                    if place < 0:
                        break
                    taken, position = taken + 1, place + 1
            best[word, letter] = max(options)
        return best[word, letter]

    return walk(0, 0)
