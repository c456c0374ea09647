from __future__ import annotations

import re
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from jalons.components.acronyms import definitions
from jalons.components.contexts import RULE_FILES, found_by
from jalons.extracting import analyse
from jalons.gazetteer import Gazetteer, Name
from jalons.identity import Identities
from jalons.rules import Rule, load_rules
from jalons.types import Document

RULES = [pytest.param(rule, id=rule.id) for file in RULE_FILES for rule in load_rules(file)]


def names(rule: Rule, text: str) -> list[str]:
    return [text[start:end] for start, end in found_by(rule, rule.compiled().finditer(text))]


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_finds_its_examples_and_nothing_in_its_rejects(rule: Rule) -> None:
    for sentence, (expected, _) in rule.examples.items():
        assert expected in names(rule, sentence), sentence
    for sentence in rule.rejects:
        assert names(rule, sentence) == [], sentence


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_begins_at_no_letter_within_a_word(rule: Rule) -> None:
    """Nobody looks for it there (`_NOT_WITHIN_A_WORD`)."""
    within = re.compile(r"\B\w")
    for sentence in rule.examples:
        assert not any(within.match(sentence, match.start()) for match in rule.compiled().finditer(sentence)), sentence


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_takes_linear_time(rule: Rule) -> None:
    for unit in ("Association de la ", "Conseil national et ", "A. ", "« A ", "Jean Paul ", "x, ", "Élan-Élan-", "(A", "Paris, "):
        text = unit * (4000 // len(unit))
        begin = time.perf_counter()
        names(rule, text)
        assert time.perf_counter() - begin < 2, unit


def cases(root: Path, name: str) -> list[dict[str, Any]]:
    with (root / "tests" / "cases" / f"{name}.toml").open("rb") as stream:
        return list(tomllib.load(stream)["case"])


def test_the_cases(nlp: Language, root: Path) -> None:
    wrong = []
    for case in cases(root, "organisations"):
        doc = analyse(Document.from_text(case["text"], id="x"), nlp=nlp)
        spans = [span for span in doc.spans["mentions"] if span.label_ == "ORG"]
        ids = {span.text: span.kb_id_ for span in spans}
        right = [span.text for span in spans] == case["found"]
        right &= all(len({ids.get(name) for name in names}) == 1 for names in case.get("same", []))
        right &= all(ids.get(name) == norm for name, norm in case.get("ids", {}).items())
        if right == ("known_failure" in case):
            wrong.append((case["text"], case["found"], ids))
    assert not wrong


ACRONYMS = {
    "la Ligue pour la Protection des oiseaux (LPO), qui": ("Ligue pour la Protection des oiseaux", "LPO"),
    "l'Institut national de la santé et de la recherche médicale (Inserm)": (
        "Institut national de la santé et de la recherche médicale",
        "Inserm",
    ),
    "le programme JICS (Jeunesse Innovation et Cohésion Sociale)": ("Jeunesse Innovation et Cohésion Sociale", "JICS"),
    "le Centre national de la recherche scientifique (C.N.R.S.)": ("Centre national de la recherche scientifique", "C.N.R.S."),
    "appels « Science avec et pour la société » (SAPS) de l'agence": ("Science avec et pour la société", "SAPS"),
    "le Réseau des acteurs de la transition, dit « RAT », naît": ("Réseau des acteurs de la transition", "RAT"),
    "animé par Salima Kader (CNRS)": None,
    "la ville de Tours (Indre-et-Loire)": None,
    "une loi (LRU) votée": None,
}


@pytest.mark.parametrize(("text", "expected"), ACRONYMS.items())
def test_explained_acronyms(text: str, expected: tuple[str, str] | None) -> None:
    found = [(text[slice(*d.long)], text[slice(*d.short)]) for d in definitions(text)]
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Saint-Étienne Métropole", "à SAINT ETIENNE MÉTROPOLE, hier", "SAINT ETIENNE MÉTROPOLE"),
        ("Agence nationale de la recherche", "l’agence nationale de la recherche", "agence nationale de la recherche"),
        ("ministère de l'Enseignement supérieur, de la Recherche", "ministère de l’enseignement supérieur de la recherche", None),
        ("AIDES", "des aides", None),
        ("AIDES", "Aides aux familles", None),
        ("CNRS", "le C.N.R.S. recrute", "C.N.R.S."),
        ("Inserm", "L'INSERM", "INSERM"),
        ("Inserm", "une inserm", None),
        ("Paris", "Paris-Saclay", None),
        ("CPU", "l'ex-CPU", "CPU"),
        ("Secours catholique", "un secours catholique", None),
        ("La Casemate", "la Casemate rouvre", "Casemate"),
        ("La Casemate", "la casemate du fort", None),
    ],
)
def test_the_gazetteer(name: str, text: str, found: str | None) -> None:
    matches = Gazetteer.of([Name(name, "id", "ORG")], lower_heads=["agence", "ministere"]).find(text)
    expected = text if name.startswith("ministère") else found
    assert [text[m.start : m.end] for m in matches] == ([expected] if expected else [])


def test_the_longest_name_wins() -> None:
    names = [Name("Agence", "a", "ORG"), Name("Agence de l'eau", "b", "ORG"), Name("Agence de l'eau Loire", "c", "ORG")]
    assert [m.name.id for m in Gazetteer.of(names).find("Agence de l'eau du Rhin, Agence de l'eau Loire, Agence")] == [
        "b",
        "c",
        "a",
    ]


def test_names_of_one_body_share_an_id() -> None:
    identities = Identities()
    identities.join("Réseau pour une recherche ouverte", "RRO")
    identities.add("Agence nationale de la recherche", known="anr")
    identities.join("Agence nationale de la recherche", "A.N.R.")
    assert identities.id_of("RRO") == identities.id_of("réseau pour une Recherche ouverte") == "rro"
    assert identities.id_of("ANR") == "anr"
    identities.add("Atelier des bords de Loue")
    assert identities.id_of("Atelier des bords de Loue") == "atelier-bords-loue"


def test_a_name_is_found_everywhere(nlp: Language) -> None:
    text = (
        "Le RPO attend. Le Réseau pour une parole ouverte (RPO) est né en 2012.\n\nBILAN DU RPO\n\nLe R.P.O. compte six membres."
    )
    doc = analyse(Document.from_text(text, id="x"), nlp=nlp)
    spans = list(doc.spans["organisations"])
    assert [s.text for s in spans] == ["RPO", "Réseau pour une parole ouverte", "RPO", "RPO", "R.P.O."]
    assert {s.kb_id_ for s in spans} == {"rpo"}
    assert all(s.id_ for s in spans)
