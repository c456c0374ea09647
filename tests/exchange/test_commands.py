"""`jalons annotate` and `jalons agreement`, from a corpus to a tool and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_cli import Run, run  # noqa: F401 (a fixture)

from jalons.exchange import formats

PROSE = "En novembre 2014, l'ANR et le CNRS signent une convention."


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus/note.txt").write_text(PROSE, encoding="utf-8")
    (tmp_path / "corpus/vide.txt").write_text("Rien de daté ici.", encoding="utf-8")
    return tmp_path / "corpus"


@pytest.mark.parametrize("tool", [name for name in formats() if name not in ("label-studio", "gold")])
def test_there_and_back_again(run: Run, corpus: Path, tmp_path: Path, tool: str) -> None:  # noqa: F811
    status, out, err = run("annotate", "export", corpus, "--to", tool, "-o", tmp_path / "outil")
    assert (status, out) == (0, "")
    assert "2 document(s), 3 mentions" in err
    bring = ("annotate", "import", tmp_path / "outil", "--corpus", corpus)
    status, out, err = run(*bring, "--to", "corrections", "--author", "M. Roux")
    assert (status, out) == (0, "\ufeffaction,cible,citation,valeur,auteur,jour,motif\r\n")
    assert "0 correction(s), 3 mentions laissées telles quelles." in err
    status, out, err = run(*bring, "--to", "gold", "-o", tmp_path / "gold")
    assert (status, out) == (0, "")
    assert '<d v="2014-11">novembre 2014</d>' in (tmp_path / "gold/note.gold").read_text(encoding="utf-8")
    assert run("evaluate", tmp_path / "gold", "--format", "json")[0] == 0
    status, out, _ = run("agreement", tmp_path / "outil", tmp_path / "gold", "--format", "json")
    assert status == 0
    assert json.loads(out)["labels"]["ALL"]["alpha"] == 1.0


def test_corrections_made_in_label_studio_are_applied(run: Run, corpus: Path, tmp_path: Path) -> None:  # noqa: F811
    assert run("annotate", "export", corpus, "--to", "label-studio", "-o", tmp_path)[0] == 0
    tasks = json.loads((tmp_path / "taches.json").read_text(encoding="utf-8"))
    export = tmp_path / "export.json"
    bring = ("annotate", "import", export, "--to", "corrections", "--corpus", corpus, "--author", "M. Roux")
    export.write_text(json.dumps(tasks))
    status, _, err = run(*bring)
    assert (status, len(err.splitlines())) == (1, 1)
    assert "personne ne l'a encore annoté" in err
    for task in tasks:
        (result,) = [each["result"] for each in task.pop("predictions")]
        for each in result:
            if each["type"] == "textarea" and each["value"]["text"] == ["2014-11"]:
                each["value"]["text"] = ["2014-11-03"]
        task["annotations"] = [{"completed_by": 1, "result": [each for each in result if each["value"].get("start") != 30]}]
    export.write_text(json.dumps(tasks))
    status, out, err = run(*bring, "-o", corpus / "corrections.csv")
    assert (status, out) == (0, "")
    assert "2 correction(s), 1 mentions laissées telles quelles." in err
    status, _, err = run("build", corpus, "-o", tmp_path / "outputs")
    assert status == 0
    assert "corrections.csv" not in err
    text = (tmp_path / "outputs/mentions.csv").read_text(encoding="utf-8-sig")
    assert "2014-11-03" in text
    assert "CNRS" not in text
    # What is corrected is exported so, and brought back without a row.
    assert run("annotate", "export", corpus, "--to", "inception", "-o", tmp_path / "deux")[0] == 0
    status, out, _ = run("annotate", "import", tmp_path / "deux", "--to", "corrections", "--corpus", corpus, "--author", "A")
    assert (status, len(out.splitlines())) == (0, 1)


def test_gold_goes_to_a_tool_and_agreement_is_told(run: Run, root: Path, tmp_path: Path) -> None:  # noqa: F811
    status, _, err = run("annotate", "export", root / "tests/gold", "--to", "doccano", "-o", tmp_path / "a")
    assert status == 0
    assert "4 document(s)" in err
    lines = (tmp_path / "a/documents.jsonl").read_text(encoding="utf-8").splitlines()
    first = json.loads(lines[0])
    first["label"] = first["label"][1:]
    (tmp_path / "b.jsonl").write_text("\n".join([json.dumps(first), *lines[1:]]), encoding="utf-8")
    status, out, err = run("agreement", tmp_path / "a", tmp_path / "b.jsonl", "--errors")
    assert (status, err) == (0, "")
    assert "Accord sur 4 document(s)" in out
    assert "α de Krippendorff" in out
    assert " A seul : « " in out


def test_a_document_that_fails_is_told(run: Run, corpus: Path, tmp_path: Path) -> None:  # noqa: F811
    (corpus / "vide.txt").write_text("")
    status, _, err = run("annotate", "export", corpus, "--to", "gold", "-o", tmp_path / "gold")
    assert status == 1
    assert "échec" in err
    assert (tmp_path / "gold/note.gold").is_file()


@pytest.mark.parametrize(
    "arguments",
    [
        ["annotate", "export", "corpus"],
        ["annotate", "export", "corpus", "--to", "papier"],
        ["annotate", "import", "a.json", "--to", "gold"],
        ["annotate", "import", "a.json", "--to", "corrections"],
        ["annotate", "import", "--to", "gold", "-o", "gold"],
        ["agreement", "a.json"],
    ],
)
def test_wrong_usage(run: Run, arguments: list[str]) -> None:  # noqa: F811
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert err


@pytest.mark.parametrize("command", [["annotate", "export"], ["annotate", "import"], ["agreement"]])
def test_every_command_explains_itself(run: Run, command: list[str]) -> None:  # noqa: F811
    status, out, _ = run(*command, "--help")
    assert status == 0
    assert "Exemple" in out
