"""Questions in terms: what they mean, what they find, and that they stay questions."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import told
from hypothesis import given
from hypothesis import strategies as st

from jalons import writers
from jalons.errors import DataError, DocumentError
from jalons.files import write_together
from jalons.merging import merge
from jalons.querying import QueryError, parse, query, records
from jalons.querying.terms import Period, Value, Words

SENTENCES: list[tuple[str | None, str, dict[str, Any]]] = [
    ("2014-11", "Les statuts de l'école sont déposés.", {"kind": "création", "organisations": ("cnrs",)}),
    ("2016/..", "Le réseau est ouvert à Évry.", {"kind": "fait", "organisations": ("anr", "cnrs"), "places": ("Évry",)}),
    ("2019", "Marie-Ève Dupont préside l'école.", {"kind": "gouvernance", "people": ("Marie-Ève Dupont",)}),
    (None, "Un accord fut signé ce jour-là.", {"kind": "accord"}),
]


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of one fact a document."""
    folder = tmp_path_factory.mktemp("dataset")
    parts = [
        told(f"d{place}", (day, sentence), kind=cells.pop("kind"), participants=cells)
        for place, (day, sentence, cells) in enumerate((day, sentence, dict(cells)) for day, sentence, cells in SENTENCES)
    ]
    write_together({folder / name: text for name, text in writers.render_all(merge(parts)).items()})
    return folder


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("org:cnrs", "d0 d1"),
        ("org:CNRS -org:anr", "d0"),
        ("org:cnrs org:anr", "d1"),
        ("org:cnr", ""),
        ('org:"Agence nationale de la recherche"', "d1"),
        ("lieu:evry", "d1"),
        ("personne:dupont", "d2"),
        ("personne:«Marie Ève»", "d2"),
        ("personne:dup", ""),
        ("nature:création", "d0"),
        ("nature:creation", "d0"),
        ("-nature:création -nature:accord", "d1 d2"),
        ("doc:d3", "d3"),
        ("2014", "d0"),
        ("2015..2020", "d1 d2"),
        ("..2015", "d0"),
        ("2017..", "d1 d2"),
        ("2014-11-15/2014-12", "d0"),
        ("date:2014-11", "d0"),
        ("-2015..2020", "d0 d3"),
        ("ecole", "d0 d2"),
        ("ÉCOLE", "d0 d2"),
        ("ecole -statuts", "d2"),
        ('"statuts de l\'école"', "d0"),
        ('"école statuts"', ""),
        ("stat*", "d0"),
        ("stat", ""),
        ("org:cnrs 2016..2018 réseau", "d1"),
    ],
)
def test_what_is_found(outputs: Path, question: str, documents: str) -> None:
    found = [str(row["document"]) for row in records(query(question, outputs))]
    assert sorted(found) == documents.split()


def test_the_order_is_that_of_the_dates(outputs: Path) -> None:
    assert [row["document"] for row in records(query("-xyz", outputs))] == ["d0", "d1", "d2", "d3"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("", "la question est vide"),
        ("bidule:x", "la clé « bidule » n'existe pas"),
        ("org:", "il manque ce qu'il faut chercher"),
        ("-", "il manque ce qu'il faut chercher"),
        ('org:cnrs "école', "un guillemet n'est pas fermé"),
        ('"école"statuts', "un guillemet n'est pas fermé, ou touche"),
        ("2015-13", "2015-13"),
        ("date:hier", "hier"),
        ("2020..2015", "la fin est avant le début ; écrivez par exemple 2015..2020"),
    ],
)
def test_a_bad_term_is_said(question: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        parse(question)


def test_the_terms() -> None:
    assert parse('org:anr -concept:"tiers secteur" 2015..2020 -..2011-02 mot*') == [
        Value("organisations", "anr"),
        Value("concepts", "tiers secteur", negated=True),
        Period(date(2015, 1, 1), date(2020, 12, 31)),
        Period(None, date(2011, 2, 28), negated=True),
        Words("mot", prefix=True),
    ]


def test_who_is_not_there_is_said(outputs: Path) -> None:
    (remark,) = query("org:cnrz", outputs).remarks
    assert "« cnrz » n'est dans aucune entrée" in remark
    assert "cnrs" in remark
    assert not query("org:cnrs", outputs).remarks


@given(st.text(max_size=40))
def test_nothing_in_a_question_is_run(outputs: Path, question: str) -> None:
    """Any text is refused or answered; a quotation mark or keyword of SQL or FTS5 means nothing."""
    for said in (question, f'"{question}"', f"org:{question}", f"x' OR 1=1 -- {question}"):
        try:
            answer = query(said, outputs)
        except QueryError:
            continue
        assert len(answer.rows) <= len(SENTENCES)
    assert len(query("-xyz", outputs).rows) == len(SENTENCES)


def test_a_changed_dataset_is_not_answered_from_the_old_one(tmp_path: Path) -> None:
    def publish(sentence: str) -> None:
        texts = writers.render_all(merge([told("d", ("2014", sentence))]))
        write_together({tmp_path / name: text for name, text in texts.items()})

    publish("L'école ouvre.")
    assert query("école", tmp_path).rows
    publish("Le musée ouvre.")
    assert not query("école", tmp_path).rows
    assert query("musée", tmp_path).rows


def test_no_dataset(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="il n'y a pas de jeu de données ici"):
        query("école", tmp_path / "rien")


def test_a_broken_table(outputs: Path, tmp_path: Path) -> None:
    for path in outputs.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "lois.csv").write_text("autre,chose\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"lois\.csv, ligne 1"):
        query("école", tmp_path)


def test_the_command(outputs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from jalons import cli

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as caught:
            cli.main(["query", *arguments])
        return int(caught.value.code or 0), *capsys.readouterr()

    status, out, _ = run("org:anr", str(outputs), "--format", "json")
    assert (status, [row["document"] for row in json.loads(out)]) == (0, ["d1"])
    _, out, _ = run("org:anr", str(outputs), "--format", "csv")
    assert out.startswith("\ufeffidentifiant,document,date")
    assert len(out.splitlines()) == 2
    _, out, _ = run("org:anr", str(outputs))
    assert "1 entrée" in out
    status, _, err = run("bidule:x", str(outputs))
    assert status == 2
    assert "bidule" in err
