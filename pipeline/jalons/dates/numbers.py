"""French numerals in letters and Roman numerals -> integers. Input is folded text (see `jalons.folding`)."""

from __future__ import annotations

import re
from typing import Final

_UNITS: Final = dict(
    zip(
        "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split(),
        range(17),
        strict=True,
    )
) | {"une": 1, "premier": 1, "premiere": 1, "mil": 1000, "mille": 1000}
_TENS: Final = {
    "vingt": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "septante": 70,
    "huitante": 80,
    "nonante": 90,
}
_CENTURIES: Final = {
    "onzieme": 11,
    "douzieme": 12,
    "treizieme": 13,
    "quatorzieme": 14,
    "quinzieme": 15,
    "seizieme": 16,
    "dix-septieme": 17,
    "dix-huitieme": 18,
    "dix-neuvieme": 19,
    "vingtieme": 20,
    "vingt et unieme": 21,
}
_ROMAN: Final = {"i": 1, "v": 5, "x": 10}


def integer(text: str) -> int | None:
    """The number written in figures or letters, or `None`.

    >>> integer("deux mille vingt"), integer("quatre-vingt-dix"), integer("dix-neuf cent quatorze"), integer("12")
    (2020, 90, 1914, 12)
    """
    figures = re.match(r"\d+", text.strip("' "))
    if figures:
        return int(figures[0])
    total = current = 0
    for written in re.split(r"[\s-]+", text.strip()):
        word = written if written in _UNITS or written in _TENS else written.removesuffix("s")
        if word == "et":
            continue
        if word in ("mil", "mille"):
            total, current = (total + max(current, 1) * 1000), 0
        elif word == "cent":
            current = max(current, 1) * 100
        elif word == "vingt" and current % 100 == 4:
            current += 76
        elif word in _TENS:
            current += _TENS[word]
        elif word in _UNITS:
            current += _UNITS[word]
        else:
            return None
    return total + current


def century(text: str) -> int | None:
    """The number of a century written `xixe`, `19` or `dix-neuvieme`; `None` if it is none from 1 to 21.

    >>> century("xix"), century("dix-huitieme"), century("xxv")
    (19, 18, None)
    """
    text = text.strip()
    value = int(text) if text.isdigit() else _CENTURIES.get(text) or roman(text)
    return value if value and 1 <= value <= 21 else None


def roman(text: str) -> int | None:
    """The value of a Roman numeral of `i`, `v` and `x`, or `None` if it is not well formed."""
    if not re.fullmatch(r"x{0,3}(?:ix|iv|v?i{0,3})", text) or not text:
        return None
    values = [_ROMAN[letter] for letter in text]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def full_year(number: int, reference: int | None, *, ahead: int = 20) -> int:
    """A year of two figures in its century: the past one unless it lies at most `ahead` years after the reference year."""
    if number >= 100:
        return number
    latest = (reference or 2025) + ahead
    year = 2000 + number
    return year if year <= latest else year - 100
