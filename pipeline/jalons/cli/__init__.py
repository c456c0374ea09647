"""The command line, a module for each group of commands. The only package that prints."""

from __future__ import annotations

import importlib
import io
import sys
from collections.abc import Sequence
from typing import Final

from jalons.cli.common import app, complain
from jalons.errors import JalonsError

__all__ = ["main"]

_GROUPS: Final = (
    "extracting",
    "building",
    "exporting",
    "comparing",
    "querying",
    "evaluating",
    "annotating",
    "dating",
    "enriching",
    "reading",
    "describing",
)
"""The modules whose commands the application has, in the order of its help."""

for _group in _GROUPS:
    importlib.import_module(f"{__name__}.{_group}")


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the command line and exits: 0 done, 1 a document or a gate failed, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", newline="")
    try:
        app(args=None if argv is None else list(argv), prog_name="jalons")
    except JalonsError as error:
        complain(str(error))
        sys.exit(1)
