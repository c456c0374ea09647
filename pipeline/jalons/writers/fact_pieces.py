"""What the files say of single facts: rendered once, and remembered from one run to the next."""

from __future__ import annotations

import hashlib
import marshal
from array import array
from collections.abc import Callable, Mapping
from itertools import accumulate, pairwise
from typing import Final

from jalons.files import Bytes, encoded
from jalons.fuzzydate import FuzzyDate
from jalons.indented import indented
from jalons.tables import FACTS, SOURCES
from jalons.told import Told


def _page(each: Told) -> str:
    from jalons.writers.html.facts import rendered  # which loads the page

    return rendered(each.fact)


FACT_PARTS: Final[Mapping[str, Callable[[Told], str]]] = {
    "json": lambda each: indented(each.fact.to_dict(), 1),
    "row": lambda each: FACTS.lines([each.fact]),
    "sources": lambda each: SOURCES.lines(each.roles()),
    "page": _page,
}
"""By name: a fact's object in the JSON, its row, the rows of its entries, its object on the page."""
_WIDTH: Final = 16
"""The bytes of a key."""


class FactMemory:
    """The parts of facts, under a hash of all that decides them; `packed` keeps those asked for since it was made."""

    def __init__(self, sections: Mapping[str, Bytes] | None = None) -> None:
        """The memory that was `packed` into these sections, or an empty one."""
        sections = sections or {"keys": b"", "lengths": b"", "parts": b""}
        keys, parts = bytes(sections["keys"]), memoryview(sections["parts"])
        cut = (parts[start:end] for start, end in pairwise(accumulate(array("Q", bytes(sections["lengths"])), initial=0)))
        rows = zip(*[cut] * len(FACT_PARTS), strict=True)
        self._known = {keys[i * _WIDTH : (i + 1) * _WIDTH]: row for i, row in enumerate(rows)}
        self._used: dict[bytes, tuple[Bytes, ...]] = {}

    def parts(self, each: Told) -> dict[str, Bytes]:
        """The parts of a fact in UTF-8, by their names."""
        key = _key(each)
        if key not in self._used:
            known = self._known.get(key)
            self._used[key] = known or tuple(encoded(render(each)) for render in FACT_PARTS.values())
        return dict(zip(FACT_PARTS, self._used[key], strict=True))

    def packed(self) -> dict[str, bytes]:
        """What the next run is to know, as sections of bytes."""
        parts = [part for row in self._used.values() for part in row]
        return {"keys": b"".join(self._used), "lengths": array("Q", map(len, parts)).tobytes(), "parts": b"".join(parts)}


def _key(each: Told) -> bytes:
    fact = each.fact
    told = (
        *(fact.id, _edtf(fact.date), fact.summary, fact.kind, fact.entries, fact.documents, fact.reasons),
        *(tuple(fact.participants.items()), [(_edtf(date), ids) for date, ids in fact.others]),
        *([entry.document for entry in each.entries], [_edtf(entry.date) for entry in each.entries]),
    )
    return hashlib.sha256(marshal.dumps(told, 2)).digest()[:_WIDTH]  # version 2: equal values, equal bytes


def _edtf(date: FuzzyDate | None) -> str:
    return date.edtf if date else ""
