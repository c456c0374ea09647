"""The result of one document as sections of bytes, and back: what was found, and what the files will say of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field, fields
from typing import Any, Final, NamedTuple

from jalons.building.store import Store
from jalons.errors import DocumentError
from jalons.files import Bytes
from jalons.fuzzydate import FuzzyDate
from jalons.merging.profiles import Profile
from jalons.provenance import provenance
from jalons.reading import Block
from jalons.types import PARTICIPANTS, Chronology, Document, Entry, Mention, Metadatum
from jalons.writers.pieces import PARTS, Pieces

_COUNTS: Final = "counts"
_DOCUMENT: Final = "document"
_ENTRIES: Final = "entries"
_FEATURES: Final = "features"
_KEYS: Final = "keys"
_MENTIONS: Final = "mentions"
_PIECE: Final = "piece-"
_NOBODY: Final[dict[str, tuple[str, ...]]] = dict.fromkeys(PARTICIPANTS, ())
_PLACES: Final = {f.name: place for place, f in enumerate(fields(Entry))}
_DATE, _QUOTE, _START, _END, _PARTICIPANTS = (_PLACES[name] for name in ("date", "quote", "start", "end", "participants"))


def pack(chronology: Chronology, counts: Mapping[str, int]) -> dict[str, Bytes]:
    """The chronology of one document as sections; `counts` are the numbers that a build reports of it."""
    (document,) = chronology.documents
    values = {
        _COUNTS: counts,
        _DOCUMENT: _plain(document),
        _ENTRIES: [_row(entry) for entry in chronology.entries],
        _MENTIONS: list(map(astuple, chronology.mentions[document.id])),
    }
    pieces = Pieces(chronology)
    rendered = {f"{_PIECE}{part}": pieces.of(document, part) for part in PARTS}
    profile = Profile.of(chronology.entries, chronology.mentions[document.id])
    compared = {_FEATURES: profile.data, _KEYS: profile.keys}
    return {name: _bytes(value) for name, value in values.items()} | rendered | compared


def counts(sections: Mapping[str, Bytes]) -> dict[str, int]:
    """The numbers of a packed result."""
    return dict(_read(sections[_COUNTS]))


def unpack(sections: Mapping[str, Bytes]) -> Chronology:
    """The chronology that was packed; its mentions are read when they are asked for."""
    document = Document(**_revived(_read(sections[_DOCUMENT]), "reference_date"))
    entries = tuple(_entry(row, document.text) for row in _read(sections[_ENTRIES]))
    # A result is looked for under a key made of all that decides results: what found it is what is running.
    return Chronology((document,), _Mentions(document.id, sections[_MENTIONS]), entries, provenance=provenance())


class Result(NamedTuple):
    """What was found in a document, the pieces of it that writers put together, and what merging knows of it."""

    chronology: Chronology
    pieces: Mapping[str, Bytes]
    profile: Profile

    @property
    def document(self) -> str:
        """The id of the document."""
        return self.chronology.documents[0].id


@dataclass(frozen=True, slots=True)
class Results(Sequence[Chronology]):
    """The results of these keys, each read from the store when it is asked for, if its sections are not `known`."""

    store: Store
    keys: Sequence[str]
    known: Mapping[str, Mapping[str, Bytes]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return Results(self.store, self.keys[place], self.known)
        return unpack(self._sections(self.keys[place]))

    def whole(self) -> Iterator[Result]:
        """All results with what else is known of their documents."""
        for sections in map(self._sections, self.keys):
            chronology = unpack(sections)
            profile = Profile.from_bytes(chronology.entries, sections[_FEATURES], sections[_KEYS])
            yield Result(chronology, _Texts(sections), profile)

    def _sections(self, key: str) -> Mapping[str, Bytes]:
        sections = self.known.get(key) or self.store.get(key)
        if sections is None:
            raise DocumentError(self.store.path(key), "ce résultat a disparu ou est abîmé ; relancez « jalons build »")
        return sections


@dataclass(frozen=True, slots=True)
class _Texts(Mapping[str, Bytes]):
    sections: Mapping[str, Bytes]

    def __getitem__(self, part: str) -> Bytes:
        return self.sections[f"{_PIECE}{part}"]

    def __iter__(self) -> Iterator[str]:
        return (name.removeprefix(_PIECE) for name in self.sections if name.startswith(_PIECE))

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True, slots=True)
class _Mentions(Mapping[str, tuple[Mention, ...]]):
    document: str
    data: Bytes

    def __getitem__(self, document: str) -> tuple[Mention, ...]:
        if document != self.document:
            raise KeyError(document)
        return tuple(Mention(*row) for row in _read(self.data))

    def __iter__(self) -> Iterator[str]:
        return iter((self.document,))

    def __len__(self) -> int:
        return 1


def _row(entry: Entry) -> list[Any]:
    """The fields of an entry in their order, the date as EDTF, the participants that there are; its quote is in the text."""
    values = ["" if name == "quote" else getattr(entry, name) for name in _PLACES]
    values[_PARTICIPANTS] = {name: ids for name, ids in entry.participants.items() if ids}
    return [value.edtf if isinstance(value, FuzzyDate) else value for value in values]


def _entry(row: list[Any], text: str) -> Entry:
    row[_DATE] = FuzzyDate.from_edtf(row[_DATE]) if row[_DATE] else None
    participants = _NOBODY.copy()
    for name, ids in row[_PARTICIPANTS].items():
        participants[name] = tuple(ids)
    row[_PARTICIPANTS] = participants
    row[_QUOTE] = text[row[_START] : row[_END]]
    return Entry(*row)


def _plain(item: Document) -> dict[str, Any]:
    values = {f.name: getattr(item, f.name) for f in fields(item)}
    return {name: value.edtf if isinstance(value, FuzzyDate) else value for name, value in values.items()}


def _revived(value: dict[str, Any], date: str) -> dict[str, Any]:
    """The arguments of a type: lists as tuples, dates as dates."""
    revived: dict[str, Any] = {name: tuple(each) if isinstance(each, list) else each for name, each in value.items()}
    if "blocks" in value:
        revived["blocks"] = tuple(Block(*each) for each in value["blocks"])
        revived["metadata"] = {name: Metadatum(*each) for name, each in value["metadata"].items()}
    revived[date] = FuzzyDate.from_edtf(value[date]) if value[date] else None
    return revived


def _read(section: Bytes) -> Any:
    return json.loads(str(section, "utf-8", "surrogatepass"))


def _bytes(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=astuple).encode("utf-8", "surrogatepass")
