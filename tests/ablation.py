"""What the scores owe to the lexicons: gold documents scored without the rows of bodies, schemes and events that they name.

    python tests/ablation.py [GOLD...]      (by default corpus/gold and tests/gold)

Three runs: all rows; without the rows whose names stand in the gold documents and in no document of tests/heldout; without any
row whose names stand in the gold documents. Where a row is gone, its id is the grammar's: values are compared by grouping.
"""

from __future__ import annotations

import csv
import shutil
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import jalons.rules
from jalons import gold
from jalons.components.shapes import lower_heads
from jalons.gazetteer import Gazetteer, Name
from jalons.rules import load_lexicon, models_folder
from jalons.scoring import Counts

ROOT = Path(__file__).resolve().parents[1]
LEXICONS = ("organisations", "programmes", "events")
LABELS = ("ORG", "PROGRAMME", "EVENT")


def named_rows(paths: Iterable[Path]) -> set[tuple[str, str]]:
    """The rows (lexicon, id) of which a name stands in one of the gold documents."""
    texts = [gold.load(path).document.text for path in gold.find(paths)]
    found = set()
    for lexicon in LEXICONS:
        names = [Name(written, row.id, lexicon) for row in load_lexicon(lexicon) for written in row.names]
        gazetteer = Gazetteer.of(names, lower_heads=lower_heads())
        found |= {(lexicon, match.name.id) for text in texts for match in gazetteer.find(text)}
    return found


def scores_without(rows: set[tuple[str, str]], paths: list[Path]) -> dict[str, Counts]:
    """The scores of the gold documents by label, with a copy of the models that lacks the rows; changes this process for good."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "models"
        shutil.copytree(models_folder(), copy)
        for lexicon in LEXICONS:
            _cut(copy / "lexicons" / f"{lexicon}.csv", {each for name, each in rows if name == lexicon})
        jalons.rules.models_folder = lambda: copy
        load_lexicon.cache_clear()
        return dict(jalons.evaluate(paths).total)


def _cut(path: Path, ids: set[str]) -> None:
    with path.open(encoding="utf-8", newline="") as stream:
        head, *lines = csv.reader(stream)
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([head, *(line for line in lines if line[0] not in ids)])


def main(arguments: list[str]) -> None:
    paths = [Path(each) for each in arguments] or [ROOT / "corpus" / "gold", ROOT / "tests" / "gold"]
    named = named_rows(paths)
    runs = {
        "all rows": set[tuple[str, str]](),
        "without what only these documents name": named - named_rows([ROOT / "tests" / "heldout"]),
        "without all that they name": named,
    }
    for title, rows in runs.items():
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            counts = pool.submit(scores_without, rows, paths).result()
        print(f"{title} ({len(rows)} rows taken out)")
        for label in LABELS:
            each = counts[label]
            print(f"  {label:10} F1 {each.f1 or 0:.3f}  strict {each.strict or 0:.3f}  end to end {each.end_to_end or 0:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
