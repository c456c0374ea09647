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
    """A document cannot be read; each cause is a small class below.

    >>> str(DocumentError("notes\\n.txt", "le fichier est vide"))
    'notes\\\\n.txt : le fichier est vide'
    """

    def __init__(self, path: str | Path, reason: str) -> None:
        super().__init__(f"{_shown(path)} : {reason}")
        self.path = str(path)
        self.reason = reason


class MissingDocumentError(DocumentError):
    """There is no such file, or it is no regular file, or may not be read."""


class EmptyDocumentError(DocumentError):
    """The file holds no byte, or no text."""


class UnknownFormatError(DocumentError):
    """The file is in a format that no reader takes."""


class EncodingError(DocumentError):
    """The file is no text, or in an encoding that cannot be told."""


class DamagedDocumentError(DocumentError):
    """The file is cut short or broken."""


class ProtectedDocumentError(DocumentError):
    """The file is encrypted or asks for a password."""


class HostileDocumentError(DocumentError):
    """The file is made to harm its reader: an archive bomb, XML entities, nesting without end."""


class DocumentTooLargeError(DocumentError):
    """The file, what it unpacks to, its text or its pages are over a limit of size."""


class DocumentTooSlowError(DocumentError):
    """Reading the file takes longer than the limit of time."""


class DocumentMemoryError(DocumentError):
    """Reading the file takes more memory than the limit."""


class DocumentChangedError(DocumentError):
    """The file changed while it was read."""


class ScanError(DocumentError):
    """The file holds pictures of text only, and they cannot be recognised here."""


class ReaderCrashError(DocumentError):
    """The library that reads the format broke down on the file."""


class DataError(JalonsError):
    """A rule file, lexicon, corpus table or gold file is broken: names the file, the row and what is wrong with it."""

    def __init__(self, path: str | Path, place: str, reason: str) -> None:
        super().__init__(f"{path}, {place} : {reason}")
        self.path = str(path)
        self.place = place
        self.reason = reason


class AnnotationError(DataError):
    """A file of annotations cannot be taken over, or a document cannot be written as one; each cause is a small class below."""


class AnnotationFormatError(AnnotationError):
    """The file is in no format of an annotation tool that is known here, or is broken."""


class AnnotationRangeError(AnnotationError):
    """A mention lies outside its text, is empty, cuts a character, or does not say what the text says there."""


class AnnotationOverlapError(AnnotationError):
    """Two mentions overlap: the annotation guide wants them flat."""


class AnnotationLabelError(AnnotationError):
    """A mention has a label that the annotation guide does not know."""


class AnnotationValueError(AnnotationError):
    """A mention has a value that its label cannot have: a date that is no EDTF."""


class AnnotationTextError(AnnotationError):
    """The text is not that of the document, or the document is not known."""


class AnnotatorError(AnnotationError):
    """Several people annotated one document, and nobody said whose marks to take."""


class UnreviewedError(AnnotationError):
    """Nobody has looked at what a machine proposed."""


class UnfitTextError(AnnotationError):
    """A format cannot hold a text or a value, so that writing it would lose something."""


class TooManyRowsError(JalonsError):
    """A table is longer than an output format allows."""

    def __init__(self, table: str, limit: int) -> None:
        super().__init__(f"{table} a plus de {limit} lignes, le maximum d'une feuille de classeur : prenez le format csv")


def _shown(path: str | Path) -> str:
    """A path for a message of one line: what does not print is escaped."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in str(path))
