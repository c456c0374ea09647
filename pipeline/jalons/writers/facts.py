"""The facts as a table: what several entries tell together."""

from __future__ import annotations

from typing import Final, TextIO

from jalons.files import put
from jalons.tables import FACTS
from jalons.types import Chronology
from jalons.writers.pieces import Pieces

FILE: Final = FACTS.file


def write(chronology: Chronology, stream: TextIO, *, pieces: Pieces | None = None) -> None:
    """Writes one row a fact, in the order of their dates."""
    FACTS.write_head(stream)
    put(stream, (pieces or Pieces(chronology)).of_facts("row"))
