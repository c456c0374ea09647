"""What every format owes: it is found, it writes the same bytes again, and no text of a document breaks out of its place."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from carried import HOSTILE, hostile, made, written
from hypothesis import given, settings
from hypothesis import strategies as st
from judges import JUDGES

from jalons import Chronology
from jalons.writers.exports import FORMATS, files, parts

EXPORTS = [name for name, each in FORMATS.items() if each.module.startswith("exports.")]


def judged(chronology: Chronology, name: str) -> None:
    JUDGES[name](chronology, parts(chronology, FORMATS[name]))


def test_every_format_has_a_judge() -> None:
    assert list(JUDGES) == EXPORTS
    assert list(FORMATS) == sorted(FORMATS)


@pytest.mark.parametrize("name", EXPORTS)
def test_a_chronology_is_valid(name: str) -> None:
    judged(made(), name)


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("name", EXPORTS)
def test_hostile_words_stay_words(name: str, words: str) -> None:
    judged(hostile(words), name)


@pytest.mark.parametrize("name", EXPORTS)
def test_any_words_stay_words(name: str) -> None:
    @settings(max_examples=40)
    @given(st.text(st.characters(exclude_categories=()), min_size=1, max_size=30), st.text(min_size=1, max_size=10))
    def valid(words: str, id: str) -> None:
        judged(hostile(words, id=id), name)

    valid()


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_chronology_gives_the_same_bytes(name: str) -> None:
    assert parts(made(), FORMATS[name]) == parts(made(), FORMATS[name])


def test_an_archive_holds_the_files(tmp_path: Path) -> None:
    place = tmp_path / "corpus.zip"
    ((path, data),) = files(made(), FORMATS["txm"], place).items()
    place.write_bytes(data)
    assert path == place
    assert zipfile.ZipFile(place).namelist() == ["metadata.csv", "histoire.txt", "pv.txt"]


def test_undated_passages_are_told(caplog: pytest.LogCaptureFixture) -> None:
    written(made(), "iramuteq")
    assert "1 passage(s) sans date" in caplog.text


def run(*arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "jalons", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=check)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset of `made()`."""
    from jalons import writers
    from jalons.files import write_together

    folder = tmp_path_factory.mktemp("dataset")
    write_together({folder / name: text for name, text in writers.render_all(made()).items()})
    return folder


def test_a_dataset_is_read_back_whole(dataset: Path) -> None:
    from jalons.dataset import Dataset

    found, wanted = Dataset.load(dataset).chronology(), made()
    assert (found.entries, found.facts, found.mentions, found.corrections) == (
        tuple(wanted.entries),
        wanted.facts,
        wanted.mentions,
        wanted.corrections,
    )
    assert [(d.id, d.text, d.title, d.sha256) for d in found.documents] == [
        (d.id, d.text, d.title, d.sha256) for d in wanted.documents
    ]


def test_the_command_lists_and_writes(dataset: Path, tmp_path: Path) -> None:
    listed = run("formats").stdout
    assert all(name in listed for name in FORMATS)
    assert run("export", str(dataset), "--to", "markdown").stdout == written(made(), "markdown").decode()
    run("export", str(dataset), "--to", "txm", "-o", str(tmp_path / "txm"))
    assert sorted(path.name for path in (tmp_path / "txm").iterdir()) == ["histoire.txt", "metadata.csv", "pv.txt"]
    run("export", str(dataset / "chronologie.json"), "--to", "xlsx", "-o", str(tmp_path / "a.xlsx"))
    assert (tmp_path / "a.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("make", "arguments", "status", "said"),
    [
        (None, ["--to", "word"], 2, "n'est pas un format"),
        (None, ["--to", "xlsx"], 2, "--output"),
        (None, ["--to", "txm"], 2, "dossier"),
        (lambda path: path.write_text('{"id": 1}'), ["--to", "tei"], 1, "ce n'est pas une chronologie de Jalons"),
        (lambda path: path.write_text("rien"), ["--to", "tei"], 1, "ce n'est pas une chronologie de Jalons"),
        (None, ["--to", "tei"], 2, "n'existe pas"),
    ],
)
def test_what_is_wrong_is_said(
    tmp_path: Path, make: Callable[[Path], object] | None, arguments: list[str], status: int, said: str
) -> None:
    path = tmp_path / "a.json"
    if make:
        make(path)
    elif said != "n'existe pas":
        path.write_text("[]")
    told = run("export", str(path), *arguments, check=False)
    assert told.returncode == status
    assert said in " ".join(told.stderr.replace("│", " ").split())
