"""Concepts: sentences written by hand, what a component owes its pipeline, and the time that a long text takes."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from jalons.components.spans import Found, set_spans
from jalons.rules import LexiconRow, load_lexicon
from jalons.terms import Terms

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "concepts.toml").read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="module")
def pipeline() -> Language:
    nlp = spacy.blank("fr")
    nlp.add_pipe("jalons_concepts")
    return nlp


def concepts(doc: Doc) -> list[list[str]]:
    return [[span.text, span.kb_id_] for span in doc.spans["concepts"]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_sentence(pipeline: Language, case: dict[str, object]) -> None:
    assert concepts(pipeline(str(case["text"]))) == case["found"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("des savoirs d'expérience", "concept-lexicon"),
        ("le TSR", "concept-acronym"),
        ("nous coproduisons des savoirs", "concept-derivation"),
        ("une coproduction inclusive des savoirs", "concept-insertion"),
        ("la justice sociale et épistémique", "concept-coordination"),
    ],
)
def test_rule_says_how_it_was_found(pipeline: Language, text: str, rule: str) -> None:
    doc = pipeline(text)
    (span,) = doc.spans["concepts"]
    assert (span.label_, span.id_) == ("CONCEPT", rule)


def test_every_listed_name_is_found_with_its_id(pipeline: Language) -> None:
    for row in load_lexicon("concepts"):
        for name in row.names:
            assert concepts(pipeline(f"On parle ici de : « {name} ».")) == [[name, row.id]]


def test_nothing_inside_the_name_of_a_law(pipeline: Language) -> None:
    doc = pipeline.make_doc("La charte des sciences et recherches participatives parle de science ouverte.")
    set_spans(doc, "laws", [Found(3, 51, "LAW", "charte-sciences-recherches-participatives", "law")])
    assert concepts(pipeline(doc)) == [["science ouverte", "science-ouverte"]]


def test_a_new_row_needs_no_code() -> None:
    row = LexiconRow("atelier-cartographie", "atelier de cartographie sensible", ("ACS", "co-exploration"), "essai")
    terms = Terms([row])
    text = "Deux ateliers de cartographies sensibles, un ACS, des ateliers ruraux de cartographie dite sensible."
    assert [text[t.start : t.end] for t in terms.find(text)] == [
        "ateliers de cartographies sensibles",
        "ACS",
        "ateliers ruraux de cartographie dite sensible",
    ]


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "'", "et", "tiers", "TSR", "(coproduction", "savoirs d'", "dialogue entre", "de"]
)
def test_edges_of_the_text(text: str) -> None:
    terms = Terms(load_lexicon("concepts"))
    assert all(0 <= t.start < t.end <= len(text) for t in terms.find(text))


@pytest.mark.parametrize(
    "phrase",
    [
        "La recherche participative, la coproduction effective des savoirs et les communs intéressent peu de monde. ",
        "recherche, ",
        "savoirs scientifiques et ",
        "relations entre sciences, ",
    ],
)
def test_time_is_linear(phrase: str) -> None:
    terms = Terms(load_lexicon("concepts"))

    def seconds(size: int) -> float:
        text = phrase * (size // len(phrase))
        start = time.perf_counter()
        terms.find(text)
        return time.perf_counter() - start

    small = min(seconds(50_000) for _ in range(2))
    assert seconds(200_000) < 10 * small + 0.2
