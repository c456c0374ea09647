from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from spacy.language import Language

from jalons import cli, gold
from jalons.schema import contract

PROSE = "En novembre 2014, les statuts de l'association sont déposés."

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(nlp: Language, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `jalons ARGUMENTS` and returns its exit status, stdout and stderr."""
    monkeypatch.setattr("jalons.extracting.shared", lambda: nlp)
    monkeypatch.setenv("TERMINAL_WIDTH", "200")
    monkeypatch.setenv("COLUMNS", "200")

    def command(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as caught:
            cli.main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        status = caught.value.code
        assert "Traceback" not in captured.err
        return status if isinstance(status, int) else 0, captured.out, captured.err

    return command


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "bon.txt"
    path.write_text(PROSE, encoding="utf-8")
    return path


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    path = tmp_path / "vide.txt"
    path.write_text("")
    return path


def test_extract_writes_the_contract(run: Run, good: Path) -> None:
    status, out, err = run("extract", good, "--reference-date", "2014-12", "--format", "json")
    assert (status, err) == (0, "")
    found = json.loads(out)
    assert (found["id"], found["source"], found["reference_date"], found["text"]) == ("bon", "bon.txt", "2014-12", PROSE)
    jsonschema.validate(found, contract())


def test_several_documents_are_json_lines(run: Run, good: Path, tmp_path: Path) -> None:
    other = tmp_path / "autre.md"
    other.write_text(PROSE, encoding="utf-8")
    status, out, _ = run("extract", good, other, "--reference-date", "2014")
    assert status == 0
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["bon", "autre"]


def test_extract_as_a_table_in_a_file(run: Run, good: Path, tmp_path: Path) -> None:
    status, out, _ = run("extract", good, "--reference-date", "2014", "--format", "csv", "-o", tmp_path / "neuf/a.csv")
    assert (status, out) == (0, "")
    assert (tmp_path / "neuf/a.csv").read_bytes().startswith(b"\xef\xbb\xbfidentifiant,")


@pytest.mark.parametrize("format", ["json", "csv"])
def test_one_bad_document(run: Run, good: Path, empty: Path, tmp_path: Path, format: str) -> None:
    status, out, err = run("extract", empty, tmp_path / "absent.txt", good, "--reference-date", "2014", "--format", format)
    assert status == 1
    assert err.splitlines() == [
        f"jalons : échec : {empty} : le fichier est vide",
        f"jalons : échec : {tmp_path / 'absent.txt'} : le fichier n'existe pas",
    ]
    assert len(out.splitlines()) >= 1


def test_nothing_is_written_if_nothing_was_read(run: Run, empty: Path, tmp_path: Path) -> None:
    status, out, _ = run("extract", empty, "-o", tmp_path / "a.json")
    assert (status, out) == (1, "")
    assert not (tmp_path / "a.json").exists()


def test_two_documents_of_one_name_in_a_table(run: Run, good: Path, tmp_path: Path) -> None:
    (tmp_path / "sous").mkdir()
    (tmp_path / "sous/bon.txt").write_text(PROSE, encoding="utf-8")
    status, _, err = run("extract", good, tmp_path / "sous/bon.txt", "--reference-date", "2014", "--format", "csv")
    assert status == 1
    assert "« bon » est déjà celui de bon.txt" in err


def test_a_missing_reference_date_is_told(run: Run, good: Path) -> None:
    status, out, err = run("extract", good)
    assert status == 0
    assert json.loads(out)["reference_date"] is None
    assert err.count("sans date de référence") == len(err.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract"],
        ["extract", "GOOD", "--reference-date", "hier"],
        ["extract", "GOOD", "--format", "papier"],
        ["build", "absent"],
        ["evaluate", "--update-floors"],
        ["evaluate", "EMPTY_FOLDER"],
        ["evaluate", "--format", "papier"],
        ["inconnu"],
        ["candidates"],
        ["candidates", "absent"],
        ["candidates", "GOOD", "--minimum", "0"],
        ["candidates", "GOOD", "--lexicon", "codes"],
        ["concepts", "export", "--format", "papier"],
        ["concepts", "export", "--base", "pas une adresse"],
        ["concepts", "import"],
    ],
)
def test_wrong_usage(run: Run, good: Path, tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "rien").mkdir()
    places = {"GOOD": good, "EMPTY_FOLDER": tmp_path / "rien"}
    status, out, err = run(*(places.get(argument, argument) for argument in arguments))
    assert (status, out) == (2, "")
    assert err


def test_build(run: Run, good: Path, tmp_path: Path) -> None:
    status, out, err = run("build", good.parent, "-o", tmp_path / "out")
    assert status == 0
    assert "[1/1] bon : " in err
    for head in ("documents", "mots", "mentions", "entrées", "échecs"):
        assert head in out
    assert (tmp_path / "out/datapackage.json").is_file()


def test_build_with_a_bad_document(run: Run, good: Path, empty: Path, tmp_path: Path) -> None:
    status, out, err = run("build", good.parent, "-o", tmp_path / "out")
    assert status == 1
    assert f"jalons : échec : {empty} : le fichier est vide\n" in err
    assert "échecs" in out
    assert (tmp_path / "out/chronologie.csv").is_file()


def test_a_corpus_with_nothing_to_read(run: Run, tmp_path: Path) -> None:
    status, out, err = run("build", tmp_path, "-o", tmp_path / "out")
    assert (status, out) == (1, "")
    assert len(err.splitlines()) == 1


@pytest.fixture
def small_gold(tmp_path: Path) -> Path:
    text = 'id: essai\nreference_date: 2014\n=== TEXT\nEn <d v="2010">novembre 2014</d>, né.\n=== ENTRIES\n2010 | né. | Titre\n'
    (tmp_path / "essai.gold").write_text(text, encoding="utf-8")
    return tmp_path / "essai.gold"


def test_evaluate(run: Run, small_gold: Path) -> None:
    status, out, _ = run("evaluate", small_gold, "--errors")
    assert status == 0
    assert "bout en bout" in out
    assert "essai:" in out
    assert "2010" in out


def test_evaluate_as_json(run: Run, small_gold: Path) -> None:
    status, out, _ = run("evaluate", small_gold, "--format", "json")
    assert status == 0
    scores = json.loads(out)
    assert scores["documents"]["essai"] == scores["all"]
    assert scores["all"]["DATE"]["gold"] == 1
    assert scores["errors"]


def test_the_gate(run: Run, small_gold: Path, tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    assert run("evaluate", small_gold, "--gate", floors)[0] == 1
    assert run("evaluate", small_gold, "--gate", floors, "--update-floors")[0] == 0
    table = json.loads(floors.read_text())
    assert table["gold"] == {"essai.gold": gold.load(small_gold).sha256}
    table["floors"]["all"]["DATE"] = 1.1
    floors.write_text(json.dumps(table))
    status, _, err = run("evaluate", small_gold, "--gate", floors)
    assert status == 1
    assert "all, DATE" in err
    assert run("evaluate", small_gold, "--gate", floors, "--update-floors")[0] == 1
    assert run("evaluate", small_gold, "--gate", floors, "--update-floors", "--allow-lower")[0] == 0


def test_broken_gold(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.gold").write_text("rien")
    status, _, err = run("evaluate", tmp_path / "a.gold")
    assert status == 1
    assert "a.gold" in err
    assert len(err.splitlines()) == 1


def test_explain_and_diff(run: Run, good: Path, tmp_path: Path) -> None:
    for name in ("un", "deux"):
        assert run("build", good, "-o", tmp_path / name)[0] == 0
        good.write_text(f"{PROSE} En 2015, le moulin brûle.", encoding="utf-8")
    (entry,) = json.loads((tmp_path / "un/chronologie.json").read_text(encoding="utf-8"))[0]["entries"]
    status, out, _ = run("explain", entry["id"], "-o", tmp_path / "un")
    assert (status, out.splitlines()[0]) == (0, f"Entrée {entry['id']}")
    status, out, err = run("explain", "rien", "-o", tmp_path / "un")
    assert (status, out, len(err.splitlines())) == (1, "", 1)
    status, out, _ = run("diff", tmp_path / "un", tmp_path / "deux")
    assert status == 0
    assert out.splitlines()[-1] == "Entrées : 1 ajoutée."
    assert len(json.loads(run("diff", tmp_path / "un", tmp_path / "deux", "--format", "json")[1])["entries"]["added"]) == 1
    assert run("diff", tmp_path / "un", tmp_path / "absent")[0] == 1


def test_lost_corrections_are_told(run: Run, good: Path, tmp_path: Path) -> None:
    table = "action,cible,citation,valeur,auteur,jour,motif\nrejeter,bon-0123456789,Rien.,,moi,2024-05-02,faux\n"
    (good.parent / "corrections.csv").write_text(table, encoding="utf-8")
    status, _, err = run("build", good.parent, "-o", tmp_path / "out")
    assert status == 0
    assert "corrections.csv, ligne 2 (rejeter bon-0123456789) : cible disparue ; le passage n'est plus dans le document" in err


def test_evaluate_merging(run: Run, root: Path) -> None:
    status, out, _ = run("evaluate", "--merging", root / "tests/merging/gold/riviere", "--errors")
    assert status == 0
    assert "contraires" in out
    status, out, _ = run("evaluate", "--merging", root / "tests/merging/gold/riviere", "--format", "json")
    assert json.loads(out)["riviere"]["ensemble"]["f1"] > 0.9


def test_schema(run: Run) -> None:
    status, out, _ = run("schema")
    assert status == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(out))


def test_version(run: Run) -> None:
    assert run("--version")[1].startswith("jalons 0.")


def test_candidates(run: Run, tmp_path: Path) -> None:
    (tmp_path / "un.txt").write_text("Le Réseau des haies vives (RHV) naît. Le RHV plante. La haie vive, la haie vive !", "utf-8")
    status, out, err = run("candidates", tmp_path, "--lexicon", "organisations")
    assert (status, err) == (0, "")
    assert out.startswith("\ufeffid,name,variants,kind,parent,")
    assert "\r\nrhv,Réseau des haies vives,RHV,," in out
    (tmp_path / "vide.txt").write_text("")
    status, out, err = run("candidates", tmp_path, "--limit", 1, "-o", tmp_path / "neuf" / "a.csv")
    assert (status, out) == (1, "")
    assert err == f"jalons : échec : {tmp_path / 'vide.txt'} : le fichier est vide\n"
    assert len((tmp_path / "neuf" / "a.csv").read_text(encoding="utf-8-sig").splitlines()) == 2


def test_concepts_out_and_in(run: Run, tmp_path: Path) -> None:
    assert run("concepts", "export", "--base", "https://exemple.fr/notions", "-o", tmp_path / "n.ttl") == (0, "", "")
    assert "<https://exemple.fr/notions#plaidoyer> a skos:Concept" in (tmp_path / "n.ttl").read_text(encoding="utf-8")
    status, out, err = run("concepts", "import", tmp_path / "n.ttl")
    assert (status, err) == (0, "")
    assert out.startswith("\ufeffid,name,variants,definition,source,broader,related\r\nboutique-de-sciences,")
    status, out, err = run("concepts", "import", tmp_path / "absent.ttl")
    assert (status, out, len(err.splitlines())) == (1, "", 1)


@pytest.mark.parametrize("command", ["extract", "build", "evaluate", "explain", "diff", "schema", "candidates"])
def test_every_command_explains_itself(run: Run, command: str) -> None:
    status, out, _ = run(command, "--help")
    assert status == 0
    assert "Exemple" in out or command == "schema"


def test_help_loads_nothing_heavy() -> None:
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "jalons", "--help"], check=True, capture_output=True, text=True, timeout=60
    )
    assert "build" in told.stdout
    assert not {"spacy", "numpy", "pandas", "dateparser", "rich.console"} & {
        line.rpartition("|")[2].strip() for line in told.stderr.splitlines()
    }


@pytest.mark.slow
def test_errors_are_one_line() -> None:
    jalons = [sys.executable, "-m", "jalons"]
    result = subprocess.run([*jalons, "extract", "absent.txt"], capture_output=True, text=True, timeout=120, check=False)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == "jalons : échec : absent.txt : le fichier n'existe pas\n"


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_progress_on_a_terminal(monkeypatch: pytest.MonkeyPatch, run: Run, good: Path, empty: Path, tmp_path: Path) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    status, _, _ = run("build", good.parent, "-o", tmp_path / "out")
    assert status == 1
    assert "le fichier est vide" in terminal.getvalue()


def test_dates_are_explained(run: Run) -> None:
    status, out, _ = run("dates", "Du 7 au 9 janvier 2015, [b]puis[/b] l'année suivante ; hier.")
    assert status == 0
    assert all(words in out for words in ("2015-01-07", "2015-01-09", "2016", "relative au récit", "inconnue"))


def test_a_text_without_dates_is_said_so(run: Run) -> None:
    assert run("dates", "Rien de daté.")[:2] == (0, "Aucune date dans ce texte.\n")


def test_read_shows_what_was_understood(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text(f"---\ndate: 2014-12-01\n---\n# Statuts\n\n{PROSE}[^1]\n\n[^1]: Voir l'annexe.\n", encoding="utf-8")
    status, out, err = run("read", path)
    assert (status, err) == (0, "")
    for words in ("Statuts", "2014-12-01 (Markdown date)", "titre 1", "appel de note", "en-tête YAML"):
        assert words in out
    found = json.loads(run("read", path, "--json")[1])
    assert [block["kind"] for block in found["blocks"]] == ["heading", "paragraph", "note"]
    assert found["blocks"][1]["section"] == "Statuts"
    assert run("read", path, "--text")[1] == f"Statuts\n\n{PROSE}\n\nVoir l'annexe.\n"
    assert run("read", tmp_path / "absent.pdf")[0] == 1
