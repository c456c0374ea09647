"""Where documents are extracted: in this process, in processes of this machine, or on a Ray cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from jalons.building.jobs import Done, Failure, Job, perform
from jalons.building.store import Store

if TYPE_CHECKING:
    from spacy.language import Language

LOCAL: Final = "local"
RAY: Final = "ray"
NAMES: Final = (LOCAL, RAY)

Run = Callable[[Sequence[Job], Store], Iterator[Done | Failure]]
"""Extracts documents into a store; yields what became of each, in any order."""


def runner(engine: str, *, nlp: Language | None, processes: int | None) -> Run:
    """How `engine` runs. Raises `ValueError` for an engine that does not exist."""
    if engine == RAY:
        from jalons.building import cluster

        return partial(cluster.run, workers=processes)
    if engine != LOCAL:
        raise ValueError(f"engine must be one of {', '.join(NAMES)}, not {engine!r}")
    if processes is None:
        return partial(_run_here, pipeline=pipeline(nlp))
    from jalons.building import processes as local

    return partial(local.run, processes=processes)


def pipeline(nlp: Language | None) -> Callable[[], Language]:
    """The pipeline to use, loaded when it is first asked for."""
    from jalons.extracting import shared

    return shared if nlp is None else lambda: nlp


def _run_here(jobs: Sequence[Job], store: Store, *, pipeline: Callable[[], Language]) -> Iterator[Done | Failure]:
    for job in jobs:
        yield perform(job, store, nlp=pipeline())
