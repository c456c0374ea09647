"""What formats make of a date, and what each does of its own."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from carried import hostile, made, text, written
from jsonschema import ValidationError
from judges import JUDGES
from lxml import etree

from jalons import FuzzyDate
from jalons.tables import CHRONOLOGY
from jalons.writers.exports import FORMATS, parts
from jalons.writers.exports.tei import NAMESPACE, dates
from jalons.writers.exports.timeml import Timex, timex

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parents[1] / "cases/exports.toml").read_text("utf-8"))["date"]

BROKEN = {
    "cortext": (b"\t", b" "),
    "gargantext": (b"Publication Day", b"Jour"),
    "iramuteq": (b"****", b"***"),
    "markdown": (b"> \xc2\xab ", b"> <b>\xc2\xab "),
    "schema-org": (b'"Quotation"', b'"Citation"'),
    "tei": (b"listEvent", b"listEvenement"),
    "timelinejs": (b'"year"', b'"an"'),
    "timeml": (b'type="DATE"', b'type="JOUR"'),
    "txm": (b'"id"', b'"nom"'),
    "web-annotation": (b'"tagging"', b'"nommer"'),
}
"""What makes a file of each format invalid."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["edtf"])
def test_a_date_in_tei(case: dict[str, Any]) -> None:
    custom = {"when-custom": case["edtf"], "datingMethod": "#edtf"}
    assert dates(FuzzyDate.from_edtf(case["edtf"])) == custom | case["tei"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["edtf"])
def test_a_date_in_timeml(case: dict[str, Any]) -> None:
    assert timex(case["edtf"]) == Timex(**case["timeml"])


@pytest.mark.parametrize("name", BROKEN)
def test_a_judge_refuses(name: str) -> None:
    files = parts(made(), FORMATS[name])
    found = {file: data.replace(*BROKEN[name]) for file, data in files.items()}
    assert found != files
    with pytest.raises((AssertionError, etree.DocumentInvalid, ValidationError, ValueError)):
        JUDGES[name](made(), found)


def test_the_judge_of_workbooks_refuses_a_formula() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(written(made(), "xlsx")))
    workbook["faits"]["E2"] = "=1+1"
    stream = io.BytesIO()
    workbook.save(stream)
    with pytest.raises(AssertionError):
        JUDGES["xlsx"](made(), {"a.xlsx": stream.getvalue()})


def test_tei_points_from_texts_to_its_indexes() -> None:
    root = etree.fromstring(written(made(), "tei"))
    space = {"t": NAMESPACE}
    (law,) = root.xpath("//t:text//t:rs[@type='law']", namespaces=space)
    (item,) = root.xpath(f"//t:list[@type='law']/t:item[@xml:id='{law.get('ref')[1:]}']", namespaces=space)
    assert item.findtext("t:idno[@type='jalons']", namespaces=space) == "loi:2013-660"
    (note,) = root.xpath("//t:note[@type='contradiction']/t:date", namespaces=space)
    assert note.get("when-custom") == "2010-06"
    assert len(root.xpath("//t:note[@type='correction']", namespaces=space)) == 1


def test_dates_of_timelinejs() -> None:
    slides = json.loads(written(made(), "timelinejs"))["events"]
    found = {slide["display_date"]: (slide["start_date"], slide.get("end_date")) for slide in slides}
    assert found["17 novembre 2012"] == ({"year": 2012, "month": 11, "day": 17}, None)
    assert found["2011 (incertain)"] == ({"year": 2011}, None)
    assert found["de 2014 à 2016"] == ({"year": 2014}, {"year": 2016, "month": 12, "day": 31})
    assert found["à partir de 2016"] == ({"year": 2016}, None)


def test_a_passage_of_iramuteq() -> None:
    lines = written(made(), "iramuteq").decode().splitlines()
    place = next(place for place, line in enumerate(lines) if "Fioraso" in line)
    assert lines[place - 1] == "**** *doc_histoire *annee_2013 *decennie_2010 *nature_texteofficiel *modalite_affirme"


def test_an_author_and_a_day_of_gargantext() -> None:
    rows = list(csv.DictReader(text(made(), "gargantext"), delimiter="\t"))
    (survey,) = (row for row in rows if "enquête" in row["Abstract"])
    assert [survey[f"Publication {part}"] for part in ("Day", "Month", "Year")] == ["1", "1", "2014"]
    assert (survey["Authors"], survey["Source"]) == ("ANR", "Histoire")


def test_a_law_in_markdown_leads_to_its_text() -> None:
    law = "loi relative à l'enseignement supérieur et à la recherche"
    address = "https://www.legifrance.gouv.fr/eli/loi/2013/7/22/2013-660/jo/texte"
    assert f"- texte de loi : [{law}](<{address}>)\n" in written(made(), "markdown").decode()


def test_a_long_cell_is_cut() -> None:
    found = openpyxl.load_workbook(io.BytesIO(written(hostile("x" * 40_000), "xlsx")))["documents"]["C2"].value
    assert found == f"{'x' * 32_766}…"


def test_no_chronology_is_too_small() -> None:
    nothing = replace(made(), documents=(), mentions={}, entries=(), facts=(), corrections=())
    for name, judge in JUDGES.items():
        judge(nothing, parts(nothing, FORMATS[name]))


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) n'est pas installé")
def test_libreoffice_opens_the_workbook(tmp_path: Path) -> None:
    path = tmp_path / "classeur.xlsx"
    path.write_bytes(written(made(), "xlsx"))
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    run = ["soffice", home, "--headless", "--convert-to", every_sheet, "--outdir", str(tmp_path / "out"), str(path)]
    subprocess.run(run, check=True, timeout=180)
    with (tmp_path / "out/classeur-chronologie.csv").open(encoding="utf-8", newline="") as stream:
        heads, *rows = csv.reader(stream)
    assert heads == [column.name for column in CHRONOLOGY.columns]
    wanted = [[str(column.cell(entry) or "") for column in CHRONOLOGY.columns] for entry in made().entries]
    assert [row[:7] for row in rows] == [row[:7] for row in wanted]
