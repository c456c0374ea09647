"""Where public suites decide against the annotation guide: what we give is what the guide says."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from jalons.dates import find
from jalons.types import parse_reference_date

FAMILIES = tomllib.loads(Path(__file__).with_name("known_differences.toml").read_text(encoding="utf-8"))["family"]
CASES = [pytest.param(case, id=case["id"]) for family in FAMILIES for case in family["cases"]]


@pytest.mark.parametrize("case", CASES)
def test_the_guide_wins(case: dict[str, Any]) -> None:
    found = find(case["text"], reference=parse_reference_date(case["reference"]))
    assert [mention.edtf for mention in found] == case["given"]


def test_each_family_says_why() -> None:
    assert all(family["reason"].endswith(".") for family in FAMILIES)
    assert len({case["id"] for family in FAMILIES for case in family["cases"]}) == len(CASES)
