"""Corrections applied to what was extracted, before entries are merged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from jalons.corrections.table import APPLIED, CHANGED, LOST, REFUSED, Correction, Outcome
from jalons.errors import EDTFError
from jalons.folding import plain
from jalons.fuzzydate import FuzzyDate
from jalons.types import PARTICIPANTS, Chronology, Document, Entry, Mention, in_chronological_order
from jalons.wording import PARTICIPANT_HEADS

RULE: Final = "correction"
"""The rule of a date or value that a person gave."""
_ID: Final = re.compile(r"(.+)-[0-9a-f]{10}(?:-\d+)?")


@dataclass(frozen=True, slots=True)
class Decisions:
    """Which entries a person wants together, or apart from the first: ids, each group with its correction."""

    together: tuple[tuple[Correction, tuple[str, ...]], ...] = ()
    apart: tuple[tuple[Correction, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """What is in one document, as corrections change it."""

    document: Document
    entries: dict[str, Entry]
    mentions: dict[str, Mention]


class _RefusedError(Exception):
    """A correction that makes no sense for its target."""


def apply(
    chronologies: Iterable[Chronology], corrections: Sequence[Correction]
) -> tuple[list[Chronology], Decisions, tuple[Outcome, ...]]:
    """The chronologies of single documents as corrected, what is to be merged or kept apart, and what became of each correction.

    Corrections apply in their order. One whose target is gone or says something else changes nothing, and its outcome says so.
    """
    chronologies = list(chronologies)
    wanted = documents_of(corrections)
    found: dict[str, _Found] = {}
    for chronology in chronologies:
        for document in chronology.documents:
            if document.id in wanted:
                entries = {entry.id: entry for entry in chronology.entries if entry.document == document.id}
                mentions = {mention.id: mention for mention in chronology.mentions.get(document.id, ())}
                found[document.id] = _Found(document, entries, mentions)
    original = {name: (dict(each.entries), dict(each.mentions)) for name, each in found.items()}
    outcomes = tuple(_outcome(row, found, original) for row in corrections)
    groups = [(o.correction, (o.correction.target, *_ids(o.correction.value))) for o in outcomes if o.state == APPLIED]
    decisions = Decisions(
        tuple(group for group in groups if group[0].action == "fusionner"),
        tuple(group for group in groups if group[0].action == "séparer"),
    )
    return [_corrected(each, found) for each in chronologies], decisions, outcomes


def documents_of(corrections: Iterable[Correction]) -> set[str]:
    """The ids of the documents in which corrections may change something."""
    return {_document(identifier) for row in corrections for identifier in (row.target, *_ids(row.value))}


def _corrected(chronology: Chronology, found: Mapping[str, _Found]) -> Chronology:
    """A chronology with what was changed in its documents."""
    here = [(document.id, found[document.id]) for document in chronology.documents if document.id in found]
    if not here:
        return chronology
    names = {name for name, _ in here}
    entries = [entry for entry in chronology.entries if entry.document not in names]
    entries += [entry for _, each in here for entry in each.entries.values()]
    mentions = {**chronology.mentions, **{name: tuple(each.mentions.values()) for name, each in here}}
    return replace(chronology, entries=in_chronological_order(entries), mentions=mentions)


def _outcome(
    row: Correction, found: Mapping[str, _Found], original: Mapping[str, tuple[dict[str, Entry], dict[str, Mention]]]
) -> Outcome:
    if row.problem:
        return Outcome(row, REFUSED, row.problem)
    document = _document(row.target)
    if document not in found:
        return Outcome(row, LOST, f"aucun document « {document} » dans le corpus : vérifiez la cible ou retirez la ligne")
    entries, mentions = original[document]
    target = entries.get(row.target) or mentions.get(row.target)
    if target is None:
        return Outcome(row, LOST, _whereabouts(row, found[document]))
    said = plain(target.quote if isinstance(target, Entry) else target.text)
    if not _same(row.quote, said):
        return Outcome(row, CHANGED, f"la cible dit maintenant « {_short(said)} » : relisez-la, puis corrigez la citation")
    try:
        return Outcome(row, APPLIED, _carry_out(row, target, found[document], {i for e, _ in original.values() for i in e}))
    except _RefusedError as refusal:
        return Outcome(row, REFUSED, str(refusal))


def _carry_out(row: Correction, target: Entry | Mention, found: _Found, known: set[str]) -> str:
    if row.action in ("fusionner", "séparer"):
        return _grouped(row, target, known)
    if row.target not in found.entries and row.target not in found.mentions:
        raise _RefusedError("une ligne d'avant a rejeté la cible : gardez l'une des deux")
    if isinstance(target, Entry):
        changed = _on_entry(row, found.entries[row.target])
        if changed:
            found.entries[row.target] = changed
        else:
            del found.entries[row.target]
    else:
        _on_mention(row, found.mentions[row.target], found)
    return ""


def _grouped(row: Correction, target: Entry | Mention, known: set[str]) -> str:
    if isinstance(target, Mention):
        raise _RefusedError(f"« {row.action} » porte sur des entrées, la cible est une mention")
    strange = [identifier for identifier in _ids(row.value) if identifier not in known]
    if strange:
        raise _RefusedError(f"aucune entrée « {strange[0]} » : prenez les identifiants dans chronologie.csv")
    if row.target in _ids(row.value):
        raise _RefusedError("la cible figure aussi dans la valeur")
    return ""


def _on_entry(row: Correction, entry: Entry) -> Entry | None:
    """The entry as corrected, `None` if it is rejected."""
    match row.action:
        case "rejeter":
            return None
        case "redater":
            return replace(entry, date=_date(row.value), date_rule=RULE)
        case "reformuler":
            return replace(entry, summary=row.value)
        case "relier":
            head, separator, values = row.value.partition(":")
            name = next((name for name, (column, _) in PARTICIPANT_HEADS.items() if column == head.strip()), None)
            if name is None or not separator:
                columns = ", ".join(column for column, _ in PARTICIPANT_HEADS.values())
                raise _RefusedError(f"écrivez « colonne : valeur | valeur » ; colonnes : {columns}")
            return replace(entry, participants={**entry.participants, name: _ids(values)})
    return entry


def _on_mention(row: Correction, mention: Mention, found: _Found) -> None:
    """Changes a mention, and the participants of the entries that hold it."""
    if row.action == "accepter":
        return
    if row.action == "reformuler":
        raise _RefusedError("« reformuler » porte sur une entrée, la cible est une mention")
    if (row.action == "redater") != (mention.label == "DATE") and row.action != "rejeter":
        raise _RefusedError(f"« {row.action} » ne va pas avec une mention {mention.label}")
    changed = None
    if row.action != "rejeter":
        value = _date(row.value).edtf if mention.label == "DATE" else row.value
        changed = replace(mention, norm=value, rule=RULE)
    if changed:
        found.mentions[mention.id] = changed
    else:
        del found.mentions[mention.id]
    name = next((name for name, label in PARTICIPANTS.items() if label == mention.label), None)
    if name is None:
        return
    for entry in found.entries.values():
        if mention.norm in entry.participants.get(name, ()) and entry.start <= mention.start and mention.end <= entry.end:
            found.entries[entry.id] = _with(entry, name, mention, changed, found)


def _with(entry: Entry, name: str, old: Mention, new: Mention | None, found: _Found) -> Entry:
    """An entry with the value of a mention changed; the old value stays if another mention of the entry has it."""
    stays = any(
        m.label == old.label and m.norm == old.norm and entry.start <= m.start and m.end <= entry.end
        for m in found.mentions.values()
    )
    values = [v for value in entry.participants[name] for v in _renamed(value, old.norm, new, stays=stays)]
    return replace(entry, participants={**entry.participants, name: tuple(dict.fromkeys(values))})


def _renamed(value: str, old: str, new: Mention | None, *, stays: bool) -> Iterable[str]:
    if value != old or stays:
        yield value
    if value == old and new:
        yield new.norm


def _date(value: str) -> FuzzyDate:
    try:
        return FuzzyDate.from_edtf(value)
    except EDTFError as error:
        raise _RefusedError(str(error)) from None


def _ids(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split("|") if part.strip())


def _document(identifier: str) -> str:
    """The document of an entry's or mention's id."""
    match = _ID.fullmatch(identifier)
    return match[1] if match else identifier


def _same(quote: str, said: str) -> bool:
    """Whether a quote is what the target says: whole, or its beginning with an ellipsis; tables put `'` before some."""
    if said == quote:  # what the text itself begins with `'`
        return True
    quote = quote.removeprefix("'")
    return quote == said or (quote.endswith("…") and len(quote) > 1 and said.startswith(quote[:-1].rstrip()))


def _whereabouts(row: Correction, found: _Found) -> str:
    """What became of the passage of a target that is gone."""
    quote = row.quote.removeprefix("'").removesuffix("…").rstrip()
    near = [entry for entry in found.entries.values() if quote in (said := plain(entry.quote)) or said in quote]
    if near:
        first = min(near, key=lambda entry: (entry.start, entry.id))
        return f"l'entrée la plus proche est {first.id} (« {_short(plain(first.quote))} ») : si c'est elle, changez la cible"
    if quote in plain(found.document.text):
        return "le passage est toujours dans le document, mais rien n'y est plus trouvé : retirez la ligne ou signalez l'oubli"
    return "le passage n'est plus dans le document : retirez la ligne, ou visez l'entrée qui le remplace"


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
