"""`jalons extract`: the chronology of documents, to the screen or a file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from jalons import writers
from jalons.building import process
from jalons.cli.common import app, checked_date, finish, watching
from jalons.corpus import Source, distinct
from jalons.files import write_together


def _checked_format(value: str) -> str:
    if value not in writers.formats():
        raise typer.BadParameter(f"« {value} » n'est pas un format ; formats : {', '.join(writers.formats())}")
    return value


@app.command(epilog="Exemple : jalons extract rapport.txt --reference-date 2012-11-17 --format csv -o rapport.csv")
def extract(
    files: Annotated[list[Path], typer.Argument(metavar="FICHIER…", help="Les documents à lire.", show_default=False)],
    reference_date: Annotated[
        str | None,
        typer.Option(
            metavar="AAAA[-MM[-JJ]]",
            help="Date depuis laquelle les documents parlent, pour « l'an dernier », « aujourd'hui »…",
            callback=checked_date,
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        str, typer.Option(metavar="|".join(writers.formats()), help="Format de la sortie.", callback=_checked_format)
    ] = "json",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FICHIER", help="Où écrire (sinon : à l'écran).", show_default=False)
    ] = None,
) -> None:
    """Tirer la chronologie d'un ou plusieurs documents.

    En JSON : un objet pour un document, un objet par ligne pour plusieurs.
    """
    wanted = [Source(path, path.stem, reference_date or "") for path in files]
    with watching(len(wanted), quiet=True) as watch:
        if format == "json":
            built = process(wanted, watch=watch)
            text = "".join(f"{json.dumps(part.to_dict(), ensure_ascii=False)}\n" for part in built.parts)
        else:
            built = process(distinct(wanted), watch=watch)
            text = writers.render(built.chronology, f"chronologie.{format}")
    if built.parts:
        if output:
            write_together({output: text})
        else:
            sys.stdout.write(text)
    finish(built)
