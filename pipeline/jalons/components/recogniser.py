"""Named entities from the vectors of words: a window of words, one hidden layer, and the best sequence of tags that is one.

A tag says of a word what it is to a name: nothing, or its beginning, inside, last or only word (BILOU; Ratinov and Roth, 2009),
and of which type. The weights lie in `models/entities`, beside a card that says what they were trained on and how.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any, Final, NamedTuple
from zipfile import BadZipFile

import numpy
from spacy.tokens import Doc

from jalons.components.spans import capitals
from jalons.errors import DataError
from jalons.rules import models_folder

WEIGHTS: Final = models_folder() / "entities" / "weights.npz"
TYPES: Final = ("PER", "LOC", "ORG", "MISC")
TAGS: Final = 1 + 4 * len(TYPES)
"""Outside, then the beginnings of each type, the insides, the lasts, the only words."""
SIDE: Final = 2
"""Words of the window on each side."""
FORM: Final = tuple(
    "IS_ALPHA IS_LOWER IS_TITLE IS_UPPER IS_DIGIT IS_PUNCT IS_LEFT_PUNCT IS_RIGHT_PUNCT IS_QUOTE IS_BRACKET IS_STOP IS_SPACE "
    "LIKE_NUM SPACY".split()
)
"""What is seen of a word's form, as spaCy names it; beside these, whether it is one character and starts a sentence."""
_REACH: Final = 3
"""A name has a capital: words further from one are none of it."""
_SURE: Final = -1e-3
"""From this logarithm of a probability on, a word is taken to be outside of names without looking at those around it."""
_ROWS: Final = 8192
"""Windows multiplied at once: more would take memory and gain nothing."""

Array = Any
"""An array of numpy: its own types say nothing of shapes."""


class Weights(NamedTuple):
    """What was learnt: `static` takes from a word's static vector, `hidden` sees a window, `output` gives each tag's score."""

    static: Array
    hidden: Array
    hidden_bias: Array
    output: Array
    output_bias: Array


@cache
def weights() -> Weights:
    """The weights of `models/entities`; raises `DataError` if they cannot be read."""
    try:
        with numpy.load(BytesIO(WEIGHTS.read_bytes()), allow_pickle=False) as stored:
            return Weights(**{name: stored[name].astype("float32") for name in Weights._fields})
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise DataError(WEIGHTS, "fichier entier", f"poids illisibles ({error})") from None


def recognise(doc: Doc, read: Array) -> list[tuple[int, int, str]]:
    """The names (first token, end, type) among the tokens for which `read` is true: those whose vectors `doc.tensor` holds."""
    places = numpy.flatnonzero(near_capitals(doc) & read)
    if not places.size:
        return []
    learnt = weights()
    vectors, static, words = features(doc)
    inputs = numpy.hstack([vectors, (static @ learnt.static)[words]])
    cuts = numpy.arange(_ROWS, places.size, _ROWS)
    scores = numpy.vstack([_scores(windows(inputs, part), learnt) for part in numpy.split(places, cuts)])
    starts = doc.to_array(["SENT_START"]) == 1
    doubtful = scores[:, 0] < _SURE
    places, scores = places[doubtful], scores[doubtful]
    fresh = starts[places] | (numpy.diff(places, prepend=-2) > 1)
    return decode(scores, places.tolist(), fresh.tolist())


def near_capitals(doc: Doc) -> Array:
    """For each token whether it or one of the few around it has a capital that may tell a name.

    That of a word of grammar at the head of a sentence tells none: `Les`.
    """
    grammar = doc.to_array(["IS_STOP", "SENT_START"]) == 1
    telling = numpy.pad(capitals(doc) & ~grammar.all(axis=1), _REACH)
    return numpy.convolve(telling, numpy.ones(2 * _REACH + 1), mode="valid")[: len(doc)] > 0


def features(doc: Doc) -> tuple[Array, Array, Array]:
    """What is known of each token, its vector and its form; the static vectors of all words; which of them each token is."""
    form = doc.to_array([*FORM, "LENGTH", "SENT_START"])
    form[:, -2:] = form[:, -2:] == 1
    found, words = numpy.unique(doc.to_array(["ORTH"]), return_inverse=True)
    table = doc.vocab.vectors
    rows = table.find(keys=found)
    static = numpy.where(rows[:, None] < 0, 0, table.data[rows])
    lengths = numpy.linalg.norm(static, axis=1, keepdims=True)
    return numpy.hstack([doc.tensor, form.astype("float32")]), static / numpy.maximum(lengths, 1e-6), words


def windows(inputs: Array, places: Array) -> Array:
    """One row for each of the places: the inputs of its window, zero beyond the ends of the text."""
    padded = numpy.pad(inputs, ((SIDE, SIDE), (0, 0)))
    return padded[places[:, None] + numpy.arange(2 * SIDE + 1)].reshape(len(places), -1)


def _scores(seen: Array, learnt: Weights) -> Array:
    """The logarithm of each tag's probability."""
    scores = numpy.maximum(seen @ learnt.hidden + learnt.hidden_bias, 0) @ learnt.output + learnt.output_bias
    scores -= scores.max(axis=1, keepdims=True)
    return scores - numpy.log(numpy.exp(scores).sum(axis=1, keepdims=True))


def decode(scores: Array, places: list[int], fresh: list[bool]) -> list[tuple[int, int, str]]:
    """The best sequence of tags in which each name begins and ends (Viterbi's algorithm); none goes on where `fresh` is."""
    count = len(TYPES)
    alone = numpy.hstack([scores[:, :1], scores[:, -count:]])
    choice, best = alone.argmax(axis=1).tolist(), alone.max(axis=1).tolist()
    begin, inside, last = (scores[:, 1 + k * count :][:, :count].tolist() for k in range(3))
    closed, open_, began = 0.0, [-numpy.inf] * count, [0] * count
    ends: list[tuple[int, int]] = []  # for each token the type of the name that ends there and where it began; -1: none does
    for i, new in enumerate(fresh):
        if new:
            open_ = [-numpy.inf] * count
        ending = [score + end for score, end in zip(open_, last[i], strict=True)]
        kind = max(range(count), key=ending.__getitem__)
        before, finished = closed, ending[kind] > closed + best[i]
        ends.append((kind, began[kind]) if finished else (choice[i] - 1, i))
        closed = ending[kind] if finished else closed + best[i]
        for k in range(count):
            starting, going = before + begin[i][k], open_[k] + inside[i][k]
            if starting >= going:
                began[k] = i
            open_[k] = max(starting, going)
    found, i = [], len(ends) - 1
    while i >= 0:
        kind, start = ends[i]
        if kind >= 0:
            found.append((places[start], places[i] + 1, TYPES[kind]))
        i = start - 1
    return found[::-1]
