"""The chronology as a table, one row an entry, that opens correctly in LibreOffice and Excel."""

from __future__ import annotations

from typing import TextIO

from jalons.files import put
from jalons.tables import CHRONOLOGY
from jalons.types import Chronology
from jalons.writers.pieces import Pieces


def write(chronology: Chronology, stream: TextIO, *, pieces: Pieces | None = None) -> None:
    """Writes the entries in the order of their dates."""
    pieces = pieces or Pieces(chronology)
    lines = [bytes(text).splitlines(keepends=True) for text in pieces.all("entries")]
    places = (pieces.places[entry.id] for entry in chronology.entries)
    CHRONOLOGY.write_head(stream)
    put(stream, (lines[place][number] for place, number in places))
