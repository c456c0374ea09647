"""The gate: floors under the scores, in a file pinned to the gold they were reached on.

`{"gold": {file name: sha256}, "floors": {document id or "all": {row: floor}}}`. The measure is the end-to-end F1 of each row
of `jalons.scoring.ROWS`. Floors rise by `raised`; one falls, or the gold under them changes, by an explicit flag only.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jalons.errors import DataError
from jalons.files import write_together
from jalons.scoring import Counts, Evaluation

Floors = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Gate:
    """Floors by group (a document id or `all`) and row, and the sha256 of each gold file by name."""

    gold: Mapping[str, str]
    floors: Floors

    @classmethod
    def load(cls, path: Path) -> Gate:
        """The gate in a file; raises `DataError` if it cannot be read."""
        try:
            table = json.loads(path.read_text(encoding="utf-8"))
            floors = {group: {row: float(floor) for row, floor in rows.items()} for group, rows in table["floors"].items()}
            return cls(dict(table["gold"]), floors)
        except FileNotFoundError:
            raise DataError(path, "fichier entier", "le fichier n'existe pas ; --update-floors le crée") from None
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise DataError(path, "fichier entier", f"illisible ({error})") from None

    def save(self, path: Path) -> None:
        """Writes the gate to a file."""
        table = {"gold": dict(sorted(self.gold.items())), "floors": self.floors}
        write_together({path: json.dumps(table, ensure_ascii=False, indent=2) + "\n"})

    def failures(self, evaluation: Evaluation) -> list[str]:
        """What stands against passing, one line each, in French; empty if the gate is passed."""
        hashes = {score.gold: score.gold_sha256 for score in evaluation.documents}
        lines = [f"{name} n'a pas été évalué" for name in self.gold if name not in hashes]
        lines += [f"{name} n'est pas dans le fichier des planchers" for name in hashes if name not in self.gold]
        lines += [f"{name} a changé" for name, digest in self.gold.items() if hashes.get(name, digest) != digest]
        tables = evaluation.tables()
        for group, rows in self.floors.items():
            for row, floor in rows.items():
                reached = _measure(tables.get(group, {}).get(row))
                if reached is None or reached < floor:
                    shown = "—" if reached is None else f"{reached:.4f}"
                    lines.append(f"{group}, {row} : {shown} est sous le plancher {floor:.3f}")
        return lines

    def raised(self, evaluation: Evaluation, *, allow_lower: bool = False) -> Gate:
        """The gate with each floor at the score just reached, rounded down to three places.

        Floors that would fall stay, and gold that changed keeps its old hash, unless `allow_lower`. A gate without floors
        gets one for each row of each document and of all.
        """
        tables = evaluation.tables()
        groups = self.floors or {name: {row: 0.0 for row, counts in rows.items() if counts.gold} for name, rows in tables.items()}
        floors: dict[str, dict[str, float]] = {}
        for group, rows in groups.items():
            floors[group] = {}
            for row, floor in rows.items():
                reached = math.floor((_measure(tables.get(group, {}).get(row)) or 0.0) * 1000) / 1000
                floors[group][row] = reached if allow_lower else max(reached, floor)
        hashes = {score.gold: score.gold_sha256 for score in evaluation.documents}
        return Gate(hashes if allow_lower or not self.gold else {**hashes, **self.gold}, floors)


def _measure(counts: Counts | None) -> float | None:
    return counts.end_to_end if counts else None
