"""The chronology as JSON: a list with the contract's object for each document (see `jalons.schema`)."""

from __future__ import annotations

from typing import TextIO

from jalons.types import Chronology
from jalons.writers.pieces import Pieces


def write(chronology: Chronology, stream: TextIO, *, pieces: Pieces | None = None) -> None:
    """Writes the objects in the order of the documents."""
    objects = (pieces or Pieces(chronology)).all("json")
    stream.write(",\n ".join(objects).join(("[\n ", "\n]\n")) if objects else "[]\n")
