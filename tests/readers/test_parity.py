"""What comes out of PDF, Word, OpenDocument and web pages is as good as what comes out of clean text (`tests/parity.py`)."""

from __future__ import annotations

import shutil
from pathlib import Path

import parity
import pytest
from spacy.language import Language

import jalons


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Path]]:
    return parity.build(parity.development(), tmp_path_factory.mktemp("formats"))


@pytest.mark.slow
@pytest.mark.parametrize("name", parity.FORMATS)
def test_parity(name: str, made: dict[str, dict[str, Path]], nlp: Language) -> None:
    if name not in made:
        assert not shutil.which("soffice")
        pytest.skip("LibreOffice n'est pas installé (Debian : apt install libreoffice-writer-nogui)")
    total, raw = parity.measure(name, made, nlp=nlp)
    assert total.mentions > 400, "the development documents have hundreds of mentions"
    assert total.mentions_kept >= 0.98 * total.mentions, total.lost
    assert total.entries_kept >= 0.95 * total.entries, total.lost
    assert total.mentions_more <= 0.02 * total.mentions, total.lost
    assert raw.entries_kept < total.entries_kept, "the mending of the text must be worth its while"


@pytest.mark.slow
@pytest.mark.parametrize("gold", ["evaluation-programme", "lettre-information"])
def test_noisy_plain_text_loses_nothing(gold: str, root: Path, nlp: Language) -> None:
    """No mention of the clean text is lost to the line and page breaks of the text as received."""
    clean = parity.clean(root / f"tests/gold/{gold}.gold")
    noisy = jalons.gold.load(root / f"tests/gold/{gold}.gold").document
    # Values, not words: of a mention that a page break cuts in two, the first part is the mention.
    expected, found = (parity.values(jalons.extract(each, nlp=nlp)) for each in (clean.document, noisy))
    assert expected <= found, expected - found
