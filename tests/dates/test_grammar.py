"""Rows of `models/rules/dates.toml` keep their examples and rejects; cases of `cases/dates.toml` are read as a person would."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from edtf import parse_edtf

from jalons.components.sentences import sentence_starts
from jalons.dates import find
from jalons.fuzzydate import FuzzyDate
from jalons.rules import Rule, load_rules

ROWS = load_rules("dates")
CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "dates.toml").read_text(encoding="utf-8"))["case"]
EXAMPLES_DATE = FuzzyDate.from_edtf("2020-06-15")
"""The reference date with which the examples of the rows are read."""


def found(text: str, reference: FuzzyDate | None) -> list[tuple[str, str, str]]:
    mentions = find(text, reference=reference, sentences=sentence_starts(text, 0, len(text)))
    return [(text[m.start : m.end], m.edtf, m.rule) for m in mentions]


@pytest.mark.parametrize(
    ("row", "sentence"), [(row, s) for row in ROWS for s in row.examples], ids=lambda v: getattr(v, "id", None)
)
def test_example(row: Rule, sentence: str) -> None:
    text, value = row.examples[sentence]
    dates = found(sentence, EXAMPLES_DATE)
    assert any(date[0] == text and value in (None, date[1]) for date in dates), dates


@pytest.mark.parametrize(
    ("row", "sentence"), [(row, s) for row in ROWS for s in row.rejects], ids=lambda v: getattr(v, "id", None)
)
def test_reject(row: Rule, sentence: str) -> None:
    dates = found(sentence, EXAMPLES_DATE)
    wrong = dates if row.option("stage") == "mask" else [date for date in dates if date[2] == row.id]
    assert not wrong


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_case(case: dict[str, object]) -> None:
    reference = FuzzyDate.from_edtf(str(case["reference"])) if "reference" in case else None
    assert [list(date[:2]) for date in found(str(case["text"]), reference)] == case["dates"]


IN_ROWS = {value for row in ROWS for _, value in row.examples.values() if value}
IN_CASES = {value for case in CASES for _, value in case["dates"] if value}


def test_values_are_edtf_to_another_reader() -> None:
    """The `edtf` library parses each value, but for what it lacks: quarters, semesters, and unspecified digits in an interval."""
    lacking = re.compile(r"-(?:3[3-6]|4[01])|X.*/|/.*X")
    assert len(IN_ROWS | IN_CASES) > 300
    for value in sorted(IN_ROWS | IN_CASES):
        FuzzyDate.from_edtf(value)
        if not lacking.search(value):
            parse_edtf(value)
