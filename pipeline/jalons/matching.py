"""Who is paired with whom: ranges of gold with ranges of predictions, gold ids with predicted ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Final, Protocol, TypeVar

from jalons.rules import load_lexicon, models_folder

_LEXICONS: Final = {"ORG": "organisations", "PROGRAMME": "programmes"}
"""The labels whose ids are compared by grouping, and the lexicons whose ids are not."""


class Ranged(Protocol):
    """Anything with a range of source offsets, end exclusive."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Marked(Protocol):
    """Gold that may be optional."""

    @property
    def optional(self) -> bool: ...


G = TypeVar("G", bound=Ranged)
P = TypeVar("P", bound=Ranged)
M = TypeVar("M", bound=Marked)


def overlap(one: Ranged, other: Ranged) -> int:
    """The number of characters that two ranges share; negative or 0 if none."""
    return min(one.end, other.end) - max(one.start, other.start)


def half_overlaps(one: Ranged, other: Ranged) -> bool:
    """Whether two ranges share at least half of the shorter one."""
    shared = overlap(one, other)
    return shared > 0 and 2 * shared >= min(one.end - one.start, other.end - other.start)


def match(gold: Sequence[G], found: Sequence[P], accept: Callable[[G, P], bool]) -> list[tuple[int, int]]:
    """One-to-one pairs (index in `gold`, index in `found`) that `accept` allows, in the order of `gold`.

    The pair with the largest overlap is taken first; of equals, the one with the shorter prediction.
    """
    candidates = sorted(
        (-overlap(g, p), p.end - p.start, i, j) for i, g in enumerate(gold) for j, p in enumerate(found) if accept(g, p)
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in candidates:
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return sorted(pairs.items())


def split(items: Iterable[M]) -> tuple[list[M], list[M]]:
    """Required and optional gold."""
    items = list(items)
    return [g for g in items if not g.optional], [g for g in items if g.optional]


def ignored(
    optional: Sequence[G], found: Sequence[P], pairs: Sequence[tuple[int, int]], accept: Callable[[G, P], bool]
) -> set[int]:
    """The predictions that match nothing required but something optional."""
    used = {j for _, j in pairs}
    return {j for j, p in enumerate(found) if j not in used and any(accept(g, p) for g in optional)}


def left(gold: Sequence[G], found: Sequence[P], pairs: Sequence[tuple[int, int]], ignored: set[int]) -> tuple[list[G], list[P]]:
    """Gold without a partner, and predictions without one that count."""
    matched, used = {i for i, _ in pairs}, {j for _, j in pairs} | ignored
    return [g for i, g in enumerate(gold) if i not in matched], [p for j, p in enumerate(found) if j not in used]


def value_test(label: str, pairs: Sequence[tuple[str, str]]) -> Callable[[str, str], bool]:
    """The test of a predicted value against a gold one; `pairs` are the (gold, predicted) values of the lenient matches."""
    partners = _partners(label, pairs)
    return lambda gold, found: partners[gold] == found if gold in partners else gold == found


def _partners(label: str, pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The predicted id that stands for each gold id that is compared by grouping."""
    known = {gold for gold, _ in pairs if not _grouped(label, gold)}
    taken = {found for gold, found in pairs if gold in known and gold == found}
    counts = Counter((gold, found) for gold, found in pairs if gold not in known and found)
    order = sorted(counts, key=lambda pair: (-counts[pair], pair[0] != pair[1], pairs.index(pair)))
    partners: dict[str, str] = {}
    for gold, found in order:
        if gold not in partners and found not in taken:
            partners[gold] = found
            taken.add(found)
    return partners


def _grouped(label: str, norm: str) -> bool:
    """Whether an id of the gold is compared by grouping, not as a string."""
    if label == "LAW":
        return ":" not in norm and not norm.startswith("code-")
    return label in _LEXICONS and norm not in _lexicon_ids(_LEXICONS[label])


@cache
def _lexicon_ids(name: str) -> frozenset[str]:
    if not (models_folder() / "lexicons" / f"{name}.csv").is_file():
        return frozenset()
    return frozenset(row.id for row in load_lexicon(name))
