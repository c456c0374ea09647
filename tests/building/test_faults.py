"""A build that is killed, starved or lied to: the next one goes on, and nothing is lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from archive import write_archive

KILLS = 200


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_archive(tmp_path_factory.mktemp("faults") / "corpus", documents=60, paragraphs=3)


@pytest.fixture(scope="module")
def undisturbed(archive: Path) -> dict[str, bytes]:
    return finished(archive, "undisturbed")


def build(archive: Path, name: str, **environment: str) -> subprocess.Popen[bytes]:
    place = archive.parent / name
    command = [sys.executable, "-m", "jalons", "build", archive, "-o", place / "out", "--store", place / "store", "-j", "2"]
    with (archive.parent / f"{name}.log").open("wb") as log:
        return subprocess.Popen(
            command, stderr=log, stdout=subprocess.DEVNULL, start_new_session=True, env=os.environ | environment
        )


def said(archive: Path, name: str) -> str:
    return (archive.parent / f"{name}.log").read_text(encoding="utf-8")


def finished(archive: Path, name: str, **environment: str) -> dict[str, bytes]:
    """The outputs of a build that nobody disturbs."""
    assert build(archive, name, **environment).wait() == 0, said(archive, name)
    return {path.name: path.read_bytes() for path in (archive.parent / name / "out").iterdir()}


def workers(build: int) -> list[int]:
    """The processes of a build that have the model: those without children, in its session."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            found[int(folder.name)] = (int(fields[1]), int(fields[3]))
    mine = {pid: parent for pid, (parent, session) in found.items() if session == build and pid != build}
    return [pid for pid in mine if pid not in mine.values()]


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the processes of a build are found in /proc")
def test_killed_at_random(archive: Path, undisturbed: dict[str, bytes]) -> None:
    """Workers, the process they are forked from and the whole build are killed at random instants, over and over."""
    draw, kills, running = random.Random(7), 0, None
    while kills < KILLS:
        if running is None or running.poll() is not None:
            running = build(archive, "killed")
        time.sleep(draw.uniform(0, 0.15))
        whole = draw.random() < 0.04
        victims = [running.pid] if whole else workers(running.pid)
        if victims and running.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(draw.choice(victims), signal.SIGKILL)
                kills += 1
        if whole:
            running.wait()
            for pid in workers(running.pid):  # as a machine that loses its power
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
    assert running is not None
    running.kill()
    running.wait()
    assert finished(archive, "killed") == undisturbed
    assert not list((archive.parent / "killed").rglob("*.tmp"))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", tmp_path], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("only root can mount a small disk")
    yield tmp_path
    subprocess.run(["umount", tmp_path], check=True)


@pytest.mark.slow
def test_a_full_disk(archive: Path, undisturbed: dict[str, bytes], small_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (archive.parent / "full").symlink_to(small_disk)
    assert build(archive, "full").wait() == 1
    assert "impossible d'écrire (No space left on device)" in said(archive, "full")
    assert not list(small_disk.rglob("*.tmp"))
    subprocess.run(["mount", "-o", "remount,size=100m", small_disk], check=True)
    assert finished(archive, "full") == undisturbed


@pytest.mark.slow
def test_the_order_of_hashes_changes_nothing(archive: Path, undisturbed: dict[str, bytes]) -> None:
    """Sets of words come in another order in each process."""
    assert finished(archive, "hashed", PYTHONHASHSEED="1") == finished(archive, "hashed", PYTHONHASHSEED="2") == undisturbed


@pytest.mark.slow
def test_damaged_results_are_made_again(archive: Path, undisturbed: dict[str, bytes]) -> None:
    assert finished(archive, "damaged") == undisturbed
    results = sorted((archive.parent / "damaged/store").rglob("*.jalons"))
    for number, path in enumerate(results[::5]):
        data = path.read_bytes()
        path.write_bytes([b"", data[: len(data) // 2], data.replace(b"2", b"3"), b"\0" * len(data)][number % 4])
    assert finished(archive, "damaged") == undisturbed
