from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from jalons import gold
from jalons.errors import DataError
from jalons.gate import Gate
from jalons.scoring import ROWS, Counts, DocumentScore, Evaluation

ROOT = Path(__file__).parents[1]


def evaluation(complete: int, *, sha256: str = "a" * 64) -> Evaluation:
    counts = dict.fromkeys(ROWS, Counts()) | {"DATE": Counts(100, 100, 100, 100, complete, complete)}
    return Evaluation((DocumentScore("doc", counts, (), "doc.gold", sha256),))


def test_floors_are_made_and_held() -> None:
    gate = Gate({}, {}).raised(evaluation(90))
    assert gate == Gate({"doc.gold": "a" * 64}, {"doc": {"DATE": 0.9}, "all": {"DATE": 0.9}})
    assert gate.failures(evaluation(90)) == []
    assert gate.failures(evaluation(91)) == []


def test_a_missed_floor() -> None:
    gate = Gate({}, {}).raised(evaluation(90))
    assert gate.failures(evaluation(89)) == [
        "doc, DATE : 0.8900 est sous le plancher 0.900",
        "all, DATE : 0.8900 est sous le plancher 0.900",
    ]


def test_floors_rise_and_fall_only_by_the_flag() -> None:
    gate = Gate({}, {}).raised(evaluation(90))
    assert gate.raised(evaluation(95)).floors["doc"]["DATE"] == 0.95
    assert gate.raised(evaluation(80)) == gate
    assert gate.raised(evaluation(80), allow_lower=True).floors["doc"]["DATE"] == 0.8


def test_changed_gold_fails_until_the_flag() -> None:
    gate, changed = Gate({}, {}).raised(evaluation(90)), evaluation(95, sha256="b" * 64)
    assert gate.failures(changed) == ["doc.gold a changé"]
    assert gate.raised(changed).failures(changed) == ["doc.gold a changé"]
    assert gate.raised(changed, allow_lower=True).failures(changed) == []


def test_every_gold_file_counts() -> None:
    gate = Gate({}, {}).raised(evaluation(90))
    other = replace(evaluation(90).documents[0], document="autre", gold="autre.gold")
    assert gate.failures(Evaluation((*evaluation(90).documents, other))) == ["autre.gold n'est pas dans le fichier des planchers"]
    assert "doc.gold n'a pas été évalué" in gate.failures(Evaluation((other,)))


def test_the_file(tmp_path: Path) -> None:
    gate = Gate({}, {}).raised(evaluation(90))
    gate.save(tmp_path / "floors.json")
    assert Gate.load(tmp_path / "floors.json") == gate
    for text in ("", "[]", '{"floors": {"a": {"DATE": "x"}}, "gold": {}}'):
        (tmp_path / "floors.json").write_text(text)
        with pytest.raises(DataError, match="illisible"):
            Gate.load(tmp_path / "floors.json")
    with pytest.raises(DataError, match="--update-floors"):
        Gate.load(tmp_path / "absent.json")


def test_our_gate_is_pinned_to_our_gold() -> None:
    gate = Gate.load(ROOT / "tests/gold_floors.json")
    files = gold.find([ROOT / "corpus/gold", ROOT / "tests/gold"])
    assert gate.gold == {path.name: gold.load(path).sha256 for path in files}
    assert {"histoire-alliss", "all"} <= gate.floors.keys()
