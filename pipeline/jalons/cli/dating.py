"""`jalons dates`: the dates of a text explained."""

from __future__ import annotations

from typing import Annotated

import typer

from jalons.cli.common import app, checked_date
from jalons.types import parse_reference_date


@app.command(epilog='Exemple : jalons dates "du 7 au 9 janvier 2015, puis l\'année suivante"')
def dates(
    text: Annotated[str, typer.Argument(metavar="TEXTE", help="Une phrase ou un paragraphe.", show_default=False)],
    reference_date: Annotated[
        str | None,
        typer.Option(metavar="AAAA[-MM[-JJ]]", help="Date depuis laquelle le texte parle.", callback=checked_date),
    ] = None,
) -> None:
    """Expliquer les dates d'un texte : empan, valeur EDTF, bornes, règle, ancrage."""
    from rich.console import Console

    from jalons.components.sentences import sentence_starts
    from jalons.dates import find
    from jalons.display import date_table

    mentions = find(text, reference=parse_reference_date(reference_date), sentences=sentence_starts(text, 0, len(text)))
    if not mentions:
        print("Aucune date dans ce texte.")
        return
    Console(width=max(Console().width, 100)).print(date_table(text, mentions))
