"""`jalons query`: the entries of a dataset that answer to some terms."""

from __future__ import annotations

import io
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from jalons.cli.common import app, complain


class QueryFormat(StrEnum):
    """How `query` writes."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


@app.command(epilog='Exemple : jalons query "concept:tsr org:anr 2015..2020" outputs')
def query(
    question: Annotated[
        str,
        typer.Argument(
            metavar="TERMES",
            help="concept: org: loi: personne: lieu: programme: nature: doc:, des dates (2015..2020), des mots ; « - » exclut.",
            show_default=False,
        ),
    ],
    outputs: Annotated[Path, typer.Argument(metavar="DOSSIER", help="Le jeu de données (voir « jalons build »).")] = Path(
        "outputs"
    ),
    format: Annotated[QueryFormat, typer.Option(help="Format de la sortie.")] = QueryFormat.TABLE,
) -> None:
    """Chercher dans un jeu de données les entrées auxquelles tous les termes conviennent, dans l'ordre des dates."""
    from jalons.indented import indented
    from jalons.querying import COLUMNS, QueryError, records
    from jalons.querying import query as asked
    from jalons.tables import write_rows

    try:
        answer = asked(question, outputs)
    except QueryError as error:
        raise typer.BadParameter(str(error), param_hint="TERMES") from None
    for remark in answer.remarks:
        complain(remark)
    if format is QueryFormat.JSON:
        print(indented(list(records(answer))))
    elif format is QueryFormat.CSV:
        stream = io.StringIO(newline="")
        write_rows(stream, COLUMNS, answer.rows)
        sys.stdout.write(stream.getvalue())
    else:
        from rich.console import Console

        from jalons.display import answer_table

        console = Console()
        console.print(answer_table(list(records(answer))))
        console.print(f"{len(answer.rows)} entrées" if len(answer.rows) > 1 else f"{len(answer.rows)} entrée")
