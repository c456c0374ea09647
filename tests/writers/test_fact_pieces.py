"""What the files say of facts, remembered: rendered again if anything in it is another."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import told as tells

from jalons.fuzzydate import FuzzyDate
from jalons.merging import merge
from jalons.told import Told, told
from jalons.writers import fact_pieces
from jalons.writers.fact_pieces import FACT_PARTS, FactMemory

(FACT,) = told(merge([tells("a", ("1931", "Trente vignerons créent la coopérative du Mont Rouge."))]))
LATER = FuzzyDate.from_edtf("1932")
CHANGED = [
    FACT._replace(fact=replace(FACT.fact, date=LATER)),
    FACT._replace(fact=replace(FACT.fact, summary="Création")),
    FACT._replace(fact=replace(FACT.fact, reasons=("parce que",))),
    FACT._replace(fact=replace(FACT.fact, others=((LATER, ("x",)),))),
    FACT._replace(fact=replace(FACT.fact, participants={"persons": ("Anne Leroy",)})),
    FACT._replace(entries=(replace(FACT.entries[0], date=LATER),)),
]


def test_what_is_remembered_is_not_rendered_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first = FactMemory()
    parts = first.parts(FACT)
    assert [bytes(parts[name]).decode() for name in FACT_PARTS] == [render(FACT) for render in FACT_PARTS.values()]
    second = FactMemory(first.packed())
    monkeypatch.setattr(fact_pieces, "FACT_PARTS", dict.fromkeys(FACT_PARTS, None))
    assert second.parts(FACT) == parts
    assert second.packed() == first.packed()


@pytest.mark.parametrize("other", CHANGED)
def test_another_fact_is_rendered(other: Told) -> None:
    first = FactMemory()
    first.parts(FACT)
    assert FactMemory(first.packed()).parts(other) == FactMemory().parts(other)


def test_what_was_not_asked_for_is_forgotten() -> None:
    first = FactMemory()
    first.parts(FACT)
    assert FactMemory(first.packed()).packed() == FactMemory().packed()
