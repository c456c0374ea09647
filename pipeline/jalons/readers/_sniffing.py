"""What a file is, told from its content."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from pathlib import Path
from typing import Final

from jalons.errors import DamagedDocumentError, ProtectedDocumentError, UnknownFormatError

_HTML: Final = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]", re.I | re.S
)
_XML: Final = re.compile(r"\s*<\?xml\s")
_MAIL: Final = re.compile(r"(?:[A-Za-z][\w-]{1,40}:[^\n]{0,2000}\r?\n(?:[ \t][^\n]{0,2000}\r?\n)*){3}")
_MAIL_HEADS: Final = re.compile(r"^(?:Received|Return-Path|MIME-Version|Message-ID|Delivered-To):", re.M | re.I)
_OTHER: Final = (
    (b"{\\rtf", "un document RTF ; enregistrez-le en DOCX ou en ODT"),
    (b"\x89PNG", "une image PNG ; mettez-la dans un PDF (le texte y est reconnu si tesseract est installé)"),
    (b"\xff\xd8\xff", "une image JPEG ; mettez-la dans un PDF (le texte y est reconnu si tesseract est installé)"),
    (b"II*\0", "une image TIFF ; mettez-la dans un PDF (le texte y est reconnu si tesseract est installé)"),
    (b"MM\0*", "une image TIFF ; mettez-la dans un PDF (le texte y est reconnu si tesseract est installé)"),
    (b"GIF8", "une image GIF ; mettez-la dans un PDF (le texte y est reconnu si tesseract est installé)"),
    (b"%!PS", "un document PostScript ; convertissez-le en PDF"),
    (b"\x1f\x8b", "une archive gzip ; décompressez-la d'abord"),
    (b"BZh", "une archive bzip2 ; décompressez-la d'abord"),
    (b"\xfd7zXZ", "une archive xz ; décompressez-la d'abord"),
    (b"7z\xbc\xaf", "une archive 7z ; décompressez-la d'abord"),
    (b"Rar!", "une archive RAR ; décompressez-la d'abord"),
    (b"MZ\x90", "un programme, pas un document"),
    (b"\x7fELF", "un programme, pas un document"),
    (b"SQLite format 3", "une base SQLite, pas un document"),
)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOMS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_PACKED: Final = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.text-template": "odt",
}


def format_of(data: bytes, path: Path, *, head: bool = False) -> str | None:
    """The reader's name that the content asks for; `None` if the suffix must decide.

    With `head`, `data` is only the start of the file. Raises `UnknownFormatError` naming what the file is if no reader takes
    it, `ProtectedDocumentError` for an encrypted office document, `DamagedDocumentError` for a broken archive.
    """
    # Some programs write a few lines before the head of a PDF; in another format it is only quoted.
    if data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"%PDF-") or (
        path.suffix.lower() == ".pdf" and b"%PDF-" in data[:1024]
    ):
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed_head(data, path) if head else _packed(data, path)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise ProtectedDocumentError(path, "le document est protégé par un mot de passe ; enregistrez-le sans protection")
        raise UnknownFormatError(path, "un ancien document Office (.doc, .xls…) ; enregistrez-le en DOCX, en ODT ou en PDF")
    for signature, what in _OTHER:
        if data.startswith(signature):
            raise UnknownFormatError(path, what)
    return _marked_up(_head_text(data), path)


def _marked_up(head: str, path: Path) -> str | None:
    if _HTML.match(head):
        return "html"
    if _XML.match(head) and path.suffix.lower() not in (".txt", ".md", ".html", ".htm", ".xhtml"):
        raise UnknownFormatError(path, "un fichier XML d'un format inconnu ; convertissez-le en ODT, en HTML ou en texte")
    # A text may quote the head of a letter: only what mail servers write makes a mail of a file that is called a text.
    if _MAIL.match(head) and _MAIL_HEADS.search(head):
        return "eml"
    return None


def _head_text(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) : 4096].decode(encoding, "replace")
    return data[:4096].decode("latin-1")


def _packed_head(data: bytes, path: Path) -> str:
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in data[:200]:
        return "odt"
    if b"[Content_Types].xml" in data or b"word/" in data:
        return "docx"
    raise UnknownFormatError(path, "une archive ZIP")


def _packed(data: bytes, path: Path) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                kind = archive.read("mimetype").decode("ascii", "replace").strip()
                if kind in _PACKED:
                    return _PACKED[kind]
                raise UnknownFormatError(path, f"une archive de type {kind!r} ; convertissez-la en ODT, en DOCX ou en PDF")
    except UnknownFormatError:
        raise
    except Exception as error:
        # zipfile raises whatever it stumbles upon: BadZipFile, NotImplementedError, OverflowError, struct.error, zlib.error…
        raise DamagedDocumentError(path, f"l'archive (DOCX, ODT) est tronquée ou abîmée ({error})") from None
    if "word/document.xml" in names or ("[Content_Types].xml" in names and any(name.startswith("word/") for name in names)):
        return "docx"
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        return "odt"
    what = (
        "un classeur Excel"
        if "xl/workbook.xml" in names
        else "un diaporama"
        if "ppt/presentation.xml" in names
        else "une archive ZIP"
    )
    raise UnknownFormatError(path, f"{what} ; donnez les documents qu'il contient, en DOCX, en ODT, en PDF ou en texte")


def is_text(data: bytes) -> bool:
    """Whether the bytes are UTF-8 without control characters: not the inside of a broken document."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not re.search(r"[\x00-\x08\x0e-\x1f]", text)
