"""What the how-to pages in docs/ say is true: their commands give their output, their tables load."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from jalons.rules import load_lexicon

PAGES = sorted((Path(__file__).parents[1] / "docs").glob("*.md"))
FILES = re.compile(r"<!-- file: (\S+) -->\n```\w+\n(.*?)```", re.S)
SESSIONS = re.compile(r"```console\n\$ (.*?)\n(.*?)```", re.S)
PYTHON = re.compile(r"```python\n(.*?)```(?:\n\n```text\n(.*?)```)?", re.S)
INDENTED = re.compile(r"^    (jalons .+)$", re.M)
TABLES = re.compile(r"`models/lexicons/(\w+)\.csv`[^`]*\n\n```csv\n(.*?)```", re.S)


def jalons(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    program, *arguments = shlex.split(command)
    assert program in ("jalons", ".venv/bin/jalons")
    run = [sys.executable, "-m", "jalons", *arguments]
    return subprocess.run(run, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=True)


@pytest.fixture
def folder(request: pytest.FixtureRequest, tmp_path: Path, root: Path) -> Path:
    """A folder with the files that the page writes, the corpus and the published dataset."""
    for name, text in FILES.findall(request.param.read_text(encoding="utf-8")):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name in ("corpus", "notebooks", "outputs"):
        (tmp_path / name).symlink_to(root / name)
    return tmp_path


def expected(output: str) -> re.Pattern[str]:
    """An output as a page shows it: a line `…` stands for any lines, or for none."""
    return re.compile("".join("(?:.*\n)*?" if line == "…" else re.escape(line) + "\n" for line in output.splitlines()))


@pytest.mark.slow
@pytest.mark.parametrize(("page", "folder"), [(page, page) for page in PAGES], indirect=["folder"], ids=lambda p: p.stem)
def test_what_a_page_has_run_gives_what_it_shows(page: Path, folder: Path) -> None:
    """Commands first: the Python of a page may read what they wrote."""
    text = page.read_text(encoding="utf-8")
    for command, output in SESSIONS.findall(text):
        found = jalons(command, folder).stdout.removeprefix("\ufeff").replace("\r\n", "\n")
        assert found == output or expected(output).fullmatch(found), found
    for command in INDENTED.findall(text):
        assert jalons(command, folder).stdout == ""
    for code, output in PYTHON.findall(text):
        run = [sys.executable, "-c", code]
        done = subprocess.run(run, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr
        assert done.stdout == output


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_tables_are_rows_of_a_lexicon(page: Path, tmp_path: Path) -> None:
    for name, text in TABLES.findall(page.read_text(encoding="utf-8")):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        (row,) = load_lexicon(name, tmp_path)
        assert set(row.cells) == set(load_lexicon(name)[0].cells)


def test_the_pages_are_found() -> None:
    text = (Path(__file__).parents[1] / "docs" / "enrichir-les-lexiques.md").read_text(encoding="utf-8")
    assert [len(each.findall(text)) for each in (FILES, SESSIONS, INDENTED, TABLES)] == [3, 2, 2, 1]
    assert len(PYTHON.findall((Path(__file__).parents[1] / "docs" / "inspecter.md").read_text(encoding="utf-8"))) == 2


@pytest.mark.parametrize(
    ("shown", "output", "same"),
    [("a\n…\nz\n", "a\nb\nc\nz\n", True), ("…\nz\n", "z\n", True), ("a\n…\n", "b\n", False), ("a\nz\n", "a\nb\nz\n", False)],
)
def test_dots_stand_for_lines(shown: str, output: str, same: bool) -> None:
    assert bool(expected(shown).fullmatch(output)) == same
