"""TEI P5: the facts as `listEvent` in `standOff`, indexes of what they name, and the documents' texts with their mentions.

Guidelines: https://tei-c.org/guidelines/p5/, chapters 13 (names, dates) and 16 (stand-off). An EDTF value stands in
`when-custom` with `datingMethod` pointing at a `calendar` that names EDTF; `when`, `from`, `to`, `notBefore` and `notAfter`
say as much of it as W3C dates can.
"""

from __future__ import annotations

import re
from typing import Any, Final, TextIO

from lxml import etree
from lxml.builder import ElementMaker

from jalons.folding import plain
from jalons.fuzzydate import FuzzyDate
from jalons.told import Told, told
from jalons.types import Chronology, Document, Entry, Mention
from jalons.wording import date_in_french
from jalons.writers.exports._inline import apart, fill, paragraphs
from jalons.writers.exports._names import Identifiers, Index, Name, iso_sides, xml_text
from jalons.writers.exports._passages import title_of

NAMESPACE: Final = "http://www.tei-c.org/ns/1.0"
_XML_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_E: Final = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})
_LISTS: Final = {"PERSON": "listPerson", "ORG": "listOrg", "PLACE": "listPlace"}
_NAMED: Final = {"PERSON": ("person", "persName"), "ORG": ("org", "orgName"), "PLACE": ("place", "placeName")}
_EDTF: Final = "EDTF, Extended Date/Time Format (ISO 8601-2:2019), https://www.loc.gov/standards/datetime/"
_BETWEEN_WORDS: Final = re.compile("[^0-9A-Za-zÀ-ÖØ-öø-ÿŒœ]+")


def write(chronology: Chronology, stream: TextIO) -> None:
    """Writes one `TEI` for the chronology and all its documents."""
    ids, names = Identifiers(), Index(chronology)
    # What is named anywhere is looked up first, so that the indexes are whole.
    bodies = [_text(document, chronology.mentions.get(document.id, ()), names, ids) for document in chronology.documents]
    events = [_event(each, names, ids) for each in told(chronology)]
    root = _E.TEI(_header(chronology, ids), {_LANG: "fr"})
    if stand_off := [*_indexes(names, ids), *([_E.listEvent(*events)] if events else [])]:
        root.append(_E.standOff(*stand_off))
    root.append(_E.text(_E.group(*bodies) if bodies else _E.body(_E.p())))
    stream.write(etree.tostring(root, encoding="unicode"))
    stream.write("\n")


def dates(date: FuzzyDate | None) -> dict[str, str]:
    """The attributes that date an element (att.datable)."""
    if date is None:
        return {}
    custom = {"when-custom": date.edtf, "datingMethod": "#edtf"}
    sides = iso_sides(date)
    if sides and date.precision != "interval":
        return custom | {"when": date.edtf}
    if sides:
        return custom | {name: side for name, side in zip(("from", "to"), sides, strict=True) if side}
    bounds = {"notBefore": date.earliest, "notAfter": date.latest}
    return custom | {name: day.isoformat() for name, day in bounds.items() if day}


def _words(text: str) -> str:
    return xml_text(plain(text))


def _token(text: str) -> str:
    """A word for an attribute that takes one (teidata.enumerated), `""` for none: `texte-officiel`."""
    return _BETWEEN_WORDS.sub("-", text).strip("-")


def _header(chronology: Chronology, ids: Identifiers) -> Any:
    found = ", ".join(f"{name} {value}" for name, value in chronology.provenance.items()) or "jalons"
    sources = [
        _E.bibl(
            {_XML_ID: ids.of(f"document {document.id}")},
            _E.title(_words(title_of(document))),
            _E.idno(_words(document.id), {"type": "jalons"}),
            *([_E.idno(_words(document.source), {"type": "fichier"})] if document.source else []),
            *([_E.date(date_in_french(date), dates(date))] if (date := document.reference_date) else []),
        )
        for document in chronology.documents
    ]
    return _E.teiHeader(
        _E.fileDesc(
            _E.titleStmt(_E.title("Chronologie")),
            _E.publicationStmt(_E.p("Fichier produit par Jalons.")),
            _E.sourceDesc(_E.listBibl(*sources) if sources else _E.p("Aucun document.")),
        ),
        _E.encodingDesc(_E.p(f"Événements, noms et dates relevés par Jalons ({_words(found)}).")),
        _E.profileDesc(_E.calendarDesc(_E.calendar({_XML_ID: ids.of("edtf")}, _E.p(_EDTF)))),
    )


def _event(each: Told, names: Index, ids: Identifiers) -> Any:
    fact = each.fact
    event = _E.event({_XML_ID: ids.of(fact.id)} | dates(fact.date))
    if kind := _token(fact.kind):
        event.set("type", kind)
    event.append(_E.label(_words(fact.summary)))
    if found := names.of(fact.participants):
        described = _E.desc()
        for name in found:
            described.append(_reference(name, ids))
            described[-1].text = _words(name.shown)
            described[-1].tail = " "
        event.append(described)
    event.extend(_source(entry, ids) for entry in each.entries)
    for date, _ in fact.others:
        event.append(_E.note({"type": "contradiction"}, _E.date(date_in_french(date), dates(date))))
    event.extend(_E.note({"type": "correction"}, _words(words)) for words in each.corrections)
    return event


def _source(entry: Entry, ids: Identifiers) -> Any:
    """The passage of an entry, where it stands, and what the text says of it."""
    note = _E.note({_XML_ID: ids.of(f"entree {entry.id}"), "type": "source"})
    if modality := _token(entry.modality):
        note.set("subtype", modality)
    pages = [_E.biblScope(str(entry.page), {"unit": "page"})] if entry.page else []
    place = _E.biblScope({"unit": "caractère", "from": str(entry.start), "to": str(entry.end)})
    document = _E.ref({"target": f"#{ids.of(f'document {entry.document}')}"})
    note.append(_E.cit(_E.quote(_words(entry.quote)), _E.bibl(document, *pages, place)))
    return note


def _reference(name: Name, ids: Identifiers) -> Any:
    """An empty element for a name, pointing at its index."""
    tag = _NAMED.get(name.label, ("", "rs"))[1]
    made = _E(tag, {"ref": f"#{ids.of(f'{name.label} {name.id}')}"})
    if tag == "rs":
        made.set("type", name.label.lower())
    return made


def _indexes(names: Index, ids: Identifiers) -> list[Any]:
    """A list for each label that is named."""
    lists: dict[str, Any] = {}
    for name in names:
        if not name.id:
            continue
        made = lists.get(name.label)
        if made is None:
            made = _E(_LISTS[name.label]) if name.label in _LISTS else _E.list({"type": name.label.lower()})
            lists[name.label] = made
        made.append(_indexed(name, ids))
    return [lists[label] for label in sorted(lists)]


def _indexed(name: Name, ids: Identifiers) -> Any:
    outer, inner = _NAMED.get(name.label, ("item", "name"))
    made = _E(outer, {_XML_ID: ids.of(f"{name.label} {name.id}")}, _E(inner, _words(name.shown)))
    if name.known and name.known != name.shown:
        made.append(_E(inner, _words(name.known), {"type": "full"}))
    made.append(_E.idno(_words(name.id), {"type": "jalons"}))
    if name.url:
        made.append(_E.idno(xml_text(name.url), {"type": "URI"}))
    return made


def _text(document: Document, mentions: tuple[Mention, ...], names: Index, ids: Identifiers) -> Any:
    """The text of a document, a `p` a paragraph, with the mentions that overlap no other."""

    def made(mention: Mention) -> Any:
        if mention.label == "DATE":
            return _E.date(dates(FuzzyDate.from_edtf(mention.norm)) if mention.norm else {})
        if not mention.norm:
            tag = _NAMED.get(mention.label, ("", "rs"))[1]
            return _E(tag, {"type": mention.label.lower()} if tag == "rs" else {})
        return _reference(names.name(mention.label, mention.norm), ids)

    body, inside = _E.body(), apart(mentions)
    for start, end in paragraphs(document.text):
        body.append(_E.p())
        fill(body[-1], document.text, (start, end), inside, made)
    if not len(body):
        body.append(_E.p())
    attributes = {_XML_ID: ids.of(f"texte {document.id}"), "corresp": f"#{ids.of(f'document {document.id}')}"}
    return _E.text(attributes, body)
