"""TimeML 1.2.1: the text of each document with its dates as TIMEX3.

Specification: https://timeml.github.io/site/publications/timeMLdocs/timeml_1.2.1.html. What an EDTF value says and TIMEX3 cannot
stands in the attribute `comment`.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from lxml import etree

from jalons.fuzzydate import FuzzyDate
from jalons.types import Chronology, Document, Mention
from jalons.wording import third
from jalons.writers.exports._inline import apart, fill
from jalons.writers.exports._names import Identifiers, xml_text

_XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA: Final = "http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd"
_SEASONS: Final = {21: "SP", 22: "SU", 23: "FA", 24: "WI"}
_THIRDS: Final = ("START", "MID", "END")
_UNKNOWN: Final = "XXXX"


class Timex(NamedTuple):
    """The attributes of a TIMEX3 and what it leaves out; `begin` and `end` are the values of a duration's points."""

    type: str
    value: str
    mod: str = ""
    lost: str = ""
    begin: str = ""
    end: str = ""


def parts(chronology: Chronology) -> dict[str, bytes]:
    """A file for each document."""
    ids = Identifiers()
    return {
        f"{ids.of(document.id)}.tml": _document(document, chronology.mentions.get(document.id, ()))
        for document in chronology.documents
    }


def timex(edtf: str) -> Timex:
    """The TIMEX3 of an EDTF value (`""` if unknown).

    >>> timex("2016/..")[:3], timex("199X~")[:3], timex("2007/2009").value
    (('DATE', '2016', 'ON_OR_AFTER'), ('DATE', '199', 'APPROX'), 'P3Y')
    """
    if not edtf:
        return Timex("DATE", _UNKNOWN, lost="valeur inconnue")
    date = FuzzyDate.from_edtf(edtf)
    if date.precision == "set":
        return Timex("DATE", _UNKNOWN, lost=f"plusieurs dates : {edtf}")
    if date.precision != "interval":
        lost = f"incertain : {edtf}" if date.uncertain else ""
        return Timex("DATE", _value(date), "APPROX" if date.approximate else "", lost)
    if (part := third(edtf)) is not None:
        return Timex("DATE", _value(part[0]), _THIRDS[part[1]])
    start, _, end = edtf.partition("/")
    known = [FuzzyDate.from_edtf(side) for side in (start, end) if side != ".."]
    lost = f"approximatif ou incertain : {edtf}" if any(each.approximate or each.uncertain for each in known) else ""
    if start == "..":
        return Timex("DATE", _value(known[0]), "ON_OR_BEFORE", lost)
    if end == "..":
        return Timex("DATE", _value(known[0]), "ON_OR_AFTER", lost)
    return Timex("DURATION", _length(date, *known), "", lost, _value(known[0]), _value(known[1]))


def _value(date: FuzzyDate) -> str:
    """The value of a date that is neither interval nor set."""
    bare = date.edtf.rstrip("?~%")
    code = int(bare[5:7]) if bare[5:7].isdigit() else 0
    match date.precision:
        case "decade" | "century":
            return bare.rstrip("X")
        case "season":
            return f"{bare[:4]}-{_SEASONS[code]}"
        case "quarter":
            return f"{bare[:4]}-Q{code - 32}"
        case "semester":
            return f"{bare[:4]}-H{code - 39}"
    return bare


def _length(date: FuzzyDate, start: FuzzyDate, end: FuzzyDate) -> str:
    """How long an interval lasts, both ends included, in years, months or days."""
    first, last = date.earliest, date.latest
    if first is None or last is None:
        raise ValueError(date.edtf)
    if start.precision == end.precision == "year":
        return f"P{last.year - first.year + 1}Y"
    if start.precision == end.precision == "month":
        return f"P{(last.year - first.year) * 12 + last.month - first.month + 1}M"
    return f"P{(last - first).days + 1}D"


def _document(document: Document, mentions: tuple[Mention, ...]) -> bytes:
    root = etree.Element("TimeML", {f"{{{_XSI}}}noNamespaceSchemaLocation": _SCHEMA}, nsmap={"xsi": _XSI})
    points: list[etree._Element] = []
    number = 0

    def element(found: Timex, **more: str) -> etree._Element:
        nonlocal number
        number += 1
        given = {"mod": found.mod, "comment": xml_text(found.lost)} | more
        timed = {"tid": f"t{number}", "type": found.type, "value": found.value}
        return etree.Element("TIMEX3", timed | {name: value for name, value in given.items() if value})

    def made(mention: Mention) -> etree._Element:
        found = timex(mention.norm)
        made = element(found, temporalFunction="false")
        for name, value in (("beginPoint", found.begin), ("endPoint", found.end)):
            if value:
                point = element(Timex("DATE", value), temporalFunction="true")
                point.set("anchorTimeID", made.get("tid"))
                points.append(point)
                made.set(name, point.get("tid"))
        return made

    if document.reference_date:
        root.append(element(timex(document.reference_date.edtf), functionInDocument="CREATION_TIME"))
    dates = apart(mention for mention in mentions if mention.label == "DATE")
    fill(root, document.text, (0, len(document.text)), dates, made)
    root.extend(points)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return data
