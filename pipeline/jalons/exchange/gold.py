"""Gold: the inline `.gold` format of the annotation guide, its `.json` twin, and what `jalons extract` writes.

A text or value that the inline format cannot hold (tags in the text, quotation marks in a value) is written as `.json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

from jalons import gold as files
from jalons.errors import AnnotationTextError, UnfitTextError
from jalons.exchange._annotated import Annotated, Annotation, Item, checked, encodable, of_gold
from jalons.exchange._files import file_names, parsed_json
from jalons.exchange._values import completed
from jalons.gold import TAGS, GoldEntry

SUFFIXES: Final = files.SUFFIXES
_TAG_OF: Final = {label: tag for tag, label in TAGS.items()}


def write(documents: Sequence[Annotated], *, entries: Mapping[str, Sequence[GoldEntry]] | None = None) -> dict[str, bytes]:
    """The files, by name: one a document, with the `entries` of each document (by id), none for others.

    A mention without a value has `?` for one, which no gold may have.
    """
    written = {}
    for name, document in file_names(documents, ""):
        own = (entries or {}).get(document.id, ())
        inline = _inline(encodable(document, "gold"), own)
        text = _table(document, own) if inline is None else inline
        written[f"{name}.json" if inline is None else f"{name}.gold"] = text.encode()
    return written


def _inline(document: Annotated, entries: Sequence[GoldEntry]) -> str | None:
    """The document in the inline format, `None` if that cannot hold it."""
    parts, position = [], 0
    for mark in document.annotations:
        tag = _TAG_OF[mark.label]
        optional = ' opt="1"' if mark.optional else ""
        said = document.text[mark.start : mark.end]
        parts += [document.text[position : mark.start], f'<{tag} v="{mark.norm or files.UNKNOWN}"{optional}>', said, f"</{tag}>"]
        position = mark.end
    body = "".join(parts) + document.text[position:]
    lines = _entry_lines(document.text, entries)
    clean = not any(c in mark.norm for mark in document.annotations for c in '"<>')
    if lines is None or not clean or files.TAG.search(document.text) or document.id.splitlines() != [document.id]:
        return None
    end = "" if body.endswith("\n") else "\n"  # one that the source has not does not count
    head = f"id: {document.id}\nreference_date: {document.reference_date}\n"
    return f"{head}{files.TEXT}\n{body}{end}{files.ENTRIES}\n{lines}"


def _entry_lines(text: str, entries: Sequence[GoldEntry]) -> str | None:
    """The lines of entries, `None` if a quote is not where its entry is when it is looked for."""
    lines, after = [], 0
    for entry in entries:
        pieces = text[entry.start : entry.end].splitlines() or [""]
        quote = pieces[0] if len(pieces) == 1 else f"{pieces[0]}{files.GAP}{pieces[-1]}"
        line = f"{files.OPTIONAL if entry.optional else ''}{entry.date} | {quote} | {entry.label}"
        if files.locate(text, quote, after) != (entry.start, entry.end) or files.ENTRIES in line or " | " in entry.label:
            return None
        lines.append(f"{line}\n")
        after = entry.end
    return "".join(lines)


def _table(document: Annotated, entries: Sequence[GoldEntry]) -> str:
    text = document.text
    mentions = [
        {"start": m.start, "end": m.end, "label": m.label, "text": text[m.start : m.end], "norm": m.norm or files.UNKNOWN}
        | {"optional": m.optional}
        for m in document.annotations
    ]
    table = {
        "id": document.id,
        "reference_date": document.reference_date,
        "text": text,
        "mentions": mentions,
        "entries": [asdict(entry) for entry in entries],
    }
    return json.dumps(table, ensure_ascii=False, indent=1) + "\n"


def recognises(data: bytes, path: Path) -> bool:
    """Whether a file is gold, or what `jalons extract` writes."""
    return path.suffix.lower() == ".gold" or (path.suffix.lower() == ".json" and b'"mentions"' in data and b'"entries"' in data)


def read(data: bytes, path: Path) -> list[Annotated]:
    """The document in a file; raises a `DataError`."""
    if path.suffix.lower() == ".gold":
        return [checked(path, "texte", of_gold(files.load(path)))]
    table = parsed_json(data, path)
    whole = Item(path, "fichier entier", table)
    text, name = (whole.get(key, str) for key in ("text", "id"))
    mentions = enumerate(whole.get("mentions", list), start=1)
    marks = tuple(_mark(Item(path, f"mention n° {number}", mention)) for number, mention in mentions)
    reviewed = "provenance" not in table
    return [checked(path, "mentions", Annotated(name, text, marks, str(table.get("reference_date") or ""), reviewed))]


def _mark(mention: Item) -> Annotation:
    start, end = (mention.get(name, int) for name in ("start", "end"))
    label, norm, identifier, rule = (mention.get(name, str, "") for name in ("label", "norm", "id", "rule"))
    optional = mention.get("optional", bool, False)
    return Annotation(start, end, label, "" if norm == files.UNKNOWN else norm, identifier, rule, optional)


def renewed(documents: Iterable[Annotated], folder: Path) -> tuple[dict[str, bytes], list[str]]:
    """The files of gold for a folder, by name, with the entries that gold there already has; and what is left to do (French).

    Values that a tool could not hold are given where that is safe (see `jalons.exchange._values`). Raises `DataError` if gold in
    the folder is broken or of another text, `UnfitTextError` if only `.json` can hold what a `.gold` file there is to say.
    """
    wanted = [completed(document) for document in documents]
    entries = {document.id: _entries_in(folder, document) for document in wanted}
    files_ = write(wanted, entries=entries)
    notes = []
    for name, document in zip(files_, wanted, strict=True):
        if name.endswith(".json") and (folder / name).with_suffix(".gold").exists():
            raise UnfitTextError(
                folder / name, document.id, "le format .gold ne peut porter cette référence : retirez l'ancienne"
            )
        bare = sum(not mark.norm for mark in document.annotations)
        notes += [f"{folder / name} : {bare} valeur(s) à compléter, cherchez {files.UNKNOWN!r}"] if bare else []
        notes += [] if entries[document.id] else [f"{folder / name} : aucune entrée ; écrivez-les sous « {files.ENTRIES} »"]
    return files_, notes


def _entries_in(folder: Path, document: Annotated) -> Sequence[GoldEntry]:
    """The entries that gold in a folder already has for a document, none if there is no such gold.

    Raises `DataError` if that gold is broken, `AnnotationTextError` if it is of another text.
    """
    for name, _ in file_names([document], ""):
        for path in (folder / f"{name}{suffix}" for suffix in files.SUFFIXES):
            if path.is_file():
                gold = files.load(path)
                if gold.document.text.removesuffix("\n") != document.text.removesuffix("\n"):
                    raise AnnotationTextError(path, "texte", "cette référence est celle d'un autre texte : écrivez ailleurs (-o)")
                return gold.entries
    return ()
