"""The tables of a dataset as SQLite and Parquet: the same rows as the CSV files, whole or not there at all."""

from __future__ import annotations

import asyncio
import csv
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from conftest import told
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

import jalons
from jalons import databases
from jalons.databases import sqlite
from jalons.errors import DocumentError, JalonsError
from jalons.folding import fold, plain
from jalons.querying.source import database
from jalons.tables import TABLES
from jalons.tables.columns import cell, read_back, typed

FILES = list(chain.from_iterable(databases.files().values()))


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory, nlp: Language) -> Path:
    """A dataset of a few documents in all formats."""
    folder = tmp_path_factory.mktemp("formats")
    jalons.build(root / "tests/gold", folder / "out", nlp=nlp, store=folder / "store", formats=["sqlite", "parquet"])
    return folder / "out"


def published(folder: Path) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    """The rows of each table as its CSV file has them, typed."""
    for table in TABLES:
        with (folder / table.file).open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream))[1:]
        yield (
            table.name,
            [tuple(read_back(text, column.type) for text, column in zip(row, table.columns, strict=True)) for row in rows],
        )


def test_sqlite_holds_the_tables(built: Path) -> None:
    with closing(sqlite.opened(built / sqlite.FILE)) as database:
        for name, rows in published(built):
            stored = database.execute(f"SELECT * FROM {name} ORDER BY rowid").fetchall()
            assert stored == [tuple(v.isoformat() if hasattr(v, "isoformat") else v for v in row) for row in rows], name
        assert not database.execute("PRAGMA foreign_key_check").fetchall()
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        database.execute("SELECT 1 FROM chronologie_fts WHERE chronologie_fts MATCH 'academie' AND rank MATCH 'bm25()'")


def test_parquet_holds_the_tables(built: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra « parquet » is not installed")
    for (name, rows), table in zip(published(built), TABLES, strict=True):
        read = parquet.read_table(built / f"{name}.parquet")
        assert [tuple(row.values()) for row in read.to_pylist()] == rows
        assert [field.name for field in read.schema] == [column.name for column in table.columns]
        assert read.schema.field(0).metadata[b"description"].decode() == table.columns[0].description
        assert read.schema.metadata[b"title"].decode() == table.title
        assert b"jalons.lexicons" in read.schema.metadata


def test_the_same_bytes_from_the_tables_as_from_the_build(built: Path, tmp_path: Path) -> None:
    for table in TABLES:
        (tmp_path / table.file).write_bytes((built / table.file).read_bytes())
    (tmp_path / "datapackage.json").write_bytes((built / "datapackage.json").read_bytes())
    made = database(tmp_path)
    assert made != tmp_path / sqlite.FILE
    assert made.read_bytes() == (built / sqlite.FILE).read_bytes()
    assert database(built) == built / sqlite.FILE


def test_datasette_opens_it_as_it_is(built: Path) -> None:
    datasette = pytest.importorskip("datasette.app", reason="a library of developers")

    with closing(sqlite.opened(built / sqlite.FILE)) as database:
        ((summary,),) = database.execute("SELECT resume FROM chronologie WHERE resume LIKE '%é%' LIMIT 1").fetchall()
    word = next(word for word in summary.split() if "é" in word)

    async def asked() -> tuple[Any, Any]:
        server = datasette.Datasette([str(built / sqlite.FILE)])
        tables = await server.client.get("/jalons.json")
        found = await server.client.get("/jalons/chronologie.json", params={"_search": fold(word).upper(), "_shape": "array"})
        return tables.json(), found.json()

    tables, found = asyncio.run(asked())
    described = {table["name"]: table for table in tables["tables"]}
    assert {table.name for table in TABLES} <= described.keys()
    assert described["chronologie"]["fts_table"] == "chronologie_fts"
    assert described["chronologie"]["primary_keys"] == ["identifiant"]
    assert found
    assert all(word.lower() in f"{row['resume']} {row['citation']}".lower() for row in found)


def test_a_format_that_is_there_is_kept_up_to_date(tmp_path: Path, nlp: Language) -> None:
    corpus, out = tmp_path / "corpus", tmp_path / "out"
    corpus.mkdir()
    (corpus / "a.txt").write_text("En 2014, l'association est créée.", encoding="utf-8")
    jalons.build(corpus, out, nlp=nlp, formats=["sqlite"])
    first = (out / sqlite.FILE).read_bytes()
    (corpus / "b.txt").write_text("En 2016, l'association est dissoute.", encoding="utf-8")
    jalons.build(corpus, out, nlp=nlp)
    second = (out / sqlite.FILE).read_bytes()
    assert second != first
    assert sqlite.is_of(out / sqlite.FILE, (out / "datapackage.json").read_text(encoding="utf-8"))
    (out / sqlite.FILE).write_bytes(second[:5000])
    jalons.build(corpus, out, nlp=nlp)
    assert (out / sqlite.FILE).read_bytes() == second


def test_an_unknown_format(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="parquet, sqlite"):
        databases.check(["xlsx"])


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow.parquet", None)
    with pytest.raises(JalonsError, match=r"pip install 'jalons\[parquet\]'"):
        databases.check(["parquet"])


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nlp: Language) -> None:
    def full(*_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorname = "SQLITE_FULL"
        raise error

    (tmp_path / "a.txt").write_text("En 2014, l'association est créée.", encoding="utf-8")
    monkeypatch.setattr(sqlite, "_fill", full)
    with pytest.raises(DocumentError, match="impossible d'écrire"):
        jalons.build(tmp_path / "a.txt", tmp_path / "out", nlp=nlp, formats=["sqlite"])
    assert not list((tmp_path / "out").iterdir())


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_cell_comes_back_as_it_was_typed(text: str) -> None:
    line = plain(text)
    assert line.startswith("'") or read_back(cell(line), "string") == typed(text)


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    chronology = told("d'; DROP TABLE faits; --", ("2014", '=1+1 "est" créé\ud800\0.'))
    write = databases.writers(chronology, ["sqlite"], description="{}")[sqlite.FILE]
    write(tmp_path / sqlite.FILE)
    with closing(sqlite.opened(tmp_path / sqlite.FILE)) as database:
        ((name, quote),) = database.execute("SELECT document, citation FROM chronologie").fetchall()
    assert (name, quote) == ("d'; DROP TABLE faits; --", '=1+1 "est" créé?.')
