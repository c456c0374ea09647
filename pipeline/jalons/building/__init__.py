"""Corpus -> outputs: what is new is extracted into a store, then all results are merged and written in every format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jalons import databases, writers
from jalons.building import engines
from jalons.building.jobs import Done, Failure, attempt, job, measure, memory_key
from jalons.building.manifest import Manifest, Publication
from jalons.building.store import Store, default_folder
from jalons.corpus import Source, sources, warn_undated
from jalons.corrections.applying import documents_of
from jalons.corrections.table import Correction, load_corrections, tell_again
from jalons.errors import DocumentError
from jalons.files import Bytes, Content, sweep, write_together
from jalons.garbage import uncollected
from jalons.merging import merge
from jalons.types import Chronology

if TYPE_CHECKING:
    from spacy.language import Language

    from jalons.building.stored import Results

__all__ = ["Built", "Done", "Failure", "Watch", "build", "process"]

_MEMORIES: Final = ("pairs", "facts")
"""What one run remembers for the next: how pairs of entries compare, what the files say of facts."""

Watch = Callable[[Done | Failure], None]
"""Called after each document that was worked at, with what became of it."""


@dataclass(frozen=True)
class Built:
    """What became of a corpus: a chronology for each document that could be processed, and the failures.

    `counts` are the numbers of `documents`, `words`, `mentions` and `entries`; `new` is how many documents were extracted in this
    run, the others being known from an earlier one. `corrections` are those of the corpus; `merged` is the chronology if it is
    made already.
    """

    parts: Sequence[Chronology]
    failures: tuple[Failure, ...]
    counts: Counter[str]
    new: int
    corrections: tuple[Correction, ...] = ()
    merged: Chronology | None = field(default=None, repr=False)

    @cached_property
    def chronology(self) -> Chronology:
        """All that was found, merged."""
        return self.merged or merge(self.parts, corrections=self.corrections)


def build(  # noqa: PLR0913 (each setting of a build can be given)
    corpus: str | Path,
    outputs: str | Path,
    *,
    nlp: Language | None = None,
    watch: Watch | None = None,
    engine: str = engines.LOCAL,
    processes: int | None = None,
    store: str | Path | None = None,
    formats: Collection[str] = (),
) -> Built:
    """Builds the dataset of a corpus (a folder, its `documents.csv`, or one file) in the folder `outputs`.

    Only what is new or changed is extracted: results are kept in `store`, a folder that is safe to delete (by default one of the
    user's cache). `processes` workers extract side by side; without it all is done in this process, with `nlp` if it is given.
    `engine` is one of `engines.NAMES`. `formats` (of `databases.FORMATS`) are written beside the usual files; one that is in
    `outputs` already is brought up to date with them.

    A document that fails is reported to `watch` and left out; nothing is written if all fail. Raises `DocumentError` or
    `DataError` if there is no corpus, its table is broken, another build is at work or the outputs cannot be written.
    """
    found, folder = sources(corpus), Path(outputs)
    wanted = sorted({*formats, *databases.present(folder)})
    databases.check(wanted)
    kept = Store(Path(store) if store else default_folder(folder))
    with kept.locked():
        built, results = _extract(found, kept, engines.runner(engine, nlp=nlp, processes=processes), watch or (lambda _: None))
        if not built.parts:
            raise DocumentError(corpus, "aucun document n'a pu être traité ; rien n'est écrit")
        built = replace(built, corrections=load_corrections(corpus))
        publication = Publication(kept.folder, [*results.keys, *map(repr, built.corrections), *wanted])
        if publication.stands(folder):
            tell_again(folder)
        else:
            with uncollected():
                built, files = _rendered(built, results, wanted)
            places = {folder / name: each for name, each in files.items()}
            sweep(places)
            write_together(places)
            publication.record(folder, files)
        kept.prune([*results.keys, *map(memory_key, _MEMORIES)])
    return built


def _rendered(built: Built, results: Results, formats: Collection[str]) -> tuple[Built, dict[str, Content]]:
    """All results merged, and every file by its name; what earlier runs found out is used and remembered."""
    from jalons.merging.judging import Memory
    from jalons.writers.datapackage import FILE as DATAPACKAGE
    from jalons.writers.fact_pieces import FactMemory
    from jalons.writers.pieces import Pieces

    # What is known of documents that a correction touches does not hold.
    touched = documents_of(built.corrections)
    parts, profiles, pieces = [], {}, {}
    for result in results.whole():
        parts.append(result.chronology)
        if result.document not in touched:
            profiles[result.document], pieces[result.document] = result.profile, result.pieces
    warn_undated(document for part in parts for document in part.documents)
    store, (of_pairs, of_facts) = results.store, map(memory_key, _MEMORIES)
    memory, facts = Memory(store.get(of_pairs)), FactMemory(store.get(of_facts))
    chronology = merge(parts, corrections=built.corrections, profiles=profiles, memory=memory)
    files = writers.in_pieces(chronology, Pieces(chronology, pieces, facts))
    store.put(of_pairs, memory.packed())
    store.put(of_facts, facts.packed())
    more = databases.writers(chronology, formats, description=b"".join(files[DATAPACKAGE]).decode())
    return replace(built, parts=parts, merged=chronology), {**files, **more}


def process(documents: Iterable[Source], *, nlp: Language | None = None, watch: Watch | None = None) -> Built:
    """Reads and extracts each document, in this process and in memory; warns once if documents lack a reference date."""
    pipeline = engines.pipeline(nlp)
    parts: list[Chronology] = []
    failures: list[Failure] = []
    totals: Counter[str] = Counter()
    for source in documents:
        result = attempt(source, nlp=pipeline())
        if isinstance(result, Failure):
            failures.append(result)
        else:
            parts.append(result)
            totals.update(measure(result))
        if watch:
            watch(result if isinstance(result, Failure) else Done(source, "", measure(result)))
    warn_undated(document for part in parts for document in part.documents)
    return Built(parts, tuple(failures), totals, len(parts))


def _extract(found: Sequence[Source], store: Store, run: engines.Run, watch: Watch) -> tuple[Built, Results]:
    """Brings the store up to date; also gives the results, in the order of the corpus, with what was read of them on the way."""
    from jalons.building.stored import Results, counts  # which load numpy

    jobs = [job(source) for source in found]
    totals: Counter[str] = Counter()
    done: dict[Source, str] = {}
    failed: dict[Source, Failure] = {}
    read: dict[str, Mapping[str, Bytes]] = {}
    more = any(work.key and not store.path(work.key).exists() for work in jobs)  # so that all is written, and read, again
    for work in jobs:
        if work.key and (sections := store.get(work.key)) is not None:
            done[work.source] = work.key
            totals.update(counts(sections))
            if more:
                read[work.key] = sections
    known = len(done)
    with Manifest(store.folder, jobs, done) as manifest:
        for outcome in run([work for work in jobs if work.source not in done], store):
            manifest.record(outcome)
            if isinstance(outcome, Failure):
                failed[outcome.source] = outcome
            else:
                done[outcome.source] = outcome.key
                totals.update(outcome.counts)
            watch(outcome)
    keys = [done[source] for source in found if source in done]
    failures = tuple(failed[source] for source in found if source in failed)
    results = Results(store, keys)
    return Built(results, failures, totals, len(done) - known), replace(results, known=read)
