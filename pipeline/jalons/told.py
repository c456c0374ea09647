"""What a chronology tells, fact by fact: its passages, and what a person corrected in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from jalons.corrections.table import APPLIED
from jalons.types import PARTICIPANTS, Chronology, Entry, Fact


class Told(NamedTuple):
    """A fact, its entries (the one that gives its date first), and the corrections made to them, in French."""

    fact: Fact
    entries: tuple[Entry, ...]
    corrections: tuple[str, ...]

    def roles(self) -> Iterator[tuple[Fact, Entry, str]]:
        """Each entry with its fact and its part in it: it gives the date, agrees or contradicts."""
        contrary = {identifier for _, others in self.fact.others for identifier in others}
        for entry in self.entries:
            part = "date" if entry is self.entries[0] else "contredit" if entry.id in contrary else "confirme"
            yield self.fact, entry, part


def told(chronology: Chronology) -> Iterator[Told]:
    """The facts in the order of their dates; where entries are not joined into facts, each is one."""
    corrections = _corrections(chronology)
    by_id = {entry.id: entry for entry in chronology.entries}
    for fact in chronology.facts or map(alone, chronology.entries):
        made = tuple(words for name in fact.entries for words in corrections.get(name, ())) if corrections else ()
        yield Told(fact, tuple([by_id[name] for name in fact.entries]), made)


def alone(entry: Entry, *, id: str = "") -> Fact:
    """The fact of an entry that no other tells; its id is that of the entry if it is not given."""
    return Fact(
        id=id or entry.id,
        date=entry.date,
        summary=entry.summary,
        kind=entry.kind,
        entries=(entry.id,),
        documents=(entry.document,),
        participants={name: entry.participants.get(name, ()) for name in PARTICIPANTS},
    )


def _corrections(chronology: Chronology) -> dict[str, list[str]]:
    """What was applied to each entry: the action, its value, who, when and why."""
    found: dict[str, list[str]] = defaultdict(list)
    for outcome in chronology.corrections:
        row = outcome.correction
        if outcome.state == APPLIED:
            value = f" : {row.value}" if row.value else ""
            found[row.target].append(f"{row.action}{value} ({row.author}, {row.day}) — {row.reason}")
    return found
