"""Hand-made gold: the inline `.gold` format and its `.json` twin, checked against the text they annotate.

A `.gold` file has a head (`id`, `reference_date`), the text with tags after `=== TEXT`, and lines `EDTF | quote | label` after
`=== ENTRIES`. Stripped of its tags the text is that of the source file to the character; a line end that closes the last line
of the gold text but not of the source does not count. The source is looked for beside the gold file, then in `../texts/`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from jalons.errors import DataError, EDTFError, ReferenceDateError
from jalons.fuzzydate import FuzzyDate
from jalons.readers import read, readers
from jalons.types import LABELS, Document

TAGS: Final[Mapping[str, str]] = {
    "d": "DATE",
    "o": "ORG",
    "l": "LAW",
    "c": "CONCEPT",
    "p": "PERSON",
    "g": "PLACE",
    "pr": "PROGRAMME",
    "w": "WORK",
    "e": "EVENT",
}
SUFFIXES: Final = (".gold", ".json")

TAG: Final = re.compile(r"<(/?)([a-z]{1,2})((?: [a-z]+=\"[^\"<>]*\")*)>")
UNKNOWN: Final = "?"
"""The value of a mention to which nobody has given one yet: no gold."""
_ATTRIBUTE: Final = re.compile(r' ([a-z]+)="([^"<>]*)"')
TEXT, ENTRIES, OPTIONAL, GAP = "=== TEXT", "=== ENTRIES", "?opt ", " […] "


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A mention as an annotator marked it: range in the source text, label, value; finding an optional one is not scored."""

    start: int
    end: int
    label: str
    norm: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldEntry:
    """An entry as an annotator marked it: EDTF value, range of its evidence in the source text, short title."""

    date: str
    start: int
    end: int
    label: str
    optional: bool = False


@dataclass(frozen=True)
class Gold:
    """A document with its gold; `sha256` is of the gold file's bytes."""

    document: Document
    mentions: tuple[GoldMention, ...]
    entries: tuple[GoldEntry, ...]
    path: Path
    sha256: str


def find(paths: Iterable[Path]) -> list[Path]:
    """The gold files that `paths` name: files as they are, the `.gold` files of folders (`.json` where there is no twin)."""
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(p for p in path.iterdir() if p.suffix in SUFFIXES)
        found += [p for p in inside if p.suffix == ".gold" or not p.with_suffix(".gold").exists()]
    return list(dict.fromkeys(found))


def load(path: str | Path) -> Gold:
    """The gold in a `.gold` or `.json` file; raises `DataError` naming the file and the line of what is wrong."""
    path = Path(path)
    try:
        data = path.read_bytes()
        raw = data.decode("utf-8-sig")
    except FileNotFoundError:
        raise DataError(path, "fichier entier", "le fichier n'existe pas") from None
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(path, "fichier entier", f"illisible ({error})") from None
    if path.suffix not in SUFFIXES:
        raise DataError(path, "fichier entier", "un fichier de référence se termine par .gold ou .json")
    parts = _from_json(path, raw) if path.suffix == ".json" else _from_inline(path, raw)
    return Gold(*parts, path, hashlib.sha256(data).hexdigest())


def _document(path: Path, head: Mapping[str, str], text: str, line: int) -> Document:
    """The source document that the gold annotates; raises `DataError` where the two texts part."""
    try:
        folders = path.parent, path.parent.parent / "texts"
        places = (folder / f"{path.stem}{suffix}" for folder in folders for suffix in readers())
        source = next((place for place in places if place.is_file()), None)
        reference = head.get("reference_date") or None
        if source is None:
            return Document.from_text(text, id=head["id"], reference_date=reference, source=path.name)
        document = read(source, reference_date=reference, id=head["id"])
    except ReferenceDateError as error:
        raise DataError(path, "en-tête", str(error)) from None
    if text not in (document.text, document.text + "\n"):
        pairs = enumerate(zip(text, document.text, strict=False))
        offset = next((i for i, (ours, theirs) in pairs if ours != theirs), min(len(text), len(document.text)))
        place = f"ligne {line + text.count(chr(10), 0, offset)}"
        near = document.text[max(0, offset - 20) : offset + 20]
        raise DataError(path, place, f"le texte n'est plus celui de {source.name}, qui dit « {near} »")
    return document


def _from_inline(path: Path, raw: str) -> tuple[Document, tuple[GoldMention, ...], tuple[GoldEntry, ...]]:
    head_part, found_text, rest = raw.partition(f"{TEXT}\n")
    body, found_entries, tail = rest.rpartition(f"{ENTRIES}\n")
    if not found_text or not found_entries:
        raise DataError(path, "fichier entier", f"il faut une ligne « {TEXT} » puis une ligne « {ENTRIES} »")
    head = dict(line.split(": ", 1) for line in head_part.splitlines() if ": " in line)
    if not head.get("id"):
        raise DataError(path, "ligne 1", "l'en-tête n'a pas d'« id: … »")
    first = head_part.count("\n") + 2
    text, mentions = _untagged(path, body, first)
    document = _document(path, head, text, first)
    entries = _entries(path, document.text, tail, first + body.count("\n") + 1)
    return document, mentions, entries


def _untagged(path: Path, body: str, first: int) -> tuple[str, tuple[GoldMention, ...]]:
    """The text without its tags, and the mentions that they mark; `first` is the line of the file where `body` begins."""
    parts: list[str] = []
    mentions: list[GoldMention] = []
    length = position = counted = 0
    line = first
    opened: tuple[int, str, dict[str, str]] | None = None
    for match in TAG.finditer(body):
        closing, tag, attributes = match.groups()
        line, counted = line + body.count("\n", counted, match.start()), match.start()
        place = f"ligne {line}"
        if tag not in TAGS:
            raise DataError(path, place, f"balise inconnue : {match[0]}")
        parts.append(body[position : match.start()])
        length, position = length + match.start() - position, match.end()
        if not closing:
            if opened:
                raise DataError(path, place, f"{match[0]} s'ouvre dans <{opened[1]}> : les balises ne s'emboîtent pas")
            opened = length, tag, _attributes(path, place, tag, attributes)
        elif not opened or opened[1] != tag or opened[0] == length:
            raise DataError(path, place, f"{match[0]} ne ferme rien")
        else:
            mentions.append(GoldMention(opened[0], length, TAGS[tag], opened[2]["v"], opened[2].get("opt") == "1"))
            opened = None
    if opened:
        raise DataError(path, "fin du texte", f"<{opened[1]}> n'est pas refermé")
    return "".join(parts) + body[position:], tuple(mentions)


def _attributes(path: Path, place: str, tag: str, written: str) -> dict[str, str]:
    attributes = dict(_ATTRIBUTE.findall(written))
    if not attributes.get("v") or attributes.keys() - {"v", "opt"}:
        raise DataError(path, place, f'<{tag}{written}> : il faut v="valeur", et au plus opt="1"')
    _check_value(path, place, TAGS[tag], attributes["v"])
    return attributes


def _check_value(path: Path, place: str, label: str, norm: str) -> None:
    if norm == UNKNOWN:
        raise DataError(path, place, f"une mention {label} attend encore sa valeur, à la place de « {UNKNOWN} »")
    if label == "DATE":
        _check_date(path, place, norm)


def _check_date(path: Path, place: str, edtf: str) -> None:
    try:
        FuzzyDate.from_edtf(edtf)
    except EDTFError as error:
        raise DataError(path, place, str(error)) from None


def _entries(path: Path, text: str, tail: str, first: int) -> tuple[GoldEntry, ...]:
    entries: list[GoldEntry] = []
    for number, line in enumerate(tail.splitlines(), start=first):
        if not line.strip():
            continue
        place, optional = f"ligne {number}", line.startswith(OPTIONAL)
        date, _, rest = line.removeprefix(OPTIONAL).partition(" | ")
        quote, separator, label = rest.rpartition(" | ")
        if not separator:
            raise DataError(path, place, "une entrée s'écrit « EDTF | citation | titre »")
        _check_date(path, place, date)
        found = locate(text, quote, entries[-1].end if entries else 0)
        if found is None:
            raise DataError(path, place, f"la citation n'est pas dans le texte : « {quote} »")
        entries.append(GoldEntry(date, *found, label.strip(), optional))
    return tuple(entries)


def locate(text: str, quote: str, after: int) -> tuple[int, int] | None:
    """The range of a quote: its first occurrence after `after`, else its first; ` […] ` stands for what is left out."""
    head, gap, tail = quote.partition(GAP)
    start = text.find(head, after)
    if start < 0:
        start = text.find(head)
    end = start + len(head)
    if gap and start >= 0:
        place = text.find(tail, end)
        start, end = (start, place + len(tail)) if place >= 0 else (-1, -1)
    return (start, end) if start >= 0 else None


def _from_json(path: Path, raw: str) -> tuple[Document, tuple[GoldMention, ...], tuple[GoldEntry, ...]]:
    try:
        table: dict[str, Any] = json.loads(raw)
        mentions = tuple(
            GoldMention(m["start"], m["end"], m["label"], m["norm"], m.get("optional", False)) for m in table["mentions"]
        )
        entries = tuple(
            GoldEntry(e["date"], e["start"], e["end"], e["label"], e.get("optional", False)) for e in table["entries"]
        )
        head = {"id": table["id"], "reference_date": table.get("reference_date") or ""}
        text: str = table["text"]
    except json.JSONDecodeError as error:
        raise DataError(path, f"ligne {error.lineno}", f"JSON mal écrit ({error.msg})") from None
    except (KeyError, TypeError, AttributeError) as error:
        raise DataError(path, "fichier entier", f"ce n'est pas une référence : il manque {error}") from None
    document = _document(path, head, text, 1)
    for number, mention in enumerate(mentions, start=1):
        if mention.label not in LABELS or not 0 <= mention.start < mention.end <= len(text):
            raise DataError(path, f"mention n° {number}", "étiquette inconnue ou étendue hors du texte")
        _check_value(path, f"mention n° {number}", mention.label, mention.norm)
    for number, entry in enumerate(entries, start=1):
        _check_date(path, f"entrée n° {number}", entry.date)
    return document, mentions, entries
