"""`jalons export` and `jalons formats`: a chronology carried to other tools."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jalons.cli.common import app, finish, watching
from jalons.errors import DataError
from jalons.writers.exports import ARCHIVE, FORMATS, files, parts

if TYPE_CHECKING:
    from jalons.building import Built
    from jalons.types import Chronology


def _checked_format(value: str) -> str:
    if value not in FORMATS:
        raise typer.BadParameter(f"« {value} » n'est pas un format ; formats : {', '.join(FORMATS)}")
    return value


@app.command("export", epilog="Exemple : jalons export outputs --to xlsx -o chronologie.xlsx")
def export_command(
    to: Annotated[
        str,
        typer.Option("--to", metavar="FORMAT", help="Voir « jalons formats ».", callback=_checked_format, show_default=False),
    ],
    source: Annotated[
        Path, typer.Argument(metavar="SOURCE", help="Un jeu de données, un fichier JSON de Jalons, un corpus ou un document.")
    ] = Path("outputs"),
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FICHIER", help="Où écrire ; en .zip : une archive.", show_default=False),
    ] = None,
) -> None:
    """Écrire une chronologie pour un autre outil : tableur, TEI, TimelineJS, IRaMuTeQ…

    Un jeu de données (« jalons build ») est repris tel quel ; un corpus ou un document est d'abord traité. Sans --output, un
    format d'un seul fichier texte est écrit à l'écran.
    """
    from jalons.corpus import is_corpus
    from jalons.files import replace_with

    wanted = FORMATS[to]
    if not is_corpus(source):
        raise typer.BadParameter(f"« {source} » n'existe pas", param_hint="SOURCE")
    if output is None and (wanted.several or not wanted.text):
        kind = "plusieurs fichiers : dites un dossier" if wanted.several else f"un fichier {wanted.suffix} : dites son nom"
        raise typer.BadParameter(f"« {to} » fait {kind}, ou une archive {ARCHIVE}", param_hint="--output")
    chronology, built = _chronology(source)
    if output is None:
        (data,) = parts(chronology, wanted).values()
        sys.stdout.write(data.decode("utf-8"))
    else:
        replace_with(files(chronology, wanted, output))
    if built:
        finish(built)


def _chronology(source: Path) -> tuple[Chronology, Built | None]:
    """What is to be written; what became of the documents if they had to be processed."""
    from jalons.dataset import Dataset

    if source.is_dir() and (source / "chronologie.json").is_file():
        return _sound(source, Dataset.load(source).chronology), None
    if source.suffix == ".json":
        return _sound(source, lambda: _read(source)), None
    from jalons.building import process
    from jalons.corpus import sources
    from jalons.corrections.table import load_corrections
    from jalons.errors import DocumentError

    found = sources(source)
    with watching(len(found), quiet=True) as watch:
        built = replace(process(found, watch=watch), corrections=load_corrections(source))
    if not built.parts:
        raise DocumentError(source, "aucun document n'a pu être traité ; rien n'est écrit")
    return built.chronology, built


def _sound(source: Path, read: Any) -> Chronology:
    try:
        chronology: Chronology = read()
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        reason = f"ce n'est pas une chronologie de Jalons ({type(error).__name__} : {error}) ; relancez « jalons build »"
        raise DataError(source, "fichier entier", reason) from None
    return chronology


def _read(path: Path) -> Chronology:
    """The chronology in a file of `jalons extract` (an object, or one a line) or `chronologie.json`; its entries are joined."""
    from jalons.dataset import revived
    from jalons.merging import merge

    text = path.read_text(encoding="utf-8")
    try:
        found = json.loads(text)
    except ValueError:
        found = [json.loads(line) for line in text.splitlines() if line.strip()]
    objects = found if isinstance(found, list) else [found]
    return merge([revived([item]) for item in objects])


@app.command("formats", epilog="Exemple : jalons formats")
def formats_command() -> None:
    """Lister les formats de « jalons export » : nom, usage, fichier."""
    from rich.console import Console

    from jalons.display import format_table

    Console().print(format_table(FORMATS.values()))
