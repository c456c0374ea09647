"""What the formats of tools share about files: names for documents, JSON from strangers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from jalons.errors import AnnotationFormatError, HostileDocumentError
from jalons.exchange._annotated import Annotated

_STRANGE: Final = re.compile(r"[^\w.-]+")


def file_names(documents: Sequence[Annotated], suffix: str) -> Iterator[tuple[str, Annotated]]:
    """Each document with a file name of its own, made of its id."""
    taken: set[str] = set()
    for document in documents:
        stem = _STRANGE.sub("-", document.id).strip(".-") or "document"
        name = f"{stem}{suffix}"
        while name.casefold() in taken:
            stem += "-bis"
            name = f"{stem}{suffix}"
        taken.add(name.casefold())
        yield name, document


def parsed_json(data: bytes, path: Path, place: str = "fichier entier") -> Any:
    """The value in JSON bytes; raises `AnnotationFormatError`, or `HostileDocumentError` for nesting without end."""
    try:
        return json.loads(data.decode("utf-8-sig"))
    except RecursionError:
        raise HostileDocumentError(path, "le JSON imbrique trop de niveaux") from None
    except json.JSONDecodeError as error:
        where = f"ligne {error.lineno}" if place == "fichier entier" else place
        raise AnnotationFormatError(path, where, f"JSON mal écrit ({error.msg})") from None
    except ValueError as error:  # no UTF-8, or a number of too many digits
        raise AnnotationFormatError(path, place, f"illisible ({error})") from None
