"""Histories told three ways: how well their facts are joined, and that their gold is sound."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from spacy.language import Language

from jalons.errors import DataError
from jalons.merging.scoring import evaluate_merging, load_gold

GOLD = Path(__file__).parent / "gold"
FLOORS = {"riviere": 0.95, "radio": 0.88, "aviron": 0.9}


@pytest.mark.parametrize("name", sorted(path.name for path in GOLD.iterdir()))
def test_the_gold_has_enough_to_decide(name: str) -> None:
    gold = load_gold(GOLD / name)
    told = Counter(document for document, _ in gold.tellings)
    assert len(told) == 3
    assert min(told.values()) >= 25
    assert gold.near


@pytest.mark.slow
@pytest.mark.parametrize(("name", "floor"), FLOORS.items())
def test_facts_are_joined(nlp: Language, name: str, floor: float) -> None:
    (score,) = evaluate_merging([GOLD / name], nlp=nlp)
    pairs = sum(count for (expected, _), count in score.pairs.items() if expected != "différent")
    assert pairs + score.near >= 80
    assert (score.measures()["ensemble"].f1 or 0) >= floor


def test_broken_gold_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"gold\.toml"):
        load_gold(tmp_path)
    (tmp_path / "gold.toml").write_text('documents = []\n[fact.a]\nversions = []\nnear = ["b"]\n')
    with pytest.raises(DataError, match="ce fait n'existe pas : b"):
        load_gold(tmp_path)


def test_words_must_stand_once_in_their_document(tmp_path: Path, nlp: Language) -> None:
    (tmp_path / "a.txt").write_text("Le moulin brûle. Le moulin brûle.", encoding="utf-8")
    table = 'documents = [{ file = "a.txt", reference_date = "2020" }]\n[fact.a]\nversions = [[["a", "moulin"]]]\n'
    (tmp_path / "gold.toml").write_text(table, encoding="utf-8")
    with pytest.raises(DataError, match="« moulin » doit s'y trouver une fois"):
        evaluate_merging([tmp_path], nlp=nlp)
