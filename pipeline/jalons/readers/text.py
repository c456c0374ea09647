"""Plain text and Markdown: UTF-8 (with or without BOM), UTF-16 with BOM, else Windows-1252. A form feed starts a page."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Final

from jalons.errors import DocumentError

SUFFIXES: Final = (".txt", ".md")

_BOMS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def parse(data: bytes, path: Path) -> tuple[str, str, tuple[int, ...]]:
    """Text, title (its first line, without mark-up) and page starts; raises `DocumentError` for what is no text."""
    text = decode(data, path)
    if not text.strip():
        raise DocumentError(path, "le fichier est vide")
    title = next(line.strip("# \t*_") for line in text.splitlines() if line.strip("# \t*_\f") or line.strip())
    pages = [0, *(match.end() for match in re.finditer("\f", text))] if "\f" in text else []
    return text, title, tuple(pages)


def decode(data: bytes, path: Path) -> str:
    """The characters of a text file; raises `DocumentError` if it is binary or in an unknown encoding."""
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), None)
    if encoding is None and b"\0" in data:
        raise DocumentError(path, "ce n'est pas un fichier texte (octets nuls) ; convertissez-le en texte UTF-8")
    for candidate in (encoding,) if encoding else ("utf-8", "cp1252"):
        try:
            text = data.decode(candidate)
        except UnicodeDecodeError:
            continue
        if sum(map(_is_control, text)) > len(text) // 100:
            raise DocumentError(path, "ce n'est pas un fichier texte ; convertissez-le en texte UTF-8")
        return text
    raise DocumentError(path, "encodage inconnu ; enregistrez le fichier en UTF-8")


def _is_control(character: str) -> bool:
    return character < " " and character not in "\t\n\r\f\v"
