"""Writing files so that none is ever half there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from jalons.errors import DocumentError


def write_together(files: Mapping[Path, str]) -> None:
    """Writes texts (UTF-8, line ends as they are) as `replace_with` does."""
    # A lone surrogate has no UTF-8 form; nothing else can fail here.
    replace_with({path: text.encode("utf-8", "replace") for path, text in files.items()}, durable=True)


def replace_with(files: Mapping[Path, bytes], *, durable: bool = False) -> None:
    """Writes files beside their places, then renames them; missing folders are made. `durable`: they outlive a power cut, too.

    Raises `DocumentError` and leaves all places as they were if one file cannot be written.
    """
    beside = {path: path.with_name(f".{path.name}.{os.getpid()}.tmp") for path in files}
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with beside[path].open("wb") as stream:
                stream.write(data)
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
