"""Extraction on the cores of one machine. The model is loaded once, in a process from which the workers are forked, so that they
share its pages.

(Neither `Language.pipe(n_process=…)` nor `concurrent.futures` outlives a worker: one hangs for ever, the other breaks its pool.)
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from multiprocessing import connection
from typing import Any

from jalons.building import crew
from jalons.building.jobs import Done, Failure, Job
from jalons.building.store import Store
from jalons.building.working import serve
from jalons.errors import JalonsError


class _Worker:
    """A process at the other end of a pipe."""

    def __init__(self, store: Store) -> None:
        forks = "forkserver" in multiprocessing.get_all_start_methods()
        context: Any = multiprocessing.get_context("forkserver" if forks else "spawn")
        context.set_forkserver_preload(["jalons.building.warm"])
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs, store), daemon=True)
        self.process.start()
        theirs.close()

    def give(self, job: Job) -> None:
        with suppress(OSError):  # a dead worker shows when it is listened to
            self.pipe.send(job)

    def hear(self) -> Done | Failure | None:
        try:
            said: Done | Failure | str | None = self.pipe.recv()
        except OSError:
            raise EOFError from None
        if isinstance(said, str):
            raise JalonsError(said)
        return said

    def stop(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()


def run(jobs: Iterable[Job], store: Store, *, processes: int) -> Iterator[Done | Failure]:
    """Extracts documents by `crew.run`, as many at a time as there are processes."""
    return crew.run(jobs, size=processes, start=lambda: _Worker(store), wait=_wait)


def _wait(workers: Sequence[_Worker], timeout: float | None) -> Collection[_Worker]:
    speaking = connection.wait([worker.pipe for worker in workers], timeout)
    return [worker for worker in workers if worker.pipe in speaking]
