"""Files of annotation tools that are broken, foreign or made to harm: each gives one clear error, in French."""

from __future__ import annotations

import io
import json
import re
import tomllib
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import srsly
from annotations import documents
from hypothesis import given
from hypothesis import strategies as st

from jalons import errors
from jalons.errors import (
    AnnotationFormatError,
    AnnotatorError,
    DocumentTooLargeError,
    EmptyDocumentError,
    HostileDocumentError,
    JalonsError,
    MissingDocumentError,
    UnfitTextError,
)
from jalons.exchange import Annotated, Annotation, load, tools

DOCUMENT = Annotated("doc", "En 2014, l'ANR naît 😀.", (Annotation(3, 7, "DATE", "2014"), Annotation(11, 14, "ORG", "anr")))
FILES = {"inception": "documents/doc.json", "inception-xmi": "documents/doc.xmi", "label-studio": "taches.json"}
FILES |= {"doccano": "documents.jsonl", "docbin": "documents.spacy", "gold": "doc.json"}


def place(tmp_path: Path, tool: str, *changes: tuple[str, str], document: Annotated = DOCUMENT) -> Path:
    """The file of a document for a tool, with some of its text changed."""
    text = tools()[tool].write([document])[FILES[tool]].decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / Path(FILES[tool]).name
    path.write_text(text, encoding="utf-8", newline="")
    return path


def structure(kind: str, **values: Any) -> str:
    """Members of a JSON object as the CAS has them."""
    return json.dumps({"%TYPE": kind, **values}, ensure_ascii=False)[1:-1]


CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "annotations.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['tool']}: {case['new']}")
def test_what_is_wrong_is_told(tmp_path: Path, case: dict[str, str]) -> None:
    with pytest.raises(getattr(errors, case["error"])) as caught:
        load([place(tmp_path, case["tool"], (case["old"], case["new"]))])
    told = str(caught.value)
    assert told.startswith(str(tmp_path))
    assert case["reason"] in told
    assert "\n" not in told


def test_a_type_system_runs_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    feature = "x:print(chr(72))"
    path = place(tmp_path, "inception", ('"document": {"%NAME": "document"', f'"{feature}": {{"%NAME": "document"'))
    assert load([path]) == [DOCUMENT]
    assert capsys.readouterr().out == ""


def test_layers_of_others_are_left_aside(tmp_path: Path) -> None:
    token = structure("de.Token", **{"%ID": 90, "@sofa": 1, "begin": 0, "end": 9999})
    path = place(tmp_path, "inception", ('{"%ID": 3', f'{{{token}}}, {{"%ID": 3'), ('"%MEMBERS": [', '"%MEMBERS": [90, '))
    assert load([path]) == [DOCUMENT]
    own = '<o:Token xmlns:o="http:///o.ecore" xmi:id="90" sofa="1" begin="0" end="9999"/><custom:JalonsMention autre="x"'
    path = place(tmp_path, "inception-xmi", ("<custom:JalonsMention", own), ('members="', 'members="90 '))
    assert load([path]) == [DOCUMENT]


@pytest.mark.parametrize("declared", ['<!DOCTYPE a [<!ENTITY e "x">]>', '<!DOCTYPE a SYSTEM "file:///etc/passwd">'])
def test_entities_are_refused(tmp_path: Path, declared: str) -> None:
    with pytest.raises(HostileDocumentError, match="entités XML"):
        load([place(tmp_path, "inception-xmi", ("<xmi:XMI", f"{declared}<xmi:XMI"))])


def test_nesting_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"%FEATURE_STRUCTURES":' + "[" * 200_000)
    with pytest.raises(HostileDocumentError, match="niveaux"):
        load([path])


def test_what_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JALONS_UNPACKED_BYTES", "1000")
    (tmp_path / "a.spacy").write_bytes(zlib.compress(b"0" * 1_000_000))
    with pytest.raises(DocumentTooLargeError, match="JALONS_UNPACKED_BYTES"):
        load([tmp_path / "a.spacy"])
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.jsonl", "0" * 1_000_000)
    with pytest.raises(DocumentTooLargeError, match="JALONS_UNPACKED_BYTES"):
        load([tmp_path / "a.zip"])


def test_huge_files_and_texts_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = place(tmp_path, "doccano")
    monkeypatch.setenv("JALONS_CHARACTERS", "10")
    with pytest.raises(DocumentTooLargeError, match="JALONS_CHARACTERS"):
        load([path])
    monkeypatch.setenv("JALONS_FILE_BYTES", "100")
    with pytest.raises(DocumentTooLargeError, match="JALONS_FILE_BYTES"):
        load([path])


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.json", b"", EmptyDocumentError),
        ("a.json", b"\xff\xfe\x00", AnnotationFormatError),
        ("a.json", b'{"%FEATURE_STRUCTURES": 3}', AnnotationFormatError),
        ("a.json", b'{"%FEATURE_STRUCTURES": [3, {}]}', AnnotationFormatError),
        ("a.json", b'{"mentions": 1, "entries": []}', AnnotationFormatError),
        ("a.json", b'[{"data": {"text": "a"}, "annotations": [{"result": [{"type": "labels"}]}]}]', AnnotationFormatError),
        ("a.json", b'["data"]', AnnotationFormatError),
        ("a.jsonl", b'{"text": "a", "label": []}\n{"text"', AnnotationFormatError),
        ("a.jsonl", b'{"text": "a", "label": [[0, 1' + b"0" * 5000 + b', "ORG"]]}', AnnotationFormatError),
        ("a.spacy", b"\x78\x9c rien", AnnotationFormatError),
        ("a.spacy", zlib.compress(srsly.msgpack_dumps({"attrs": []})), AnnotationFormatError),
        ("a.xmi", b"<xmi:XMI xmlns:xmi='http://www.omg.org/XMI'", JalonsError),
        ("a.docx", b"texte", AnnotationFormatError),
        ("a.zip", b"PK\x03\x04rien", JalonsError),
    ],
)
def test_files_that_are_nothing(tmp_path: Path, name: str, data: bytes, error: type[JalonsError]) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(error):
        load([tmp_path / name])


def test_files_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(MissingDocumentError):
        load([tmp_path / "absent.json"])
    (tmp_path / "GUIDE.md").write_text("Un guide.")
    with pytest.raises(AnnotationFormatError, match=r"aucun fichier annoté ; formats lus : docbin, doccano"):
        load([tmp_path])


@given(document=documents(), data=st.data())
def test_damage_gives_an_error_of_our_own_or_a_document(document: Annotated, data: st.DataObject) -> None:
    tool = data.draw(st.sampled_from(sorted(FILES)))
    try:
        files = tools()[tool].write([document])
    except UnfitTextError:
        return
    name = data.draw(st.sampled_from(sorted(files)))
    damaged = bytearray(files[name])
    for _ in range(data.draw(st.integers(1, 3))):
        if damaged:
            start = data.draw(st.integers(0, len(damaged) - 1))
            damaged[start : start + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    try:
        tools()[tool].read(bytes(damaged), Path(name))
    except JalonsError as error:
        assert str(error)


def _spots(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(spot for key, each in inner for spot in _spots(each, (*path, key)))]


STRANGE = st.sampled_from([None, True, -1, 10**20, 1.5, "", "x", [], [[]], {}, {"a": 1}])


@pytest.mark.parametrize("tool", ["inception", "label-studio", "doccano"])
@given(data=st.data())
def test_strange_values_give_an_error_of_our_own_or_a_document(tool: str, data: st.DataObject) -> None:
    marks = (replace(DOCUMENT.annotations[0], rule="year", optional=True), *DOCUMENT.annotations[1:])
    table = json.loads(tools()[tool].write([replace(DOCUMENT, annotations=marks)])[FILES[tool]])
    spot = data.draw(st.sampled_from(_spots(table)[1:]))
    inner = table
    for key in spot[:-1]:
        inner = inner[key]
    inner[spot[-1]] = data.draw(STRANGE)
    try:
        tools()[tool].read(json.dumps(table).encode(), Path(FILES[tool]))
    except JalonsError as error:
        assert str(error)


@given(data=st.data())
def test_so_do_strange_values_in_a_docbin(data: st.DataObject) -> None:
    table = srsly.msgpack_loads(zlib.decompress(tools()["docbin"].write([DOCUMENT])["documents.spacy"]))
    name = data.draw(st.sampled_from(sorted(table)))
    strange = st.one_of(STRANGE, st.binary(max_size=80).map(lambda each: [each]), st.binary(max_size=80))
    table[name] = data.draw(strange.filter(lambda each: each != 10**20))
    try:
        tools()["docbin"].read(zlib.compress(srsly.msgpack_dumps(table)), Path("a.spacy"))
    except JalonsError as error:
        assert str(error)


# Whose marks.


def project(**people: Annotated) -> bytes:
    """An export of an INCEpTION project: a file an annotator."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("exportedproject.json", "{}")
        for name, document in people.items():
            archive.writestr(f"annotation/doc.json/{name}.json", tools()["inception"].write([document])["documents/doc.json"])
    return stream.getvalue()


def test_an_annotator_is_chosen_in_a_project(tmp_path: Path) -> None:
    path = tmp_path / "projet.zip"
    bruno = Annotated("doc", DOCUMENT.text, DOCUMENT.annotations[:1])
    path.write_bytes(project(alice=DOCUMENT, bruno=bruno, INITIAL_CAS=DOCUMENT))
    (found,) = load([path], annotator="bruno")
    assert (found.annotations, found.annotator) == (bruno.annotations, "bruno")
    with pytest.raises(AnnotatorError, match="2 fois : choisissez avec --annotator : alice, bruno"):
        load([path])
    with pytest.raises(AnnotatorError, match="personne ne s'appelle « carla » ; annotateurs : alice, bruno"):
        load([path], annotator="carla")


def test_an_annotator_is_chosen_in_label_studio(tmp_path: Path) -> None:
    (task,) = json.loads(tools()["label-studio"].write([DOCUMENT])["taches.json"])
    (result,) = [each["result"] for each in task["annotations"]]
    people = [(7, result), ({"email": "b@exemple.fr"}, []), (9, [])]
    task["annotations"] = [{"completed_by": who, "result": said, "was_cancelled": who == 9} for who, said in people]
    path = tmp_path / "export.json"
    path.write_text(json.dumps([task]))
    assert load([path], annotator="7")[0].annotations == DOCUMENT.annotations
    assert load([path], annotator="b@exemple.fr")[0].annotations == ()
    with pytest.raises(AnnotatorError, match=re.escape("7, b@exemple.fr")):
        load([path])


def test_one_annotator_needs_no_choice(tmp_path: Path) -> None:
    (tmp_path / "projet.zip").write_bytes(project(alice=DOCUMENT, INITIAL_CAS=DOCUMENT))
    assert [document.annotator for document in load([tmp_path])] == ["alice"]


def test_the_same_document_twice(tmp_path: Path) -> None:
    place(tmp_path, "doccano")
    place(tmp_path, "label-studio")
    with pytest.raises(AnnotatorError, match="2 fois : ne donnez qu'un seul fichier"):
        load([tmp_path])
