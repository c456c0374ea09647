"""Which entry tells which fact, as a table."""

from __future__ import annotations

from typing import Final, TextIO

from jalons.tables import SOURCES
from jalons.types import Chronology

FILE: Final = SOURCES.file


def write(chronology: Chronology, stream: TextIO) -> None:
    """Writes one row an entry, fact by fact."""
    SOURCES.write(chronology, stream)
