"""Plain text: UTF-8, UTF-16 with or without BOM, else Windows-1252, Latin-1, Latin-9, Mac Roman or code page 850.

A form feed starts a page.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Final

from jalons.errors import DocumentTooLargeError, EmptyDocumentError, EncodingError
from jalons.readers._limits import Limits
from jalons.readers._parsed import Parsed
from jalons.types import Metadatum

SUFFIXES: Final = (".txt", ".text")
BINARY: Final = False

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f]")
_SINGLE_BYTE: Final = ("cp1252", "iso8859_15", "latin_1", "mac_roman", "cp850")
_SAMPLE: Final = 200_000
"""Bytes from which the encoding is told."""


def parse(data: bytes, path: Path, limits: Limits) -> Parsed:
    """The text, its page starts, and its first line as title; raises a `DocumentError` for what is no text."""
    if len(data) > 4 * limits.characters:
        raise DocumentTooLargeError(path, f"le texte dépasse {limits.characters} caractères (JALONS_CHARACTERS)")
    text = decode(data, path)
    if not text.strip():
        raise EmptyDocumentError(path, "le fichier est vide")
    title = next((line.strip("# \t*_") for line in text.splitlines() if line.strip("# \t*_\f")), "")
    pages = [0, *(match.end() for match in re.finditer("\f", text))] if "\f" in text else []
    return Parsed(text, tuple(pages), metadata={"title": Metadatum(title[:200], "première ligne")} if title else {})


def decode(data: bytes, path: Path) -> str:
    """The characters of a text file; raises `EncodingError` if it is binary or in an unknown encoding."""
    bom = next((name for mark, name in _BOMS if data.startswith(mark)), None)
    encodings = (bom,) if bom else ("utf-8",) if b"\0" not in data[:_SAMPLE] else _utf16(data)
    for encoding in encodings:
        try:
            return _checked(data.decode(encoding), path)
        except UnicodeDecodeError as error:
            cut = error.start >= len(data) - 3 and error.reason == "unexpected end of data"
            if encoding == "utf-8" and cut and not data[: error.start].isascii():
                # Cut inside its last character: the rest is whole, and shows that it is UTF-8.
                return _checked(data[: error.start].decode("utf-8"), path)
    if bom or b"\0" in data:
        raise EncodingError(path, "ce n'est pas un fichier texte (octets nuls) ; convertissez-le en texte UTF-8")
    return _checked(_single_byte(data, path), path)


def _utf16(data: bytes) -> tuple[str, ...]:
    """The UTF-16 whose high bytes are mostly null, as they are in French."""
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < 0.4 * len(sample) / 2 or min(even, odd) > 0.1 * max(even, odd):
        return ()
    return ("utf-16-be",) if even > odd else ("utf-16-le",)


def _single_byte(data: bytes, path: Path) -> str:
    """The text in the single-byte encoding under which it looks most like a language."""
    from charset_normalizer import from_bytes

    found = from_bytes(data[:_SAMPLE], cp_isolation=list(_SINGLE_BYTE), language_threshold=0.05, enable_fallback=False)
    readings = {each.encoding: each for each in found}
    best = min(readings.values(), key=lambda each: (_odd(str(each)), _SINGLE_BYTE.index(each.encoding)), default=None)
    if best is None:
        raise EncodingError(path, "encodage inconnu ; enregistrez le fichier en UTF-8")
    encoding = best.encoding
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise EncodingError(path, "encodage inconnu ; enregistrez le fichier en UTF-8") from None


_FRENCH: Final = frozenset("àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ«»’‘“”…–—€°ºª\u00a0²³§·•")


def _odd(text: str) -> int:
    """How many characters beyond ASCII French does not use."""
    return sum(character > "~" and character not in _FRENCH for character in text)


def _checked(text: str, path: Path) -> str:
    if len(_CONTROL.findall(text)) > len(text) // 100:
        raise EncodingError(path, "ce n'est pas un fichier texte ; convertissez-le en texte UTF-8")
    return text
