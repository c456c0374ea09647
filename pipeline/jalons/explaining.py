"""The way of an entry, a mention or a fact from the source to its row, in French."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jalons.dataset import Dataset, Item
from jalons.errors import DataError
from jalons.folding import plain
from jalons.wording import HOW, PARTICIPANT_HEADS

_AROUND: Final = 60
"""Characters of text shown on each side of a mention."""


def explain(dataset: Dataset, identifier: str) -> list[str]:
    """The lines that explain an id; raises `DataError` if no entry, mention, fact or correction has it."""
    if identifier in dataset.facts:
        return list(_fact(dataset, dataset.facts[identifier]))
    if identifier in dataset.entries:
        return list(_entry(dataset, dataset.entries[identifier]))
    if identifier in dataset.mentions:
        return list(_mention(dataset, dataset.mentions[identifier]))
    corrected = list(_corrections(dataset, identifier))
    if corrected:
        return [f"{identifier} n'est pas dans le jeu de données.", *corrected]
    reason = "aucune entrée, mention ni fait de ce nom ; les identifiants sont dans la première colonne des tables"
    raise DataError(dataset.folder, identifier, reason)


def _fact(dataset: Dataset, fact: Item) -> Iterator[str]:
    yield f"Fait {fact['id']}"
    yield _line("date", fact["date"] or "inconnue")
    yield _line("résumé", fact["summary"])
    yield _line("sources", f"{len(fact['entries'])} (documents : {', '.join(fact['documents'])})")
    yield from (f"  - {reason}" for reason in fact["reasons"])
    for name in fact["entries"]:
        yield ""
        yield from _entry(dataset, dataset.entries[name], alone=False)


def _entry(dataset: Dataset, entry: Item, *, alone: bool = True) -> Iterator[str]:
    document = dataset.documents[entry["document"]]
    yield f"Entrée {entry['id']}"
    yield from _source(document, entry)
    yield _line("passage", f"« {_marked(document, entry)} »")
    yield _line("résumé", entry["summary"])
    since = f", comptée depuis « {entry['anchor']} »" if entry["anchor"] else ""
    if entry["how"] == "deictic":
        since = f", comptée depuis la date du document ({document['reference_date'] or 'inconnue'})"
    yield _line("date", f"{entry['date'] or 'inconnue'} ({HOW[entry['how']]}{since}) ; règle {entry['date_rule'] or 'inconnue'}")
    yield _line("nature", f"{entry['kind']} ; règle {entry['rule']}")
    for name, (head, _) in PARTICIPANT_HEADS.items():
        if entry[name]:
            yield _line(head, ", ".join(entry[name]))
    if alone:
        told = dataset.fact_of[entry["id"]]
        yield _line("fait", told["id"] if len(told["entries"]) > 1 else f"{told['id']}, que rien d'autre ne raconte")
        yield from (f"    - {reason}" for reason in told["reasons"])
    yield from _corrections(dataset, entry["id"])
    yield from _versions(document)


def _mention(dataset: Dataset, mention: Item) -> Iterator[str]:
    document = dataset.documents[mention["document"]]
    start, end, text = mention["start"], mention["end"], document["text"]
    around = f"{text[max(0, start - _AROUND) : start]}[{text[start:end]}]{text[end : end + _AROUND]}"
    yield f"Mention {mention['id']}"
    yield from _source(document, mention)
    yield _line("passage", f"« …{plain(around)}… »")
    yield _line("étiquette", mention["label"])
    yield _line("valeur", f"{mention['norm'] or 'inconnue'} ; règle {mention['rule']}")
    holding = [each["id"] for each in document["entries"] if each["start"] <= start and end <= each["end"]]
    if holding:
        yield _line("entrées", ", ".join(holding))
    yield from _corrections(dataset, mention["id"])
    yield from _versions(document)


def _line(head: str, text: str) -> str:
    return f"  {head:<13} : {text}"


def _source(document: Item, item: Item) -> Iterator[str]:
    page = f"page {item['page']}, " if item["page"] else ""
    file = document["source"] or "sans fichier"
    yield _line("document", f"{document['id']} ({file}), {page}caractères {item['start']} à {item['end']}")
    yield _line("sha256", document["sha256"])


def _marked(document: Item, entry: Item) -> str:
    """The passage with each mention as `[words|LABEL value]`."""
    text, position, parts = document["text"], entry["start"], []
    for mention in document["mentions"]:
        if position <= mention["start"] and mention["end"] <= entry["end"]:
            parts += [text[position : mention["start"]], f"[{mention['text']}|{mention['label']} {mention['norm'] or '?'}]"]
            position = mention["end"]
    return plain("".join([*parts, text[position : entry["end"]]]))


def _corrections(dataset: Dataset, identifier: str) -> Iterator[str]:
    for row in dataset.corrections:
        if identifier in (row["cible"], *(part.strip() for part in row["valeur"].split("|"))):
            value = f" « {row['valeur']} »" if row["valeur"] else ""
            remedy = f" ; {row['remede']}" if row["remede"] else ""
            who = f"{row['auteur']}, {row['jour']} : {row['motif']}"
            yield _line("correction", f"{row['action']}{value} ({who}) ; {row['etat']}{remedy}")


def _versions(document: Item) -> Iterator[str]:
    found = document["provenance"]
    if found:
        digests = ", ".join(f"{name} {found[name][:12]}" for name in ("settings", "rules", "lexicons"))
        yield _line("établi par", f"jalons {found['jalons']}, {found['model']} ; sha256 : {digests}")
