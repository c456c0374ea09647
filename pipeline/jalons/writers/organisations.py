"""The organisations that the documents name as a table, with the relations between them that the lexicon knows."""

from __future__ import annotations

from typing import Final, TextIO

from jalons.bodies import named
from jalons.tables import ORGANISATIONS
from jalons.types import Chronology
from jalons.writers.pieces import Pieces

FILE: Final = ORGANISATIONS.file


def write(chronology: Chronology, stream: TextIO, *, pieces: Pieces | None = None) -> None:
    """Writes one row for each organisation, in the order of the ids."""
    ORGANISATIONS.write_items(named((pieces or Pieces(chronology)).called), stream)
