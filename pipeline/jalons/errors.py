"""The errors a user can meet: each names the file, the place and the remedy (in French, for the reader)."""

from __future__ import annotations

from pathlib import Path


class JalonsError(Exception):
    """Base of all errors that Jalons raises on purpose; its text is meant to be shown to a person."""


class EDTFError(JalonsError, ValueError):
    """A string is no EDTF value that Jalons supports."""


class ReferenceDateError(JalonsError, ValueError):
    """A reference date is not a calendar date."""

    def __init__(self, value: object) -> None:
        super().__init__(
            f"« {value} » n'est pas une date de référence : écrivez AAAA, AAAA-MM ou AAAA-MM-JJ (par exemple 2012-11-17)."
        )


class DocumentError(JalonsError):
    """A document cannot be read: missing, empty, binary, undecodable or of an unknown format.

    >>> str(DocumentError("notes.txt", "le fichier est vide"))
    'notes.txt : le fichier est vide'
    """

    def __init__(self, path: str | Path, reason: str) -> None:
        super().__init__(f"{path} : {reason}")
        self.path = str(path)
        self.reason = reason


class DataError(JalonsError):
    """A rule file, lexicon, corpus table or gold file is broken: names the file, the row and what is wrong with it."""

    def __init__(self, path: str | Path, place: str, reason: str) -> None:
        super().__init__(f"{path}, {place} : {reason}")
        self.path = str(path)
        self.place = place
        self.reason = reason
