from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span

from jalons.components.mentions import Component, flattened
from jalons.components.spans import Found, set_spans

WORDS = "Le rapport Savoirs du 3 mai cite la loi de 1901 et la Fondation des savoirs ouverts de Lyon".split()


@pytest.fixture
def doc() -> Doc:
    return Doc(spacy.blank("fr").vocab, words=WORDS)


def span(doc: Doc, words: str, label: str) -> Span:
    size = len(words.split())
    start = next(i for i in range(len(doc)) if [t.text for t in doc[i : i + size]] == words.split())
    return Span(doc, start, start + size, label=label, kb_id="norm", span_id="rule")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ([("loi de 1901", "LAW"), ("1901", "DATE")], ["LAW"]),
        ([("la loi de 1901", "ORG"), ("loi de 1901", "LAW")], ["ORG"]),
        ([("loi de 1901", "ORG"), ("loi de 1901", "LAW")], ["LAW"]),
        ([("Fondation des savoirs ouverts", "ORG"), ("savoirs ouverts de Lyon", "CONCEPT")], ["ORG"]),
        ([("Fondation des savoirs ouverts", "ORG"), ("Lyon", "PLACE")], ["ORG", "PLACE"]),
        ([("Fondation des savoirs ouverts de Lyon", "ORG"), ("Lyon", "PLACE")], ["ORG"]),
        ([("Savoirs du 3 mai", "WORK"), ("3 mai", "DATE")], ["WORK"]),
        ([("3 mai", "DATE"), ("1901", "DATE")], ["DATE", "DATE"]),
        ([("savoirs ouverts", "CONCEPT"), ("ouverts de Lyon", "DATE")], ["CONCEPT"]),
    ],
)
def test_what_wins(doc: Doc, given: list[tuple[str, str]], kept: list[str]) -> None:
    assert [s.label_ for s in flattened([span(doc, words, label) for words, label in given])] == kept


def test_the_component_keeps_values_and_extensions(doc: Doc) -> None:
    date = span(doc, "3 mai", "DATE")
    date._.how, date._.anchor = "incomplete", "2019"
    doc.spans["dates"] = [date]
    (mention,) = Component()(doc).spans["mentions"]
    assert (mention.label_, mention.kb_id_, mention.id_, mention._.how, mention._.anchor) == (
        "DATE",
        "norm",
        "rule",
        "incomplete",
        "2019",
    )


def test_a_split_token_leaves_its_sentence_whole() -> None:
    doc = Doc(
        spacy.blank("fr").vocab, words=["Le", "pré-rapport", "paraît"], pos=["DET", "NOUN", "VERB"], heads=[1, 2, 2],
        deps=["det", "nsubj", "ROOT"], sent_starts=[True, False, False],
    )  # fmt: skip
    set_spans(doc, "works", [Found(7, 14, "WORK", "", "rule")])
    assert [(t.text, t.pos_, t.dep_, t.head.text, t.is_sent_start) for t in doc[1:4]] == [
        ("pré-", "NOUN", "nsubj", "paraît", False),
        ("rapport", "NOUN", "flat:name", "pré-", False),
        ("paraît", "VERB", "ROOT", "paraît", False),
    ]
