"""Sentences that a page break, running head or footnote cuts: found, and made whole."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from jalons.reading.blocks import BULLET, ENDED, Lines

_UNFINISHED: Final = re.compile(
    r"(?:^|[\s'’(«])(?:[ldnscjmtLDNSCJMT]|qu|jusqu|lorsqu|puisqu)['’]$"
    r"|(?:^|[\s'’(«])(?:de|du|des|le|la|les|un|une|à|au|aux|en|et|ou|ni|par|pour|dans|sur|sous|avec|sans|chez|vers|entre|dès|"
    r"depuis|avant|après|que|qui|dont|où|ce|cet|cette|ces|son|sa|ses|leur|leurs|notre|nos|n°|nᵒ|loi|décret|article|articles|"
    r"l'article|M\.|Mme|MM\.|jusqu'en|jusqu'au|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|"
    r"décembre|est|sont|a|ont|fut)$|,$",
    re.I,
)
"""No sentence or heading ends on these words: what comes after a break goes on with them."""
_FURTHEST: Final = 4
"""Lines that look like headings, and may be running heads, inside a cut sentence; notes and furniture may be many."""


def mended(blocks: Iterable[Lines], text: str) -> list[Lines]:
    """The blocks, each sentence that is cut by a page break, running head or footnote joined to its continuation."""
    result: list[Lines] = []
    for block in blocks:
        cut = _cut_before(result, block, text) if block.kind in ("paragraph", "heading") and not block.level else None
        if cut is None:
            result.append(block)
        else:
            cut.kind = "paragraph" if cut.kind == "heading" else cut.kind
            cut.lines += [*block.lines]
            cut.continuation.append(block.lines[0])
            cut.open = block.open
    return result


def _cut_before(blocks: list[Lines], block: Lines, text: str) -> Lines | None:
    """The paragraph that breaks off in mid-sentence where `block` goes on, with a few notes, heads or numbers after it."""
    start = text[slice(*block.lines[0])].lstrip()
    if BULLET.match(start):
        return None
    low = start[:1].islower()
    heads = 0
    short: Lines | None = None
    for back, candidate in enumerate(reversed(blocks)):
        if candidate.kind in ("paragraph", "item"):
            last = text[slice(*candidate.lines[-1])].rstrip()
            if ENDED.search(last) and not _UNFINISHED.search(last):
                return short
            page_break = back > 0 or "\f" in text[candidate.lines[-1][1] : block.lines[0][0]]
            goes_on = low or candidate.open or (page_break and _UNFINISHED.search(last))
            return candidate if goes_on else short
        heads += candidate.kind not in ("note", "furniture")
        if candidate.kind == "table" or heads > _FURTHEST or candidate.level:
            return short
        if candidate.kind == "heading" and low and short is None and _before_break(blocks, back, block, text):
            short = candidate
    return short


def _before_break(blocks: list[Lines], back: int, block: Lines, text: str) -> bool:
    """Whether a page ends after a short line: no heading stands there, but the first lines of a paragraph may."""
    later = (each for each in blocks[len(blocks) - back :] if each.kind != "note")
    following = next(later, block)
    return following.kind == "furniture" or "\f" in text[blocks[-1 - back].lines[-1][1] : following.lines[0][0]]
