"""What a lexicon says about its terms: each variant as a chain of words, and the chains that it implies."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import permutations
from typing import Final, NamedTuple

from jalons.folding import fold
from jalons.patterns import compiled
from jalons.rules import LexiconRow
from jalons.terms.inflection import inflections, is_plural, verb_forms

_TOKEN: Final = compiled(r"(?:co|socio)-\w+|\w+|[-,]")
_OF: Final = frozenset({"de", "des", "du", "d"})
_ARTICLES: Final = frozenset({"la", "le", "les", "l"})
_ACRONYM: Final = compiled(r"[A-Z]{2,6}")


class Part(NamedTuple):
    """The forms of one word of a term and its tie to the word before.

    `head`; `next`, an adjective or second noun; `compound`, the same but inseparable (`tiers-secteur`); `of`, behind *de*; `and`,
    behind *et*; `object`, of a verb; `pair`, two nouns in relation (`sciences-société`), the second in `others`.
    """

    tie: str
    forms: frozenset[str]
    others: frozenset[str] = frozenset()


class Chain(NamedTuple):
    """A variant of the row `id`; `rule` is `derivation` if it is not listed but derived from one that is."""

    id: str
    rule: str
    parts: tuple[Part, ...]

    @property
    def tail(self) -> tuple[Part, ...]:
        """The parts after the head."""
        return self.parts[1:]


class Lexicon(NamedTuple):
    """Chains by each form of their head; acronyms as a pattern, and the row that each stands for."""

    chains: dict[str, list[Chain]]
    acronyms: re.Pattern[str]
    rows: dict[str, str]


def compile_lexicon(rows: Iterable[LexiconRow]) -> Lexicon:
    """The chains and acronyms of all names of the rows."""
    chains: dict[str, list[Chain]] = defaultdict(list)
    acronyms: dict[str, str] = {}
    for row in rows:
        known: set[tuple[Part, ...]] = set()
        for name in row.names:
            if _ACRONYM.fullmatch(name):
                acronyms[name] = row.id
                continue
            for chain in _implied(row.id, read_variant(name)):
                if chain.parts not in known:
                    known.add(chain.parts)
                    for form in chain.parts[0].forms:
                        chains[form].append(chain)
    dotted = "|".join(rf"{name}|{name.translate(_DOTS)}" for name in sorted(acronyms, key=len, reverse=True))
    return Lexicon(dict(chains), compiled(rf"(?<![\w@#.])(?:{dotted or '(?!)'})(?!\w)"), acronyms)


_DOTS: Final = {code: chr(code) + r"\." for code in range(ord("A"), ord("Z") + 1)}


def read_variant(name: str) -> list[tuple[str, str, str]]:
    """The words of a name, folded, each with its tie to the one before and, for a pair, the second noun.

    >>> read_variant("tiers-secteur de la recherche")
    [('head', 'tiers', ''), ('compound', 'secteur', ''), ('of', 'recherche', '')]
    >>> read_variant("relations entre la science et la société") == read_variant("relations science-société")
    True
    """
    words: list[tuple[str, str, str]] = []
    tie = "head"
    for token in _TOKEN.findall(fold(name).replace("'", " ")):
        if token in _OF:
            tie = "and" if tie == "and" else "of"
        elif token in ("et", ","):
            tie = "second" if words[-1][0] == "between" else "and"
        elif token == "-":
            tie = "compound" if len(words) == 1 else "second"
        elif token == "entre":
            tie = "between"
        elif token not in _ARTICLES:
            word = token.replace("-", "")
            if tie == "second":
                words[-1] = ("pair", words[-1][1], word)
            else:
                words.append(("compound" if tie == "next" and words[-1][1] == "tiers" else tie, word, ""))
            tie = "next"
    return words


def _implied(row_id: str, words: list[tuple[str, str, str]]) -> Iterator[Chain]:
    """The chain of a variant, those with its coordinated words in another order, and the verb and participle of its head."""
    for order in _orders(words):
        yield Chain(row_id, "lexicon", tuple(_part(word, alone=len(order) == 1) for word in order))
    if len(words) == 2 and words[1][0] == "of":
        verb, participle = verb_forms(words[0][1])
        if verb:
            noun = inflections(words[1][1])[1]
            yield Chain(row_id, "derivation", (Part("head", verb), Part("object", noun)))
            yield Chain(row_id, "derivation", (Part("head", noun), Part("next", participle)))


def _orders(words: list[tuple[str, str, str]]) -> Iterator[list[tuple[str, str, str]]]:
    """The words with those that *et* joins in each order: `recherches et sciences participatives`."""
    joined = [i for i, (tie, _, _) in enumerate(words) if tie == "and"]
    first = joined[0] - 1 if joined else 0
    run = words[first : joined[-1] + 1] if joined else words[:1]
    for order in permutations(run):
        moved = [(tie, word, other) for (tie, _, _), (_, word, other) in zip(run, order, strict=True)]
        yield [*words[:first], *moved, *words[first + len(run) :]]


def _part(word: tuple[str, str, str], *, alone: bool) -> Part:
    """The part for a word: an adjective keeps its gender, and a term of one plural word is one in the plural (`transitions`)."""
    tie, lemma, other = word
    own, every = inflections(lemma)
    forms = own if tie in ("next", "and") else every
    if alone and is_plural(lemma):
        forms = frozenset(form for form in forms if is_plural(form))
    return Part(tie, forms, inflections(other)[1] if other else frozenset())
