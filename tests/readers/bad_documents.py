"""Files that are broken, misnamed or made to harm: `python tests/readers/bad_documents.py FOLDER` writes them.

Each comes with the error that must be raised for it, and a word of the reason that must be told. Nothing here is random: the
same bytes each time.
"""

from __future__ import annotations

import base64
import io
import os
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jalons import errors

WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE: Final = "urn:oasis:names:tc:opendocument:xmlns"
BOMB: Final = (
    '<!DOCTYPE b [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)
EXTERNAL: Final = '<!DOCTYPE e [<!ENTITY j SYSTEM "file:///etc/passwd">]>'
REMOTE: Final = '<!DOCTYPE e SYSTEM "http://127.0.0.1:9/e.dtd">'


@dataclass(frozen=True)
class Bad:
    """A bad file: its name, its bytes (or what puts it into a folder), the error for it and a word of the reason."""

    name: str
    content: bytes | Callable[[Path], None]
    error: type[errors.DocumentError]
    reason: str

    def write(self, folder: Path) -> Path:
        """Puts the file into a folder."""
        path = folder / self.name
        if isinstance(self.content, bytes):
            path.write_bytes(self.content)
        else:
            self.content(path)
        return path


def pdf(*texts: str, password: str = "", owner: str = "", image: bytes = b"") -> bytes:
    """A PDF with a page for each text (a line a line)."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    lock = StandardEncryption(password, ownerPassword=owner or "maître", canCopy=0) if password or owner else None
    canvas = Canvas(stream, pagesize=(595, 842), invariant=True, encrypt=lock, pageCompression=0)
    for text in texts:
        canvas.setFont("Helvetica", 11)
        for number, line in enumerate(text.splitlines()):
            canvas.drawString(70, 770 - 15 * number, line)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def raw_pdf(*objects: bytes, root: int = 1) -> bytes:
    """A PDF of the given objects, numbered from 1."""
    body, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return (
        body + head + table + b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, len(body))
    )


def packed(parts: dict[str, str | bytes], *, stored: str = "") -> bytes:
    """A ZIP archive of the parts; `stored` is the one that is not compressed and comes first."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: name != stored):
            info = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name == stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, parts[name])
    return stream.getvalue()


def docx(body: str, *, head: str = "", **parts: str | bytes) -> bytes:
    """A Word document around the XML of its body; further parts by name, `__` for `/` and `_` for `.`."""
    document = f'<?xml version="1.0" encoding="UTF-8"?>{head}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    more = {name.replace("__", "/").replace("_", "."): content for name, content in parts.items()}
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **more})


def paragraph(text: str) -> str:
    """A paragraph of a Word document."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def odt(body: str, *, head: str = "", styles: str = "", **parts: str | bytes) -> bytes:
    """An OpenDocument text around the XML of its body and automatic styles."""
    names = " ".join(f'xmlns:{n}="{OFFICE}:{n}:1.0"' for n in ("office", "text", "table", "style", "draw"))
    more = {name.replace("__", "/").replace("_", "."): content for name, content in parts.items()}
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content {names}><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    return packed({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": "<manifest/>", **more}, stored="mimetype")


PROSE: Final = "En novembre 2014, les statuts de l'association sont déposés."
GOOD_PDF: Final = pdf(PROSE, "L'année suivante, une convention est signée.")
GOOD_DOCX: Final = docx(paragraph(PROSE) * 40)
GOOD_ODT: Final = odt(f"<text:p>{PROSE}</text:p>" * 40)
_SPACES: Final = " " * 60_000_000


def _encrypted_zip() -> bytes:
    """A Word document whose parts are flagged as encrypted."""
    data = bytearray(GOOD_DOCX)
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(signature)
        while start >= 0:
            data[start + place] |= 1
            start = data.find(signature, start + 4)
    return bytes(data)


def _wrong_checksum() -> bytes:
    data = bytearray(GOOD_DOCX)
    data[data.find(b"word/document.xml") + 30] ^= 0xFF
    return bytes(data)


def _lying_size() -> bytes:
    """An archive whose directory says that a part of 60 MB has 10 bytes."""
    data = bytearray(docx(paragraph(_SPACES)))
    entry = data.rfind(b"word/document.xml") - 46
    data[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    return bytes(data)


def _many_parts() -> bytes:
    return docx(paragraph(PROSE), **{f"word__x{i}_xml": b"" for i in range(10_001)})


def _page(content: bytes, *, kids: bytes = b"[3 0 R]", count: int = 1) -> bytes:
    """A PDF of one page with the given content stream object."""
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids%s/Count %d>>" % (kids, count),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>>>",
        content,
    )


def _stream(data: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(data), data)


def _sparse(size: int) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with path.open("wb") as stream:
            stream.truncate(size)

    return write


def _nested_mail(depth: int) -> bytes:
    head = b"From: a@b.fr\nSubject: essai\nMIME-Version: 1.0\n"
    parts = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (i, i) for i in range(depth))
    return head + parts + b"Content-Type: application/pdf\n\nrien\n"


def _fifo(path: Path) -> None:
    os.mkfifo(path)


D, E, H, M = errors.DamagedDocumentError, errors.EmptyDocumentError, errors.HostileDocumentError, errors.MissingDocumentError
P, U, L, X = errors.ProtectedDocumentError, errors.UnknownFormatError, errors.DocumentTooLargeError, errors.EncodingError
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PNG: Final = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=")


def bad_documents() -> list[Bad]:
    """All of them."""
    return [*_pdfs(), *_words(), *_odts(), *_pages_and_mails(), *_texts(), *_misnamed(), *_strange_files()]


def _pdfs() -> list[Bad]:
    loop = raw_pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>")
    none = raw_pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>")
    return [
        Bad("tronqué.pdf", GOOD_PDF[: len(GOOD_PDF) // 2], D, "tronqué"),
        Bad("en-tête-seul.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", D, "tronqué"),
        Bad("bruit.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"\n%%EOF", D, "abîmé"),
        Bad("mot-de-passe.pdf", pdf(PROSE, password="secret"), P, "mot de passe"),
        Bad("sans-page.pdf", none, D, "abîmé"),
        Bad("pages-en-boucle.pdf", loop, D, "page"),
        Bad("page-blanche.pdf", pdf(""), E, "vide"),
        Bad("catalogue-absent.pdf", raw_pdf(b"<<>>", root=7), D, "abîmé"),
        Bad("trop-de-pages.pdf", _page(_stream(b""), kids=b"[" + b"3 0 R " * 5_001 + b"]", count=5_001), L, "5000 pages"),
        Bad("crochets.pdf", _page(_stream(b"[" * 100_000)), E, "vide"),
    ]


def _words() -> list[Bad]:
    deep = "<w:sdt>" * 100_000 + "</w:sdt>" * 100_000
    return [
        Bad("tronqué.docx", GOOD_DOCX[: len(GOOD_DOCX) // 2], D, "tronquée"),
        Bad("zip-sans-rien.docx", b"PK\x05\x06" + bytes(18), U, "archive ZIP"),
        Bad("bombe.docx", docx(paragraph(_SPACES)), H, "bombe"),
        Bad("bombe-de-parties.docx", _many_parts(), H, "parties"),
        Bad("archive-imbriquée.docx", docx(paragraph(PROSE), word__a_zip=packed({"b.zip": packed({"c": "d"})})), H, "imbriquée"),
        Bad("entités.docx", docx(paragraph("&j;"), head=BOMB), H, "entités"),
        Bad("entité-externe.docx", docx(paragraph("&j;"), head=EXTERNAL), H, "entités"),
        Bad("dtd-distante.docx", docx(paragraph(PROSE), head=REMOTE), H, "entités"),
        Bad("profond.docx", docx(deep), H, "imbrique"),
        Bad("sans-document.docx", packed({"[Content_Types].xml": "<Types/>", "word/styles.xml": "<a/>"}), D, "corps"),
        Bad("xml-tronqué.docx", packed({"[Content_Types].xml": "", "word/document.xml": "<w:document><w:bo"}), D, "abîmée"),
        Bad("chiffré.docx", _encrypted_zip(), P, "chiffré"),
        Bad("chiffré-ole.docx", OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600), P, "mot de passe"),
        Bad("remonte.docx", packed({"[Content_Types].xml": "", "word/document.xml": "<a/>", "../../a.sh": "ls"}), H, "chemin"),
        Bad("somme-fausse.docx", _wrong_checksum(), D, "abîmée"),
        Bad("taille-fausse.docx", _lying_size(), D, "abîmée"),
        Bad("vide.docx", docx(""), E, "vide"),
    ]


def _odts() -> list[Bad]:
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    return [
        Bad("tronqué.odt", GOOD_ODT[: len(GOOD_ODT) // 2], D, "tronquée"),
        Bad("bombe.odt", odt(f"<text:p>{_SPACES}</text:p>"), H, "bombe"),
        Bad("archive-imbriquée.odt", odt(f"<text:p>{PROSE}</text:p>", a_7z=b"7z"), H, "imbriquée"),
        Bad("entités.odt", odt("<text:p>&j;</text:p>", head=BOMB), H, "entités"),
        Bad("entité-externe.odt", odt("<text:p>&j;</text:p>", head=EXTERNAL), H, "entités"),
        Bad("profond.odt", odt("<text:section>" * 100_000 + "</text:section>" * 100_000), H, "imbrique"),
        Bad("mot-de-passe.odt", odt("", **{"META-INF__manifest_xml": manifest}), P, "mot de passe"),
        Bad("sans-contenu.odt", packed({"mimetype": "application/vnd.oasis.opendocument.text"}, stored="mimetype"), D, "corps"),
        Bad("vide.odt", odt(""), E, "vide"),
    ]


def _pages_and_mails() -> list[Bad]:
    page = "<!DOCTYPE html><html><body>{}</body></html>"
    return [
        Bad("dix-mille-balises.html", page.format("<div>" * 10_000 + PROSE).encode(), H, "imbriquées"),
        Bad("scripts-seuls.html", page.format("<script>document.write('x')</script>").encode(), E, "vide"),
        Bad("nuls.html", page.format("a\0" * 2_000).encode(), X, "octets nuls"),
        Bad("sans-en-têtes.eml", b"\n\nBonjour", D, "courriel"),
        Bad("sans-texte.eml", b"From: a@b.fr\nContent-Type: image/png\n\n\x89PNG", E, "vide"),
        Bad("imbriqué.eml", _nested_mail(2_000), H, "imbriqu"),
    ]


def _texts() -> list[Bad]:
    return [
        Bad("zéro-octet.txt", b"", E, "vide"),
        Bad("blancs.txt", b" \n\t\r\n" * 50, E, "vide"),
        Bad("nuls.txt", b"abc\0\0\0" * 50, X, "octets nuls"),
        Bad("commandes.txt", b"\x01\x02\x03\x04abc" * 50, X, "pas un fichier texte"),
        Bad("200-Mo.txt", _sparse(200_000_001), L, "200 Mo"),
        Bad("long.md", b"a b c d\n" * 10_000_001, L, "caractères"),
        Bad("surrogats.txt", b"\xff\xfe" + b"\x00\xd8" * 100, X, "octets nuls"),
    ]


def _misnamed() -> list[Bad]:
    return [
        Bad("image.pdf", PNG, U, "PNG"),
        Bad("programme.docx", b"MZ\x90\0" + bytes(500), U, "programme"),
        Bad("ancien.doc", OLE + bytes(1_000), U, "DOCX"),
        Bad("classeur.docx", packed({"[Content_Types].xml": "", "xl/workbook.xml": "<a/>"}), U, "Excel"),
        Bad("riche.txt", b"{\\rtf1 bonjour}", U, "RTF"),
        Bad("flux.xml", b'<?xml version="1.0"?><rss/>', U, "XML"),
        Bad("archive.txt", b"\x1f\x8b\x08" + bytes(40), U, "gzip"),
        Bad("notes.xyz", b"texte", U, "format inconnu"),
        Bad("sans-suffixe", b"texte", U, "format inconnu"),
        Bad("octets.pdf", bytes(range(256)) * 20, D, "tronqué"),
    ]


def _strange_files() -> list[Bad]:
    return [
        Bad("nom\nsur deux lignes.txt", b"", E, "vide"),
        Bad("lien-en-boucle.txt", lambda path: path.symlink_to(path.name), M, "rond"),
        Bad("lien-mort.pdf", lambda path: path.symlink_to("absent.pdf"), M, "aucun fichier"),
        Bad("dossier.pdf", lambda path: path.mkdir(), M, "dossier"),
        Bad("tube.txt", _fifo, M, "ordinaire"),
    ]


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for each in bad_documents():
        each.write(target)
