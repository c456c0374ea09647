"""What the commands share: the application, its general options, what it says while it works."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from jalons import __version__
from jalons.building import Built, Done, Failure, Watch
from jalons.errors import ReferenceDateError
from jalons.types import parse_reference_date

app = typer.Typer(
    name="jalons",
    help="La chronologie de documents en français : datée, sourcée au caractère près, vérifiée contre des références.",
    epilog="Exemple : jalons extract rapport.txt --reference-date 2012-11-17",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich" if sys.stdout.isatty() else None,  # elsewhere plain text, which takes half the time
    context_settings={"help_option_names": ["-h", "--help"]},
)


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


def checked_date(value: str | None) -> str | None:
    """The callback of options that hold a reference date."""
    try:
        parse_reference_date(value)
    except ReferenceDateError as error:
        raise typer.BadParameter(str(error)) from None
    return value


def complain(line: str) -> None:
    """One line on stderr, whatever the message."""
    print(f"jalons : {' '.join(line.split())}", file=sys.stderr)


def finish(built: Built) -> None:
    """Exits with 1 if a document failed."""
    if built.failures:
        raise typer.Exit(1)


@contextmanager
def watching(total: int, *, quiet: bool) -> Iterator[Watch]:
    """What to call after each document: a bar on a terminal, plain lines (none if `quiet`) elsewhere; failures always."""
    if sys.stderr.isatty() and total > 1:
        from rich.console import Console

        from jalons.display import progress_bar

        with progress_bar(Console(stderr=True)) as progress:
            task = progress.add_task("", total=total)

            def advance(outcome: Done | Failure) -> None:
                progress.update(task, advance=1, description=outcome.source.id)
                if isinstance(outcome, Failure):
                    progress.console.print(f"jalons : échec : {' '.join(outcome.reason.split())}", markup=False, highlight=False)

            yield advance
    else:
        done = 0

        def tell(outcome: Done | Failure) -> None:
            nonlocal done
            done += 1
            if isinstance(outcome, Failure):
                complain(f"échec : {outcome.reason}")
            elif not quiet:
                found = f"{outcome.counts['mentions']} mentions, {outcome.counts['entries']} entrées"
                print(f"[{done}/{total}] {outcome.source.id} : {found}", file=sys.stderr)

        yield tell
