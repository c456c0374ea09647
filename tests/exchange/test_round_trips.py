"""What goes to a tool comes back as it was, in the format as its own library reads it."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

import cassis
import pytest
import spacy
from annotations import PIECES, documents
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import DocBin
from spacy.vocab import Vocab

from jalons import gold
from jalons.errors import UnfitTextError
from jalons.exchange import Annotated, Annotation, formats, load, tools
from jalons.exchange._offsets import CodeUnits
from jalons.files import replace_with
from jalons.types import LABELS

XML = [piece for piece in PIECES if piece != "\f"]


def written(document: Annotated, tool: str) -> tuple[bytes, Path]:
    """The one file of a document, and a path that has its suffix."""
    files = tools()[tool].write([document])
    (name,) = [name for name in files if "/" in name or len(files) == 1 or name == "taches.json"]
    return files[name], Path(name)


def read_back(document: Annotated, tool: str) -> Annotated:
    data, path = written(document, tool)
    assert [name for name, module in tools().items() if module.recognises(data, path)] == [tool]
    (found,) = tools()[tool].read(data, path)
    return found


def test_the_formats() -> None:
    assert formats() == ("docbin", "doccano", "gold", "inception", "inception-xmi", "label-studio")


@pytest.mark.parametrize("tool", ["docbin", "inception", "label-studio"])
@given(document=documents())
def test_a_round_trip_loses_nothing(tool: str, document: Annotated) -> None:
    assert read_back(document, tool) == document


@given(document=documents(pieces=XML))
def test_nor_does_xmi_where_xml_can_hold_the_text(document: Annotated) -> None:
    assert read_back(document, "inception-xmi") == document


@given(document=documents().filter(lambda document: document.text))
def test_nor_does_doccano_unless_the_text_is_empty(document: Annotated) -> None:
    assert read_back(document, "doccano") == document


@pytest.mark.parametrize("tool", ["docbin", "doccano", "inception", "inception-xmi", "label-studio"])
def test_all_labels_side_by_side(tool: str) -> None:
    marks = tuple(
        Annotation(i, i + 1, label, "2014" if label == "DATE" else label.lower(), f"doc-{i:010x}", "rule", bool(i % 2))
        for i, label in enumerate(LABELS)
    )
    document = Annotated("doc", "😀" * len(LABELS), marks, "2014")
    assert read_back(document, tool) == document


def test_what_xmi_and_doccano_cannot_hold_is_refused() -> None:
    with pytest.raises(UnfitTextError, match=r"U\+000C \(caractère 3\)"):
        tools()["inception-xmi"].write([Annotated("doc", "un\n\fdeux")])
    with pytest.raises(UnfitTextError, match="vide"):
        tools()["doccano"].write([Annotated("doc", "")])


@pytest.mark.parametrize("tool", formats())
def test_half_a_character_is_refused(tool: str) -> None:
    with pytest.raises(UnfitTextError, match="D83D"):
        tools()[tool].write([Annotated("doc", "un \ud83d")])


@pytest.mark.parametrize("tool", formats())
def test_documents_whose_names_are_alike_have_files_of_their_own(tool: str, tmp_path: Path) -> None:
    three = [Annotated(name, "Un texte.") for name in ("a/b", "a b", "A-B")]
    replace_with({tmp_path / name: data for name, data in tools()[tool].write(three).items()})
    assert sorted(document.id for document in load([tmp_path])) == sorted(document.id for document in three)


@given(document=documents())
def test_gold_holds_all_but_ids_and_rules(document: Annotated) -> None:
    marks = tuple(replace(mark, norm=mark.norm or "2014", id="", rule="") for mark in document.annotations)
    document = replace(document, annotations=marks)
    with TemporaryDirectory() as folder:
        replace_with({Path(folder, name): data for name, data in tools()["gold"].write([document]).items()})
        (found,) = load([Path(folder)])
        (path,) = Path(folder).iterdir()
        same = gold.load(path)
    # The inline format closes the last line; see `jalons.gold`.
    assert found.text in (document.text, f"{document.text}\n")
    assert replace(found, text=document.text) == document
    assert [(m.start, m.end, m.label, m.norm, m.optional) for m in same.mentions] == [
        (m.start, m.end, m.label, m.norm, m.optional) for m in document.annotations
    ]


@given(text=st.text(st.sampled_from("aé\u0301😀𝒳\r\n"), max_size=20))
def test_utf_16_offsets(text: str) -> None:
    units = CodeUnits(text)
    for offset in range(len(text) + 1):
        expected = len(text[:offset].encode("utf-16-le")) // 2
        assert units.of(offset) == expected
        assert units.to_code_points(expected) == offset
    whole = len(text.encode("utf-16-le")) // 2
    known = {units.of(offset) for offset in range(len(text) + 1)}
    assert all((units.to_code_points(place) is None) == (place not in known) for place in range(-2, whole + 3))


# What each tool's own library, or the format that it documents, makes of the files.


@given(document=documents(pieces=XML))
def test_cassis_reads_the_cas_with_its_own_type_system(document: Annotated) -> None:
    for tool in ("inception", "inception-xmi"):
        files = tools()[tool].write([document])
        (data,) = [data for name, data in files.items() if "/" in name]
        system = cassis.load_typesystem(io.BytesIO(files["TypeSystem.xml"]))
        if tool == "inception":
            cas = cassis.load_cas_from_json(data.decode())
        else:
            cas = cassis.load_cas_from_xmi(io.BytesIO(data), typesystem=system)
        assert (cas.sofa_string or "") == document.text
        mentions = cas.select("webanno.custom.JalonsMention")
        assert [(m.begin, m.end, m.label) for m in mentions] == [(m.start, m.end, m.label) for m in document.annotations]


@given(document=documents())
def test_a_cas_counts_utf_16_code_units(document: Annotated) -> None:
    data, _ = written(document, "inception")
    table = json.loads(data)
    structures = table["%FEATURE_STRUCTURES"]
    text = next(each["sofaString"] for each in structures if each["%TYPE"] == "uima.cas.Sofa").encode("utf-16-le")
    said = [text[2 * m["begin"] : 2 * m["end"]] for m in structures if m["%TYPE"] == "webanno.custom.JalonsMention"]
    assert [each.decode("utf-16-le") for each in said] == [document.text[m.start : m.end] for m in document.annotations]
    (whole,) = [each for each in structures if each["%TYPE"] == "uima.tcas.DocumentAnnotation"]
    assert (whole["begin"], whole["end"], whole["language"]) == (0, len(text) // 2, "fr")


def test_the_layer_and_the_tag_set_have_what_inception_exports() -> None:
    files = tools()["inception"].write([])
    layers, tags = json.loads(files["couches.json"]), json.loads(files["etiquettes.json"])
    mention = next(layer for layer in layers if layer["name"] == "webanno.custom.JalonsMention")
    assert (mention["type"], mention["anchoring_mode"], mention["overlap_mode"]) == ("span", "CHARACTERS", "NO_OVERLAP")
    assert [feature["name"] for feature in mention["features"]] == ["label", "value", "optional", "rule", "identifier"]
    assert {layer["built_in"] for layer in layers} == {False}
    assert [tag["tag_name"] for tag in tags["tags"]] == list(LABELS)
    assert tags["create_tag"] is False
    assert mention["features"][0]["tag_set"] == tags
    system = cassis.load_typesystem(io.BytesIO(files["TypeSystem.xml"]))
    for layer in layers:
        found = {feature.name: feature.rangeType.name for feature in system.get_type(layer["name"]).features}
        assert found == {feature["name"]: feature["type"] for feature in layer["features"]}


@given(document=documents())
def test_label_studio_results_quote_the_text_and_use_the_configuration(document: Annotated) -> None:
    files = tools()["label-studio"].write([document, replace(document, id="autre", reviewed=False)])
    view = ElementTree.fromstring(files["configuration.xml"].decode())
    controls = {each.get("name"): each for each in view.iter() if each.get("toName") == "text"}
    assert [label.get("value") for label in controls["label"]] == list(LABELS)
    done, proposed = json.loads(files["taches.json"])
    assert done["data"]["text"] == document.text
    assert done["annotations"][0]["result"] == proposed["predictions"][0]["result"]
    for result in done["annotations"][0]["result"]:
        value = result["value"]
        assert result["from_name"] in controls
        assert result["to_name"] == "text"
        quoted = document.text[value["start"] : value["end"]]
        assert quoted and (result["type"] == "textarea" or value["text"] == quoted)


@given(document=documents().filter(lambda document: document.text))
def test_doccano_spans_are_those_that_its_page_shows(document: Annotated) -> None:
    data, _ = written(document, "doccano")
    (line,) = [json.loads(line) for line in data.splitlines()]
    text = line["text"].encode("utf-16-le")
    said = [(text[2 * start : 2 * end].decode("utf-16-le"), label) for start, end, label in line["label"]]
    assert said == [(document.text[m.start : m.end], m.label) for m in document.annotations]


@given(document=documents())
def test_spacy_reads_the_docbin(document: Annotated) -> None:
    data, _ = written(document, "docbin")
    (doc,) = DocBin().from_bytes(data).get_docs(Vocab())
    assert doc.text == document.text
    expected = [(m.start, m.end, m.label, m.norm, m.rule) for m in document.annotations]
    assert [(s.start_char, s.end_char, s.label_, s.kb_id_, s.id_) for s in doc.spans["mentions"]] == expected
    assert [(e.start_char, e.end_char, e.label_) for e in doc.ents] == [m[:3] for m in expected]


def test_the_tokens_of_a_docbin_are_those_of_spacy_elsewhere() -> None:
    data, _ = written(Annotated("doc", "En 2014, l'ANR naît.", (Annotation(3, 7, "DATE", "2014"),)), "docbin")
    (doc,) = DocBin().from_bytes(data).get_docs(Vocab())
    assert [(t.text, t.whitespace_) for t in doc] == [(t.text, t.whitespace_) for t in spacy.blank("fr")(doc.text)]
