"""Addresses of legal texts on the web: ELI of numbered texts, computed from kind, date and number; pages of codes.

- France: `eli/{type}/{year}/{month}/{day}/{number}/jo/texte`, the day of signature without leading zeros, for acts published
  since 2002 (https://eur-lex.europa.eu/eli-register/france.html and news_item_1.html there). What ELI names by its NOR (orders)
  and laws whose `{type}` is not documented (organic, constitutional) get no address.
- European Union: `eli/{typedoc}/{year}/{natural number}/oj`, `typedoc` being `dir`, `reg` or `dec`, with `_impl` or `_del` for
  implementing and delegated acts (https://eur-lex.europa.eu/eli-register/eu_publications_office.html).
- Codes: their page on Légifrance, by the LEGITEXT id of the lexicon.

Nothing is fetched: a computed address is what the text's own should be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from jalons.folding import fold
from jalons.laws.ids import iso_day, numbered, texts
from jalons.rules import load_atoms, load_lexicon

ORIGINS: Final = ("calculée", "lexique")
"""How an address is known: computed, or built on an id that the lexicon holds."""

_LEGIFRANCE: Final = "https://www.legifrance.gouv.fr"
_EUROPE: Final = "http://data.europa.eu/eli"
_FRENCH: Final = frozenset({"loi", "ordonnance", "decret"})
_EUROPEAN: Final = {"directive": "dir", "reglement": "reg", "decision": "dec"}
_SINCE: Final = date(2002, 1, 1)
_YEAR_FIRST: Final = 2015
"""The year from which all European acts have their year before their number."""
_NUMBER_FIRST: Final = re.compile(r"\((?:ce|cee|euratom)\b[^)]*\)|\(ue[^)]*\) ?n ?[°ºo]")
_YEAR_THEN: Final = re.compile(r"\(ue[^)]*\) ?\d")
"""How the regulations before and since 2015 are cited: `(CE) n° 1907/2006`, `(UE) 2016/679`."""
_OTHER_TYPE: Final = re.compile(r"\blois? (?:organique|constitutionnelle)")
_IMPLEMENTING: Final = re.compile(r"\bd'execution\b")
_DELEGATED: Final = re.compile(r"\b(?:reglement|directive|decision)s? deleguee?s?\b")


class Address(NamedTuple):
    """Where a text is found, and how that is known (one of `ORIGINS`)."""

    url: str
    origin: str


def address(law: str, *, wordings: Iterable[str] = ()) -> Address | None:
    """The address of the text with this id (of its text for an article), `None` if there is none or it would be a guess.

    `wordings` are mentions of the text: the day of signature is read there if the lexicon has none, and the type of act.

    >>> address("loi:2020-1674").url
    'https://www.legifrance.gouv.fr/eli/loi/2020/12/24/2020-1674/jo/texte'
    >>> address("reglement:1907/2006").url, address("loi:1901-07-01")
    ('http://data.europa.eu/eli/reg/2006/1907/oj', None)
    """
    law = law.rpartition("@")[2]
    kind, _, number = law.partition(":")
    said = [fold(wording) for wording in (*_lexicon_names(law), *wordings)]
    if kind in _FRENCH and not any(map(_OTHER_TYPE.search, said)):
        return _french(kind, number, signed(law, wordings=said))
    if kind in _EUROPEAN and re.fullmatch(r"[0-9]{1,4}/[0-9]{1,4}", number):
        return _european(kind, number, signed(law, wordings=said), said)
    return _code(law)


def signed(law: str, *, wordings: Iterable[str]) -> str:
    """The ISO day of a text: that of the lexicon, else the one day that stands beside its number in the wordings, else `""`."""
    row = texts().get(law)
    if row is not None and row.cells["date"]:
        return row.cells["date"]
    kind = law.partition(":")[0]
    days = {
        iso_day(re.sub(r"\s+", " ", match["date"]))
        for wording in wordings
        for match in _dated_number().finditer(fold(wording))
        if numbered(kind, match["num"]) == law
    }
    return days.pop() if len(days) == 1 else ""


def _dated_number() -> re.Pattern[str]:
    atoms = load_atoms("laws")
    number = rf"(?P<num>{atoms['num']}|\d{{1,4}}/\d{{1,4}})(?:/[a-z]+)?{atoms['by_union']}"
    return re.compile(rf"{number}{atoms['on']}(?P<date>{atoms['date']})".replace(" ", r"\s{0,3}"))


def _lexicon_names(law: str) -> tuple[str, ...]:
    row = texts().get(law)
    return row.names if row else ()


def _french(kind: str, number: str, day: str) -> Address | None:
    match = re.fullmatch(r"([0-9]{4})-[0-9]{1,5}", number)
    when = _day(day)
    if match is None or when is None or when < _SINCE or when.year != int(match[1]):
        return None
    return Address(f"{_LEGIFRANCE}/eli/{kind}/{when.year}/{when.month}/{when.day}/{number}/jo/texte", "calculée")


def _european(kind: str, number: str, day: str, said: list[str]) -> Address | None:
    """Directives have their year first, regulations since 2015: where both readings are possible, wording and day decide."""
    first, _, second = number.partition("/")
    readings = []
    if _year(first) and (kind != "reglement" or (int(first) >= _YEAR_FIRST and not any(map(_NUMBER_FIRST.search, said)))):
        readings.append((_year(first), second))
    if kind != "directive" and _year(second) and int(_year(second)) < _YEAR_FIRST and not any(map(_YEAR_THEN.search, said)):
        readings.append((_year(second), first))
    if kind == "decision" and len(readings) == 2 and len(first) == 4 and len(second) < 4:
        readings.pop()
    readings = [reading for reading in readings if not day or day.startswith(reading[0])]
    if len(readings) != 1:
        return None
    year, natural = readings[0]
    suffix = "_impl" if any(map(_IMPLEMENTING.search, said)) else "_del" if any(map(_DELEGATED.search, said)) else ""
    return Address(f"{_EUROPE}/{_EUROPEAN[kind]}{suffix}/{year}/{int(natural)}/oj", "calculée")


def _year(figures: str) -> str:
    """The year that two or four figures are, `""` if they are none since the first Community acts of 1952."""
    year = f"19{figures}" if len(figures) == 2 else figures
    return year if len(year) == 4 and 1952 <= int(year) <= 2099 else ""


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def _code(law: str) -> Address | None:
    legitext = next((row.cells["legitext"] for row in load_lexicon("codes") if row.id == law), "")
    return Address(f"{_LEGIFRANCE}/codes/texte_lc/{legitext}", "lexique") if legitext else None
