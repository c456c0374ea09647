"""Documents with their mentions to annotation tools, and back: one module a tool, found by name, listed nowhere.

A module has `SUFFIXES`, `write(documents) -> {file name: bytes}`, `recognises(data, path)` and `read(data, path)`. Its name, with
hyphens, is that of the format: `inception`, `inception-xmi`, `label-studio`, `doccano`, `docbin`, `gold`.
"""

from __future__ import annotations

import importlib
import logging
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Final

from jalons.errors import AnnotationFormatError, AnnotatorError, DocumentTooLargeError
from jalons.exchange._annotated import Annotated, Annotation, of_chronology, of_gold, unique
from jalons.exchange._placing import placed, reviewed
from jalons.readers import Limits, load_bytes

__all__ = ["Annotated", "Annotation", "formats", "load", "of_chronology", "of_gold", "placed", "reviewed", "tools", "unique"]

_INITIAL: Final = "INITIAL_CAS"
"""What INCEpTION calls a document as it was imported."""
_log = logging.getLogger(__name__)


@cache
def formats() -> tuple[str, ...]:
    """The names of the formats, sorted."""
    return tuple(sorted(i.name.replace("_", "-") for i in pkgutil.iter_modules(__path__) if not i.name.startswith("_")))


@cache
def tools() -> Mapping[str, ModuleType]:
    """The module of each format, by the name of the format."""
    return {name: importlib.import_module(f"{__name__}.{name.replace('-', '_')}") for name in formats()}


def load(paths: Iterable[Path], *, annotator: str = "") -> list[Annotated]:
    """The documents in files of any tool, in folders of them and in ZIP archives, each once, in their order.

    `annotator` says whose marks to take where several people annotated: the name that the tool exports. Raises `DocumentError`
    for files that cannot be read, a `DataError` for what is wrong in them, `AnnotatorError` if a document has several annotators.
    """
    found: dict[str, list[tuple[Path, Annotated]]] = {}
    for path in paths:
        for place, document in _documents(path):
            found.setdefault(document.id, []).append((place, document))
    return [_chosen(each, annotator) for each in found.values()]


def _chosen(several: list[tuple[Path, Annotated]], annotator: str) -> Annotated:
    """The one document of those with one id that is wanted."""
    path, first = several[0]
    people = [document for _, document in several if document.annotator != _INITIAL] or [first]
    wanted = [document for document in people if annotator in ("", document.annotator)]
    if len(people) == 1 and not people[0].annotator:
        return people[0]
    names = ", ".join(sorted({document.annotator for document in people} - {""}))
    if not wanted:
        raise AnnotatorError(path, first.id, f"personne ne s'appelle « {annotator} » ; annotateurs : {names}")
    if len(wanted) > 1:
        remedy = f"choisissez avec --annotator : {names}" if names and not annotator else "ne donnez qu'un seul fichier"
        raise AnnotatorError(path, first.id, f"le document est là {len(wanted)} fois : {remedy}")
    return wanted[0]


def _documents(path: Path) -> Iterator[tuple[Path, Annotated]]:
    if not path.is_dir():
        yield from _file(path)
        return
    suffixes = {".zip", *(suffix for module in tools().values() for suffix in module.SUFFIXES)}
    read = 0
    for each in sorted(path.rglob("*")):
        twin = each.suffix == ".json" and each.with_suffix(".gold").is_file()
        if each.suffix.lower() in suffixes and each.is_file() and not each.name.startswith(".") and not twin:
            for found in _file(each, strict=False):
                read += 1
                yield found
    if not read:
        raise AnnotationFormatError(path, "dossier entier", f"aucun fichier annoté ; formats lus : {', '.join(formats())}")


def _file(path: Path, *, strict: bool = True) -> Iterator[tuple[Path, Annotated]]:
    """What is in a file; one of no known format is an error if `strict`."""
    limits = Limits.from_environment()
    data = load_bytes(path, limits)
    if data.startswith(b"PK\x03\x04"):
        yield from _archive(data, path, limits, strict=strict)
        return
    documents = _read(data, path)
    if documents is not None:
        yield from ((path, document) for document in documents)
    elif strict:
        reason = f"ce n'est le fichier d'aucun outil connu ; formats lus : {', '.join(formats())}"
        raise AnnotationFormatError(path, "fichier entier", reason)
    else:
        _log.debug("%s : laissé de côté, format inconnu", path)


def _archive(data: bytes, path: Path, limits: Limits, *, strict: bool) -> Iterator[tuple[Path, Annotated]]:
    from jalons.readers._archives import Archive

    read = 0
    with Archive(data, path, limits) as archive:
        for name in archive.names:
            if not name.endswith("/"):
                for document in _read(archive.part(name), path / name) or ():
                    read += 1
                    yield path / name, document
    if strict and not read:
        raise AnnotationFormatError(path, "archive entière", f"aucun fichier annoté ; formats lus : {', '.join(formats())}")


def _read(data: bytes, path: Path) -> list[Annotated] | None:
    """The documents in a file's bytes, `None` if it is of no known format."""
    module = next((module for module in tools().values() if module.recognises(data, path)), None)
    if module is None:
        return None
    documents: list[Annotated] = module.read(data, path)
    limit = Limits.from_environment().characters
    for document in documents:
        if len(document.text) > limit:
            raise DocumentTooLargeError(path, f"le texte de {document.id} dépasse {limit} caractères (JALONS_CHARACTERS)")
    return documents
