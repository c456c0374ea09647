"""The legal texts that the documents name as a table, with their addresses."""

from __future__ import annotations

from typing import Final, TextIO

from jalons.tables import LAWS
from jalons.types import Chronology
from jalons.writers.pieces import Pieces

FILE: Final = LAWS.file


def write(chronology: Chronology, stream: TextIO, *, pieces: Pieces | None = None) -> None:
    """Writes one row a text."""
    LAWS.write_items((pieces or Pieces(chronology)).laws, stream)
