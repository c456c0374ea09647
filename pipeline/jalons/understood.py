"""What was understood of a document: metadata, structure and what was left out, as plain values."""

from __future__ import annotations

from typing import Any

from jalons.types import Document


def understood(document: Document) -> dict[str, Any]:
    """The metadata with their origin, the blocks in reading order with their source ranges, pages and sections, and removals.

    All offsets count in `document.text`; `notices` (French) tell what the reader did not take into that text.
    """
    reading = document.reading
    blocks = []
    for block in reading.blocks:
        if block.start == block.end:
            continue
        start, end = reading.to_source(block.start, block.end)
        place = {"start": start, "end": end, "page": document.page(start), "section": document.section(start)}
        blocks.append({"kind": block.kind, "level": block.level, **place, "text": reading.text[block.start : block.end]})
    date = document.reference_date
    return {
        "id": document.id,
        "source": document.source,
        "sha256": document.sha256,
        "title": document.title,
        "reference_date": date.edtf if date else None,
        "reference_origin": document.reference_origin,
        "metadata": {name: {"value": each.value, "origin": each.origin} for name, each in document.metadata.items()},
        "pages": len(document.pages) or None,
        "characters": len(document.text),
        "blocks": blocks,
        "removed": [
            {"start": each.start, "end": each.end, "reason": each.reason, "text": document.text[each.start : each.end]}
            for each in reading.removed
        ],
        "notices": list(document.notices),
    }
