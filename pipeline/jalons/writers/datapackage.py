"""`datapackage.json`: the dataset described for machines, as a Frictionless Data Package with a Table Schema for each table.

Standards: https://specs.frictionlessdata.io/data-package/ and https://specs.frictionlessdata.io/table-schema/.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from typing import Any, Final, TextIO

from jalons.tables import TABLES, Table
from jalons.types import Chronology
from jalons.writers import facts_json
from jalons.writers import json as json_writer

FILE: Final = "datapackage.json"


def write(chronology: Chronology, stream: TextIO) -> None:
    """Writes the description of the other files, with their sizes and hashes."""
    package: dict[str, Any] = {
        "profile": "data-package",
        "name": "chronologie",
        "title": "Chronologie tirée de documents en français",
        "description": "Des faits datés, chacun avec le passage qui le dit, les personnes et organisations nommées et la règle "
        "qui a lu sa date. Les dates sont en EDTF (ISO 8601-2) ; les positions comptent les points de code du texte source.",
        "provenance": dict(chronology.provenance),
        "resources": [
            *(_resource(table, chronology) for table in TABLES),
            _json_resource(
                "chronologie",
                "Les entrées et les mentions en JSON, avec le texte des documents : un objet par document",
                json_writer.write,
                chronology,
            ),
            _json_resource("faits", "Les faits en JSON : un objet par fait", facts_json.write, chronology),
        ],
    }
    json.dump(package, stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def _resource(table: Table, chronology: Chronology) -> dict[str, Any]:
    stream = io.StringIO(newline="")
    table.write(chronology, stream)
    return {
        "name": table.file.removesuffix(".csv"),
        "path": table.file,
        "profile": "tabular-data-resource",
        "title": table.title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **_fingerprint(stream.getvalue()),
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": _schema(table),
    }


def _json_resource(name: str, title: str, write: Callable[[Chronology, TextIO], None], chronology: Chronology) -> dict[str, Any]:
    stream = io.StringIO()
    write(chronology, stream)
    return {
        "name": f"{name}-json",
        "path": f"{name}.json",
        "profile": "data-resource",
        "title": title,
        "format": "json",
        "mediatype": "application/json",
        "encoding": "utf-8",
        **_fingerprint(stream.getvalue()),
    }


def _fingerprint(text: str) -> dict[str, Any]:
    data = text.encode("utf-8", "replace")
    return {"bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}


def _schema(table: Table) -> dict[str, Any]:
    fields = []
    for column in table.columns:
        described: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.description}
        if column.constraints:
            described["constraints"] = dict(column.constraints)
        fields.append(described)
    schema: dict[str, Any] = {"fields": fields, "primaryKey": table.columns[0].name, "missingValues": [""]}
    if table.references:
        keys = {each.file: each.columns[0].name for each in TABLES}
        schema["foreignKeys"] = [
            {"fields": column, "reference": {"resource": file.removesuffix(".csv"), "fields": keys[file]}}
            for column, file in table.references.items()
        ]
    return schema
