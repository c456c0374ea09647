"""Input formats, one module each: `SUFFIXES` and `read(path) -> Source`. Found by name, listed nowhere."""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
from functools import cache
from pathlib import Path
from types import ModuleType

from jalons.errors import DocumentError
from jalons.types import Document

MAX_BYTES = 200_000_000
"""Larger files are refused."""


@cache
def readers() -> dict[str, ModuleType]:
    """The reader module of each suffix, lower case with its dot."""
    modules = [importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__)]
    return {suffix: module for module in modules for suffix in module.SUFFIXES}


def read(
    path: str | Path,
    *,
    reference_date: str | None = None,
    id: str | None = None,
    title: str | None = None,
    source: str | None = None,
) -> Document:
    """The document in a file. `id` defaults to the file's stem, `source` to its name, `title` to what the reader finds.

    Raises `DocumentError` (missing, empty, binary, undecodable, too large or unknown format) or `ReferenceDateError`.
    """
    path = Path(path)
    if path.is_dir():
        raise DocumentError(path, "c'est un dossier ; donnez un fichier")
    reader = readers().get(path.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(readers()))
        raise DocumentError(path, f"format inconnu « {path.suffix or 'sans extension'} » ; formats lus : {known}")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DocumentError(path, f"le fichier dépasse {MAX_BYTES // 1_000_000} Mo")
        data = path.read_bytes()
    except OSError as error:
        reason = "le fichier n'existe pas" if isinstance(error, FileNotFoundError) else f"illisible ({error.strerror})"
        raise DocumentError(path, reason) from None
    text, found_title, pages = reader.parse(data, path)
    return Document.from_text(
        text,
        id=id or path.stem,
        reference_date=reference_date,
        title=title or found_title,
        source=source or path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        pages=pages,
    )
