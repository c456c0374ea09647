"""A table as a Parquet file (https://parquet.apache.org/), with the descriptions of the table, its columns and what found it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

from jalons.errors import JalonsError
from jalons.tables import Table

_ROWS: Final = 65_536
"""Rows in a group: what is held in memory at once."""


def library() -> Any:
    """The library that writes the format; raises `JalonsError` if it is not installed."""
    try:
        import pyarrow.parquet
    except ImportError:
        raise JalonsError("le format parquet demande l'extra « parquet » : pip install 'jalons[parquet]'") from None
    return pyarrow


def write(path: Path, *, table: Table, rows: Iterable[Sequence[object]], provenance: Mapping[str, str]) -> None:
    """Writes a table: the same rows give the same bytes (with one version of the library). Raises `OSError` if it cannot."""
    arrow = library()
    types = {"integer": arrow.int64(), "date": arrow.date32(), "string": arrow.string()}
    columns = [arrow.field(c.name, types[c.type], metadata={"description": c.description}) for c in table.columns]
    said = {"title": table.title, **{f"jalons.{name}": value for name, value in provenance.items()}}
    schema = arrow.schema(columns, metadata=said)
    remaining = iter(rows)
    with arrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while group := list(islice(remaining, _ROWS)):
            arrays = [
                arrow.array(values, type=column.type) for column, values in zip(columns, zip(*group, strict=True), strict=True)
            ]
            writer.write_table(arrow.Table.from_arrays(arrays, schema=schema))
