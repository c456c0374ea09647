"""What the README says is true: its code gives its output, its rows are those of the dataset, its scores are the floors."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from regions import renewed

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
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


@pytest.mark.slow
def test_modules_that_contributors_copy_work(tmp_path: Path) -> None:
    for name, code in zip(("writer", "reader"), re.findall(r"```python\n(.*?)```", CONTRIBUTING, re.S), strict=True):
        (tmp_path / f"copied_{name}.py").write_text(code, encoding="utf-8")
    check = """
        import io, pathlib, copied_reader, copied_writer
        from jalons import Document, extract
        from jalons.readers import Limits
        parsed = copied_reader.parse("Le foyer ouvre en 1962.".encode(), pathlib.Path("x.log"), Limits())
        out = io.StringIO()
        copied_writer.write(extract(Document.from_text(parsed.text, id="x")), out)
        print(out.getvalue(), end="")
    """
    run = subprocess.run(
        [sys.executable, "-c", dedent(check)], capture_output=True, text=True, encoding="utf-8", check=True, cwd=tmp_path
    )
    assert run.stdout == "1962\tLe foyer ouvre\n"
