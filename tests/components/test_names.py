from __future__ import annotations

import re
import tomllib
from pathlib import Path

from spacy.language import Language

from jalons.extracting import analyse
from jalons.types import Document

LABELS = ("PROGRAMME", "WORK", "EVENT", "PERSON", "PLACE")


def test_the_cases(nlp: Language, root: Path) -> None:
    cases = tomllib.loads((root / "tests" / "cases" / "names.toml").read_text(encoding="utf-8"))["case"]
    wrong = []
    for case in cases:
        doc = analyse(Document.from_text(case["text"], id="x"), nlp=nlp)
        found = [[span.label_, span.text] for span in doc.spans["mentions"] if span.label_ in LABELS]
        if (found == case["found"]) == ("known_failure" in case):
            wrong.append((case["text"], case["found"], found))
    assert not wrong


def test_the_cases_of_many_genres(nlp: Language, root: Path) -> None:
    """Every name of every label, but for what overlaps an optional one."""
    cases = tomllib.loads((root / "tests" / "cases" / "genres.toml").read_text(encoding="utf-8"))["case"]
    wrong = []
    for case in cases:
        doc = analyse(Document.from_text(case["text"], id="x"), nlp=nlp)
        marks = [match.span() for words in case.get("optional", ()) for match in re.finditer(re.escape(words), doc.text)]
        spans = [span for span in doc.spans["mentions"] if span.label_ in (*LABELS, "ORG")]
        spans = [span for span in spans if not any(span.start_char < end and start < span.end_char for start, end in marks)]
        found = [[span.label_, span.text] for span in spans]
        if (found == case["found"]) == ("known_failure" in case):
            wrong.append((case["text"], case["found"], found))
    assert not wrong


def test_values(nlp: Language) -> None:
    text = "Mme Claire Martin a lu « Vivre ici », rapport sur Douarnenez, au Forum des savoirs lents. Le programme Cifre existe."
    doc = analyse(Document.from_text(text, id="x"), nlp=nlp)
    assert {span.text: span.kb_id_ for span in doc.spans["names"]} == {
        "Claire Martin": "Claire Martin",
        "Vivre ici": "Vivre ici",
        "Douarnenez": "Douarnenez",
        "Forum des savoirs lents": "Forum des savoirs lents",
        "Cifre": "cifre",
    }


def test_an_acronym_has_one_label(nlp: Language) -> None:
    text = "Le programme JIRC (Jeunes, innovation et recherche citoyenne) débute. En 2009, le JIRC s'arrête. Le JIRC a compté."
    doc = analyse(Document.from_text(text, id="x"), nlp=nlp)
    assert {(s.label_, s.kb_id_) for s in doc.spans["mentions"] if s.text == "JIRC"} == {("PROGRAMME", "jirc")}
