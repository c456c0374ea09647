"""Documents annotated by hands that had not seen the rules: what the rules are worth elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from jalons import evaluate

FLOORS = {
    "DATE": 0.985,
    "LAW": 0.985,
    "CONCEPT": 0.985,
    "ORG": 0.975,
    "PERSON": 0.98,
    "PLACE": 0.94,
    "PROGRAMME": 0.93,
    "WORK": 0.955,
    "EVENT": 0.965,
    "ENTRIES": 0.97,
    "PARTICIPANTS": 0.91,
}


@pytest.mark.slow
def test_scores_hold_on_other_documents() -> None:
    everything = evaluate([Path(__file__).parent / "heldout"]).tables()["all"]
    fallen = {
        label: everything[label].end_to_end for label, floor in FLOORS.items() if (everything[label].end_to_end or 0) < floor
    }
    assert not fallen
