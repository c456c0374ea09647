"""Modules of packages that are not loaded as a whole: nobody else notices."""

from __future__ import annotations

import subprocess
import sys

import pytest

from jalons.parts import part

PROGRAM = """
import sys
from jalons.parts import part
stem = part("snowballstemmer", "french_stemmer").FrenchStemmer().stemWord
assert stem("associations") == "associ", stem("associations")
assert not {"snowballstemmer", "snowballstemmer.german_stemmer"} & sys.modules.keys()
import snowballstemmer
assert snowballstemmer.stemmer("german").stemWord("Häuser") == "Haus"
assert part("snowballstemmer", "italian_stemmer") is snowballstemmer.italian_stemmer
words = part("spacy.lang.fr", "stop_words").STOP_WORDS
import spacy.lang.fr
assert words == spacy.lang.fr.stop_words.STOP_WORDS
"""


def test_a_part_is_loaded_alone_and_the_package_later_as_ever() -> None:
    subprocess.run([sys.executable, "-c", PROGRAM], check=True)


@pytest.mark.parametrize(("package", "name"), [("no_such_package", "part"), ("json", "no_such_part")])
def test_what_is_not_there_is_an_import_error(package: str, name: str) -> None:
    with pytest.raises(ImportError):
        part(package, name)
