"""French as Jalons loads it: the tokens are those of the stock model."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import spacy
from spacy.util import get_package_path

from jalons.french import factored, load_model
from jalons.language import model_name

TEXTS = sorted(Path(__file__).parents[1].glob("corpus/texts/*.txt"))
WORDS = (
    "après-midi entr'ouvrir grand-mère pet-en-l'air saut-de-ski Saint-Étienne-du-Rouvray aujourd'hui qu'il presqu’île "
    "contre-pouvoir co-construction Vice-Président socio‑économique 12-14 a-t-il J.-C. janv. https://alliss.org/a-b l'après-2012"
)


@pytest.fixture(scope="module")
def folder() -> Path:
    model = model_name()
    return next(get_package_path(model).glob(f"{model}-*"))


def test_tokens_are_those_of_the_stock_model(folder: Path) -> None:
    texts = [WORDS, *(path.read_text(encoding="utf-8") for path in TEXTS)]
    stock = spacy.load(folder, disable=["ner", "parser"])
    ours = load_model(folder, exclude=["ner", "parser"])
    for text in texts:
        told = [(token.text, token.norm_, token.shape_, token.like_num, token.is_stop) for token in stock.make_doc(text)]
        assert told == [(token.text, token.norm_, token.shape_, token.like_num, token.is_stop) for token in ours.make_doc(text)]
    assert stock.pipe_names == ours.pipe_names


@pytest.mark.parametrize(
    "pattern",
    [
        "(?iu)(?:^a|b-L+$)|(?:^bb-L+$)",
        "(?iu)(?:^a-)|(?:^b-)|(?:^L+-à-L+$)|(?:^L-L+$)",
        "(?u)(?:^a-L+$)|(?:^bb-L+$)",
        "a-L+",
    ],
)
def test_a_factored_pattern_matches_the_same(pattern: str) -> None:
    pattern = pattern.replace("L", f"[{'a-zéà' * 50}]")
    before, after = re.compile(pattern), re.compile(factored(pattern))
    for word in ("a", "a-été", "bb-b", "b-x", "été-à-x", "été-à", "A-É", "", "é-é", "a-"):
        assert bool(before.match(word)) == bool(after.match(word)), word
