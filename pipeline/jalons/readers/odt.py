"""OpenDocument text (ISO/IEC 26300): what a reader of the document sees, tracked changes accepted.

`content.xml` is read here, through the same guarded parser as Word documents: odfpy, the library for the format, has had no
release since 2020 and stops at elements that are not in its tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jalons.errors import DamagedDocumentError, ProtectedDocumentError
from jalons.readers._archives import Archive, attribute, descendants, first, local
from jalons.readers._limits import Limits
from jalons.readers._parsed import Parsed, Writer, metadata, superscript
from jalons.types import Metadatum

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SUFFIXES: Final = (".odt", ".ott")
BINARY: Final = True

_LEFT_OUT: Final = {
    "tracked-changes": "passages supprimés (révisions acceptées)",
    "annotation": "commentaires",
    "image": "images et dessins",
    "object": "objets incorporés",
    "table-of-content": "tables des matières",
    "alphabetical-index": "index",
}
_SKIPPED: Final = frozenset("annotation-end note-citation sequence-decls forms desc title".split())
_REPEATED: Final = 1_000
"""A count of repeated spaces or cells is taken up to here."""


def parse(data: bytes, path: Path, limits: Limits) -> Parsed:
    """Text, structure, notes and metadata; raises a `DocumentError` for a broken, protected or hostile file."""
    with Archive(data, path, limits) as archive:
        if b"encryption-data" in archive.part("META-INF/manifest.xml"):
            raise ProtectedDocumentError(path, "le document est protégé par un mot de passe ; enregistrez-le sans protection")
        content = archive.xml("content.xml")
        body = first(content, "body", "text")
        if content is None or body is None:
            raise DamagedDocumentError(path, "le document n'a pas de corps (content.xml)")
        reader = _Reader(content)
        styles = archive.xml("styles.xml")
        reader.furniture(styles, "header")
        reader.blocks(body)
        reader.furniture(styles, "footer")
        notices = [f"{what} : {count}" for what, count in reader.left_out.items()]
        return reader.writer.parsed(_metadata(first(archive.xml("meta.xml"), "meta")), notices)


def _metadata(meta: Element | None) -> dict[str, Metadatum]:
    found = {local(element): (element.text or "") for element in meta} if meta is not None else {}
    author = next((name for name in ("initial-creator", "creator") if found.get(name)), "creator")
    day = next((name for name in ("date", "creation-date") if found.get(name)), "date")
    names = ("dc:title", f"meta:{author}", f"meta:{day}")
    said = (found.get(name, "") for name in ("title", author, day))
    title, author, day = said
    return metadata("ODT", title=title, author=author, day=day, names=names)


class _Reader:
    """Walks through a document and writes its blocks."""

    def __init__(self, content: Element) -> None:
        self.writer = Writer()
        self.left_out: Counter[str] = Counter()
        self.raised = {
            attribute(style, "name")
            for style in descendants(content, "style")
            for text in style
            if attribute(text, "text-position").startswith(("super", "33%", "58%"))
        }
        self.notes: list[Element] = []
        self.boxes: list[Element] = []

    def furniture(self, styles: Element | None, name: str) -> None:
        """Running headers or footers, each once."""
        seen = set()
        for element in descendants(styles, name) if styles is not None else ():
            text = "\n".join(self.inline(child).strip() for child in element)
            if text not in seen:
                self.writer.add("furniture", text)
            seen.add(text)
        self.notes, self.boxes = [], []

    def blocks(self, parent: Element, *, listed: bool = False) -> None:
        """The headings, paragraphs, lists and tables in an element, whatever wraps them."""
        for child in parent:
            name = local(child)
            if name == "h":
                level = attribute(child, "outline-level")
                self.writer.add("heading", self.inline(child), level=min(int(level), 9) if level.isdigit() and int(level) else 1)
                self.after()
            elif name == "p":
                text = self.inline(child)
                if listed and text.strip():
                    self.writer.add("item", f"• {text.strip()}")
                    listed = False
                else:
                    self.writer.add("paragraph", text)
                self.after()
            elif name == "table":
                self.table(child)
            elif name in ("list-item", "list-header"):
                self.blocks(child, listed=True)
            elif name in _LEFT_OUT:
                self.left_out[_LEFT_OUT[name]] += len(child) if name == "tracked-changes" else 1
            elif name not in _SKIPPED:
                self.blocks(child)

    def after(self) -> None:
        """The notes called and the text boxes met since the last time."""
        notes, boxes = self.notes, self.boxes
        self.notes, self.boxes = [], []
        for note in notes:
            citation, body = first(note, "note-citation"), first(note, "note-body")
            text = " ".join(self.inline(child).strip() for child in body) if body is not None else ""
            self.writer.add("note", f"{_mark(citation)} {text}")
        for box in boxes:
            self.blocks(box)

    def table(self, element: Element) -> None:
        """A table, a line a row; a table of one column is a frame around paragraphs."""
        rows = [[cell for cell in row if local(cell) == "table-cell"] for row in descendants(element, "table-row")]
        if max(map(len, rows), default=0) <= 1:
            for row in rows:
                for cell in row:
                    self.blocks(cell)
            return
        lines = []
        for row in rows:
            cells = (" ".join(" ".join(self.inline(child) for child in cell).split()) for cell in row)
            lines.append(" | ".join(cells))
        self.writer.add("table", "\n".join(line for line in lines if line.strip("| ")))
        self.after()

    def inline(self, element: Element) -> str:
        """The text of a paragraph as it shows."""
        return "".join(self._inline(element))

    def _inline(self, element: Element) -> Iterator[str]:
        yield _spaces(element.text)
        for child in element:
            name = local(child)
            if name == "s":
                count = attribute(child, "c")
                yield " " * (min(int(count), _REPEATED) if count.isdigit() else 1)
            elif name == "tab":
                yield "\t"
            elif name == "line-break":
                yield "\n"
            elif name == "note":
                self.notes.append(child)
                yield _mark(first(child, "note-citation"))
            elif name == "text-box":
                self.boxes.append(child)
            elif name in _LEFT_OUT:
                self.left_out[_LEFT_OUT[name]] += 1
            elif name == "span" and attribute(child, "style-name") in self.raised:
                yield superscript("".join(self._inline(child)))
            elif name not in _SKIPPED:
                yield from self._inline(child)
            yield _spaces(child.tail)


def _spaces(text: str | None) -> str:
    """Character content: runs of white space count as one space (ISO/IEC 26300-1, 6.1.2)."""
    if not text:
        return ""
    inner = " ".join(text.split(" ")) if text.isspace() else text
    return "".join(" " if c in "\t\n\r" else c for c in inner)


def _mark(citation: Element | None) -> str:
    return superscript("".join(map(str, citation.itertext())).strip()) if citation is not None else ""
