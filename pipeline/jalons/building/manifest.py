"""What a run knows of its corpus, on disk: which documents are done, failed or pending, and what was published of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Final, Self

from jalons.building.jobs import Done, Failure, Job, fingerprint
from jalons.corpus import Source
from jalons.files import Content, Joined, replace_with

MANIFEST: Final = "manifest.jsonl"
PUBLICATION: Final = "published.json"


class Manifest:
    """A journal of JSON lines `{"id", "file", "state", "key", "reason"}`; the last line about a document holds.

    `state` is `done`, `failed` (with the `reason`) or `pending`. A line cut short by a dying run says nothing.
    """

    def __init__(self, folder: Path, jobs: Sequence[Job], done: Mapping[Source, str]) -> None:
        self._path = folder / MANIFEST
        rows = [_row(job.source, "done" if job.source in done else "pending", key=job.key) for job in jobs]
        replace_with({self._path: "".join(rows).encode()})
        self._stream: IO[bytes] = self._path.open("ab", buffering=0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def record(self, outcome: Done | Failure) -> None:
        """Writes down what became of a document."""
        if isinstance(outcome, Failure):
            row = _row(outcome.source, "failed", reason=outcome.reason)
        else:
            row = _row(outcome.source, "done", key=outcome.key)
        self._stream.write(row.encode())


def read_manifest(folder: Path) -> dict[str, dict[str, str]]:
    """The last row of each document, by its file."""
    rows: dict[str, dict[str, str]] = {}
    with suppress(OSError):
        for line in (folder / MANIFEST).read_bytes().splitlines():
            with suppress(ValueError):
                row = json.loads(line)
                rows[row["file"]] = row
    return rows


class Publication:
    """What was last written to a folder of outputs, and from which results."""

    def __init__(self, folder: Path, keys: Sequence[str]) -> None:
        """`keys` are those of the results in their order, and whatever else decides what is written."""
        self._path = folder / PUBLICATION
        self._inputs = hashlib.sha256("\n".join([fingerprint(), *keys]).encode()).hexdigest()

    def stands(self, outputs: Path) -> bool:
        """True if the outputs are those of these results, to the byte."""
        try:
            recorded = json.loads(self._path.read_bytes())
            return recorded["inputs"] == self._inputs and all(
                _digest(outputs / name) == digest for name, digest in recorded["files"].items()
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return False

    def record(self, outputs: Path, contents: Mapping[str, Content]) -> None:
        """Remembers that these files of the outputs were written."""
        files = {name: each.sha256 if isinstance(each, Joined) else _digest(outputs / name) for name, each in contents.items()}
        replace_with({self._path: json.dumps({"inputs": self._inputs, "files": files}).encode()})


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _row(source: Source, state: str, **more: str) -> str:
    row: dict[str, Any] = {"id": source.id, "file": str(source.path), "state": state, **more}
    return json.dumps(row) + "\n"
