"""Candidates: what a small corpus says of bodies, schemes, acronyms and notions that no lexicon has."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from spacy.language import Language

from jalons.candidates import Candidate, candidates
from jalons.candidates.table import REVIEW, render
from jalons.rules import load_lexicon
from jalons.types import Document

ONE = """La Fédération des jardins nourriciers du Vexin (FJNV) a été créée en 2009 pour défendre la fertilité des sols vivants.
Chaque hiver, la FJNV réunit ses bénévoles autour d'une carte des sols vivants, dressée avec le CNRS.
L'analyse cyclique de litière (ACL) est menée à part entière par les habitants, qui notent la fertilité des sols.
La commission suit la loi n° 2014-856 du 31 juillet 2014 et la recherche participative."""
TWO = """En mars 2017, la FJNV fait peau neuve : elle parle de sols vivants, et d'une étape importante, d'une étape importante !
Deux millions d'euros ont été perdus. À Rouen, deux millions d'euros encore. La commission est restée à part entière un lieu
de débat. L'ACL continue, ce qui est très important. CHAPITRE XII : LES SOLS VIVANTS DU VEXIN NORMAND EN QUESTION"""


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [Document.from_text(ONE, id="un"), Document.from_text(TWO, id="deux")]


@pytest.fixture(scope="module")
def found(nlp: Language, documents: list[Document]) -> list[Candidate]:
    return candidates(documents, nlp=nlp)


def named(found: list[Candidate], name: str) -> Candidate:
    (candidate,) = [each for each in found if name in (each.name, *each.variants)]
    return candidate


def test_an_unknown_body_is_one_row_under_all_its_names(found: list[Candidate]) -> None:
    body = named(found, "FJNV")
    assert (body.lexicon, body.id, body.name) == ("organisations", "fjnv", "Fédération des jardins nourriciers du Vexin")
    assert (body.variants, body.mentions, body.documents) == (("FJNV",), 4, ("deux", "un"))


def test_an_explained_acronym_of_a_notion(found: list[Candidate]) -> None:
    notion = named(found, "ACL")
    assert (notion.lexicon, notion.id, notion.name) == ("concepts", "analyse-cyclique-de-litiere", "analyse cyclique de litière")
    assert (notion.kind, notion.mentions) == ("sigle", 2)


def test_recurring_noun_groups(found: list[Candidate]) -> None:
    group = named(found, "sols vivants")
    assert (group.lexicon, group.id, group.kind) == ("concepts", "sols-vivants", "groupe nominal")
    assert group.documents == ("deux", "un")
    assert found.index(group) < 3, "what both documents say often comes first"


def test_what_is_no_candidate(found: list[Candidate]) -> None:
    names = {name for each in found for name in (each.name, *each.variants)}
    assert "CNRS" not in names, "a row of the lexicon"
    assert not [name for name in names if "recherche participative" in name or "loi" in name]
    assert not names & {"part entière", "millions d'euros", "étape importante", "XII", "SOLS", "LES", "CHAPITRE"}


def test_places_are_those_of_the_source(found: list[Candidate], documents: list[Document]) -> None:
    texts = {document.id: document.text for document in documents}
    for each in found:
        said = " ".join(texts[each.document][each.start : each.end].split())
        assert said.casefold() in {name.casefold() for name in (each.name, *each.variants)} or each.kind == "groupe nominal"
        assert said in each.example


def test_the_order_of_documents_is_of_no_account(nlp: Language, documents: list[Document], found: list[Candidate]) -> None:
    assert {each.id for each in candidates(documents[::-1], nlp=nlp)} == {each.id for each in found}


def test_minimum(nlp: Language, documents: list[Document]) -> None:
    assert [each.name for each in candidates(documents, nlp=nlp, minimum=4) if each.kind == "institution"] == [
        "Fédération des jardins nourriciers du Vexin"
    ]
    assert candidates([], nlp=nlp) == []


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("lexicon", ["organisations", "programmes", "events", "concepts"])
def test_rows_have_the_columns_of_the_lexicon(found: list[Candidate], lexicon: str) -> None:
    text = render(found, lexicon=lexicon)
    heads = text.removeprefix("\ufeff").split("\r\n")[0].split(",")
    assert heads == [*load_lexicon(lexicon)[0].cells, *REVIEW]
    assert len(rows(text)) == sum(each.lexicon == lexicon for each in found)


def test_an_accepted_row_is_a_row(found: list[Candidate], tmp_path: Path) -> None:
    """The first columns of the table, pasted into a lexicon as they are, load and are found."""
    accepted = [row for row in rows(render(found, lexicon="concepts")) if row["name"] == "sols vivants"]
    columns = [head for head in accepted[0] if head not in REVIEW]
    with (tmp_path / "concepts.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(accepted)
    (row,) = load_lexicon("concepts", tmp_path)
    assert (row.id, row.names, row.source) == ("sols-vivants", ("sols vivants",), "deux ; un")


def test_no_cell_is_a_formula() -> None:
    bad = Candidate("concepts", "-a", "=1+1", ("+x", "@y"), "sigle", 1.0, 1, ("-d",), "@z\n=2", "-d", 0, 1)
    (row,) = rows(render([bad]))
    assert not [value for value in row.values() if value[:1] in set("=+-@\t\r\n")]
    assert row["lexique"] == "concepts"
