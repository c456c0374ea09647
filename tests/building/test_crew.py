"""Workers that do as they are told: finish, die, hang, or never start."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from jalons.building import crew
from jalons.building.jobs import Done, Failure, Job
from jalons.corpus import Source
from jalons.errors import JalonsError

DEATHS: Counter[str] = Counter()


class Actor:
    """A worker whose jobs say by their id what happens: `ok`, `dies`, `dies-N` (N times, then all is well) or `hangs`."""

    started = 0

    def __init__(self) -> None:
        type(self).started += 1
        self.said: list[Done | None] = [None]
        self.dead = self.stopped = False

    def give(self, job: Job) -> None:
        name, _, times = job.source.id.partition("-")
        if name == "dies" and (not times or DEATHS[job.source.id] < int(times)):
            DEATHS[job.source.id] += 1
            self.dead = True
        elif name != "hangs":
            self.said.append(Done(job.source, "key", {}))

    def hear(self) -> Done | None:
        if self.dead:
            raise EOFError
        return self.said.pop(0)

    def stop(self) -> None:
        self.stopped = True


class Stillborn(Actor):
    def hear(self) -> Done | None:
        raise EOFError


def wait(workers: Sequence[Actor], timeout: float | None) -> list[Actor]:
    assert not any(worker.stopped for worker in workers)
    assert timeout is None or timeout < 1
    return [worker for worker in workers if worker.dead or worker.said]


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(crew, "SECONDS", 0.05)
    Actor.started = 0
    DEATHS.clear()
    yield


def jobs(*names: str) -> list[Job]:
    return [Job(Source(Path(name), name), "") for name in names]


@pytest.mark.parametrize("size", [1, 2, 9])
@pytest.mark.parametrize(
    ("names", "failed"),
    [
        (["ok", "ok2", "ok3"], {}),
        (["dies-1", "ok", "dies-2"], {}),
        (["ok", "dies", "ok2"], {"dies": "s'est arrêté 3 fois"}),
        (["hangs", "ok"], {"hangs": "dépasse le temps permis"}),
        ([], {}),
    ],
)
def test_every_document_is_accounted_for(names: list[str], failed: dict[str, str], size: int) -> None:
    outcomes = list(crew.run(jobs(*names), size=size, start=Actor, wait=wait))
    assert sorted(outcome.source.id for outcome in outcomes) == sorted(names)
    failures = {outcome.source.id: outcome.reason for outcome in outcomes if isinstance(outcome, Failure)}
    assert failures.keys() == failed.keys()
    assert all(reason in failures[name] for name, reason in failed.items())


def test_no_more_workers_than_documents() -> None:
    list(crew.run(jobs("ok", "ok2"), size=8, start=Actor, wait=wait))
    assert Actor.started == 2


def test_workers_that_never_start_end_the_run() -> None:
    with pytest.raises(JalonsError, match="meurent au démarrage"):
        list(crew.run(jobs("ok"), size=2, start=Stillborn, wait=lambda workers, _: workers))


def test_the_limit_grows_with_the_file(tmp_path: Path) -> None:
    small, large = tmp_path / "small", tmp_path / "large"
    small.write_bytes(b"")
    large.write_bytes(b"x" * 1_000_000)
    limits = [crew.time_limit(Job(Source(path, ""), "")) for path in (small, large)]
    assert limits[1] == limits[0] + crew.SECONDS_PER_MEGABYTE
