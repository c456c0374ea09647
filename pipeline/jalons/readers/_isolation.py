"""Reading in a process of its own: a file that takes too long, too much memory or crashes its library harms nothing else.

One process serves all the files of its parent, one after the other; it is started anew after a failure. What goes between the
two is a line of JSON and bytes, never a pickle.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any, Final

from jalons import errors
from jalons.errors import DocumentTooSlowError, ReaderCrashError
from jalons.readers._limits import Limits
from jalons.readers._parsed import Parsed

_SERVED: Final = 200
"""Files that one process reads before it makes way for a fresh one: what a library leaks goes with it."""

_lock = threading.Lock()


class _Worker:
    """The process that reads, as its parent holds it."""

    def __init__(self, limits: Limits) -> None:
        # No folder of the caller's may lend modules to the worker: neither the current one (-P) nor an empty path entry.
        paths = os.pathsep.join(path for path in sys.path if path)
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", "from jalons.readers._worker import main; main()", str(limits.memory_bytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": paths},
            # A group of its own: what it has started ends with it.
            start_new_session=True,
        )
        self.owner = os.getpid()
        self.memory = limits.memory_bytes
        self.served = 0

    @property
    def fit(self) -> bool:
        """Whether it can take another file."""
        return self.owner == os.getpid() and self.served < _SERVED and self.process.poll() is None

    def ask(self, request: dict[str, Any], data: bytes, more_time: Callable[[int], None]) -> dict[str, Any] | None:
        """The answer to a request; `None` if the process ended instead. `more_time` is told the seconds that it asks for."""
        self.served += 1
        stdin, stdout = _pipes(self.process)
        try:
            stdin.write(json.dumps(request).encode() + b"\n")
            stdin.write(data)
            stdin.flush()
            head = stdout.readline()
            while head.startswith(b"+"):
                more_time(int(head))
                head = stdout.readline()
            answer = stdout.read(int(head)) if head.strip().isdigit() else b""
            return json.loads(answer) if answer else None
        except (OSError, ValueError):
            return None

    def kill(self) -> None:
        """Ends the process and what it has started, at once."""
        if hasattr(os, "killpg"):
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        else:
            self.process.kill()

    def stop(self) -> None:
        """Ends the process and waits for it."""
        if self.owner != os.getpid():
            return
        self.kill()
        for pipe in _pipes(self.process):
            with suppress(OSError):
                pipe.close()
        self.process.wait()


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    assert process.stdin is not None and process.stdout is not None
    return process.stdin, process.stdout


class _Deadline:
    """A moment after which something is done, unless it is put off or cancelled before."""

    def __init__(self, act: Callable[[], None]) -> None:
        self._act = act
        self._timer: threading.Timer | None = None
        self.seconds = 0
        self.passed = False

    def extend(self, seconds: int) -> None:
        """Puts the moment off to `seconds` more than were given so far, from now on."""
        self.cancel()
        self.seconds += seconds
        self._timer = threading.Timer(self.seconds, self._pass)
        self._timer.start()

    def cancel(self) -> None:
        """Nothing will be done."""
        if self._timer:
            self._timer.cancel()

    def _pass(self) -> None:
        self.passed = True
        self._act()


_current: list[_Worker] = []


def parse_apart(name: str, data: bytes, path: Path, limits: Limits) -> Parsed:
    """What the reader `name` makes of `data`, in a process of its own; raises the `DocumentError` that it raises there.

    Raises `DocumentTooSlowError` after the limit of time and `ReaderCrashError` if the process ends on its own.
    """
    request = {"reader": name, "path": str(path), "size": len(data), "limits": asdict(limits)}
    with _lock:
        worker = _ready(limits)
        deadline = _Deadline(worker.kill)
        deadline.extend(limits.seconds)
        try:
            answer = worker.ask(request, data, deadline.extend)
        finally:
            deadline.cancel()
        if answer is None:
            stop()
    if deadline.passed:
        raise DocumentTooSlowError(path, f"la lecture dépasse {deadline.seconds} secondes (JALONS_SECONDS)")
    if answer is None:
        raise ReaderCrashError(path, "la lecture s'est arrêtée net ; le fichier est sans doute abîmé ou piégé")
    if "error" in answer:
        raise getattr(errors, answer["error"])(path, answer["reason"])
    return Parsed.from_dict(answer)


def _ready(limits: Limits) -> _Worker:
    if _current and not (_current[0].fit and _current[0].memory == limits.memory_bytes):
        stop()
    if not _current:
        _current.append(_Worker(limits))
    return _current[0]


@atexit.register
def stop() -> None:
    """Ends the process that reads, if there is one."""
    while _current:
        _current.pop().stop()
