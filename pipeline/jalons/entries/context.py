"""A text with its mentions at hand: by place, by value, by words. Built once for a text, so that each question is cheap."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict

from spacy.tokens import Doc, Span

from jalons.components.spans import text_of


class Context:
    """A `Doc`, its text (slow to get from it) and its flat mentions (`doc.spans["mentions"]`) in the order of the text."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = text_of(doc)
        self.mentions: list[Span] = list(doc.spans.get("mentions", ()))
        self.nouns: dict[int, frozenset[str]] = {}
        """The common nouns by which mentions are called, by the start of the mention; filled by those who ask."""
        self._starts = [mention.start_char for mention in self.mentions]
        self._by_value: dict[tuple[str, str], list[Span]] = defaultdict(list)
        self._by_words: dict[tuple[str, str], list[Span]] = defaultdict(list)
        for mention in self.mentions:
            self._by_value[mention.label_, mention.kb_id_].append(mention)
            self._by_words[mention.label_, mention.text].append(mention)

    def between(self, start: int, end: int) -> list[Span]:
        """The mentions that start in a range of characters."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def with_value_of(self, mention: Span) -> list[Span]:
        """The mentions with the label and the value of this one."""
        return self._by_value[mention.label_, mention.kb_id_]

    def with_words_of(self, mention: Span) -> list[Span]:
        """The mentions with the label and the words of this one."""
        return self._by_words[mention.label_, mention.text]
