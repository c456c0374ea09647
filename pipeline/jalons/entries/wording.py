"""How a line of a chronology reads: nothing around the fact, no loose end, no broken pair of quotation marks, not too long."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from jalons.patterns import compiled
from jalons.rules import load_rules

_SPACES: Final = compiled(r"\s+")
_TRIM: Final = " \t\n,;:–—-•*"
_LEADING: Final = _TRIM + ".>"
_DANGLING: Final = compiled(
    r"[\s,']+(?:à|au|aux|avec|ce|ces|cette|chez|comme|contre|d|dans|de|des|dès|du|dont|durant|en|entre|et|jusqu|jusque|l|la|le|les|leur|"
    r"leurs|lors|mais|ni|notamment|ou|où|par|pour|puis|qu|que|qui|sa|sans|se|ses|si|son|sous|sur|un|une|vers)'?$",
    re.I,
)
"""A word that a cut must not leave at the end."""
_TAIL: Final = 20
"""Characters at the end that hold such a word and what stands before it."""
_ELIDED: Final = compiled(r"(\b(?:qu|lorsqu|puisqu|jusqu))'\s?,?\s(?=[^aàâeéèêiîoôuyhAÀÂEÉÈÊIÎOÔUYH])")
_UNELIDED: Final = compiled(
    r"\b([Qq]u|[Ll]orsqu|[Pp]uisqu|[Dd])e,?\s(?=(?:il|elle|on|ils|elles|un|une|[AEIOUÉ](?:[a-zà-ÿ]\w*|[A-ZÀ-Þ]{2,}))\b)"
)
_PUNCTUATION: Final = (
    (compiled(r"\(\s*\)|«\s*»|\[\s*\]"), ""),
    (compiled(r"\s+([,.)])"), r"\1"),
    (compiled(r"([(«])\s*,\s*"), r"\1 "),
    (compiled(r"(?:,\s*){2,}"), ", "),
    (compiled(r":\s*,\s*"), ": "),
    (compiled(r",\s(car|mais|or),\s"), r", \1 "),
    (compiled(r"^((?:Si|Quand|Lorsque|Comme|Puisque|Que|Car)),\s"), r"\1 "),
    (compiled(r",\s*([:;.)])"), r" \1"),
    (compiled(r"'\s+(?=\w)"), "'"),
)
_FAULT: Final = compiled("|".join(pattern.pattern for pattern in (_ELIDED, _UNELIDED, *dict(_PUNCTUATION))))
"""Where one of these patterns matches: most lines have no fault."""
_ROUNDS: Final = 8
_PAIRS: Final = (("«", "»"), ("“", "”"), ("(", ")"), ("[", "]"))


def capital(text: str) -> str:
    """The text with a capital at its start."""
    return text[:1].upper() + text[1:]


def mended(text: str) -> str:
    """The text on one line, its punctuation and elisions mended after a cut; what mending lays bare is mended again."""
    for _ in range(_ROUNDS):
        before, text = text, _mended_once(text)
        if text == before:
            break
    return text


def _mended_once(text: str) -> str:
    text = _SPACES.sub(" ", text)
    if _FAULT.search(text):
        text = _ELIDED.sub(r"\1e ", text)
        for pattern, replacement in _PUNCTUATION:
            text = pattern.sub(replacement, text)
        text = _SPACES.sub(" ", _UNELIDED.sub(r"\1'", text))
    text = _balanced(text).rstrip(_TRIM).lstrip(_LEADING)
    text = text.rstrip(".").rstrip(_TRIM)
    while dangling := _DANGLING.search(text, max(0, len(text) - _TAIL)):
        text = text[: dangling.start()]
    return text.rstrip(_TRIM)


def _balanced(text: str) -> str:
    """The text without quotation marks and brackets that have lost their other half."""
    for opening, closing in _PAIRS:
        if opening not in text and closing not in text:
            continue
        lost: list[int] = []
        opened: list[int] = []
        for place, mark in enumerate(text):
            if mark == opening:
                opened.append(place)
            elif mark == closing:
                lost += [] if opened else [place]
                del opened[-1:]
        for place in sorted(lost + opened, reverse=True):
            text = text[:place] + text[place + 1 :]
    return text.replace('"', "") if text.count('"') % 2 else text


def unwrapped(text: str) -> str:
    """The text without what the rows of `models/rules/summaries.toml` take from around a fact, twice: labels hide connectives."""
    for _ in range(2):
        before = text
        for pattern, replacement in _rows():
            text = pattern.sub(replacement, text).strip(" ")
        if text == before:
            break
    return text


@cache
def _rows() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((rule.compiled(flags=re.I), rule.option("replace")) for rule in load_rules("summaries"))


# Shortening

_GLOSS: Final = compiled(r"\s\([^()]*\)")
_ADVERBIAL: Final = compiled(
    r"^(?:en|dans|au|aux|avec|selon|par|malgré|grâce|sous|lors|face|faute|sur|contre|outre)\b[^,«»()]{0,200},\s(?=\S)", re.I
)
_LIST_GOES_ON: Final = compiled(
    r"(?:et\s)?(?:d'|de\s|du\s|des\s|(?!(?:les?|la|une?|des|ce|cet|cette|ces|ils?|elles?|on|nous|vous|je|tout|chaque|ceux|celles?)\b|l'|c'|j')"
    r"[a-zà-ÿ]+\s(?:d'|de\s|du\s|des\s))[^,«»()]{1,120},\s(?=\S)"
)
"""What goes on from an opening adverbial: `(En présence de l'une,) maire d'Arles, de l'autre, …`."""
_SENTENCE: Final = compiled(r"\s(?=;\s)")
_SCENE: Final = compiled(r"^(?!(?:[nvt]ous|plus|sous|lui|qui)\b)\w+(?:é|i|u)(?:e|s|es)?\s[^,«»()]{1,120},\s(?=\S)")
"""`Réunis à la Halle aux sucres, `."""
_APPOSITION: Final = compiled(
    r",\s(?!(?:et|ou|puis|ni|mais|les?|la|l'|une?|des|du|de|d'|aux?|à|en|dans|pour|par|avec|sur|chez|qui|que|dont|où|ce|cette|ses?)\b)"
    r"[a-zà-ÿ][^,«»()]{2,120},(?!\d)"
)
_STRONG: Final = compiled(
    r",\s|(?<!\bce)(?<!\btel)(?<!\bplus)(?<!\bmoins)\s(?=(?:qui|que|qu'\w+|dont|où|lorsqu\w*|quand|afin|alors|tandis|car|en\s\w+ant|pour\s\w+(?:er|ir|re|oir)|visant|permettant|"
    r"destinée?s?|notamment|ainsi\sque|c'est-à-dire)\b)|\s(?=[:;–—]\s)"
)
_STRONGEST: Final = ((_SENTENCE, ""), (_STRONG, ""))
_WEAK: Final = compiled(
    r"\s(?=(?:avec|dans|sur|auprès|autour|au\ssein|à\stravers|par|pour|chez|sous|entre|afin|lors|grâce|selon|sans|depuis|en\sfaveur|"
    r"en\smatière|au\sprofit|au\stitre|portée?s?|conduite?s?|menée?s?|issue?s?)\b)"
)
_COMPLEMENT: Final = compiled(r"\s(?=(?:de|du|des|d'\S+|et|à|au|aux)\b)")
_HALF: Final = compiled(r"\s(?:de\s|à\s)?ce\s(?:que|qu'|qui|dont)")
"""What is the object itself: `découvrir ce que …`, `le cadre de ce que …`."""
_LEAST: Final = 40
"""A shorter head seldom holds subject, verb and object."""


def shortened(text: str, longest: int, *, verb: str = "") -> str:
    """The text within `longest` characters, `verb` among them.

    What can be left out goes first: an opening adverbial, brackets. Then the text ends at the last joint that fits: a comma or a
    subordinate clause, else an adverbial; a cut inside a noun phrase shows as an ellipsis.
    """
    for pattern in (_GLOSS, _ADVERBIAL, _SCENE, _APPOSITION):
        if len(text) <= longest:
            return text
        if pattern in (_SCENE, _APPOSITION) and (head := _cut(text, longest, _end_of(verb, text), _STRONGEST)):
            return head
        text = pattern.sub("", text)
        while pattern is _ADVERBIAL and (rest := _LIST_GOES_ON.match(text)):
            text = text[rest.end() :]
        text = capital(mended(text))
    joints = (*_STRONGEST, (_WEAK, ""), (_COMPLEMENT, "…"), (compiled(r"\s"), "…"))
    return text if len(text) <= longest else _cut(text, longest, _end_of(verb, text), joints) or mended(text[: longest - 1]) + "…"


def _cut(text: str, longest: int, after: int, joints: Iterable[tuple[re.Pattern[str], str]]) -> str:
    """The head of a text up to the last joint that fits, by the first kind of joint that has one; `""` if none has."""
    least = max(_LEAST, after)
    for pattern, ellipsis in joints:
        places = [match.start() for match in pattern.finditer(text) if least <= match.start() < longest]
        for place in reversed(places):
            head = mended(text[:place])
            if _whole(text, place) and len(head) >= _LEAST and not _HALF.match(text, place):
                return head + ellipsis
    return ""


def _end_of(verb: str, text: str) -> int:
    """Where a verb ends in a text, with some room for its object; 0 if it is not there."""
    match = re.search(rf"\b{re.escape(verb)}\b", text) if verb else None
    return match.end() + 2 if match else 0


def _whole(text: str, place: int) -> bool:
    """Whether a place lies outside quotation marks and brackets."""
    return all(text.count(opening, 0, place) == text.count(closing, 0, place) for opening, closing in _PAIRS)
