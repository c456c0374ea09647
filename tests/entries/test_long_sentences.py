"""Cost: linear in the text, whatever its sentences hold. Ratios of processor time only."""

from __future__ import annotations

import time

import pytest
from spacy.language import Language

from jalons import Document, extract

TEXTS = [
    "En 2021, ",
    "Fondée en 2002 par A, ",
    "celle du 3 octobre ",
    "l'Inra (devenu INRAE en 2020) ",
    "« en 1985 ",
    "; le 3 mai, ",
    "que la ville a fondé en 2012, ",
    "et puis en 1998 ",
    "l'usine ferme en ",
    "2012 L'association rejoint le réseau\n",
]
SHORT = 6_000
TIMES = 3
MOST = 2
"""How many times dearer a character may be in the longer text: a quadratic cost would make it three times."""


def seconds(text: str, nlp: Language) -> float:
    start = time.process_time()
    extract(Document.from_text(text, id="x", reference_date="2023-05-01"), nlp=nlp)
    return time.process_time() - start


@pytest.mark.slow
@pytest.mark.parametrize("part", TEXTS)
def test_a_long_sentence_costs_its_length(part: str, nlp: Language) -> None:
    short = (part * SHORT)[:SHORT]
    seconds(part * 40, nlp)
    assert seconds(short * TIMES, nlp) < MOST * TIMES * seconds(short, nlp)
