from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from jalons import gold
from jalons.errors import DataError
from jalons.gold import GoldEntry, GoldMention

ROOT = Path(__file__).parents[1]
FILES = gold.find([ROOT / "corpus/gold", ROOT / "tests/gold"])

TEXT = "En 2014, l'ANR naît.\n\nEn 2015, la loi, dit-on,\npasse. L'ANR naît.\n"
GOOD = """id: essai
reference_date: 2018-11
=== TEXT
En <d v="2014">2014</d>, l'<o v="anr">ANR</o> naît.

En <d v="2015" opt="1">2015</d>, la loi, dit-on,
passe. L'<o v="anr">ANR</o> naît.
=== ENTRIES
2014 | En 2014, l'ANR naît. | Naissance
?opt 2015 | En 2015 […] passe. | Vote

2016~ | ANR naît. | Renaissance
"""


def write(folder: Path, text: str = GOOD, source: str | None = TEXT) -> Path:
    if source is not None:
        (folder / "essai.txt").write_text(source, encoding="utf-8")
    (folder / "essai.gold").write_text(text, encoding="utf-8")
    return folder / "essai.gold"


def test_all_the_gold_is_there() -> None:
    names = ["histoire-alliss", "bilan-cooperative", "communique-loi", "evaluation-programme", "lettre-information"]
    assert [path.name for path in FILES] == [f"{name}.gold" for name in names]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_inline_and_json_gold_agree(path: Path) -> None:
    inline, table = gold.load(path), gold.load(path.with_suffix(".json"))
    assert inline.document == table.document
    assert inline.mentions == table.mentions
    assert inline.entries == table.entries


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_json_gold_quotes_its_text(path: Path) -> None:
    table = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert all(table["text"][m["start"] : m["end"]] == m["text"] for m in table["mentions"])


def test_the_inline_format(tmp_path: Path) -> None:
    found = gold.load(write(tmp_path))
    assert (found.document.id, str(found.document.reference_date), found.document.text) == ("essai", "2018-11", TEXT)
    assert found.mentions == (
        GoldMention(3, 7, "DATE", "2014"),
        GoldMention(11, 14, "ORG", "anr"),
        GoldMention(25, 29, "DATE", "2015", optional=True),
        GoldMention(56, 59, "ORG", "anr"),
    )
    assert found.entries == (
        GoldEntry("2014", 0, 20, "Naissance"),
        GoldEntry("2015", 22, 53, "Vote", optional=True),
        GoldEntry("2016~", 56, 65, "Renaissance"),
    )


def test_a_last_line_end_does_not_count(tmp_path: Path) -> None:
    assert gold.load(write(tmp_path, source=TEXT[:-1])).document.text == TEXT[:-1]


def test_the_source_may_lie_in_texts(tmp_path: Path) -> None:
    for name in ("gold", "texts"):
        (tmp_path / name).mkdir()
    (tmp_path / "texts/essai.txt").write_text(TEXT, encoding="utf-8")
    assert gold.load(write(tmp_path / "gold", source=None)).document.source == "essai.txt"


def test_gold_without_its_source(tmp_path: Path) -> None:
    assert gold.load(write(tmp_path, source=None)).document.text == TEXT


@pytest.mark.parametrize(
    ("old", "new", "place", "reason"),
    [
        ("naît.\n\n", "nait.\n\n", "ligne 4", "n'est plus celui de essai.txt"),
        ("=== TEXT", "=== TEXTE", "fichier entier", "=== TEXT"),
        ("id: essai", "nom: essai", "ligne 1", "id"),
        ("reference_date: 2018-11", "reference_date: hier", "en-tête", "hier"),
        ('<d v="2014">', "<d>", "ligne 4", 'v="valeur"'),
        ('<d v="2014">', '<d v="">', "ligne 4", 'v="valeur"'),
        ('<d v="2014">', '<d v="2014" optional="1">', "ligne 4", 'opt="1"'),
        ('<d v="2014">', '<d v="2014-13">', "ligne 4", "2014-13"),
        ('<d v="2014">', '<z v="2014">', "ligne 4", "balise inconnue"),
        ('<o v="anr">', '<o v="?">', "ligne 4", "une mention ORG attend encore sa valeur"),
        ('v="2014">2014</d>', 'v="2014">20<d v="2014">14</d></d>', "ligne 4", "s'emboîtent"),
        ("2014</d>", "2014</o>", "ligne 4", "ne ferme rien"),
        ("passe. L'", "passe.</d> L'", "ligne 7", "ne ferme rien"),
        ("</o> naît.\n===", " naît.\n===", "fin du texte", "refermé"),
        ("2014 | En 2014", "2014 | Vers 2014", "ligne 9", "citation"),
        ("| Naissance", "", "ligne 9", "EDTF | citation | titre"),
        ("2016~ |", "vers 2016 |", "ligne 12", "vers 2016"),
    ],
)
def test_broken_gold_names_the_file_and_the_line(tmp_path: Path, old: str, new: str, place: str, reason: str) -> None:
    assert old in GOOD
    path = write(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(DataError, match=re.escape(f"{path}, {place} : ")) as caught:
        gold.load(path)
    assert reason in caught.value.reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [("{", "JSON"), ("[]", "référence"), ('{"id": "a"}', "mentions"), ('{"id": "a", "mentions": [{}], "entries": []}', "start")],
)
def test_broken_json_gold(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "a.json").write_text(text)
    with pytest.raises(DataError, match=reason):
        gold.load(tmp_path / "a.json")


def test_files_that_are_no_gold(tmp_path: Path) -> None:
    for name in ("absent.gold", "texte.txt"):
        (tmp_path / "texte.txt").write_text("texte")
        with pytest.raises(DataError, match=name):
            gold.load(tmp_path / name)
