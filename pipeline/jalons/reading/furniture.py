"""Running headers, footers and page numbers: lines that a page repeats and that belong to no sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

PAGE_NUMBER: Final = re.compile(
    r"\s*(?:[-–—]?\s*(?:page\s+|p\.\s*)?\d{1,4}(?:\s*(?:/|sur)\s*\d{1,4})?\s*[-–—]?|[-=_*~]{3,})\s*", re.I
)
"""A line that is a page number or a rule and nothing else."""

_EDGE: Final = 3
"""How many lines at the head and foot of a page can be furniture."""
_LONGEST: Final = 160
"""Characters of a running header or footer at most."""


def masked(line: str) -> str:
    """A line as it stands on every page: white space and numbers made one.

    >>> masked("Rapport  annuel – page 12")
    'rapport annuel – page #'
    """
    return re.sub(r"\d+", "#", " ".join(line.split()).lower())


def recurring(pages: Sequence[Sequence[str]]) -> set[str]:
    """What recurs, masked, among the edge lines of the pages: on two pages of two or three, on a third of more.

    Left and right pages, and chapters, may have heads of their own: a third of the pages, or three in all, is enough.
    """
    counts = Counter(line for page in pages for line in {masked(line) for line in page if len(line) <= _LONGEST})
    least = max(2, min(3, len(pages) // 3))
    return {line for line, count in counts.items() if count >= least and any(map(str.isalnum, line))}


def recurring_lines(lines: Sequence[str], breaks: Sequence[bool]) -> set[int]:
    """The numbers of the lines of a plain text that are running heads; `breaks` tells after which lines a page ends.

    Where no form feed marks the pages, a line on its own beside a page number is at the edge of one.
    """
    filled = [i for i, line in enumerate(lines) if line.strip()]
    edges = _edges_by_breaks(filled, breaks) if any(breaks) else _edges_by_numbers(filled, lines)
    heads = recurring([[lines[i] for i in page] for page in edges])
    return {i for page in edges for i in page if masked(lines[i]) in heads}


def _edges_by_breaks(filled: Sequence[int], breaks: Sequence[bool]) -> list[list[int]]:
    """The numbers of the first and last lines of each page."""
    pages: list[list[int]] = [[]]
    previous = -1
    for i in filled:
        if any(breaks[max(previous, 0) : i]) and pages[-1]:
            pages.append([])
        pages[-1].append(i)
        previous = i
    return [page if len(page) <= 2 * _EDGE else [*page[:_EDGE], *page[-_EDGE:]] for page in pages]


def _edges_by_numbers(filled: Sequence[int], lines: Sequence[str]) -> list[list[int]]:
    """For each line that is a page number, the lines on their own beside it."""
    edges = []
    for place, i in enumerate(filled):
        if PAGE_NUMBER.fullmatch(lines[i]) and any(map(str.isdigit, lines[i])):
            near = [*filled[max(0, place - 2) : place], *filled[place + 1 : place + 3]]
            edges.append([j for j in near if _alone(j, lines)])
    return edges


def _alone(i: int, lines: Sequence[str]) -> bool:
    before, after = lines[i - 1] if i else "", lines[i + 1] if i + 1 < len(lines) else ""
    return all(not line.strip() or bool(PAGE_NUMBER.fullmatch(line)) for line in (before, after))
