from __future__ import annotations

import tomllib
from itertools import pairwise, product
from pathlib import Path

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from spacy.language import Language

from jalons.components import recogniser
from jalons.components.recogniser import TAGS, TYPES, decode, recognise, weights
from jalons.errors import DataError
from jalons.extracting import analyse
from jalons.types import Document

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "entities.toml").read_text(encoding="utf-8"))["case"]
COUNT = len(TYPES)
FRESH = st.lists(st.booleans(), min_size=3, max_size=3)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_the_cases(nlp: Language, case: dict[str, list[list[str]]]) -> None:
    doc = analyse(Document.from_text(str(case["text"]), id="x"), nlp=nlp)
    right = [[entity.label_, entity.text] for entity in doc.ents] == case["found"]
    assert right != ("known_failure" in case)


def test_vectors_go_when_they_have_served(nlp: Language) -> None:
    assert analyse(Document.from_text("Hélène Aubry vit à Figeac.", id="x"), nlp=nlp).tensor.size == 0


@pytest.mark.parametrize("text", ["Hélène Aubry vit à Figeac.", "Ici", ""])
def test_nothing_is_looked_for_where_nothing_was_read(nlp: Language, text: str) -> None:
    doc = nlp.make_doc(text)
    assert recognise(doc, numpy.zeros(len(doc), dtype=bool)) == []


def test_the_weights_are_small_and_no_pickle() -> None:
    assert recogniser.WEIGHTS.stat().st_size < 1_000_000
    learnt = weights()
    assert learnt.output.shape == (learnt.hidden.shape[1], TAGS)


def test_broken_weights_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "weights.npz"
    path.write_bytes(b"PK\x03\x04 cut short")
    monkeypatch.setattr(recogniser, "WEIGHTS", path)
    with pytest.raises(DataError, match=r"weights\.npz"):
        weights.__wrapped__()


def follows(before: int, tag: int, *, fresh: bool) -> bool:
    """Whether a tag may stand after another: what is begun ends, and nothing else does."""
    inside = 1 + COUNT <= tag < 1 + 3 * COUNT  # inside or last
    begun = 1 <= before < 1 + 2 * COUNT  # beginning or inside
    if not begun or not inside:
        return not begun and not inside
    return not fresh and (before - 1) % COUNT == (tag - 1) % COUNT


def named(tags: tuple[int, ...]) -> list[tuple[int, int, str]]:
    found, start = [], 0
    for i, tag in enumerate(tags):
        kind, place = TYPES[(tag - 1) % COUNT], (tag - 1) // COUNT
        start = i if tag and place in (0, 3) else start
        if tag and place in (2, 3):
            found.append((start, i + 1, kind))
    return found


@settings(max_examples=40)
@given(
    arrays("float64", (3, TAGS), elements=st.integers(-50, 0).map(float), unique=True),
    st.lists(st.booleans(), min_size=3, max_size=3),
)
def test_the_best_of_all_legal_sequences_is_found(scores: numpy.ndarray, fresh: list[bool]) -> None:
    scores = scores + numpy.linspace(0, 0.1, scores.size).reshape(scores.shape) ** 2  # no two sequences are equally good
    legal = [
        tags
        for tags in product(range(TAGS), repeat=3)
        if all(follows(a, b, fresh=new) for (a, b), new in zip(pairwise((0, *tags, 0)), [*fresh, True], strict=True))
    ]
    best = max(legal, key=lambda tags: sum(scores[i, tag] for i, tag in enumerate(tags)))
    assert decode(scores, [0, 1, 2], fresh) == named(best)
