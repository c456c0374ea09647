"""Imported by the process from which workers are forked: loads the pipeline once, for all of them."""

from __future__ import annotations

import os
from contextlib import suppress

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")  # as many threads as workers is as many as there are cores

from jalons.errors import JalonsError  # noqa: E402 (libraries read these variables when they are loaded)
from jalons.extracting import shared as pipeline  # noqa: E402

__all__ = ["pipeline"]

with suppress(JalonsError):  # each worker says it then
    pipeline()
