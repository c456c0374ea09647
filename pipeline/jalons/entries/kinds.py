"""The kind of a fact, by the rows of `models/rules/entries.toml`."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from jalons.folding import fold
from jalons.rules import load_rules

OTHER: Final = ("fait", "kind-other")
"""The kind and rule of a fact that no row describes."""


@cache
def _rows() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple((rule.option("kind"), rule.id, re.compile(rule.pattern)) for rule in load_rules("entries"))


def kind_of(clause: str) -> tuple[str, str]:
    """The kind of what a clause tells and the id of the row that says so: the first row in the order of the file.

    >>> kind_of("En novembre 2014, les statuts de l'association ALLISS sont déposés.")
    ('création', 'kind-creation')
    """
    folded = fold(clause)
    return next(((kind, rule) for kind, rule, pattern in _rows() if pattern.search(folded)), OTHER)
