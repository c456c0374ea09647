"""Which dates tell a fact, what is said of it, how sure it is: `cases/entries.toml`, `rules/entries.toml` and `modality.toml`."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from jalons import Document, extract
from jalons.entries.kinds import kind_of
from jalons.folding import fold
from jalons.rules import Rule, load_rules
from jalons.types import MODALITIES

KINDS = load_rules("entries")
MODALITY_ROWS = load_rules("modality")
CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "entries.toml").read_text(encoding="utf-8"))["case"]


def entries_of(case: dict[str, Any], nlp: Language) -> list[dict[str, Any]]:
    document = Document.from_text(case["text"], id="cas", reference_date=case.get("reference"))
    entries = extract(document, nlp=nlp).to_dict()["entries"]
    return [{**entry, "evidence": document.text[entry["start"] : entry["end"]]} for entry in entries]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_case(case: dict[str, Any], nlp: Language, request: pytest.FixtureRequest) -> None:
    if "known" in case:
        request.applymarker(pytest.mark.xfail(strict=True, reason=case["known"]))
    entries = entries_of(case, nlp)
    assert sorted(entry["date"] for entry in entries) == sorted(date for date, _ in case["entries"])
    for date, words in case["entries"]:
        assert any(words in entry["evidence"] for entry in entries if entry["date"] == date)
    for field in ("summary", "kind", "modality", "organisations", "people", "laws"):
        for date, value in case.get(field, {}).items():
            assert [entry[field] for entry in entries if entry["date"] == date] == [value]


@pytest.mark.parametrize("row", KINDS, ids=lambda row: row.id)
def test_kind(row: Rule) -> None:
    for sentence, (found, _) in row.examples.items():
        match = re.search(row.pattern, fold(sentence))
        assert match is not None
        assert found in match[0]
        assert kind_of(sentence, person=bool(row.option("of"))) == (row.option("kind"), row.id)
    assert not [sentence for sentence in row.rejects if re.search(row.pattern, fold(sentence))]


def test_the_predicate_decides_before_what_the_line_mentions() -> None:
    line = "Le livre blanc du colloque est signé par la présidente"
    assert kind_of(line, "est signé par la présidente")[0] == "accord"


@pytest.mark.parametrize("row", MODALITY_ROWS, ids=lambda row: row.id)
def test_modality_row(row: Rule) -> None:
    assert row.option("modality") in MODALITIES
    for words, (found, _) in row.examples.items():
        first = next(each for each in MODALITY_ROWS if re.search(each.pattern, words))
        match = re.search(row.pattern, words)
        assert match is not None
        assert found in match[0]
        assert first.option("modality") == row.option("modality")
    assert not [words for words in row.rejects if re.search(row.pattern, words)]
