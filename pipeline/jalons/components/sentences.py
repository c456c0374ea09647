"""`jalons_sentences`: sentence starts, from punctuation and the structure of the text."""

from __future__ import annotations

from typing import Final

import numpy
from spacy.language import Language
from spacy.tokens import Doc

from jalons.components.spans import blocks, text_of, token_starts
from jalons.patterns import compiled

_END: Final = compiled(r"(?:[.!?…]+(?:\s*[»”\"')\]])*|[.!?…]\s?»)(?=\s+[«“\"(\[–—-]*\s*[A-ZÀ-Þ0-9])|\n+")
_ABBREVIATION: Final = compiled(
    r"(?:\b(?:M|MM|Mme|Mmes|Mlle|Dr|Pr|Me|Mgr|St|Ste|art|al|cf|chap|coll|dir|éd|etc|ex|fig|ibid|n|nos?|obs|op|p|pp|par|sq|suiv|tél|"
    r"trad|v|vol|(?:[Jj]anv|[Ff]évr?|[Aa]vr|[Jj]uill?|[Ss]ept|[Oo]ct|[Nn]ov|[Dd]éc))|\b[A-Z]|\b[LRD]|\b[A-Z](?:\.-?[A-Z])+)\.$"
)
_BLANK: Final = compiled(r"\s+")
_WEAK: Final = frozenset("etc janv févr fév avr juil juill sept oct nov déc al".split())
"""Abbreviations that also end sentences: the next word decides."""


def sentence_starts(text: str, start: int, end: int) -> list[int]:
    """The offsets at which the sentences of `text[start:end]` begin."""
    starts = [start]
    for match in _END.finditer(text, start, end):
        following = _BLANK.match(text, match.end(), end)
        after = following.end() if following else match.end()
        if match[0].startswith("."):
            abbreviation = _ABBREVIATION.search(text[max(start, match.start() - 12) : match.start() + 1])
            weak = abbreviation is not None and abbreviation[0][:-1].lower() in _WEAK
            if abbreviation and not (weak and text[after : after + 1].isupper()):
                continue
        if after < end:
            starts.append(after)
    return starts


@Language.factory("jalons_sentences", assigns=["token.is_sent_start"])
def create(nlp: Language, name: str) -> Sentences:
    """The component, as spaCy builds it from its config."""
    return Sentences()


class Sentences:
    """Marks where sentences start. No sentence crosses a block (paragraph, heading, list item, table row)."""

    def __call__(self, doc: Doc) -> Doc:
        text = text_of(doc)
        starts = {offset for begin, end, _ in blocks(doc) for offset in sentence_starts(text, begin, end)}
        marks = [1 if index == 0 or offset in starts else -1 for index, offset in enumerate(token_starts(doc))]
        # One array: the setter of `token.is_sent_start` looks through the whole document each time.
        doc.from_array(["SENT_START"], numpy.asarray(marks, dtype="int64").astype("uint64"))  # type: ignore[arg-type]  # one row is fine
        return doc
