"""JSON as the published files have it: an item a line, indented by one space a level, in the characters themselves.

The same text as `json.dumps(value, ensure_ascii=False, indent=1)`, several times as fast: Python's compiled encoder writes no
indented JSON, but it takes any separator, and most of what is written are objects without further objects.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache

_plain = json.JSONEncoder(ensure_ascii=False).encode


def indented(value: object, level: int = 0) -> str:
    """The text of a value that stands `level` objects deep; raises what `json.dumps` does. Keys must be strings.

    >>> print(indented({"a": [1, "é"], "b": {}}))
    {
     "a": [
      1,
      "é"
     ],
     "b": {}
    }
    """
    if not isinstance(value, dict | list) or not value:
        return _plain(value)
    items = value.values() if isinstance(value, dict) else value
    if not any(isinstance(item, dict | list) for item in items):
        inner = _flat(level)(value)[1:-1]
    elif isinstance(value, dict):
        inner = _comma(level).join([f"{_plain(key)}: {indented(item, level + 1)}" for key, item in value.items()])
    else:
        inner = _comma(level).join([indented(item, level + 1) for item in value])
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return f"{opening}\n{' ' * (level + 1)}{inner}\n{' ' * level}{closing}"


@cache
def _flat(level: int) -> Callable[[object], str]:
    return json.JSONEncoder(ensure_ascii=False, separators=(_comma(level), ": ")).encode


@cache
def _comma(level: int) -> str:
    return ",\n" + " " * (level + 1)
