"""PDF (ISO 32000): text and structure from where the characters stand on the page; scans by recognition (`ocr`).

Raised figures become ¹²³; running headers, footers and page numbers stay in the text, at their page's head and foot, marked as
furniture. A form feed starts each page.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jalons.errors import DamagedDocumentError, DocumentTooLargeError, EmptyDocumentError, ProtectedDocumentError
from jalons.readers._limits import Limits
from jalons.readers._parsed import Parsed, Writer, metadata

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

    from jalons.readers.pdf.characters import Piece
    from jalons.types import Metadatum

SUFFIXES: Final = (".pdf",)
BINARY: Final = True

_SCANNED: Final = 20
"""A page of fewer characters than this that shows a picture is a scan."""
_TAIL: Final = 8192
"""The end mark stands in the last 1,024 bytes (ISO 32000-1, annex H.3.18); mailers add some."""
_JUNK: Final = (".doc", ".docx", ".odt", ".indd", ".qxd", ".qxp", ".pub", ".rtf", ".ppt", ".pptx", ".pdf", ".tmp", ".dvi", ".tex")
_UNTITLED: Final = ("untitled", "sans titre", "sans nom", "document", "microsoft word", "présentation powerpoint", "print")


def parse(data: bytes, path: Path, limits: Limits) -> Parsed:
    """Text, structure, pages and metadata; raises a `DocumentError` for a broken, protected or empty file."""
    document = _opened(data, path)
    try:
        if len(document) > limits.pages:
            raise DocumentTooLargeError(path, f"le document a plus de {limits.pages} pages (JALONS_PAGES)")
        return _parsed(document, path, limits)
    finally:
        document.close()


def _opened(data: bytes, path: Path) -> PdfDocument:
    from pypdfium2 import PdfDocument, PdfiumError
    from pypdfium2 import raw as pdfium

    if b"%%EOF" not in data[-_TAIL:] and b"startxref" not in data[-_TAIL:]:
        # PDFium would mend it, and say nothing of what is missing.
        raise DamagedDocumentError(path, "le PDF est tronqué (sa fin manque) ; demandez-en un exemplaire entier")
    try:
        return PdfDocument(data)
    except PdfiumError as error:
        code = getattr(error, "err_code", None)
        # PDFium's last error may be that of an earlier file.
        if code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY) and b"/Encrypt" in data:
            raise ProtectedDocumentError(
                path, "le PDF est protégé par un mot de passe ; enregistrez-le sans protection"
            ) from None
        raise DamagedDocumentError(path, "le PDF est tronqué ou abîmé ; demandez-en un exemplaire intact") from None


def _parsed(document: PdfDocument, path: Path, limits: Limits) -> Parsed:
    from jalons.readers.pdf.layout import Layout

    pages, scans, broken = _pages(document)
    if broken == len(document):
        raise DamagedDocumentError(path, "aucune page du PDF ne peut être lue")
    notices = [f"pages illisibles : {broken}"] if broken else []
    if scans:
        from jalons.readers.pdf.ocr import recognise

        words = sum(len(piece.text) for page in pages for piece in page)
        notices += recognise(document, scans, pages, path, limits, needed=words < _SCANNED * len(document))
    layout = Layout(pages)
    writer = Writer()
    for number in range(len(pages)):
        writer.page()
        for block in layout.page(number):
            writer.add(block.kind, block.text, level=block.level, wrapped=block.wrapped, open=block.open)
    if not writer.blocks:
        raise EmptyDocumentError(path, "le fichier est vide ; le PDF n'a ni texte ni image")
    return writer.parsed(_metadata(document), notices)


def _pages(document: PdfDocument) -> tuple[list[list[Piece]], list[int], int]:
    """The pieces of text of each page, the numbers of the pages that are scans, and how many cannot be read."""
    from pypdfium2 import PdfiumError

    from jalons.readers.pdf.characters import pieces

    pages: list[list[Piece]] = []
    scans, broken = [], 0
    for number in range(len(document)):
        try:
            page = document[number]
        except PdfiumError:
            pages.append([])
            broken += 1
            continue
        try:
            pages.append(pieces(page))
            if sum(len(piece.text) for piece in pages[-1]) < _SCANNED and _shows_picture(page):
                scans.append(number)
        finally:
            page.close()
    return pages, scans, broken


def _shows_picture(page: Any) -> bool:
    from pypdfium2 import raw as pdfium

    return any(True for _ in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3))


def _metadata(document: PdfDocument) -> dict[str, Metadatum]:
    said = {name: document.get_metadata_value(name) for name in ("Title", "Author", "CreationDate")}
    title = said["Title"].strip()
    if title.lower().endswith(_JUNK) or title.lower().startswith(_UNTITLED) or len(title) < 4:
        title = ""
    names = ("Title", "Author", "CreationDate")
    return metadata("PDF", title=title, author=said["Author"], day=said["CreationDate"], names=names)
