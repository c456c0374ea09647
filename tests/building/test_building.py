from __future__ import annotations

import logging
from pathlib import Path
from typing import IO, Any

import archive
import pytest
from spacy.language import Language

import jalons
from jalons import corpus, files, writers
from jalons.building import Failure, jobs, process
from jalons.corpus import Source, sources
from jalons.corrections.table import load_corrections
from jalons.errors import DataError, DocumentError
from jalons.merging import merge

PROSE = "En novembre 2014, les statuts de l'association sont déposés."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A corpus of two documents that can be read and three that cannot."""
    place = tmp_path / "corpus"
    place.mkdir()
    (place / "a.txt").write_text(PROSE, encoding="utf-8")
    (place / "b.md").write_text(f"# Titre\n\n{PROSE}", encoding="utf-8")
    (place / "vide.txt").write_text("")
    (place / "octets.txt").write_bytes(b"\0" * 9)
    (place / "b.txt").write_text(PROSE, encoding="utf-8")
    return place


def test_a_folder(folder: Path) -> None:
    assert [s.path.name for s in sources(folder)] == ["a.txt", "b.md", "b.txt", "octets.txt", "vide.txt"]


def test_bad_documents_do_not_stop_the_others(folder: Path, tmp_path: Path, nlp: Language) -> None:
    seen: list[str] = []
    built = jalons.build(folder, tmp_path / "out", nlp=nlp, watch=lambda outcome: seen.append(outcome.source.path.name))
    assert [document.id for document in built.chronology.documents] == ["a", "b"]
    reasons = {failure.source.path.name: failure.reason for failure in built.failures}
    assert list(reasons) == ["b.txt", "octets.txt", "vide.txt"]
    assert "« b » est déjà celui de b.md" in reasons["b.txt"]
    assert len(seen) == 5
    assert built.counts["words"] == 9 + 10
    written = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert written == list(writers.modules())


def test_a_table(folder: Path) -> None:
    table = "id,file,title,reference_date\nun,a.txt,Un titre,2014-12\n\ndeux,b.md,,\n"
    (folder / "documents.csv").write_text(table, encoding="utf-8-sig")
    first, second = (source.read() for source in sources(folder))
    assert (first.id, first.title, str(first.reference_date)) == ("un", "Un titre", "2014-12")
    assert (second.id, second.title, second.reference_date) == ("deux", "Titre", None)
    assert [s.id for s in sources(folder / "documents.csv")] == ["un", "deux"]


@pytest.mark.parametrize(
    ("row", "line", "reason"),
    [
        ("un,absent.txt,,", "", "n'existe pas"),
        ("un,a.txt,,le 12 mars", "ligne 2", "« le 12 mars » n'est pas une date de référence"),
        (",a.txt,,", "ligne 2", "la cellule id est vide"),
        ("un,,,", "ligne 2", "la cellule file est vide"),
        ("un,a.txt,,2012,de trop", "ligne 2", "plus de cellules"),
    ],
)
def test_a_bad_row_names_its_line(folder: Path, nlp: Language, row: str, line: str, reason: str) -> None:
    (folder / "documents.csv").write_text(f"id,file,title,reference_date\n{row}\nbon,a.txt,,\n", encoding="utf-8")
    built = process(sources(folder), nlp=nlp)
    assert [d.id for d in built.chronology.documents] == ["bon"]
    (failure,) = built.failures
    assert reason in failure.reason
    assert line in failure.reason


def test_an_id_twice_in_a_table(folder: Path) -> None:
    (folder / "documents.csv").write_text("id,file\nun,a.txt\nun,b.txt\n")
    with pytest.raises(DataError, match=r"documents\.csv, ligne 3 : l'identifiant « un » est déjà celui de a\.txt"):
        sources(folder)[1].read()


@pytest.mark.parametrize("text", ["", "nom,fichier\n", 'id,file\n"un,a.txt\n', "id,file\nun,\xe9\n"])
def test_a_broken_table(folder: Path, text: str) -> None:
    (folder / "documents.csv").write_text(text, encoding="latin-1")
    with pytest.raises(DataError, match=r"documents\.csv"):
        sources(folder)


def test_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="n'existe pas"):
        sources(tmp_path / "absent")
    with pytest.raises(DocumentError, match="aucun document"):
        sources(tmp_path)


def test_other_files_are_named_and_left(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    for name, data in (("photo.jpg", b"\xff\xd8\xff"), ("ancien.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), ("liste.xyz", b"x")):
        (folder / name).write_bytes(data)
    (folder / "2019").mkdir()
    (folder / "2020").mkdir()
    assert len(sources(folder)) == 5
    told = [record.getMessage().removeprefix(f"laissé de côté dans {folder} : ") for record in caplog.records]
    assert [words.split(" ;")[0] for words in told] == [
        "2019, 2020 (sous-dossier",
        "ancien.doc (un ancien document Office (.doc, .xls…)",
        "liste.xyz (format inconnu)",
        "photo.jpg (une image JPEG",
    ]
    assert len(sources(folder, quiet=True)) == 5
    assert len(caplog.records) == len(told)


def test_a_pattern(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    for name in ("2019/bilan.txt", "2020/bilan.txt", "2020/annexes/a.txt", "2020/photo.jpg", ".caché/c.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(PROSE, encoding="utf-8")
    (folder / "2020/photo.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "corrections.csv").write_text("action,cible,citation,valeur,auteur,jour,motif\nrejeter,x-1,a,,b,2024-01-01,c\n")
    assert [source.id for source in sources(folder / "20*/*.txt")] == ["2019-bilan", "2020-bilan"]
    assert [source.id for source in sources(folder / "**/bilan*")] == ["2019-bilan", "2020-bilan"]
    assert not caplog.records
    assert [source.id for source in sources(folder / "2020/**/*")] == ["bilan", "annexes-a"][::-1]
    assert [record.getMessage().split(" (")[0] for record in caplog.records] == [
        f"laissé de côté dans {folder / '2020'} : photo.jpg"
    ]
    assert [each.target for each in load_corrections(folder / "**/*.txt")] == ["x-1"]
    (folder / "compte [rendu].txt").write_text(PROSE, encoding="utf-8")
    assert [source.id for source in sources(folder / "compte [rendu].txt")] == ["compte [rendu]"]
    with pytest.raises(DocumentError, match="aucun document"):
        sources(folder / "*.odt")
    with pytest.raises(DocumentError, match="n'existe pas"):
        sources(folder / "absent/*.txt")


@pytest.mark.parametrize("name", [".cache", "~$a.docx", ".~lock.a.docx#", "Thumbs.db", "desktop.ini"])
def test_what_systems_put_beside_documents_is_passed_over(folder: Path, name: str, caplog: pytest.LogCaptureFixture) -> None:
    (folder / name).write_bytes(b"x")
    assert len(sources(folder)) == 5
    assert not caplog.records


def test_nothing_is_written_if_all_fail(tmp_path: Path, nlp: Language) -> None:
    (tmp_path / "vide.txt").write_text("")
    with pytest.raises(DocumentError, match="rien n'est écrit"):
        jalons.build(tmp_path, tmp_path / "out", nlp=nlp)
    assert not (tmp_path / "out").exists()


def test_a_fault_of_ours_is_reported_not_raised(monkeypatch: pytest.MonkeyPatch, folder: Path, nlp: Language) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("par zéro")

    monkeypatch.setattr("jalons.extracting.extract", broken)
    result = jobs.attempt(Source(folder / "a.txt", "a"), nlp=nlp)
    assert isinstance(result, Failure)
    assert "ZeroDivisionError : par zéro" in result.reason


def test_the_missing_reference_date_is_told_once(folder: Path, nlp: Language, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "jalons"):
        process([Source(folder / "a.txt", "a"), Source(folder / "b.md", "b"), Source(folder / "b.txt", "c", "2014")], nlp=nlp)
    (record,) = caplog.records
    assert "a, b." in record.getMessage()


def test_ids_do_not_depend_on_the_rest_of_the_corpus(folder: Path, nlp: Language) -> None:
    alone = process([Source(folder / "a.txt", "a", "2020")], nlp=nlp).chronology
    together = process([Source(folder / "b.md", "b", "2020"), Source(folder / "a.txt", "a", "2020")], nlp=nlp).chronology
    assert together.of(alone.documents[0]) == alone.to_dict()


def test_files_are_written_together_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("before")
    opened = Path.open

    def full(path: Path, mode: str = "r", **more: Any) -> IO[Any]:
        if "two" in path.name:
            raise OSError(28, "No space left on device", str(path))
        return opened(path, mode, **more)

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(DocumentError, match="impossible d'écrire"):
        files.write_together({one: "after", two: "after"})
    assert [path.name for path in tmp_path.iterdir()] == ["one"]
    assert one.read_text() == "before"


def test_what_a_killed_run_left_beside_the_outputs_is_removed(folder: Path, tmp_path: Path, nlp: Language) -> None:
    theirs = [tmp_path / "out" / name for name in (".faits.csv.tmp", ".notes.csv.7.tmp")]
    theirs[0].parent.mkdir()
    for path in (*theirs, tmp_path / "out" / ".chronologie.html.123.tmp"):
        path.touch()
    jalons.build(folder, tmp_path / "out", nlp=nlp)
    assert sorted((tmp_path / "out").glob(".*")) == theirs


def test_a_folder_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("file")
    with pytest.raises(DocumentError, match="impossible d'écrire"):
        files.write_together({tmp_path / "out" / "x.csv": ""})


@pytest.mark.slow
def test_the_published_dataset_is_what_the_build_gives(root: Path, tmp_path: Path, nlp: Language) -> None:
    for name in ("first", "second"):
        assert not jalons.build(root / "corpus", tmp_path / name, nlp=nlp).failures
    built = {path.name: path.read_bytes() for path in (tmp_path / "first").iterdir()}
    assert built == {path.name: path.read_bytes() for path in (tmp_path / "second").iterdir()}
    assert built == {path.name: path.read_bytes() for path in (root / "outputs").iterdir()}, "lancez make dataset"
    assert built == writers.render_all(process(sources(root / "corpus"), nlp=nlp).chronology)


@pytest.mark.slow
def test_a_dataset_that_grew_is_the_one_built_at_once(tmp_path: Path, nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_YEARS", 2)  # of the same years, or of others that contradict them
    whole = archive.write_archive(tmp_path / "whole", documents=12, paragraphs=16)
    rows = (whole / "documents.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    grown = tmp_path / "grown"
    grown.mkdir()
    for wanted in (rows[:5], rows[:9], [rows[0], *rows[3:]], rows[:1] + rows[:5:-1], rows):
        for row in wanted[1:]:
            name = row.split(",")[1]
            (grown / name).write_bytes((whole / name).read_bytes())
        (grown / "documents.csv").write_text("".join(wanted), encoding="utf-8")
        built = jalons.build(grown, tmp_path / "out", nlp=nlp, store=tmp_path / "store")
        assert built.chronology.facts == merge(built.parts).facts
    assert any(len(fact.documents) > 1 for fact in built.chronology.facts)
    assert any(fact.others for fact in built.chronology.facts)
    jalons.build(whole, tmp_path / "at once", nlp=nlp, store=tmp_path / "other")
    first, second = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("out", "at once"))
    assert first == second


def test_the_corpus_is_whole(root: Path) -> None:
    documents = [source.read() for source in corpus.sources(root / "corpus")]
    assert all(document.reference_date for document in documents)
    assert {d.id for d in documents} == {path.stem for path in (root / "corpus/gold").glob("*.gold")}
