"""Every lexicon: it loads, no name stands for two things, what it refers to exists, every row says where it comes from."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from jalons.gazetteer import fold
from jalons.rules import load_lexicon, models_folder

NAMES = sorted(path.stem for path in (models_folder() / "lexicons").glob("*.csv"))
REFERENCES = {
    "parent": "organisations",
    "successor_of": "organisations",
    "operator": "organisations",
    "broader": "concepts",
    "related": "concepts",
}
"""The columns that hold ids, separated by `|`, and the lexicon whose ids they are."""


def test_there_are_lexicons() -> None:
    assert {"concepts", "organisations"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_rows_have_a_unique_id_and_a_source(name: str) -> None:
    rows = load_lexicon(name)
    assert rows
    assert len({row.id for row in rows}) == len(rows)
    assert [row.id for row in rows if not row.source] == []
    assert [row.id for row in rows if row.id != row.id.strip() or " " in row.id] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_name_stands_under_two_ids(name: str) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for row in load_lexicon(name):
        for written in row.names:
            owners[written].add(row.id)
    assert {written: ids for written, ids in owners.items() if len(ids) > 1} == {}


@pytest.mark.parametrize("name", NAMES)
def test_no_name_stands_twice_in_a_row(name: str) -> None:
    twice = {row.id: row.names for row in load_lexicon(name) if len(set(row.names)) < len(row.names)}
    assert twice == {}


@pytest.mark.parametrize("name", NAMES)
def test_references_exist(name: str) -> None:
    unknown = {}
    for row in load_lexicon(name):
        for column, lexicon in REFERENCES.items():
            ids = {cell for cell in row.cells.get(column, "").split("|") if cell}
            missing = ids - {other.id for other in load_lexicon(lexicon)}
            if missing or row.id in ids:
                unknown[row.id, column] = missing or {row.id}
    assert unknown == {}


@pytest.mark.parametrize("name", NAMES)
def test_cells_are_clean(name: str) -> None:
    path: Path = models_folder() / "lexicons" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        cells = [cell for row in csv.reader(stream, strict=True) for cell in row]
    assert [cell for cell in cells if cell != cell.strip() or "\n" in cell or "’" in cell or "\u00a0" in cell] == []


def test_concepts_are_defined_and_broader_has_no_circle() -> None:
    rows = {row.id: row for row in load_lexicon("concepts")}
    assert [row.id for row in rows.values() if not row.cells["definition"].endswith(".")] == []
    for start in rows:
        seen, current = set[str](), start
        while current:
            assert current not in seen, f"{start} : cercle"
            seen.add(current)
            current = rows[current].cells["broader"]


def test_related_concepts_are_related_to_each_other_and_not_by_rank() -> None:
    """SKOS reference, S23 and S27: `related` is symmetric, and disjoint from `broader`, however far up."""
    rows = {row.id: row for row in load_lexicon("concepts")}
    related = {row.id: set(filter(None, row.cells["related"].split("|"))) for row in rows.values()}
    assert [(one, other) for one, others in related.items() for other in others if one not in related[other]] == []
    for start in rows:
        current = rows[start].cells["broader"]
        while current:
            assert current not in related[start], start
            current = rows[current].cells["broader"]


def test_spellings_of_a_concept_are_not_those_of_another() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for row in load_lexicon("concepts"):
        for written in row.names:
            owners[fold(written).replace("-", " ")].add(row.id)
    assert {written: ids for written, ids in owners.items() if len(ids) > 1} == {}
