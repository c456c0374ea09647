"""`jalons read`: what was understood of a document, and what was left out of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from jalons.cli.common import app, checked_date


@app.command(epilog="Exemple : jalons read rapport.pdf")
def read(
    file: Annotated[Path, typer.Argument(metavar="FICHIER", help="Le document à lire.", show_default=False)],
    reference_date: Annotated[
        str | None,
        typer.Option(metavar="AAAA[-MM[-JJ]]", help="Date depuis laquelle le document parle.", callback=checked_date),
    ] = None,
    text: Annotated[bool, typer.Option("--text", help="Écrire seulement le texte de lecture.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Écrire un objet JSON.")] = False,
) -> None:
    """Montrer ce que Jalons comprend d'un document : métadonnées, structure, et ce qui est écarté, avec la raison."""
    from rich.console import Console

    from jalons.display import reading_tables
    from jalons.readers import read as read_document
    from jalons.understood import understood

    document = read_document(file, reference_date=reference_date)
    if text:
        print(document.reading.text)
    elif as_json:
        print(json.dumps(understood(document), ensure_ascii=False, indent=1))
    else:
        console = Console(width=max(Console().width, 100))
        for table in reading_tables(understood(document)):
            console.print(table)
