from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import made
from spacy.language import Language

import jalons
from jalons import Chronology, Document, FuzzyDate, writers
from jalons.writers.html.content import content
from jalons.writers.html.drawing import drawn
from jalons.writers.html.texts import unwrapped, utf16
from jalons.writers.pieces import Pieces


def test_the_same_chronology_gives_the_same_page() -> None:
    assert writers.render(made(), "chronologie.html") == writers.render(made(), "chronologie.html")


def test_the_page_of_the_corpus_is_small(root: Path, nlp: Language) -> None:
    chronology = jalons.extract(jalons.read(root / "corpus/texts/histoire-alliss.txt", reference_date="2026-01"), nlp=nlp)
    assert len(writers.render(chronology, "chronologie.html").encode()) < 1_500_000


class Parts(HTMLParser):
    """The scripts and styles of a page, its policy, and whatever attribute could fetch or run something."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.policy, self.inside = "", ""
        self.parts: dict[str, list[str]] = {"script": [], "style": []}
        self.acts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        cells = dict(attrs)
        if cells.get("http-equiv") == "Content-Security-Policy":
            self.policy = cells["content"] or ""
        acting = ("src", "href", "action", "data", "style", "srcset")
        self.acts += [f"{tag} {name}={value}" for name, value in attrs if name in acting or name.startswith("on")]
        self.inside = tag if tag in self.parts and cells.get("type") != "application/json" else ""

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.parts[self.inside].append(data)
            self.inside = ""


def test_the_policy_allows_what_is_in_the_page_and_nothing_else() -> None:
    parts = Parts(writers.render(made(), "chronologie.html"))
    assert parts.acts == ["a href=#liste"]
    directives = dict(directive.split(" ", 1) for directive in parts.policy.split("; "))
    assert directives["default-src"] == "'none'"
    for tag, sources in (("script", directives["script-src"]), ("style", directives["style-src"])):
        digests = [base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() for part in parts.parts[tag]]
        assert sources.split() == [f"'sha256-{digest}'" for digest in digests]
    assert "unsafe" not in parts.policy


@given(st.text(alphabet=st.sampled_from('a é😀<>&\u2028\u2029\x00\x7f\ud800"\\\u202e/!-')))
def test_data_survives_its_place_in_the_page(text: str) -> None:
    page = writers.render(Chronology((Document.from_text(text, id="t", title=text),), {}, ()), "chronologie.html")
    (data,) = re.findall(r'<script type="application/json" id="data">([^<>]*)</script>', page)
    assert json.loads(data)["documents"][0]["text"] == text.replace("\r", " ")
    page.encode()


@given(st.text(alphabet="a😀é"), st.data())
def test_offsets_count_as_javascript_does(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    assert utf16(text)(place) == len(text[:place].encode("utf-16-le")) // 2


@given(st.text(alphabet="ab-\u00ad \t\n\r.É"))
def test_unwrapping_moves_no_character(text: str) -> None:
    shown = unwrapped(Document.from_text(text, id="t"))
    assert len(shown) == len(text)
    assert re.sub(r"[\s\u2060]", " ", shown).replace("\u00ad", "-") == re.sub(r"\s", " ", text).replace("\u00ad", "-")


def test_wrapped_lines_are_joined_and_cut_words_made_whole() -> None:
    text = "Les soirées raccourcissent et les jour-\nnées s'allongent ; notre conseil\nd'administration se réunit.\n\nTitre\n"
    shown = unwrapped(Document.from_text(text, id="t"))
    assert shown == text.replace("jour-\nnées", "jour\u00ad\u2060nées").replace("conseil\nd'a", "conseil d'a")


@pytest.mark.parametrize(
    ("edtf", "sure", "soft", "certainty"),
    [
        ("2012-11-17", ("2012-11-17", "2012-11-17"), None, ["sûre"]),
        ("2012", None, None, ["sûre"]),
        ("2007/2009", ("2007-12-31", "2009-01-01"), None, ["sûre"]),
        ("2015-01-07/2015-01-09", ("2015-01-07", "2015-01-09"), None, ["sûre"]),
        ("2014/2014-06", None, None, ["sûre"]),
        ("1995~", None, [True, True], ["approximative"]),
        ("2019-09~/..", None, [True, False], ["approximative", "ouverte"]),
        ("2016/..", ("2016-12-31", None), None, ["ouverte"]),
        ("../2019", (None, "2019-01-01"), None, ["ouverte"]),
        ("2011?", None, None, ["incertaine"]),
        ("2011-05-04%", None, [True, True], ["approximative", "incertaine"]),
    ],
)
def test_what_of_a_date_is_drawn_as_sure(
    edtf: str, sure: tuple[str | None, str | None] | None, soft: list[bool] | None, certainty: list[str]
) -> None:
    shape = drawn(FuzzyDate.from_edtf(edtf))
    days = [FuzzyDate.from_edtf(day).earliest if day else None for day in sure or ()]
    assert shape.get("sure") == ([day and day.toordinal() for day in days] or None)
    assert (shape.get("soft"), shape["certainty"]) == (soft, certainty)


def test_the_words_that_give_a_date_are_told() -> None:
    shown = json.loads(b"".join(content(Pieces(made()))))
    sources = {source["id"]: source for document in shown["documents"] for source in document["sources"]}
    assert (sources["histoire-46"]["said"], sources["histoire-46"]["rule"]) == ("17 novembre 2012", "rule")
    assert (sources["pv-40"]["said"], sources["pv-40"]["how"]) == ("Hier", "deictic")
