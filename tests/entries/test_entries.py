"""Which dates tell a fact (`cases/entries.toml`), what kind of fact (rows of `rules/entries.toml`), and how it is summed up."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from jalons import Document, extract
from jalons.entries.kinds import kind_of
from jalons.entries.summaries import LONGEST, summarise
from jalons.folding import fold
from jalons.rules import Rule, load_rules

ROWS = load_rules("entries")
CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "entries.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_case(case: dict[str, Any], nlp: Language, request: pytest.FixtureRequest) -> None:
    if "known" in case:
        request.applymarker(pytest.mark.xfail(strict=True, reason=case["known"]))
    document = Document.from_text(case["text"], id="cas", reference_date=case.get("reference"))
    entries = sorted(extract(document, nlp=nlp).to_dict()["entries"], key=lambda entry: (entry["start"], entry["end"]))
    assert sorted(entry["date"] for entry in entries) == sorted(date for date, _ in case["entries"])
    for date, words in case["entries"]:
        evidence = [document.text[e["start"] : e["end"]] for e in entries if e["date"] == date]
        assert any(words in text for text in evidence)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_kind(row: Rule) -> None:
    import re

    for sentence, (found, _) in row.examples.items():
        match = re.search(row.pattern, fold(sentence))
        assert match is not None
        assert found in match[0]
        assert kind_of(sentence) == (row.option("kind"), row.id)
    assert not [sentence for sentence in row.rejects if re.search(row.pattern, fold(sentence))]


def test_summary_leaves_the_date_out() -> None:
    text = "En novembre 2014, les statuts de l'association sont déposés."
    assert summarise(text, 0, len(text), [(3, 16)]) == "Les statuts de l'association sont déposés"


def test_summary_takes_the_commas_of_an_inserted_date() -> None:
    text = "Le rapport, en 2016, élargit la perspective."
    assert summarise(text, 0, len(text), [(15, 19)]) == "Le rapport élargit la perspective"


def test_summary_is_never_long_and_never_ends_on_a_preposition() -> None:
    text = "Le comité " + "rassemble des personnes venues de " * 20 + "loin."
    summary = summarise(text, 0, len(text), [])
    assert len(summary) <= LONGEST
    assert summary.endswith("…")
    assert not summary.removesuffix("…").endswith((" de", " des"))


def test_summary_mends_an_elision() -> None:
    text = "Elle souligne qu'il y a cinq ans, le dispositif n'existait pas."
    assert summarise(text, 0, len(text), [(17, 32)]) == "Elle souligne que le dispositif n'existait pas"


def test_summary_keeps_the_date_of_a_participle() -> None:
    text = "Publié lundi, le texte prévoit un délai."
    assert summarise(text, 0, len(text), [(7, 12)]) == "Publié lundi, le texte prévoit un délai"
