"""`jalons build`: the dataset of a corpus."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jalons.building import Built, process, publish
from jalons.cli.common import app, finish, watching
from jalons.corpus import sources


@app.command("build", epilog="Exemple : jalons build corpus -o outputs")
def build_command(
    corpus: Annotated[
        Path, typer.Argument(metavar="CORPUS", help="Un dossier (avec ou sans documents.csv) ou un fichier.")
    ] = Path("corpus"),
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DOSSIER", help="Où écrire le jeu de données.")] = Path(
        "outputs"
    ),
) -> None:
    """Construire le jeu de données d'un corpus : chronologie, mentions, description."""
    if not corpus.exists():
        raise typer.BadParameter(f"« {corpus} » n'existe pas", param_hint="CORPUS")
    found = sources(corpus)
    with watching(len(found), quiet=False) as watch:
        built = publish(corpus, process(found, watch=watch), output)
    _print_summary(built, output)
    finish(built)


def _print_summary(built: Built, output: Path) -> None:
    from rich.console import Console

    from jalons.display import summary_table

    Console().print(summary_table(built))
    print(f"Jeu de données écrit dans {output}/")
