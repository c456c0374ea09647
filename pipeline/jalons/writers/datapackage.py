"""`datapackage.json`: the dataset described for machines, as a Frictionless Data Package with a Table Schema for each table.

Standards: https://specs.frictionlessdata.io/data-package/ and https://specs.frictionlessdata.io/table-schema/.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TextIO

from jalons.files import Joined, encoded
from jalons.indented import indented
from jalons.tables import TABLES, Table
from jalons.types import Chronology

FILE: Final = "datapackage.json"


def write(chronology: Chronology, stream: TextIO, *, files: Mapping[str, Joined] | None = None) -> None:
    """Writes the description of the other files, with their sizes and hashes: of `files`, if they are there already."""
    from jalons import writers

    files = files or {file: Joined([encoded(writers.render(chronology, file))]) for file in writers.modules() if file != FILE}
    package: dict[str, Any] = {
        "profile": "data-package",
        "name": "chronologie",
        "title": "Chronologie tirée de documents en français",
        "description": "Des faits datés, chacun avec le passage qui le dit, les personnes et organisations nommées et la règle "
        "qui a lu sa date. Les dates sont en EDTF (ISO 8601-2) ; les positions comptent les points de code du texte source.",
        "provenance": dict(chronology.provenance),
        "resources": [
            *(_resource(table, files[table.file]) for table in TABLES),
            _json_resource(
                "chronologie",
                "Les entrées et les mentions en JSON, avec le texte des documents : un objet par document",
                files["chronologie.json"],
            ),
            _json_resource("faits", "Les faits en JSON : un objet par fait", files["faits.json"]),
        ],
    }
    stream.write(f"{indented(package)}\n")


def _resource(table: Table, data: Joined) -> dict[str, Any]:
    return {
        "name": table.file.removesuffix(".csv"),
        "path": table.file,
        "profile": "tabular-data-resource",
        "title": table.title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **_fingerprint(data),
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": _schema(table),
    }


def _json_resource(name: str, title: str, data: Joined) -> dict[str, Any]:
    return {
        "name": f"{name}-json",
        "path": f"{name}.json",
        "profile": "data-resource",
        "title": title,
        "format": "json",
        "mediatype": "application/json",
        "encoding": "utf-8",
        **_fingerprint(data),
    }


def _fingerprint(data: Joined) -> dict[str, Any]:
    return {"bytes": data.size, "hash": f"sha256:{data.sha256}"}


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
