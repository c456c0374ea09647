"""Word documents (Office Open XML, ECMA-376): what a reader of the document sees, tracked changes accepted.

`word/document.xml` is read here because the libraries at hand lose what we need: python-docx sees neither notes nor tracked
changes, docx2python writes notes, links and pictures into the text as mark-up and gives moved text and text boxes twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jalons.errors import DamagedDocumentError
from jalons.readers._archives import Archive, attribute, descendants, first, local
from jalons.readers._limits import Limits
from jalons.readers._parsed import Parsed, Writer, metadata, superscript
from jalons.types import Metadatum

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SUFFIXES: Final = (".docx", ".docm", ".dotx")
BINARY: Final = True

_CHARACTERS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_LEFT_OUT: Final = {
    "del": "passages supprimés (révisions acceptées)",
    "moveFrom": "passages déplacés, à leur ancienne place",
    "commentReference": "commentaires",
    "drawing": "images et dessins",
    "pict": "images et dessins",
    "object": "objets incorporés",
}
_SKIPPED: Final = frozenset("pPr rPr instrText delText delInstrText fldChar bookmarkStart bookmarkEnd".split())


def parse(data: bytes, path: Path, limits: Limits) -> Parsed:
    """Text, structure, notes and metadata; raises a `DocumentError` for a broken or hostile file."""
    with Archive(data, path, limits) as archive:
        root = archive.xml("word/document.xml")
        body = first(root, "body")
        if body is None:
            raise DamagedDocumentError(path, "le document n'a pas de corps (word/document.xml)")
        reader = _Reader(archive)
        reader.furniture("word/header")
        reader.blocks(body)
        reader.furniture("word/footer")
        notices = [f"{what} : {count}" for what, count in reader.left_out.items()]
        return reader.writer.parsed(_metadata(archive.xml("docProps/core.xml")), notices)


def _metadata(core: Element | None) -> dict[str, Metadatum]:
    def said(name: str) -> str:
        element = first(core, name)
        return (element.text or "") if element is not None else ""

    # The day of the last change: that of creation is often the one of the file that served as a model.
    days = {"modified": said("modified"), "created": said("created")}
    name = next((name for name, day in days.items() if day), "modified")
    names = ("dc:title", "dc:creator", f"dcterms:{name}")
    return metadata("DOCX", title=said("title"), author=said("creator"), day=days[name], names=names)


class _Reader:
    """Walks through the parts of a document and writes their blocks."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.writer = Writer()
        self.left_out: Counter[str] = Counter()
        self.levels, self.lists, self.contents = _styles(archive.xml("word/styles.xml"))
        self.notes = {
            f"{kind}{attribute(note, 'id')}": note
            for kind in ("footnote", "endnote")
            for note in descendants_of(archive.xml(f"word/{kind}s.xml"), kind)
        }
        self.called: list[str] = []
        self.numbers: dict[str, str] = {}
        self.boxes: list[Element] = []

    def furniture(self, prefix: str) -> None:
        """Running headers or footers, each once."""
        seen = set()
        for name in sorted(name for name in self.archive.names if name.startswith(prefix) and name.endswith(".xml")):
            root = self.archive.xml(name)
            text = "\n".join(self.inline(p).strip() for p in descendants(root, "p")) if root is not None else ""
            if text not in seen:
                self.writer.add("furniture", text)
            seen.add(text)
        self.boxes.clear()

    def blocks(self, parent: Element) -> None:
        """The paragraphs and tables in an element, whatever wraps them."""
        for child in parent:
            name = local(child)
            if name == "p":
                self.paragraph(child)
            elif name == "tbl":
                self.table(child)
            elif name in ("del", "moveFrom"):
                self.left_out[_LEFT_OUT[name]] += 1
            elif name == "AlternateContent":
                self.blocks(_choice(child))
            elif name not in _SKIPPED:
                self.blocks(child)

    def paragraph(self, element: Element) -> None:
        """A paragraph, then the notes it calls and the text boxes anchored in it."""
        properties = first(element, "pPr")
        style = _value(first(properties, "pStyle"))
        text = self.inline(element)
        if style in self.contents:
            self.left_out["lignes de table des matières"] += 1
        else:
            level = self.levels.get(style, 0)
            outline = _value(first(properties, "outlineLvl"))
            if outline.isdigit() and int(outline) < 9:
                level = int(outline) + 1
            listed = first(properties, "numPr") is not None or style in self.lists
            if level:
                self.writer.add("heading", text, level=level)
            elif listed and text.strip():
                self.writer.add("item", f"• {text.strip()}")
            else:
                self.writer.add("paragraph", text)
        self.after()

    def after(self) -> None:
        """The notes called and the text boxes met since the last time."""
        called, boxes = self.called, self.boxes
        self.called, self.boxes = [], []
        for key in called:
            note = self.notes.pop(key, None)
            if note is not None:
                text = " ".join(self.inline(p).strip() for p in descendants(note, "p"))
                self.writer.add("note", f"{self.numbers[key]} {text.strip()}")
        for box in boxes:
            self.blocks(box)

    def table(self, element: Element) -> None:
        """A table, a line a row; a table of one column is a frame around paragraphs."""
        rows = [list(_children(row, "tc")) for row in _children(element, "tr")]
        if max(map(len, rows), default=0) <= 1:
            for row in rows:
                for cell in row:
                    self.blocks(cell)
            return
        lines = []
        for row in rows:
            cells = (" ".join(self.inline(p) for p in descendants(cell, "p")).split() for cell in row)
            lines.append(" | ".join(" ".join(cell) for cell in cells))
        self.writer.add("table", "\n".join(line for line in lines if line.strip("| ")))
        self.after()

    def inline(self, element: Element) -> str:
        """The text of a paragraph as it shows."""
        return "".join(self._inline(element))

    def _inline(self, element: Element) -> Iterator[str]:
        for child in element:
            name = local(child)
            if name in ("t", "oMath"):
                yield "".join(map(str, child.itertext()))
            elif name in _CHARACTERS:
                yield _CHARACTERS[name]
            elif name == "r":
                yield self._run(child)
            elif name in ("footnoteReference", "endnoteReference"):
                key = f"{name.removesuffix('Reference')}{attribute(child, 'id')}"
                self.called.append(key)
                yield self.numbers.setdefault(key, superscript(str(len(self.numbers) + 1)))
            elif name == "AlternateContent":
                yield from self._inline(_choice(child))
            elif name == "txbxContent":
                self.boxes.append(child)
            elif name in _LEFT_OUT:
                self.left_out[_LEFT_OUT[name]] += 1
                if name in ("drawing", "pict"):
                    yield from self._inline(child)
            elif name not in _SKIPPED:
                yield from self._inline(child)

    def _run(self, run: Element) -> str:
        properties = first(run, "rPr")
        hidden = first(properties, "vanish")
        if hidden is not None and _value(hidden) not in ("0", "false"):
            self.left_out["passages masqués"] += 1
            return ""
        text = "".join(self._inline(run))
        raised = _value(first(properties, "vertAlign")) == "superscript"
        return superscript(text) if raised else text


def descendants_of(root: Element | None, name: str) -> Iterator[Element]:
    """The notes of a part that may be missing, separators left out."""
    if root is not None:
        yield from (note for note in descendants(root, name) if not attribute(note, "type"))


def _children(element: Element, name: str) -> Iterator[Element]:
    """The rows of a table or cells of a row, through content controls and changes that wrap them."""
    for child in element:
        if local(child) == name:
            yield child
        elif local(child) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _children(child, name)


def _choice(element: Element) -> Element:
    """The first branch of alternative content: the others say the same for older programs."""
    return next((child for child in element if local(child) in ("Choice", "Fallback")), element)


def _value(element: Element | None) -> str:
    return attribute(element, "val") if element is not None else ""


def _styles(root: Element | None) -> tuple[dict[str, int], set[str], set[str]]:
    """The ids of paragraph styles: the heading level of each, those of lists, those of tables of contents."""
    levels: dict[str, int] = {}
    lists, contents = set[str](), set[str]()
    for style in descendants(root, "style") if root is not None else ():
        key = attribute(style, "styleId")
        name = _value(first(style, "name")).lower()
        words = name.split()
        outline = _value(first(style, "pPr", "outlineLvl"))
        if name in ("title", "titre"):
            levels[key] = 1
        elif words[:1] in (["heading"], ["titre"]) and words[-1].isdigit():
            levels[key] = min(int(words[-1]), 9)
        elif outline.isdigit() and int(outline) < 9:
            levels[key] = int(outline) + 1
        elif words[:1] == ["toc"] or name.startswith("table des matières"):
            contents.add(key)
        elif first(style, "pPr", "numPr") is not None or words[:2] == ["list", "bullet"]:
            lists.add(key)
    return levels, lists, contents
