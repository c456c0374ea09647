from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalons.reading import BLOCK_KINDS, Reading, is_compound

LONG = "Une ligne assez longue pour que le texte paraisse coupé à la main par"
CUT = f"{LONG} un éditeur distrait, ce réseau dont l'histoire reste à écrire a été fondé autour d'une revue, dans le sud, par"

MENDED = [
    # name, source, what the reading must hold
    ("curly apostrophe", "l’été", "l'été"),
    ("no-break space", "12\u00a0mars\u202f2016", "12 mars 2016"),
    ("link", "le [CNRS](https://www.cnrs.fr) dit", "le CNRS dit"),
    ("bold", "le **12 mars** 2016", "le 12 mars 2016"),
    ("ligature", "la ﬁn de 2016", "la fin de 2016"),
    ("soft hyphen", "asso\u00adciation", "association"),
    ("note call", "en 2016¹.", "en 2016."),
    ("hard wrap", f"{LONG}\nl'association depuis 2016.", f"{LONG} l'association depuis 2016."),
    ("hyphen at the line end", f"{LONG} l'asso-\nciation depuis 2016.", "l'association depuis 2016."),
    ("compound at the line end", f"{LONG} la recherche-\naction depuis 2016.", "la recherche-action depuis 2016."),
    ("sentence over a page number", f"{CUT}\n\n- 3 -\n\nune équipe en 2016.", "par une équipe en 2016."),
    ("a day that no page number can be", "Clôture des inscriptions\n\n31/10\n\n- 3 -", "31/10"),
    ("sentence over a page break", f"{CUT}\n\f\nune équipe en 2016.", "par une équipe en 2016."),
    ("sentence over a note", f"{CUT}\n\n[1] Une note.\n\nune équipe en 2016.", "par une équipe en 2016."),
]


@pytest.mark.parametrize(("source", "expected"), [pytest.param(s, e, id=name) for name, s, e in MENDED])
def test_what_is_mended(source: str, expected: str) -> None:
    assert expected in Reading.of(source).text


@pytest.mark.parametrize(
    ("source", "words", "expected"),
    [
        ("le [CNRS](https://www.cnrs.fr) dit", "CNRS", "CNRS"),
        (f"{LONG} l'asso-\nciation depuis 2016.", "association", "asso-\nciation"),
        (f"{LONG}\nl'association", "par l'association", "par\nl'association"),
        ("le 12\u00a0mars", "12 mars", "12\u00a0mars"),
    ],
)
def test_the_way_back(source: str, words: str, expected: str) -> None:
    reading = Reading.of(source)
    start = reading.text.index(words)
    a, b = reading.to_source(start, start + len(words))
    assert source[a:b] == expected


def test_blocks() -> None:
    source = (
        "# Titre\n\nUn paragraphe qui finit par un point.\n\n- un point\n- un autre\n\n1 | 2 | 3\n4 | 5 | 6\n\n[1] Une note.\n\n"
        "Bibliographie\n\nAuteur, Titre, 2016."
    )
    reading = Reading.of(source)
    kinds = [block.kind for block in reading.blocks]
    assert kinds == ["heading", "paragraph", "item", "item", "table", "note", "heading", "bibliography"]
    assert reading.text[reading.blocks[2].start : reading.blocks[2].end] == "- un point"


WIDE = "Le trésorier rappelle que la subvention, notifiée en novembre, n'a été versée que le 20 février, et que la suite est due."
LONG = f"{WIDE} {WIDE}"


@pytest.mark.parametrize(
    ("source", "headings"),
    [
        (f"2. Point financier\n{WIDE}", ["2. Point financier"]),
        (f"IV – Questions diverses\n{WIDE}\nElle est levée.", ["IV – Questions diverses"]),
        (f"POINT FINANCIER\n{WIDE}", ["POINT FINANCIER"]),
        (f"{WIDE}\n\n3.2. Recrutement\nLe poste est pourvu, après un long débat.", ["3.2. Recrutement"]),
        ("1. Le rapport que la commission\nRecherche et Territoires a remis en mai.", []),  # the lines of a page are full
        (f"1. Le rapport a été remis.\n{WIDE}", []),
        (f"2. Les élus, qui\nsiègent au conseil, {WIDE}", []),
        (f"2. Vie associative\n2.1 Instances\n{WIDE}", ["2. Vie associative", "2.1 Instances"]),
        (f"Instances\n{LONG}\nÉquipe\n{LONG}", ["Instances", "Équipe"]),  # no line is broken to fit a page
        ("Dates\n\n2005 Création à Elbeuf\n2012 L'association rejoint le réseau", ["Dates"]),  # the years head items
        (f"Point financier\n{WIDE}", []),  # may be a sentence
        (f"JANVIER 2013\n{WIDE}", []),  # a date tells what follows it
    ],
)
def test_a_heading_right_above_its_text(source: str, headings: list[str]) -> None:
    reading = Reading.of(source)
    assert [reading.text[block.start : block.end] for block in reading.blocks if block.kind == "heading"] == headings


@pytest.mark.parametrize(("before", "after", "compound"), [("la recherche-", "action", True), ("l'asso-", "ciation", False)])
def test_compounds(before: str, after: str, compound: bool) -> None:
    assert is_compound(before, after) is compound


sources = st.text(alphabet=st.sampled_from("aé1.,-’'\u00a0\u00ad \n\n\r\t\f*[]()#|¹ﬁ2016 "), max_size=80)


@given(sources)
def test_every_character_knows_where_it_comes_from(source: str) -> None:
    reading = Reading.of(source)
    assert len(reading.offsets) == len(reading.text)
    assert all(0 <= offset < max(len(source), 1) for offset in reading.offsets)
    for character, offset in zip(reading.text, reading.offsets, strict=True):
        assert character in " \nfi'" or character == source[offset]


@given(sources)
def test_no_word_is_lost(source: str) -> None:
    kept = [c for c in Reading.of(source).text if c in "aé2016"]
    if "(" not in source and "ﬁ" not in source:
        assert len(kept) >= sum(c in "aé" for c in source)


@given(sources)
def test_blocks_are_in_order_and_cover_the_words(source: str) -> None:
    reading = Reading.of(source)
    position = 0
    for block in reading.blocks:
        assert block.kind in BLOCK_KINDS
        assert position <= block.start <= block.end <= len(reading.text)
        assert not reading.text[position : block.start].strip()
        position = block.end
    assert not reading.text[position:].strip()
