"""The chronology as a table, one row an entry, that opens correctly in LibreOffice and Excel."""

from __future__ import annotations

from typing import TextIO

from jalons.tables import CHRONOLOGY
from jalons.types import Chronology


def write(chronology: Chronology, stream: TextIO) -> None:
    """Writes the entries in the order of their dates."""
    CHRONOLOGY.write(chronology, stream)
