"""Writing files so that none is ever half there."""

from __future__ import annotations

import glob
import hashlib
import io
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any, Final, TextIO

from jalons.errors import DocumentError

Write = Callable[[Path], None]
"""Writes a file at a place; raises `OSError` if it cannot."""
Bytes = bytes | memoryview
"""Bytes of their own, or a view of some that lie elsewhere."""
Content = bytes | Sequence[Bytes] | Write
"""What a file is to hold: bytes, in one or several pieces, or what writes it."""

_BESIDE: Final = ".{}.{}.tmp"
_BUFFER: Final = 1 << 20
"""Bytes that are written at once: files come in pieces of a few hundred."""


def cache_folder() -> Path:
    """Where what can be made anew is kept: the user's cache, or the folder that `JALONS_CACHE` names."""
    if told := os.environ.get("JALONS_CACHE"):
        return Path(told)
    from platformdirs import user_cache_path

    return user_cache_path("jalons")


class Joined(list[Bytes]):
    """Bytes in pieces that follow each other: as one, those of large files would be there twice."""

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of all of them, in hexadecimal."""
        return sha256(self)

    @property
    def size(self) -> int:
        """How many bytes they are."""
        return sum(map(len, self))


class Utf8(io.TextIOBase):
    """A stream that keeps what is written as UTF-8, piece by piece: whole files as text would take several times the memory."""

    def __init__(self) -> None:
        self.pieces = Joined()

    def write(self, text: str) -> int:
        self.pieces.append(encoded(text))
        return len(text)

    def append(self, pieces: Iterable[Bytes]) -> None:
        """Writes what is UTF-8 already."""
        self.pieces += pieces


def put(stream: TextIO, pieces: Iterable[Bytes]) -> None:
    """Writes UTF-8 into a stream of text: as it is, if the stream keeps it so."""
    if isinstance(stream, Utf8):
        stream.append(pieces)
    else:
        stream.writelines(str(piece, "utf-8") for piece in pieces)


def sha256(pieces: Iterable[Bytes]) -> str:
    """The SHA-256 of some bytes that follow each other, in hexadecimal."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def sealed(head: object, pieces: Iterable[Bytes]) -> list[Bytes]:
    """A line with the SHA-256 of all that follows, a line of JSON, then pieces of bytes."""
    body = [json.dumps(head).encode(), b"\n", *pieces]
    return [sha256(body).encode(), b"\n", *body]


def unsealed(data: bytes) -> tuple[Any, memoryview] | None:
    """The head that was sealed and a view of what follows it; `None` if something is damaged."""
    view, start = memoryview(data), data.find(b"\n") + 1
    if view[: max(start - 1, 0)] != sha256([view[start:]]).encode():
        return None
    at = data.find(b"\n", start) + 1
    return json.loads(data[start:at]), view[at:]


def encoded(text: str) -> bytes:
    """A text as files hold it: UTF-8, line ends as they are; a lone surrogate, which has no UTF-8 form, is a question mark."""
    return text.encode("utf-8", "replace")


def write_together(files: Mapping[Path, str | Content]) -> None:
    """Writes texts, bytes and what writes itself, as `replace_with` does; they outlive a power cut."""
    replace_with({path: encoded(each) if isinstance(each, str) else each for path, each in files.items()}, durable=True)


def replace_with(files: Mapping[Path, Content], *, durable: bool = False) -> None:
    """Writes files beside their places, then renames them; missing folders are made. `durable`: they outlive a power cut, too.

    What is called is given the place to write at; it may raise `OSError`.

    Raises `DocumentError` and leaves all places as they were if one file cannot be written.
    """
    beside = {path: path.with_name(_BESIDE.format(path.name, os.getpid())) for path in files}
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            if callable(data):
                data(beside[path])
            with beside[path].open("r+b" if callable(data) else "wb", buffering=_BUFFER) as stream:
                if not callable(data):
                    stream.writelines([data] if isinstance(data, bytes) else data)
                if durable:
                    stream.flush()
                    os.fsync(stream.fileno())
        for path, written in beside.items():
            written.replace(path)
    except OSError as error:
        raise DocumentError(error.filename or next(iter(files)), f"impossible d'écrire ({error.strerror})") from None
    finally:
        for written in beside.values():
            with suppress(OSError):
                written.unlink()


def sweep(files: Iterable[Path]) -> None:
    """Removes what processes that were killed left beside files that no other process writes now."""
    for path in files:
        for left in path.parent.glob(_BESIDE.format(glob.escape(path.name), "*")):
            with suppress(OSError):
                left.unlink()
