"""Workers side by side, each at one document: those that die or hang are replaced, and what they were at is tried again."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, Generic, Protocol, TypeVar

from jalons.building.jobs import Done, Failure, Job
from jalons.errors import JalonsError

ATTEMPTS: Final = 3
"""How many workers may die over one document."""
SECONDS: Final = 60.0
SECONDS_PER_MEGABYTE: Final = 120.0
"""A document may take the first, and the second for each megabyte of its file: far more than any needs."""
_FALSE_STARTS: Final = 8
_STILLBORN: Final = (
    "les processus d'extraction meurent au démarrage : mémoire insuffisante, ou un programme qui appelle jalons.build hors de "
    "« if __name__ == '__main__': »"
)
_DIES: Final = (
    f"le processus s'est arrêté {ATTEMPTS} fois en traitant ce document (mémoire insuffisante ?) ; "
    "divisez-le, ou retirez-le du corpus"
)
_HANGS: Final = "le traitement dépasse le temps permis ; divisez ce document, ou retirez-le du corpus"


class Worker(Protocol):
    """A process somewhere that does one job at a time."""

    def give(self, job: Job) -> None:
        """Hands it a job."""

    def hear(self) -> Done | Failure | None:
        """What it has to say: what became of its job, or (first of all, `None`) that it is ready.

        Raises `EOFError` if it is dead, `JalonsError` if it has no model.
        """

    def stop(self) -> None:
        """Ends it, whatever it does."""


W = TypeVar("W", bound=Worker)


@dataclass(slots=True, eq=False)
class _Post(Generic[W]):
    """The place of a worker in the crew; `deadline` (monotonic seconds) is when its job must be done."""

    worker: W
    job: Job | None = None
    deadline: float = float("inf")
    ready: bool = False


def run(
    jobs: Iterable[Job],
    *,
    size: int,
    start: Callable[[], W],
    wait: Callable[[Sequence[W], float | None], Collection[W]],
) -> Iterator[Done | Failure]:
    """Has documents extracted by at most `size` workers; yields what became of each, in the order of completion.

    `start` gives a new worker; `wait` waits until some have something to say (or are dead), or for so many seconds, and gives
    these. Raises `JalonsError` if no worker can start, with the reason where there is one.
    """
    waiting, deaths = deque(jobs), Counter[Job | None]()
    crew = [_Post(start()) for _ in range(min(size, len(waiting)))]
    try:
        while waiting or any(post.job for post in crew):
            for post in crew:
                if waiting and post.ready and not post.job:
                    _give(post, waiting.popleft())
            for post in _heard(crew, wait):
                said, job = _hear(post), post.job
                if said is _Lost.DEAD or said is _Lost.HANGING:
                    post.worker.stop()
                    crew[crew.index(post)] = _Post(start())
                    deaths[job] += not (post.ready and job is None)
                    said = _verdict(job, deaths, said)
                    if job and not said:
                        waiting.append(job)
                if said:
                    yield said
    finally:
        for post in crew:
            post.worker.stop()


def time_limit(job: Job) -> float:
    """The seconds that a document may take."""
    try:
        return SECONDS + SECONDS_PER_MEGABYTE * job.source.path.stat().st_size / 1e6
    except OSError:
        return SECONDS


class _Lost(Enum):
    DEAD = auto()
    HANGING = auto()


def _give(post: _Post[W], job: Job) -> None:
    post.job, post.deadline = job, time.monotonic() + time_limit(job)
    post.worker.give(job)


def _heard(crew: Sequence[_Post[W]], wait: Callable[[Sequence[W], float | None], Collection[W]]) -> list[_Post[W]]:
    """Waits for the workers; those to listen to, overdue ones among them."""
    nearest = min(post.deadline for post in crew)
    timeout = None if nearest == float("inf") else max(0.0, nearest - time.monotonic())
    speaking = wait([post.worker for post in crew], timeout)
    now = time.monotonic()
    return [post for post in crew if post.worker in speaking or now > post.deadline]


def _hear(post: _Post[W]) -> Done | Failure | _Lost | None:
    if time.monotonic() > post.deadline:
        return _Lost.HANGING
    try:
        said = post.worker.hear()
    except EOFError:
        return _Lost.DEAD
    post.ready = True
    if said is not None:
        post.job, post.deadline = None, float("inf")
    return said


def _verdict(job: Job | None, deaths: Counter[Job | None], lost: _Lost) -> Failure | None:
    """What the loss of a worker makes of its job: `None` if that may be tried again."""
    if job is None:
        if deaths[None] > _FALSE_STARTS:
            raise JalonsError(_STILLBORN)
        return None
    if lost is _Lost.DEAD and deaths[job] < ATTEMPTS:
        return None
    return Failure(job.source, f"{job.source.path} : {_DIES if lost is _Lost.DEAD else _HANGS}")
