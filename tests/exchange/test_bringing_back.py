"""What a person corrected in a tool becomes rows of `corrections.csv` or gold."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from annotations import documents
from hypothesis import given
from hypothesis import strategies as st

from jalons import gold
from jalons.corrections.applying import apply
from jalons.corrections.proposing import added, proposed
from jalons.corrections.table import COLUMNS, load_corrections
from jalons.errors import AnnotationTextError, DataError, UnfitTextError, UnreviewedError
from jalons.exchange import Annotated, Annotation, of_chronology, of_gold, placed, reviewed
from jalons.exchange.gold import renewed
from jalons.files import replace_with
from jalons.types import Chronology, Document, Mention

SIGNED = {"author": "M. Roux", "day": "2026-05-04", "reason": "relecture"}
TEXT = "En 2014, l'ANR et la MSH naissent. Jean Dupont y travaille."
FOUND = (
    Mention("doc-0000000001", "DATE", 3, 7, "2014", "2014", "year"),
    Mention("doc-0000000002", "ORG", 11, 14, "ANR", "anr", "lexicon"),
    Mention("doc-0000000003", "ORG", 21, 24, "MSH", "msh", "lexicon"),
)


def marked(*marks: Annotation) -> Annotated:
    return Annotated("doc", TEXT, marks)


DATE, ANR, MSH = (Annotation(m.start, m.end, m.label, m.norm, m.id, m.rule) for m in FOUND)


def rows(*marks: Annotation) -> list[tuple[str, str, str]]:
    proposal = proposed([marked(*marks)], {"doc": FOUND}, **SIGNED)
    return [(row.action, row.target, row.value) for row in proposal.rows]


def test_what_is_left_as_it_was_makes_no_row() -> None:
    assert rows(DATE, ANR, MSH) == []
    assert proposed([marked(DATE, ANR, MSH)], {"doc": FOUND}, **SIGNED).kept == 3


def test_what_is_taken_away_or_changed_makes_one() -> None:
    assert rows(replace(DATE, norm="2014-11"), replace(ANR, norm="agence")) == [
        ("redater", "doc-0000000001", "2014-11"),
        ("relier", "doc-0000000002", "agence"),
        ("rejeter", "doc-0000000003", ""),
    ]


def test_what_no_row_can_say_is_told() -> None:
    marks = [
        replace(DATE, start=0),
        replace(ANR, norm=""),
        replace(MSH, label="PROGRAMME"),
        Annotation(36, 47, "PERSON", "J. D."),
    ]
    proposal = proposed([marked(*marks)], {"doc": FOUND}, **SIGNED)
    assert [(row.action, row.target) for row in proposal.rows] == [("rejeter", "doc-0000000003")]
    assert [str(each) for each in proposal.astray] == [
        "doc, caractère 0 : DATE « En 2014 », étendue changée",
        "doc, caractère 11 : ORG « ANR », valeur vide ou qu'un tableau ne peut porter",
        "doc, caractère 21 : PROGRAMME « MSH », ajoutée",
        "doc, caractère 36 : PERSON « ean Dupont », ajoutée",
    ]


def test_a_value_that_a_spreadsheet_would_run_makes_no_row() -> None:
    assert rows(DATE, replace(ANR, norm="=1+1"), MSH) == []


@given(document=documents(), data=st.data())
def test_the_rows_make_of_what_was_found_what_the_person_left(document: Annotated, data: st.DataObject) -> None:
    marks = [replace(m, norm=" ".join(m.norm.split()) or "2014", id=f"doc-{i:010x}") for i, m in enumerate(document.annotations)]
    mentions = tuple(Mention(m.id, m.label, m.start, m.end, document.text[m.start : m.end], m.norm, m.rule) for m in marks)
    kept = [mark for mark in marks if data.draw(st.booleans())]
    changed = [replace(mark, norm="2015-03") if data.draw(st.booleans()) else mark for mark in kept]
    proposal = proposed([replace(document, id="doc", annotations=tuple(changed))], {"doc": mentions}, **SIGNED)
    (table,) = [added(proposal.rows)]
    chronology = Chronology((Document.from_text(document.text, id="doc"),), {"doc": mentions}, ())
    read = list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"), newline="")))
    assert [row["cible"] for row in read] == [row.target for row in proposal.rows]
    ((corrected,), _, outcomes) = apply([chronology], proposal.rows)
    assert {outcome.state for outcome in outcomes} <= {"appliquée"}
    assert [(m.id, m.norm) for m in corrected.mentions["doc"]] == [(mark.id, mark.norm) for mark in changed]


def test_rows_go_after_those_that_are_there(tmp_path: Path) -> None:
    (row,) = proposed([marked(ANR, MSH)], {"doc": FOUND}, **SIGNED).rows
    table = tmp_path / "corrections.csv"
    table.write_text(
        "note,motif,jour,auteur,valeur,citation,cible,action\nà voir,m,2025-01-01,A,,c,x-0000000000,accepter", "utf-8"
    )
    before = table.read_text(encoding="utf-8")
    text = added([row], table)
    assert text == f"{before}\n,relecture,2026-05-04,M. Roux,,2014,doc-0000000001,rejeter\n"
    table.write_text(text, encoding="utf-8")
    assert [each.target for each in load_corrections(tmp_path)] == ["x-0000000000", "doc-0000000001"]
    assert added([row]).splitlines()[0] == "\ufeff" + ",".join(COLUMNS)
    table.write_text("action,cible\n", encoding="utf-8")
    with pytest.raises(DataError, match="il manque la colonne citation"):
        added([row], table)


# Gold.


def test_gold_keeps_its_entries_and_takes_the_new_marks(tmp_path: Path) -> None:
    old = f"id: doc\nreference_date: 2020\n=== TEXT\n{TEXT}\n=== ENTRIES\n?opt 2014 | l'ANR et la MSH naissent. | Naissances\n"
    (tmp_path / "doc.gold").write_text(old, encoding="utf-8")
    person = Annotation(35, 46, "PERSON")
    files, notes = renewed([replace(marked(DATE, ANR, MSH, person), reference_date="2020")], tmp_path)
    replace_with({tmp_path / name: data for name, data in files.items()})
    assert notes == []
    assert (tmp_path / "doc.gold").read_text(encoding="utf-8") == (
        'id: doc\nreference_date: 2020\n=== TEXT\nEn <d v="2014">2014</d>, l\'<o v="anr">ANR</o> et la <o v="msh">MSH</o> '
        'naissent. <p v="Jean Dupont">Jean Dupont</p> y travaille.\n=== ENTRIES\n'
        "?opt 2014 | l'ANR et la MSH naissent. | Naissances\n"
    )


def test_values_that_nobody_gave(tmp_path: Path) -> None:
    text = "La LPR, puis la LPR et le Conseil de Loire. En 2014, le Conseil de Loire."
    law = Annotation(3, 6, "LAW", "loi:2020-1674")
    marks = (law, Annotation(16, 19, "LAW"), Annotation(26, 42, "ORG"), Annotation(47, 51, "DATE"), Annotation(56, 72, "CONCEPT"))
    files, notes = renewed([Annotated("doc", text, marks)], tmp_path)
    inline = files["doc.gold"].decode()
    assert '<l v="loi:2020-1674">LPR</l> et le <o v="conseil-loire">Conseil de Loire</o>' in inline
    assert '<d v="?">2014</d>' in inline
    assert notes[0].endswith("doc.gold : 2 valeur(s) à compléter, cherchez '?'")
    assert notes[1].endswith("aucune entrée ; écrivez-les sous « === ENTRIES »")
    replace_with({tmp_path / name: data for name, data in files.items()})
    with pytest.raises(DataError, match="ligne 4 : une mention DATE attend encore sa valeur"):
        gold.load(tmp_path / "doc.gold")


def test_gold_of_another_text_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "doc.gold").write_text("id: doc\n=== TEXT\nAutre.\n=== ENTRIES\n", encoding="utf-8")
    with pytest.raises(AnnotationTextError, match="autre texte"):
        renewed([marked(DATE)], tmp_path)


def test_an_old_gold_file_does_not_hide_what_only_json_can_hold(tmp_path: Path) -> None:
    (tmp_path / "doc.gold").write_text(f"id: doc\n=== TEXT\n{TEXT}\n=== ENTRIES\n", encoding="utf-8")
    with pytest.raises(UnfitTextError, match="retirez l'ancienne"):
        renewed([marked(replace(ANR, norm='dite "ANR"'))], tmp_path)


ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("path", gold.find(ROOT / name for name in ("corpus/gold", "tests/gold", "tests/heldout")))
def test_all_gold_is_written_as_it_was(path: Path, tmp_path: Path) -> None:
    old = gold.load(path)
    (tmp_path / f"{old.document.id}.gold").write_bytes(path.read_bytes())
    files, notes = renewed([of_gold(old)], tmp_path)
    assert notes == []
    replace_with({tmp_path / name: data for name, data in files.items()})
    new = gold.load(tmp_path / f"{old.document.id}.gold")
    assert (new.mentions, new.entries, new.document.reference_date) == (old.mentions, old.entries, old.document.reference_date)
    assert new.document.text.removesuffix("\n") == old.document.text.removesuffix("\n")


# Whose text it is.


def test_a_document_is_found_by_its_id_or_its_text(tmp_path: Path) -> None:
    (tmp_path / "texte.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "autre.txt").write_text("Autre.", encoding="utf-8")
    for name in ("texte", "nom-perdu"):
        assert placed([replace(marked(ANR), id=name)], tmp_path) == [replace(marked(ANR), id="texte")]
    with pytest.raises(AnnotationTextError, match="à partir du caractère 0 : exportez de nouveau"):
        placed([replace(marked(ANR), id="autre")], tmp_path)
    with pytest.raises(AnnotationTextError, match="ni ce texte"):
        placed([Annotated("doc", "Inconnu.")], tmp_path)


def test_what_nobody_has_reviewed_is_not_brought_back() -> None:
    chronology = Chronology((Document.from_text(TEXT, id="doc"),), {"doc": FOUND}, ())
    (document,) = of_chronology(chronology)
    assert document == replace(marked(DATE, ANR, MSH), reviewed=False)
    with pytest.raises(UnreviewedError, match="validez chaque tâche"):
        reviewed(Path("export.json"), [document])
