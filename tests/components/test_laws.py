"""Rows of `rules/laws.toml` keep their examples and rejects; `cases/laws.toml` is read as a jurist would; cost is linear."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
import spacy

from jalons.laws.articles import find
from jalons.rules import LexiconRow, Rule, load_lexicon, load_rules

ROWS = load_rules("laws")
CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "laws.toml").read_text(encoding="utf-8"))["case"]


def found(text: str) -> list[tuple[str, str, str]]:
    return [(text[law.start : law.end], law.id, law.rule) for law in find(text)]


@pytest.mark.parametrize(
    ("row", "sentence"), [(row, s) for row in ROWS for s in row.examples], ids=lambda v: getattr(v, "id", None)
)
def test_example(row: Rule, sentence: str) -> None:
    text, law = row.examples[sentence]
    assert (text, law) in [(each[0], each[1]) for each in found(sentence)]


@pytest.mark.parametrize(
    ("row", "sentence"), [(row, s) for row in ROWS for s in row.rejects], ids=lambda v: getattr(v, "id", None)
)
def test_reject(row: Rule, sentence: str) -> None:
    assert found(sentence) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_case(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if "known" in case:
        request.applymarker(pytest.mark.xfail(strict=True, reason=case["known"]))
    assert [list(each[:2]) for each in found(case["text"])] == case["laws"]


def test_component_writes_spans() -> None:
    nlp = spacy.blank("fr")
    nlp.add_pipe("jalons_laws")
    doc = nlp("Le RGPD s'applique.")
    (span,) = doc.spans["laws"]
    assert (span.text, span.label_, span.kb_id_, span.id_) == ("RGPD", "LAW", "reglement:2016/679", "lexicon")


@pytest.mark.parametrize("row", load_lexicon("laws") + load_lexicon("codes"), ids=lambda row: row.id)
def test_every_name_is_found_with_its_id(row: LexiconRow) -> None:
    for name in row.names:
        assert [each[:2] for each in found(f"Voir le {name}.")] == [(name, row.id)]


def test_names_are_found_however_they_are_written() -> None:
    for text in ("LOI CLIMAT ET RESILIENCE", "loi Climat-et-Résilience", "loi « climat et résilience »"):
        assert found(text) == [(text, "loi:2021-1104", "lexicon")]
    assert found("la CPI et la lpr") == []


def test_no_reference_crosses_a_paragraph() -> None:
    assert [each[0] for each in found("La loi Fioraso\n\nn° 2013-660 du 22 juillet 2013")] == ["loi Fioraso"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "loi n° ",
        "article L. 1 ",
        "charte de ",
        "articles 1, 2, ",
        "loi relative à la ",
        "LPR (LPR) ",
        "le décret du 3 mai ",
        "(CPI) Cour pénale ",
    ],
)
def test_cost_is_linear(piece: str) -> None:
    """Four times the text costs about four times the time (a ratio: machines differ)."""

    def cost(size: int) -> float:
        start = time.perf_counter()
        find(piece * size)
        return time.perf_counter() - start

    cost(100)
    assert cost(20000) < 12 * max(cost(5000), 0.005)
