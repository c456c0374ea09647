"""TimelineJS 3: https://timeline.knightlab.com/docs/json-format.html."""

from __future__ import annotations

import json
from html import escape
from typing import Any, Final, TextIO

from jalons.folding import plain
from jalons.fuzzydate import FuzzyDate
from jalons.told import Told, told
from jalons.types import Chronology, Entry
from jalons.wording import date_in_french
from jalons.writers.exports._names import Identifiers, iso_sides, tell_left_out
from jalons.writers.exports._passages import title_of

_LENGTHS: Final = {"year": 4, "decade": 4, "century": 4, "month": 7}
_ONE: Final = ("day", "month", "year")
"""How much of an ISO date a value says; the values that TimelineJS draws by their start alone."""


def write(chronology: Chronology, stream: TextIO) -> None:
    """Writes a slide a dated fact: the date as prose says it, the passages of the sources as text (HTML, escaped)."""
    titles = {document.id: title_of(document) for document in chronology.documents}
    ids, facts = Identifiers(), list(told(chronology))
    slides = [_slide(each, each.fact.date, titles, ids) for each in facts if each.fact.date]
    undated = len(facts) - len(slides)
    tell_left_out(undated, "fait(s)", "timelinejs")
    title = {"unique_id": "titre", "text": {"headline": "Chronologie", "text": _html(" ; ".join(titles.values()))}}
    json.dump({"title": title, "events": slides}, stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def _slide(each: Told, when: FuzzyDate, titles: dict[str, str], ids: Identifiers) -> dict[str, Any]:
    slide: dict[str, Any] = {
        "unique_id": ids.of(each.fact.id),
        "start_date": _start(when),
        "display_date": date_in_french(when),
        "text": {"headline": _html(each.fact.summary), "text": "".join(_passage(entry, titles) for entry in each.entries)},
        "autolink": False,
    }
    if each.fact.kind:
        slide["group"] = _html(each.fact.kind)
    if when.earliest and when.latest and when.precision not in _ONE:
        slide["end_date"] = _parts(when.latest.isoformat())
    return slide


def _start(when: FuzzyDate) -> dict[str, int]:
    """The year, month and day at which a date begins, as far as the value says them; its end if the start is open."""
    start, end = iso_sides(when) or (day.isoformat() if day else "" for day in (when.earliest, when.latest))
    return _parts((start or end)[: _LENGTHS.get(when.precision)])


def _parts(iso: str) -> dict[str, int]:
    return dict(zip(("year", "month", "day"), map(int, iso.split("-")), strict=False))


def _passage(entry: Entry, titles: dict[str, str]) -> str:
    page = f", p. {entry.page}" if entry.page else ""
    return f"<blockquote>{_html(entry.quote)}</blockquote><p>{_html(titles[entry.document])}{page}</p>"


def _html(text: str) -> str:
    return escape(plain(text))
