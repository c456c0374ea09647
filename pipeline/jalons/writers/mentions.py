"""All mentions as a table, in the order of the documents and their texts."""

from __future__ import annotations

from typing import Final, TextIO

from jalons.files import put
from jalons.tables import MENTIONS
from jalons.types import Chronology
from jalons.writers.pieces import Pieces

FILE: Final = MENTIONS.file


def write(chronology: Chronology, stream: TextIO, *, pieces: Pieces | None = None) -> None:
    """Writes one row a mention."""
    MENTIONS.write_head(stream)
    put(stream, (pieces or Pieces(chronology)).all("mentions"))
