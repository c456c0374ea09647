"""The rows of the model's vectors: those that the model's own file tells, whatever became of the kept columns."""

from __future__ import annotations

from pathlib import Path

import pytest
import srsly
from spacy.util import get_package_path
from spacy.vectors import Vectors

from jalons.language import model_name
from jalons.vectors import rows_of

SOME = {2**64 - 1: 0, 7: 70_000, 2**40: 3}
ABSENT = 8


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model's file of a few rows; the cache is a folder of its own."""
    monkeypatch.setenv("JALONS_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "key2row"
    srsly.write_msgpack(path, SOME)
    return path


def test_rows_are_those_of_the_model() -> None:
    model = model_name()
    path = next(get_package_path(model).glob(f"{model}-*")) / "vocab" / "key2row"
    whole, rows = srsly.read_msgpack(path), rows_of(path)
    assert len(rows) == len(whole)
    for key in [*whole][::997]:
        assert rows[key] == rows.get(key) == whole[key]
        assert key in rows
    assert rows.copy() == whole


def test_what_is_kept_says_the_same(table: Path) -> None:
    for _ in range(2):
        rows = rows_of(table)
        assert [rows.get(key) for key in SOME] == list(SOME.values())
        assert (rows.get(ABSENT), rows.get(ABSENT, -1), ABSENT in rows) == (None, -1, False)
        with pytest.raises(KeyError):
            rows[ABSENT]
    assert len(list((table.parent / "cache").iterdir())) == 1


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: data[:-12], lambda data: b"x" + data[1:], lambda _: b""])
def test_damaged_columns_are_made_anew(table: Path, damage: object) -> None:
    assert callable(damage)
    rows_of(table)
    (kept,) = (table.parent / "cache").iterdir()
    kept.write_bytes(damage(kept.read_bytes()))
    assert rows_of(table).copy() == SOME
    assert rows_of(table).copy() == SOME


def test_a_cache_that_cannot_be_written_stops_nothing(table: Path) -> None:
    (table.parent / "cache").touch()
    assert rows_of(table).copy() == SOME


def test_spacy_can_add_and_save(table: Path) -> None:
    vectors = Vectors(shape=(70_001, 1))
    vectors.key2row = rows_of(table)
    vectors.add(ABSENT, row=5)
    assert (vectors.n_keys, vectors.find(key=ABSENT), vectors.find(key=7)) == (4, 5, 70_000)
    vectors.to_disk(table.parent / "saved")
    assert srsly.read_msgpack(table.parent / "saved" / "key2row") == SOME | {ABSENT: 5}
