"""What merging costs as an archive grows: pairs of entries compared, counted rather than timed."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise
from math import log

import pytest
from conftest import told

from jalons.merging import comparing, contrary, merge
from jalons.types import Chronology

SIZES = (500, 1000, 2000)
TOLERANCE = 1.1
"""Blocks fill up to their window: until they are full the growth is a little more."""
_SYLLABLES = "ba bo ca co da do fa fo ga go la lo ma mo na no pa po ra ro sa so ta to va vo".split()


def word(number: int) -> str:
    """A word that nobody uses, the same for the same number."""
    draw = random.Random(number)
    return "".join(draw.choices(_SYLLABLES, k=5))


def an_archive(entries: int) -> list[Chronology]:
    """Documents of ten facts each, every fact told by two documents, in words some of which others use in the same month."""
    draw, documents = random.Random(entries), []
    facts = [
        (f"{draw.randint(2014, 2015)}-{draw.randint(1, 12):02}", f"La {word(n)} {word(draw.randrange(8))} ouvre {word(-n)}.")
        for n in range(entries // 2)
    ]
    for number in range(entries // 10):
        chosen = [facts[(number * 5 + place) % len(facts)] for place in range(10)]
        documents.append(told(f"d{number}", *chosen))
    return documents


def one_story(entries: int) -> list[Chronology]:
    """Documents that all tell the same two facts: every entry shares every key with half of the others."""
    return [
        told(f"d{n}", ("2014-11", "L'école dépose ses statuts."), ("2014-12", "Le musée ouvre ses portes."))
        for n in range(entries // 2)
    ]


def one_day(entries: int) -> list[Chronology]:
    """As many facts of one day, in words that differ."""
    return [
        told(f"d{n}", *((("2014-11-03", f"La {word(n * 10 + m)} ouvre {word(-n * 10 - m)}.")) for m in range(10)))
        for n in range(entries // 10)
    ]


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many times two entries have been compared, as the only item of a list."""
    count = [0]

    def counting(compare: Callable[..., object]) -> Callable[..., object]:
        def counted(*arguments: object, **more: object) -> object:
            count[0] += 1
            return compare(*arguments, **more)

        return counted

    for place in (comparing, contrary):
        monkeypatch.setattr(place, "score", counting(place.score))
    return count


@pytest.mark.slow
@pytest.mark.parametrize("archive", [an_archive, one_story, one_day])
def test_comparisons_grow_as_n_log_n(archive: Callable[[int], list[Chronology]], compared: list[int]) -> None:
    counts = []
    for size in SIZES:
        compared[0] = 0
        merge(archive(size))
        counts.append(compared[0])
    assert counts[0]
    for (size, count), (larger, more) in pairwise(zip(SIZES, counts, strict=True)):
        assert more / count <= TOLERANCE * larger * log(larger) / (size * log(size)), counts
