"""Markdown (CommonMark, with tables and front matter): the source text itself, with the structure that its marks give it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jalons.readers import text as plain
from jalons.readers._limits import Limits
from jalons.readers._parsed import Parsed, metadata
from jalons.reading import Block

if TYPE_CHECKING:
    from markdown_it.token import Token

SUFFIXES: Final = (".md", ".markdown")
BINARY: Final = False

_FRONT: Final = re.compile(r"\A\ufeff?---[ \t]*\r?\n((?:(?!---[ \t]*\r?\n).*\r?\n){0,100})---[ \t]*(?:\r?\n|\Z)")
_FIELD: Final = re.compile(r"^(title|titre|author|auteur|date)[ \t]*:[ \t]*(.+?)[ \t]*$", re.M | re.I)
_KEYS: Final = {"title": "title", "titre": "title", "author": "author", "auteur": "author", "date": "date"}
_KINDS: Final = {
    "heading_open": "heading",
    "paragraph_open": "paragraph",
    "table_open": "table",
    "code_block": "paragraph",
    "fence": "paragraph",
    "html_block": "paragraph",
}


def parse(data: bytes, path: Path, limits: Limits) -> Parsed:
    """The text as written, its blocks, and the front matter's title, author and date; raises as plain text does."""
    parsed = plain.parse(data, path, limits)
    front = _FRONT.match(parsed.text)
    begin = front.end() if front else 0
    fields = {_KEYS[key.lower()]: value.strip("\"'") for key, value in _FIELD.findall(front[1])} if front else {}
    blocks = _blocks(parsed.text, begin)
    said = metadata(
        "Markdown",
        title=fields.get("title", ""),
        author=fields.get("author", ""),
        day=fields.get("date", ""),
        names=("title", "author", "date"),
    )
    notices = ("en-tête YAML : lu comme métadonnées",) if front else ()
    if front and blocks:
        blocks = (Block("furniture", 0, begin), *blocks)
    return Parsed(parsed.text, parsed.pages, blocks, parsed.metadata | said, notices)


def _blocks(text: str, begin: int) -> tuple[Block, ...]:
    """The blocks from `begin` on, as CommonMark has them; their ranges are those of whole lines."""
    from markdown_it import MarkdownIt

    # The parser counts lines by \n alone, after it has made one of \r\n.
    starts = [begin, *(match.end() for match in re.compile(r"\r\n|\n|\r").finditer(text, begin)), len(text)]
    blocks: list[Block] = []
    depth = 0
    for token in MarkdownIt("commonmark").enable("table").parse(text[begin:].replace("\0", " ")):
        depth += (token.type == "list_item_open") - (token.type == "list_item_close")
        kind = _KINDS.get(token.type)
        if kind and token.map:
            start, end = starts[token.map[0]], starts[min(token.map[1], len(starts) - 1)]
            blocks.append(_block(text, token, kind, (start, end), listed=depth > 0))
    return tuple(block for block in blocks if block.start < block.end)


def _block(text: str, token: Token, kind: str, place: tuple[int, int], *, listed: bool) -> Block:
    start, end = place
    end = start + len(text[start:end].rstrip())
    level = int(token.tag[1]) if kind == "heading" else 0
    if kind == "heading" and token.markup and token.markup[0] in "=-":
        # The underline of a heading is no part of it.
        end = start + len(text[start:end].rsplit("\n", 1)[0].rstrip())
    wrapped = token.type == "paragraph_open"
    return Block("item" if listed and kind == "paragraph" else kind, start, end, level, wrapped)
