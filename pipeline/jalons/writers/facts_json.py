"""The facts as JSON: a list with an object for each (see `jalons.types.Fact.to_dict`)."""

from __future__ import annotations

from typing import Final, TextIO

from jalons.indented import indented
from jalons.types import Chronology

FILE: Final = "faits.json"


def write(chronology: Chronology, stream: TextIO) -> None:
    """Writes the facts in the order of their dates."""
    stream.write(f"{indented([fact.to_dict() for fact in chronology.facts])}\n")
