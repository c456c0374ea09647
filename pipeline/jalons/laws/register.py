"""The legal texts that documents name, one row each, with what is known of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from jalons.called import Called
from jalons.laws.addresses import Address, address, signed
from jalons.laws.ids import kind_of, texts
from jalons.rules import load_lexicon

_WRITTEN: Final = {
    "arrete": "arrêté",
    "decision": "décision",
    "declaration": "déclaration",
    "decret": "décret",
    "edit": "édit",
    "reglement": "règlement",
    "traite": "traité",
}


@dataclass(frozen=True, slots=True)
class Text:
    """A legal text or an article of one: id, usual name, kind, day of signature (ISO, `""` if unknown), title, address.

    `mentions` counts its mentions, `documents` are the ids of those that name it.
    """

    id: str
    name: str
    kind: str
    date: str
    title: str
    address: Address | None
    mentions: int
    documents: tuple[str, ...]


def register(called: Mapping[str, Called]) -> list[Text]:
    """The texts named in documents, by how each (by its id) calls them, in the order of the texts' ids."""
    wordings: dict[str, Counter[str]] = defaultdict(Counter)
    documents: dict[str, list[str]] = defaultdict(list)
    for document, names in called.items():
        for (label, law), told in names.items():
            if label == "LAW":
                wordings[law].update(told)
                documents[law].append(document)
    # An article's text is told by all mentions of that text: its own may lack the date.
    said: dict[str, list[str]] = defaultdict(list)
    for law, counts in wordings.items():
        said[law.rpartition("@")[2]] += counts
    return [_text(law, wordings[law], said[law.rpartition("@")[2]], tuple(documents[law])) for law in sorted(wordings)]


def _text(law: str, counts: Counter[str], said: list[str], documents: tuple[str, ...]) -> Text:
    row = texts().get(law) or next((code for code in load_lexicon("codes") if code.id == law), None)
    commonest = min(counts, key=lambda wording: (-counts[wording], -len(wording), wording))
    kind = kind_of(law)
    return Text(
        id=law,
        name=row.name if row else commonest,
        kind=_WRITTEN.get(kind, kind),
        date="" if "@" in law else signed(law, wordings=said),
        title=row.cells.get("title", "") if row else "",
        address=address(law, wordings=said),
        mentions=counts.total(),
        documents=documents,
    )
