"""The facts as JSON: a list with an object for each (see `jalons.types.Fact.to_dict`)."""

from __future__ import annotations

from typing import Final, TextIO

from jalons.types import Chronology
from jalons.writers.json import write_list
from jalons.writers.pieces import Pieces

FILE: Final = "faits.json"


def write(chronology: Chronology, stream: TextIO, *, pieces: Pieces | None = None) -> None:
    """Writes the facts in the order of their dates."""
    write_list((pieces or Pieces(chronology)).of_facts("json"), stream)
