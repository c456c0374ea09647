"""Corrections: read from their table, applied at each build, reported when their target is gone."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from conftest import mention, told
from spacy.language import Language

import jalons
from jalons import Chronology
from jalons.corrections.applying import apply
from jalons.corrections.table import APPLIED, CHANGED, COLUMNS, LOST, REFUSED, Correction, Outcome, load_corrections
from jalons.errors import DataError
from jalons.merging import merge
from jalons.writers import render_all

FOUNDED = "La coopérative du Mont Rouge est fondée par des vignerons."
CREATED = "Trente vignerons créent la coopérative du Mont Rouge."
ANR = "L'ANR et le CNRS soutiennent le projet."


def row(action: str, target: str, quote: str, value: str = "", **cells: str) -> Correction:
    said = {"author": "M. Roux", "day": "2024-05-02", "reason": "relu sur pièce"} | cells
    return Correction(action, target, quote, value, said["author"], said["day"], said["reason"], 2)


@pytest.fixture
def one() -> Chronology:
    """An entry that holds two mentions of one body and one of another."""
    chronology = told("a", ("1931", ANR), participants={"organisations": ("anr", "cnrs")})
    (document,) = chronology.documents
    found = (mention(document.text, "ANR", "ORG", "anr"), mention(document.text, "CNRS", "ORG", "cnrs"))
    named = tuple(jalons.Mention(f"a-{n:010x}", m.label, m.start, m.end, m.text, m.norm, m.rule) for n, m in enumerate(found))
    return Chronology((document,), {"a": named}, chronology.entries)


def corrected(chronology: Chronology, *corrections: Correction) -> tuple[Chronology, list[str]]:
    """What corrections make of a chronology, and what became of them."""
    (result,), _, outcomes = apply([chronology], corrections)
    return result, [outcome.state for outcome in outcomes]


def test_entries_are_corrected(one: Chronology) -> None:
    target, quote = one.entries[0].id, ANR
    result, states = corrected(
        one,
        row("accepter", target, quote),
        row("redater", target, quote, "1931-03-02"),
        row("reformuler", target, quote, "Soutien de l'ANR"),
        row("relier", target, quote, "organisations : anr | inserm"),
    )
    (entry,) = result.entries
    assert states == [APPLIED] * 4
    assert (str(entry.date), entry.date_rule, entry.summary) == ("1931-03-02", "correction", "Soutien de l'ANR")
    assert entry.participants["organisations"] == ("anr", "inserm")
    assert corrected(one, row("rejeter", target, quote))[0].entries == ()


def test_mentions_are_corrected_with_the_entries_that_hold_them(one: Chronology) -> None:
    first, second = one.mentions["a"]
    result, states = corrected(one, row("relier", first.id, "ANR", "agence"), row("rejeter", second.id, "CNRS"))
    assert states == [APPLIED] * 2
    assert [m.norm for m in result.mentions["a"]] == ["agence"]
    assert result.entries[0].participants["organisations"] == ("agence",)


def test_facts_are_merged_and_split() -> None:
    one, other = told("a", ("1931", FOUNDED)), told("b", ("1931-03-02", CREATED))
    first, second = one.entries[0].id, other.entries[0].id
    assert len(merge([one, other]).facts) == 1
    assert len(merge([one, other], corrections=[row("séparer", first, FOUNDED, second)]).facts) == 2
    stranger = told("c", ("1950", "Le moulin brûle."))
    together = merge([one, other, stranger], corrections=[row("fusionner", stranger.entries[0].id, "Le moulin brûle.", first)])
    (fact,) = together.facts
    assert any("réunies par M. Roux (2024-05-02) : relu sur pièce" in reason for reason in fact.reasons)
    assert [outcome.state for outcome in together.corrections] == [APPLIED]


LOSSES = [
    pytest.param(row("accepter", "a-0123456789", ANR), LOST, "l'entrée la plus proche est a-", id="another id"),
    pytest.param(row("accepter", "a-0123456789", "Le texte a changé."), LOST, "n'est plus dans le document", id="gone"),
    pytest.param(row("accepter", "z-0123456789", ANR), LOST, "aucun document « z »", id="no document"),
    pytest.param(row("accepter", "@", "Une autre phrase."), CHANGED, "la cible dit maintenant « L'ANR et", id="another quote"),
    pytest.param(row("redater", "@", ANR, "hier"), REFUSED, "« hier »", id="no date"),
    pytest.param(row("relier", "@", ANR, "bidule : x"), REFUSED, "colonnes : organisations", id="no column"),
    pytest.param(row("fusionner", "@", ANR, "a-0123456789"), REFUSED, "aucune entrée « a-0123456789 »", id="no partner"),
    pytest.param(row("fusionner", "@", ANR, "@"), REFUSED, "la cible figure aussi", id="itself"),
    pytest.param(row("bénir", "@", ANR), REFUSED, "l'action « bénir » n'existe pas", id="no action"),
    pytest.param(row("redater", "@", ANR), REFUSED, "demande une valeur", id="no value"),
    pytest.param(row("accepter", "@", ANR, "oui"), REFUSED, "ne prend pas de valeur", id="a value too many"),
    pytest.param(row("accepter", "@", ANR, reason=""), REFUSED, "il faut remplir motif", id="no reason"),
    pytest.param(row("accepter", "@", ANR, day="hier"), REFUSED, "AAAA-MM-JJ", id="no day"),
    pytest.param(row("redater", "a-0000000000", "ANR", "1931"), REFUSED, "ne va pas avec une mention ORG", id="no date mention"),
    pytest.param(row("reformuler", "a-0000000000", "ANR", "x"), REFUSED, "porte sur une entrée", id="no entry"),
    pytest.param(row("séparer", "a-0000000000", "ANR", "@"), REFUSED, "porte sur des entrées", id="a mention to split"),
]


@pytest.mark.parametrize(("correction", "state", "detail"), LOSSES)
def test_what_cannot_be_applied_changes_nothing_and_says_why(
    one: Chronology, correction: Correction, state: str, detail: str, caplog: pytest.LogCaptureFixture
) -> None:
    identifier = one.entries[0].id
    cells = {name: getattr(correction, name) for name in ("action", "target", "quote", "value", "author", "day", "reason")}
    wanted = Correction(*(cell.replace("@", identifier) for cell in cells.values()), line=7)
    with caplog.at_level(logging.WARNING, "jalons"):
        result = merge([one], corrections=[wanted])
    (outcome,) = result.corrections
    assert outcome.state == state
    assert detail in outcome.detail
    assert "corrections.csv, ligne 7" in caplog.text
    assert result.facts == merge([one]).facts
    assert result.entries == one.entries


def test_a_quote_may_be_cut_and_guarded(one: Chronology) -> None:
    target = one.entries[0].id
    assert corrected(one, row("accepter", target, "L'ANR et le…"), row("accepter", target, f"'{ANR}"))[1] == [APPLIED] * 2


def test_a_target_that_was_rejected_before(one: Chronology) -> None:
    target = one.entries[0].id
    assert corrected(one, row("rejeter", target, ANR), row("redater", target, ANR, "1931"))[1] == [APPLIED, REFUSED]


def table(folder: Path, *rows: str) -> Path:
    path = folder / "corrections.csv"
    path.write_text("\n".join([",".join(COLUMNS), *rows]), encoding="utf-8-sig")
    return path


def test_the_table(tmp_path: Path) -> None:
    assert load_corrections(tmp_path) == ()
    path = table(tmp_path, "redater,a-1, Une  phrase ,1931,moi,2024-05-02,lu", "", "accepter,a-2,X,,,2024-05-02,")
    first, second = load_corrections(tmp_path)
    assert first == Correction("redater", "a-1", "Une phrase", "1931", "moi", "2024-05-02", "lu", 2)
    assert (second.line, second.problem) == (4, "il faut remplir auteur, motif")
    assert load_corrections(tmp_path / "documents.csv") == (first, second)
    assert str(Outcome(first, LOST, "retirez la ligne")).startswith("corrections.csv, ligne 2 (redater a-1) : cible disparue ; ")
    path.write_text("action,cible\n")
    with pytest.raises(DataError, match=r"corrections\.csv, ligne 1 : il manque la colonne citation, valeur"):
        load_corrections(tmp_path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DataError, match="illisible"):
        load_corrections(tmp_path)


def test_corrections_survive_a_rebuild(tmp_path: Path, nlp: Language) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    said = "En 1931, trente vignerons créent la coopérative du Mont Rouge."
    (corpus / "a.txt").write_text(said, encoding="utf-8")
    (entry,) = jalons.build(corpus, tmp_path / "out", nlp=nlp).chronology.entries
    table(corpus, f'redater,{entry.id},"{said}",1932,moi,2024-05-02,lu')
    for text in (said, f"Un préambule sans date.\n\n{said}"):
        (corpus / "a.txt").write_text(text, encoding="utf-8")
        chronology = jalons.build(corpus, tmp_path / "out", nlp=nlp).chronology
        assert [str(fact.date) for fact in chronology.facts] == ["1932"]
        written = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
        assert written == render_all(chronology)
    (corpus / "a.txt").write_text(said.replace("trente", "quarante"), encoding="utf-8")
    (outcome,) = jalons.build(corpus, tmp_path / "out", nlp=nlp).chronology.corrections
    assert outcome.state == LOST
    assert "cible disparue" in (tmp_path / "out/corrections.csv").read_text(encoding="utf-8-sig")
