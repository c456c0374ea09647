"""The rows of `models/rules/laws.toml`, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from jalons.patterns import compiled
from jalons.rules import Rule, load_atoms, load_rules

_LOOKAROUND: Final = compiled(r"(\(\?<[=!](?:[^()]|\([^()]*\))*\))")
_KIND: Final = compiled(r"\(\?P<kind>([^()]*)\)")


@dataclass(frozen=True)
class Row:
    """A compiled row: its pattern on folded text, what must be written, what must and must not stand before it."""

    rule: Rule
    pattern: re.Pattern[str]
    written: re.Pattern[str] | None
    only: re.Pattern[str] | None
    unless: re.Pattern[str] | None

    def option(self, name: str) -> bool:
        """Whether the row has an option."""
        return bool(self.rule.options.get(name))


@cache
def rows() -> tuple[Row, ...]:
    """The compiled rows, in their order."""
    return tuple(_row(rule) for rule in load_rules("laws"))


def _row(rule: Rule) -> Row:
    options = {name: rule.option(name) for name in ("written", "only", "unless")}
    conditions = {name: compiled(pattern) if pattern else None for name, pattern in options.items()}
    boundary = "" if rule.options.get("phrase") else r"(?!\w)"
    return Row(rule, rule.compiled(rf"(?:{_spaced(rule.pattern)}){boundary}"), **conditions)


def _spaced(pattern: str) -> str:
    """A space of a row stands for a run of them; look-behinds have a fixed width and keep theirs."""
    parts = _LOOKAROUND.split(pattern)
    parts[::2] = [part.replace(" ?", "\x00").replace(" ", " {1,3}").replace("\x00", " {0,3}") for part in parts[::2]]
    return "".join(parts)


@cache
def head_words() -> re.Pattern[str]:
    """The first words of references, each the place where rows are tried."""
    return compiled(rf"(?:{'|'.join(sorted({word for row in rows() for word in _first_words(row)}, reverse=True))})(?!\w)")


def _first_words(row: Row) -> set[str]:
    match = _KIND.search(row.rule.pattern)
    return {re.split(r"[ -]", word)[0] for word in match[1].split("|")} if match else set()


@cache
def rows_for(head: str) -> tuple[Row, ...]:
    """The rows that a first word can begin."""
    return tuple(row for row in rows() if any(re.fullmatch(word, head) for word in _first_words(row)))


@cache
def tail_pattern() -> re.Pattern[str]:
    """What may follow a name: number, day, month or year."""
    atoms = load_atoms("laws")
    pattern = (
        f"(?:(?: modifiee?)?,? ?{atoms['no']}(?P<num>{atoms['num']}))?"
        f"(?:{atoms['on']}(?P<date>{atoms['date']})"
        f"| (?:du mois )?(?:de |d')(?P<month>{atoms['month']}) (?P<my>(?:1[6-9]|20)\\d\\d)(?!\\d)"
        r"| de (?P<year>(?:1[6-9]|20)\d\d)(?! ?(?:a|au|et|ou|-|–) ?\d{4})(?![\d/-]))?"
    )
    return compiled(_spaced(pattern))
