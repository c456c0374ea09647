"""What several formats share: the names that a fact or passage holds, and identifiers that a format takes."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from jalons.called import called_in
from jalons.folding import fold
from jalons.fuzzydate import FuzzyDate
from jalons.types import PARTICIPANTS, Chronology
from jalons.writers.html.content import Names

_STRANGE: Final = re.compile(r"[^A-Za-z0-9._-]+")
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ISO: Final = re.compile(r"\d{4}(?:-(?:0\d|1[012])(?:-\d\d)?)?")
_FEEDS: Final = {0x0B: "\n", 0x0C: "\n"}
_log = logging.getLogger(__name__)


class Name(NamedTuple):
    """A participant: its label and id, the words to show, its full name and address (`""` if unknown)."""

    label: str
    id: str
    shown: str
    known: str
    url: str


class Index:
    """The names of a chronology, looked up by label and id, with those that were asked for."""

    def __init__(self, chronology: Chronology) -> None:
        self._names = Names(called_in(chronology))

    def name(self, label: str, norm: str) -> Name:
        """The name of an id."""
        return Name(*self._names.rows[self._names.place(label, norm)][:5])

    def of(self, participants: Mapping[str, tuple[str, ...]]) -> list[Name]:
        """The names of the participants of an entry or a fact, in the order of their fields."""
        return [self.name(label, norm) for field, label in PARTICIPANTS.items() for norm in participants.get(field, ()) if norm]

    def __iter__(self) -> Iterator[Name]:
        """The names that were looked up so far, in that order, dates left out."""
        return (Name(*row[:5]) for row in self._names.rows if row[0] != "DATE")


class Identifiers:
    """Ids made of letters, digits, `.`, `_` and `-` of ASCII, beginning with a letter, each once (case aside).

    So are names of XML (NCName) and of files, whatever the system.

    >>> taken = Identifiers()
    >>> taken.of("2012 été"), taken.of("2012_ete"), taken.of("2012 été")
    ('n2012_ete', 'n2012_ete-2', 'n2012_ete')
    """

    def __init__(self) -> None:
        self._given: dict[str, str] = {}
        self._taken: dict[str, int] = {}

    def of(self, name: str) -> str:
        """The id of a name: the same name has the same id."""
        if name not in self._given:
            base = _STRANGE.sub("_", fold(name))[:100]
            base = base if base[:1].isalpha() else f"n{base}"
            made, number = base, self._taken.get(base.lower(), 0)
            while made.lower() in self._taken:
                number += 1
                made = f"{base}-{number}"
            self._taken[base.lower()] = number
            self._taken[made.lower()] = 1
            self._given[name] = made
        return self._given[name]


def xml_text(text: str) -> str:
    """A text that XML 1.0 can hold: form feeds become line ends, what else it forbids replacement characters; offsets stay.

    >>> xml_text("page\\fpage\\x00")
    'page\\npage\ufffd'
    """
    return _NOT_XML.sub("\ufffd", text.translate(_FEEDS))


def year_of(date: FuzzyDate | None) -> int | None:
    """The year under which a corpus files a passage: the first possible one, the last if the start is open."""
    day = (date.earliest or date.latest) if date else None
    return day.year if day else None


def iso_sides(date: FuzzyDate) -> tuple[str, str] | None:
    """Start and end of a date as ISO 8601-1 has them, no more precise than the value (`""` for an open side).

    `None` if it cannot say them: an uncertain or approximate date, a decade, a season, several dates.

    >>> [iso_sides(FuzzyDate.from_edtf(value)) for value in ("2016-10/..", "2012", "199X")]
    [('2016-10', ''), ('2012', '2012'), None]
    """
    start, _, end = date.edtf.partition("/")
    sides = [side for side in (start, end or start) if side != ".."]
    if date.precision == "set" or any(not _ISO.fullmatch(side) for side in sides):
        return None
    return start.removeprefix(".."), (end or start).removeprefix("..")


def tell_left_out(number: int, what: str, format: str) -> None:
    """Says how many things a format cannot hold."""
    if number:
        _log.warning("%s : %d %s sans date, que le format ne sait pas dire, laissé(s) de côté", format, number, what)
