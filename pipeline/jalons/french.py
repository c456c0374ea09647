"""spaCy's French without its slowest part: the same tokens, in half the time from a cold start.

Importing `spacy.lang.fr` compiles a pattern of a megabyte, which says which words with a hyphen or an elision are one token, and
loading a model compiles its own copy. Hundreds of alternatives end in a few ways and spell out all letters of Unicode each: with
what they share written once the pattern is thirty times smaller, and matches the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import srsly
from spacy.language import BaseDefaults, Language
from spacy.tokenizer import Tokenizer
from spacy.util import get_model_meta, load_config

from jalons.parts import part
from jalons.patterns import compiled
from jalons.vectors import rows_of

FRENCH: Final = "spacy.lang.fr"
_AFFIXES: Final = {
    "prefix_search": "search",
    "suffix_search": "search",
    "infix_finditer": "finditer",
    "token_match": "match",
    "url_match": "match",
}
"""The patterns of a tokenizer, and how it asks each."""
_LETTERS: Final = compiled(r"\[[^\]]{200,}\]")
"""A class that spells out letters."""


class _Defaults(BaseDefaults):
    """What a tokenizer needs comes from the model."""

    tokenizer_exceptions: dict[str, list[dict[Any, Any]]] = {}  # noqa: RUF012 (as the base has it)
    prefixes = suffixes = infixes = url_match = None
    lex_attr_getters = part(FRENCH, "lex_attrs").LEX_ATTRS
    syntax_iterators = part(FRENCH, "syntax_iterators").SYNTAX_ITERATORS
    stop_words = part(FRENCH, "stop_words").STOP_WORDS


class French(Language):  # type: ignore[no-untyped-call]
    """French, as a model brings it."""

    lang = "fr"
    Defaults = _Defaults


def load_model(folder: Path, *, exclude: Iterable[str]) -> Language:
    """The pipeline of a model's folder as `spacy.load` gives it, without the components of these names.

    The 700,000 strings of the words that have vectors stay on the disk: a text brings those whose vectors it asks for.
    """
    exclude = list(exclude)
    config, meta = load_config(folder / "config.cfg"), get_model_meta(folder)
    nlp = French.from_config(config, exclude=exclude, meta=meta, auto_fill=False, validate=False)  # a model's config is whole
    nlp.from_disk(folder, exclude=[*exclude, "tokenizer", "strings", "vectors"])
    nlp.vocab.vectors.from_disk(folder / "vocab", exclude=["strings", "key2row"])
    nlp.vocab.vectors.key2row = rows_of(folder / "vocab" / "key2row")
    told = srsly.msgpack_loads((folder / "tokenizer").read_bytes())
    told["token_match"] = factored(told["token_match"])
    affixes = {name: getattr(compiled(told[name]), how) for name, how in _AFFIXES.items() if told.get(name)}
    nlp.tokenizer = Tokenizer(nlp.vocab, told["exceptions"], **affixes, faster_heuristics=told["faster_heuristics"])
    return nlp


def factored(pattern: str) -> str:
    """A pattern of the form `(?iu)(?:…)|(?:…)` with the ends that alternatives share written once; others as they are.

    >>> letters = "[" + "a-z" * 99 + "]"
    >>> factored(f"(?iu)(?:^a-{letters}+$)|(?:^bb-{letters}+$)") == f"(?iu)(?:(?:^a-|^bb-){letters}+$)"
    True
    """
    flags, alternatives = pattern[:5], pattern[8:-1].split(")|(?:")
    if flags != "(?iu)" or f"(?iu)(?:{')|(?:'.join(alternatives)})" != pattern:
        return pattern
    begins: dict[str, list[str]] = {}
    for alternative in alternatives:
        letters = _LETTERS.search(alternative)
        cut = letters.start() if letters and "|" not in alternative else len(alternative)
        begins.setdefault(alternative[cut:], []).append(alternative[:cut])
    return flags + "|".join(f"(?:(?:{'|'.join(each)}){end})" for end, each in begins.items())
