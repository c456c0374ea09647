"""Web pages: the main text as trafilatura finds it, without menus, banners and footers; links are text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jalons.errors import EmptyDocumentError, EncodingError, HostileDocumentError
from jalons.readers._archives import local
from jalons.readers._limits import Limits
from jalons.readers._parsed import Parsed, Writer, metadata, superscript

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SUFFIXES: Final = (".html", ".htm", ".xhtml")
BINARY: Final = False

_CHARSET: Final = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,40})|<\?xml[^>]{0,100}?encoding=["']([\w-]{2,40})""", re.I
)
_OPEN: Final = re.compile(r"<(/?)([a-zA-Z][\w:-]*)[^<>]*?(/?)>")
_VOID: Final = frozenset("area base br col embed hr img input link meta source track wbr p li dt dd tr td th option".split())
_NAMES: Final = ("title", "author", "date")
_NOTICE: Final = "menus, bandeaux, pieds de page et publicités de la page web"


def parse(data: bytes, path: Path, limits: Limits) -> Parsed:
    """The main text with its headings, lists and tables, and the page's metadata; raises `EmptyDocumentError` if it has none."""
    return parse_page(_decoded(data, path), path, limits)


def parse_page(page: str, path: Path, limits: Limits) -> Parsed:
    """The same, of a page already decoded."""
    if _depth(page) > limits.depth:
        raise HostileDocumentError(path, f"plus de {limits.depth} balises imbriquées (JALONS_DEPTH)")
    body, said = _extracted(page)
    writer = Writer()
    if body is not None:
        _Walk(writer).blocks(body)
    if not writer.blocks:
        raise EmptyDocumentError(path, "le fichier est vide ; la page web n'a pas de texte")
    heads = metadata("HTML", title=said["title"], author=said["author"], day=said["date"], names=_NAMES)
    return writer.parsed(heads, notices=[f"{_NOTICE} : omis"])


def _decoded(data: bytes, path: Path) -> str:
    """The characters of a page, by its own word if that is true."""
    from jalons.readers.text import decode

    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        name = (declared[1] or declared[2]).decode("ascii").lower()
        # Browsers read what is called Latin-1 as Windows-1252 (WHATWG Encoding, 4.2).
        name = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}.get(name, name)
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            pass
    try:
        return decode(data, path)
    except EncodingError:
        if b"\0" in data:
            raise
        return data.decode("utf-8", "replace")


def _depth(page: str) -> int:
    """How deep elements are nested, at most; tags that need no end do not count."""
    deepest = depth = 0
    for match in _OPEN.finditer(page):
        closing, name, alone = match.groups()
        if name.lower() in _VOID or alone:
            continue
        depth = max(depth - 1, 0) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _extracted(page: str) -> tuple[Element | None, dict[str, str]]:
    """The body that trafilatura finds and the page's metadata; its simplest method where the others find next to nothing."""
    from trafilatura import bare_extraction, baseline

    found: Any = bare_extraction(
        page,
        output_format="xml",
        include_comments=False,
        include_formatting=True,
        include_links=True,
        include_tables=True,
        favor_recall=True,
        with_metadata=True,
        # The day that the page gives of itself; one that merely stands in its text dates a fact, not the page.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if found is not None and found.body is not None:
        return found.body, {name: getattr(found, name) or "" for name in _NAMES}
    body, text, _ = baseline(page)
    return (body if text.strip() else None), dict.fromkeys(_NAMES, "")


class _Walk:
    """Writes the blocks of trafilatura's tree (its own vocabulary, after the TEI's)."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer

    def blocks(self, parent: Element) -> None:
        """The blocks in an element; text that stands between them is a paragraph."""
        loose = [_space(parent.text)]
        for child in parent:
            name = local(child)
            if name in _BLOCKS:
                self._flush(loose)
                self._block(name, child)
            else:
                loose.append(self.inline(child))
            loose.append(_space(child.tail))
        self._flush(loose)

    def _flush(self, loose: list[str]) -> None:
        self.writer.add("paragraph", _tidy("".join(loose)))
        loose.clear()

    def _block(self, name: str, element: Element) -> None:
        if name == "head":
            level = (element.get("rend") or "")[1:]
            self.writer.add("heading", _tidy(self.inline(element)), level=int(level) if level.isdigit() else 2)
        elif name == "item":
            nested = [child for child in element if local(child) == "list"]
            text = _tidy(self.inline(element, without=nested))
            if text:
                self.writer.add("item", f"• {text}")
            for child in nested:
                self.blocks(child)
        elif name == "table":
            rows = (" | ".join(_tidy(self.inline(cell)) for cell in row).replace("\n", " ") for row in element)
            self.writer.add("table", "\n".join(row for row in rows if row.strip("| ")))
        elif any(local(child) in _BLOCKS for child in element):
            self.blocks(element)
        else:
            self.writer.add("paragraph", _tidy(self.inline(element)))

    def inline(self, element: Element, *, without: list[Element] | None = None) -> str:
        """The text of an element."""
        text = "".join(self._inline(element, without or []))
        return superscript(text.strip()) if element.get("rend") == "#sup" else text

    def _inline(self, element: Element, without: list[Element]) -> Iterator[str]:
        if local(element) == "lb":
            yield "\n"
        yield _space(element.text)
        for child in element:
            if child not in without:
                yield self.inline(child)
                if local(child) in _BLOCKS:
                    yield " "
            yield _space(child.tail)


_BLOCKS: Final = frozenset("head p list item table quote code fw ab div".split())


def _space(text: str | None) -> str:
    """Character content: white space of any length is one space, as browsers show it (no-break spaces stay)."""
    return re.sub(r"[ \t\n\r\f]+", " ", text or "")


def _tidy(text: str) -> str:
    return re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", text)).strip()
