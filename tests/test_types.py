from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Callable

import jsonschema
import pandas as pd
import pytest
from conftest import entry, mention

from jalons import Chronology, Document
from jalons.errors import ReferenceDateError
from jalons.schema import contract
from jalons.types import ENTRY_FIELDS, PARTICIPANTS, in_chronological_order, stable_id

TEXT = "En 2012, l'ANR naît.\fEn 2010, rien. Hier, la loi passe."


@pytest.fixture
def chronology(make: Callable[..., Chronology]) -> Chronology:
    entries = (
        entry(TEXT, "En 2012, l'ANR naît.", "2012", participants={"organisations": ("anr",)}, page=1),
        entry(TEXT, "En 2010, rien.", "2010", page=2),
        entry(TEXT, "Hier, la loi passe.", None, page=2),
    )
    return make(TEXT, (mention(TEXT, "2012", "DATE", "2012"), mention(TEXT, "ANR", "ORG", "anr")), entries, pages=(0, 21))


def test_the_contract(chronology: Chronology) -> None:
    found = chronology.to_dict()
    assert list(found) == ["id", "source", "sha256", "reference_date", "title", "text", "mentions", "entries", "provenance"]
    assert list(found["mentions"][0]) == ["id", "label", "start", "end", "text", "norm", "rule", "page"]
    assert list(found["entries"][0]) == list(ENTRY_FIELDS)
    assert ENTRY_FIELDS[-len(PARTICIPANTS) :] == tuple(PARTICIPANTS)
    jsonschema.validate(json.loads(json.dumps(found)), contract())


def test_entries_of_a_document_are_in_the_order_of_its_text(chronology: Chronology) -> None:
    assert [e["date"] for e in chronology.to_dict()["entries"]] == ["2012", "2010", None]
    assert [e.date and e.date.edtf for e in chronology.entries] == ["2010", "2012", None]


def test_several_documents_make_a_list(chronology: Chronology) -> None:
    other = Document.from_text("rien", id="autre")
    both = dataclasses.replace(chronology, documents=(*chronology.documents, other))
    assert [d["id"] for d in both.to_dict()["documents"]] == ["doc", "autre"]


def test_the_frame(chronology: Chronology) -> None:
    frame = chronology.to_frame()
    assert isinstance(frame, pd.DataFrame)
    assert list(frame["date"][:2]) == ["2010", "2012"]
    assert frame["organisations"][1] == ["anr"]
    assert list(frame.columns) == ["document", *ENTRY_FIELDS, "quote"]
    assert len(Chronology((), {}, ()).to_frame()) == 0


def test_pages_count_from_one() -> None:
    document = Document.from_text("a\fb", id="d", pages=(0, 2))
    assert [document.page(i) for i in range(3)] == [1, 1, 2]
    assert Document.from_text("a", id="d").page(0) is None


@pytest.mark.parametrize("value", ["2012", "2012-11", "2012-11-17"])
def test_reference_dates(value: str) -> None:
    document = Document.from_text("x", id="d", reference_date=value)
    assert document.reference_date is not None
    assert document.reference_date.edtf == value


@pytest.mark.parametrize("value", ["17/11/2012", "2012-02-30", "2012/2013", "199X", "2012~", "2012-21", "hier"])
def test_what_is_no_reference_date(value: str) -> None:
    with pytest.raises(ReferenceDateError, match=value):
        Document.from_text("x", id="d", reference_date=value)


def test_ids_are_made_of_content() -> None:
    taken: Counter[str] = Counter()
    first, second = stable_id("d", "2012", "phrase", taken=taken), stable_id("d", "2012", "phrase", taken=taken)
    assert (second, first) == (f"{first}-2", stable_id("d", "2012", "phrase", taken=Counter()))
    assert stable_id("d", "2012p", "hrase", taken=Counter()) != first


def test_the_order_of_entries_does_not_depend_on_that_of_arrival(chronology: Chronology) -> None:
    assert in_chronological_order(reversed(chronology.entries)) == chronology.entries


def test_types_are_frozen(chronology: Chronology) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        chronology.documents[0].text = ""  # type: ignore[misc]
