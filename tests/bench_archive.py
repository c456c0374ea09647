"""Figures of whole archives, in one run: `python tests/bench_archive.py [DOCUMENTS [DOCUMENTS_FOR_MEMORY]]` (1000 and 10000).

The documents are made by `tests/archive.py` of paragraphs of the development texts: figures say what machines do, nothing about
other texts. A build is one process that starts anew, with its byte code kept as an installed program's is, in seconds of the
processor; two processes against one are timed by the clock, which another busy program changes. What is added are single
documents, one after the other, with rebuilds and rests between them; medians count, for the processor's speed varies.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from archive import write_archive

from jalons.building import processes
from jalons.building.jobs import Done, fingerprint, job, perform
from jalons.building.store import Store
from jalons.corpus import sources

ROUNDS = 9
REST = 10
"""Seconds between rounds, so that they take as long as the first build and see the machine as fast and as slow as that did."""
FEW = 100
SHORT = 2
"""Paragraphs of the documents on which memory is measured: there are many of them."""


def build(corpus: Path, place: Path) -> float:
    """Seconds of the processor that a program takes which builds the dataset in one process."""
    program = f"import jalons; jalons.build({str(corpus)!r}, {str(place / 'out')!r}, store={str(place / 'store')!r})"
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(place / "code")
    before = os.times()
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, env=environment)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def build_figures(place: Path, documents: int) -> None:
    """First build, rebuild with nothing changed, rebuilds with one document more each."""
    corpus = write_archive(place / "corpus", documents=documents)
    size = sum(path.stat().st_size for path in corpus.glob("*.txt"))
    first = build(corpus, place)
    rounds = []
    for seed in range(1, ROUNDS + 1):
        rounds.append((build(corpus, place), build_with_more(corpus, place, seed)))
        time.sleep(REST)
    again, added = map(median, zip(*rounds, strict=True))
    each = first / documents * 1000
    print(f"first build of {documents} documents ({size / 1e6:.1f} MB): {first:.0f} s, {each:.0f} ms a document", flush=True)
    print(f"rebuild with nothing changed / first build: {again / first:.3f}", flush=True)
    print(f"rebuild with one document more / first build: {added / first:.3f}", flush=True)
    stored, written = (weight(place / name) / size for name in ("store", "out"))
    print(f"bytes of the store / of the texts: {stored:.1f}; of the dataset / of the texts: {written:.1f}")
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    print(f"most memory of a build of {documents} documents in one process: {most:.0f} MB", flush=True)


def build_with_more(corpus: Path, place: Path, seed: int) -> float:
    """The same with a document more."""
    more = write_archive(place / "more", documents=1, seed=seed) / "dossier-00000.txt"
    more.rename(corpus / f"nouveau-{seed}.txt")
    with (corpus / "documents.csv").open("a", encoding="utf-8") as table:
        table.write(f"nouveau-{seed},nouveau-{seed}.txt,,2020\n")
    return build(corpus, place)


def weight(folder: Path) -> int:
    """The bytes of the files of a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def parallel_figures(place: Path, documents: int) -> None:
    """Documents a second with two processes and with one, from the first that is done: loading the model is not counted."""
    found = [job(source) for source in sources(write_archive(place / "corpus", documents=documents))]
    rates = []
    for count in (1, 2):
        moments = []
        for outcome in processes.run(found, Store(place / f"store-{count}"), processes=count):
            assert isinstance(outcome, Done)
            moments.append(time.monotonic())
        rates.append((len(moments) - count) / (moments[-1] - moments[count - 1]))
    print(f"documents a second, two processes / one: {rates[1] / rates[0]:.2f}", flush=True)


def memory_figures(place: Path, documents: int) -> None:
    """Resident memory of a process that extracts, after a few documents and after many."""
    from jalons.building.warm import pipeline

    corpus, kept = write_archive(place / "corpus", documents=documents, paragraphs=SHORT), Store(place / "store")
    fingerprint()
    after = {}
    for number, source in enumerate(sources(corpus), start=1):
        assert isinstance(perform(job(source), kept, nlp=pipeline()), Done)
        if number in (FEW, documents // 10, documents):
            after[number] = resident()
    told = ", ".join(f"{megabytes:.0f} MB after {number}" for number, megabytes in after.items())
    print(
        f"memory of a worker after {documents} documents / after {FEW}: {after[documents] / after[FEW]:.2f} ({told})", flush=True
    )


def resident() -> float:
    """Megabytes that this process has in memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


if __name__ == "__main__":
    asked = [int(argument) for argument in sys.argv[1:]]
    for figures, size in (
        (build_figures, asked[0] if asked else 1000),
        (parallel_figures, min(400, asked[0] if asked else 400)),
        (memory_figures, asked[1] if len(asked) > 1 else 10_000),
    ):
        with tempfile.TemporaryDirectory() as folder:
            figures(Path(folder), size)
