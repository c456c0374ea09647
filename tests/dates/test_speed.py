"""Cost: linear in the text, whatever is in it. Ratios of processor time only; each time is the least of three."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest

from jalons.dates import find

UNDATED = [
    *"1 0 a x ( . - \n e".split(" "),
    " ",
    "\xa0",
    "\ue001",
    "du 1 au ",
    "123 ",
    "1 ",
    "1/",
    "1-",
    "06 ",
    "5, ",
    "12 et ",
    "n° ",
    "isbn ",
]
UNDATED += [
    "il y a ",
    "deux ans ",
    "deux mille ",
    "quatre-vingt-",
    "XIX",
    "lundi le ",
    "fin de la ",
    "cette ",
    "tous les ",
    "l'",
    "mot ",
]
DATED = [
    "2016 ",
    "le 3 mars, ",
    "janvier ",
    "de 2016 à ",
    "entre 2016 et ",
    "hier ",
    "2016-",
    "mars ait ",
    "la veille ",
    "T1 2021 ",
]
_PLAIN = re.compile(r"\w+|\W")


def seconds(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(3):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def repeated(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]


@pytest.mark.parametrize("piece", [*UNDATED, *DATED])
def test_cost_is_linear(piece: str) -> None:
    """Eight times the text takes about eight times as long: sixty-four would be quadratic."""
    short, long = repeated(piece, 5_000), repeated(piece, 40_000)
    assert seconds(lambda: find(long)) < 24 * seconds(lambda: find(short))


@pytest.mark.parametrize("piece", UNDATED)
def test_a_text_without_dates_costs_little_more_than_cutting_it_into_words(piece: str) -> None:
    """A text of nothing but numerals in letters is the dearest, at some forty-five times; plain words cost twice."""
    text = repeated(piece, 100_000)
    assert seconds(lambda: find(text)) < 120 * seconds(lambda: _PLAIN.findall(text))
