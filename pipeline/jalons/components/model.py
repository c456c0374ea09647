"""`jalons_parsing` and `jalons_entities`: what the statistical models tell, where a document needs them and nowhere else.

The stock components stay in the pipeline, disabled: they are loaded and saved with it, and called from here on parts of the
document. A part is a run of sentences with a margin of tokens on each side, as wide as the model sees, so that what is found in
it is what would be found in the whole text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, Final, NamedTuple

import numpy
from spacy.language import Language
from spacy.tokens import Doc, Span
from thinc.api import Model, NumpyOps
from threadpoolctl import ThreadpoolController

from jalons.components.known import known_matches
from jalons.components.recogniser import recognise
from jalons.components.spans import TELLING, blocks, capitals, text_of, token_starts

MARGIN: Final = 4
"""Tokens that the model's convolutions see on each side of a token."""
_BATCH: Final = 20_000
"""Tokens read at once: more would take memory and gain nothing."""
_OPS: Final = NumpyOps(use_blis=False)
"""Products of matrices by numpy's own library, three times as fast as the one that the model brings."""
_EMBEDDING: Final = "extract_features"
"""How the name begins of what embeds words, in the models of spaCy; it ends with `ragged2list`."""

Range = tuple[int, int]
"""Tokens of a document, end exclusive."""


class Part(NamedTuple):
    """A copy of the tokens from `low` on: of which `start` to `end` (in the document) are wanted, the others a margin."""

    doc: Doc
    low: int
    start: int
    end: int

    @property
    def inside(self) -> slice:
        """The wanted tokens, counted in the copy."""
        return slice(self.start - self.low, self.end - self.low)


@Language.factory(
    "jalons_parsing",
    assigns=["doc.tensor", "token.pos", "token.morph", "token.dep", "token.head"],
    requires=["doc.spans", "token.is_sent_start"],
)
def create_parsing(nlp: Language, name: str) -> Parsing:
    """The component, as spaCy builds it from its config; it needs the pipes `tok2vec`, `morphologizer` and `parser`."""
    return Parsing(nlp)


@Language.factory("jalons_entities", assigns=["doc.ents"], requires=["doc.tensor", "token.pos", "token.is_sent_start"])
def create_entities(nlp: Language, name: str) -> Entities:
    """The component, as spaCy builds it from its config."""
    return Entities()


class Parsing:
    """Parts of speech where dates or names may stand, and the parse of the sentences that may tell a dated fact."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp

    def __call__(self, doc: Doc) -> Doc:
        sentences = _sentences(doc)
        dated = _dated(doc, sentences)
        values: Any = numpy.zeros((len(doc), 4), dtype="uint64")
        marks: Any = doc.to_array(["SENT_START"])
        tensor = doc.tensor = self._tag(doc, sorted({*dated, *_named(doc, sentences)}), values)
        for batch in _batches(_parts(doc, dated, before=0, after=1)):
            for part in batch:
                part.doc.tensor = tensor[part.low : part.low + len(part.doc)]
            _run(self.nlp, "parser", batch)
            for part in batch:
                values[part.start : part.end, :2] = part.doc.to_array(["HEAD", "DEP"])[part.inside]
        doc.from_array(["HEAD", "DEP", "POS", "MORPH"], values)
        doc.from_array(["SENT_START"], marks)  # heads rule out the sentences that have none
        return doc

    def _tag(self, doc: Doc, sentences: Sequence[Range], values: Any) -> Any:
        """Writes parts of speech and morphology to the columns 2 and 3 of `values`, and returns the tokens' vectors."""
        tensor = numpy.zeros((0, 0), dtype="float32")
        for batch in _batches(_parts(doc, sentences)):
            _run(self.nlp, "tok2vec", batch)
            _run(self.nlp, "morphologizer", batch)
            if not tensor.size:
                tensor = numpy.zeros((len(doc), batch[0].doc.tensor.shape[1]), dtype="float32")
            for part in batch:
                tensor[part.low : part.low + len(part.doc)] = part.doc.tensor
                values[part.start : part.end, 2:] = part.doc.to_array(["POS", "MORPH"])[part.inside]
            for part in batch:
                tensor[part.start : part.end] = part.doc.tensor[part.inside]
        return tensor


class Entities:
    """`doc.ents` of the sentences whose words have been read: those with a part of speech, and thus with vectors.

    The vectors go then: nothing else asks for them, and each token that is split later would copy them all.
    """

    def __call__(self, doc: Doc) -> Doc:
        with _threads().limit(limits=1, user_api="blas"):
            doc.ents = [Span(doc, *name) for name in recognise(doc, doc.to_array(["POS"]) > 0)]
        doc.tensor = numpy.zeros((0, 0), dtype="float32")
        return doc


def _sentences(doc: Doc) -> list[Range]:
    if not len(doc):  # all that was read is page numbers, say
        return []
    starts = numpy.flatnonzero(doc.to_array(["SENT_START"]) == 1).tolist()
    return list(zip(starts, [*starts[1:], len(doc)], strict=True))


def _dated(doc: Doc, sentences: Sequence[Range]) -> list[Range]:
    """The sentences of telling blocks that hold a date."""
    dates = doc.spans.get("dates", ())
    telling = [(start, end) for start, end, kind in blocks(doc) if kind in TELLING]
    begins, starts = [start for start, _ in telling], [start for start, _ in sentences]
    found = set()
    for date in dates:
        block = bisect_right(begins, date.start_char) - 1
        if block >= 0 and date.start_char < telling[block][1]:
            found.add(sentences[bisect_right(starts, date.start) - 1])
    return sorted(found)


def _explained(doc: Doc) -> bytearray:
    """One for each character that a law, a date or a known place of an unambiguous name explains, else zero.

    Other known names do not count: that of a body may go on with an adjective (`Assemblée nationale française`).
    """
    ranges = [
        (match.start, match.end)
        for match in known_matches(text_of(doc))
        if match.name.label == "PLACE" and not match.name.tag  # the tag says that it is ambiguous
    ]
    for key in ("laws", "dates"):
        ranges += [(span.start_char, span.end_char) for span in doc.spans.get(key, ())]
    marks = bytearray(len(text_of(doc)))
    for start, end in ranges:
        marks[start:end] = b"\1" * (end - start)
    return marks


def _named(doc: Doc, sentences: Sequence[Range]) -> list[Range]:
    """The sentences with a capital that nothing explains, neither a law, date or place nor, at their head, a word of grammar."""
    explained, grammar = _explained(doc), doc.to_array(["IS_STOP"]).tolist()
    marks = [capital and not explained[start] for capital, start in zip(capitals(doc).tolist(), token_starts(doc), strict=True)]
    return [(a, b) for a, b in sentences if any(marks[a + 1 : b]) or (marks[a] and not grammar[a])]


def _parts(doc: Doc, sentences: Sequence[Range], *, before: int = MARGIN, after: int = MARGIN) -> Iterator[Part]:
    """The runs of sentences, each with its margin: the parser, which is given the vectors, looks one token ahead only."""
    words, spaces = doc.to_array(["ORTH"]).tolist(), doc.to_array(["SPACY"]).astype(bool).tolist()
    begins = doc.to_array(["SENT_START"]) == 1
    runs: list[Range] = []
    for start, end in sentences:
        joined = runs and runs[-1][1] == start
        runs[-1:] = [(runs[-1][0], end)] if joined else [*runs[-1:], (start, end)]
    for start, end in runs:
        low, high = max(0, start - before), min(len(doc), end + after)
        marks: list[bool | int | None] = [i == low or bool(begins[i]) for i in range(low, high)]
        yield Part(Doc(doc.vocab, words=words[low:high], spaces=spaces[low:high], sent_starts=marks), low, start, end)


def _batches(parts: Iterator[Part]) -> Iterator[list[Part]]:
    batch: list[Part] = []
    size = 0
    for part in parts:
        batch.append(part)
        size += len(part.doc)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


def _run(nlp: Language, name: str, parts: Sequence[Part]) -> None:
    """Runs a component of the pipeline on the parts at once, on one thread: several would wait for one another."""
    pipe: Any = nlp.get_pipe(name)
    docs = [part.doc for part in parts]
    for node in pipe.model.walk():
        node.ops = _OPS
    with _threads().limit(limits=1, user_api="blas"), _embedding_once(pipe.model):
        pipe.set_annotations(docs, pipe.predict(docs))


@contextmanager
def _embedding_once(model: Model[Any, Any]) -> Iterator[None]:
    """A while in which a model embeds each word of a batch once: the same word, alone, has the same vector wherever it stands."""
    embed = next((node for node in model.walk() if node.name.startswith(_EMBEDDING) and node.name.endswith("ragged2list")), None)
    if embed is None:
        yield
        return
    once: Model[list[Doc], list[Any]] = Model("words_once", _embed_once, layers=[embed])
    model.replace_node(embed, once)
    try:
        yield
    finally:
        model.replace_node(once, embed)


def _embed_once(model: Model[list[Doc], list[Any]], docs: list[Doc], is_train: bool) -> tuple[list[Any], Callable[[Any], Any]]:
    """Thinc's forward function; what is embedded is a word and whether a space follows it (`SPACY` is one of its features)."""
    keys = numpy.concatenate([doc.to_array(["ORTH", "SPACY"]) for doc in docs])
    found, places = numpy.unique(keys, axis=0, return_inverse=True)
    words = Doc(docs[0].vocab, words=found[:, 0].tolist(), spaces=found[:, 1].astype(bool).tolist())
    vectors = model.layers[0].predict([words])[0][places.ravel()]
    return numpy.split(vectors, numpy.cumsum([len(doc) for doc in docs])[:-1]), lambda gradient: gradient
