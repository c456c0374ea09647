"""The facts as JSON: a list with an object for each (see `jalons.types.Fact.to_dict`)."""

from __future__ import annotations

import json
from typing import Final, TextIO

from jalons.types import Chronology

FILE: Final = "faits.json"


def write(chronology: Chronology, stream: TextIO) -> None:
    """Writes the facts in the order of their dates."""
    json.dump([fact.to_dict() for fact in chronology.facts], stream, ensure_ascii=False, indent=1)
    stream.write("\n")
