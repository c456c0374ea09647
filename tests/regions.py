"""The marked regions of README.md: `python tests/regions.py` writes them anew from `outputs/` and the floors of the scores.

A region stands between `<!-- name: … -->` and `<!-- end of name -->`.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
NAMES = {"ENTRIES": "entries (F1)", "PARTICIPANTS": "participants (F1)"}


def tables() -> dict[str, str]:
    """The Markdown table of each region, by the name of the region."""
    with (ROOT / "outputs" / "chronologie.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = [
            (f"`{row['date']}`", row["resume"], row["nature"], listed(row["organisations"]), listed(row["lois"]))
            for row in csv.DictReader(stream)
        ]
    floors = json.loads((ROOT / "tests" / "gold_floors.json").read_text(encoding="utf-8"))["floors"]
    first, everything = floors["histoire-alliss"], floors["all"]
    scores = [(NAMES.get(name, name), f"{first[name]:.3f}", f"{everything[name]:.3f}") for name in first]
    return {
        "excerpt": table(("date", "what happened", "kind", "organisations", "laws"), rows),
        "scores": table(("end to end F1", "histoire-alliss", "all five"), scores),
    }


def listed(cell: str) -> str:
    """The values of a cell of the dataset, with commas."""
    return ", ".join(value.strip() for value in cell.split("|") if value.strip())


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    return "".join(f"| {' | '.join(row)} |\n" for row in (head, ["---"] * len(head), *rows))


def renewed(page: str) -> str:
    """The page with each region from what the dataset and the floors say now; raises `ValueError` if a region is not in it."""
    for name, content in tables().items():
        region = re.compile(rf"(<!-- {name}:[^\n]*-->\n\n).*?(\n<!-- end of {name} -->)", re.S)
        if not region.search(page):
            raise ValueError(name)
        page = region.sub(lambda match, content=content: match[1] + content + match[2], page)
    return page


if __name__ == "__main__":
    README.write_text(renewed(README.read_text(encoding="utf-8")), encoding="utf-8")
