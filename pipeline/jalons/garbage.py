"""Stretches in which Python need not look for garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Runs a stretch that makes many objects and drops none in cycles without collections, which would look at all there is.

    Nor are they looked at later, when the program ends least of all: they go when nothing refers to them any more. The collector
    is held by its threshold, for some libraries switch it off and on again.
    """
    before = gc.get_threshold()
    gc.set_threshold(0)
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(*before)
