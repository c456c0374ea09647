"""All mentions as a table, in the order of the documents and their texts."""

from __future__ import annotations

from typing import Final, TextIO

from jalons.tables import MENTIONS
from jalons.types import Chronology

FILE: Final = MENTIONS.file


def write(chronology: Chronology, stream: TextIO) -> None:
    """Writes one row a mention."""
    MENTIONS.write(chronology, stream)
