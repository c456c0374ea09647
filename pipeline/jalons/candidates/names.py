"""Unknown names: bodies and schemes that the pipeline finds by their form, and acronyms that it knows nothing of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc

from jalons.candidates.sightings import Candidate, Sighting, candidate, commonest, known_ids, sighting
from jalons.components.acronyms import definitions
from jalons.gazetteer import fold, key_of
from jalons.identity import core, slug
from jalons.types import Document

_LABELS: Final = {
    "ORG": ("organisations", "institution"),
    "PROGRAMME": ("programmes", "programme"),
    "EVENT": ("events", "événement"),
}
"""The labels whose names are collected, the lexicon that a name is for, and what the row calls it."""
_ACRONYM: Final = re.compile(
    r"(?<![\w.@/&-])(?:[A-ZÀ-Þ](?:[A-ZÀ-Þ&]|\d(?=[A-ZÀ-Þ]|\b)){1,9}|(?:[A-ZÀ-Þ]\.){2,8})(?![\w@/&-]|\.\w)"
)
_ROMAN: Final = re.compile(r"[IVXLC]+")
_SHOUTED: Final = 0.6
"""The share of capitals from which a sentence is a heading in capitals, where no word is an acronym."""


class Names:
    """Collects unknown names: wordings that one document joins, or that have the same words, are one candidate."""

    def __init__(self) -> None:
        self.sightings: dict[tuple[str, ...], list[Sighting]] = defaultdict(list)
        self.parents: dict[tuple[str, ...], tuple[str, ...]] = {}
        self.long_forms: dict[str, list[Sighting]] = defaultdict(list)

    def read(self, document: Document, doc: Doc) -> None:
        """Takes the names and acronyms of a document."""
        for span in doc.spans["mentions"]:
            if span.label_ in _LABELS and span.kb_id_ and span.kb_id_ not in known_ids():
                words = (span.label_, *core(span.text))
                self.sightings[self._root(words)].append(sighting(document, doc, span.start_char, span.end_char))
                self._join(words, (span.label_, "=", span.kb_id_))
        for short, long in _acronyms(doc):
            seen = sighting(document, doc, *short)
            self.sightings["", fold(seen.text)].append(seen)
            if long:
                self.long_forms[fold(seen.text)].append(sighting(document, doc, *long))

    def _root(self, key: tuple[str, ...]) -> tuple[str, ...]:
        while (parent := self.parents.get(key, key)) != key:
            key = parent
        return key

    def _join(self, one: tuple[str, ...], other: tuple[str, ...]) -> None:
        first, second = self._root(one), self._root(other)
        if first != second:
            self.parents[second] = first
            self.sightings[first] += self.sightings.pop(second, [])

    def candidates(self, *, minimum: int) -> Iterator[Candidate]:
        """The names that stand at least `minimum` times, and the acronyms that a text explains."""
        for short, long in self.long_forms.items():
            names = [self._root(("ORG", *core(each.text))) for each in long]
            known = [name for name in names if name in self.sightings]
            for name in known:
                self._join(name, ("", short))
            if not known and self._root(("ORG", short)) in self.sightings:
                self._join(("", short), ("ORG", short))  # what one document explains is no body in another
        for key, seen in self.sightings.items():
            if key[0]:
                if len(seen) >= minimum:
                    yield _named(key[0], seen)
            elif len(seen) >= minimum or self.long_forms[key[1]]:
                yield _acronym(seen, self.long_forms[key[1]])


def _named(label: str, seen: list[Sighting]) -> Candidate:
    """The commonest wording that is no acronym is the name; the acronym gives the id."""
    wordings = commonest(seen)
    name = min(wordings, key=lambda text: (_is_acronym(text), wordings.index(text)))
    short = next((text for text in wordings if _is_acronym(text)), name)
    lexicon, kind = _LABELS[label]
    return candidate(seen, lexicon=lexicon, id=slug(short), name=name, kind=kind, variants=wordings)


def _acronym(seen: list[Sighting], long: list[Sighting]) -> Candidate:
    """An acronym, under its long form if a text gives one; what is written small is a notion, not a name."""
    short = commonest(seen)[0]
    if not long:
        return candidate(seen, lexicon="organisations", id=slug(short), name=short, kind="sigle")
    name = commonest(long)[0]
    if name[0].islower():
        return candidate(seen, lexicon="concepts", id="-".join(key_of(name)), name=name, kind="sigle", variants=[short])
    return candidate(seen, lexicon="organisations", id=slug(short), name=name, kind="sigle", variants=[short])


def _is_acronym(text: str) -> bool:
    return _ACRONYM.fullmatch(text) is not None


def _acronyms(doc: Doc) -> Iterator[tuple[tuple[int, int], tuple[int, int] | None]]:
    """The acronyms outside all mentions, each with its long form where the text explains it there."""
    taken = sorted((span.start_char, span.end_char) for span in doc.spans["mentions"])
    starts = [start for start, _ in taken]
    explained = {each.short: each.long for each in definitions(doc.text)}
    for match in _ACRONYM.finditer(doc.text):
        at = bisect_right(starts, match.start()) - 1
        inside = at >= 0 and taken[at][1] > match.start()
        if not (inside or _ROMAN.fullmatch(match[0]) or _shouted(doc.text, match.start())):
            yield match.span(), explained.get(match.span())


def _shouted(text: str, position: int) -> bool:
    """Whether the line around a place is written in capitals."""
    first, last = text.rfind("\n", 0, position) + 1, text.find("\n", position)
    letters = [c for c in text[first : last if last >= 0 else None][:200] if c.isalpha()]
    return len(letters) > 12 and sum(map(str.isupper, letters)) > _SHOUTED * len(letters)
