"""The dated facts of a sentence: which dates go with which predicate, and the range of the text that tells each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Final

from spacy.tokens import Doc, Span, Token

from jalons.entries.predicates import predicate_of
from jalons.entries.verbs import has_finite, is_finite
from jalons.fuzzydate import FuzzyDate
from jalons.patterns import compiled

_INFINITIVE: Final = compiled(r",?\s(?:avant\sde|afin\sde|pour|sans|avant\sd'|afin\sd')\s?[\w']+(?:\s[\w']+){0,7}\s?$")
_INSERTED: Final = compiled(r",\s(?:de|d'|soit|dont|du)\s?[^,;:()]{2,60}$")
"""A figure or a part set between commas with its own date: `le taux, de 62 % en 2014, atteint 81 % en 2017`."""
_LISTED: Final = compiled(
    r"(?:,|,?\s(?P<last>et|puis|ni)\b)(?:\s(?:de\snouveau|encore|enfin|à\snouveau|surtout|une\sseconde\sfois))?"
    r"\s(?:en|à|au|le|la|les|l'|dans|dès|pendant)?\s?(?:l'|la\s|le\s)?"
)
"""What stands between two dates of a list."""
_SAID_AGAIN: Final = compiled(r",\s(?:pendant|durant|au\scours\sd[eu]|lors\sd[eu]|en\spleine?)\s?(?:la\s|le\s|l')?", re.I)
"""What stands before a period that places the date before it: `souscrite en avril 2020, pendant le premier confinement, …`."""
_AND: Final = compiled(r"\s(?:et|ou)\s|,\s")
"""What joins a date to one that names a thing: `les sessions 2021 et 2022`."""
_FROM: Final = compiled(r"\W*De\s(?:\w+\sde\s)?\d[^,;:()]{0,60}$")
"""Where a change starts from: `De 240 membres en 1955, on passe à 71 en 1973`."""
_SPLIT: Final = compiled(r"\s?;\s|\s:\s|\s[–—]\s")
_GAP: Final = compiled(
    r",\s(?:(?:et|puis)\s)?(?:les?|la|l'|une?|des|ses|leurs?|deux|trois)\s?(?!\d)[\w'-]+\s(?:\w+\s){0,4}"
    r"(?:en|le|à|au|d[èe]s|fin|début)\s?(?:l'|la\s)?$"
    r"|(?P<verb>,\spuis\s)(?!(?:en|le|la|les|au|aux|à|de|du|dans|par|pour|avec|sur|sous|chez|surtout|encore|enfin)\b|l')\w+\s"
)
"""A second subject that shares the verb (`les lettres sont reçues jusqu'au 6 novembre, les dossiers complets en février`), or a
second verb after `puis`."""
_JOINT: Final = compiled(r",\s(?:et|mais|puis|or|tandis\sque|alors\sque)\s|\s(?:et|mais)\s|,\s(?=qu[ie'l])", re.I)


@dataclass(frozen=True, slots=True)
class Fact:
    """A dated predicate: the date that counts, all dates of the predicate, and the range of characters that tells it.

    A predicate with a list of dates tells as many facts.

    `predicate` is the verb form in that range (a finite verb, an auxiliary or a participle), `None` if none is recognised.
    """

    date: Span
    dates: tuple[Span, ...]
    start: int
    end: int
    predicate: Token | None = None


def facts(doc: Doc, text: str, sentence: tuple[int, int], dates: list[Span]) -> list[Fact]:
    """The dated facts of a sentence, a range of `text` (the text of `doc`), in the order of their dates."""
    found: list[Fact] = []
    date_starts = [date.start_char for date in dates]
    for start, end in _segments(doc, text, sentence):
        inside = dates[bisect_left(date_starts, start) : bisect_left(date_starts, end)]
        inside = [date for date in inside if date.end_char <= end]
        tokens = [token for token in doc.char_span(start, end, alignment_mode="expand") or () if not token.is_space]
        groups: dict[tuple[int, int], list[Span]] = {}
        last: tuple[Span, int] | None = None
        idle: Span | None = None
        for date in inside:
            if idle is not None and any(each.fullmatch(text, idle.end_char, date.start_char) for each in (_SAID_AGAIN, _AND)):
                continue
            joint = _LISTED.fullmatch(text, last[0].end_char, date.start_char) if last else None
            if last and joint and joint["last"] and text[date.end_char : date.end_char + 1] == ",":
                predicate: int | None = last[1]  # `Suspendues au printemps, puis du 30 octobre au 14 décembre, ses permanences …`
            else:
                predicate = predicate_of(doc, text, date, tokens, alone=len(dates) == 1)
            last, idle = ((date, predicate), None) if predicate is not None else (None, date)
            if predicate is not None:
                before = [d for i, ds in groups.items() if i[0] == predicate for d in ds]
                gapped = bool(before) and _apart(doc, text, before[-1], date, (start, end))
                groups.setdefault((predicate, date.start if gapped else 0), []).append(date)
        for group in groups.values():
            strong = [date for date in group if not _is_aside(text[start : date.start_char])] or group
            low, high = _clause(doc, text, (start, end), strong, inside)
            verb = next((doc[index] for (index, _), each in groups.items() if each is group and index >= 0), None)
            told = strong if _are_listed(text, strong) else [_most_precise(strong)]
            found += [Fact(date, tuple(strong), low, high, _within(doc, verb, low, high)) for date in told]
    return sorted(found, key=lambda fact: fact.date.start)


def _within(doc: Doc, verb: Token | None, start: int, end: int) -> Token | None:
    """The verb if it stands in a range of characters, else the first finite verb of the range."""
    if verb is not None and start <= verb.idx < end:
        return verb
    return next(filter(is_finite, doc.char_span(start, end, alignment_mode="expand") or ()), None)


def _is_aside(before: str) -> bool:
    """Whether a date stands in an infinitive clause, an inserted figure or the start of a change, beside what is told."""
    return bool(_INFINITIVE.search(before[-80:]) or _INSERTED.search(before[-80:]) or _FROM.match(before[:80]))


def _apart(doc: Doc, text: str, first: Span, second: Span, segment: tuple[int, int]) -> bool:
    """Whether two dates that hang on one verb in the parse date two facts: each has its own verb, or its own subject.

    The second verb follows a date that opens its clause: `… a fermé en 2004, et vingt ans plus tard, les dossiers dorment`; or a
    date ends it: `En 1954, elle suit un stage et part en 1956`.
    """
    start, end = segment
    between = text[first.end_char : second.start_char]
    joint = next(_JOINT.finditer(text, first.end_char, second.start_char), None)
    two_verbs = joint and has_finite(doc, first.end_char, joint.start()) and has_finite(doc, second.end_char, end)
    if joint and not has_finite(doc, second.end_char, end) and _joins_clauses(doc, joint):
        two_verbs = has_finite(doc, start, joint.start()) and has_finite(doc, joint.end(), second.start_char)
    if joint and text[second.end_char : second.end_char + 1] == ",":
        following = next(_JOINT.finditer(text, second.end_char, end), None)
        close = following.start() if following else end
        two_verbs = two_verbs or (has_finite(doc, start, joint.start()) and has_finite(doc, second.end_char, close))
    gap = _GAP.search(between)
    shared = gap and (gap["verb"] or not has_finite(doc, first.end_char, second.start_char))
    return bool(shared or two_verbs)


def _clause(doc: Doc, text: str, segment: tuple[int, int], group: list[Span], dates: list[Span]) -> tuple[int, int]:
    """The part of a segment that tells a fact: up to the clause, joined by `et`, `mais`, `qui` …, that holds a later date."""
    start, end = segment
    later = [date for date in dates if date.start > group[-1].end and date not in group]
    if later:
        cuts = [cut for cut in _JOINT.finditer(text, group[-1].end_char, later[0].start_char) if _joins_clauses(doc, cut)]
        if cuts and has_finite(doc, start, cuts[-1].start()):
            end = cuts[-1].start()
    earlier = [date for date in dates if date.end <= group[0].start and date not in group]
    if earlier:
        cuts = [
            cut
            for cut in _JOINT.finditer(text, earlier[-1].end_char, group[0].start_char)
            if "qu" not in cut[0] and _joins_clauses(doc, cut)
        ]
        if cuts and has_finite(doc, cuts[-1].end(), end) and has_finite(doc, start, cuts[-1].start()):
            start = cuts[-1].end()
    return start, end


def _joins_clauses(doc: Doc, joint: re.Match[str]) -> bool:
    """Whether a conjunction joins clauses: after a bare `et` no noun without article follows (`chercheuses et chercheurs`).

    A name or a complement goes on a list unless its own verb follows (`Ève Lang et Luc Roy`, `d'une charte et d'un guichet`).
    """
    span = doc.char_span(joint.end(), joint.end() + 1, alignment_mode="expand")
    if joint[0].startswith(",") or span is None or is_finite(span[0]):
        return True
    more = span[0].pos_ == "ADV" and span.end < len(doc) and doc[span.end].lower_ in ("de", "d'")  # `et près de 2 000 bénévoles`
    if span[0].pos_ == "NUM":
        return any(is_finite(token) for token in doc[span.start : span.start + 4])
    if span[0].pos_ == "PROPN" or span[0].lower_ in ("de", "d'", "du", "des"):
        return any(map(is_finite, takewhile(lambda token: token.text != ",", doc[span.start : span.start + _NEXT])))
    return not more and span[0].pos_ not in ("NOUN", "ADJ")


_LONGEST: Final = 3000
"""Characters of the longest sentence: a longer one is a list or a broken text."""
_NEXT: Final = 8
"""How many words after a conjunction the verb of a clause is looked for."""


def _segments(doc: Doc, text: str, sentence: tuple[int, int]) -> list[tuple[int, int]]:
    """The sentence, cut at semicolons, and at colons and dashes where both sides hold a finite verb."""
    start, end = sentence
    cuts = [(match.start(), match.end()) for match in _SPLIT.finditer(text, start, end)]
    bounds, begin = [], start
    words = doc.char_span(start, end, alignment_mode="expand") if cuts else None
    finite = [token.idx for token in words or () if is_finite(token)]
    for low, high in cuts:
        sides = [bisect_left(finite, begin) < bisect_left(finite, low), bisect_left(finite, high) < bisect_left(finite, end)]
        if all(sides) or (";" in text[low:high] and any(sides)):
            bounds.append((begin, low))
            begin = high
    return [part for piece in (*bounds, (begin, end)) for part in _parts(text, *piece)]


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A range, cut between words where it is longer than any sentence: what it costs grows with its length, no more."""
    while end - start > _LONGEST:
        cut = text.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        yield start, cut
        start = cut
    yield start, end


def _are_listed(text: str, dates: list[Span]) -> bool:
    """Whether dates stand in a list, so that the predicate holds of each: `décerné en 2007, en 2009 et en 2012`."""
    joints = [_LISTED.fullmatch(text, one.end_char, other.start_char) for one, other in pairwise(dates)]
    if not all(joints) or not (joints and joints[-1] and joints[-1]["last"]):  # `Huit jours plus tôt, le 7 mars, …`
        return False
    return all(date.kb_id_ for date in dates)


_LENGTHS: Final = (1, 7, 31, 100, 190, 366, 3700, 40000)


def _most_precise(group: list[Span]) -> Span:
    """The date that counts among those of one predicate: the first of the most precise; open ends and unknown values last."""

    def rank(date: Span) -> int:
        value = FuzzyDate.from_edtf(date.kb_id_) if date.kb_id_ else None
        if value is None or value.latest is None or value.earliest is None:
            return len(_LENGTHS) + (value is None)
        doubt = len(_LENGTHS) * value.uncertain  # `est prévu au printemps, peut-être le 17 avril`
        return doubt + bisect_left(_LENGTHS, (value.latest - value.earliest).days + 1)

    return min(group, key=rank)
