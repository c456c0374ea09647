"""schema.org in JSON-LD: each dated fact an `Event`, its passages `Quotation`s of the documents, what they name under `about`.

Vocabulary: https://schema.org/Event, https://schema.org/Quotation. Dates are ISO 8601; the EDTF value stands in
`temporalCoverage` of the quotation.
"""

from __future__ import annotations

import json
from typing import Any, Final, TextIO
from uuid import NAMESPACE_URL, uuid5

from jalons.fuzzydate import FuzzyDate
from jalons.told import Told, told
from jalons.types import Chronology, Document, Entry
from jalons.wording import date_in_french
from jalons.writers.exports._names import Index, Name, iso_sides
from jalons.writers.exports._passages import title_of

CONTEXT: Final = "https://schema.org"
_TYPES: Final = {
    "ORG": "Organization",
    "LAW": "Legislation",
    "CONCEPT": "DefinedTerm",
    "PERSON": "Person",
    "PLACE": "Place",
    "PROGRAMME": "Project",
    "WORK": "CreativeWork",
    "EVENT": "Event",
}


def write(chronology: Chronology, stream: TextIO) -> None:
    """Writes one graph: the documents, the facts in the order of their dates, and what they name."""
    names = Index(chronology)
    events = [_event(each, names) for each in told(chronology)]
    graph = [*map(_document, chronology.documents), *events, *map(_named, names)]
    # It is made to stand in the `script` of a page, which no text may end.
    stream.write(json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1).replace("<", "\\u003c"))
    stream.write("\n")


def iri(*parts: str) -> str:
    """A stable name of what has no address (RFC 9562, version 5)."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, '/'.join(parts).encode('utf-8', 'replace').decode())}"


def _document(document: Document) -> dict[str, Any]:
    made = {
        "@id": iri("document", document.id),
        "@type": "DigitalDocument",
        "identifier": document.id,
        "name": title_of(document),
        "inLanguage": "fr",
    }
    if document.reference_date:
        made["temporal"] = document.reference_date.edtf
    return made


def _event(each: Told, names: Index) -> dict[str, Any]:
    fact = each.fact
    made: dict[str, Any] = {"@id": iri("fait", fact.id), "@type": "Event", "identifier": fact.id, "name": fact.summary}
    if fact.kind:
        made["keywords"] = fact.kind
    if fact.date:
        made |= _dates(fact.date)
        made["description"] = date_in_french(fact.date)
    if found := names.of(fact.participants):
        made["about"] = [{"@id": _address(name)} for name in found]
    made["subjectOf"] = [_quotation(entry) for entry in each.entries]
    return made


def _dates(date: FuzzyDate) -> dict[str, str]:
    """The value itself where ISO 8601 has it, else its first and last possible day."""
    days = [day.isoformat() if day else "" for day in (date.earliest, date.latest)]
    start, end = iso_sides(date) or days
    return {name: value for name, value in (("startDate", start), ("endDate", end)) if value}


def _quotation(entry: Entry) -> dict[str, Any]:
    made = {
        "@id": iri("entree", entry.id),
        "@type": "Quotation",
        "identifier": entry.id,
        "text": entry.quote,
        "isPartOf": {"@id": iri("document", entry.document)},
    }
    if entry.date:
        made["temporalCoverage"] = entry.date.edtf
    return made


def _address(name: Name) -> str:
    return name.url or iri(name.label, name.id)


def _named(name: Name) -> dict[str, Any]:
    made = {"@id": _address(name), "@type": _TYPES[name.label], "identifier": name.id, "name": name.known or name.shown}
    if name.known and name.known != name.shown:
        made["alternateName"] = name.shown
    return made
