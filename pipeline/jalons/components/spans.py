"""Characters to spaCy spans and back: the one place where mentions meet tokens."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy
from spacy.tokens import Doc, Span, Token

MENTION_KEYS = ("laws", "dates", "concepts", "organisations", "names")
"""The span groups that components fill with mentions; `doc.spans["mentions"]` holds the flat result."""
TELLING: Final = frozenset(("paragraph", "item"))
"""Blocks whose sentences tell facts: no headings, tables, notes, bibliographies, running heads."""

_WITHIN: Final = "flat:name"
"""What ties the later parts of a split token to its first."""


class Found(NamedTuple):
    """What a component finds: a range of characters in `doc.text`, a label, a value (`""` if unknown), a rule."""

    start: int
    end: int
    label: str
    norm: str
    rule: str


def set_spans(doc: Doc, key: str, found: Iterable[Found]) -> list[Span]:
    """Writes `found`, in the order of the text, to `doc.spans[key]` and returns the spans.

    A mention may begin or end inside a token (`2021` in `2021a`): the token is split, and groups set before keep their place.
    """
    found = sorted(found, key=lambda f: (f.start, -f.end))
    _split_tokens(doc, {edge for f in found for edge in (f.start, f.end)})
    spans = []
    for item in found:
        span = doc.char_span(item.start, item.end, label=item.label, kb_id=item.norm, span_id=item.rule, alignment_mode="expand")
        if span is not None:
            spans.append(span)
    doc.spans[key] = spans
    return spans


def _split_tokens(doc: Doc, edges: set[int]) -> None:
    """Splits each token that has one of the character offsets strictly inside it; the first part keeps its head."""
    starts = token_starts(doc)
    cuts: dict[int, list[int]] = {}
    for edge in sorted(edges):
        index = bisect_right(starts, edge) - 1
        if index >= 0 and starts[index] < edge < starts[index] + len(doc[index]):
            cuts.setdefault(index, []).append(edge - starts[index])
    if not cuts:
        return
    kept = {key: [(s.start_char, s.end_char, s.label, s.kb_id, s.id) for s in group] for key, group in doc.spans.items()}
    doc.vocab.strings.add(_WITHIN)
    with doc.retokenize() as retokenizer:
        for index, places in cuts.items():
            token, bounds = doc[index], [0, *places, len(doc[index])]
            parts = [token.text[a:b] for a, b in pairwise(bounds)]
            heads: list[Token | tuple[Token, int]] = [(token.head, 0), *([(token, 0)] * (len(parts) - 1))]
            labels = [token.dep_, *([_WITHIN] * (len(parts) - 1))] if token.dep_ else [""] * len(parts)
            retokenizer.split(token, parts, heads=heads, attrs={"POS": [token.pos_] * len(parts), "DEP": labels})
    for key, group in kept.items():
        spans = (doc.char_span(a, b, label=label, kb_id=kb, span_id=rule) for a, b, label, kb, rule in group)
        doc.spans[key] = [span for span in spans if span is not None]


@lru_cache(maxsize=1)
def text_of(doc: Doc) -> str:
    """`doc.text`, which spaCy puts together anew each time it is asked for; kept for the components of one run."""
    return doc.text


def token_starts(doc: Doc) -> list[int]:
    """The character at which each token starts: from one array, as each `Token` object costs a microsecond."""
    return doc.to_array(["IDX"]).tolist()  # type: ignore[no-any-return]


def capitals(doc: Doc) -> Any:
    """An array that tells for each token whether it has a capital; each word is looked at once."""
    words, places = numpy.unique(doc.to_array(["ORTH"]), return_inverse=True)
    strings = [doc.vocab.strings[word] for word in words.tolist()]
    return numpy.array([string != string.lower() for string in strings], dtype=bool)[places]


def sentence_offsets(doc: Doc) -> list[int]:
    """The characters at which sentences start."""
    return [start for start, mark in zip(token_starts(doc), doc.to_array(["SENT_START"]).tolist(), strict=True) if mark == 1]


def blocks(doc: Doc) -> list[tuple[int, int, str]]:
    """The blocks of the text as (start, end, kind) in characters; the whole text as one paragraph if none are known."""
    if "blocks" not in doc.spans:
        return [(0, len(text_of(doc)), "paragraph")]
    return [(span.start_char, span.end_char, span.label_) for span in doc.spans["blocks"]]
