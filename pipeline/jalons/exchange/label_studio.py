"""Label Studio: its JSON of tasks, and the labelling configuration that they need.

Follows https://labelstud.io/guide/tasks and https://labelstud.io/guide/export: a task has `data`, `predictions` and
`annotations`; the results of a region (label, value, optional or not) share an id. Offsets count code points.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from jalons import __version__
from jalons.errors import AnnotationRangeError
from jalons.exchange._annotated import Annotated, Annotation, Item, checked, encodable, quoted
from jalons.exchange._cas import TAGS
from jalons.exchange._files import parsed_json
from jalons.types import LABELS

SUFFIXES: Final = (".json",)
TASKS: Final = "taches.json"
_OPTIONAL: Final = "facultative"
_COLOURS: Final = ("#d62728", "#1f77b4", "#9467bd", "#2ca02c", "#ff7f0e", "#8c564b", "#17becf", "#bcbd22", "#e377c2")
_MENTION: Final = re.compile(r".+-[0-9a-f]{10}(?:-\d+)?")
"""The ids of Jalons' mentions; regions that people draw have other ids."""
_log = logging.getLogger(__name__)


def write(documents: Sequence[Annotated]) -> dict[str, bytes]:
    """The files, by name: all tasks, and the labelling configuration. What nobody has reviewed is a prediction."""
    tasks = [_task(encodable(document, "label-studio")) for document in documents]
    text = json.dumps(tasks, ensure_ascii=False, indent=1) + "\n"
    return {TASKS: text.encode(), "configuration.xml": _configuration().encode()}


def _configuration() -> str:
    labels = "\n".join(
        f"    <Label value={quoteattr(label)} background={quoteattr(colour)} hint={quoteattr(TAGS[label])}/>"
        for label, colour in zip(LABELS, _COLOURS, strict=True)
    )
    return f"""<View>
  <Labels name="label" toName="text" showInline="true">
{labels}
  </Labels>
  <Text name="text" value="$text" granularity="symbol"/>
  <View visibleWhen="region-selected">
    <Header value="Valeur : EDTF pour une date, identifiant sinon"/>
    <TextArea name="value" toName="text" perRegion="true" editable="true" maxSubmissions="1" rows="1"/>
    <Choices name="optional" toName="text" perRegion="true" choice="multiple">
      <Choice value="{_OPTIONAL}"/>
    </Choices>
  </View>
</View>
"""


def _task(document: Annotated) -> dict[str, Any]:
    data = {"text": document.text, "document": document.id, "reference_date": document.reference_date}
    results = [result for number, mark in enumerate(document.annotations) for result in _results(document.text, mark, number)]
    if document.reviewed:
        return {"data": data, "annotations": [{"result": results}]}
    return {"data": data, "predictions": [{"model_version": f"jalons {__version__}", "result": results}]}


def _results(text: str, mark: Annotation, number: int) -> Iterator[dict[str, Any]]:
    place = {"start": mark.start, "end": mark.end, "text": text[mark.start : mark.end]}
    region = {"id": mark.id or f"m{number}", "to_name": "text"}
    label = {**region, "from_name": "label", "type": "labels", "value": {**place, "labels": [mark.label]}}
    yield {**label, "meta": {"text": [mark.rule]}} if mark.rule else label
    if mark.norm:
        yield {**region, "from_name": "value", "type": "textarea", "value": {**place, "text": [mark.norm]}}
    if mark.optional:
        yield {**region, "from_name": "optional", "type": "choices", "value": {**place, "choices": [_OPTIONAL]}}


def recognises(data: bytes, path: Path) -> bool:
    """Whether a file is Label Studio's JSON: a list of tasks, or one task."""
    return path.suffix.lower() in SUFFIXES and b'"data"' in data and data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{")


def read(data: bytes, path: Path) -> list[Annotated]:
    """The documents in an export, one for each annotation of a task; raises an `AnnotationError`.

    Tasks that nobody annotated are left out, and said to be, unless that is all of them: then predictions are taken.
    """
    tasks = parsed_json(data, path)
    tasks = tasks if isinstance(tasks, list) else [tasks]
    found = [_documents(path, f"tâche {number}", task) for number, task in enumerate(tasks, start=1)]
    documents = [each for task in found for each in task]
    done = any(each.reviewed for each in documents)
    if done and (left := [each.id for each in documents if not each.reviewed]):
        _log.warning("%s : pas encore annotés, laissés de côté : %s", path, ", ".join(left))
    return [each for each in documents if each.reviewed == done]


def _documents(path: Path, place: str, task: object) -> list[Annotated]:
    item = Item(path, place, task)
    data = item.get("data", dict)
    text = Item(path, place, data).get("text", str)
    name = str(data.get("document") or f"{path.stem}-{place.rpartition(' ')[2]}")
    blank = Annotated(name, text, reference_date=str(data.get("reference_date") or ""))
    annotations = item.get("annotations", list, [])
    done = [each for each in annotations if isinstance(each, Mapping) and not each.get("was_cancelled")]
    if done:
        return [_document(path, place, each, replace(blank, annotator=_annotator(each))) for each in done]
    proposed = item.get("predictions", list, [])
    return [_document(path, place, proposed[-1] if proposed else {"result": []}, replace(blank, reviewed=False))]


def _annotator(annotation: Mapping[str, Any]) -> str:
    """Who made an annotation: the address or the number that the export has."""
    person = annotation.get("completed_by")
    if isinstance(person, Mapping):
        person = person.get("email") or person.get("id")
    return "" if person is None else str(person)


def _document(path: Path, place: str, annotation: object, blank: Annotated) -> Annotated:
    regions: dict[str, dict[str, Any]] = {}
    for result in Item(path, place, annotation).get("result", list):
        if isinstance(result, Mapping) and result.get("type") in ("labels", "textarea", "choices"):
            kind, value = str(result["type"]), Item(path, place, result).get("value", dict)
            region = regions.setdefault(str(result.get("id")), {})
            region[kind] = value
            if kind == "labels":
                note = result.get("meta")
                region["rule"] = note.get("text") if isinstance(note, Mapping) else None
    marks = tuple(
        _mark(path, place, blank.text, identifier, region) for identifier, region in regions.items() if "labels" in region
    )
    return checked(path, f"{place} ({blank.id})", replace(blank, annotations=marks))


def _mark(path: Path, place: str, text: str, identifier: str, region: Mapping[str, Any]) -> Annotation:
    value = region["labels"]
    start, end = (Item(path, place, value).get(name, int) for name in ("start", "end"))
    label = _first(value.get("labels"))
    norm = _first(region.get("textarea", {}).get("text"))
    optional = _first(region.get("choices", {}).get("choices")) == _OPTIONAL
    identifier = identifier if _MENTION.fullmatch(identifier) else ""
    mark = Annotation(start, end, label, norm, identifier, _first(region.get("rule")), optional)
    said = value.get("text")
    if isinstance(said, str) and _letters(said) != _letters(text[start:end]):
        reason = f"la mention « {said[:60]} » n'est pas à sa place, où le texte dit {quoted(text, mark)}"
        raise AnnotationRangeError(path, place, f"{reason} ; exportez de nouveau en « JSON »")
    return mark


def _first(value: object) -> str:
    """The one text of a list that should hold one."""
    if isinstance(value, str):
        return value
    return str(value[0]) if isinstance(value, list) and value else ""


def _letters(text: str) -> str:
    r"""A text without white space; Label Studio writes a line end as `\n`, two characters."""
    return "".join(text.replace("\\n", "").split())
