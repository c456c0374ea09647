"""How a line reads: the rows of `rules/summaries.toml`, and what holds for every line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from jalons import extract
from jalons import gold as gold_files
from jalons.entries.summaries import LONGEST
from jalons.entries.wording import mended, shortened, unwrapped
from jalons.folding import fold
from jalons.rules import Rule, load_rules

ROWS = load_rules("summaries")
WORDS = st.sampled_from(
    "le la comité réseau « » ( ) , ; : de des et qui que dont fonde signe une charte l'école d'abord, en Bretagne (CNRS) pour "
    "rassembler 1 998 des personnes venues avec – enfin".split(" ")
)
LINES = st.lists(WORDS, max_size=60).map(lambda words: " ".join(["Le réseau signe", *words]))
PAIRS = ("«»", "()", "[]", "“”")
LOOSE = re.compile(r"(?:[\s'](?:de|du|des|la|le|les|et|à|au|aux|en|que|qui|dont|par|pour|un|une)|[,;:(«–-]|\w')$", re.I)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_row(row: Rule) -> None:
    for line, (found, _) in row.examples.items():
        match = re.search(row.pattern, line, re.I)
        assert match is not None
        assert match[0] == found
    assert not [line for line in row.rejects if re.search(row.pattern, line, re.I)]


def assert_it_reads(line: str) -> None:
    assert len(line) <= LONGEST
    assert "\n" not in line
    assert "  " not in line
    assert not LOOSE.search(line.removesuffix("…"))
    for opening, closing in PAIRS:
        assert line.count(opening) == line.count(closing)


@given(LINES)
def test_every_line_is_short_whole_and_balanced(text: str) -> None:
    assert_it_reads(shortened(mended(unwrapped(mended(text))), LONGEST))


@given(LINES)
def test_no_word_is_cut_or_added(text: str) -> None:
    line = shortened(mended(text), LONGEST)
    known = {*re.findall(r"\w+", text.lower()), "l", "d"}
    assert [word for word in re.findall(r"\w+", line.lower()) if word not in known] == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Elle souligne qu' , le dispositif n'existait pas.", "Elle souligne que le dispositif n'existait pas"),
        ("Le rapport , « Lire la dune , paraît", "Le rapport, Lire la dune, paraît"),
        ("Une réunion se tiendra de la", "Une réunion se tiendra"),
    ],
)
def test_a_cut_is_mended(text: str, line: str) -> None:
    assert mended(text) == line


def test_a_long_line_ends_at_a_joint_after_its_verb() -> None:
    text = (
        "Le laboratoire des sols et des paysages de montagne (LSPM) accueille quarante chercheurs venus de sept pays d'Europe, "
        "dont la moitié travaille sur les tourbières et sur les alpages du massif"
    )
    line = shortened(text, LONGEST, verb="accueille")
    assert line == "Le laboratoire des sols et des paysages de montagne accueille quarante chercheurs venus de sept pays d'Europe"


BEING = set("est sont suis sommes etes".split())


def test_lines_of_the_gold_documents_hold_words_of_their_source(root: Path, nlp: Language) -> None:
    for path in gold_files.find([root / "corpus/gold", root / "tests/gold"]):
        document = gold_files.load(path).document
        source = set(re.findall(r"\w+", fold(document.reading.text)))
        source |= BEING if source & BEING else set()
        for entry in extract(document, nlp=nlp).entries:
            assert_it_reads(entry.summary)
            assert entry.summary[:1] == entry.summary[:1].upper()
            assert [
                word
                for word in re.findall(r"\w+", fold(entry.summary))
                if word not in source | {"que", "lorsque", "le", "la", "de"}
            ] == []
