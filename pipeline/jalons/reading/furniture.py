"""Running headers, footers and page numbers: lines that a page repeats and that belong to no sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

_PAGE_NUMBER: Final = re.compile(
    r"\s*(?:[-–—]?\s*(?:page\s+|p\.\s*)?(?P<page>\d{1,4})(?:\s*(?:/|sur)\s*(?P<pages>\d{1,4}))?\s*[-–—]?|[-=_*~]{3,})\s*", re.I
)

_EDGE: Final = 3
"""How many lines at the head and foot of a page can be furniture."""
_TELLING: Final = 10
"""Letters that a running head has at least, to be known by two pages."""
_LONGEST: Final = 160
"""Characters of a running header or footer at most."""


def is_page_number(line: str) -> bool:
    """Whether a line is a page number or a rule and nothing else; `31/10` is none, as no page comes after the last.

    >>> is_page_number("- 3 -"), is_page_number("Page 2 sur 10"), is_page_number("31/10")
    (True, True, False)
    """
    match = _PAGE_NUMBER.fullmatch(line)
    return match is not None and (match["pages"] is None or int(match["page"]) <= int(match["pages"]))


def masked(line: str) -> str:
    """A line as it stands on every page: white space and numbers made one.

    >>> masked("Rapport  annuel – page 12")
    'rapport annuel – page #'
    """
    return re.sub(r"\d+", "#", " ".join(line.split()).lower())


def recurring(edges: Sequence[Sequence[str]]) -> set[str]:
    """What recurs, masked, among the lines at one edge (head or foot) of the pages.

    On two pages of two or three; of more, left and right pages and chapters may have heads of their own, and three are enough,
    or two that are near and hold a number, as the heads of a short chapter do.
    """
    places: dict[str, list[int]] = {}
    for number, page in enumerate(edges):
        for line in {masked(line) for line in page if len(line) <= _LONGEST}:
            places.setdefault(line, []).append(number)
    least = max(2, min(3, len(edges) // 3))
    return {line for line, pages in places.items() if _recurs(line, pages, least)}


def _recurs(line: str, pages: Sequence[int], least: int) -> bool:
    letters = sum(map(str.isalpha, line))
    if len(pages) >= least:
        return letters > 0 or "#" in line
    near = any(after - before <= 2 for before, after in pairwise(pages))
    return near and "#" in line and letters >= _TELLING


def recurring_lines(lines: Sequence[str], breaks: Sequence[bool]) -> set[int]:
    """The numbers of the lines of a plain text that are running heads; `breaks` tells after which lines a page ends.

    Where no form feed marks the pages, a line on its own beside a page number is at the edge of one.
    """
    filled = [i for i, line in enumerate(lines) if line.strip()]
    pages = _edges_by_breaks(filled, breaks) if any(breaks) else _edges_by_numbers(filled, lines)
    found = set()
    for edge in zip(*pages, strict=True):
        heads = recurring([[lines[i] for i in numbers] for numbers in edge])
        found |= {i for numbers in edge for i in numbers if masked(lines[i]) in heads}
    return found


Edges = tuple[Sequence[int], Sequence[int]]
"""The numbers of the lines at the head and at the foot of a page."""


def _edges_by_breaks(filled: Sequence[int], breaks: Sequence[bool]) -> list[Edges]:
    """The first and last lines of each page, where its ends are known."""
    pages: list[list[int]] = [[]]
    previous = 0
    for i in filled:
        if any(breaks[previous:i]) and pages[-1]:
            pages.append([])
        pages[-1].append(i)
        previous = i
    return [(page[:_EDGE], page[max(_EDGE, len(page) - _EDGE) :]) for page in pages]


def _edges_by_numbers(filled: Sequence[int], lines: Sequence[str]) -> list[Edges]:
    """The lines on their own before and after each line that is a page number."""
    pages: list[Edges] = []
    for place, i in enumerate(filled):
        if is_page_number(lines[i]) and any(map(str.isdigit, lines[i])):
            before, after = filled[max(0, place - 2) : place], filled[place + 1 : place + 3]
            pages.append(([j for j in before if _alone(j, lines)], [j for j in after if _alone(j, lines)]))
    return pages


def _alone(i: int, lines: Sequence[str]) -> bool:
    before, after = lines[i - 1] if i else "", lines[i + 1] if i + 1 < len(lines) else ""
    return all(not line.strip() or is_page_number(line) for line in (before, after))
