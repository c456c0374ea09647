"""The JSON Schema of the object that `jalons extract` writes, generated from the types."""

from __future__ import annotations

from types import NoneType
from typing import Any, Final, get_args, get_type_hints

from jalons.types import ENTRY_FIELDS, LABELS, MODALITIES, PARTICIPANTS, Document, Entry, Mention

_DAY: Final = r"(?:[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-[0-9]{2}(?:-[0-9]{2})?)?[?~%]?"
EDTF_PATTERN: Final = rf"^(?:{_DAY}|{_DAY}/{_DAY}|\.\./{_DAY}|{_DAY}/\.\.|\{{{_DAY}(?:,{_DAY})*\}})$"
"""The EDTF values that Jalons writes (see `jalons.fuzzydate`)."""

HOW: Final = ("explicit", "incomplete", "relative", "deictic", "anaphoric", "period")
"""How the date of an entry was got."""

_DOCUMENT_FIELDS: Final = ("id", "source", "sha256", "reference_date", "title", "text")
_JSON_TYPES: Final = {str: "string", int: "integer", NoneType: "null"}
_DATE: Final = {"type": ["string", "null"], "format": "date"}
_EDTF: Final = {"type": ["string", "null"], "pattern": EDTF_PATTERN}
_IDS: Final = {"type": "array", "items": {"type": "string"}, "uniqueItems": True}


def contract() -> dict[str, Any]:
    """The schema (JSON Schema 2020-12)."""
    mention = _properties(Mention)
    mention["label"] = {"enum": list(LABELS)}
    own = _properties(Entry)
    special: dict[str, Any] = {"date": _EDTF, "earliest": _DATE, "latest": _DATE, "how": {"enum": list(HOW)}}
    special["modality"] = {"enum": list(MODALITIES)}
    entry = {name: special.get(name) or (_IDS if name in PARTICIPANTS else own[name]) for name in ENTRY_FIELDS}
    document = _properties(Document)
    special = {
        "reference_date": _EDTF,
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    }
    properties = {name: special.get(name) or document[name] for name in _DOCUMENT_FIELDS}
    properties["mentions"] = {"type": "array", "items": _object(mention)}
    properties["entries"] = {"type": "array", "items": _object(entry)}
    properties["provenance"] = {"type": "object", "additionalProperties": {"type": "string"}}
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Jalons: what was found in one document"}
    return head | _object(properties)


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _properties(cls: type) -> dict[str, Any]:
    """The properties of a dataclass's plain fields: offsets are integers from 0, pages from 1."""
    schemas: dict[str, Any] = {}
    for name, hint in get_type_hints(cls).items():
        kinds = [_JSON_TYPES[part] for part in (get_args(hint) or (hint,)) if part in _JSON_TYPES]
        if not kinds:
            continue
        schemas[name] = {"type": kinds[0] if len(kinds) == 1 else kinds}
        if "integer" in kinds:
            schemas[name]["minimum"] = 1 if name == "page" else 0
    return schemas
