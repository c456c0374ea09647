"""The chronology as JSON: a list with the contract's object for each document (see `jalons.schema`)."""

from __future__ import annotations

from typing import TextIO

from jalons.indented import indented
from jalons.types import Chronology


def write(chronology: Chronology, stream: TextIO) -> None:
    """Writes the objects in the order of the documents."""
    stream.write(f"{indented([chronology.of(document) for document in chronology.documents])}\n")
