"""Input formats, one module each: `SUFFIXES` and `parse(data, path, limits) -> Parsed`. Found by name, listed nowhere.

What a file is, its content says; its suffix decides between formats of plain text only. All formats but plain text are read in
a process of their own (`_worker`), under limits of time and memory: a file that breaks its library breaks nothing else.
"""

from __future__ import annotations

import hashlib
import importlib
import os
import pkgutil
import stat
from functools import cache
from pathlib import Path
from types import ModuleType

from jalons.errors import (
    DocumentChangedError,
    DocumentError,
    DocumentTooLargeError,
    EmptyDocumentError,
    MissingDocumentError,
    UnknownFormatError,
)
from jalons.readers._isolation import parse_apart
from jalons.readers._limits import Limits
from jalons.readers._parsed import Parsed
from jalons.readers._sniffing import format_of, is_text
from jalons.types import Document

__all__ = ["Limits", "Parsed", "load_bytes", "read", "readers", "refusal"]


@cache
def readers() -> dict[str, ModuleType]:
    """The reader module of each suffix, lower case with its dot."""
    names = [info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_")]
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    return {suffix: module for module in modules for suffix in module.SUFFIXES}


def read(  # noqa: PLR0913 (each thing known of a document can be given)
    path: str | Path,
    *,
    reference_date: str | None = None,
    id: str | None = None,
    title: str | None = None,
    source: str | None = None,
    limits: Limits | None = None,
) -> Document:
    """The document in a file. `id` defaults to the file's stem, `source` to its name, `title` to what the reader finds.

    Without a `reference_date`, the date that the file gives of itself is taken. `limits` default to those of the environment
    (see `Limits`). Raises a subclass of `DocumentError` for each cause, or `ReferenceDateError`.
    """
    path = Path(path)
    limits = limits or Limits.from_environment()
    data = load_bytes(path, limits)
    known = {module.__name__.rpartition(".")[2]: module for module in readers().values()}
    name = format_of(data, path) or _by_suffix(path, data)
    parsed = known[name].parse(data, path, limits) if name == "text" else parse_apart(name, data, path, limits)
    if len(parsed.text) > limits.characters:
        raise DocumentTooLargeError(path, f"le texte dépasse {limits.characters} caractères (JALONS_CHARACTERS)")
    if not parsed.text.strip():
        raise EmptyDocumentError(path, "le fichier est vide")
    return Document.from_text(
        parsed.text,
        id=id or path.stem,
        reference_date=reference_date,
        title=title or "",
        source=source or path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        pages=parsed.pages,
        blocks=parsed.blocks,
        metadata=parsed.metadata,
        notices=parsed.notices,
    )


def _by_suffix(path: Path, data: bytes) -> str:
    reader = readers().get(path.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(readers()))
        raise UnknownFormatError(path, f"format inconnu « {path.suffix or 'sans extension'} » ; formats lus : {known}")
    # What has nothing of a PDF or office document, and is text, is read as that.
    return "text" if reader.BINARY and is_text(data) else reader.__name__.rpartition(".")[2]


def load_bytes(path: Path, limits: Limits) -> bytes:
    """The bytes of a regular file, whole and as they were at one moment; raises a `DocumentError` that says what is wrong."""
    try:
        # Never waits for the writer of a pipe; what is no regular file is refused before a byte is read.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except ValueError:
        raise MissingDocumentError(path, "le nom du fichier contient un octet nul") from None
    except OSError as error:
        raise MissingDocumentError(path, _cannot_open(path, error)) from None
    try:
        before = os.fstat(descriptor)
        _check_kind(path, before, limits)
        with os.fdopen(descriptor, "rb", closefd=False) as stream:
            data = stream.read(before.st_size + 1)
        after = os.fstat(descriptor)
    except OSError as error:
        raise MissingDocumentError(path, f"illisible ({error.strerror})") from None
    finally:
        os.close(descriptor)
    if len(data) != before.st_size or (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise DocumentChangedError(path, "le fichier a changé pendant la lecture ; relancez quand il est complet")
    if not data:
        raise EmptyDocumentError(path, "le fichier est vide")
    return data


def _check_kind(path: Path, found: os.stat_result, limits: Limits) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise MissingDocumentError(path, "c'est un dossier ; donnez un fichier")
    if not stat.S_ISREG(found.st_mode):
        raise MissingDocumentError(path, "ce n'est pas un fichier ordinaire (tube, socket ou périphérique)")
    if found.st_size > limits.file_bytes:
        raise DocumentTooLargeError(path, f"le fichier dépasse {limits.file_bytes / 1e6:g} Mo (JALONS_FILE_BYTES)")


def _cannot_open(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        broken = path.is_symlink()
        return "ce lien symbolique ne mène à aucun fichier" if broken else "le fichier n'existe pas"
    if isinstance(error, IsADirectoryError):
        return "c'est un dossier ; donnez un fichier"
    if isinstance(error, PermissionError):
        return "vous n'avez pas le droit de le lire" if not path.is_dir() else "c'est un dossier ; donnez un fichier"
    if path.is_symlink():
        return "ce lien symbolique tourne en rond"
    return f"illisible ({error.strerror})"


def refusal(path: Path) -> str:
    """Why no reader takes a file, in French; `""` if one does, by its suffix or, if no reader knows that, by its first bytes."""
    if path.suffix.lower() in readers():
        return ""
    try:
        with path.open("rb") as stream:
            return "" if format_of(stream.read(4096), path, head=True) else "format inconnu"
    except DocumentError as error:
        return error.reason
    except OSError as error:
        return f"illisible : {error.strerror}"
