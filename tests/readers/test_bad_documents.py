"""Each bad document gives its one error, in one line that names file and reason, and a batch goes on after it."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest
from bad_documents import EXTERNAL, GOOD_PDF, PROSE, Bad, bad_documents, docx, paragraph, pdf
from spacy.language import Language

import jalons
from jalons import readers
from jalons.building import Failure, process
from jalons.corpus import Source, sources
from jalons.errors import DataError, DocumentChangedError, DocumentTooLargeError, DocumentTooSlowError
from jalons.readers import Limits

CASES = bad_documents()


def test_there_are_enough() -> None:
    assert len(CASES) >= 40
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("bad", [pytest.param(bad, id=bad.name) for bad in CASES])
def test_one_clear_error(bad: Bad, tmp_path: Path) -> None:
    path = bad.write(tmp_path)
    with pytest.raises(bad.error) as caught:
        jalons.read(path)
    told = str(caught.value)
    assert bad.reason in told
    assert told.startswith(f"{tmp_path}/")
    assert "\n" not in told
    assert "Traceback" not in told


@pytest.mark.slow
def test_a_batch_goes_on(tmp_path: Path, nlp: Language) -> None:
    for bad in CASES:
        bad.write(tmp_path)
    (tmp_path / "zzz-texte.txt").write_text(PROSE, encoding="utf-8")
    (tmp_path / "zzz-bon.pdf").write_bytes(GOOD_PDF)
    found = [*sources(tmp_path), *(Source(tmp_path / bad.name, bad.name) for bad in CASES)]
    built = process(found, nlp=nlp)
    assert {document.source for document in built.chronology.documents} == {"zzz-bon.pdf", "zzz-texte.txt"}
    failed = {failure.source.path.name for failure in built.failures}
    assert failed >= {bad.name for bad in CASES}
    assert not [failure for failure in built.failures if "erreur inattendue" in failure.reason]


def test_what_is_misnamed_but_whole_is_read(tmp_path: Path) -> None:
    files = {
        "pdf.docx": GOOD_PDF,
        "docx.pdf": docx(paragraph(PROSE)),
        "page.txt": f"<!DOCTYPE html><html><body><p>{PROSE}</p></body></html>".encode(),
        "texte.pdf": PROSE.encode(),
        "pdf-sans-suffixe": GOOD_PDF,
        "maître.pdf": pdf(PROSE, owner="maître"),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        assert "novembre 2014" in jalons.read(tmp_path / name).text, name


def test_an_entity_brings_nothing_in(tmp_path: Path) -> None:
    """A web page and a mail may write what looks like an entity; it stays what it is."""
    path = tmp_path / "page.html"
    path.write_text(
        f"{EXTERNAL.replace('DOCTYPE e', 'DOCTYPE html')}<html><body><p>{PROSE} &j;</p></body></html>", encoding="utf-8"
    )
    assert "root:" not in jalons.read(path).text


def test_a_file_that_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PROSE, encoding="utf-8")
    fstat = os.fstat

    def growing(descriptor: int) -> os.stat_result:
        result = fstat(descriptor)
        with path.open("a") as stream:
            stream.write("encore")
        return result

    monkeypatch.setattr(readers.os, "fstat", growing)
    with pytest.raises(DocumentChangedError, match="a changé"):
        jalons.read(path)


def test_limits_are_adjustable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("long " * 20)
    with pytest.raises(DocumentTooLargeError, match="JALONS_FILE_BYTES"):
        jalons.read(path, limits=Limits(file_bytes=3))
    monkeypatch.setenv("JALONS_CHARACTERS", "50")
    with pytest.raises(DocumentTooLargeError, match="JALONS_CHARACTERS"):
        jalons.read(path)
    monkeypatch.setenv("JALONS_CHARACTERS", "beaucoup")
    with pytest.raises(DataError, match="beaucoup"):
        jalons.read(path)


def test_the_limit_of_time(tmp_path: Path) -> None:
    path = tmp_path / "lent.pdf"
    path.write_bytes(pdf(*["\n".join([PROSE] * 50)] * 400))
    with pytest.raises(DocumentTooSlowError, match="JALONS_SECONDS"):
        jalons.read(path, limits=Limits(seconds=1))
    # The next one is read by a fresh process.
    path.write_bytes(GOOD_PDF)
    assert "2014" in jalons.read(path).text


@pytest.mark.parametrize("file", ["../dehors.txt", "a/../../dehors.txt", "/etc/hostname"])
def test_a_table_stays_in_its_folder(tmp_path: Path, nlp: Language, file: str) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (tmp_path / "dehors.txt").write_text(PROSE, encoding="utf-8")
    (folder / "documents.csv").write_text(f"id,file\nun,{file}\n", encoding="utf-8")
    (failure,) = process(sources(folder), nlp=nlp).failures
    assert isinstance(failure, Failure)
    assert "hors du dossier" in failure.reason


def test_no_thread_is_left(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(GOOD_PDF)
    jalons.read(tmp_path / "a.pdf")
    deadline = time.monotonic() + 5
    while any(isinstance(thread, threading.Timer) for thread in threading.enumerate()) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]
