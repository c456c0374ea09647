"""What an entry is compared by: its days, the stems of its words, its numbers and ordinals, its participants, its acts."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, NamedTuple

from jalons.folding import fold
from jalons.merging.spans import Span, span_of
from jalons.parts import part
from jalons.rules import load_rules
from jalons.types import PARTICIPANTS, Entry, Mention

_WORD: Final = re.compile(r"\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?!\d)|\d+(?:e|er|ère|eme|ème|ième)?\b|[^\W\d_]+")
_TEENS: Final = (
    "trois quatr cinqu six sept huit neuv dix onz douz treiz quatorz quinz seiz dix-sept dix-huit dix-neuv vingt".split()
)
_ORDINALS: Final[Mapping[str, int]] = {
    **dict.fromkeys(("premier", "premiere", "premiers", "premieres"), 1),
    **dict.fromkeys(("deuxieme", "second", "seconde", "deuxiemes"), 2),
    **{f"{stem}ieme{plural}": number for number, stem in enumerate(_TEENS, start=3) for plural in ("", "s")},
}
_NUMERAL: Final = re.compile(r"(\d{1,3})(?:er|ere|e|eme|ieme)")
ANY_NOUN: Final = frozenset(("edit", "fois"))
"""Stems of nouns whose ordinal counts whatever is told: `la deuxième édition` is that of the colloquium."""
_LIGHT: Final = frozenset("an annee ans mois jour fait faire date lieu tenir ete alors ainsi aussi".split())
"""Words that say nothing of a fact, beside the stop words."""


_NAMES: Final = {label: field for field, label in PARTICIPANTS.items() if label != "CONCEPT"}
"""The labels of proper names: notions are what anybody may speak of."""


@dataclass(frozen=True, slots=True)
class Features:
    """An entry as merging sees it.

    `stems` maps the stem of each word, each number and each participant to how a reader would call it; `parts` has the stems of
    the words that name a participant, by participant, and `named` those of all names but places, where all happens. `ordinals`
    and `counts` are numbers, by the stem of the noun after them.
    """

    entry: Entry
    span: Span | None
    stems: Mapping[str, str]
    parts: Mapping[str, frozenset[str]]
    named: frozenset[str]
    people: frozenset[str]
    ordinals: Mapping[str, int]
    counts: Mapping[str, str]
    acts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Act:
    """A row of `models/rules/merging.toml`."""

    id: str
    name: str
    pattern: re.Pattern[str]
    opposites: frozenset[str]
    recurs: bool


@cache
def acts() -> Mapping[str, Act]:
    """The acts by id; raises `DataError` if their file is broken."""
    rows = load_rules("merging")
    return {
        row.id: Act(
            row.id,
            row.option("act"),
            row.compiled(),
            frozenset(row.option("opposite").split()),
            bool(row.options.get("recurs")),
        )
        for row in rows
    }


def features(entries: Sequence[Entry], mentions: Iterable[Mention]) -> list[Features]:
    """The features of the entries of one document."""
    mentions = sorted(mentions, key=lambda mention: (mention.start, mention.end))
    starts = [mention.start for mention in mentions]
    return [_features(entry, mentions[bisect_left(starts, entry.start) : bisect_left(starts, entry.end)]) for entry in entries]


def packed(items: Iterable[Features]) -> bytes:
    """The features of one document as JSON, without their entries: the same features give the same bytes."""
    rows = [
        [
            item.stems,
            {key: sorted(stems) for key, stems in item.parts.items()},
            sorted(item.named),
            sorted(item.people),
            item.ordinals,
            item.counts,
            sorted(item.acts),
        ]
        for item in items
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def unpacked(entries: Sequence[Entry], data: bytes) -> list[Features]:
    """The features that were packed, with their entries."""
    rows = json.loads(data.decode("utf-8", "surrogatepass"))
    return [
        Features(
            entry,
            span_of(entry.date) if entry.date else None,
            stems,
            {key: frozenset(words) for key, words in parts.items()},
            frozenset(named),
            frozenset(people),
            ordinals,
            counts,
            frozenset(told),
        )
        for entry, (stems, parts, named, people, ordinals, counts, told) in zip(entries, rows, strict=True)
    ]


def _features(entry: Entry, mentions: Sequence[Mention]) -> Features:
    words = _words(_without(entry, [m for m in mentions if m.label in ("DATE", "LAW")]))
    parts: dict[str, set[str]] = {}
    named: set[str] = set()
    for mention in mentions:
        if mention.label in _NAMES:
            start, end = mention.start - entry.start, mention.end - entry.start
            inside = {word.stem for word in words if word.stem and start <= word.start < end}
            if mention.label != "PLACE":
                named |= inside
            parts.setdefault(f"{mention.label}:{mention.norm}", set()).update(inside)
    participants = {f"{label}:{v}": v for label, field in _NAMES.items() for v in entry.participants.get(field, ())}
    folded = fold(entry.quote)
    return Features(
        entry=entry,
        span=span_of(entry.date) if entry.date else None,
        stems={word.stem: word.text for word in reversed(words) if word.stem} | participants,
        parts={key: frozenset(parts.get(key, ())) for key in participants},
        named=frozenset(named | {key for key in participants if not key.startswith("PLACE:")}),
        people=frozenset(fold(name).rpartition(" ")[2] for name in entry.participants.get("people", ())),
        ordinals={word.stem: word.ordinal for word in words if word.stem and word.ordinal},
        counts={word.stem: word.number for word in words if word.stem and word.number},
        acts=frozenset(act.id for act in acts().values() if act.pattern.search(folded)),
    )


def _without(entry: Entry, mentions: Iterable[Mention]) -> str:
    """The passage of an entry with blanks for some mentions."""
    text = entry.quote
    for mention in mentions:
        start, end = mention.start - entry.start, mention.end - entry.start
        text = text[:start] + " " * (end - start) + text[end:]
    return text


class _Word(NamedTuple):
    """A word or number at its place, with its stem (`""`: says nothing), and the ordinal or the number that stands before it."""

    start: int
    text: str
    stem: str
    ordinal: int = 0
    number: str = ""


def _words(text: str) -> list[_Word]:
    words: list[_Word] = []
    ordinal, count = 0, ""
    for match in _WORD.finditer(text):
        word = match[0].lower()
        number = _ordinal(word)
        if number:
            ordinal, count = number, ""
        elif word[0].isdigit():
            ordinal, count = 0, "".join(filter(str.isdigit, word))
            words.append(_Word(match.start(), word, count))
        elif stem := stem_of(word):
            words.append(_Word(match.start(), word, stem, ordinal, count))
            ordinal, count = 0, ""
    return words


@lru_cache(maxsize=100_000)
def _ordinal(word: str) -> int:
    """The number that an ordinal in lower case stands for, 0 for another word."""
    folded = fold(word)
    numeral = _NUMERAL.fullmatch(folded)
    return int(numeral[1]) if numeral else _ORDINALS.get(folded, 0)


@lru_cache(maxsize=100_000)
def stem_of(word: str) -> str:
    """The stem of a word in lower case, folded; `""` if the word says nothing of a fact."""
    if len(word) < 2 or word in _stop_words() or fold(word) in _LIGHT:
        return ""
    return fold(_stemmer()(word))


@cache
def _stemmer() -> Callable[[str], str]:
    stem: Callable[[str], str] = part("snowballstemmer", "french_stemmer").FrenchStemmer().stemWord
    return stem


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(part("spacy.lang.fr", "stop_words").STOP_WORDS)
