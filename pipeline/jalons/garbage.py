"""Stretches in which Python need not look for garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected(*, kept: bool = False) -> Iterator[None]:
    """Runs a stretch that makes many objects and drops none in cycles without collections, which would look at all there is.

    What is `kept` until the program ends is not looked at later either, when it ends least of all. By the threshold, for some
    libraries switch the collector off and on again.
    """
    before = gc.get_threshold()
    gc.set_threshold(0)
    try:
        yield
    finally:
        if kept:
            gc.freeze()
        elif not gc.get_freeze_count():  # all there is counts as old, or it would all be looked at once more right away
            gc.freeze()
            gc.unfreeze()
        gc.set_threshold(*before)
