"""What a corpus is: a table `documents.csv` and the files it names, a folder of files, one file, or a pattern (`a/**/*.pdf`)."""

from __future__ import annotations

import csv
import logging
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from glob import has_magic
from pathlib import Path
from typing import Final

from jalons.errors import DataError, DocumentError, ReferenceDateError
from jalons.readers import read, readers, refusal
from jalons.types import Document

TABLE: Final = "documents.csv"
CORRECTIONS: Final = "corrections.csv"
"""What a person corrected; no document (see `jalons.corrections`)."""
REQUIRED_COLUMNS: Final = ("id", "file")
_FURNITURE: Final = re.compile(r"\.|~\$|(?:thumbs\.db|desktop\.ini)$", re.I)
"""How the names begin of what a system or an office programme puts beside documents: hidden files, locks, thumbnails."""
_SUBFOLDER: Final = "sous-dossier ; donnez un motif (« dossier/**/* »), ou nommez ses documents dans documents.csv"

_ALL: Final = "*"
"""Stands for a folder's own files."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Source:
    """A document to read. `table` and `line` are where the corpus names it; `problem` says what is wrong with it, if anything."""

    path: Path
    id: str
    reference_date: str = ""
    title: str = ""
    table: str = ""
    line: str = ""
    problem: str = ""

    def read(self) -> Document:
        """The document; raises `DocumentError`, or `DataError` for a row that says something impossible."""
        if self.problem:
            raise self._error(self.problem)
        try:
            return read(self.path, reference_date=self.reference_date or None, id=self.id, title=self.title or None)
        except ReferenceDateError as error:
            raise self._error(str(error)) from None

    def _error(self, reason: str) -> DataError | DocumentError:
        return DataError(self.table, self.line, reason) if self.table else DocumentError(self.path, reason)


def sources(corpus: str | Path, *, quiet: bool = False) -> list[Source]:
    """The documents of a corpus, in the order of its table or of their file names; unless `quiet`, says what is left out of it.

    Raises `DocumentError` if there is no such corpus or nothing to read in it, `DataError` if its table is broken.
    """
    corpus = Path(corpus)
    if corpus.is_file():
        return [Source(corpus, corpus.stem)] if corpus.name != TABLE else distinct(_rows(corpus))
    if not is_corpus(corpus):
        raise DocumentError(corpus, "ce dossier n'existe pas")
    folder, pattern = _base(corpus)
    table = folder / TABLE
    if pattern != _ALL:
        found = distinct(_files(folder, _matching(folder, pattern), quiet=quiet))
    else:
        found = distinct(_rows(table) if table.is_file() else _files(folder, folder.iterdir(), quiet=quiet))
    if not found:
        known = ", ".join(sorted(readers()))
        raise DocumentError(corpus, f"aucun document à lire (ni {TABLE}, ni fichier {known})")
    return found


def _rows(table: Path) -> Iterator[Source]:
    try:
        with table.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            missing = [column for column in REQUIRED_COLUMNS if column not in (reader.fieldnames or [])]
            if missing:
                raise DataError(table, "ligne 1", f"il manque la colonne {', '.join(missing)}")
            for row in reader:
                if any(row.values()):
                    yield _source(table, reader.line_num, row)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(table, "fichier entier", f"illisible ({error})") from None


def _source(table: Path, line: int, row: dict[str | None, str | None]) -> Source:
    cells = {str(key): value.strip() for key, value in row.items() if isinstance(value, str)}
    empty = [column for column in REQUIRED_COLUMNS if not cells.get(column)]
    problem = f"la cellule {empty[0]} est vide" if empty else ""
    if None in row:
        problem = "il y a plus de cellules que de colonnes"
    if not problem and _leaves(table.parent, cells["file"]):
        problem = f"le fichier « {cells['file']} » est hors du dossier du corpus"
    return Source(
        path=table.parent / cells.get("file", ""),
        id=cells.get("id", ""),
        reference_date=cells.get("reference_date", ""),
        title=cells.get("title", ""),
        table=str(table),
        line=f"ligne {line}",
        problem=problem,
    )


def _leaves(folder: Path, file: str) -> bool:
    """Whether a path leads out of the corpus: absolute, or up and out of it by `..`."""
    # Lexically: what a link inside the corpus points to is its owner's affair.
    return Path(file).is_absolute() or Path(os.path.relpath(folder / file, folder)).parts[:1] == (os.pardir,)


def is_corpus(path: Path) -> bool:
    """Whether there is such a file or folder, or a folder in which to look for a pattern."""
    return path.exists() or (has_magic(str(path)) and _base(path)[0].is_dir())


def folder_of(corpus: Path) -> Path:
    """The folder of a corpus: itself, that of its file, or where its pattern begins."""
    folder, _ = _base(corpus)
    return folder if folder.is_dir() else folder.parent


def _base(corpus: Path) -> tuple[Path, str]:
    """Where to look, and for what: a pattern begins at its first part with `*`, `?` or `[`, unless it is the name of a file."""
    if corpus.exists():
        return corpus, _ALL
    parts = corpus.parts
    first = next((place for place, part in enumerate(parts) if has_magic(part)), len(parts))
    return Path(*parts[:first]), "/".join(parts[first:]) or _ALL


def _matching(folder: Path, pattern: str) -> Iterator[Path]:
    """What a pattern finds; not what is hidden, nor the folders on the way."""
    for path in folder.glob(pattern):
        if not path.is_dir() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


def _files(folder: Path, paths: Iterable[Path], *, quiet: bool) -> Iterator[Source]:
    """Those of the files in a folder that some reader takes; their ids tell the folders between."""
    ours = (TABLE, CORRECTIONS)
    paths = [path for path in sorted(paths) if not _FURNITURE.match(path.name) and path.name not in ours]
    refusals = {path: _SUBFOLDER if path.is_dir() else refusal(path) for path in paths}
    if not quiet:
        for reason in dict.fromkeys(filter(None, refusals.values())):
            left = [path.relative_to(folder).as_posix() for path in paths if refusals[path] == reason]
            _log.warning("laissé de côté dans %s : %s (%s)", folder, few(left), reason)
    for path, reason in refusals.items():
        if not reason:
            yield Source(path, "-".join((*path.relative_to(folder).parts[:-1], path.stem)))


def distinct(found: Iterable[Source]) -> list[Source]:
    """The sources, each whose id another has taken before marked as a problem."""
    taken: dict[str, Source] = {}
    result = []
    for source in found:
        first = taken.setdefault(source.id, source)
        clash = first is not source and not source.problem
        reason = f"l'identifiant « {source.id} » est déjà celui de {first.path.name}"
        result.append(replace(source, problem=reason) if clash else source)
    return result


def warn_undated(documents: Iterable[Document]) -> None:
    """Warns once if documents lack a reference date."""
    names = [document.id for document in documents if document.reference_date is None]
    if names:
        _log.warning(
            "sans date de référence : %s. Les expressions comme « l'an dernier » y restent sans date ; "
            "donnez-la dans un fichier documents.csv à côté des documents, ou par « jalons extract --reference-date ».",
            few(names),
        )


def few(names: Sequence[str]) -> str:
    """The first five names, and how many others there are.

    >>> few("abcdefg")
    'a, b, c, d, e et 2 autres'
    """
    others = len(names) - 5
    return ", ".join(names[:5]) + (f" et {others} autre{'s' if others > 1 else ''}" if others > 0 else "")
