"""`jalons candidates` and `jalons concepts`: what the lexicons miss, and the lexicon of concepts in and out of a thesaurus."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from jalons.cli.common import app, complain
from jalons.corpus import Source, is_corpus, sources
from jalons.errors import JalonsError
from jalons.files import write_together
from jalons.types import Document

concepts = typer.Typer(name="concepts", help="Échanger le lexique des notions avec un thésaurus (SKOS).", no_args_is_help=True)
app.add_typer(concepts)

Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FICHIER", help="Où écrire (sinon : à l'écran).", show_default=False)
]


class Lexicon(StrEnum):
    """The lexicons that candidates are for."""

    ORGANISATIONS = "organisations"
    PROGRAMMES = "programmes"
    EVENTS = "events"
    CONCEPTS = "concepts"


class ThesaurusFormat(StrEnum):
    """How `concepts export` writes."""

    SKOS = "skos"


@app.command(epilog="Exemple : jalons candidates corpus --lexicon organisations -o candidats.csv")
def candidates(
    corpus: Annotated[Path, typer.Argument(metavar="CORPUS", help="Un dossier (avec ou sans documents.csv) ou un fichier.")],
    lexicon: Annotated[
        Lexicon | None, typer.Option(help="Ne garder que les candidats d'un lexique, avec ses colonnes.", show_default=False)
    ] = None,
    minimum: Annotated[int, typer.Option(min=1, metavar="N", help="Dits au moins N fois (un sigle expliqué : une fois).")] = 2,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="N candidats au plus, les plus lourds.")] = 200,
    output: Output = None,
) -> None:
    """Chercher ce qui manque aux lexiques : sigles inconnus, noms d'institutions, groupes nominaux qui reviennent."""
    from jalons.candidates import candidates as find
    from jalons.candidates.table import render

    if not is_corpus(corpus):
        raise typer.BadParameter(f"« {corpus} » n'existe pas", param_hint="CORPUS")
    failures: list[Source] = []
    found = find(_readable(sources(corpus), failures), minimum=minimum)
    wanted = [each for each in found if lexicon is None or each.lexicon == lexicon][:limit]
    _write(render(wanted, lexicon=lexicon or ""), output)
    if failures:
        raise typer.Exit(1)


def _readable(corpus: list[Source], failures: list[Source]) -> Iterator[Document]:
    """The documents that can be read; the others are told and kept in `failures`."""
    for source in corpus:
        try:
            yield source.read()
        except JalonsError as error:
            complain(f"échec : {error}")
            failures.append(source)


def _checked_base(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`#]+", value):
        raise typer.BadParameter(f"« {value} » n'est pas une adresse (https://… sans #)")
    return value


@concepts.command("export", epilog="Exemple : jalons concepts export --format skos -o notions.ttl")
def export_concepts(
    format: Annotated[ThesaurusFormat, typer.Option(help="Format de la sortie (Turtle).")] = ThesaurusFormat.SKOS,
    base: Annotated[
        str, typer.Option(metavar="ADRESSE", help="Adresse du thésaurus, dont celles des notions.", callback=_checked_base)
    ] = "https://example.org/jalons/concepts",
    output: Output = None,
) -> None:
    """Écrire le lexique des notions en SKOS, que lisent Opentheso et les autres éditeurs de thésaurus."""
    from jalons.rules import load_lexicon
    from jalons.skos import to_skos

    writers = {ThesaurusFormat.SKOS: to_skos}
    _write(writers[format](load_lexicon("concepts"), base=base), output)


@concepts.command("import", epilog="Exemple : jalons concepts import thesaurus.ttl -o lignes.csv")
def import_concepts(
    file: Annotated[Path, typer.Argument(metavar="FICHIER", help="Du SKOS : .ttl, .rdf, .xml ou .nt.", show_default=False)],
    output: Output = None,
) -> None:
    """Lire un thésaurus SKOS et en écrire les lignes du lexique des notions."""
    from jalons.skos import COLUMNS, from_skos
    from jalons.tables import write_rows

    stream = io.StringIO(newline="")
    write_rows(stream, COLUMNS, ([row[column] for column in COLUMNS] for row in from_skos(file)))
    _write(stream.getvalue(), output)


def _write(text: str, output: Path | None) -> None:
    if output:
        write_together({output: text})
    else:
        sys.stdout.write(text)
