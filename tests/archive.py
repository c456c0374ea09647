"""An archive of any size that is no archive: documents made of paragraphs of the development texts, drawn at random.

Each document is moved by some years, so that it does not tell what all the others tell.

    python tests/archive.py FOLDER 1000

Whatever is measured on it says what machines do, nothing about other texts.
"""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
YEAR = re.compile(r"(?<![\d-])(?:19|20)\d\d(?![\d-])")
MOST_YEARS = 100


def write_archive(folder: Path, *, documents: int, paragraphs: int = 24, seed: int = 0) -> Path:
    """Writes so many documents of so many paragraphs, no two alike, into a folder with a table; gives the folder."""
    texts = sorted([*ROOT.glob("corpus/texts/*.txt"), *ROOT.glob("tests/gold/*.txt")])
    pool = [part for text in texts for part in text.read_text(encoding="utf-8").split("\n\n") if part.strip()]
    draw = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    rows = ["id,file,title,reference_date"]
    for number in range(documents):
        name = f"dossier-{number:05}"
        text = "\n\n".join([f"Dossier {number}", *draw.sample(pool, min(paragraphs, len(pool)))])
        moved, written = draw.randrange(MOST_YEARS), draw.randint(2005, 2024)
        (folder / f"{name}.txt").write_text(_earlier(text, moved) + "\n", encoding="utf-8")
        rows.append(f"{name},{name}.txt,,{written - moved}")
    (folder / "documents.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


def _earlier(text: str, years: int) -> str:
    """A text with its years, but for those of numbers such as `2013-660`, so many earlier."""
    return YEAR.sub(lambda match: str(int(match[0]) - years), text)


if __name__ == "__main__":
    write_archive(Path(sys.argv[1]), documents=int(sys.argv[2]))
