"""Format parity: `python tests/parity.py` builds each development document in every format and compares what is read back.

The clean text of a document (its reading, page breaks and hyphens mended) is set with running headers, page numbers and real
footnotes by LibreOffice as PDF (one and two columns), DOCX and ODT, and as a web page with menus, a cookie banner and a
footer. A mention is found again if one of the same label and value with the same words is; an entry if one of the same
value and participants is. `mending` off shows what is left where the source text is read as it stands.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

import jalons
import jalons.gold
from jalons.reading import Block
from jalons.types import Chronology, Document

if TYPE_CHECKING:
    from spacy.language import Language

ROOT: Final = Path(__file__).parents[1]
FORMATS: Final = ("pdf", "pdf-2-colonnes", "docx", "odt", "html")
NOTES: Final = (
    "Les archives se consultent au secrétariat, sur demande.",
    "Voir les annexes, où chaque chiffre est expliqué.",
    "Cette phrase reprend ce que plusieurs personnes ont raconté.",
)
_BULLET: Final = re.compile(r"^[-–—•*]\s+")


@dataclass(frozen=True)
class Clean:
    """A development document as clean text: its paragraphs with their kinds, and the date from which it speaks."""

    id: str
    reference_date: str | None
    parts: tuple[tuple[str, str], ...]

    @property
    def document(self) -> Document:
        """The clean text, read as paragraphs between blank lines (tables as lines of cells)."""
        blocks, text = [], ""
        for kind, words in self.parts:
            blocks.append(Block(kind, len(text), len(text) + len(words)))
            text += f"{words}\n\n"
        return Document.from_text(text, id=self.id, reference_date=self.reference_date, blocks=tuple(blocks))


def clean(gold: Path) -> Clean:
    """The clean text behind a gold file."""
    document = jalons.gold.load(gold).document
    reading = document.reading
    parts = [(block.kind, reading.text[block.start : block.end]) for block in reading.blocks if block.kind != "furniture"]
    return Clean(document.id, document.reference_date and document.reference_date.edtf, tuple(parts))


def development() -> list[Clean]:
    """All development documents, clean."""
    folders = (ROOT / "corpus/gold", ROOT / "tests/gold")
    return [clean(path) for folder in folders for path in sorted(folder.glob("*.gold"))]


def build(documents: Iterable[Clean], folder: Path) -> dict[str, dict[str, Path]]:
    """Writes each document in each format that this machine can make; the files by format, then by document id."""
    documents = list(documents)
    made: dict[str, dict[str, Path]] = {"html": {}}
    for each in documents:
        made["html"][each.id] = folder / f"{each.id}.html"
        made["html"][each.id].write_text(web_page(each), encoding="utf-8")
    office = shutil.which("soffice")
    if not office:
        return made
    for columns in (1, 2):
        inputs = folder / f"fodt-{columns}"
        inputs.mkdir()
        for each in documents:
            (inputs / f"{each.id}.fodt").write_text(flat_odt(each, columns=columns), encoding="utf-8")
        for kind in ("pdf", "docx", "odt") if columns == 1 else ("pdf",):
            name = "pdf-2-colonnes" if columns == 2 else kind
            output = folder / name
            convert(office, sorted(inputs.glob("*.fodt")), kind, output)
            made[name] = {each.id: output / f"{each.id}.{kind}" for each in documents}
    return made


def convert(office: str, files: list[Path], kind: str, output: Path) -> None:
    """Has LibreOffice write `files` anew as `kind` in the folder `output`."""
    with tempfile.TemporaryDirectory() as profile:
        command = [office, "--headless", f"-env:UserInstallation=file://{profile}", "--convert-to", kind, "--outdir", str(output)]
        subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=300)


_STYLES: Final = """
<office:font-face-decls><style:font-face style:name="F" svg:font-family="'Liberation Serif'"/></office:font-face-decls>
<office:styles>
<style:default-style style:family="paragraph"><style:paragraph-properties fo:hyphenation-ladder-count="no-limit"/>
<style:text-properties style:font-name="F" fo:font-size="11pt" fo:language="fr" fo:country="FR" fo:hyphenate="true"
 fo:hyphenation-remain-char-count="2" fo:hyphenation-push-char-count="2"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph"/>
<style:style style:name="Body" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties
 fo:text-align="justify" fo:margin-bottom="0.2cm"/></style:style>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:default-outline-level="1"
 style:parent-style-name="Standard"><style:paragraph-properties fo:margin-bottom="0.5cm"/><style:text-properties
 fo:font-size="18pt" fo:font-weight="bold" fo:hyphenate="false"/></style:style>
<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph" style:default-outline-level="2"
 style:parent-style-name="Standard"><style:paragraph-properties fo:margin-top="0.4cm" fo:margin-bottom="0.2cm"
 fo:keep-with-next="always"/><style:text-properties fo:font-size="13pt" fo:font-weight="bold" fo:hyphenate="false"/></style:style>
<style:style style:name="Footnote" style:family="paragraph" style:class="extra"><style:text-properties
 fo:font-size="9pt"/></style:style>
<style:style style:name="Small" style:family="paragraph"><style:text-properties fo:font-size="9pt"/></style:style>
<style:style style:name="Anchor" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<text:notes-configuration text:note-class="footnote" text:citation-body-style-name="Anchor" style:num-format="1"
 text:start-value="0" text:footnotes-position="page" text:start-numbering-at="document"/>
</office:styles>
<office:automatic-styles>
<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1" text:bullet-char="•"><style:list-level-properties
 text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="listtab"
 text:list-tab-stop-position="1.2cm" fo:text-indent="-0.6cm" fo:margin-left="1.2cm"/></style:list-level-properties>
</text:list-level-style-bullet></text:list-style>
<style:page-layout style:name="pm1"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"
 fo:margin-top="1.5cm" fo:margin-bottom="1.5cm" fo:margin-left="2cm" fo:margin-right="2cm">{columns}
</style:page-layout-properties><style:header-style><style:header-footer-properties fo:min-height="0.6cm"
 fo:margin-bottom="0.5cm"/></style:header-style><style:footer-style><style:header-footer-properties fo:min-height="0.6cm"
 fo:margin-top="0.5cm"/></style:footer-style></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm1">
<style:header><text:p text:style-name="Small">{header}</text:p></style:header>
<style:footer><text:p text:style-name="Small">Document de travail – page <text:page-number>1</text:page-number> sur
 <text:page-count>1</text:page-count></text:p></style:footer></style:master-page></office:master-styles>
"""
_NAMESPACES: Final = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
    }.items()
)


def flat_odt(clean: Clean, *, columns: int = 1) -> str:
    """The document as flat OpenDocument: headings, lists, tables, three footnotes, a running header and page numbers."""
    two = '<style:columns fo:column-count="2" fo:column-gap="0.9cm"/>' if columns == 2 else ""
    styles = _STYLES.format(columns=two, header=escape(f"Dossier {clean.id.replace('-', ' ')} – exemplaire de lecture"))
    body = "".join(_odt_part(kind, words, notes) for kind, words, notes in _with_notes(clean))
    head = f'<?xml version="1.0" encoding="UTF-8"?><office:document {_NAMESPACES} office:version="1.3"'
    return (
        f'{head} office:mimetype="application/vnd.oasis.opendocument.text">{styles}'
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )


def _with_notes(clean: Clean) -> list[tuple[str, str, str]]:
    """The parts, the title first; what is a note, or one of `NOTES`, goes to a paragraph before it."""
    parts: list[tuple[str, str, str]] = []
    extra = list(NOTES)
    for kind, words in clean.parts:
        if kind == "note" and parts:
            index = max(i for i, part in enumerate(parts) if part[0] == "paragraph")
            parts[index] = (*parts[index][:2], words)
        else:
            note = extra.pop() if kind == "paragraph" and extra and len(words) > 300 else ""
            parts.append(("title" if not parts else kind, words, note))
    return parts


def _odt_part(kind: str, words: str, note: str) -> str:
    if kind == "table":
        rows = (re.split(r" {2,}| ?\| ?", line) for line in words.splitlines())
        cells = ("".join(f"<table:table-cell><text:p>{escape(c)}</text:p></table:table-cell>" for c in row) for row in rows)
        width = max(len(re.split(r" {2,}| ?\| ?", line)) for line in words.splitlines())
        columns = f'<table:table-column table:number-columns-repeated="{width}"/>'
        return f"<table:table>{columns}{''.join(f'<table:table-row>{row}</table:table-row>' for row in cells)}</table:table>"
    text = escape(words).replace("\n", "<text:line-break/>")
    if note:
        # In the middle of the text, so that the note cuts it at the foot of the page.
        middle = text.index(" ", len(text) // 2)
        label = '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        body = f'<text:p text:style-name="Footnote">{escape(note)}</text:p></text:note-body></text:note>'
        text = f"{text[:middle]}{label}{body}{text[middle:]}"
    if kind in ("title", "heading"):
        level = 1 if kind == "title" else 2
        return f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">{text}</text:h>'
    if kind == "item":
        text = _BULLET.sub("", text)
        paragraph = f'<text:p text:style-name="Body">{text}</text:p>'
        return f'<text:list text:style-name="L1"><text:list-item>{paragraph}</text:list-item></text:list>'
    return f'<text:p text:style-name="Body">{text}</text:p>'


def web_page(clean: Clean) -> str:
    """The document as a web page with menus, a cookie banner and a footer around it; its notes stand at its end."""
    parts = _with_notes(clean)
    notes = [note for _, _, note in parts if note]
    body = "\n".join(_html_part(*part, notes) for part in parts)
    listed = "".join(f'<p id="note{i}">[{i}] {escape(note)}</p>' for i, note in enumerate(notes, start=1))
    title = escape(parts[0][1])
    return f"""<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>{title}</title>
<meta property="article:published_time" content="2019-05-04T10:00:00+02:00"><style>body {{ margin: 0 }}</style></head><body>
<div id="cookie-banner" class="cookie-consent" role="dialog"><p>Nous utilisons des cookies pour mesurer l'audience de ce site.</p>
<button>Tout accepter</button><button>Tout refuser</button></div>
<header><a href="/">Accueil</a><nav class="menu"><ul><li><a href="/actus">Actualités</a></li><li><a href="/agenda">Agenda du 3 mai
2019</a></li><li><a href="/adherer">Adhérer</a></li></ul></nav></header>
<main><article>
{body}
<section class="notes">{listed}</section></article>
<aside class="sidebar"><h3>À lire aussi</h3>
<ul><li><a href="/a">Retour sur la journée du 12 avril 2018</a></li></ul></aside></main>
<footer><p>© 2019 – Mentions légales – Site réalisé en mars 2017</p><a href="/plan">Plan du site</a></footer>
<script>document.cookie = "vu=1"</script></body></html>
"""


def _html_part(kind: str, words: str, note: str, notes: list[str]) -> str:
    if kind == "table":
        rows = (re.split(r" {2,}| ?\| ?", line) for line in words.splitlines())
        return "<table>" + "".join(f"<tr>{''.join(f'<td>{escape(c)}</td>' for c in row)}</tr>" for row in rows) + "</table>"
    text = escape(words).replace("\n", "<br>\n")
    if note:
        number = notes.index(note) + 1
        middle = text.index(" ", len(text) // 2)
        text = f'{text[:middle]}<sup><a href="#note{number}">{number}</a></sup>{text[middle:]}'
    if kind == "item":
        return f"<ul><li>{_BULLET.sub('', text)}</li></ul>"
    tag = {"title": "h1", "heading": "h2"}.get(kind, "p")
    return f"<{tag}>{text}</{tag}>"


@dataclass(frozen=True)
class Parity:
    """How many mentions and entries the clean text has, how many of them were found again, and how many more there are."""

    mentions: int = 0
    mentions_kept: int = 0
    mentions_more: int = 0
    entries: int = 0
    entries_kept: int = 0
    entries_more: int = 0
    lost: tuple[str, ...] = ()

    def __add__(self, other: Parity) -> Parity:
        return Parity(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


def compare(expected: Chronology, found: Chronology) -> Parity:
    """What of the clean text's chronology is found again in another of the same document."""
    wanted, got = _mentions(expected), _mentions(found)
    told, told_again = _entries(expected), _entries(found)
    lost = [f"- {item}" for item in (wanted - got).elements()] + [f"+ {item}" for item in (got - wanted).elements()]
    lost += [f"- entrée {item}" for item in (told - told_again).elements()]
    lost += [f"+ entrée {item}" for item in (told_again - told).elements()]
    return Parity(
        wanted.total(),
        (wanted & got).total(),
        (got - wanted).total(),
        told.total(),
        (told & told_again).total(),
        (told_again - told).total(),
        tuple(lost),
    )


def _mentions(chronology: Chronology) -> Counter[tuple[str, str, str]]:
    document = chronology.documents[0]
    return Counter((m.label, m.norm, words(document, m.start, m.end)) for m in chronology.mentions[document.id])


def values(chronology: Chronology) -> Counter[tuple[str, str]]:
    """The labels and values of the mentions."""
    return Counter((m.label, m.norm) for m in chronology.mentions[chronology.documents[0].id])


def words(document: Document, start: int, end: int) -> str:
    """A range of the source without what the reading takes out of it: its letters and digits."""
    reading = document.reading
    span = reading.from_source(start, end)
    return "".join(c for c in reading.text[span[0] : span[1]] if c.isalnum()).lower() if span else ""


def _entries(chronology: Chronology) -> Counter[tuple[object, ...]]:
    names = ("organisations", "laws", "concepts", "people")
    return Counter(
        (str(e.date), e.how, e.kind, *(tuple(sorted(e.participants.get(name, ()))) for name in names)) for e in chronology.entries
    )


def unmended(document: Document) -> Document:
    """The document as it would be without `jalons.reading`: the source text is the reading."""
    return replace(document, mended=False)


def measure(name: str, made: dict[str, dict[str, Path]], *, nlp: Language) -> tuple[Parity, Parity]:
    """The parity of one format over all development documents: as read, and as it would be without `jalons.reading`."""
    total, raw = Parity(), Parity()
    for each in development():
        expected = jalons.extract(each.document, nlp=nlp)
        document = jalons.read(made[name][each.id], reference_date=each.reference_date, id=each.id)
        total += compare(expected, jalons.extract(document, nlp=nlp))
        raw += compare(expected, jalons.extract(unmended(document), nlp=nlp))
    return total, raw


def main() -> None:
    nlp = jalons.load()
    with tempfile.TemporaryDirectory() as folder:
        made = build(development(), Path(folder))
        print(f"{'format':16}{'mentions':>20}{'en plus':>9}{'entrées':>18}{'en plus':>9}   sans reading.py : mentions, entrées")
        for name in FORMATS:
            if name not in made:
                print(f"{name:16}   LibreOffice n'est pas installé")
                continue
            total, raw = measure(name, made, nlp=nlp)
            print(
                f"{name:16}{_share(total.mentions_kept, total.mentions):>20}{total.mentions_more:>9}"
                f"{_share(total.entries_kept, total.entries):>18}{total.entries_more:>9}"
                f"   {_share(raw.mentions_kept, raw.mentions)}, {_share(raw.entries_kept, raw.entries)}"
            )
            if "--details" in sys.argv:
                print(*(f"    {line}" for line in total.lost), sep="\n")

        if "pdf" in made:
            print(speed(made["pdf"].values(), nlp=nlp))


def speed(files: Iterable[Path], *, nlp: Language) -> str:
    """How many pages of PDF are read in a second here, and what that costs beside the extraction of the same documents."""
    files = list(files)
    begin = time.perf_counter()
    documents = [jalons.read(file) for file in files]
    middle = time.perf_counter()
    for document in documents:
        jalons.extract(document, nlp=nlp)
    reading, extracting = middle - begin, time.perf_counter() - middle
    pages = sum(len(document.pages) for document in documents)
    return f"PDF : {pages / reading:.0f} pages lues par seconde ; lecture / extraction : {reading / extracting:.2f}"


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} = {part / whole:.1%}"


if __name__ == "__main__":
    main()
