from __future__ import annotations

import codecs
import hashlib
from pathlib import Path

import pytest

import jalons
from jalons.errors import DocumentError, ReferenceDateError

PROSE = "L'été dernier, l'œuvre coûtait 12 €."


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("utf8.txt", PROSE.encode()),
        ("utf8-bom.txt", codecs.BOM_UTF8 + PROSE.encode()),
        ("utf16.txt", PROSE.encode("utf-16")),
        ("windows.txt", PROSE.encode("cp1252")),
        ("utf16-sans-bom.txt", PROSE.encode("utf-16-le")),
        ("utf16-be-sans-bom.txt", PROSE.encode("utf-16-be")),
        ("latin-9.txt", PROSE.encode("iso8859-15")),
        ("mac.txt", PROSE.encode("mac-roman")),
        ("CAPITALES.TXT", PROSE.encode()),
        ("note.md", PROSE.encode()),
    ],
)
def test_encodings(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    document = jalons.read(path, reference_date="2012-11")
    assert document.text == PROSE
    assert (document.id, document.source) == (path.stem, name)
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert str(document.reference_date) == "2012-11"


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "mac-roman", "cp850", "utf-16-le", "utf-16-be"])
def test_encodings_of_a_long_text(root: Path, tmp_path: Path, encoding: str) -> None:
    text = (root / "tests/gold/communique-loi.txt").read_text(encoding="utf-8")
    text = text.translate(str.maketrans("\u202f’–—œŒ…•", "\u00a0'--oO.*")).replace("€", "euros")
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    assert jalons.read(tmp_path / "a.txt").text == text


def test_a_text_cut_inside_its_last_character(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("été".encode()[:-1])
    assert jalons.read(tmp_path / "a.txt").text == "ét"
    (tmp_path / "b.txt").write_bytes("à".encode("cp1252"))
    assert jalons.read(tmp_path / "b.txt").text == "à"


def test_line_ends_stay(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\r\n# Titre\r\nligne\r")
    document = jalons.read(tmp_path / "a.txt")
    assert document.text == "\r\n# Titre\r\nligne\r"
    assert document.title == "Titre"


def test_a_form_feed_starts_a_page(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("un\fdeux\ftrois")
    assert jalons.read(tmp_path / "a.txt").pages == (0, 3, 8)
    (tmp_path / "b.txt").write_text("un")
    assert jalons.read(tmp_path / "b.txt").pages == ()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("vide.txt", b"", "vide"),
        ("blanc.txt", b" \n\t\r\n", "vide"),
        ("octets.txt", b"abc\x00\x00\x00" * 50, "octets nuls"),
        ("commandes.txt", b"\x01\x02\x03\x04abc", "pas un fichier texte"),
        ("mal-code.txt", "é".encode() + b"\x81\x8d\xe9", "encodage inconnu"),
        ("note.xyz", b"texte", "format inconnu « .xyz »"),
        ("sans-extension", b"texte", "format inconnu « sans extension »"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(DocumentError) as caught:
        jalons.read(path)
    assert str(caught.value).startswith(f"{path} : ")
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="n'existe pas"):
        jalons.read(tmp_path / "absent.txt")
    with pytest.raises(DocumentError, match="dossier"):
        jalons.read(tmp_path)


def test_bad_reference_dates(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("texte")
    with pytest.raises(ReferenceDateError, match="17 novembre"):
        jalons.read(tmp_path / "a.txt", reference_date="17 novembre")
