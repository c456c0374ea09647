"""Offsets of tools written in JavaScript: UTF-16 code units to and from code points."""

from __future__ import annotations

from bisect import bisect_left


class CodeUnits:
    """The UTF-16 code units of a text.

    >>> units = CodeUnits("𝒳y")
    >>> units.of(1), units.to_code_points(2), units.to_code_points(1)
    (2, 1, None)
    """

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._wide = [i for i, character in enumerate(text) if character > "\uffff"]
        self._units = [place + before for before, place in enumerate(self._wide)]  # where each wide character starts

    def of(self, offset: int) -> int:
        """The offset in code units of an offset in code points."""
        return offset + bisect_left(self._wide, offset)

    def to_code_points(self, units: int) -> int | None:
        """The offset in code points of an offset in code units; `None` outside the text and inside a character."""
        before = bisect_left(self._units, units)
        offset = units - before
        inside = before > 0 and self._units[before - 1] == units - 1
        return None if inside or not 0 <= offset <= self._length else offset
