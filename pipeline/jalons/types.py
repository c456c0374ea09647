"""What travels through Jalons: documents in, mentions and entries out. Frozen, and unaware of spaCy."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from jalons.errors import EDTFError, ReferenceDateError
from jalons.fuzzydate import FuzzyDate
from jalons.reading import Block, Reading

if TYPE_CHECKING:
    import pandas as pd

    from jalons.corrections.table import Outcome

__all__ = [
    "LABELS",
    "MODALITIES",
    "PARTICIPANTS",
    "Chronology",
    "Document",
    "Entry",
    "Fact",
    "FuzzyDate",
    "Mention",
    "stable_id",
]

LABELS: Final = ("DATE", "ORG", "LAW", "CONCEPT", "PERSON", "PLACE", "PROGRAMME", "WORK", "EVENT")
"""The labels of the annotation guide, section 1."""

PARTICIPANTS: Final[Mapping[str, str]] = {
    "organisations": "ORG",
    "laws": "LAW",
    "concepts": "CONCEPT",
    "people": "PERSON",
    "places": "PLACE",
    "programmes": "PROGRAMME",
    "works": "WORK",
    "events": "EVENT",
}
"""The fields of an entry that list its participants, and the label of the mentions that fill each."""

MODALITIES: Final = ("affirmé", "nié", "prévu", "conditionnel")
"""The factuality of an entry (FactBank, Saurí and Pustejovsky 2009): CT+, CT-, and what is told as future or as possible."""


@dataclass(frozen=True, slots=True)
class Metadatum:
    """A value that a document says of itself, and where it says so (`PDF CreationDate`, `HTML meta author`)."""

    value: str
    origin: str


@dataclass(frozen=True)
class Document:
    """A source document. `text` is the source as decoded: every offset counts code points in it.

    `reference_date` is the day, month or year from which the document speaks, and `reference_origin` where it is known from if
    the document itself says it; `pages` holds the offset at which each page starts (empty if the format has no pages);
    `sha256` is of the file's bytes (of the UTF-8 text if there is no file). `blocks` is the structure that the format gives (its
    offsets count in `text`), `metadata` what the document says of itself under `title`, `author` and `date`; `notices` tells
    (in French) what its reader left out of `text`. `mended` is false for a text that is to be read exactly as it stands.
    """

    id: str
    text: str
    reference_date: FuzzyDate | None = None
    title: str = ""
    source: str = ""
    sha256: str = ""
    pages: tuple[int, ...] = ()
    blocks: tuple[Block, ...] = ()
    metadata: Mapping[str, Metadatum] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    reference_origin: str = ""
    mended: bool = True

    @classmethod
    def from_text(  # noqa: PLR0913 (each field of a document can be given)
        cls,
        text: str,
        *,
        id: str,
        reference_date: str | None = None,
        title: str = "",
        source: str = "",
        sha256: str = "",
        pages: tuple[int, ...] = (),
        blocks: tuple[Block, ...] = (),
        metadata: Mapping[str, Metadatum] | None = None,
        notices: tuple[str, ...] = (),
    ) -> Document:
        """A document from its text; raises `ReferenceDateError` if `reference_date` is no EDTF year, month or day.

        Without a `reference_date` and a `title`, those that its metadata hold are taken.
        """
        metadata = metadata or {}
        said = metadata.get("date") if not reference_date else None
        return cls(
            id=id,
            text=text,
            reference_date=parse_reference_date(said.value if said else reference_date),
            title=title or (metadata["title"].value if "title" in metadata else ""),
            source=source,
            sha256=sha256 or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
            pages=pages,
            blocks=blocks,
            metadata=metadata,
            notices=notices,
            reference_origin=said.origin if said else "",
        )

    @cached_property
    def reading(self) -> Reading:
        """The text that spaCy sees, with its alignment back to `text`."""
        return Reading.of(self.text, blocks=self.blocks) if self.mended else Reading.as_is(self.text)

    def section(self, offset: int) -> str:
        """The heading under which `offset` stands, `""` if there is none before it."""
        return self.reading.section(offset)

    def page(self, offset: int) -> int | None:
        """The number (from 1) of the page that holds `offset`, or `None` if the document has no pages."""
        return bisect_right(self.pages, offset) or None

    def _repr_html_(self) -> str:
        """How Jupyter shows it."""
        from jalons.notebook import document_html

        return document_html(self)


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of the source text with its label, normalised value (`""` if unknown) and the rule that found it."""

    id: str
    label: str
    start: int
    end: int
    text: str
    norm: str
    rule: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated fact: when, what, who, and the range of the source text that says so.

    `date` is `None` when the text dates the fact by something unknown (a deictic date in a document without reference date).
    `section` is the heading that it stands under, `""` if there is none.
    `how` is one of `explicit`, `incomplete`, `relative`, `deictic`, `anaphoric`, `period`; `modality` one of `MODALITIES`;
    participants are ids (`norm`). `rule` decided the kind, `date_rule` read the date, which is reckoned from the date that the
    text writes as `anchor` (`""` if from none).
    """

    id: str
    date: FuzzyDate | None
    start: int
    end: int
    summary: str
    kind: str
    how: str
    rule: str
    document: str
    quote: str
    page: int | None = None
    section: str = ""
    modality: str = "affirmé"
    participants: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    date_rule: str = ""
    anchor: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The entry as the JSON contract writes it."""
        return {
            "id": self.id,
            "date": self.date.edtf if self.date else None,
            "earliest": _iso(self.date and self.date.earliest),
            "latest": _iso(self.date and self.date.latest),
            "start": self.start,
            "end": self.end,
            "page": self.page,
            "section": self.section,
            "summary": self.summary,
            "kind": self.kind,
            "modality": self.modality,
            "how": self.how,
            "rule": self.rule,
            "date_rule": self.date_rule,
            "anchor": self.anchor,
        } | {name: list(self.participants.get(name, ())) for name in PARTICIPANTS}

    def _repr_html_(self) -> str:
        """How Jupyter shows it."""
        from jalons.notebook import entry_html

        return entry_html(self)


@dataclass(frozen=True, slots=True)
class Fact:
    """What one or several entries tell together.

    `entries` are the ids of the entries, the one that gives `date` first; `documents` theirs, without repeats. `others` are dates
    that other entries give and that exclude `date`, each with the ids of those entries: a contradiction. `reasons` say in French
    why these entries are one fact and where its date is from; a fact of one entry has none.
    """

    id: str
    date: FuzzyDate | None
    summary: str
    kind: str
    entries: tuple[str, ...]
    documents: tuple[str, ...]
    participants: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    others: tuple[tuple[FuzzyDate, tuple[str, ...]], ...] = ()
    reasons: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The fact as the published JSON writes it."""
        return {
            "id": self.id,
            "date": self.date.edtf if self.date else None,
            "earliest": _iso(self.date and self.date.earliest),
            "latest": _iso(self.date and self.date.latest),
            "summary": self.summary,
            "kind": self.kind,
            "documents": list(self.documents),
            "entries": list(self.entries),
            "contradictions": [{"date": date.edtf, "entries": list(entries)} for date, entries in self.others],
            "reasons": list(self.reasons),
        } | {name: list(self.participants.get(name, ())) for name in PARTICIPANTS}


@dataclass(frozen=True)
class Chronology:
    """Entries in the order of their dates, the mentions of each document, and the documents behind them.

    `facts` join the entries that tell the same (see `jalons.merging`), in the order of their dates. `corrections` are those that
    a person made, each with what became of it (see `jalons.corrections`). `provenance` names what found all this: the versions
    of jalons and of the model, the digests of rules and lexicons (see `jalons.provenance`).
    """

    documents: tuple[Document, ...]
    mentions: Mapping[str, tuple[Mention, ...]]
    entries: tuple[Entry, ...]
    facts: tuple[Fact, ...] = ()
    corrections: tuple[Outcome, ...] = ()
    provenance: Mapping[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.entries)

    def of(self, document: Document) -> dict[str, Any]:
        """What was found in one document, as the JSON contract writes it (entries in the order of the text)."""
        entries = sorted(self.told(document), key=lambda e: (e.start, e.end, e.id))
        return {
            "id": document.id,
            "source": document.source,
            "sha256": document.sha256,
            "reference_date": document.reference_date.edtf if document.reference_date else None,
            "title": document.title,
            "text": document.text,
            "mentions": [_mention_dict(m) for m in self.mentions.get(document.id, ())],
            "entries": [e.to_dict() for e in entries],
            "provenance": dict(self.provenance),
        }

    def told(self, document: Document) -> list[Entry]:
        """The entries of one document, in the order of their dates."""
        return self._told.get(document.id, [])

    @cached_property
    def _told(self) -> dict[str, list[Entry]]:
        """The entries of each document."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.document, []).append(entry)
        return found

    def to_dict(self) -> dict[str, Any]:
        """The JSON object of the contract for one document; `{"documents": [...]}` with one such object each for several."""
        if len(self.documents) == 1:
            return self.of(self.documents[0])
        return {"documents": [self.of(document) for document in self.documents]}

    def to_frame(self) -> pd.DataFrame:
        """One row an entry, in chronological order; participants as lists, `earliest` and `latest` as ISO days."""
        import pandas as pd

        columns = ["document", *ENTRY_FIELDS, "quote"]
        rows = [{"document": e.document, **e.to_dict(), "quote": e.quote} for e in self.entries]
        return pd.DataFrame(rows, columns=columns)

    def _repr_html_(self) -> str:
        """How Jupyter shows it."""
        from jalons.notebook import chronology_html

        return chronology_html(self)


ENTRY_FIELDS: Final = (
    "id",
    "date",
    "earliest",
    "latest",
    "start",
    "end",
    "page",
    "section",
    "summary",
    "kind",
    "modality",
    "how",
    "rule",
    "date_rule",
    "anchor",
    *PARTICIPANTS,
)
"""The fields of an entry in the JSON contract, in its order."""


def entry_order(entry: Entry) -> tuple[bool, tuple[Any, ...], str, int, str]:
    """Sort key of a chronology: by date, entries without a date last, then by document and place in it."""
    date = entry.date
    return date is None, date._key() if date else (), entry.document, entry.start, entry.id


def stable_id(document: str, *parts: str, taken: Counter[str]) -> str:
    """An id made of what is said, not of where: the same content keeps its id when text before it changes.

    `taken` counts the contents met so far in this document; the second of two equal ones gets its ordinal.
    """
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:10]
    taken[digest] += 1
    return f"{document}-{digest}" + (f"-{taken[digest]}" if taken[digest] > 1 else "")


def parse_reference_date(value: str | None) -> FuzzyDate | None:
    """The reference date written in `value` (a year, month or day; `None` or `""` for none); raises `ReferenceDateError`."""
    if not value:
        return None
    try:
        date = FuzzyDate.from_edtf(value)
    except EDTFError:
        raise ReferenceDateError(value) from None
    if date.precision not in ("day", "month", "year") or date.approximate or date.uncertain:
        raise ReferenceDateError(value)
    return date


def in_chronological_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries sorted by `entry_order`."""
    return tuple(sorted(entries, key=entry_order))


def _mention_dict(mention: Mention) -> dict[str, Any]:
    names = ("id", "label", "start", "end", "text", "norm", "rule", "page")
    return {name: getattr(mention, name) for name in names}


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None
