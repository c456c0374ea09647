"""Scanned pages: the text that tesseract recognises on them, as pieces like those of a text page."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jalons.errors import ScanError
from jalons.readers._limits import Limits
from jalons.readers._worker import more_time
from jalons.readers.pdf.characters import Piece

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_DPI: Final = 300
_LARGEST: Final = 60_000_000
"""Pixels of a page at most: a poster is rendered smaller."""
_SURE: Final = 30.0
"""Words of which tesseract is less sure than this, in per cent, are specks and lines."""
REMEDY: Final = "installez tesseract et ses données françaises (Debian : apt install tesseract-ocr tesseract-ocr-fra)"


@cache
def available() -> str:
    """`""` if tesseract and its French data are installed, else what is missing (in French)."""
    program = shutil.which("tesseract")
    if program is None:
        return "tesseract n'est pas installé"
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=30, check=False)
    return "" if "fra" in listed.stdout.split() else "les données françaises de tesseract ne sont pas installées"


def recognise(  # noqa: PLR0913 (a document, what is known of it, and what it may cost)
    document: PdfDocument, scans: Sequence[int], pages: list[list[Piece]], path: Path, limits: Limits, *, needed: bool
) -> list[str]:
    """Puts the text of the pages `scans` into `pages`; what to tell of it (French).

    Raises `ScanError` if nothing can be recognised here and the document is `needed` to be: it has no text of its own.
    """
    missing = available()
    if missing and needed:
        raise ScanError(path, f"le PDF est une image numérisée, sans texte, et {missing} ; {REMEDY}")
    shown = ", ".join(str(number + 1) for number in scans[:10]) + ("…" if len(scans) > 10 else "")
    if missing:
        return [f"pages numérisées sans texte, laissées de côté ({missing}) : {shown}"]
    more_time(limits.page_seconds * len(scans))
    failed = 0
    for number in scans:
        try:
            pages[number] = _pieces(document, number, limits)
        except subprocess.SubprocessError:
            failed += 1
    if failed == len(scans) and needed:
        raise ScanError(
            path, f"tesseract n'a rien pu lire (limite : {limits.page_seconds} secondes la page, JALONS_PAGE_SECONDS)"
        )
    notices = [f"texte reconnu par tesseract, à vérifier, pages : {shown}"]
    return [*notices, f"pages que tesseract n'a pas pu lire : {failed}"] if failed else notices


def _pieces(document: PdfDocument, number: int, limits: Limits) -> list[Piece]:
    image, scale, height = _image(document, number)
    command = ["tesseract", "stdin", "stdout", "-l", "fra", "--psm", "3", "--dpi", str(round(72 * scale)), "tsv"]
    # One thread a page: more slow one another down.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    run = subprocess.run(command, input=image, env=environment, capture_output=True, timeout=limits.page_seconds, check=True)
    return _from_table(run.stdout.decode("utf-8", "replace"), scale, height)


def _image(document: PdfDocument, number: int) -> tuple[bytes, float, float]:
    """The page as a grey picture (PGM), its pixels a point, and its height in points."""
    page = document[number]
    try:
        width, height = page.get_size()
        scale = min(_DPI / 72, (_LARGEST / max(width * height, 1.0)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True)
        try:
            rows = (bytes(bitmap.buffer[i * bitmap.stride : i * bitmap.stride + bitmap.width]) for i in range(bitmap.height))
            return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + b"".join(rows), scale, height
        finally:
            bitmap.close()
    finally:
        page.close()


def _from_table(table: str, scale: float, height: float) -> list[Piece]:
    """The lines of tesseract's TSV as pieces, one a line."""
    lines: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == "5" and (row["text"] or "").strip() and float(row["conf"]) >= _SURE:
            lines.setdefault(tuple(row[name] for name in ("block_num", "par_num", "line_num")), []).append(row)
    found = []
    for order, words in enumerate(lines.values()):
        x0 = min(int(word["left"]) for word in words) / scale
        x1 = max(int(word["left"]) + int(word["width"]) for word in words) / scale
        bottom = max(int(word["top"]) + int(word["height"]) for word in words) / scale
        text = " ".join(word["text"].strip() for word in words)
        found.append(Piece(x0, x1, height - bottom, _BODY, False, text, order))
    return found


_BODY: Final = 11.0
"""The font size given to recognised lines, in points: the boxes of words say too little of it to tell headings."""
