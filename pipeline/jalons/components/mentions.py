"""`jalons_mentions`: the flat result of all components, in `doc.spans["mentions"]`."""

from __future__ import annotations

from typing import Final

from spacy.language import Language
from spacy.tokens import Doc, Span

from jalons.components.spans import MENTION_KEYS

_RANKS: Final = {"LAW": 0, "WORK": 1, "EVENT": 2, "ORG": 2, "PROGRAMME": 2, "PERSON": 2, "PLACE": 2, "CONCEPT": 3, "DATE": 3}
"""Which label keeps its place where mentions overlap; a proper name beats what it holds, a law beats all that is not longer."""


@Language.factory("jalons_mentions", assigns=["doc.spans"])
def create(nlp: Language, name: str) -> Component:
    """The component, as spaCy builds it from its config."""
    return Component()


class Component:
    """Flattens the mentions of all groups; the spans keep their label, value, rule and extensions."""

    def __call__(self, doc: Doc) -> Doc:
        doc.spans["mentions"] = flattened([span for key in MENTION_KEYS if key in doc.spans for span in doc.spans[key]])
        return doc


def flattened(spans: list[Span]) -> list[Span]:
    """The spans without overlaps, in the order of the text (annotation guide, sections 1 and 5).

    Laws and names beat terms and dates; among them a title or a law wins over what lies in it, and else the longer wins.
    """
    kept: list[Span] = []
    taken: set[int] = set()
    for span in sorted(spans, key=_precedence):
        tokens = range(span.start, span.end)
        if len(span) and taken.isdisjoint(tokens):
            taken.update(tokens)
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


def _precedence(span: Span) -> tuple[bool, int, int, int]:
    rank = _RANKS.get(span.label_, 2)
    return rank >= 3, span.start_char - span.end_char, rank, span.start
