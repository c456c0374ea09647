"""The chronology as JSON: a list with the contract's object for each document (see `jalons.schema`)."""

from __future__ import annotations

import json
from typing import TextIO

from jalons.types import Chronology


def write(chronology: Chronology, stream: TextIO) -> None:
    """Writes the objects in the order of the documents."""
    json.dump([chronology.of(document) for document in chronology.documents], stream, ensure_ascii=False, indent=1)
    stream.write("\n")
