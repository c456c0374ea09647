"""What a reader gives: text, structure, pages, metadata; and the writer that puts them together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass, field
from datetime import date
from typing import Any, Final

from jalons.reading import Block
from jalons.types import Metadatum

_DAY: Final = re.compile(r"(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?(?!\d)")


@dataclass(frozen=True)
class Parsed:
    """A document as its reader understood it; offsets count in `text`. `notices` (French) tell what is not in it, and why."""

    text: str
    pages: tuple[int, ...] = ()
    blocks: tuple[Block, ...] = ()
    metadata: dict[str, Metadatum] = field(default_factory=dict)
    notices: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The value as plain lists and strings, for JSON."""
        return {
            "text": self.text,
            "pages": self.pages,
            "blocks": [astuple(block) for block in self.blocks],
            "metadata": {name: astuple(each) for name, each in self.metadata.items()},
            "notices": self.notices,
        }

    @classmethod
    def from_dict(cls, value: dict[str, Any]) -> Parsed:
        """The value that `to_dict` gave."""
        return cls(
            text=value["text"],
            pages=tuple(value["pages"]),
            blocks=tuple(Block(*block) for block in value["blocks"]),
            metadata={name: Metadatum(*each) for name, each in value["metadata"].items()},
            notices=tuple(value["notices"]),
        )


class Writer:
    """Puts a text together from blocks, a blank line between them."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.blocks: list[Block] = []
        self.pages: list[int] = []

    def add(self, kind: str, text: str, *, level: int = 0, wrapped: bool = False, open: bool = False) -> None:
        """Adds a block, unless there is nothing in it."""
        # A form feed marks pages, and only those that `page` starts.
        text = clean(text).strip()
        if not text:
            return
        self.blocks.append(Block(kind, self._length, self._length + len(text), level, wrapped, open))
        self._put(f"{text}\n\n")

    def page(self) -> None:
        """Starts a page."""
        if self.pages:
            self._put("\f")
        self.pages.append(self._length)

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def parsed(self, metadata: dict[str, Metadatum] | None = None, notices: Iterable[str] = ()) -> Parsed:
        """What was put together; the title is the metadata's, else the first heading of the highest level."""
        metadata = metadata or {}
        text = "".join(self._parts)
        headings = [block for block in self.blocks if block.level]
        if "title" not in metadata and headings:
            first = min(headings, key=lambda block: block.level)
            metadata["title"] = Metadatum(" ".join(text[first.start : first.end].split()), "premier titre")
        elif "title" not in metadata and self.blocks:
            first = next((block for block in self.blocks if block.kind != "furniture"), self.blocks[0])
            line = text[first.start : first.end].splitlines()[0]
            metadata["title"] = Metadatum(line[:200], "première ligne")
        return Parsed(text, tuple(self.pages), tuple(self.blocks), metadata, tuple(notices))


_CONTROLS: Final = dict.fromkeys((*range(9), *range(14, 32), 127, *range(55296, 57344))) | {
    0x0B: "\n",
    0x0C: "\n",
    0x0D: "\n",
}


def clean(text: str) -> str:
    """A text from an XML or PDF file without control characters and lone surrogates."""
    return text.replace("\r\n", "\n").translate(_CONTROLS)


_SUPERSCRIPTS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def superscript(text: str) -> str:
    """Raised text as plain characters say it: figures as ¹²³, the o of a number sign as °, anything else as it is.

    >>> superscript("12"), superscript("o"), superscript("er")
    ('¹²', '°', 'er')
    """
    return "°" if text in ("o", "os") else text.translate(_SUPERSCRIPTS)


def metadata(
    origin: str, *, title: str = "", author: str = "", day: str = "", names: tuple[str, str, str]
) -> dict[str, Metadatum]:
    """The metadata that are not empty; `names` are those that the format has for title, author and date."""
    found = {"title": clean(title), "author": clean(author), "date": iso_day(day)}
    given = zip(found.items(), names, strict=True)
    return {key: Metadatum(" ".join(value.split())[:500], f"{origin} {name}") for (key, value), name in given if value.strip()}


def iso_day(value: str) -> str:
    """The day, month or year at the start of an ISO 8601 or PDF date, as EDTF; `""` if there is none or no such day.

    >>> iso_day("D:20220115093000+01'00'"), iso_day("2022-01-15T09:30:00Z"), iso_day("2022-02-31"), iso_day("hier")
    ('2022-01-15', '2022-01-15', '', '')
    """
    match = _DAY.match(value.strip().removeprefix("D:")[: 10 if "-" in value[:5] else 8])
    if match is None:
        return ""
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return ""
    return "-".join(part for part in match.groups() if part)
