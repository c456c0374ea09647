"""The chronology as JSON: a list with the contract's object for each document (see `jalons.schema`)."""

from __future__ import annotations

from typing import TextIO

from jalons.files import put
from jalons.types import Chronology
from jalons.writers.pieces import Pieces


def write(chronology: Chronology, stream: TextIO, *, pieces: Pieces | None = None) -> None:
    """Writes the objects in the order of the documents."""
    pieces = pieces or Pieces(chronology)
    for place, document in enumerate(chronology.documents):
        stream.write(",\n " if place else "[\n ")
        put(stream, [pieces.of(document, "json")])
    stream.write("\n]\n" if chronology.documents else "[]\n")
