"""`jalons schema`: what the output looks like, for machines and for people."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from jalons.cli.common import app


class SchemaFormat(StrEnum):
    """How `schema` writes."""

    JSON = "json"
    MARKDOWN = "markdown"


@app.command(epilog="Exemple : jalons schema --format markdown")
def schema(
    format: Annotated[
        SchemaFormat, typer.Option(help="JSON Schema, ou dictionnaire des données à lire (tableaux, colonnes, champs).")
    ] = SchemaFormat.JSON,
) -> None:
    """Décrire ce que Jalons écrit : le JSON Schema de « jalons extract », ou le dictionnaire des données."""
    if format is SchemaFormat.MARKDOWN:
        from jalons.dictionary import render

        print(render(), end="")
        return
    from jalons.schema import contract

    print(json.dumps(contract(), ensure_ascii=False, indent=1))
