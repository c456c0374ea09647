"""Trains the recogniser of names (`jalons.components.recogniser`) on WiNER-fr and writes its weights.

    python models/entities/train.py WINER.jsonl

WINER.jsonl holds Wikinews articles with hand-made spans, one JSON object a line: `text` and `spans` ([start, end, label]). The
last sixth of the articles is kept aside: the scores on it are printed, those of the stock model beside them. The same file
gives the same weights on one machine: the order of the articles and all that is drawn by chance are fixed.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Final, NamedTuple

import numpy
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Adam, Dropout, NumpyOps, Relu, Softmax, chain, fix_random_seed, set_current_ops, warmup_linear
from threadpoolctl import threadpool_limits

import jalons
from jalons.components.recogniser import SIDE, TAGS, TYPES, WEIGHTS, Array, Weights, features, near_capitals, recognise
from jalons.components.spans import capitals
from jalons.files import replace_with
from jalons.language import model_name

LABELS: Final = {"PERSON": "PER", "PLACE": "LOC", "ORG": "ORG", "EVENT": "MISC"}
"""WiNER's labels as the recogniser's; its dates are left out."""
SPACED: Final = re.compile(r" (?=[.,)\]])|(?<=[(\[]) |(?<=\b[dlnsjDLNSJ]['’]) |(?<=[XVI\d]) (?=er? )")
"""Spaces that the articles have and no other text: `Valence .`, `l' OMS`, `18 e siècle`."""
REPLACED: Final = 0.5
"""The share of the names of bodies that are made acronyms in the second reading of an article."""
SEED: Final = 1
EPOCHS: Final = 28
BATCH: Final = 512
STATIC: Final = 32
"""Numbers taken from the static vector of a word."""
HIDDEN: Final = 128
DROPOUT: Final = 0.25
"""The part of what is seen, and of the hidden layer, that is left out at random."""
RATE: Final = 2e-3
"""The highest rate of learning, after a short warm-up; it falls to zero."""
SCALE: Final = 0.25
"""The spread of the first weights on static vectors, whose length is one."""

Name = tuple[int, int, str]
"""First token, end, type."""
Marked = tuple[str, list[tuple[int, int, str]]]
"""A text and its spans: first character, end, label."""


class Article(NamedTuple):
    """A text as the recogniser sees it, and the names that hands have marked in it."""

    doc: Doc
    names: list[Name]


def read(path: Path) -> list[Marked]:
    """The articles of a file of WiNER."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [mended(row["text"], row["spans"]) for row in rows]


def seen(articles: Sequence[Marked], nlp: Language) -> list[Article]:
    """The articles with the vectors and sentences of the pipeline."""
    found = []
    for text, spans in articles:
        doc = nlp.make_doc(text)
        for name in ("jalons_sentences", "tok2vec"):
            doc = nlp.get_pipe(name)(doc)
        found.append(Article(doc, outermost(doc, spans)))
    return found


def with_acronyms(article: Marked, chance: random.Random) -> Marked:
    """The article with acronyms that nobody uses in the place of some bodies: those of a document are not those of the news."""
    text, spans = article
    outer = [span for span in spans if not any(o != span and o[0] <= span[0] and span[1] <= o[1] for o in spans)]
    pieces, moved, at, shift = [], list[tuple[int, int, str]](), 0, 0
    for start, end, label in sorted(outer):
        if start < at:
            continue
        acronym = _acronym(chance, elided=text[start - 1 : start] in ("'", "’")) if label == "ORG" else ""
        name = acronym if acronym and chance.random() < REPLACED else text[start:end]
        pieces += [text[at:start], name]
        moved.append((start + shift, start + shift + len(name), label))
        shift += len(name) - (end - start)
        at = end
    return "".join([*pieces, text[at:]]), moved


def _acronym(chance: random.Random, *, elided: bool) -> str:
    first = chance.choice("AEIOU" if elided else "BCDFGJLMNPRSTV")
    return first + "".join(chance.choices("AAABCDEEEFGHIIJLMNNOOPPQRRSSSTUV", k=chance.choice((2, 2, 3, 3, 4, 5))))


def mended(text: str, spans: Sequence[tuple[int, int, str]]) -> Marked:
    """The text without the spaces that no other text has, and the spans moved with it."""
    places, kept, last = [0] * (len(text) + 1), [], 0
    gone = {match.start() for match in SPACED.finditer(text)}
    for i, character in enumerate(text):
        places[i] = last
        if i not in gone:
            kept.append(character)
            last += 1
    places[-1] = last
    return "".join(kept), [(places[start], places[end], label) for start, end, label in spans]


def outermost(doc: Doc, spans: Sequence[tuple[int, int, str]]) -> list[Name]:
    """The names that are in no other name, as tokens."""
    names: list[Name] = []
    for start, end, label in sorted(spans, key=lambda span: (span[0], -span[1])):
        span = doc.char_span(start, end, alignment_mode="expand") if label in LABELS else None
        if span is not None and (not names or span.start >= names[-1][1]):
            names.append((span.start, span.end, LABELS[label]))
    return names


def tags(article: Article) -> Array:
    """The tag of each token: outside, then the beginnings of each type, the insides, the lasts, the only words."""
    found = numpy.zeros(len(article.doc), dtype="int64")
    count = len(TYPES)
    for start, end, kind in article.names:
        first = 1 + TYPES.index(kind)
        if end - start == 1:
            found[start] = first + 3 * count
        else:
            found[start:end] = first + count
            found[start], found[end - 1] = first, first + 2 * count
    return found


def examples(articles: Sequence[Article]) -> tuple[Array, Array, Array, Array, Array]:
    """What is learnt from: the tokens' vectors and forms, the static vectors of words, which of them each token is (-1: none,
    beyond a text), the tokens near a capital, and their tags."""
    vectors, tables, words, places, wanted = [], [], [], [], []
    offset = known = 0
    for article in articles:
        seen, table, which = features(article.doc)
        near = numpy.flatnonzero(near_capitals(article.doc))
        vectors.append(numpy.pad(seen, ((SIDE, SIDE), (0, 0))))
        words.append(numpy.pad(which + known, SIDE, constant_values=-1))
        tables.append(table)
        places.append(near + offset + SIDE)
        wanted.append(tags(article)[near])
        offset, known = offset + len(vectors[-1]), known + len(table)
    tables.append(numpy.zeros_like(tables[0][:1]))  # the last row, which -1 takes
    return tuple(map(numpy.concatenate, (vectors, tables, words, places, wanted)))  # type: ignore[return-value]


def train(articles: Sequence[Article]) -> Weights:
    """Weights learnt by gradient descent (Adam, averaged), a part of what is seen left out at random each time."""
    vectors, table, words, places, wanted = examples(articles)
    chance = numpy.random.default_rng(SEED)
    static = chance.standard_normal((table.shape[1], STATIC), dtype="float32") * numpy.float32(SCALE)
    width = vectors.shape[1] + STATIC
    dense = Relu(HIDDEN, (2 * SIDE + 1) * width).initialize()
    hidden = chain(dense, Dropout(DROPOUT))
    output = Softmax(TAGS, HIDDEN).initialize()
    rounds = len(places) // BATCH
    rates = warmup_linear(RATE, 200, EPOCHS * rounds)
    optimiser = Adam(rates, L2=0.01, use_averages=True)
    around = numpy.arange(-SIDE, SIDE + 1)
    for _ in range(EPOCHS):
        order = chance.permutation(len(places))
        for batch in numpy.array_split(order, rounds):
            seen = places[batch][:, None] + around
            known = table[words[seen]]
            inputs = numpy.concatenate([vectors[seen], known @ static], axis=2)
            mask = (chance.random(inputs.shape, dtype="float32") > DROPOUT) / numpy.float32(1 - DROPOUT)
            inner, back_hidden = hidden.begin_update((inputs * mask).reshape(len(batch), -1))
            guessed, back_output = output.begin_update(inner)
            gradient = back_hidden(back_output((guessed - numpy.eye(TAGS, dtype="float32")[wanted[batch]]) / len(batch)))
            gradient = (gradient.reshape(inputs.shape) * mask)[:, :, -STATIC:]
            static, _ = optimiser((0, "static"), static, numpy.tensordot(known, gradient, axes=((0, 1), (0, 1))))
            hidden.finish_update(optimiser)
            output.finish_update(optimiser)
            optimiser.step_schedules()
    with hidden.use_params(optimiser.averages), output.use_params(optimiser.averages):
        layers = [layer.get_param(name).T.copy() for layer in (dense, output) for name in ("W", "b")]
    return Weights(optimiser.averages[0, "static"], *layers)


def score(found: Sequence[Sequence[Name]], wanted: Sequence[Sequence[Name]]) -> dict[str, float]:
    """F1 of each type and of all, of names with the right tokens and the right type."""
    right, each = Counter[str](), Counter[str]()
    for ours, theirs in zip(found, wanted, strict=True):
        for kind in TYPES:
            one, other = ({name for name in names if name[2] == kind} for names in (ours, theirs))
            right[kind] += 2 * len(one & other)
            each[kind] += len(one) + len(other)
    scores = {kind: right[kind] / max(1, each[kind]) for kind in TYPES}
    return {**scores, "all": right.total() / max(1, each.total())}


def by_stock(articles: Sequence[Article]) -> list[list[Name]]:
    """The names that the stock model finds."""
    stock = spacy.load(model_name())
    copies = [Doc(stock.vocab, [t.text for t in each.doc], [bool(t.whitespace_) for t in each.doc]) for each in articles]
    return [[(entity.start, entity.end, entity.label_) for entity in doc.ents] for doc in stock.get_pipe("ner").pipe(copies)]


def report(articles: Sequence[Article]) -> None:
    """Prints the scores on articles that were kept aside."""
    hands = [[name for name in each.names if capitals(each.doc)[name[0] : name[1]].any()] for each in articles]
    ours = [recognise(each.doc, numpy.ones(len(each.doc), dtype=bool)) for each in articles]
    stock = by_stock(articles)
    print(f"{len(articles)} articles kept aside, {sum(map(len, hands))} names with a capital; F1 of exact names")
    for title, found, wanted in (
        ("ours / hands", ours, hands), ("stock / hands", stock, hands), ("ours / stock", ours, stock),
    ):  # fmt: skip
        print(f"{title:14}", "  ".join(f"{kind} {value:.3f}" for kind, value in score(found, wanted).items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("winer", type=Path)
    path = parser.parse_args().winer
    fix_random_seed(SEED)
    set_current_ops(NumpyOps(use_blis=False))
    with threadpool_limits(limits=1):
        articles, nlp, chance = read(path), jalons.load(), random.Random(SEED)
        aside = len(articles) * 5 // 6
        learnt = train(seen([*articles[:aside], *(with_acronyms(each, chance) for each in articles[:aside])], nlp))
        buffer = BytesIO()
        numpy.savez(buffer, **{name: each.astype("float16") for name, each in learnt._asdict().items()})
        replace_with({WEIGHTS: buffer.getvalue()})
        report(seen(articles[aside:], nlp))


if __name__ == "__main__":
    main()
