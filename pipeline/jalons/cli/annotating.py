"""`jalons annotate` and `jalons agreement`: documents to annotation tools and back, and how two annotators agree."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from jalons import exchange
from jalons.cli.common import app, checked_date, complain, finish, watching
from jalons.files import replace_with, write_together

if TYPE_CHECKING:
    from jalons.agreement import Agreement
    from jalons.building import Built
    from jalons.corpus import Source
    from jalons.exchange import Annotated as AnnotatedDocument
    from jalons.types import Chronology

annotate = typer.Typer(
    name="annotate", help="Corriger à la main dans INCEpTION, Label Studio, doccano ou spaCy, et reprendre.", no_args_is_help=True
)
app.add_typer(annotate)

Annotator = Annotated[
    str, typer.Option(metavar="NOM", help="Dont prendre les marques, si plusieurs personnes ont annoté.", show_default=False)
]


class Target(StrEnum):
    """What `annotate import` writes."""

    GOLD = "gold"
    CORRECTIONS = "corrections"


class AgreementFormat(StrEnum):
    """How `agreement` writes."""

    TEXT = "text"
    JSON = "json"


def _checked_format(value: str) -> str:
    if value not in exchange.formats():
        raise typer.BadParameter(f"« {value} » n'est pas un format ; formats : {', '.join(exchange.formats())}")
    return value


@annotate.command("export", epilog="Exemple : jalons annotate export corpus --to inception -o annotation")
def export_command(
    documents: Annotated[
        list[Path], typer.Argument(metavar="DOCUMENT…", help="Documents, corpus, ou fichiers .gold.", show_default=False)
    ],
    to: Annotated[
        str,
        typer.Option("--to", metavar="|".join(exchange.formats()), help="L'outil.", callback=_checked_format, show_default=False),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DOSSIER", help="Où écrire les fichiers de l'outil.")] = Path(
        "annotation"
    ),
    reference_date: Annotated[
        str | None,
        typer.Option(metavar="AAAA[-MM[-JJ]]", help="Date depuis laquelle les documents parlent.", callback=checked_date),
    ] = None,
) -> None:
    """Écrire des documents et leurs mentions pour un outil d'annotation.

    Les corrections du corpus (corrections.csv) sont déjà appliquées aux mentions.
    """
    found: list[AnnotatedDocument] = []
    failed = False
    for path in documents:
        if golds := _gold_files(path):
            found += exchange.load(golds)
        else:
            built, chronologies = _extracted(path, reference_date or "")
            failed = failed or bool(built.failures)
            found += [each for chronology in chronologies for each in exchange.of_chronology(chronology)]
    if found:
        files: Mapping[str, bytes] = exchange.tools()[to].write(exchange.unique(output, found))
        written = {output / name: data for name, data in files.items()}
        if to == "gold" and (there := next((path for path in written if path.exists()), None)):
            raise typer.BadParameter(f"« {there} » existe déjà : une référence ne s'écrase pas", param_hint="-o")
        replace_with(written)
        print(f"{len(found)} document(s), {sum(len(d.annotations) for d in found)} mentions dans {output}/", file=sys.stderr)
    if failed or not found:
        raise typer.Exit(1)


def _gold_files(path: Path) -> list[Path]:
    """The gold files that a path names; none if it is a document or a corpus."""
    if path.is_dir():
        return sorted(path.glob("*.gold"))
    return [path] if path.suffix == ".gold" else []


def _extracted(corpus: Path, reference_date: str = "", *, only: Sequence[str] | None = None) -> tuple[Built, list[Chronology]]:
    """What is found in a corpus (in the documents of these ids `only`), with its corrections applied."""
    from dataclasses import replace

    from jalons.building import process
    from jalons.corpus import sources
    from jalons.corrections.applying import apply
    from jalons.corrections.table import load_corrections

    wanted: list[Source] = [source for source in sources(corpus) if only is None or source.id in only]
    if reference_date:
        wanted = [source if source.reference_date else replace(source, reference_date=reference_date) for source in wanted]
    with watching(len(wanted), quiet=True) as watch:
        built = process(wanted, watch=watch)
    chronologies, _, _ = apply(built.parts, load_corrections(corpus))
    return built, chronologies


@annotate.command(
    "import",
    epilog="Exemple : jalons annotate import export.json --to gold -o corpus/gold",
)
def import_command(  # noqa: PLR0913, PLR0917 (each option of the command is an argument)
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FICHIER…", help="Fichiers, dossiers ou ZIP que l'outil a exportés.", show_default=False),
    ],
    to: Annotated[Target, typer.Option("--to", help="Ce qu'il faut en faire.", show_default=False)],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="CHEMIN",
            help="gold : le dossier des références. corrections : le tableau à compléter (sinon : à l'écran).",
            show_default=False,
        ),
    ] = None,
    corpus: Annotated[
        Path | None,
        typer.Option(metavar="CORPUS", help="Les documents d'origine (nécessaire pour corrections).", show_default="corpus"),
    ] = None,
    annotator: Annotator = "",
    author: Annotated[str, typer.Option(metavar="NOM", help="corrections : qui a corrigé.", show_default=False)] = "",
    reason: Annotated[str, typer.Option(metavar="TEXTE", help="corrections : le motif.")] = "relecture",
) -> None:
    """Reprendre ce qui a été corrigé dans un outil : fichiers de référence, ou lignes de corrections.csv."""
    if to is Target.GOLD and output is None:
        raise typer.BadParameter("donnez le dossier où écrire les références", param_hint="-o")
    if to is Target.CORRECTIONS and not author.strip():
        raise typer.BadParameter("donnez le nom de qui a corrigé", param_hint="--author")
    documents = exchange.reviewed(files[0], exchange.load(files, annotator=annotator))
    place = corpus or (Path("corpus") if to is Target.CORRECTIONS else None)
    if place:
        documents = exchange.placed(documents, place)
    if output is not None and to is Target.GOLD:
        _write_gold(documents, output)
    elif place:
        _write_corrections(documents, output, place, author=author, reason=reason)


def _write_gold(documents: Sequence[AnnotatedDocument], folder: Path) -> None:
    from jalons.exchange.gold import renewed

    files, notes = renewed(documents, folder)
    replace_with({folder / name: data for name, data in files.items()}, durable=True)
    print(f"{len(files)} référence(s) dans {folder}/", file=sys.stderr)
    for note in notes:
        complain(note)


def _write_corrections(
    documents: Sequence[AnnotatedDocument], table: Path | None, corpus: Path, *, author: str, reason: str
) -> None:
    from jalons.corrections.proposing import added, proposed

    built, chronologies = _extracted(corpus, only=[document.id for document in documents])
    finish(built)
    found = {name: mentions for chronology in chronologies for name, mentions in chronology.mentions.items()}
    proposal = proposed(documents, found, author=author.strip(), day=date.today().isoformat(), reason=reason)
    text = added(proposal.rows, table)
    if table:
        write_together({table: text})
    else:
        sys.stdout.write(text)
    print(f"{len(proposal.rows)} correction(s), {proposal.kept} mentions laissées telles quelles.", file=sys.stderr)
    if proposal.astray:
        print("Ce que corrections.csv ne peut pas dire (faites-en une référence : --to gold) :", file=sys.stderr)
    for each in proposal.astray:
        complain(str(each))


@app.command("agreement", epilog="Exemple : jalons agreement alice.json bruno.json --errors")
def agreement_command(
    first: Annotated[Path, typer.Argument(metavar="A", help="Un fichier ou un dossier annoté.", show_default=False)],
    second: Annotated[Path, typer.Argument(metavar="B", help="Le même, par quelqu'un d'autre.", show_default=False)],
    annotators: Annotated[
        tuple[str, str], typer.Option(metavar="NOM NOM", help="Dont prendre les marques dans A et dans B.", show_default=False)
    ] = ("", ""),
    errors: Annotated[bool, typer.Option("--errors", help="Montrer chaque désaccord avec sa phrase.")] = False,
    format: Annotated[AgreementFormat, typer.Option(help="Format de la sortie.")] = AgreementFormat.TEXT,
) -> None:
    """Mesurer l'accord de deux annotateurs : F1, κ de Cohen et α de Krippendorff, par étiquette."""
    from jalons.agreement import agreement

    found = agreement(*(exchange.load([path], annotator=name) for path, name in zip((first, second), annotators, strict=True)))
    if format is AgreementFormat.JSON:
        print(json.dumps(found.to_dict(), ensure_ascii=False, indent=1))
    else:
        _print_agreement(found, errors=errors)


_KINDS: Final = {
    "only_first": "A seul",
    "only_second": "B seul",
    "label": "étiquette",
    "span": "étendue",
    "value": "valeur",
}


def _print_agreement(found: Agreement, *, errors: bool) -> None:
    from rich.console import Console

    from jalons.display import agreement_table

    Console(width=max(Console().width, 100)).print(agreement_table(found))
    for each in found.disagreements if errors else ():
        said = " / ".join(f"{name} : {value}" for name, value in (("A", each.first), ("B", each.second)) if value)
        print(f"{each.document}:{each.start}-{each.end} {_KINDS[each.kind]} : « {each.text} » {said}")
        print(f"    {each.sentence}")
