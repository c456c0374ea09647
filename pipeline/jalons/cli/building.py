"""`jalons build`: the dataset of a corpus."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Annotated

import typer

from jalons import databases
from jalons.building import Built, build, engines
from jalons.cli.common import app, finish, watching
from jalons.corpus import is_corpus, sources


def _checked_engine(value: str) -> str:
    if value not in engines.NAMES:
        raise typer.BadParameter(f"« {value} » n'existe pas ; moteurs : {', '.join(engines.NAMES)}")
    return value


def _checked_formats(values: list[str] | None) -> list[str] | None:
    for value in values or ():
        if value not in databases.FORMATS:
            raise typer.BadParameter(f"« {value} » n'existe pas ; formats : {', '.join(databases.FORMATS)}")
    return values


@app.command("build", epilog="Exemple : jalons build corpus -o outputs")
def build_command(  # noqa: PLR0913, PLR0917 (each option is one)
    corpus: Annotated[
        Path,
        typer.Argument(
            metavar="CORPUS", help="Un dossier (avec ou sans documents.csv), un fichier, un motif (« dossier/**/*.pdf »)."
        ),
    ] = Path("corpus"),
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DOSSIER", help="Où écrire le jeu de données.")] = Path(
        "outputs"
    ),
    processes: Annotated[
        int | None,
        typer.Option(
            "--processes", "-j", min=1, metavar="N", help="Combien de documents traiter à la fois.", show_default="tous les cœurs"
        ),
    ] = None,
    engine: Annotated[
        str,
        typer.Option(
            metavar="|".join(engines.NAMES),
            help="Où traiter : sur cette machine ou sur une grappe Ray.",
            callback=_checked_engine,
        ),
    ] = engines.LOCAL,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="|".join(databases.FORMATS),
            help="Un format de plus pour les tables, à répéter : fichiers Parquet, base SQLite (jalons.db).",
            callback=_checked_formats,
            show_default=False,
        ),
    ] = None,
    store: Annotated[
        Path | None,
        typer.Option(
            metavar="DOSSIER", help="Où garder les résultats pour la prochaine fois.", show_default="le cache de l'utilisateur"
        ),
    ] = None,
) -> None:
    """Construire le jeu de données d'un corpus : chronologie, mentions, description.

    Seul ce qui est nouveau ou changé est traité ; un travail interrompu reprend où il en était.
    """
    corpus = corpus.expanduser()  # a shell leaves `~` between quotes as it stands
    if not is_corpus(corpus):
        raise typer.BadParameter(f"« {corpus} » n'existe pas", param_hint="CORPUS")
    start = time.monotonic()
    workers = processes or (_cores() if engine == engines.LOCAL else None)
    with watching(len(sources(corpus, quiet=True)), quiet=False) as watch:
        built = build(corpus, output, watch=watch, engine=engine, processes=workers, store=store, formats=formats or ())
    _print_summary(built, output, time.monotonic() - start)
    finish(built)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _print_summary(built: Built, output: Path, seconds: float) -> None:
    from rich.console import Console

    from jalons.display import summary_table

    Console().print(summary_table(built, seconds))
    print(f"Jeu de données écrit dans {output}/ ; à ouvrir :")
    print(f"  {output / 'chronologie.html'}   la frise, dans un navigateur")
    print(f"  {output / 'chronologie.csv'}    le tableau, dans un tableur")
