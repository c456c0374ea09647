from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import frictionless
import jsonschema
import pytest
from conftest import entry, mention

from jalons import Chronology, writers
from jalons.corrections.table import Correction
from jalons.files import write_together
from jalons.merging import merge
from jalons.schema import contract
from jalons.tables import CHRONOLOGY, TABLES, cell

TEXT = "En 2012, l'ANR «\u00a0naît\u00a0»\net l'œuvre, \"libre\", coûte 12 €. =1+1 en 2013. Hier, +33."

FILES = [
    "chronologie.csv",
    "chronologie.html",
    "chronologie.json",
    "corrections.csv",
    "datapackage.json",
    "documents.csv",
    "faits.csv",
    "faits.json",
    "lois.csv",
    "mentions.csv",
    "organisations.csv",
    "sources.csv",
]


@pytest.fixture
def chronology(make: Callable[..., Chronology]) -> Chronology:
    quote = TEXT[: TEXT.index(" =1+1")]
    participants = {"organisations": ("anr", "cpu"), "works": ("@home",)}
    entries = (
        entry(TEXT, quote, "2012", participants=participants, page=1, summary="-10 % pour l'ANR"),
        entry(TEXT, "=1+1 en 2013.", "2013/..", page=1),
        entry(TEXT, "Hier, +33.", None, id="doc-00000000aa"),
    )
    mentions = (mention(TEXT, "2012", "DATE", "2012"), mention(TEXT, "ANR", "ORG", "anr"), mention(TEXT, "+33", "DATE", ""))
    mentions += (mention(TEXT, "2013", "LAW", "loi:2020-1674"), mention(TEXT, "1+1", "LAW", "=loi"))
    made = make(TEXT, mentions, entries, title="Titre", reference_date="2014-05")
    accepted = Correction("accepter", "doc-00000000aa", TEXT[-10:], "", "=moi", "2024-05-02", "-lu", 2)
    lost = Correction("rejeter", "doc-0123456789", "rien", "", "moi", "2024-05-02", "faux", 3)
    return merge([made], corrections=[accepted, lost])


@pytest.fixture
def package(chronology: Chronology, tmp_path: Path) -> Path:
    write_together({tmp_path / name: text for name, text in writers.render_all(chronology).items()})
    return tmp_path / "datapackage.json"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_formats_are_found() -> None:
    assert list(writers.modules()) == FILES
    assert writers.formats() == ["csv", "html", "json"]


def test_the_table(chronology: Chronology) -> None:
    text = writers.render(chronology, "chronologie.csv")
    assert text.startswith(
        "\ufeffidentifiant,document,date,au_plus_tot,au_plus_tard,resume,nature,modalite,organisations,lois,concepts,"
    )
    assert text.endswith("\r\n")
    assert not re.search(r"(?<!\r)\n", text), "all line ends are CRLF, none stands in a cell"
    first, second, third = rows(text)
    assert first["citation"] == "En 2012, l'ANR « naît » et l'œuvre, \"libre\", coûte 12 €."
    assert (first["date"], first["au_plus_tot"], first["au_plus_tard"]) == ("2012", "2012-01-01", "2012-12-31")
    assert (first["organisations"], first["page"], first["mode"]) == ("anr | cpu", "1", "explicit")
    assert (second["date"], second["au_plus_tard"]) == ("2013/..", "")
    assert (third["date"], third["mode"], third["page"]) == ("", "deictic", "")


def test_no_cell_is_a_formula(chronology: Chronology) -> None:
    for text in map(bytes.decode, writers.render_all(chronology).values()):
        if text.startswith("\ufeff"):
            assert not [value for row in rows(text) for value in row.values() if value[:1] in set("=+-@\t\r")]
    first, second, third = rows(writers.render(chronology, "chronologie.csv"))
    assert (first["resume"], first["publications"], second["citation"]) == ("'-10 % pour l'ANR", "'@home", "'=1+1 en 2013.")
    assert third["citation"] == "Hier, +33."


@pytest.mark.parametrize("value", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", " =1", "\x00=1", "\n-1"])
def test_the_guard(value: str) -> None:
    assert cell(value).startswith("'")


def test_plain_cells() -> None:
    assert [cell(value) for value in ("l'an", 0, 12, None, "", "a\x00b")] == ["l'an", "0", "12", "", "", "ab"]


def test_mentions(chronology: Chronology) -> None:
    table = rows(writers.render(chronology, "mentions.csv"))
    assert [(row["texte"], row["etiquette"], row["valeur"]) for row in table] == [
        ("2012", "DATE", "2012"),
        ("ANR", "ORG", "anr"),
        ("'+33", "DATE", ""),
        ("2013", "LAW", "loi:2020-1674"),
        ("1+1", "LAW", "'=loi"),
    ]


def test_laws_have_an_address_where_it_can_be_computed(chronology: Chronology) -> None:
    unknown, known = rows(writers.render(chronology, "lois.csv"))
    assert (unknown["identifiant"], unknown["adresse"], unknown["origine_adresse"]) == ("'=loi", "", "")
    assert (known["nom"], known["date"], known["mentions"]) == ("loi de programmation de la recherche", "2020-12-24", "1")
    assert known["adresse"] == "https://www.legifrance.gouv.fr/eli/loi/2020/12/24/2020-1674/jo/texte"
    assert known["origine_adresse"] == "calculée"


def test_organisations_come_with_what_the_lexicon_knows(make: Callable[..., Chronology]) -> None:
    text = "Le Cemagref et l'AXZ. Le Cemagref devient l'Irstea."
    mentions = (
        mention(text, "Cemagref", "ORG", "cemagref"),
        mention(text, "AXZ", "ORG", "axz"),
        mention(text, "Irstea", "ORG", "irstea"),
    )
    axz, cemagref, irstea = rows(writers.render(make(text, mentions, ()), "organisations.csv"))
    assert (axz["nom"], axz["nature"], axz["mentions"]) == ("AXZ", "", "1")
    assert (cemagref["formes"], cemagref["remplacee_par"], cemagref["succede_a"]) == ("Cemagref", "irstea", "")
    assert (irstea["succede_a"], irstea["remplacee_par"]) == ("cemagref", "inrae")


def test_facts_and_their_sources(make: Callable[..., Chronology]) -> None:
    first, again = "Le 3 mars 1931, le moulin brûle.", "Le moulin brûle en 1931, dit-on."
    one = make(first, (), (entry(first, first, "1931-03-03", id="a-1", document="a"),), id="a")
    other = make(again, (), (entry(again, again, "1931", id="b-1", document="b"),), id="b")
    chronology = merge([one, other])
    (fact,) = rows(writers.render(chronology, "faits.csv"))
    assert (fact["identifiant"], fact["date"], fact["sources"], fact["documents"]) == ("fait-a-1", "1931-03-03", "2", "a | b")
    assert fact["motifs"].startswith("date retenue : 1931-03-03, la plus précise (a), plutôt que 1931 | a-1 et b-1 : ")
    sources = [(s["entree"], s["fait"], s["role"]) for s in rows(writers.render(chronology, "sources.csv"))]
    assert sources == [
        ("a-1", "fait-a-1", "date"),
        ("b-1", "fait-a-1", "confirme"),
    ]
    assert json.loads(writers.render(chronology, "faits.json")) == [chronology.facts[0].to_dict()]


def test_corrections_are_published_with_what_became_of_them(chronology: Chronology) -> None:
    table = rows(writers.render(chronology, "corrections.csv"))
    assert [(row["ligne"], row["etat"]) for row in table] == [("2", "appliquée"), ("3", "cible disparue")]
    assert table[1]["remede"]


def test_json_is_a_list_of_contract_objects(chronology: Chronology) -> None:
    objects = json.loads(writers.render(chronology, "chronologie.json"))
    assert objects == [chronology.to_dict()]
    jsonschema.validate(objects[0], contract())


def test_every_column_is_described() -> None:
    for table in TABLES:
        assert len({column.name for column in table.columns}) == len(table.columns)
        assert all(column.description.endswith(".") and column.name.isascii() for column in table.columns)
    heads = ["organisations", "lois", "concepts", "personnes", "lieux", "programmes", "publications", "evenements"]
    assert [column.name for column in CHRONOLOGY.columns if column.name in heads] == heads


def test_the_package_is_valid(package: Path) -> None:
    report = frictionless.validate(str(package))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
    tables = ["documents", "faits", "sources", "chronologie", "mentions", "organisations", "lois", "corrections"]
    assert [task.name for task in report.tasks] == [*tables, "chronologie-json", "faits-json"]


@pytest.mark.parametrize(
    ("file", "old", "new", "error"),
    [
        ("chronologie.csv", ",2013/..,", ",vers 2013,", "constraint-error"),
        ("chronologie.csv", ",explicit,", ",devinette,", "constraint-error"),
        ("chronologie.csv", ",doc,", ",autre,", "foreign-key"),
        ("sources.csv", ",fait-", ",effet-", "foreign-key"),
        ("sources.csv", ",date\r", ",devine\r", "constraint-error"),
        ("corrections.csv", "cible disparue", "oubliée", "constraint-error"),
        ("chronologie.csv", "2012-12-31", "31 décembre", "type-error"),
        ("mentions.csv", "mentions", "mentions", "hash-count"),
    ],
)
def test_the_package_tells_what_is_wrong(package: Path, file: str, old: str, new: str, error: str) -> None:
    path = package.parent / file
    text = path.read_bytes().decode()
    path.write_bytes((text.replace(old, new) if old != new else text + "\r\n").encode())
    report = frictionless.validate(str(package))
    assert error in {kind for (kind,) in report.flatten(["type"])}


def test_the_package_names_no_time(package: Path) -> None:
    assert not {"created", "date", "modified"} & json.loads(package.read_text(encoding="utf-8")).keys()


@pytest.mark.slow
def test_the_published_package_is_valid(root: Path) -> None:
    report = frictionless.validate(str(root / "outputs/datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) n'est pas installé")
def test_libreoffice_reads_the_table(package: Path, tmp_path: Path) -> None:
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    # Comma, double quotes, UTF-8: what its import window proposes for our file. Without a window LibreOffice takes the system's
    # character set, whatever the BOM says.
    convert = ["soffice", home, "--headless", "--infilter=CSV:44,34,76,1", "--convert-to"]
    convert += ["csv:Text - txt - csv (StarCalc):9,34,76", "--outdir"]
    subprocess.run([*convert, str(tmp_path / "out"), str(package.parent / "chronologie.csv")], check=True, timeout=180)
    with (tmp_path / "out/chronologie.csv").open(encoding="utf-8", newline="") as stream:
        first, second, third = csv.DictReader(stream, delimiter="\t")
    assert list(first)[:3] == ["identifiant", "document", "date"]
    assert "« naît » et l'œuvre" in first["citation"]
    assert (second["citation"], third["citation"]) == ("'=1+1 en 2013.", "Hier, +33.")
