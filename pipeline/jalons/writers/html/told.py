"""What a chronology tells, fact by fact: the passages of each, the dates that contradict its own, what a person corrected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jalons.fuzzydate import FuzzyDate
from jalons.types import Chronology, Entry


@dataclass(frozen=True, slots=True)
class Told:
    """A fact: its `entries`, the one that gives its date first; `others` are contrary dates with the ids of their entries.

    `reasons` say why the entries are one fact, `corrections` what a person changed, both in French.
    """

    date: FuzzyDate | None
    summary: str
    kind: str
    participants: Mapping[str, tuple[str, ...]]
    entries: tuple[Entry, ...]
    others: tuple[tuple[FuzzyDate, tuple[str, ...]], ...] = ()
    reasons: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()


def told(chronology: Chronology) -> Iterator[Told]:
    """The facts in the order of their dates; where entries are not joined into facts, each is one."""
    corrections = _corrections(chronology)
    by_id = {entry.id: entry for entry in chronology.entries}
    # Facts and corrections are there once documents have been merged.
    for fact in getattr(chronology, "facts", ()) or map(_alone, chronology.entries):
        entries = tuple(by_id[name] for name in fact.entries)
        yield Told(
            date=fact.date,
            summary=fact.summary,
            kind=fact.kind,
            participants=fact.participants,
            entries=entries,
            others=fact.others,
            reasons=fact.reasons,
            corrections=tuple(words for entry in entries for words in corrections.get(entry.id, ())),
        )


@dataclass(frozen=True, slots=True)
class _Alone:
    """An entry as the only one of its fact."""

    date: FuzzyDate | None
    summary: str
    kind: str
    participants: Mapping[str, tuple[str, ...]]
    entries: tuple[str, ...]
    others: tuple[tuple[FuzzyDate, tuple[str, ...]], ...] = ()
    reasons: tuple[str, ...] = ()


def _alone(entry: Entry) -> _Alone:
    return _Alone(entry.date, entry.summary, entry.kind, entry.participants, (entry.id,))


def _corrections(chronology: Chronology) -> dict[str, list[str]]:
    """What was applied to each entry: the action, its value, who, when and why."""
    found: dict[str, list[str]] = defaultdict(list)
    outcomes: tuple[Any, ...] = getattr(chronology, "corrections", ())
    for outcome in outcomes:
        row = outcome.correction
        if outcome.state == "appliquée":
            value = f" : {row.value}" if row.value else ""
            found[row.target].append(f"{row.action}{value} ({row.author}, {row.day}) — {row.reason}")
    return found
