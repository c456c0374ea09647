"""Finding the terms of a lexicon in French text: a listed variant stands for its inflections, spellings and constructions.

    lexicon        the variant itself, inflected, with any determiner:   coproduction de ces savoirs
    acronym        as it is written:                                     TSR
    derivation     the verb, or the noun with a participle:              coproduire des savoirs, savoirs coproduits
    insertion      adjectives and adverbs in between:                    coproduction effective des savoirs
    coordination   other adjectives or heads beside:                     justice sociale et épistémique

Each word of the text is looked up once as a possible head, and a term ends within a few words of it: a search takes time linear
in the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from jalons.rules import LexiconRow
from jalons.terms.chains import Chain, Part, compile_lexicon
from jalons.terms.matching import extended, match
from jalons.terms.phrases import Words

__all__ = ["RULES", "Term", "Terms"]

RULES: Final = ("lexicon", "acronym", "derivation", "insertion", "coordination")
"""The constructions, the closest to the lexicon first."""
_CLOSE: Final = RULES[:3]
"""Those in which the words of a variant stand together."""


class Term(NamedTuple):
    """A term found: character offsets, end exclusive, the id of its row, the construction."""

    start: int
    end: int
    id: str
    rule: str


class Terms:
    """A compiled lexicon."""

    def __init__(self, rows: Iterable[LexiconRow]) -> None:
        self.lexicon = compile_lexicon(rows)

    def find(self, text: str) -> list[Term]:
        """The terms in the text, none overlapping, in the order of the text.

        Of two at one place the longer wins; but a term whose words stand together is not lost to that of another row which
        spans over it (`sciences ouvertes et participatives` holds `sciences ouvertes`).
        """
        words = Words(text)
        found = [
            Term(m.start(), m.end(), self.lexicon.rows[m[0].replace(".", "")], "acronym")
            for m in self.lexicon.acronyms.finditer(text)
        ]
        for i, word in enumerate(words.words):
            chains = self.lexicon.chains.get(word)
            if chains and words.joint(i) != "-":
                found += self._at(words, i, chains)
        close = _longest(term for term in found if term.rule in _CLOSE)
        wide = _longest(term for term in found if term.rule not in _CLOSE and _covers(text, term, close))
        return sorted([*wide, *(term for term in close if not _inside(term, wide))])

    def _at(self, words: Words, i: int, chains: list[Chain]) -> Iterator[Term]:
        """The terms whose first word is word `i`."""
        for chain in chains:
            if found := match(words, i, chain):
                after, rule = found
                yield _term(words, i, after, chain.id, rule)
                siblings = [other.tail[0] for other in chains if other.id == chain.id and len(other.tail) == 1]
                longer = extended(words, after, siblings) if chain.tail else after
                if longer > after:
                    yield _term(words, i, longer, chain.id, "coordination")
        second = words.conjunction(i + 1)
        others = self.lexicon.chains.get(words.word(second)) if second > 0 else None
        if others and words.word(second) != words.word(i):
            yield from self._two_heads(words, i, second, {(chain.id, chain.tail) for chain in chains if chain.tail})

    def _two_heads(self, words: Words, i: int, second: int, known: set[tuple[str, tuple[Part, ...]]]) -> Iterator[Term]:
        """`médiation et vulgarisation scientifiques`: another head of the row stands between a head and its complement."""
        for other in self.lexicon.chains[words.word(second)]:
            if (other.id, other.tail) in known and (found := match(words, second, other)):
                yield _term(words, i, found[0], other.id, "coordination")


def _term(words: Words, first: int, after: int, row_id: str, rule: str) -> Term:
    return Term(words.starts[first], words.ends[after - 1], row_id, rule)


def _longest(terms: Iterable[Term]) -> list[Term]:
    """Of overlapping terms the one that begins first, then the longest; in the order of the text."""
    kept: list[Term] = []
    for term in sorted(terms, key=lambda t: (t.start, -t.end, RULES.index(t.rule))):
        if not kept or term.start >= kept[-1].end:
            kept.append(term)
    return kept


def _covers(text: str, term: Term, close: list[Term]) -> bool:
    """Whether every close term that meets this one lies inside it, and is of the same row or but its head."""
    at = bisect_right(close, term.start, key=lambda t: t.end)
    while at < len(close) and close[at].start < term.end:
        other = close[at]
        head = other.start == term.start and " " not in text[other.start : other.end]
        if not (term.start <= other.start and other.end <= term.end and (head or other.id == term.id)):
            return False
        at += 1
    return True


def _inside(term: Term, wide: list[Term]) -> bool:
    at = bisect_right(wide, term.start, key=lambda t: t.end)
    return at < len(wide) and wide[at].start < term.end
