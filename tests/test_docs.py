"""What the README says is true: its code gives its output, its rows are those of the dataset, its scores are the floors."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from regions import renewed

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


def test_regions_say_what_the_dataset_and_the_scores_are() -> None:
    assert renewed(README) == README
