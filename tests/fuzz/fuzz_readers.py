"""Coverage-guided fuzzing of one reader: `python tests/fuzz/fuzz_readers.py READER [libFuzzer options]` (needs `atheris`).

For example `python tests/fuzz/fuzz_readers.py docx -max_total_time=600`. A reader may answer any bytes with a text or with a
`DocumentError`; whatever else it raises in our own code is a finding. (In use, a process of its own and limits stand around
it: what a library raises there becomes a `DamagedDocumentError`; here libraries' own errors are let pass, ours are not.)
For DOCX and ODT the input is turned into elements of the format, so that the fuzzer need not learn to make XML and ZIP files.
"""

from __future__ import annotations

import sys
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path

import atheris

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "pipeline"), str(ROOT / "tests" / "readers")]

with atheris.instrument_imports(include=["jalons"]):
    from jalons.errors import DocumentError
    from jalons.readers import Limits, docx, eml, html, markdown, odt, pdf, text
    from jalons.types import Document

import bad_documents as samples  # noqa: E402 (our modules must be instrumented first)

PATH = Path("fuzz")
LIMITS = Limits(characters=200_000, pages=50)
WORD_TAGS = (
    "p r t tab br pPr pStyle numPr outlineLvl rPr vertAlign vanish ins del moveFrom moveTo hyperlink fldSimple instrText sdt "
    "sdtContent tbl tr tc footnoteReference endnoteReference footnote endnote commentReference drawing pict txbxContent "
    "AlternateContent Choice Fallback object sym noBreakHyphen softHyphen oMath style name title creator modified unknown"
).split()
ODT_TAGS = (
    "h p span s tab line-break list list-item list-header table table-row table-cell note note-citation note-body annotation "
    "tracked-changes section text-box frame image table-of-content style text-properties header footer meta date unknown"
).split()
VALUES = ("1", "7", "0", "-1", "999999999", "superscript", "super 58%", "Titre1", "T1", "toc 1", "heading 2", "x", "", "é")
WORDS = (
    "En 2014",
    ", les statuts",
    " ",
    "\n",
    "l'asso-",
    "¹",
    "\u00ad",
    "• ",
    "1. ",
    "Sources :",
    "a  b  c",
    "\u200b",
    "3/4",
    "ﬁn",
)


def tree(data: bytes, tags: list[str], prefix: str) -> str:
    """Bytes as the inside of an element: each opens a tag, closes one, or writes some words."""
    parts, opened = [], []
    for byte in data[:4_000]:
        kind, value = byte % 4, byte // 4
        if kind == 0 and opened:
            parts.append(f"</{opened.pop()}>")
        elif kind == 1:
            parts.append(WORDS[value % len(WORDS)])
        elif len(opened) < 200:
            name = f"{prefix}:{tags[value % len(tags)]}"
            said = VALUES[(value + kind) % len(VALUES)]
            names = ("val", "id", "styleId", "style-name", "name", "c", "outline-level", "text-position", "type")
            parts.append(f'<{name} {prefix}:{names[len(parts) % len(names)]}="{said}">')
            opened.append(name)
    return "".join(parts) + "".join(f"</{name}>" for name in reversed(opened))


def _docx(data: bytes) -> bytes:
    half = len(data) // 2
    inside = tree(data[:half], WORD_TAGS, "w")
    other = f'<w:x xmlns:w="w">{tree(data[half:], WORD_TAGS, "w")}</w:x>'
    return samples.docx(
        inside, word__footnotes_xml=other, word__styles_xml=other, docProps__core_xml=other, word__header1_xml=other
    )


def _odt(data: bytes) -> bytes:
    half = len(data) // 2
    other = f'<text:x xmlns:text="t">{tree(data[half:], ODT_TAGS, "text")}</text:x>'
    return samples.odt(tree(data[:half], ODT_TAGS, "text"), styles_xml=other, meta_xml=other)


READERS: dict[str, tuple[object, Callable[[bytes], bytes]]] = {
    "docx": (docx, _docx),
    "odt": (odt, _odt),
    "pdf": (pdf, bytes),
    "html": (html, bytes),
    "eml": (eml, bytes),
    "markdown": (markdown, bytes),
    "text": (text, bytes),
}


def seeds(name: str) -> list[bytes]:
    """Good documents to start from."""
    from test_formats import MAIL, MARKDOWN, PAGE

    if name in ("docx", "odt"):
        return [bytes(range(256)), bytes(range(2, 256, 4)) * 3]
    prose = (ROOT / "tests/gold/lettre-information.txt").read_bytes()
    return {
        "pdf": [samples.GOOD_PDF, samples.pdf(prose.decode()[:900])],
        "html": [PAGE.encode()],
        "eml": [MAIL.encode()],
        "markdown": [MARKDOWN.encode()],
        "text": [prose, prose.decode().encode("utf-16")],
    }[name]


def ours(error: BaseException) -> bool:
    """Whether our own code raised an error, not a library that it called."""
    last = traceback.extract_tb(error.__traceback__)[-1].filename
    return "/jalons/" in last


def main() -> None:
    name, *options = sys.argv[1:]
    reader, wrap = READERS[name]
    warnings.simplefilter("ignore")
    corpus = ROOT / "build" / "fuzz" / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(name)):
        (corpus / f"seed-{number}").write_bytes(seed)

    def one(data: bytes) -> None:
        try:
            parsed = reader.parse(wrap(data), PATH, LIMITS)  # type: ignore[attr-defined]
            document = Document.from_text(parsed.text, id="x", blocks=parsed.blocks, metadata=parsed.metadata)
            reading = document.reading
        except DocumentError:
            return
        except Exception as error:
            if ours(error):
                raise
            return
        assert len(reading.text) == len(reading.offsets)
        assert all(0 <= offset < max(len(parsed.text), 1) for offset in reading.offsets)
        assert all(0 <= block.start <= block.end <= len(parsed.text) for block in parsed.blocks)

    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={corpus.parent}/{name}-", str(corpus)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
