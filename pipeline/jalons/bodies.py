"""The bodies that documents name, with what the lexicon knows of them: kind, parent, predecessors and successors, identifiers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from jalons.called import Called
from jalons.rules import load_lexicon


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation: its id, its usual name and, where the lexicon has it, its relations (ids) and identifiers.

    `successor_of` are the bodies that it replaced, `succeeded_by` those that replaced it; `ror` and `wikidata` are bare
    identifiers, `source` says where the row is from. All but id and name are empty for a body that the lexicon does not know.
    """

    id: str
    name: str
    kind: str = ""
    parent: str = ""
    successor_of: tuple[str, ...] = ()
    succeeded_by: tuple[str, ...] = ()
    wikidata: str = ""
    ror: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class NamedBody:
    """A body that a chronology's documents name: the names that they use, in order of appearance, and how often in all."""

    body: Body
    names: tuple[str, ...]
    mentions: int


@cache
def bodies() -> Mapping[str, Body]:
    """The organisations of the lexicon, by id.

    >>> bodies()["inrae"].successor_of, bodies()["inra"].succeeded_by
    (('inra', 'irstea'), ('inrae',))
    """
    rows = load_lexicon("organisations")
    after: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        for former in _ids(row.cells["successor_of"]):
            after[former].append(row.id)
    return {
        row.id: Body(
            row.id,
            row.name,
            row.cells["kind"],
            row.cells["parent"],
            _ids(row.cells["successor_of"]),
            tuple(after[row.id]),
            row.cells["wikidata"],
            row.cells["ror"],
            row.source,
        )
        for row in rows
    }


def named(called: Mapping[str, Called]) -> list[NamedBody]:
    """The bodies that documents name, by how each (by its id) calls them, in the order of their ids."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for told in called.values():
        for (label, body), wordings in told.items():
            if label == "ORG":
                names[body].update(wordings)
    known = bodies()
    return [
        NamedBody(known.get(each) or Body(each, next(iter(found))), tuple(found), found.total())
        for each, found in sorted(names.items())
    ]


def _ids(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)
