"""What tests share: the pipeline, loaded once, and hand-made documents and chronologies."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from spacy.language import Language

import jalons
from jalons.types import Chronology, Document, Entry, FuzzyDate, Mention, in_chronological_order, stable_id

if TYPE_CHECKING:
    from browser import Opened
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]

settings.register_profile("jalons", deadline=None, derandomize=True, max_examples=200)
settings.load_profile("jalons")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The pipeline of `models/jalons.cfg`."""
    return jalons.load()


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Results are kept for the tests alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JALONS_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(autouse=True)
def _quiet_logger() -> Iterator[None]:
    """The command line hangs a handler on our logger: it goes with the test."""
    yield
    logging.getLogger("jalons").handlers.clear()
    logging.getLogger("jalons").setLevel(logging.NOTSET)


def mention(text: str, words: str, label: str, norm: str, *, after: int = 0) -> Mention:
    """A mention of `words`, at their first place in `text` from `after` on."""
    start = text.index(words, after)
    return Mention(f"m{start}", label, start, start + len(words), words, norm, "rule")


def entry(text: str, quote: str, date: str | None, **cells: Any) -> Entry:
    """An entry for `quote` in `text` of the document `doc`."""
    start = text.index(quote)
    defaults: dict[str, Any] = {
        "id": f"doc-{start}",
        "date": FuzzyDate.from_edtf(date) if date else None,
        "start": start,
        "end": start + len(quote),
        "summary": quote,
        "kind": "",
        "how": "explicit" if date else "deictic",
        "rule": "rule",
        "document": "doc",
        "quote": quote,
    }
    return Entry(**defaults | cells)


@pytest.fixture
def make() -> Callable[..., Chronology]:
    """Builds the chronology of one document from mentions and entries."""

    def chronology(text: str, mentions: tuple[Mention, ...] = (), entries: tuple[Entry, ...] = (), **cells: Any) -> Chronology:
        document = Document.from_text(text, **{"id": "doc", "source": "doc.txt"} | cells)
        return Chronology((document,), {document.id: mentions}, in_chronological_order(entries))

    return chronology


def told(document: str, *sentences: tuple[str | None, str], **cells: Any) -> Chronology:
    """The chronology of a document whose sentences each tell a fact: (date, sentence); `cells` are those of all entries."""
    text, entries, taken = " ".join(sentence for _, sentence in sentences), [], Counter[str]()
    for date, sentence in sentences:
        name = stable_id(document, sentence, taken=taken)
        entries.append(entry(text, sentence, date, id=name, document=document, **cells))
    return Chronology((Document.from_text(text, id=document),), {document: ()}, in_chronological_order(entries))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    from browser import launched

    with launched() as browser:
        yield browser


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of `pages.made()`."""
    from pages import made, written

    return written(made(), tmp_path_factory.mktemp("page"))


@pytest.fixture
def frise(browser: Browser, page_file: Path) -> Iterator[Opened]:
    """The same page, opened."""
    from browser import opened

    with opened(browser, page_file, permissions=["clipboard-read", "clipboard-write"]) as frise:
        yield frise
