"""Corpus -> outputs: every document read and extracted, the results merged and written in every format."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jalons import writers
from jalons.corpus import Source, sources
from jalons.errors import DocumentError, JalonsError
from jalons.extracting import extract
from jalons.files import write_together
from jalons.language import load
from jalons.merging import merge
from jalons.types import Chronology, Document

if TYPE_CHECKING:
    from spacy.language import Language

_log = logging.getLogger(__name__)
_WORD: Final = re.compile(r"\w+(?:['’-]\w+)*")


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be processed, and why (one line, for a person)."""

    source: Source
    reason: str


@dataclass(frozen=True)
class Built:
    """What became of a corpus: a chronology for each document that could be processed, and the failures."""

    parts: tuple[Chronology, ...]
    failures: tuple[Failure, ...] = ()

    @cached_property
    def chronology(self) -> Chronology:
        """All that was found, merged."""
        return merge(self.parts)

    @cached_property
    def words(self) -> int:
        """The number of words in the documents of the chronology."""
        return sum(1 for document in self.chronology.documents for _ in _WORD.finditer(document.text))

    @property
    def mentions(self) -> int:
        """The number of mentions in all documents."""
        return sum(map(len, self.chronology.mentions.values()))


Watch = Callable[[Source, Chronology | Failure], None]
"""Called after each document with what became of it."""


def build(corpus: str | Path, outputs: str | Path, *, nlp: Language | None = None, watch: Watch | None = None) -> Built:
    """Builds the dataset of a corpus (a folder, its `documents.csv`, or one file) in the folder `outputs`.

    A document that fails is reported to `watch` and left out; nothing is written if all fail. Raises `DocumentError` or
    `DataError` if there is no corpus, its table is broken or the outputs cannot be written.
    """
    return publish(corpus, process(sources(corpus), nlp=nlp, watch=watch), outputs)


def publish(corpus: str | Path, built: Built, outputs: str | Path) -> Built:
    """Writes the dataset of what `process` gave; raises `DocumentError` if it gave nothing."""
    if not built.parts:
        raise DocumentError(corpus, "aucun document n'a pu être traité ; rien n'est écrit")
    folder = Path(outputs)
    write_together({folder / name: text for name, text in writers.render_all(built.chronology).items()})
    return built


def process(documents: Iterable[Source], *, nlp: Language | None = None, watch: Watch | None = None) -> Built:
    """Reads and extracts each document; warns once if documents lack a reference date."""
    nlp = nlp or load()
    done: list[Chronology] = []
    failures: list[Failure] = []
    for source in documents:
        result = attempt(source, nlp=nlp)
        if isinstance(result, Failure):
            failures.append(result)
        else:
            done.append(result)
        if watch:
            watch(source, result)
    _warn_undated(document for part in done for document in part.documents)
    return Built(tuple(done), tuple(failures))


def attempt(source: Source, *, nlp: Language) -> Chronology | Failure:
    """The chronology of one document, or why there is none: no document may take the others down with it."""
    try:
        return extract(source.read(), nlp=nlp)
    except JalonsError as error:
        return Failure(source, str(error))
    except Exception as error:
        _log.debug("%s", source.path, exc_info=True)
        return Failure(source, f"{source.path} : erreur inattendue ({type(error).__name__} : {error}) ; merci de la signaler")


def _warn_undated(documents: Iterable[Document]) -> None:
    names = [document.id for document in documents if document.reference_date is None]
    if names:
        shown = ", ".join(names[:5]) + (f" et {len(names) - 5} autres" if len(names) > 5 else "")
        _log.warning(
            "sans date de référence : %s. Les expressions comme « l'an dernier » y restent sans date ; "
            "donnez-la par --reference-date ou dans documents.csv.",
            shown,
        )
