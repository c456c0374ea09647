"""Imported by the process from which workers are forked: loads the pipeline once, for all of them."""

from __future__ import annotations

import gc
import os
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")  # as many threads as workers is as many as there are cores

from jalons.errors import JalonsError  # noqa: E402 (libraries read these variables when they are loaded)
from jalons.language import load  # noqa: E402

if TYPE_CHECKING:
    from spacy.language import Language


@cache
def pipeline() -> Language:
    """The pipeline of this process; raises `DataError` as `load` does."""
    return load()


with suppress(JalonsError):  # each worker says it then
    pipeline()
gc.freeze()  # a collection would write to the shared pages
