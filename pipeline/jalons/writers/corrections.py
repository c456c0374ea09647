"""The corrections made by hand as a table, with what became of each."""

from __future__ import annotations

from typing import Final, TextIO

from jalons.tables import CORRECTIONS
from jalons.types import Chronology

FILE: Final = CORRECTIONS.file


def write(chronology: Chronology, stream: TextIO) -> None:
    """Writes one row a correction, in the order of the file of the corpus."""
    CORRECTIONS.write(chronology, stream)
