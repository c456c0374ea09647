"""What a rebuild changed: two published datasets compared, entry by entry."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from jalons.dataset import Dataset, Item
from jalons.folding import plain
from jalons.gazetteer import key_of
from jalons.wording import PARTICIPANT_HEADS

CHANGES: Final = {
    "date": "redatée",
    "summary": "reformulée",
    "participants": "reliée",
    "kind": "d'une autre nature",
    "quote": "au passage changé",
}
"""What can change in an entry, and how readers are told."""
_COMMON: Final = 24
"""A word that more entries of a document use helps to find none of them."""
_ALIKE: Final = 0.5
"""The share of words that two passages must have in common for one to be the other, changed."""


@dataclass(frozen=True, slots=True)
class Changed:
    """An entry that is in both datasets, and what of it changed: before and after by the names of `CHANGES`."""

    old: Item
    new: Item
    changes: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True)
class Differences:
    """What differs between two datasets.

    `joined` and `parted` are ids of entries that have become one fact, or several; `mentions` counts those added, gone and with
    another value by label.
    """

    documents_added: tuple[str, ...]
    documents_gone: tuple[str, ...]
    added: tuple[Item, ...]
    gone: tuple[Item, ...]
    changed: tuple[Changed, ...]
    joined: tuple[tuple[str, ...], ...]
    parted: tuple[tuple[str, ...], ...]
    mentions: Mapping[str, tuple[int, int, int]]

    def to_dict(self) -> dict[str, Any]:
        """The differences for machines."""
        return {
            "documents": {"added": list(self.documents_added), "gone": list(self.documents_gone)},
            "entries": {
                "added": [_brief(entry) for entry in self.added],
                "gone": [_brief(entry) for entry in self.gone],
                "changed": [
                    {"id": each.new["id"], "old_id": each.old["id"], "document": each.new["document"]}
                    | {"changes": {name: list(pair) for name, pair in each.changes.items()}}
                    for each in self.changed
                ],
            },
            "facts": {"joined": [list(ids) for ids in self.joined], "parted": [list(ids) for ids in self.parted]},
            "mentions": {
                label: dict(zip(("added", "gone", "changed"), counts, strict=True)) for label, counts in self.mentions.items()
            },
        }

    def lines(self) -> Iterator[str]:
        """The differences for people, in French."""
        yield from (f"Document ajouté : {name}" for name in self.documents_added)
        yield from (f"Document retiré : {name}" for name in self.documents_gone)
        yield from (f"Entrée ajoutée : {_said(entry)}" for entry in self.added)
        yield from (f"Entrée disparue : {_said(entry)}" for entry in self.gone)
        for each in self.changed:
            for name, pair in each.changes.items():
                yield f"Entrée {CHANGES[name]} : {_change(name, *pair)} ({_said(each.new)})"
        yield from (f"Réunies en un fait : {', '.join(ids)}" for ids in self.joined)
        yield from (f"Séparées en plusieurs faits : {', '.join(ids)}" for ids in self.parted)
        for label, (added, gone, changed) in self.mentions.items():
            yield f"Mentions {label} : {added} de plus, {gone} de moins, {changed} d'une autre valeur"
        yield self._total()

    def _total(self) -> str:
        kinds = Counter(name for each in self.changed for name in each.changes)
        counts = {"ajoutée": len(self.added), "disparue": len(self.gone)} | {head: kinds[name] for name, head in CHANGES.items()}
        told = ", ".join(f"{count} {head}" for head, count in counts.items() if count)
        return f"Entrées : {told}." if told else "Les entrées sont les mêmes." if any(vars(self).values()) else "Rien n'a changé."


def compare(old: Dataset, new: Dataset) -> Differences:
    """What changed from `old` to `new`. An entry whose id is gone is looked for in its document by its words."""
    pairs = [(old.entries[name], new.entries[name]) for name in old.entries if name in new.entries]
    gone = [entry for name, entry in old.entries.items() if name not in new.entries]
    added = [entry for name, entry in new.entries.items() if name not in old.entries]
    moved = list(_moved(gone, added))
    lost, found = {a["id"] for a, _ in moved}, {b["id"] for _, b in moved}
    renamed = {a["id"]: b["id"] for a, b in (*pairs, *moved)}
    before = {renamed[name]: fact["id"] for name, fact in old.fact_of.items() if name in renamed}
    after = {name: fact["id"] for name, fact in new.fact_of.items() if name in before}
    return Differences(
        documents_added=tuple(name for name in new.documents if name not in old.documents),
        documents_gone=tuple(name for name in old.documents if name not in new.documents),
        added=tuple(entry for entry in added if entry["id"] not in found),
        gone=tuple(entry for entry in gone if entry["id"] not in lost),
        changed=tuple(Changed(a, b, changes) for a, b in (*pairs, *moved) if (changes := _changes(a, b))),
        joined=_split(after, before),
        parted=_split(before, after),
        mentions=_mentions(old, new),
    )


def _moved(gone: list[Item], added: list[Item]) -> Iterator[tuple[Item, Item]]:
    """Entries whose passage changed, paired with what they became: the most alike first, each at most once."""
    index: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    words = [set(key_of(entry["quote"])) for entry in added]
    for place, entry in enumerate(added):
        for word in words[place]:
            index[entry["document"], word].append(place)
    scored = []
    for position, entry in enumerate(gone):
        mine = set(key_of(entry["quote"]))
        blocks = [index.get((entry["document"], word), []) for word in mine]
        near = {place for block in blocks if len(block) <= _COMMON for place in block}
        scored += [(-len(mine & words[place]) / len(mine | words[place]), position, place) for place in near]
    taken: set[int] = set()
    used: set[int] = set()
    for score, position, place in sorted(scored):
        if -score >= _ALIKE and position not in taken and place not in used:
            taken.add(position)
            used.add(place)
            yield gone[position], added[place]


def _changes(old: Item, new: Item) -> dict[str, tuple[Any, Any]]:
    changes = {name: (old[name], new[name]) for name in ("date", "summary", "kind") if old[name] != new[name]}
    before, after = _participants(old), _participants(new)
    if before != after:
        changes["participants"] = (sorted(before - after), sorted(after - before))
    said = plain(old["quote"]), plain(new["quote"])
    return changes | ({"quote": said} if said[0] != said[1] else {})


def _participants(entry: Item) -> set[str]:
    return {f"{head} : {value}" for name, (head, _) in PARTICIPANT_HEADS.items() for value in entry[name]}


def _split(whole: Mapping[str, str], parts: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """The groups of entries that are one fact in `whole` and several in `parts`."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for entry, fact in whole.items():
        if entry in parts:
            groups[fact].append(entry)
    return tuple(tuple(sorted(group)) for group in groups.values() if len({parts[entry] for entry in group}) > 1)


def _mentions(old: Dataset, new: Dataset) -> dict[str, tuple[int, int, int]]:
    """How many mentions of each label were added, are gone and have another value."""

    def count(mentions: Iterable[Item]) -> Counter[str]:
        return Counter(mention["label"] for mention in mentions)

    added = count(mention for name, mention in new.mentions.items() if name not in old.mentions)
    gone = count(mention for name, mention in old.mentions.items() if name not in new.mentions)
    both = (mention for name, mention in new.mentions.items() if name in old.mentions)
    changed = count(mention for mention in both if mention["norm"] != old.mentions[mention["id"]]["norm"])
    return {label: (added[label], gone[label], changed[label]) for label in sorted(added | gone | changed)}


def _brief(entry: Item) -> dict[str, Any]:
    return {name: entry[name] for name in ("id", "document", "date", "summary")}


def _said(entry: Item) -> str:
    return f"{entry['date'] or 'sans date'}, {entry['summary']} [{entry['id']}]"


def _change(name: str, before: Any, after: Any) -> str:
    if name == "participants":
        return ", ".join([*(f"sans {value}" for value in before), *(f"avec {value}" for value in after)])
    return f"« {before or ''} » devient « {after or ''} »"
