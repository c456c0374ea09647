"""The organisations that the documents name as a table, with the relations between them that the lexicon knows."""

from __future__ import annotations

from typing import Final, TextIO

from jalons.tables import ORGANISATIONS
from jalons.types import Chronology

FILE: Final = ORGANISATIONS.file


def write(chronology: Chronology, stream: TextIO) -> None:
    """Writes one row for each organisation, in the order of the ids."""
    ORGANISATIONS.write(chronology, stream)
