"""`corrections.csv`, beside the documents of a corpus: one row a correction.

Its columns are `action`, `cible` (the id of an entry or mention), `citation` (what the target says: a guard against changed
passages), `valeur`, `auteur`, `jour` and `motif`. The values by action:

- `accepter`, `rejeter`: none;
- `redater`: a date in EDTF, for an entry or a mention of a date;
- `reformuler`: the new summary of an entry;
- `relier`: for a mention its new value; for an entry `colonne : valeur | valeur`, all that the column is to hold;
- `fusionner`, `séparer`: the ids of other entries, separated by `|`, that tell the same fact or do not.
"""

from __future__ import annotations

import csv
import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from jalons.corpus import CORRECTIONS, folder_of
from jalons.errors import DataError
from jalons.folding import plain

_log = logging.getLogger(__name__)
COLUMNS: Final = ("action", "cible", "citation", "valeur", "auteur", "jour", "motif")
ACTIONS: Final[Mapping[str, bool]] = {
    "accepter": False,
    "rejeter": False,
    "redater": True,
    "reformuler": True,
    "relier": True,
    "fusionner": True,
    "séparer": True,
}
"""The actions, and whether each needs a value."""

APPLIED: Final = "appliquée"
LOST: Final = "cible disparue"
CHANGED: Final = "cible changée"
REFUSED: Final = "refusée"
STATES: Final = (APPLIED, LOST, CHANGED, REFUSED)
"""What can become of a correction."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A row of the table; `line` is its line in the file."""

    action: str
    target: str
    quote: str
    value: str
    author: str
    day: str
    reason: str
    line: int

    @property
    def problem(self) -> str:
        """What is wrong with the row, whatever the corpus holds; `""` if nothing is."""
        if self.action not in ACTIONS:
            return f"l'action « {self.action} » n'existe pas ; actions : {', '.join(ACTIONS)}"
        needed = {"cible": self.target, "citation": self.quote, "auteur": self.author, "jour": self.day, "motif": self.reason}
        empty = [name for name, cell in needed.items() if not cell]
        if ACTIONS[self.action] != bool(self.value):
            return f"« {self.action} » demande une valeur" if not self.value else f"« {self.action} » ne prend pas de valeur"
        if empty:
            return f"il faut remplir {', '.join(empty)}"
        try:
            date.fromisoformat(self.day)
        except ValueError:
            return f"le jour « {self.day} » s'écrit AAAA-MM-JJ"
        return ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a correction: one of `STATES`, and for a person why and what to do."""

    correction: Correction
    state: str
    detail: str = ""

    def __str__(self) -> str:
        row = self.correction
        return _told(row.line, row.action, row.target, self.state, self.detail)


def tell(told: str) -> None:
    """Says in the log what a correction that is not applied has become."""
    _log.warning("%s", told)


def tell_again(outputs: Path) -> None:
    """Says of the corrections published in a folder which are not applied: a rebuild that changes nothing must not hide them."""
    with suppress(OSError, csv.Error), (outputs / CORRECTIONS).open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["etat"] != APPLIED:
                tell(_told(row["ligne"], row["action"], row["cible"], row["etat"], row["remede"]))


def _told(line: object, action: str, target: str, state: str, detail: str) -> str:
    return f"{CORRECTIONS}, ligne {line} ({action} {target}) : {state} ; {detail}"


def load_corrections(corpus: str | Path) -> tuple[Correction, ...]:
    """The corrections of a corpus (its folder, or a file in it), in the order of the table; none if there is no table.

    Raises `DataError` if the table cannot be read or lacks a column.
    """
    table = folder_of(Path(corpus)) / CORRECTIONS
    if not table.is_file():
        return ()
    try:
        with table.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            missing = [column for column in COLUMNS if column not in (reader.fieldnames or [])]
            if missing:
                raise DataError(table, "ligne 1", f"il manque la colonne {', '.join(missing)}")
            return tuple(_correction(row, reader.line_num) for row in reader if any(row.values()))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(table, "fichier entier", f"illisible ({error})") from None


def _correction(row: Mapping[str | None, object], line: int) -> Correction:
    action, target, quote, value, author, day, reason = (plain(str(row.get(column) or "")) for column in COLUMNS)
    return Correction(action, target, quote, value, author, day, reason, line)
