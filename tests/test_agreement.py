from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest
from spacy.language import Language

from jalons import gold, scoring
from jalons.agreement import ALL, agreement
from jalons.errors import AnnotationTextError
from jalons.exchange import Annotated, Annotation, of_chronology, of_gold
from jalons.extracting import extract
from jalons.types import LABELS

WORDS = "a b c d e f g h i j"


def words(*marked: str, label: str = "ORG") -> Annotated:
    """A text of ten words, of which some are mentions."""
    return Annotated("doc", WORDS, tuple(Annotation(WORDS.index(w), WORDS.index(w) + 1, label, w) for w in marked))


def test_coefficients_of_a_table_worked_by_hand() -> None:
    # Both: 3 words, each alone: 1, none: 5. kappa = (0.8 - 0.52) / (1 - 0.52); alpha = 1 - 0.2 / (2 * 8 * 12 / (20 * 19)).
    found = agreement([words(*"abcd")], [words(*"abce")])
    for label in ("ORG", ALL):
        row = found.rows[label]
        assert row.kappa == pytest.approx(0.28 / 0.48)
        assert row.alpha == pytest.approx(1 - 0.2 * 380 / 192)
        assert (row.counts.gold, row.counts.predicted, row.counts.strict, row.counts.f1) == (4, 4, 0.75, 0.75)
    assert found.rows["DATE"].kappa is None
    assert found.rows["DATE"].counts.f1 is None


def test_what_is_the_same_agrees_wholly() -> None:
    found = agreement([words(*"abc")], [words(*"abc")])
    assert (found.rows[ALL].kappa, found.rows[ALL].alpha, found.disagreements) == (1.0, 1.0, ())


TEXT = "En novembre 2014, l'ANR naît. La LPR passe. Jean dort."


def mark(said: str, label: str, norm: str, *, optional: bool = False) -> Annotation:
    return Annotation(TEXT.index(said), TEXT.index(said) + len(said), label, norm, optional=optional)


def test_each_kind_of_disagreement_is_told_once() -> None:
    one = (
        mark("2014", "DATE", "2014"),
        mark("ANR", "ORG", "anr"),
        mark("LPR", "LAW", "loi:2020-1674"),
        mark("Jean", "PERSON", "J"),
    )
    other = (mark("novembre 2014", "DATE", "2014"), mark("ANR", "PROGRAMME", "anr"), mark("LPR", "LAW", "loi:2007-1199"))
    found = agreement([Annotated("doc", TEXT, one)], [Annotated("doc", TEXT, other)])
    assert [(each.kind, each.text, each.first, each.second) for each in found.disagreements] == [
        ("span", "novembre 2014", "2014", "novembre 2014"),
        ("label", "ANR", "ORG anr", "PROGRAMME anr"),
        ("value", "LPR", "loi:2020-1674", "loi:2007-1199"),
        ("only_first", "Jean", "PERSON J", ""),
    ]
    assert found.disagreements[2].sentence == "La LPR passe."
    assert found.to_dict()["labels"]["LAW"] == {
        "first": 1, "second": 1, "strict": 1.0, "f1": 1.0, "value": 0.0, "kappa": 1.0, "alpha": 1.0
    }  # fmt: skip


def test_optional_mentions_and_what_matches_them_are_left_out() -> None:
    free, firm = mark("ANR", "ORG", "anr", optional=True), mark("ANR", "ORG", "anr")
    for one, other in ((free, firm), (firm, free), (free, None), (None, free)):
        documents = [[Annotated("doc", TEXT, tuple(m for m in (each,) if m))] for each in (one, other)]
        found = agreement(*documents)
        assert (found.rows["ORG"].counts.gold, found.rows["ORG"].counts.predicted, found.disagreements) == (0, 0, ())
        assert found.rows["ORG"].kappa is None


@pytest.mark.parametrize("name", ["corpus/gold/histoire-alliss", "tests/gold/communique-loi"])
def test_agreement_with_gold_is_the_score(nlp: Language, root: Path, name: str) -> None:
    reference = gold.load(root / f"{name}.gold")
    chronology = extract(reference.document, nlp=nlp)
    found = agreement([of_gold(reference)], of_chronology(chronology))
    score = scoring.score(reference, chronology)
    for label in LABELS:
        ours, theirs = found.rows[label].counts, score.counts[label]
        assert (ours.gold, ours.predicted, ours.strict, ours.f1, ours.value) == (
            theirs.gold, theirs.predicted, theirs.strict, theirs.f1, theirs.value
        )  # fmt: skip


def test_documents_of_one_side_are_left_out_and_told(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "jalons"):
        found = agreement([words("a"), replace(words("a"), id="un")], [words("a"), replace(words("a"), id="deux")])
    assert found.documents == ("doc",)
    assert "laissés de côté : deux, un" in caplog.text
    with pytest.raises(AnnotationTextError, match="aucun n'est annoté des deux côtés \\(doc ; un\\)"):
        agreement([words("a")], [replace(words("a"), id="un")])
    with pytest.raises(AnnotationTextError, match="doc : les deux textes diffèrent à partir du caractère 2"):
        agreement([words("a")], [Annotated("doc", "a x")])
