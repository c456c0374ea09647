"""PDF pages made here: columns, notes, furniture, tables, raised figures, turned pages, scans; speed and memory."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import timeit
from collections.abc import Callable
from pathlib import Path

import pytest
from bad_documents import PROSE, pdf
from spacy.language import Language

import jalons
from jalons.errors import ScanError
from jalons.readers import Limits
from jalons.readers.pdf import ocr, parse
from jalons.types import Document

COLUMN = (
    "Fondée en novembre deux mille quatorze, l'association|réunit des chercheurs, des habitants et des élus. Elle|"
    "organise chaque année des rencontres, publie un|rapport et tient une permanence pour tous ceux qui|"
    "veulent prendre part aux enquêtes de la région.|L'année suivante, une convention est signée avec|"
    "l'université, et deux salariés rejoignent l'équipe du|siège pour suivre les chantiers ouverts partout."
).split("|")

Draw = Callable[..., None]


def made(*pages: Callable[[Draw], None], turn: int = 0) -> bytes:
    """A PDF; each page gets a function that writes words at a place, in a size, bold or not."""
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(842, 595) if turn else (595, 842), invariant=True)

    def write(x: float, y: float, words: str, *, size: float = 10, bold: bool = False) -> None:
        canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        canvas.drawString(x, y, words)

    for page in pages:
        if turn:
            canvas.rotate(90)
            canvas.translate(0, -842)
        page(write)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def column(write: Draw, x: float, lines: list[str], *, top: float = 760) -> None:
    for number, line in enumerate(lines):
        write(x, top - 13 * number, line)


def read(tmp_path: Path, data: bytes) -> Document:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    return jalons.read(path)


def told(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.reading.text[block.start : block.end]) for block in document.reading.blocks]


@pytest.mark.parametrize("by_rows", [False, True])
def test_two_columns(tmp_path: Path, by_rows: bool) -> None:
    """Read one after the other, whether the program wrote them so or line by line."""

    def page(write: Draw) -> None:
        write(60, 800, "Un titre qui court sur les deux colonnes de cette page", size=16, bold=True)
        for number, (left, right) in enumerate(zip(COLUMN, COLUMN[::-1], strict=True)):
            if by_rows:
                write(50, 760 - 13 * number, left)
                write(310, 760 - 13 * number, right)
        if not by_rows:
            column(write, 50, COLUMN)
            column(write, 310, COLUMN[::-1])

    text = " ".join(read(tmp_path, made(page)).reading.text.split())
    assert text.startswith("Un titre qui court sur les deux colonnes de cette page Fondée en novembre")
    assert "et deux salariés rejoignent l'équipe du siège" in text
    assert text.index("chantiers ouverts partout") < text.index("veulent prendre part", text.index("chantiers"))


def test_a_table_is_read_row_by_row(tmp_path: Path) -> None:
    def page(write: Draw) -> None:
        column(write, 50, COLUMN)
        for row, cells in enumerate([("Année", "Membres", "Projets"), ("2014", "12", "3"), ("2015", "40", "7")]):
            for place, words in enumerate(cells):
                write(60 + 130 * place, 600 - 14 * row, words)

    assert ("table", "Année | Membres | Projets\n2014 | 12 | 3\n2015 | 40 | 7") in told(read(tmp_path, made(page)))


def test_furniture_notes_and_what_they_cut(tmp_path: Path) -> None:
    def page(number: int) -> Callable[[Draw], None]:
        def draw(write: Draw) -> None:
            write(50, 810, f"Rapport moral – exercice {2013 + number}", size=8)
            lines = [*COLUMN[:7], "pour la"] if number == 1 else ["seconde fois, le rapport est publié en 2016.", *COLUMN[::-1]]
            column(write, 50, lines)
            if number == 1:
                write(50, 100, "1 Voir les annexes du rapport.", size=7)
            write(280, 30, f"- {number} -", size=8)

        return draw

    document = read(tmp_path, made(page(1), page(2)))
    found = told(document)
    assert any("pour la seconde fois, le rapport est publié en 2016." in text for kind, text in found if kind == "paragraph")
    assert ("note", "Voir les annexes du rapport.") in found
    assert "exercice" not in document.reading.text
    reasons = [each.reason for each in document.reading.removed]
    assert reasons.count("en-tête ou pied de page") == 4
    assert document.page(document.text.index("seconde fois")) == 2


def test_raised_figures(tmp_path: Path) -> None:
    def page(write: Draw) -> None:
        write(50, 700, "La convention est signée en 2016")
        write(50 + 150.1, 704, "2", size=6)
        write(50 + 155, 700, "avec la Région.")

    assert "2016² avec" in read(tmp_path, made(page)).text.replace("  ", " ")


def test_turned_pages(tmp_path: Path) -> None:
    text = read(tmp_path, made(lambda write: column(write, 60, COLUMN, top=700), turn=90)).reading.text
    assert "Fondée en novembre deux mille quatorze, l'association réunit des chercheurs" in text


def test_a_bold_word_opens_no_heading(tmp_path: Path) -> None:
    def page(write: Draw) -> None:
        column(write, 50, COLUMN[:3])
        write(50, 721, "L'ADEME", bold=True)
        write(100, 721, "soutient les enquêtes que mènent les habitants,")
        column(write, 50, COLUMN[4:], top=708)

    assert not [block for block in read(tmp_path, made(page)).blocks if block.level]


def test_the_title_is_no_running_head(tmp_path: Path) -> None:
    def page(number: int) -> Callable[[Draw], None]:
        def draw(write: Draw) -> None:
            write(50, 800, "Rapport moral", size=20 if number == 1 else 8)
            column(write, 50, [f"{'abcdef'[number]} {line}" for line in COLUMN])

        return draw

    document = read(tmp_path, made(*map(page, range(1, 5))))
    assert document.title == "Rapport moral"
    assert document.reading.text.count("Rapport moral") == 1


def test_metadata(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream)
    canvas.setTitle("Microsoft Word - rapport.docx")
    canvas.setAuthor("Jeanne Roux")
    canvas.setFont("Helvetica", 20)
    canvas.drawString(50, 700, "Rapport moral")
    canvas.setFont("Helvetica", 10)
    canvas.drawString(50, 650, PROSE)
    canvas.save()
    document = read(tmp_path, stream.getvalue())
    assert document.title == "Rapport moral", "a title that a program made up says nothing"
    assert document.metadata["author"].value == "Jeanne Roux"
    assert document.reference_origin == "PDF CreationDate"


def scan(text: str) -> bytes:
    """A PDF that shows a picture of a text."""
    import pypdfium2
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    document = pypdfium2.PdfDocument(pdf(text))
    image = document[0].render(scale=200 / 72, grayscale=True).to_pil()
    document.close()
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    canvas.drawImage(ImageReader(image), 0, 0, 595, 842)
    canvas.save()
    return stream.getvalue()


@pytest.mark.slow
@pytest.mark.skipif(bool(ocr.available()), reason=f"{ocr.available()} ; {ocr.REMEDY}")
def test_a_scan_is_recognised(tmp_path: Path) -> None:
    document = read(tmp_path, scan("Fondée en novembre 2014, l'association\nsigne une convention avec la Région."))
    assert "Fondée en novembre 2014, l'association signe une convention" in document.reading.text
    assert document.notices == ("texte reconnu par tesseract, à vérifier, pages : 1",)


def test_a_scan_without_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: "tesseract n'est pas installé")
    with pytest.raises(ScanError, match="apt install tesseract-ocr tesseract-ocr-fra"):
        parse(scan(PROSE), Path("a.pdf"), Limits())


@pytest.mark.slow
def test_reading_costs_less_than_extraction(tmp_path: Path, nlp: Language) -> None:
    """As a ratio, for machines differ: pages of a full text PDF against the extraction of their text, the best of three each."""
    text = " ".join(COLUMN) * 20
    page = "\n".join(text[90 * i : 90 * (i + 1)] for i in range(45))
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(*[page] * 40))
    document = jalons.read(path)
    assert _best(lambda: jalons.read(path)) < _best(lambda: jalons.extract(document, nlp=nlp))


def _best(work: Callable[[], object]) -> float:
    """The seconds of the fastest of three runs: what another busy program adds is not counted."""
    return min(timeit.repeat(work, number=1, repeat=3))


MEASURE = """
import json, resource, sys
from pathlib import Path
from jalons.readers import Limits
from jalons.readers.pdf import parse
parsed = parse(Path(sys.argv[1]).read_bytes(), Path("a.pdf"), Limits())
print(json.dumps([len(parsed.pages), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows ne dit pas la mémoire d'un processus ainsi")
def test_memory_is_flat(tmp_path: Path) -> None:
    """A thousand pages take little more than fifty: what grows is their text."""
    peaks = []
    page = "\n".join(COLUMN * 5)
    for count in (50, 1_000):
        path = tmp_path / f"{count}.pdf"
        path.write_bytes(pdf(*[page] * count))
        run = subprocess.run([sys.executable, "-c", MEASURE, str(path)], capture_output=True, check=True, timeout=300)
        pages, peak = json.loads(run.stdout)
        assert pages == count
        peaks.append(peak)
    assert peaks[1] < 2 * peaks[0]
