"""Documents annotated by hands that had not seen the rules: what the rules are worth elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from jalons import evaluate

FLOORS = {
    "DATE": 0.97,
    "LAW": 0.97,
    "CONCEPT": 0.97,
    "ORG": 0.94,
    "PERSON": 0.97,
    "PLACE": 0.91,
    "PROGRAMME": 0.85,
    "WORK": 0.85,
    "EVENT": 0.9,
    "ENTRIES": 0.96,
    "PARTICIPANTS": 0.88,
}


@pytest.mark.slow
def test_scores_hold_on_other_documents() -> None:
    everything = evaluate([Path(__file__).parent / "heldout"]).tables()["all"]
    fallen = {
        label: everything[label].end_to_end for label, floor in FLOORS.items() if (everything[label].end_to_end or 0) < floor
    }
    assert not fallen
