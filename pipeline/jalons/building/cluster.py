"""Extraction on a Ray cluster that exists: as many workers as it has cores, each with the model loaded once.

Workers read documents and write results themselves: corpus and store lie on a file system that all machines see.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from jalons.building import crew
from jalons.building.jobs import Done, Failure, Job, perform
from jalons.building.store import Store
from jalons.errors import JalonsError


class Extractor:
    """What lives on the cluster."""

    def __init__(self, store: Store) -> None:
        from jalons.building.warm import pipeline

        self.store, self.nlp = store, pipeline()

    def ready(self) -> None:
        """Returns when the model is loaded."""

    def extract(self, job: Job) -> Done | Failure:
        """Extracts one document into the store."""
        return perform(job, self.store, nlp=self.nlp)


class _Worker:
    """An actor and what it was last asked."""

    def __init__(self, ray: Any, store: Store) -> None:
        self.ray = ray
        self.actor = ray.remote(num_cpus=1, max_restarts=0)(Extractor).remote(store)
        self.asked = self.actor.ready.remote()

    def give(self, job: Job) -> None:
        self.asked = self.actor.extract.remote(job)

    def hear(self) -> Done | Failure | None:
        if self.asked is None:
            return None
        try:
            said: Done | Failure | None = self.ray.get(self.asked)
        except self.ray.exceptions.RayTaskError as error:
            raise JalonsError(f"la grappe Ray : {error.cause}") from None
        except self.ray.exceptions.RayError:
            raise EOFError from None
        self.asked = None
        return said

    def stop(self) -> None:
        self.ray.kill(self.actor)


def run(jobs: Sequence[Job], store: Store, *, workers: int | None) -> Iterator[Done | Failure]:
    """Extracts documents by `crew.run`; raises `JalonsError` if Ray is not installed or no cluster answers."""
    try:
        import ray
    except ImportError:
        raise JalonsError("le moteur ray demande l'extra « cluster » : pip install 'jalons[cluster]'") from None
    if not ray.is_initialized():
        try:
            _knock(os.environ.get("RAY_ADDRESS", ""))
            ray.init(address="auto", log_to_driver=False)
        except OSError:
            raise JalonsError("aucune grappe Ray ne répond : lancez « ray start --head », ou donnez RAY_ADDRESS") from None
    places = {replace(job.source, path=job.source.path.resolve()): job.source for job in jobs}
    resolved = [replace(job, source=source) for job, source in zip(jobs, places, strict=True)]
    kept = Store(store.folder.resolve())
    size = workers or int(ray.cluster_resources().get("CPU", 1))  # type: ignore[no-untyped-call]
    for outcome in crew.run(resolved, size=size, start=lambda: _Worker(ray, kept), wait=_wait):
        yield replace(outcome, source=places[outcome.source])


def _knock(address: str) -> None:
    """Raises `OSError` if nobody answers at `HOST:PORT`: Ray would wait for many minutes."""
    host, colon, port = address.rpartition(":")
    if colon and port.isdigit() and "/" not in host:
        socket.create_connection((host, int(port)), timeout=10).close()


def _wait(workers: Sequence[_Worker], timeout: float | None) -> Collection[_Worker]:
    ray = workers[0].ray
    asked = {worker.asked: worker for worker in workers if worker.asked is not None}
    done, _ = ray.wait(list(asked), num_returns=1, timeout=timeout)
    return [asked[each] for each in done]
