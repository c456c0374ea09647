"""What the README says is true: its code gives its output, its excerpt is in the dataset, its scores are the floors."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CODE = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", README, re.S)


@pytest.mark.slow
@pytest.mark.parametrize(("code", "output"), CODE)
def test_readme_code(code: str, output: str) -> None:
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert run.stdout == output


def test_readme_has_code() -> None:
    assert len(CODE) == 2


def part(name: str) -> list[str]:
    """The cells of each row of a marked table of the README."""
    match = re.search(rf"<!-- {name}:.*?-->\n(.*?)<!-- end of {name} -->", README, re.S)
    assert match is not None
    return [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in match[1].strip().splitlines()[2:]]


def test_excerpt_stands_in_the_dataset() -> None:
    with (ROOT / "outputs" / "chronologie.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = {(row["date"], row["resume"], row["nature"]) for row in csv.DictReader(stream)}
    excerpt = [tuple(row[:3]) for row in part("excerpt")]
    assert len(excerpt) == 10
    assert not [row for row in excerpt if row not in rows]


def test_scores_are_those_of_the_floors() -> None:
    floors = json.loads((ROOT / "tests" / "gold_floors.json").read_text(encoding="utf-8"))["floors"]
    for label, first, everything in part("scores"):
        name = {"entries (F1)": "ENTRIES"}.get(label, label)
        assert float(first) == pytest.approx(floors["histoire-alliss"][name], abs=0.0006)
        assert float(everything) == pytest.approx(floors["all"][name], abs=0.0006)
