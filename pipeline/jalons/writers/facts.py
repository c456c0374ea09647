"""The facts as a table: what several entries tell together."""

from __future__ import annotations

from typing import Final, TextIO

from jalons.tables import FACTS
from jalons.types import Chronology

FILE: Final = FACTS.file


def write(chronology: Chronology, stream: TextIO) -> None:
    """Writes one row a fact, in the order of their dates."""
    FACTS.write(chronology, stream)
