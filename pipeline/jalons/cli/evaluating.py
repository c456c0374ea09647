"""`jalons evaluate`: scores against gold, and gates."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from jalons.cli.common import app, complain

if TYPE_CHECKING:
    from jalons.scoring import Difference, Evaluation

GOLD_FOLDERS: Final = (Path("corpus/gold"), Path("tests/gold"))


MERGING_FOLDER: Final = Path("tests/merging/gold")


class ScoreFormat(StrEnum):
    """How `evaluate` writes."""

    TEXT = "text"
    JSON = "json"


@app.command(epilog="Exemple : jalons evaluate corpus/gold --errors")
def evaluate(  # noqa: PLR0913, PLR0917 (each option of the command is an argument)
    gold: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[RÉFÉRENCE…]", help="Fichiers .gold ou dossiers.", show_default="corpus/gold et tests/gold"),
    ] = None,
    errors: Annotated[bool, typer.Option("--errors", help="Montrer chaque oubli, excédent et valeur fausse.")] = False,
    merging: Annotated[
        bool, typer.Option("--merging", help="Évaluer la réunion des faits : RÉFÉRENCE est alors un dossier avec gold.toml.")
    ] = False,
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
    if merging:
        _merging(gold or sorted(path.parent for path in MERGING_FOLDER.glob("*/gold.toml")), errors=errors, format=format)
        return
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


def _merging(folders: Sequence[Path], *, errors: bool, format: ScoreFormat) -> None:
    from rich.console import Console

    from jalons.display import merging_table
    from jalons.merging.scoring import evaluate_merging

    if not folders:
        raise typer.BadParameter("aucun dossier avec gold.toml à cet endroit", param_hint="RÉFÉRENCE")
    scores = evaluate_merging(folders)
    if format is ScoreFormat.JSON:
        print(json.dumps({score.name: score.to_dict() for score in scores}, ensure_ascii=False, indent=1))
        return
    for score in scores:
        Console(width=max(Console().width, 100)).print(merging_table(score))
        print(f"Voisins trompeurs : {score.near} paires, {score.near_wrong} mal jugées.")
        print(f"Récits que l'extraction n'a pas trouvés : {len(score.missing)}.")
        for mistake in score.mistakes if errors else ():
            pair = " / ".join(f"{document} : « {words} »" for document, words in (mistake.one, mistake.other))
            print(f"    {pair} : {mistake.found} au lieu de {mistake.expected}")


def _pass_gate(evaluation: Evaluation, path: Path, *, update: bool, allow_lower: bool) -> None:
    from jalons.gate import Gate

    if update:
        current = Gate.load(path) if path.exists() else Gate({}, {})
        current.raised(evaluation, allow_lower=allow_lower).save(path)
    failures = Gate.load(path).failures(evaluation)
    for line in failures:
        complain(line)
    if failures:
        raise typer.Exit(1)
    print(f"Planchers tenus ({path}).", file=sys.stderr)


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
        label = {"ENTRIES": "entrée", "PARTICIPANTS": "participant"}.get(each.label, each.label)
        print(f"{each.document}:{each.start}-{each.end} {label}, {_KINDS[each.kind]} : « {each.text} » {values[each.kind]}{rule}")
        if each.sentence != each.text:
            print(f"    {each.sentence}")
