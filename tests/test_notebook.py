"""How a chronology shows itself in Jupyter: what is in the HTML, and what hostile text does not put there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import lxml.html
import pytest
from browser import needs_chromium
from conftest import entry, mention, told
from playwright.sync_api import Browser, expect

from jalons import Chronology, Document
from jalons.merging import merge
from jalons.notebook import ROWS, frise
from jalons.types import Metadatum

TEXT = "En 2012, l'ANR naît, dit-on. La loi passe hier."
HOSTILE = "<script>alert(1)</script><img src=x onerror='x' style=\"y\">&amp;</table>\ud800\x00\u2028"


def table(html: str) -> list[list[str]]:
    return [[cell.text_content() for cell in row] for row in lxml.html.fromstring(html).iter("tr")]


@pytest.fixture
def chronology(make: Callable[..., Chronology]) -> Chronology:
    entries = (
        entry(TEXT, "En 2012, l'ANR naît, dit-on.", "2012", participants={"organisations": ("anr",)}, page=3, kind="création"),
        entry(TEXT, "La loi passe hier.", None, modality="prévu"),
    )
    return make(TEXT, (mention(TEXT, "ANR", "ORG", "anr"),), entries)


def test_a_chronology(chronology: Chronology) -> None:
    assert table(chronology._repr_html_()) == [
        ["Date", "Ce qui s’est passé", "Nature", "Organisations", "Source"],
        ["2012", "En 2012, l'ANR naît, dit-on.", "création", "ANR", "p. 3"],
        ["date inconnue", "La loi passe hier. (prévu)", "", "", ""],
    ]
    assert "<strong>2 entrées</strong>, 1 document<" in chronology._repr_html_()


def test_columns_without_a_cell_are_left_out(chronology: Chronology) -> None:
    bare = replace(chronology, entries=chronology.entries[1:])
    assert table(bare._repr_html_())[0] == ["Date", "Ce qui s’est passé"]


def test_an_empty_chronology() -> None:
    assert table(Chronology((), {}, ())._repr_html_()) == []
    assert "<strong>0 entrée</strong>, 0 document<" in Chronology((), {}, ())._repr_html_()


def test_facts_of_several_documents_name_them() -> None:
    merged = merge([told("a", ("2012", "L'association est fondée.")), told("b", ("2014", "Le moulin brûle."))])
    assert [row[-1] for row in table(merged._repr_html_())] == ["Source", "a", "b"]
    assert "<strong>2 faits, 2 entrées</strong>, 2 documents<" in merged._repr_html_()


def test_a_long_chronology_is_cut() -> None:
    long = told("a", *((str(1900 + place), f"Fait numéro {place}.") for place in range(ROWS + 7)))
    assert len(table(long._repr_html_())) == 1 + ROWS
    assert "… et 7 de plus" in long._repr_html_()


def test_an_entry(chronology: Chronology) -> None:
    shown = lxml.html.fromstring(chronology.entries[0]._repr_html_()).text_content()
    assert "2012 date écrite" in shown
    assert "En 2012, l'ANR naît, dit-on. (doc, p. 3)" in shown
    assert table(chronology.entries[0]._repr_html_()) == [["Organisations", "anr"]]


def test_a_document() -> None:
    document = Document.from_text(
        "x " * 300,
        id="rapport",
        title="Rapport",
        source="rapport.pdf",
        pages=(0, 10),
        metadata={"date": Metadatum("2012", "PDF")},
    )
    assert table(document._repr_html_()) == [
        ["Identifiant", "rapport"],
        ["Fichier", "rapport.pdf"],
        ["Date de référence", "2012 (PDF)"],
        ["Longueur", "600 caractères, 2 pages"],
    ]
    assert document._repr_html_().count("…") == 1
    assert table(Document.from_text("x", id="a")._repr_html_())[1] == ["Date de référence", "date inconnue"]


def elements(html: str) -> list[tuple[object, tuple[str, ...]]]:
    return [(each.tag, tuple(each.attrib)) for each in lxml.html.fromstring(html).iter()]


def test_hostile_text_injects_nothing(make: Callable[..., Chronology]) -> None:
    def shown(words: str) -> list[str]:
        cells = {"summary": words, "kind": words, "anchor": words, "section": words, "modality": words}
        one = entry(words, words, "2012", participants={"organisations": (words,), "concepts": (words,)}, **cells)
        chronology = make(words, (mention(words, words, "ORG", words),), (one,), title=words, source=words, notices=(words,))
        return [chronology._repr_html_(), one._repr_html_(), chronology.documents[0]._repr_html_()]

    for hostile, harmless in zip(shown(HOSTILE), shown("mot"), strict=True):
        assert elements(hostile) == elements(harmless)
        hostile.encode("utf-8")


@pytest.mark.slow
@needs_chromium
def test_the_frise_in_a_frame(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "carnet.html"
    file.write_text(f"<!doctype html><meta charset=utf-8><title>Carnet</title>{frise(told('a', ('2012', 'Le moulin brûle.')))}")
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.partition(":")[0]))
    page.goto(file.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("#facts a").click()
    expect(frame.locator("#passage")).to_contain_text("Le moulin brûle.")
    assert page.url == file.as_uri()
    assert set(asked) <= {"file", "data"}
    page.close()
