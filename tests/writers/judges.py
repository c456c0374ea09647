"""A judge for each format: its standard's schema or a library that reads it, and that nothing was lost or let loose."""

from __future__ import annotations

import csv
import io
import json
import lzma
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
from lxml import etree, html
from markdown_it import MarkdownIt
from rdflib import RDF, SDO, Graph, URIRef

from jalons import Chronology, FuzzyDate
from jalons.folding import plain
from jalons.tables import TABLES, cell
from jalons.writers.exports._names import xml_text
from jalons.writers.exports.iramuteq import plain_text
from jalons.writers.exports.tei import NAMESPACE

Files = Mapping[str, bytes]
SCHEMAS = Path(__file__).parent / "schemas"
TEI = f"{{{NAMESPACE}}}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def cortext(chronology: Chronology, files: Files) -> None:
    """Columns of one width under plain heads, years as whole numbers, a name between two `***`."""
    heads, *rows = _tabbed(files)
    assert all(re.fullmatch("[a-z]+", head) for head in heads)
    for entry, row in zip(_dated(chronology), rows, strict=True):
        found = dict(zip(heads, row, strict=True))
        assert re.fullmatch(r"\d{1,4}", found["annee"])
        assert found["texte"] == cell(_encodable(entry.quote))
        for field, head in (("organisations", "organisations"), ("people", "personnes")):
            names = found[head].split("***") if found[head] else []
            assert len(names) == len(entry.participants.get(field, ()))


def gargantext(chronology: Chronology, files: Files) -> None:
    """The seven columns, dates as whole numbers, nothing empty."""
    heads, *rows = _tabbed(files)
    assert heads[:3] == ["Publication Day", "Publication Month", "Publication Year"]
    assert heads[3:] == ["Authors", "Title", "Abstract", "Source"]
    for entry, row in zip(_dated(chronology), rows, strict=True):
        day, month, year, _, title, abstract, _ = row
        assert 1 <= int(day) <= 31
        assert 1 <= int(month) <= 12
        assert int(year) >= 1
        assert (title, abstract) == (cell(_encodable(entry.summary)), cell(_encodable(entry.quote)))


def iramuteq(chronology: Chronology, files: Files) -> None:
    """Texts under lines of variables, and stars nowhere else."""
    lines = _text(files).split("\n")
    dated = _dated(chronology)
    assert len(lines) == 3 * len(dated) + 1
    for place, entry in enumerate(dated):
        head, text, blank = lines[3 * place : 3 * place + 3]
        assert re.fullmatch(r"\*{4}( \*[a-z]+_[a-z0-9]+)+", head)
        assert text == _encodable(plain_text(entry.quote))
        assert not re.search(r"[*_$]|^-", text)
        assert not blank


def markdown(chronology: Chronology, files: Files) -> None:
    """CommonMark shows every passage as it is, runs no HTML, and links to `https:` alone."""
    tokens = MarkdownIt("commonmark").parse(_text(files))
    inside = [each for token in tokens for each in (token, *(token.children or ()))]
    assert not {token.type for token in inside} & {"html_block", "html_inline", "image", "fence", "code_block", "code_inline"}
    assert all(str(token.attrs["href"]).startswith("https://") for token in inside if token.type == "link_open")
    words = ["".join(each.content for each in token.children or ()) for token in tokens if token.type == "inline"]
    for entry in chronology.entries:
        assert f"« {plain(_encodable(entry.quote))} »" in words
    assert sum(token.type == "heading_open" and token.tag == "h1" for token in tokens) == 1


def schema_org(chronology: Chronology, files: Files) -> None:
    """Types and properties of schema.org alone; what is pointed at is there; dates are those of ISO 8601."""
    assert "<" not in _text(files)  # the `script` of a page may hold it
    found = json.loads(_text(files))
    assert found.pop("@context") == "https://schema.org"
    graph = _graph({"@context": {"@vocab": str(SDO)}, **found})
    for subject, predicate, value in graph:
        assert predicate == RDF.type or str(predicate).removeprefix(str(SDO)) in SDO
        if predicate == RDF.type:
            assert str(value).removeprefix(str(SDO)) in SDO
        elif isinstance(value, URIRef):
            assert (value, RDF.type, None) in graph, (subject, value)
        if predicate in (SDO.startDate, SDO.endDate):
            assert FuzzyDate.from_edtf(str(value)).precision in ("day", "month", "year")
    assert len(set(graph.subjects(RDF.type, SDO.Quotation))) == len(chronology.entries)
    texts = {str(text) for text in graph.objects(None, SDO.text)}
    assert texts == {_encodable(entry.quote) for entry in chronology.entries}


def tei(chronology: Chronology, files: Files) -> None:
    """The RELAX NG schema of all of TEI P5; pointers that lead somewhere; EDTF that is EDTF; the whole of each text."""
    root = _xml(*files.values())
    _tei_all().assertValid(root)
    ids = {element.get(XML_ID) for element in root.iter()}
    for element in root.iter(etree.Element):
        for name in ("ref", "target", "corresp", "datingMethod"):
            pointer = element.get(name, "")
            assert not pointer.startswith("#") or pointer[1:] in ids
        if value := element.get("when-custom"):
            assert FuzzyDate.from_edtf(value).edtf == value
    assert len(list(root.iter(f"{TEI}event"))) == len(chronology.facts)
    assert [_unspaced(quote.text or "") for quote in root.iter(f"{TEI}quote")] == [
        _unspaced(plain(entry.quote)) for entry in _told(chronology)
    ]
    for document, body in zip(chronology.documents, root.iterfind(f".//{TEI}group/{TEI}text/{TEI}body"), strict=True):
        assert _unspaced("".join(body.itertext())) == _unspaced(document.text)


def timelinejs(chronology: Chronology, files: Files) -> None:
    """The documented object; texts with the elements that the writer means and no others."""
    found = json.loads(_text(files))
    jsonschema.validate(found, json.loads((SCHEMAS / "timelinejs.json").read_text(encoding="utf-8")))
    slides = found["events"]
    assert len(slides) == sum(1 for fact in chronology.facts if fact.date)
    assert len({slide["unique_id"].lower() for slide in slides}) == len(slides)
    assert _tags(found["title"]["text"]["text"]) == set()
    for slide in slides:
        assert _tags(slide["text"]["headline"]) == _tags(slide.get("group", "")) == set()
        assert _tags(slide["text"]["text"]) <= {"blockquote", "p"}


def timeml(chronology: Chronology, files: Files) -> None:
    """The part of the DTD that dates need; the whole of each text; a TIMEX3 for each date."""
    dtd = etree.DTD(str(SCHEMAS / "timeml.dtd"))
    for document, (name, data) in zip(chronology.documents, files.items(), strict=True):
        assert re.fullmatch(r"[A-Za-z][\w.-]*\.tml", name, re.A)
        root = _xml(data)
        assert dtd.validate(root), dtd.error_log
        assert _unbroken("".join(root.itertext())) == _unbroken(xml_text(document.text))
        said = {timex.text for timex in root.iter("TIMEX3") if timex.text}
        dates = {mention.text for mention in chronology.mentions.get(document.id, ()) if mention.label == "DATE"}
        assert said == dates


def txm(chronology: Chronology, files: Files) -> None:
    """`metadata.csv` with its column `id` first, and a text for each of its rows."""
    table = files["metadata.csv"].decode("utf-8")
    heads, *rows = csv.reader(io.StringIO(table, newline=""))
    assert heads[0] == "id"
    assert all(re.fullmatch("[a-z]+", head) for head in heads)
    assert [f"{row[0]}.txt" for row in rows] == [name for name in files if name != "metadata.csv"]
    for document, row in zip(chronology.documents, rows, strict=True):
        assert re.fullmatch(r"[A-Za-z][\w.-]*", row[0], re.A)
        assert row[1] == cell(_encodable(document.id))
        text = files[f"{row[0]}.txt"].decode("utf-8")
        assert text == xml_text(text)
        assert _unspaced(plain(text)) == _unspaced(plain(document.text))


def web_annotation(chronology: Chronology, files: Files) -> None:
    """Terms of the W3C's context alone; a target for each annotation, and a text at its place in the document."""
    found = json.loads(_text(files))
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld"
    graph = _graph(found | json.loads((SCHEMAS / "web-annotation.json").read_text(encoding="utf-8")))
    assert not [term for triple in graph for term in triple if str(term).startswith("urn:not-in-the-standard:")]
    items = found.get("first", {}).get("items", [])
    assert found["total"] == len(items) == len({item["id"] for item in items})
    wanted = [*chronology.entries, *(each for found in chronology.mentions.values() for each in found)]
    assert len(items) == len(wanted)
    for item, told in zip(items, wanted, strict=True):
        position, words = item["target"]["selector"]
        assert (position["start"], position["end"]) == (told.start, told.end)
        assert len(words["exact"]) == told.end - told.start
        assert not re.match(r"[a-zA-Z][a-zA-Z+.-]*:|//", item["target"]["source"])


def xlsx(chronology: Chronology, files: Files) -> None:
    """A sheet a table with every cell as the tables have it, no formula, no link but to `https:` or inside."""
    workbook = openpyxl.load_workbook(io.BytesIO(*files.values()), rich_text=False)
    notes, *sheets = workbook.worksheets
    assert notes.title == "Lisez-moi"
    for table, sheet in zip(TABLES, sheets, strict=True):
        assert f"{sheet.title}.csv" == table.file
        rows = [[column.cell(item) for column in table.columns] for item in table.items(chronology)]
        heads, *found = sheet.iter_rows()
        assert [head.value for head in heads] == [column.name for column in table.columns]
        assert [[_cell(each) for each in row] for row in found] == [[_shown(value) for value in row] for row in rows]
        for row in sheet.iter_rows():
            for each in row:
                assert each.data_type in ("s", "n"), each.coordinate
                assert each.hyperlink is None or each.hyperlink.location or each.hyperlink.target.startswith("https://")


JUDGES: Mapping[str, Callable[[Chronology, Files], None]] = {
    "cortext": cortext,
    "gargantext": gargantext,
    "iramuteq": iramuteq,
    "markdown": markdown,
    "schema-org": schema_org,
    "tei": tei,
    "timelinejs": timelinejs,
    "timeml": timeml,
    "txm": txm,
    "web-annotation": web_annotation,
    "xlsx": xlsx,
}


@cache
def _tei_all() -> etree.RelaxNG:
    return etree.RelaxNG(etree.fromstring(lzma.decompress((SCHEMAS / "tei_all.rng.xz").read_bytes())))


def _dated(chronology: Chronology) -> list[Any]:
    return [entry for entry in chronology.entries if entry.date]


def _told(chronology: Chronology) -> Iterator[Any]:
    entries = {entry.id: entry for entry in chronology.entries}
    return (entries[name] for fact in chronology.facts for name in fact.entries)


def _text(files: Files) -> str:
    (data,) = files.values()
    text = data.decode("utf-8")
    assert not text.startswith("\ufeff")
    return text


def _encodable(text: str) -> str:
    """A text as UTF-8 can hold it."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _tabbed(files: Files) -> list[list[str]]:
    rows = list(csv.reader(io.StringIO(_text(files), newline=""), delimiter="\t", strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not re.search(r"[\x00-\x08\x0e-\x1f\x7f]", _text(files))
    return rows


def _xml(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _graph(found: Mapping[str, Any]) -> Graph:
    with warnings.catch_warnings():  # rdflib's reader of JSON-LD uses a class that rdflib deprecates
        warnings.simplefilter("ignore", DeprecationWarning)
        return Graph().parse(data=json.dumps(found), format="json-ld", publicID="file:///chronologie/")


def _tags(markup: str) -> set[str]:
    return {element.tag for element in html.fragment_fromstring(xml_text(markup), create_parent="x").iter() if element.tag != "x"}


def _unbroken(text: str) -> str:
    """Line ends as XML has them."""
    return re.sub("\r\n?", "\n", text)


def _unspaced(text: str) -> str:
    return re.sub(r"\s", "", xml_text(text))


def _cell(found: Any) -> str:
    return "" if found.value is None else str(found.value)


def _shown(value: object) -> str:
    """A value of a table as a cell of the workbook shows it."""
    return "" if value is None else xml_text(plain(str(value)))
