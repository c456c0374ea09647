"""Which entry tells which fact, as a table."""

from __future__ import annotations

from typing import Final, TextIO

from jalons.files import put
from jalons.tables import SOURCES
from jalons.types import Chronology
from jalons.writers.pieces import Pieces

FILE: Final = SOURCES.file


def write(chronology: Chronology, stream: TextIO, *, pieces: Pieces | None = None) -> None:
    """Writes one row an entry, fact by fact."""
    SOURCES.write_head(stream)
    put(stream, (pieces or Pieces(chronology)).of_facts("sources"))
