"""What reading one document may cost."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields

from jalons.errors import DataError


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits for one document; `from_environment` takes each from `JALONS_` and its name in capitals, if that is set."""

    file_bytes: int = 200_000_000
    """The size of the file."""
    unpacked_bytes: int = 400_000_000
    """What the parts of an archive (DOCX, ODT) may unpack to, together."""
    characters: int = 20_000_000
    """The length of the text."""
    pages: int = 5_000
    """The number of pages."""
    depth: int = 1_000
    """How deep elements may be nested in HTML, DOCX and ODT."""
    seconds: int = 120
    """The time to read it in, recognition of scans left out."""
    page_seconds: int = 60
    """The time to recognise one scanned page in."""
    memory_bytes: int = 3_000_000_000
    """The address space of the process that reads it (where the system has such a limit)."""

    @classmethod
    def from_environment(cls) -> Limits:
        """The limits, as the environment sets them; raises `DataError` for a value that is no positive whole number."""
        given: dict[str, int] = {}
        for each in fields(cls):
            name = f"JALONS_{each.name.upper()}"
            value = os.environ.get(name)
            if value is None:
                continue
            if not (value.isascii() and value.isdigit() and int(value)):
                raise DataError("environnement", name, f"« {value} » n'est pas un nombre entier positif")
            given[each.name] = int(value)
        return cls(**given)
