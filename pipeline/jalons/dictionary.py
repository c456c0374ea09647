"""The data dictionary in Markdown, in French: the tables and the JSON of a dataset, told by the definitions that write them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import fields
from types import SimpleNamespace
from typing import Any, Final

from jalons.schema import contract
from jalons.tables import CHRONOLOGY, DOCUMENTS, MENTIONS, TABLES, Column, Table
from jalons.tables.columns import SEPARATED
from jalons.types import PARTICIPANTS, Document, Entry, Mention
from jalons.wording import HOW, LABELS

_TYPES: Final = {"string": "texte", "integer": "entier", "date": "date", "array": "liste", "object": "objet", "null": "null"}

_ALONE: Final = {
    "text": "Le texte source, où se comptent les positions.",
    "mentions": "Les mentions, dans l'ordre du texte.",
    "entries": "Les entrées, dans l'ordre du texte.",
    "provenance": "Ce qui a trouvé tout cela : versions, empreintes des règles et des lexiques.",
}
"""Fields that no column holds."""


def render() -> str:
    """A section a table, in the order of the datapackage, then the JSON object of `jalons extract`, then the values of codes."""
    parts = [*(_table(table) for table in TABLES), *_contract(), *_codes()]
    return "\n\n".join(parts) + "\n"


def _table(table: Table) -> str:
    rows = ((f"`{column.name}`", _TYPES[column.type], _content(column, table)) for column in table.columns)
    return f"## {table.file}\n\n{table.title}.\n\n{_grid(('colonne', 'type', 'contenu'), rows)}"


def _content(column: Column, table: Table) -> str:
    """The description of a column, and what its constraints add to it."""
    constraints = column.constraints
    told = [column.description]
    if column.name == table.columns[0].name:
        told.append("Clé.")
    if constraints.get("required"):
        told.append("Toujours rempli.")
    if "enum" in constraints:
        told.append(f"Valeurs : {', '.join(f'`{value}`' for value in constraints['enum'])}.")  # type: ignore[attr-defined]
    if column.name in table.references:
        told.append(f"Renvoie à [{table.references[column.name]}](#{_anchor(table.references[column.name])}).")
    return " ".join(told)


def _contract() -> Iterator[str]:
    """The fields of the JSON, each with its type and the description of the column that holds the same."""
    schema = contract()
    yield (
        "## Le JSON\n\n`chronologie.json` est une liste d'objets, un par document ; `jalons extract` écrit le même objet. "
        "`jalons schema` en donne le JSON Schema."
    )
    yield f"### Un document\n\n{_fields(schema, _described(DOCUMENTS, _document()))}"
    for name, title, known in (
        ("mentions", "Une mention", _described(MENTIONS, ("document", _mention()))),
        ("entries", "Une entrée", _described(CHRONOLOGY, _entry())),
    ):
        yield f"### {title}\n\n{_fields(schema['properties'][name]['items'], known)}"


def _fields(schema: Mapping[str, Any], known: Mapping[str, Column]) -> str:
    def row(name: str, value: Mapping[str, Any]) -> tuple[str, str, str, str]:
        column = known.get(name)
        if column is None:
            return f"`{name}`", _type(value), "", _ALONE.get(name, "")
        return f"`{name}`", _type(value), f"`{column.name}`", column.description.replace(SEPARATED, ".")

    rows = (row(name, value) for name, value in schema["properties"].items())
    return _grid(("champ", "type", "colonne", "contenu"), rows)


def _type(value: Mapping[str, Any]) -> str:
    kinds = value.get("type", "string")
    return " ou ".join(_TYPES[kind] for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _codes() -> Iterator[str]:
    yield f"## Les étiquettes\n\n{_grid(('étiquette', 'sens'), ((f'`{code}`', words) for code, words in LABELS.items()))}"
    yield f"## Les modes de datation\n\n{_grid(('mode', 'date'), ((f'`{code}`', words) for code, words in HOW.items()))}"


def _described(table: Table, probe: object) -> dict[str, Column]:
    """The column that holds each field: `probe` is an item whose every field holds its own name."""
    found: dict[str, Column] = {}
    for column in table.columns:
        # A column that reckons with its fields instead of holding one may not do so with names.
        with suppress(AttributeError, KeyError, TypeError, ValueError):
            found[str(column.cell(probe))] = column
    return found


def _document() -> Any:
    names = {each.name: each.name for each in fields(Document)}
    return SimpleNamespace(**names | {"reference_date": SimpleNamespace(edtf="reference_date")})


def _mention() -> Any:
    return SimpleNamespace(**{each.name: each.name for each in fields(Mention)})


def _entry() -> Entry:
    cells: dict[str, Any] = {each.name: each.name for each in fields(Entry)}
    cells |= {
        "date": SimpleNamespace(edtf="date", earliest="earliest", latest="latest"),
        "participants": {name: (name,) for name in PARTICIPANTS},
    }
    return Entry(**cells)


def _grid(heads: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = (heads, tuple("---" for _ in heads), *rows)
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def _anchor(file: str) -> str:
    """The anchor of a heading that is a file's name, as Markdown renderers make it."""
    return file.replace(".", "")
