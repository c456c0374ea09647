"""Words for readers, in French: dates as prose says them, labels, how a date was got."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple

from jalons.fuzzydate import FuzzyDate

OTHER: Final = ("fait", "kind-other")
"""The kind and rule of a fact that no row describes."""
HOW: Final[Mapping[str, str]] = {
    "explicit": "écrite",
    "period": "période nommée",
    "incomplete": "complétée",
    "anaphoric": "reprise du récit",
    "relative": "relative au récit",
    "deictic": "relative au document",
}
"""How a date was got."""

LABELS: Final[Mapping[str, str]] = {
    "DATE": "date",
    "ORG": "organisation",
    "LAW": "texte de loi",
    "CONCEPT": "notion",
    "PERSON": "personne",
    "PLACE": "lieu",
    "PROGRAMME": "programme",
    "WORK": "publication",
    "EVENT": "événement",
}
"""What the labels of mentions mean."""

PARTICIPANT_HEADS: Final[Mapping[str, tuple[str, str]]] = {
    "organisations": ("organisations", "Organisations nommées dans le passage (identifiants)"),
    "laws": ("lois", "Textes juridiques nommés dans le passage (identifiants)"),
    "concepts": ("concepts", "Notions du glossaire employées dans le passage (identifiants)"),
    "people": ("personnes", "Personnes nommées dans le passage"),
    "places": ("lieux", "Lieux nommés dans le passage"),
    "programmes": ("programmes", "Programmes, fonds et labels nommés dans le passage (identifiants)"),
    "works": ("publications", "Publications nommées dans le passage"),
    "events": ("evenements", "Événements nommés dans le passage"),
}
"""The column of each field of participants, and what it holds."""

_MONTHS: Final = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
_SEASONS: Final = {21: "printemps", 22: "été", 23: "automne", 24: "hiver"}
_THIRDS: Final = ("début", "milieu", "fin")
_ROMAN: Final = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class _Name(NamedTuple):
    """A date in words with its article: `le 5 mars`, `l’été 1998`, `les années 1990`; months and years have none."""

    article: str
    words: str

    def after(self, preposition: str) -> str:
        """With `de`, `à`, `jusqu’à` before it, contracted."""
        if not self.article:
            return _before_bare(preposition, self.words)
        contracted = {"le ": ("du ", "au "), "les ": ("des ", "aux ")}.get(self.article)
        if preposition == "vers":
            return f"vers {self.article}{self.words}"
        if contracted is None:
            return f"{preposition} {self.article}{self.words}"
        return f"{contracted[0]}{self.words}" if preposition == "de" else f"{preposition[:-1]}{contracted[1]}{self.words}"


def _before_bare(preposition: str, words: str) -> str:
    if preposition == "jusqu’à":
        return f"jusqu’en {words}"
    return f"d’{words}" if preposition == "de" and words[0] in "ao" else f"{preposition} {words}"


@lru_cache(maxsize=4096)
def date_in_french(date: FuzzyDate | None) -> str:
    """A date as prose says it; `date inconnue` for none.

    >>> [date_in_french(FuzzyDate.from_edtf(edtf)) for edtf in ("2012-11-17", "2015-01-07/2015-01-09", "2016/..", "2000~/2003~")]
    ['17 novembre 2012', 'du 7 au 9 janvier 2015', 'à partir de 2016', 'début des années 2000']
    """
    if date is None:
        return "date inconnue"
    if date.precision == "set":
        return _set([FuzzyDate.from_edtf(part) for part in date.edtf.strip("{}").split(",")])
    if date.precision != "interval":
        return _qualified(date, _name(date))
    start, _, end = date.edtf.partition("/")
    if start == "..":
        return _bound("jusqu’à", end)
    if end == "..":
        return _bound("à partir de", start)
    return _third(date.edtf) or _range(FuzzyDate.from_edtf(start), FuzzyDate.from_edtf(end))


def _qualified(date: FuzzyDate, name: _Name) -> str:
    words = name.after("vers") if date.approximate else name.words
    return f"{words} (incertain)" if date.uncertain else words


def _bound(preposition: str, edtf: str) -> str:
    date = FuzzyDate.from_edtf(edtf)
    head, _, last = preposition.rpartition(" ")
    words = f"{head} {_name(date).after(last)}".lstrip()
    return f"{words}{_remark(date)}"


def _remark(*dates: FuzzyDate) -> str:
    approximate, uncertain = any(date.approximate for date in dates), any(date.uncertain for date in dates)
    return (" environ" if approximate else "") + (" (incertain)" if uncertain else "")


def _range(start: FuzzyDate, end: FuzzyDate) -> str:
    """`du 7 au 9 janvier 2015`, `de mars à mai 2019`, `de 2007 à 2009`: what both ends share is said once."""
    first, last = _name(start), _name(end)
    if start.precision == end.precision in ("day", "month") and start.earliest and end.earliest:
        same_year = start.earliest.year == end.earliest.year
        if same_year and start.earliest.month == end.earliest.month and start.precision == "day":
            first = _Name("le ", _day_number(start))
        elif same_year:
            first = _Name(first.article, first.words.rsplit(" ", 1)[0])
    return f"{first.after('de')} {last.after('à')}{_remark(start, end)}"


def _third(edtf: str) -> str:
    """`début des années 2000` for the interval that stands for it, else `""`."""
    found = third(edtf)
    if found is None:
        return ""
    base, rank = found
    name = _name(base)
    return f"{_THIRDS[rank]} {name.words if base.precision in ('year', 'month') else name.after('de')}"


def third(edtf: str) -> tuple[FuzzyDate, int] | None:
    """The date whose beginning (0), middle (1) or end (2) an interval stands for, `None` if for none.

    >>> base, rank = third("2000~/2003~")
    >>> base.edtf, rank, third("2000/2003")
    ('200X', 0, None)
    """
    from jalons.dates.compound import third_of

    start, _, _ = edtf.partition("/")
    if not start.endswith("~"):
        return None
    year = start[:4]
    for unit in (f"{year[:2]}XX", f"{year[:3]}X", year, start[:7].rstrip("~")):
        base = FuzzyDate.from_edtf(unit)
        for rank in range(len(_THIRDS)):
            if third_of(base, rank) == edtf:
                return base, rank
    return None


def _set(dates: list[FuzzyDate]) -> str:
    """`5, 12 et 19 octobre 2023`: the month is said once for its days."""
    words = []
    for _, group in groupby(dates, key=lambda date: date.earliest and date.precision == "day" and date.earliest.replace(day=1)):
        *others, last = group
        words += [_day_number(date) if last.precision == "day" else date_in_french(date) for date in others]
        words.append(date_in_french(last))
    return " et ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _name(date: FuzzyDate) -> _Name:
    """The words of a date that is neither interval nor set, its qualifier aside."""
    day, code = date.earliest, date.edtf[5:7]
    if day is None:
        raise ValueError(date.edtf)
    match date.precision:
        case "day":
            return _Name("le ", f"{_day_number(date)} {_MONTHS[day.month - 1]} {day.year}")
        case "month":
            return _Name("", f"{_MONTHS[day.month - 1]} {day.year}")
        case "season":
            season = _SEASONS[int(code)]
            winter = f"{day.year}-{day.year + 1}" if season == "hiver" else f"{day.year}"
            return _Name("le " if season == "printemps" else "l’", f"{season} {winter}")
        case "quarter" | "semester":
            rank = int(code) - (32 if date.precision == "quarter" else 39)
            unit = "trimestre" if date.precision == "quarter" else "semestre"
            return _Name("le ", f"{rank}{'er' if rank == 1 else 'e'} {unit} {day.year}")
        case "decade":
            return _Name("les ", f"années {date.edtf[:3]}0")
        case "century":
            rank = int(date.edtf[:2]) + 1
            return _Name("le ", f"{_roman(rank)}{'er' if rank == 1 else 'e'} siècle")
    return _Name("", f"{day.year}")


def _day_number(date: FuzzyDate) -> str:
    day = date.earliest.day if date.earliest else 0
    return "1er" if day == 1 else str(day)


def _roman(number: int) -> str:
    """Roman numerals of centuries.

    >>> _roman(19), _roman(21), _roman(4)
    ('XIX', 'XXI', 'IV')
    """
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written
