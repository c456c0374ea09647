"""What each format's reader understands, on documents made here by hand."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from bad_documents import docx, odt, packed, paragraph

import jalons
from jalons.readers import readers
from jalons.types import Document

CORE = (
    '<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title>Rapport moral</dc:title>'
    "<dc:creator>A. Roux</dc:creator>"
    "<dcterms:created>2009-01-01T00:00:00Z</dcterms:created><dcterms:modified>2014-11-03T10:00:00Z</dcterms:modified>"
    "</cp:coreProperties>"
)
STYLES = (
    '<w:styles xmlns:w="w"><w:style w:styleId="Titre1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="TM1"><w:name w:val="toc 1"/></w:style></w:styles>'
)
NOTES = (
    '<w:footnotes xmlns:w="w"><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    '<w:footnote w:id="7"><w:p><w:r><w:t xml:space="preserve"> Voir l\'annexe.</w:t></w:r></w:p></w:footnote></w:footnotes>'
)


def read(tmp_path: Path, name: str, data: bytes | str) -> Document:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return jalons.read(path)


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_every_format_has_a_reader() -> None:
    assert {".txt", ".md", ".pdf", ".docx", ".odt", ".html", ".eml"} <= set(readers())


WORD_PARAGRAPHS = [
    ("plain", run("Un") + run(" mot."), "Un mot."),
    ("insertion", run("En ") + f"<w:ins>{run('2014')}</w:ins>", "En 2014"),
    ("deletion", run("En ") + "<w:del><w:r><w:delText>2013</w:delText></w:r></w:del>" + run("2014"), "En 2014"),
    ("moved away", run("Ici. ") + f"<w:moveFrom>{run('Parti.')}</w:moveFrom>", "Ici."),
    ("moved here", f"<w:moveTo>{run('Arrivé.')}</w:moveTo>", "Arrivé."),
    ("comment", run("En 2014") + '<w:r><w:commentReference w:id="1"/></w:r>', "En 2014"),
    ("link", f'<w:hyperlink r:id="x" xmlns:r="r">{run("le rapport")}</w:hyperlink>', "le rapport"),
    (
        "field",
        '<w:r><w:instrText>PAGE \\* ROMAN</w:instrText></w:r><w:fldSimple w:instr="DATE">' + run("2014") + "</w:fldSimple>",
        "2014",
    ),
    ("note call", run("En 2014") + '<w:r><w:footnoteReference w:id="7"/></w:r>' + run("."), "En 2014¹."),
    ("raised figures", run("10 m") + run("2", '<w:vertAlign w:val="superscript"/>'), "10 m²"),
    ("raised letters", run("1") + run("er", '<w:vertAlign w:val="superscript"/>') + run(" mars"), "1er mars"),
    ("raised o", run("n") + run("o", '<w:vertAlign w:val="superscript"/>') + run(" 5"), "n° 5"),
    ("hidden", run("Vu.") + run("Caché.", "<w:vanish/>"), "Vu."),
    ("hyphens", "<w:r><w:t>vingt</w:t><w:noBreakHyphen/><w:t>deux</w:t></w:r>", "vingt\u2011deux"),
    ("tab and break", "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", "a\tb\nc"),
    ("content control", f"<w:sdt><w:sdtContent>{run('En 2014')}</w:sdtContent></w:sdt>", "En 2014"),
]


@pytest.mark.parametrize(("xml", "expected"), [pytest.param(xml, text, id=name) for name, xml, text in WORD_PARAGRAPHS])
def test_word_paragraphs(tmp_path: Path, xml: str, expected: str) -> None:
    document = read(tmp_path, "a.docx", docx(f"<w:p>{xml}</w:p>", word__footnotes_xml=NOTES))
    assert kinds(document)[0] == ("paragraph", expected)


def test_word_structure(tmp_path: Path) -> None:
    body = (
        '<w:p><w:pPr><w:pStyle w:val="Titre1"/></w:pPr><w:r><w:t>Histoire</w:t></w:r></w:p>'
        + '<w:p><w:pPr><w:pStyle w:val="TM1"/></w:pPr><w:r><w:t>Histoire 3</w:t></w:r></w:p>'
        + '<w:p><w:r><w:t>En 2014.</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r></w:p>'
        + "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>un point</w:t></w:r></w:p>"
        + f"<w:tbl><w:tr><w:tc>{paragraph('a')}</w:tc><w:tc>{paragraph('b')}{paragraph('c')}</w:tc></w:tr></w:tbl>"
        + f"<w:tbl><w:tr><w:tc>{paragraph('Un encadré tient en une case.')}</w:tc></w:tr></w:tbl>"
    )
    header = f'<w:hdr xmlns:w="w">{paragraph("Rapport 2014")}</w:hdr>'
    parts = {"word__styles_xml": STYLES, "word__footnotes_xml": NOTES, "word__header1_xml": header, "docProps__core_xml": CORE}
    document = read(tmp_path, "a.docx", docx(body, **parts))
    assert kinds(document) == [
        ("furniture", "Rapport 2014"),
        ("heading", "Histoire"),
        ("paragraph", "En 2014.¹"),
        ("note", "¹ Voir l'annexe."),
        ("item", "• un point"),
        ("table", "a | b c"),
        ("paragraph", "Un encadré tient en une case."),
    ]
    assert (document.title, document.metadata["author"].value) == ("Rapport moral", "A. Roux")
    assert str(document.reference_date) == "2014-11-03"
    assert document.reference_origin == "DOCX dcterms:modified"
    assert document.notices == ("lignes de table des matières : 1",)
    assert document.reading.text.startswith("Histoire\n\nEn 2014.\n\nVoir l'annexe.")
    assert document.section(document.text.index("En 2014")) == "Histoire"


def test_text_boxes_come_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph('Encadré.')}</w:txbxContent>"
    choice = f'<mc:AlternateContent xmlns:mc="m"><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>'
    choice += f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    document = read(tmp_path, "a.docx", docx(f"<w:p><w:r><w:t>Avant.</w:t></w:r><w:r>{choice}</w:r></w:p>"))
    assert [text for _, text in kinds(document)] == ["Avant.", "Encadré."]


def test_opendocument(tmp_path: Path) -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:p>Supprimé.</text:p></text:changed-region></text:tracked-changes>"
        '<text:h text:outline-level="2">Histoire</text:h>'
        '<text:p>En<text:s text:c="2"/>2014<text:note><text:note-citation>1</text:note-citation><text:note-body>'
        '<text:p>Voir l\'annexe.</text:p></text:note-body></text:note>, le 1<text:span text:style-name="T1">er</text:span> mars'
        "<office:annotation><text:p>À vérifier</text:p></office:annotation>.</text:p>"
        "<text:list><text:list-item><text:p>un point</text:p><text:p>sa suite</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p>"
        "</table:table-cell></table:table-row></table:table>"
    )
    meta = '<m xmlns:dc="d" xmlns:meta="n"><meta><dc:title>Bilan</dc:title><meta:initial-creator>B.</meta:initial-creator>'
    meta += "<dc:date>2014-11-03T10:00:00</dc:date></meta></m>"
    raised = '<style:style style:name="T1"><style:text-properties style:text-position="super 58%"/></style:style>'
    document = read(tmp_path, "a.odt", odt(body, styles=raised, meta_xml=meta))
    assert kinds(document) == [
        ("heading", "Histoire"),
        ("paragraph", "En  2014¹, le 1er mars."),
        ("note", "¹ Voir l'annexe."),
        ("item", "• un point"),
        ("paragraph", "sa suite"),
        ("table", "a | b"),
    ]
    assert (document.title, str(document.reference_date), document.reference_origin) == ("Bilan", "2014-11-03", "ODT meta:date")
    assert "commentaires : 1" in document.notices


PAGE = """<!DOCTYPE html><html lang="fr"><head><title>Notre histoire</title><meta name="author" content="Jeanne Roux">
<meta property="article:published_time" content="2016-05-04"></head><body>
<nav><ul><li><a href="/">Accueil</a></li><li><a href="/dons">Faire un don</a></li></ul></nav>
<div class="cookie-banner">Nous utilisons des cookies. <button>Accepter</button></div>
<main><article><h1>Notre histoire</h1>
<p>Fondée en novembre&nbsp;2014, l'association signe l'année suivante une convention avec <a href="https://x.fr">l'ADEME</a><sup>1</sup>.
Elle rassemble aujourd'hui une cinquantaine de membres dans toute la région, et publie chaque année un rapport.</p>
<h2>Les étapes</h2><ul><li>2014 : les statuts sont déposés ;</li><li>2015 : la convention est signée.</li></ul>
<table><tr><th>Année</th><th>Membres</th></tr><tr><td>2014</td><td>12</td></tr></table></article></main>
<footer>© 2016 Mentions légales</footer><script>fetch("http://127.0.0.1:9")</script></body></html>"""


def test_web_pages(tmp_path: Path) -> None:
    document = read(tmp_path, "a.html", PAGE)
    assert [kind for kind, _ in kinds(document)] == ["heading", "paragraph", "heading", "item", "item", "table"]
    assert "convention avec l'ADEME¹. Elle" in document.text
    assert "Année | Membres\n2014 | 12" in document.text
    for word in ("cookies", "Accueil", "Mentions", "fetch", "https"):
        assert word not in document.text
    assert {name: each.value for name, each in document.metadata.items()} == {
        "title": "Notre histoire",
        "author": "Jeanne Roux",
        "date": "2016-05-04",
    }
    assert document.section(document.text.index("les statuts")) == "Les étapes"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_web_pages(tmp_path: Path, encoding: str) -> None:
    page = PAGE.replace("<title>", '<meta charset="iso-8859-1"><title>' if encoding == "cp1252" else "<title>")
    assert "Fondée en novembre" in read(tmp_path, "a.html", page.encode(encoding)).text


MARKDOWN = """---
title: Compte rendu
date: 2014-11-03
---
# Réunion

Le [rapport](https://x.fr/a) est *adopté* en
**novembre 2014**[^1].

- un point
- un autre

| Année | Membres |
| ----- | ------- |
| 2014  | 12      |

Suite
-----

[^1]: Voir l'annexe.
"""


def test_markdown(tmp_path: Path) -> None:
    document = read(tmp_path, "a.md", MARKDOWN)
    assert document.text == MARKDOWN
    assert (document.title, str(document.reference_date), document.reference_origin) == (
        "Compte rendu",
        "2014-11-03",
        "Markdown date",
    )
    reading = document.reading
    assert [block.kind for block in reading.blocks] == ["heading", "paragraph", "item", "item", "table", "heading", "note"]
    assert "Le rapport est adopté en novembre 2014." in reading.text
    assert document.section(document.text.index("Voir")) == "Suite"


MAIL = """From: Jeanne Roux <jeanne@exemple.fr>
Subject: =?utf-8?q?Assembl=C3=A9e_g=C3=A9n=C3=A9rale?=
Date: Mon, 03 Nov 2014 10:00:00 +0100
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: multipart/alternative; boundary="c"

--c
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

L'assembl=E9e se tient demain.
--c
Content-Type: text/html

<p>Autre</p>
--c--
--b
Content-Type: application/pdf; name="convocation.pdf"
Content-Disposition: attachment; filename="convocation.pdf"

%PDF-
--b--
"""


def test_mails(tmp_path: Path) -> None:
    document = read(tmp_path, "a.eml", MAIL)
    assert document.text.strip() == "L'assemblée se tient demain."
    assert document.title == "Assemblée générale"
    assert (str(document.reference_date), document.reference_origin) == ("2014-11-03", "EML Date")
    assert document.notices == ("pièce jointe omise : convocation.pdf",)
    head = MAIL.split("MIME", maxsplit=1)[0]
    html = read(tmp_path, "b.eml", f"{head}Content-Type: text/html; charset=utf-8\n\n{PAGE}")
    assert "Fondée en novembre" in html.text
    assert html.title == "Assemblée générale"


def test_what_is_given_counts_before_what_the_file_says(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    document = jalons.read(path, reference_date="2015", title="Autre")
    assert (str(document.reference_date), document.title, document.reference_origin) == ("2015", "Autre", "")
    assert document.metadata["date"].value == "2014-11-03"


def test_a_part_in_utf_16(tmp_path: Path) -> None:
    body = f"<w:body>{paragraph('Déposés en 2014.')}</w:body>"
    xml = f'<?xml version="1.0" encoding="UTF-16"?><w:document xmlns:w="w">{body}</w:document>'
    data = packed({"[Content_Types].xml": "", "word/document.xml": xml.encode("utf-16")})
    assert read(tmp_path, "a.docx", data).text.strip() == "Déposés en 2014."


def test_no_reader_opens_the_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in this process, so that the guard holds."""
    from jalons.readers import Limits

    def refuse(*arguments: object) -> None:
        raise AssertionError("network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    for name, data in {"a.html": PAGE.encode(), "a.eml": MAIL.encode(), "a.docx": docx(paragraph("x"))}.items():
        path = tmp_path / name
        assert readers()[path.suffix].parse(data, path, Limits()).text
