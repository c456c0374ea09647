"""The documents behind a chronology as a table, to which the other tables refer."""

from __future__ import annotations

from typing import Final, TextIO

from jalons.tables import DOCUMENTS
from jalons.types import Chronology

FILE: Final = DOCUMENTS.file


def write(chronology: Chronology, stream: TextIO) -> None:
    """Writes one row a document."""
    DOCUMENTS.write(chronology, stream)
