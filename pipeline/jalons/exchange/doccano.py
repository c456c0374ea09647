"""doccano: JSONL, a line a document, `text` and `label` (`[start, end, label]`), the rest kept by doccano as metadata.

Follows https://doccano.github.io/doccano/; projects with relations have `entities` for `label`. Offsets count UTF-16 code units,
as its page (v-annotator) does, unless the project counts graphemes. doccano has no values: the mentions that were written travel
with the document, and a mention that comes back at its place has its value, rule and id from there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from jalons.errors import AnnotationFormatError, AnnotationRangeError, UnfitTextError
from jalons.exchange._annotated import Annotated, Annotation, Item, checked, encodable
from jalons.exchange._files import parsed_json
from jalons.exchange._offsets import CodeUnits

SUFFIXES: Final = (".jsonl",)
_OWN: Final = "jalons"


def write(documents: Sequence[Annotated]) -> dict[str, bytes]:
    """The file, by name. Raises `UnfitTextError` for an empty text, which doccano refuses."""
    lines = (json.dumps(_line(encodable(document, "doccano")), ensure_ascii=False) for document in documents)
    return {"documents.jsonl": "".join(f"{line}\n" for line in lines).encode()}


def _line(document: Annotated) -> dict[str, Any]:
    if not document.text:
        raise UnfitTextError(document.id, "doccano", "doccano refuse un document vide : retirez-le de l'export")
    units = CodeUnits(document.text)
    marks = [{name: getattr(mark, name) for name in Annotation.__slots__} for mark in document.annotations]
    return {
        "text": document.text,
        "label": [[units.of(mark.start), units.of(mark.end), mark.label] for mark in document.annotations],
        _OWN: {"document": document.id, "reference_date": document.reference_date, "mentions": marks},
    }


def recognises(data: bytes, path: Path) -> bool:
    """Whether a file is doccano's JSONL."""
    return path.suffix.lower() in SUFFIXES and b'"text"' in data.lstrip().partition(b"\n")[0]


def read(data: bytes, path: Path) -> list[Annotated]:
    """The documents in an export; raises an `AnnotationError` that names the line of what is wrong."""
    lines = ((f"ligne {number}", line) for number, line in enumerate(data.split(b"\n"), start=1) if line.strip())
    return [_document(Item(path, place, parsed_json(line, path, place))) for place, line in lines]


def _document(line: Item) -> Annotated:
    path, place, text = line.path, line.place, line.get("text", str)
    try:
        own: Mapping[str, Any] = line.get(_OWN, Mapping)
    except AnnotationFormatError:  # a document that was not written here
        own = {}
    known = {(mark.start, mark.end, mark.label): mark for mark in _known(own)}
    name = str(own.get("document") or f"{path.stem}-{place.rpartition(' ')[2]}")
    marks = tuple(known.get((start, end, label), Annotation(start, end, label)) for start, end, label in _spans(line, text))
    found = Annotated(name, text, marks, str(own.get("reference_date") or ""))
    return checked(path, f"{place} ({name})", found)


def _spans(line: Item, text: str) -> Iterator[tuple[int, int, str]]:
    units = CodeUnits(text)
    related = isinstance(line.value, Mapping) and "entities" in line.value
    for each in line.get("entities" if related else "label", list):
        span = [each.get(name) for name in ("start_offset", "end_offset", "label")] if isinstance(each, Mapping) else each
        match span:
            case [int(first), int(last), str(label)] if bool not in (type(first), type(last)):
                start, end = units.to_code_points(first), units.to_code_points(last)
                if start is None or end is None:
                    reason = f"la mention de {first} à {last} sort du texte ou coupe un caractère"
                    remedy = "décochez, dans le projet doccano, le compte par graphèmes"
                    raise AnnotationRangeError(line.path, line.place, f"{reason} ; {remedy}")
                yield start, end, label
            case _:
                raise AnnotationFormatError(line.path, line.place, f"« {str(span)[:60]} » n'est pas [début, fin, étiquette]")


def _known(own: Mapping[str, Any]) -> Iterator[Annotation]:
    """The mentions that were written, as far as nobody tampered with them."""
    types = {name: int if name in ("start", "end") else bool if name == "optional" else str for name in Annotation.__slots__}
    marks = own.get("mentions")
    for mark in marks if isinstance(marks, list) else ():
        if isinstance(mark, Mapping) and mark.keys() == types.keys() and all(type(mark[n]) is kind for n, kind in types.items()):
            yield Annotation(**mark)
