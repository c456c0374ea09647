"""A build on a real Ray cluster of this machine, one of whose workers is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from archive import write_archive

RAY = [sys.executable, "-m", "ray.scripts.scripts"]
PORT = 26379


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a program that finds a cluster with two cores."""
    pytest.importorskip("ray", reason="the extra « cluster » is not installed")
    environment = os.environ | {
        "RAY_USAGE_STATS_ENABLED": "0",
        "RAY_ADDRESS": f"127.0.0.1:{PORT}",
        "RAY_TMPDIR": "/tmp/ray-jalons",
    }
    start = ["start", "--head", f"--port={PORT}", "--num-cpus=2", "--include-dashboard=false", "--object-store-memory=80000000"]
    subprocess.run(
        [*RAY, *start, "--disable-usage-stats"], env=environment | {"RAY_ADDRESS": ""}, check=True, capture_output=True
    )
    yield environment
    subprocess.run([*RAY, "stop", "--force"], env=environment, check=True, capture_output=True)


def build(corpus: Path, place: Path, *more: str) -> list[str]:
    return [
        sys.executable,
        "-m",
        "jalons",
        "build",
        str(corpus),
        "-o",
        str(place / "out"),
        "--store",
        str(place / "store"),
        *more,
    ]


def outputs(place: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (place / "out").iterdir()}


def extractors() -> list[int]:
    """The processes in which Ray has our workers."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if b"ray::Extractor" in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
    return found


@pytest.mark.slow
def test_a_cluster_that_loses_a_worker(tmp_path: Path, cluster: dict[str, str]) -> None:
    corpus = write_archive(tmp_path / "corpus", documents=60)
    subprocess.run(build(corpus, tmp_path / "local", "-j", "2"), check=True, capture_output=True)
    running = subprocess.Popen(build(corpus, tmp_path / "ray", "--engine", "ray"), env=cluster, stderr=subprocess.PIPE)
    results = tmp_path / "ray/store"
    while running.poll() is None and len(list(results.rglob("*.jalons"))) < 5:
        time.sleep(0.05)
    victims = extractors()
    assert len(victims) == 2
    os.kill(victims[0], signal.SIGKILL)
    _, said = running.communicate()
    assert running.returncode == 0, said.decode()
    assert outputs(tmp_path / "ray") == outputs(tmp_path / "local")


def test_no_cluster_is_said(tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="the extra « cluster » is not installed")
    (tmp_path / "a.txt").write_text("En 2014, l'association est créée.")
    command = build(tmp_path / "a.txt", tmp_path, "--engine", "ray")
    result = subprocess.run(command, env=os.environ | {"RAY_ADDRESS": "127.0.0.1:1"}, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert "aucune grappe Ray ne répond" in result.stderr
