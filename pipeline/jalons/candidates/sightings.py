"""Where a candidate stands, and what a row says of it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from spacy.tokens import Doc

from jalons.gazetteer import fold
from jalons.rules import load_lexicon
from jalons.types import Document

LEXICONS: Final = ("organisations", "programmes", "events", "concepts")
"""The lexicons that a candidate can be for."""
_LONGEST: Final = 300
"""Characters of an example at most."""


class Sighting(NamedTuple):
    """One occurrence: the words, their range in the source text, the sentence around them, the document."""

    text: str
    start: int
    end: int
    sentence: str
    document: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that a lexicon could have. `kind` says how it was found; `weight` ranks it (before ranking: how often it is said).

    `example` is a sentence that says it, `document`, `start` and `end` the place: source offsets, end exclusive.
    """

    lexicon: str
    id: str
    name: str
    variants: tuple[str, ...]
    kind: str
    weight: float
    mentions: int
    documents: tuple[str, ...]
    example: str
    document: str
    start: int
    end: int


def sighting(document: Document, doc: Doc, start: int, end: int) -> Sighting:
    """The occurrence at a range of reading offsets."""
    begin, stop = document.reading.to_source(start, end)
    return Sighting(" ".join(doc.text[start:end].split()), begin, stop, _sentence(doc, start, end), document.id)


def _sentence(doc: Doc, start: int, end: int) -> str:
    """The sentence around a range, or what stands near it in a long one."""
    starts: list[int] = doc.user_data.setdefault("jalons_sentences", [sent.start_char for sent in doc.sents])
    at = bisect_right(starts, start) - 1
    first = starts[at] if at >= 0 else 0
    last = starts[at + 1] if at + 1 < len(starts) else len(doc.text)
    if last - first <= _LONGEST:
        return " ".join(doc.text[first:last].split())
    first, last = max(first, start - _LONGEST // 2), min(last, end + _LONGEST // 2)
    return f"… {' '.join(doc.text[first:last].split())} …"


def candidate(  # noqa: PLR0913 (what a row holds)
    sightings: list[Sighting],
    *,
    lexicon: str,
    id: str,
    name: str,
    kind: str,
    variants: Iterable[str] = (),
    weight: float | None = None,
) -> Candidate:
    """The candidate that has these sightings; its example is the shortest sentence that says more than the name."""
    telling = [each for each in sightings if len(each.sentence) > len(each.text) + 20] or sightings
    example = min(telling, key=lambda each: (len(each.sentence), each.document, each.start))
    documents = tuple(sorted({each.document for each in sightings}))
    others = tuple(dict.fromkeys(variant for variant in variants if variant != name and "|" not in variant))
    times = len(sightings) if weight is None else weight
    place = (example.sentence, example.document, example.start, example.end)
    return Candidate(lexicon, id, name, others, kind, times, len(sightings), documents, *place)


def commonest(sightings: Iterable[Sighting]) -> list[str]:
    """The wordings, the most frequent first, of equals the longest; of those that only case tells apart, the quietest."""
    counts = Counter(each.text for each in sightings)
    quiet: dict[str, str] = {}
    for text in sorted(counts, key=lambda text: (sum(map(str.isupper, text)) * 2 > len(text), -counts[text], text)):
        quiet.setdefault(fold(text), text)
    order = sorted(counts, key=lambda text: (-counts[text], -len(text), text))
    return list(dict.fromkeys(quiet[fold(text)] for text in order))


@cache
def known_ids() -> frozenset[str]:
    """The ids of all rows of the lexicons of names."""
    return frozenset(row.id for name in (*LEXICONS, "places") for row in load_lexicon(name))
