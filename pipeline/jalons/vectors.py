"""Which row of a model's vectors a word has, looked up in sorted columns instead of a table of half a million objects.

The columns are made once and kept in the user's cache (`JALONS_CACHE` if it is set), under the digest of the model's own file.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, KeysView, ValuesView
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import numpy
import srsly
from numpy.typing import NDArray

from jalons.errors import JalonsError
from jalons.files import cache_folder, replace_with, sha256

_DIGEST: Final = 64
"""The length of the digest with which a file of columns begins."""
_KEY: Final = numpy.dtype("<u8")
_ROW: Final = numpy.dtype("<u4")


class Rows(dict[int, int]):
    """The row of each word, by the hash of the word, as spaCy's `Vectors.key2row`; it holds those that were asked for."""

    def __init__(self, keys: NDArray[numpy.uint64], rows: NDArray[numpy.uint32]) -> None:
        """`keys` are in order, `rows` in that of the keys."""
        super().__init__()
        self._keys, self._rows, self._more = keys, rows, 0

    def __missing__(self, key: int) -> int:
        place = int(numpy.searchsorted(self._keys, numpy.uint64(key)))
        if place == len(self._keys) or int(self._keys[place]) != key:
            raise KeyError(key)
        found = int(self._rows[place])
        super().__setitem__(key, found)
        return found

    def get(self, key: int, default: Any = None) -> Any:
        try:
            return self[key]
        except KeyError:
            return default

    def __setitem__(self, key: int, row: int) -> None:
        self._more += key not in self
        super().__setitem__(key, row)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, int) and self.get(key) is not None

    def __len__(self) -> int:
        return len(self._keys) + self._more

    def __iter__(self) -> Iterator[int]:
        return iter(self.copy())

    def copy(self) -> dict[int, int]:
        """All rows as a table."""
        return dict(zip(self._keys.tolist(), self._rows.tolist(), strict=True)) | dict(super().items())

    def keys(self) -> KeysView[int]:  # type: ignore[override]
        return self.copy().keys()

    def values(self) -> ValuesView[int]:  # type: ignore[override]
        return self.copy().values()

    def items(self) -> ItemsView[int, int]:  # type: ignore[override]
        return self.copy().items()


def rows_of(path: Path) -> Rows:
    """The rows that a model's file `key2row` tells; raises `OSError` if it cannot be read."""
    data = path.read_bytes()
    file = cache_folder() / f"rows-{sha256([data])[:32]}.bin"
    columns = _read(file)
    if columns is None:
        told: dict[int, int] = srsly.msgpack_loads(data)
        keys, rows = numpy.fromiter(told, _KEY, len(told)), numpy.fromiter(told.values(), _ROW, len(told))
        order = numpy.argsort(keys)
        columns = keys[order], rows[order]
        body = [each.tobytes() for each in columns]
        with suppress(JalonsError):
            replace_with({file: [sha256(body).encode(), *body]})
    return Rows(*columns)


def _read(file: Path) -> tuple[NDArray[numpy.uint64], NDArray[numpy.uint32]] | None:
    try:
        data = file.read_bytes()
    except OSError:
        return None
    body = memoryview(data)[_DIGEST:]
    count, rest = divmod(len(body), _KEY.itemsize + _ROW.itemsize)
    if rest or data[:_DIGEST] != sha256([body]).encode():
        return None
    return numpy.frombuffer(body, _KEY, count), numpy.frombuffer(body, _ROW, count, count * _KEY.itemsize)
