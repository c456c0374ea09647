from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

import jalons
from jalons.building.manifest import read_manifest
from jalons.building.store import Store
from jalons.building.stored import pack, unpack
from jalons.errors import DocumentError

KEY = "ab" * 32
SECTIONS = {"one": b"\n\0{", "two": b"", "three": "été".encode()}


def test_what_is_put_is_got(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert store.get(KEY) is None
    store.put(KEY, SECTIONS)
    assert store.get(KEY) == SECTIONS
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [f"{KEY}.jalons"]


@given(st.data())
def test_a_damaged_result_is_as_good_as_absent(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    store = Store(tmp_path_factory.mktemp("store"))
    store.put(KEY, SECTIONS)
    path = store.path(KEY)
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    cut = whole[:at]
    flipped = whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :]
    path.write_bytes(data.draw(st.sampled_from([cut, flipped])))
    assert store.get(KEY) is None
    assert not path.exists()


def test_only_what_is_kept_stays(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for key in (KEY, "cd" * 32):
        store.put(key, SECTIONS)
    for half in (store.path(KEY).parent / f".{KEY}.jalons.123.tmp", tmp_path / ".manifest.jsonl.123.tmp"):
        half.write_bytes(b"half")
    store.prune([KEY])
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [store.path(KEY)]


def test_one_build_at_a_time(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.locked(), pytest.raises(DocumentError, match="un autre"), Store(tmp_path).locked():
        pass
    with store.locked():
        pass


def test_a_result_comes_back_whole(root: Path, nlp: Language) -> None:
    text = (root / "corpus/texts/histoire-alliss.txt").read_text(encoding="utf-8")
    chronology = jalons.extract(jalons.Document.from_text(text, id="a", reference_date="2022-11", title="T"), nlp=nlp)
    again = unpack(pack(chronology, {}))
    assert again.documents == chronology.documents
    assert again.entries == chronology.entries
    assert again.to_dict() == chronology.to_dict()


def test_the_manifest_outlives_a_line_cut_short(tmp_path: Path) -> None:
    row = {"id": "a", "file": "a.txt", "state": "pending", "key": KEY}
    lines = [json.dumps(row), json.dumps(row | {"state": "done"}), '{"id": "a", "fi']
    (tmp_path / "manifest.jsonl").write_text("\n".join(lines))
    assert read_manifest(tmp_path) == {"a.txt": row | {"state": "done"}}
    assert read_manifest(tmp_path / "none") == {}
