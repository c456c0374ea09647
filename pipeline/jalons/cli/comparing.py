"""`jalons explain` and `jalons diff`: why a row is what it is, and what a rebuild changed."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from jalons.cli.common import app


class DiffFormat(StrEnum):
    """How `diff` writes."""

    TEXT = "text"
    JSON = "json"


@app.command(epilog="Exemple : jalons explain histoire-alliss-0123456789")
def explain(
    identifier: Annotated[
        str, typer.Argument(metavar="IDENTIFIANT", help="D'une entrée, d'une mention ou d'un fait.", show_default=False)
    ],
    outputs: Annotated[
        Path, typer.Option("--outputs", "-o", metavar="DOSSIER", help="Le jeu de données (voir « jalons build »).")
    ] = Path("outputs"),
) -> None:
    """Expliquer une ligne : document, passage, règles, date, fait, corrections, versions."""
    from jalons.dataset import Dataset
    from jalons.explaining import explain as explained

    print("\n".join(explained(Dataset.load(outputs), identifier)))


@app.command(epilog="Exemple : jalons diff outputs nouveau")
def diff(
    old: Annotated[Path, typer.Argument(metavar="AVANT", help="Un jeu de données.", show_default=False)],
    new: Annotated[Path, typer.Argument(metavar="APRÈS", help="Le même, reconstruit.", show_default=False)],
    format: Annotated[DiffFormat, typer.Option(help="Format de la sortie.")] = DiffFormat.TEXT,
) -> None:
    """Dire ce qu'une reconstruction a changé : entrées ajoutées, disparues, redatées, reformulées, reliées.

    Le code de retour est 0 même si les deux diffèrent ; 1 si l'un des jeux de données est illisible.
    """
    from jalons.dataset import Dataset
    from jalons.differences import compare

    differences = compare(Dataset.load(old), Dataset.load(new))
    if format is DiffFormat.JSON:
        print(json.dumps(differences.to_dict(), ensure_ascii=False, indent=1))
    else:
        print("\n".join(differences.lines()))
