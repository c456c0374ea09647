"""The chronology as JSON: a list with the contract's object for each document (see `jalons.schema`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from jalons.files import Bytes, put
from jalons.types import Chronology
from jalons.writers.pieces import Pieces


def write(chronology: Chronology, stream: TextIO, *, pieces: Pieces | None = None) -> None:
    """Writes the objects in the order of the documents."""
    write_list((pieces or Pieces(chronology)).all("json"), stream)


def write_list(objects: Sequence[Bytes], stream: TextIO) -> None:
    """Writes a list of objects that are JSON already, as `indented` has it."""
    stream.write("[\n " if objects else "[")
    put(stream, (piece for place, each in enumerate(objects) for piece in ((b",\n ", each) if place else (each,))))
    stream.write("\n]\n" if objects else "]\n")
