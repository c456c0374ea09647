"""A small chronology with every way to draw a date, and what tests of its page share."""

from __future__ import annotations

import re
from pathlib import Path

from conftest import entry, mention
from playwright.sync_api import Page

from jalons import Chronology, Document, writers
from jalons.types import Entry, in_chronological_order

LAW = "À l'été 2013, la loi Fioraso est votée."
SURVEY = "De 2014 à 2016, elle mène une enquête sur l'œuvre de l'ANR."
HISTORY = (
    "L'association naît au début des années 2000.\n\n"
    f"Le 17 novembre 2012, l'Alliance est lancée à Paris. {LAW} {SURVEY} Depuis 2016, elle s'étend."
)
MINUTES = "Peut-être en 2011, un comité se réunit. Hier, le bureau a voté."


def made() -> Chronology:
    """Two documents, every way to draw a date, most labels."""
    history = Document.from_text(HISTORY, id="histoire", title="Histoire", pages=(0, 46))
    minutes = Document.from_text(MINUTES, id="pv")

    def of(document: Document, quote: str, date: str | None, kind: str, **cells: object) -> Entry:
        name = f"{document.id}-{document.text.index(quote)}"
        return entry(document.text, quote, date, document=document.id, id=name, kind=kind, **cells)

    entries = (
        of(history, "L'association naît au début des années 2000.", "2000~/2003~", "création", page=1),
        of(history, "Le 17 novembre 2012, l'Alliance est lancée à Paris.", "2012-11-17", "création", page=2),
        of(history, LAW, "2013-22", "texte officiel", participants={"laws": ("loi:2013-660",)}),
        of(history, SURVEY, "2014/2016", "fait", participants={"organisations": ("anr",)}),
        of(history, "Depuis 2016, elle s'étend.", "2016/..", "état"),
        of(minutes, "Peut-être en 2011, un comité se réunit.", "2011?", "rencontre"),
        of(minutes, "Hier, le bureau a voté.", None, "gouvernance"),
    )
    mentions = {
        "histoire": (
            mention(HISTORY, "début des années 2000", "DATE", "2000~/2003~"),
            mention(HISTORY, "17 novembre 2012", "DATE", "2012-11-17"),
            mention(HISTORY, "Paris", "PLACE", "Paris"),
            mention(HISTORY, "loi Fioraso", "LAW", "loi:2013-660"),
            mention(HISTORY, "ANR", "ORG", "anr"),
        ),
        "pv": (mention(MINUTES, "Hier", "DATE", ""),),
    }
    return Chronology((history, minutes), mentions, in_chronological_order(entries))


def written(chronology: Chronology, folder: Path) -> Path:
    """Writes the page into a folder."""
    path = folder / "chronologie.html"
    path.write_bytes(writers.render(chronology, "chronologie.html").encode())
    return path


def summaries(page: Page) -> list[str]:
    """What the list shows."""
    return page.locator("#facts .summary").all_inner_texts()


def plain(text: str) -> str:
    """Typeset text as it was before."""
    return re.sub(r"[\u00a0\u202f]", " ", text).replace("’", "'")
