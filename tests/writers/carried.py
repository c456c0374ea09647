"""Chronologies to carry elsewhere, and the words that a hostile document would use."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

from conftest import entry, mention
from pages import made as everyday

from jalons import Chronology, Document, FuzzyDate
from jalons.corrections.table import APPLIED, Correction, Outcome
from jalons.merging import merge
from jalons.types import in_chronological_order
from jalons.writers.exports import FORMATS, parts

HOSTILE = [
    "=cmd|' /C calc'!A0",
    "\"guillemets\" et 'apostrophes'",
    "</script><script>alert(1)</script><img src=x onerror=alert(1)>",
    "page\x0cpage\x0bpage",
    "un\x00deux\x07trois\x1b",
    "emoji 😀 et 👩‍🔬",
    "ligne\r\nligne\n\nparagraphe\rfin",
    "**** *mot_1 *mot",
    "-*thème",
    "_rire_ $a % § ^",
    "]]> <!-- --> &amp; &#0; <?pi?>",
    "[lien](javascript:alert(1)) `code` # titre | cellule",
    "a***b;c\td",
    "\ud800 seul \uffff",
    "+33 -1 @home",
    "_x0041_ \ufeffBOM \u202edroite\u2028ligne\x85fin",
    "{} { } {'a': 1}",
]


def made() -> Chronology:
    """Every way to draw a date, most labels, a contradiction, a correction, two documents."""
    first, second, *rest = merge([everyday()]).facts
    contradicted = replace(second, others=((FuzzyDate.from_edtf("2010-06"), second.entries),), reasons=("même phrase",))
    row = Correction("accepter", "pv-0", "Peut-être en 2011, un comité se réunit.", "", "moi", "2024-05-02", "lu", 2)
    facts, corrections = (first, contradicted, *rest), (Outcome(row, APPLIED),)
    return replace(everyday(), facts=facts, corrections=corrections, provenance={"jalons": "1.2.3"})


def hostile(words: str, *, id: str = "doc") -> Chronology:
    """The words everywhere: text, title, file, id, summary, kind, names."""
    text = f"En 2012, {words} dit {words}. Hier {words}."
    quote = text[: len(text) - len(f" Hier {words}.")]
    labels = ("ORG", "PERSON", "LAW", "CONCEPT", "PLACE", "WORK")
    mentions = [mention(text, "2012", "DATE", "2012")]
    mentions += [replace(mention(text, words, label, words), id=f"{id}-{label}") for label in labels if words]
    fields = ("organisations", "people", "laws", "concepts", "places", "works")
    participants = {field: (words,) for field in fields if words}
    told: dict[str, Any] = {"summary": words, "kind": words, "section": words, "anchor": words, "participants": participants}
    entries = (
        entry(text, quote, "2012", id=f"{id}-1", document=id, page=3, **told),
        entry(text, text[len(quote) + 1 :], None, id=f"{id}-2", document=id),
    )
    document = Document.from_text(text, id=id, title=words, source=words, reference_date="2014-05")
    return merge([Chronology((document,), {id: tuple(mentions)}, in_chronological_order(entries))])


def written(chronology: Chronology, name: str) -> bytes:
    """The one file of a format."""
    (data,) = parts(chronology, FORMATS[name]).values()
    return data


def text(chronology: Chronology, name: str) -> io.StringIO:
    """The same, as text."""
    return io.StringIO(written(chronology, name).decode("utf-8"), newline="")
