from __future__ import annotations

from pathlib import Path

import pytest

from jalons.errors import DataError
from jalons.rules import load_atoms, load_lexicon, load_rules, models_folder

GOOD = """
[atoms]
year = '(?:19|20)\\d\\d'
span = '{year}\\s?-\\s?{year}'

[[rule]]
id = "range"
pattern = '\\b{span}\\b'
examples = { "La période 2012-2014 fut longue." = ["2012-2014", "2012/2014"], "De 2016 - 2017" = "2016 - 2017" }
rejects = ["page 2012"]
kind = "interval"
"""

BROKEN_RULES = [
    # name, what is put in place of what, the row and the reason that the error must name
    ("no example", ('examples = { "La', 'autres = { "La'), "règle n° 1 (range)", "examples"),
    ("empty examples", (GOOD[GOOD.index("examples") : GOOD.index("\nrejects")], "examples = {}"), "règle n° 1", "un exemple"),
    ("no id", ('id = "range"', ""), "règle n° 1 (sans id)", "id"),
    ("bad regex", ("\\b{span}\\b", "({span}"), "règle n° 1 (range)", "expression régulière"),
    ("unknown atom", ("\\b{span}\\b", "{spam}"), "règle n° 1 (range)", "{spam}"),
    ("atoms in a ring", ("(?:19|20)\\d\\d", "{span}"), "règle n° 1 (range)", "l'un l'autre"),
    ("bad example", ('"2016 - 2017"', "2016"), "règle n° 1 (range)", "2016"),
    ("bad TOML", ("[[rule]]", "[[rule"), "fichier entier", "illisible"),
]


def write(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_rule(tmp_path: Path) -> None:
    (rule,) = load_rules("dates", write(tmp_path, "dates.toml", GOOD))
    assert rule.id == "range"
    assert rule.examples["La période 2012-2014 fut longue."] == ("2012-2014", "2012/2014")
    assert rule.examples["De 2016 - 2017"] == ("2016 - 2017", None)
    assert rule.rejects == ("page 2012",)
    assert (rule.option("kind"), rule.option("other", "none")) == ("interval", "none")
    assert load_atoms("dates", tmp_path)["span"] == r"(?:(?:19|20)\d\d)\s?-\s?(?:(?:19|20)\d\d)"


@pytest.mark.parametrize(
    ("change", "place", "reason"), [pytest.param(change, place, reason, id=name) for name, change, place, reason in BROKEN_RULES]
)
def test_broken_rules_name_the_file_and_the_row(tmp_path: Path, change: tuple[str, str], place: str, reason: str) -> None:
    assert change[0] in GOOD
    write(tmp_path, "dates.toml", GOOD.replace(*change))
    with pytest.raises(DataError) as caught:
        [rule.compiled() for rule in load_rules("dates", tmp_path)]
    assert str(caught.value).startswith(f"{tmp_path / 'dates.toml'}, {place}")
    assert reason in caught.value.reason


def test_an_id_twice(tmp_path: Path) -> None:
    write(tmp_path, "dates.toml", GOOD + GOOD[GOOD.index("[[rule]]") :])
    with pytest.raises(DataError, match=r"id range : cet id figure deux fois"):
        load_rules("dates", tmp_path)


def test_missing_files(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"absent\.toml"):
        load_rules("absent", tmp_path)
    with pytest.raises(DataError, match=r"absent\.csv"):
        load_lexicon("absent", tmp_path)


def test_a_lexicon(tmp_path: Path) -> None:
    table = 'id,name,variants,kind,source\nanr,Agence nationale de la recherche,ANR | A.N.R.,agence,"anr.fr, 2020"\n'
    (row,) = load_lexicon("organisations", write(tmp_path, "organisations.csv", table))
    assert row.names == ("Agence nationale de la recherche", "ANR", "A.N.R.")
    assert (row.source, row.cells["kind"]) == ("anr.fr, 2020", "agence")


@pytest.mark.parametrize(
    ("table", "place"),
    [
        ("id,name,source\n", "ligne 1"),
        ("id,name,variants,source\nanr,,,\n", "ligne 2"),
        ("id,name,variants,source\n\nanr,ANR,,x\n,CNRS,,x\n", "ligne 4"),
        ("id,name,variants,source\nanr,ANR,,x,y\n", "ligne 2"),
        ("id,name,variants,source\nanr,ANR\n", "ligne 2"),
        ("id,name,variants,source\nanr,ANR,,x\nanr,ANR,,x\n", "anr"),
    ],
)
def test_broken_lexicons_name_the_file_and_the_row(tmp_path: Path, table: str, place: str) -> None:
    write(tmp_path, "laws.csv", table)
    with pytest.raises(DataError) as caught:
        load_lexicon("laws", tmp_path)
    assert str(tmp_path / "laws.csv") in str(caught.value)
    assert place in caught.value.place


@pytest.mark.parametrize("path", sorted((models_folder() / "lexicons").glob("*.csv")), ids=lambda path: path.stem)
def test_our_lexicons(path: Path) -> None:
    for row in load_lexicon(path.stem):
        assert row.source, f"{row.id} ne dit pas d'où il vient"


@pytest.mark.parametrize("path", sorted((models_folder() / "rules").glob("*.toml")), ids=lambda path: path.stem)
def test_our_rules(path: Path) -> None:
    assert load_rules(path.stem)
