"""The data dictionary says what tables and JSON hold, with nothing left out."""

from __future__ import annotations

import re

import pytest

from jalons.dictionary import render
from jalons.schema import contract
from jalons.tables import TABLES, Table
from jalons.wording import HOW, LABELS

TEXT = render()
SECTIONS = dict(re.findall(r"^##+ (.+?)\n\n(.*?)(?=^##|\Z)", TEXT, re.M | re.S))


def rows(section: str) -> list[list[str]]:
    lines = [line for line in SECTIONS[section].splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.file)
def test_every_column_of_a_table_is_told(table: Table) -> None:
    assert [row[0] for row in rows(table.file)] == [f"`{column.name}`" for column in table.columns]
    for row, column in zip(rows(table.file), table.columns, strict=True):
        assert column.description.replace("|", "\\|") in row[2]
        assert all(f"`{value}`" in row[2] for value in column.constraints.get("enum", ()))  # type: ignore[attr-defined]


@pytest.mark.parametrize(("section", "path"), [("Un document", ()), ("Une mention", ("mentions",)), ("Une entrée", ("entries",))])
def test_every_field_of_the_json_is_told(section: str, path: tuple[str, ...]) -> None:
    schema = contract()
    for name in path:
        schema = schema["properties"][name]["items"]
    told = rows(section)
    assert [row[0] for row in told] == [f"`{name}`" for name in schema["properties"]]
    assert not [row for row in told if not row[1] or not row[3]]


def test_fields_name_the_columns_that_hold_them() -> None:
    columns = {row[0]: row[2] for row in rows("Une entrée")}
    assert columns["`id`"] == "`identifiant`"
    assert columns["`earliest`"] == "`au_plus_tot`"
    assert columns["`laws`"] == "`lois`"
    assert {row[0]: row[2] for row in rows("Une mention")}["`norm`"] == "`valeur`"


def test_codes_are_told() -> None:
    assert [row[0] for row in rows("Les étiquettes")] == [f"`{label}`" for label in LABELS]
    assert [row[0] for row in rows("Les modes de datation")] == [f"`{how}`" for how in HOW]


def test_links_lead_to_a_table() -> None:
    anchors = {table.file.replace(".", "") for table in TABLES}
    links = re.findall(r"\]\(#(.+?)\)", TEXT)
    assert links
    assert set(links) <= anchors
