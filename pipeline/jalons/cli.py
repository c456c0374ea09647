"""The command line: `jalons build`, `extract`, `evaluate`, `schema`. The only module that prints."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from jalons import __version__, writers
from jalons.building import Built, Failure, Watch, process, publish
from jalons.corpus import Source, distinct, sources
from jalons.errors import JalonsError, ReferenceDateError
from jalons.files import write_together
from jalons.types import parse_reference_date

if TYPE_CHECKING:
    from jalons.scoring import Difference, Evaluation
    from jalons.types import Chronology

GOLD_FOLDERS: Final = (Path("corpus/gold"), Path("tests/gold"))

app = typer.Typer(
    name="jalons",
    help="La chronologie de documents en français : datée, sourcée au caractère près, vérifiée contre des références.",
    epilog="Exemple : jalons extract rapport.txt --reference-date 2012-11-17",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


class ScoreFormat(StrEnum):
    """How `evaluate` writes."""

    TEXT = "text"
    JSON = "json"


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the command line and exits: 0 done, 1 a document or a gate failed, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", newline="")
    try:
        app(args=None if argv is None else list(argv), prog_name="jalons")
    except JalonsError as error:
        _complain(str(error))
        sys.exit(1)


@app.callback(invoke_without_command=True)
def options(
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Dire tout ce qui se passe.")] = False,
    version: Annotated[bool, typer.Option("--version", help="Afficher la version.")] = False,
) -> None:
    """Settings of all commands."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("jalons : %(message)s"))
    logger = logging.getLogger("jalons")
    logger.handlers[:] = [handler]
    logger.setLevel(logging.DEBUG if verbose else logging.WARNING)
    if version:
        print(f"jalons {__version__}")
        raise typer.Exit


def _checked_date(value: str | None) -> str | None:
    try:
        parse_reference_date(value)
    except ReferenceDateError as error:
        raise typer.BadParameter(str(error)) from None
    return value


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
            callback=_checked_date,
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
    with _watching(len(wanted), quiet=True) as watch:
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
    _finish(built)


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
    with _watching(len(found), quiet=False) as watch:
        built = publish(corpus, process(found, watch=watch), output)
    _print_summary(built, output)
    _finish(built)


@app.command(epilog="Exemple : jalons evaluate corpus/gold --errors")
def evaluate(  # noqa: PLR0913, PLR0917 (each option of the command is an argument)
    gold: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[RÉFÉRENCE…]", help="Fichiers .gold ou dossiers.", show_default="corpus/gold et tests/gold"),
    ] = None,
    errors: Annotated[bool, typer.Option("--errors", help="Montrer chaque oubli, excédent et valeur fausse.")] = False,
    format: Annotated[ScoreFormat, typer.Option(help="Format de la sortie.")] = ScoreFormat.TEXT,
    gate: Annotated[
        Path | None,
        typer.Option(metavar="PLANCHERS", help="Échouer si un score est sous son plancher.", show_default=False),
    ] = None,
    update_floors: Annotated[bool, typer.Option("--update-floors", help="Relever les planchers du fichier --gate.")] = False,
    allow_lower: Annotated[
        bool,
        typer.Option("--allow-lower", help="Avec --update-floors : accepter aussi planchers abaissés et références changées."),
    ] = False,
) -> None:
    """Comparer ce que Jalons trouve à des références annotées à la main."""
    from jalons import scoring

    if update_floors and not gate:
        raise typer.BadParameter("donnez aussi --gate FICHIER", param_hint="--update-floors")
    paths = gold or [folder for folder in GOLD_FOLDERS if folder.is_dir()]
    evaluation = scoring.evaluate(paths)
    if not evaluation.documents:
        raise typer.BadParameter("aucun fichier .gold à cet endroit", param_hint="RÉFÉRENCE")
    if format is ScoreFormat.JSON:
        print(json.dumps(evaluation.to_dict(), ensure_ascii=False, indent=1))
    else:
        _print_scores(evaluation)
        if errors:
            _print_differences([d for score in evaluation.documents for d in score.differences])
    if gate:
        _pass_gate(evaluation, gate, update=update_floors, allow_lower=allow_lower)


@app.command(epilog='Exemple : jalons dates "du 7 au 9 janvier 2015, puis l\'année suivante"')
def dates(
    text: Annotated[str, typer.Argument(metavar="TEXTE", help="Une phrase ou un paragraphe.", show_default=False)],
    reference_date: Annotated[
        str | None,
        typer.Option(metavar="AAAA[-MM[-JJ]]", help="Date depuis laquelle le texte parle.", callback=_checked_date),
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


@app.command()
def schema() -> None:
    """Afficher le JSON Schema de ce que « jalons extract » écrit."""
    from jalons.schema import contract

    print(json.dumps(contract(), ensure_ascii=False, indent=1))


def _pass_gate(evaluation: Evaluation, path: Path, *, update: bool, allow_lower: bool) -> None:
    from jalons.gate import Gate

    if update:
        current = Gate.load(path) if path.exists() else Gate({}, {})
        current.raised(evaluation, allow_lower=allow_lower).save(path)
    failures = Gate.load(path).failures(evaluation)
    for line in failures:
        _complain(line)
    if failures:
        raise typer.Exit(1)
    print(f"Planchers tenus ({path}).", file=sys.stderr)


def _complain(line: str) -> None:
    """One line on stderr, whatever the message."""
    print(f"jalons : {' '.join(line.split())}", file=sys.stderr)


def _finish(built: Built) -> None:
    if built.failures:
        raise typer.Exit(1)


@contextmanager
def _watching(total: int, *, quiet: bool) -> Iterator[Watch]:
    """What to call after each document: a bar on a terminal, plain lines (none if `quiet`) elsewhere; failures always."""
    if sys.stderr.isatty() and total > 1:
        from rich.console import Console
        from rich.progress import Progress

        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("Documents", total=total)

            def advance(source: Source, result: Chronology | Failure) -> None:
                progress.update(task, advance=1, description=source.id)
                if isinstance(result, Failure):
                    progress.console.print(f"jalons : échec : {' '.join(result.reason.split())}", markup=False, highlight=False)

            yield advance
    else:
        done = 0

        def tell(source: Source, result: Chronology | Failure) -> None:
            nonlocal done
            done += 1
            if isinstance(result, Failure):
                _complain(f"échec : {result.reason}")
            elif not quiet:
                found = sum(map(len, result.mentions.values()))
                print(f"[{done}/{total}] {source.id} : {found} mentions, {len(result)} entrées", file=sys.stderr)

        yield tell


def _print_summary(built: Built, output: Path) -> None:
    from rich.console import Console

    from jalons.display import summary_table

    Console().print(summary_table(built))
    print(f"Jeu de données écrit dans {output}/")


def _print_scores(evaluation: Evaluation) -> None:
    from rich.console import Console

    from jalons.display import score_table

    console = Console(width=max(Console().width, 100))
    for name, counts in evaluation.tables().items():
        console.print(score_table(name, counts))


_KINDS: Final = {"missed": "oubli", "extra": "excédent", "value": "valeur fausse"}


def _print_differences(differences: Sequence[Difference]) -> None:
    for each in differences:
        values = {"missed": each.expected, "extra": each.found, "value": f"{each.found or '(vide)'} au lieu de {each.expected}"}
        rule = f" [{each.rule}]" if each.rule else ""
        label = "entrée" if each.label == "ENTRIES" else each.label
        print(f"{each.document}:{each.start}-{each.end} {label}, {_KINDS[each.kind]} : « {each.text} » {values[each.kind]}{rule}")
        if each.sentence != each.text:
            print(f"    {each.sentence}")
