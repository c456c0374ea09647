"""The relations between bodies, as Python users reach them."""

from __future__ import annotations

from jalons.bodies import bodies, named
from jalons.called import called_in
from jalons.extracting import extract
from jalons.types import Document


def test_relations_run_both_ways() -> None:
    known = bodies()
    assert known["hceres"].successor_of == ("aeres",)
    assert known["aeres"].succeeded_by == ("hceres",)
    for body in known.values():
        assert all(body.id in known[former].succeeded_by for former in body.successor_of)


def test_a_body_is_not_its_own_ancestor() -> None:
    known = bodies()
    for body in known.values():
        seen, waiting = set[str](), list(body.successor_of)
        while waiting:
            former = waiting.pop()
            assert former != body.id
            if former not in seen:
                seen.add(former)
                waiting += known[former].successor_of


def test_bodies_of_a_chronology_are_counted_under_one_id() -> None:
    text = "Le Réseau des fours communs (RFC) naît en 2012. Le RFC signe avec l'ADEME."
    found = {each.body.id: each for each in named(called_in(extract(Document.from_text(text, id="x"))))}
    assert (found["rfc"].names, found["rfc"].mentions) == (("Réseau des fours communs", "RFC"), 3)
    assert (found["rfc"].body.name, found["rfc"].body.kind) == ("Réseau des fours communs", "")
    assert found["ademe"].body.name == "Agence de la transition écologique"
