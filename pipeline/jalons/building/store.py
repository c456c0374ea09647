"""Finished documents on disk, one file each: atomic, checksummed, safe to delete.

A file is a line with the SHA-256 of all that follows, a line of JSON (`[[name, length], …]`), then the bytes of the sections.
One whose digest is wrong is as good as absent.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from jalons.errors import DocumentError
from jalons.files import Bytes, cache_folder, replace_with, sealed, unsealed

_log = logging.getLogger(__name__)
_SUFFIX: Final = ".jalons"


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of results by key (hexadecimal digests)."""

    folder: Path

    def path(self, key: str) -> Path:
        """Where the result of a key lies, or would lie."""
        return self.folder / key[:2] / f"{key}{_SUFFIX}"

    def put(self, key: str, sections: Mapping[str, Bytes]) -> None:
        """Stores a result; raises `DocumentError` if it cannot be written, and then leaves nothing."""
        lengths = [[name, len(data)] for name, data in sections.items()]
        replace_with({self.path(key): sealed(lengths, sections.values())})

    def get(self, key: str) -> dict[str, memoryview] | None:
        """The sections of a result; `None` if there is none or its file is damaged (it is then removed)."""
        path = self.path(key)
        try:
            data = _whole(path)
        except OSError:
            return None
        sections = _sections(data)
        if sections is None:
            _log.warning("%s : résultat abîmé, il sera refait", path)
            with suppress(OSError):
                path.unlink()
        return sections

    def prune(self, keep: Collection[str]) -> None:
        """Removes the results of other keys and what an interrupted run left half written."""
        kept = {self.path(key) for key in keep}
        for path in chain(self.folder.glob("??/*"), self.folder.glob(".*.tmp")):
            if path not in kept:
                with suppress(OSError):
                    path.unlink()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keeps other runs out of the store; raises `DocumentError` if one is at work. A dead run holds no lock."""
        from filelock import FileLock, Timeout

        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / "lock", timeout=0):
                yield
        except Timeout:
            raise DocumentError(self.folder, "un autre « jalons build » y travaille ; attendez qu'il finisse") from None
        except OSError as error:
            raise DocumentError(error.filename or self.folder, f"impossible d'écrire ({error.strerror})") from None


def default_folder(outputs: Path) -> Path:
    """The store of a dataset: a folder of the cache."""
    return cache_folder() / hashlib.sha256(os.fsencode(outputs.resolve())).hexdigest()[:16]


def _whole(path: Path) -> bytes:
    """What a file holds, in one read: a thousand are read before anything is written."""
    file = os.open(path, os.O_RDONLY)
    try:
        return os.read(file, os.fstat(file).st_size)
    finally:
        os.close(file)


def _sections(data: bytes) -> dict[str, memoryview] | None:
    found = unsealed(data)
    if found is None:
        return None
    lengths, body = found
    sections, at = {}, 0
    for name, length in lengths:
        sections[name] = body[at : at + length]
        at += length
    return sections
