"""Recognition: a cascade of stages over the folded text, each with the rows of `models/rules/dates.toml`.

What a stage finds is overwritten, in a text of the same length, by a mark of its type; later stages see the marks. Offsets
never move, and the cost is one pass of one compiled pattern a stage.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from jalons.dates import checks
from jalons.errors import DataError
from jalons.folding import fold
from jalons.heads import Patterns
from jalons.patterns import compiled
from jalons.rules import Rule, load_lexicon, load_rules

STAGES: Final = ("mask", "point", "part", "range", "bound")
TYPES: Final = {
    name: chr(0xE001 + i)
    for i, name in enumerate(
        "day day_incomplete month month_incomplete year decade century season season_incomplete quarter quarter_incomplete "
        "feast weekday relative_year relative period unit_now part range unit_end bound".split()
    )
}
"""The mark of each type; a mark is followed by `FILL` up to the length of what it stands for."""
FILL: Final = "\ue0ff"
_MASK: Final = "\ue0fe"
_PRIVATE: Final = compiled("[\ue000-\ue0ff]")
_MARKED: Final = compiled("[\ue001-\ue020]\ue0ff*")
_INTERNAL: Final = frozenset({"unit_now"})
"""Types that say nothing by themselves."""
_LONGEST: Final = 160


class Node(NamedTuple):
    """A recognised expression: its range, rule and type, the matched groups (folded text), and the nodes inside it."""

    start: int
    end: int
    rule: Rule
    type: str
    groups: dict[str, str]
    children: dict[str, Node]

    def text(self, *names: str) -> str:
        """The first of the groups that took part in the match, or `""`."""
        for name in names:
            if name in self.groups:
                return self.groups[name]
        return ""


class _Row(NamedTuple):
    rule: Rule
    pattern: re.Pattern[str]
    names: tuple[str, ...]
    spans: tuple[str, ...]
    type: str
    case: str
    check: Callable[[Node, str, str], bool] | None
    original: re.Pattern[str] | None
    not_followed_by: re.Pattern[str] | None
    not_preceded_by: re.Pattern[str] | None


class _Stage:
    """The rows of a stage, and their patterns."""

    def __init__(self, name: str) -> None:
        self.rows = tuple(_row(rule) for rule in load_rules("dates") if rule.option("stage") == name)
        self.patterns = Patterns([row.pattern for row in self.rows], before=r"(?<!\w)")


_stage: Final = cache(_Stage)


def _row(rule: Rule) -> _Row:
    if rule.option("stage") not in STAGES or (rule.option("type") not in TYPES and rule.option("stage") != "mask"):
        raise DataError(rule.path, rule.place, "stage ou type inconnu")
    named = (re.escape(name).replace("\\ ", " ") for name in sorted(periods(), key=len, reverse=True))
    pattern = _spaced(rule.pattern.replace("@periods", f"(?:{'|'.join(named)})"))
    expression, check = rule.compiled(pattern), getattr(checks, rule.option("check"), None)
    if rule.option("check") and check is None:
        raise DataError(rule.path, rule.place, f"la vérification « {rule.option('check')} » n'existe pas")
    optional = {
        name: compiled(rule.option(name)) if rule.option(name) else None
        for name in ("original", "not_followed_by", "not_preceded_by")
    }
    names = tuple(expression.groupindex)
    spans = tuple(name for name in names if name[0] == "x")
    return _Row(rule, expression, names, spans, rule.option("type"), rule.option("case"), check, **optional)


def _spaced(pattern: str) -> str:
    """The pattern with each space made any short white space; in look-behinds, of fixed width in Python, one character of it."""
    parts = _LOOKBEHIND.split(pattern)
    parts[1::2] = [part.replace(" ", r"\s") for part in parts[1::2]]
    parts[::2] = [part.replace(" ?", r"\s{0,3}").replace(" ", r"\s{1,3}") for part in parts[::2]]
    return "".join(parts)


_LOOKBEHIND: Final = compiled(r"(\(\?<[=!][^()]*\))")


@cache
def periods() -> dict[str, str]:
    """The EDTF value of each named period, by its folded name."""
    return {fold(name): row.cells["edtf"] for row in load_lexicon("periods") for name in row.names}


def find_nodes(text: str) -> list[Node]:
    """The outermost expressions of a text, in order; masks and internal types left out."""
    skeleton = _PRIVATE.sub(" ", fold(text))
    nodes: dict[int, Node] = {}
    for stage in STAGES:
        if stage in ("range", "bound") and not nodes:
            break
        skeleton = _apply(stage, skeleton, text, nodes)
    return [node for _, node in sorted(nodes.items()) if node.type not in _INTERNAL]


def _apply(stage: str, skeleton: str, text: str, nodes: dict[int, Node]) -> str:
    """The skeleton after one stage; `nodes` (by start) gains what was found and loses what it took in."""
    pieces, position = [], 0
    for node in _matches(_stage(stage), skeleton, text, nodes):
        for mark_inside in _MARKED.finditer(skeleton, node.start, node.end):
            nodes.pop(mark_inside.start(), None)
        mark = _MASK if stage == "mask" else TYPES[node.type]
        if stage != "mask":
            nodes[node.start] = node
        pieces += [skeleton[position : node.start], mark, FILL * (node.end - node.start - 1)]
        position = node.end
    return "".join(pieces) + skeleton[position:]


def _matches(stage: _Stage, skeleton: str, text: str, nodes: dict[int, Node]) -> Iterator[Node]:
    position = 0
    while found := stage.patterns.anywhere.search(skeleton, position):
        start = found.start()
        rows = [stage.rows[index] for index in stage.patterns.at(skeleton, start)]
        node = _first(rows, start, skeleton, text, nodes)
        if node is None:
            position = start + 1
        else:
            yield node
            position = node.end


def _first(rows: Sequence[_Row], start: int, skeleton: str, text: str, nodes: dict[int, Node]) -> Node | None:
    """The node of the first row that holds at this place with all its checks."""
    for row in rows:
        match = row.pattern.match(skeleton, start)
        if match is not None and match.end() - start <= _LONGEST:
            node = _node(row, match, skeleton, nodes)
            if _allowed(row, node, skeleton, text):
                return node
    return None


_MARKS: Final = frozenset(TYPES.values())


def _node(row: _Row, match: re.Match[str], skeleton: str, nodes: dict[int, Node]) -> Node:
    groups, children = {}, {}
    for name in row.names:
        written = match[name]
        if written and written[0] in _MARKS and match.start(name) in nodes:
            children[name] = nodes[match.start(name)]
        elif written:
            groups[name] = written
    start, end = match.span(next((name for name in row.spans if match[name] is not None), 0))
    return Node(start, end, row.rule, row.type, groups, children)


def _allowed(row: _Row, node: Node, skeleton: str, text: str) -> bool:
    """Whether the row's further conditions on the text as written hold."""
    written = text[node.start : node.end]
    if row.original and not row.original.match(text, node.start):
        return False
    if row.not_followed_by and row.not_followed_by.match(text, node.end):
        return False
    if row.not_preceded_by and row.not_preceded_by.search(text[max(0, node.start - 30) : node.start]):
        return False
    if row.case and not _lower_or_start(row.case, written, node.start, text):
        return False
    if (
        skeleton[node.end : node.end + 1].isalpha()
        and written[-1:].isalnum()
        and not re.match(r"[a-d](?!\w)", skeleton[node.end : node.end + 2])
    ):
        return False
    return row.check is None or row.check(node, skeleton, text)


_AMBIGUOUS_CAPITAL: Final = compiled(r"(?:\w+\s)*(?:Janvier|Mars|Avril|Mai|Juin)")
"""Months that are first names, surnames or a planet when written with a capital in mid-sentence."""


def _lower_or_start(case: str, written: str, start: int, text: str) -> bool:
    if written[0].islower() or written[0].isdigit() or (written.isupper() and len(written) > 2):
        return True
    before = text[max(0, start - 3) : start].rstrip(' «"(')
    at_start = start == 0 or not before or before[-1] in ".!?:\n-–—*•"
    if case != "lower":
        return at_start
    heads_a_line = at_start and bool(re.match(r"\w+[\s,]*(?::|\d|\n|$)", text[start : start + 40]))
    return heads_a_line or not _AMBIGUOUS_CAPITAL.match(written)
