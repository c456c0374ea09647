"""Ids are those of what is said: they stay when unrelated text or documents come and go."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

import jalons
from jalons import Document, gold
from jalons.merging import merge

ROOT = Path(__file__).parents[1]
TITLE = "Histoire d'un réseau"
STORY = (
    "Le 3 février 1996, quarante riverains fondent à Ambert l'association Les Sentinelles de la Dore. Le 5 mai 1999, elle "
    "obtient l'agrément. L'agence de l'eau signe la loi de 1901.\n\nEn 2004, la charte est signée. En 2004, la charte est signée."
)
PARAGRAPHS = st.lists(
    st.sampled_from(
        (
            "Rien de tout cela n'allait de soi.",
            "On racontait volontiers cette histoire au coin du feu, sans trop y croire.",
            "- un point de liste\n- un autre point",
            "La préfecture du Gard suivait le dossier, et Marie Curie aussi.",
            "En 1951, le moulin brûle.",
            "En 2004, la charte est signée.",
        )
    ),
    max_size=4,
)


def ids(nlp: Language, text: str) -> tuple[set[str], set[str]]:
    chronology = jalons.extract(Document.from_text(text, id="d", reference_date="2010"), nlp=nlp)
    return {mention.id for mention in chronology.mentions["d"]}, {entry.id for entry in chronology.entries}


@given(paragraphs=PARAGRAPHS)
@settings(max_examples=40)
def test_text_before_changes_no_id(nlp: Language, paragraphs: list[str]) -> None:
    mentions, entries = ids(nlp, "\n\n".join([TITLE, STORY]))
    more_mentions, more_entries = ids(nlp, "\n\n".join([TITLE, *paragraphs, STORY]))
    assert mentions <= more_mentions
    assert entries <= more_entries
    assert len(entries) == 4


@pytest.mark.slow
def test_text_before_changes_no_id_in_real_documents(nlp: Language) -> None:
    for path in gold.find([ROOT / "corpus/gold", ROOT / "tests/gold"]):
        document = gold.load(path).document
        before = jalons.extract(document, nlp=nlp)
        title, gap, rest = document.text.partition("\n\n")
        text = f"{title}{gap}Un paragraphe de plus, sans rien de daté.\n\n{rest}"
        reference = document.reference_date.edtf if document.reference_date else None
        after = jalons.extract(Document.from_text(text, id=document.id, reference_date=reference), nlp=nlp)
        assert {entry.id for entry in before.entries} <= {entry.id for entry in after.entries}, document.id
        lost = {m.id for m in before.mentions[document.id]} - {m.id for m in after.mentions[document.id]}
        assert not lost, (document.id, lost)


def test_a_date_read_otherwise_leaves_the_id() -> None:
    text = "Le 3 mars, le moulin brûle."
    found = [
        jalons.extract(Document.from_text(text, id="d", reference_date=reference)).entries[0] for reference in ("2010", "2011")
    ]
    assert found[0].id == found[1].id
    assert found[0].date != found[1].date


def test_ids_of_facts_stay_when_unrelated_documents_come(nlp: Language) -> None:
    parts = [jalons.extract(gold.load(path).document, nlp=nlp) for path in gold.find([ROOT / "tests/gold"])]
    alone = merge(parts[:2]).facts
    together = [fact for fact in merge(parts).facts if set(fact.documents) <= {part.documents[0].id for part in parts[:2]}]
    assert {fact.id for fact in together} <= {fact.id for fact in alone}
    assert len(alone) - len(together) <= 3, "a fact that another document tells too may take the id of a more precise entry"
