"""Which dates of a sentence date a fact, and the clause that tells it (sections 6 and 8 of the annotation guide).

Surface first, parser second: the statistical parser often hangs an adverbial on the nearest noun, while French prose marks the
difference itself: `la réunion du 12 mars` names a meeting, `réuni le 12 mars` tells of one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Span, Token

from jalons.fuzzydate import FuzzyDate

_NAMING: Final = re.compile(
    r"(?:\b(?:de|du|des|pour|sur|celui de|celle de|jusqu'à celui de)\s(?:l'|la\s|le\s|les\s)?|\bd'|\bde l'|\bsur la\s|\bsur l')$",
    re.I,
)
"""What stands before a date that names a thing: `la loi de 2013`, `porte sur la période 2016-2021`, `le budget pour 2022`."""
_DATING_DE: Final = re.compile(
    r"\b(?:(?:le\s|la\s|dans\sla\s)(?:soir|matin|soirée|matinée|nuit|journée)|"
    r"à partir|à compter|au cours|lors|au début|à la fin|au milieu|en cours|aux alentours|autour|à la veille|au lendemain)"
    r"\s(?:de|du|des|d')\s?(?:l'|la\s|le\s)?$",
    re.I,
)
_NEGATED: Final = re.compile(r"(?:\b(?:non|pas)(?:\s(?:le|en|au|avant))?\s)$", re.I)
_COMPARED: Final = re.compile(r"(?:,|\()\s?(?:contre|au lieu de|comparé|par rapport à)\s[^,;:()]*$", re.I)
_SPLIT: Final = re.compile(r"\s?;\s|\s:\s|\s[–—]\s")
_BARE: Final = frozenset(
    ("year", "year-named", "month-year", "month", "quarter-year", "dashed", "month-year-figures", "season-year", "school-year")
)
"""Rules whose dates, set directly after a noun, name it (`la campagne 2019`)."""
_MARKS: Final = ' \t"«-–—*•·0123456789.)'
"""What may stand before a date that heads a list item."""
_LIST_HEAD: Final = re.compile(r"\s?:\s+\S+\s\S+")
"""`1983 : création de l'association`: a date at the head of an item dates what follows it, verb or not."""
_DATELINE: Final = re.compile(r"\s*[A-ZÀ-Þ][\w'’ -]{1,40},\s(?:le\s)?$")
_AFTER_DATELINE: Final = re.compile(r"\s?(?:[–—:-]\s|\()")
_GAP: Final = re.compile(
    r",\s(?:(?:et|puis)\s)?(?:les?|la|l'|une?|des|ses|leurs?|deux|trois)\s?(?!\d)[\w'-]+\s(?:\w+\s){0,4}"
    r"(?:en|le|à|au|d[èe]s|fin|début)\s?(?:l'|la\s)?$"
    r"|,\spuis\s(?!(?:en|le|la|les|au|aux|à|de|du|dans|par|pour|avec|sur|sous|chez|surtout|encore|enfin)\b|l')\w+\s"
)
"""A second subject that shares the verb (`les lettres sont reçues jusqu'au 6 novembre, les dossiers complets en février`), or a
second verb after `puis`."""
_JOINT: Final = re.compile(r",\s(?:et|mais|puis|or|tandis\sque|alors\sque)\s|\s(?:et|mais)\s|,\s(?=qu[ie'l])", re.I)
_VERB_ENDING: Final = re.compile(
    r"\w(?:ient|iennent|aît|aissent|ait|aient|èrent|irent|urent|oit|oient|issent)\s"
    r"(?:en|au|à|le|depuis|dès)?\s?(?:l'|la\s|le\s)?$"
)
_ENDED: Final = re.compile(r"[.!?;:…][\s»”)]*$")
_SUBJECT: Final = re.compile(
    r"\s*(?:les?|la|l'|une?|des|nos|vos|mes|ses|leurs?|ils?|elles?|on|nous|vous|ce|cette|ces)\b\s?(?:[\w'-]+\s){2}", re.I
)
_OWN_PREPOSITIONS: Final = frozenset(("depuis", "jusqu'", "avant", "après", "d'", "d'ici", "à", "dès", "entre"))
_THE_DAY: Final = re.compile(r"\ble\s$", re.I)
_OPENINGS: Final = frozenset(
    "|en|le|la|l|au|à la|à l|à|les|dès|dès le|dès l|pendant|pendant la|pendant le|au cours de la|au cours de l|lors de l|durant|"
    "durant la|durant l|et|et en|puis|puis en".split("|")
)
_FINITE_WORDS: Final = frozenset(
    "est sont était étaient fut furent sera seront serait a ont avait avaient eut eurent aura auront aurait fait font peut "
    "peuvent doit doivent va vont vient viennent".split()
)
_DETACHED_AFTER: Final = frozenset((",", "(", "«", ":", "•", "*", "-", "–", "—"))


@dataclass(frozen=True, slots=True)
class Fact:
    """A dated predicate: the date that counts, all dates of the predicate, and the range of characters that tells it."""

    date: Span
    dates: tuple[Span, ...]
    start: int
    end: int


def facts(doc: Doc, text: str, sentence: tuple[int, int], dates: list[Span]) -> list[Fact]:
    """The dated facts of a sentence, a range of `text` (the text of `doc`), in the order of their dates."""
    found: list[Fact] = []
    for start, end in _segments(doc, text, sentence):
        inside = [date for date in dates if start <= date.start_char and date.end_char <= end]
        tokens = [token for token in doc.char_span(start, end, alignment_mode="expand") or () if not token.is_space]
        groups: dict[tuple[int, int], list[Span]] = {}
        for date in inside:
            predicate = _predicate(doc, text, date, tokens, alone=len(dates) == 1)
            if predicate is not None:
                before = [d for i, ds in groups.items() if i[0] == predicate for d in ds]
                gapped = bool(before) and _apart(doc, text, before[-1], date, end)
                groups.setdefault((predicate, date.start if gapped else 0), []).append(date)
        found += [
            Fact(_most_precise(group), tuple(group), *_clause(doc, text, (start, end), group, inside))
            for group in groups.values()
        ]
    return sorted(found, key=lambda fact: fact.date.start)


def _apart(doc: Doc, text: str, first: Span, second: Span, end: int) -> bool:
    """Whether two dates that hang on one verb in the parse date two facts: each has its own verb, or its own subject."""
    between = text[first.end_char : second.start_char]
    joint = next(_JOINT.finditer(text, first.end_char, second.start_char), None)
    two_verbs = joint and _has_finite(doc, first.end_char, joint.start()) and _has_finite(doc, second.end_char, end)
    return bool(_GAP.search(between) or two_verbs)


def _clause(doc: Doc, text: str, segment: tuple[int, int], group: list[Span], dates: list[Span]) -> tuple[int, int]:
    """The part of a segment that tells a fact: up to the clause, joined by `et`, `mais`, `qui` …, that holds a later date."""
    start, end = segment
    later = [date for date in dates if date.start > group[-1].end and date not in group]
    if later:
        cuts = list(_JOINT.finditer(text, group[-1].end_char, later[0].start_char))
        if cuts and _has_finite(doc, start, cuts[-1].start()):
            end = cuts[-1].start()
    earlier = [date for date in dates if date.end <= group[0].start and date not in group]
    if earlier:
        cuts = [cut for cut in _JOINT.finditer(text, earlier[-1].end_char, group[0].start_char) if "qu" not in cut[0]]
        if cuts and _has_finite(doc, cuts[-1].end(), end) and _has_finite(doc, start, cuts[-1].start()):
            start = cuts[-1].end()
    return start, end


def is_subject(text: str, date: Span) -> bool:
    """Whether the date is what the sentence speaks of (`L'année 2020 marque…`, `c'est l'année suivante qui…`)."""
    presented = text[max(0, date.start_char - 10) : date.start_char].lower()
    return date.root.dep_.startswith("nsubj") or presented.endswith(("c'est l'", "c'est en ", "c'est le ", "c'est "))


def _segments(doc: Doc, text: str, sentence: tuple[int, int]) -> list[tuple[int, int]]:
    """The sentence, cut at semicolons, and at colons and dashes where both sides hold a finite verb."""
    start, end = sentence
    cuts = [(match.start(), match.end()) for match in _SPLIT.finditer(text, start, end)]
    bounds, begin = [], start
    for low, high in cuts:
        sides = [_has_finite(doc, begin, low), _has_finite(doc, high, end)]
        if all(sides) or (";" in text[low:high] and any(sides)):
            bounds.append((begin, low))
            begin = high
    return [*bounds, (begin, end)]


def _has_finite(doc: Doc, start: int, end: int) -> bool:
    span = doc.char_span(start, end, alignment_mode="contract")
    return span is not None and any(map(is_finite, span))


def is_finite(token: Token) -> bool:
    """Whether a token is a finite verb. A participle by its form that has a subject and no auxiliary (`il conduit`) is one."""
    if token.lower_ in _FINITE_WORDS and token.pos_ in ("AUX", "VERB"):
        return True
    if "Fin" in token.morph.get("VerbForm", []):
        return token.pos_ in ("VERB", "AUX")
    return (
        token.pos_ == "VERB"
        and "Part" in token.morph.get("VerbForm", [])
        and not token.lower_.endswith(("é", "ée", "és", "ées"))
        and any(child.dep_ in ("nsubj", "expl:subj") and child.i < token.i for child in token.children)
        and not _has_auxiliary(token)
    )


def _has_auxiliary(token: Token) -> bool:
    return any(child.dep_.startswith(("aux", "cop")) for child in token.children)


def _predicate(doc: Doc, text: str, date: Span, tokens: list[Token], *, alone: bool) -> int | None:
    """The index of the verb form that a date dates (-1 for one that the tagger missed), or `None` if the date dates nothing.

    It dates nothing if it names a thing, is negated, compared or in brackets.
    """
    before = text[tokens[0].idx : date.start_char] if tokens else ""
    if not before.strip(_MARKS) and _LIST_HEAD.match(text, date.end_char):
        return -1
    if _DATELINE.match(before) and _AFTER_DATELINE.match(text, date.end_char):
        return None
    if _NEGATED.search(before) or _COMPARED.search(before) or before.count("(") > before.count(")"):
        return None
    if _names_a_thing(doc, date, before):
        return None
    participle = _participle_before(date, tokens)
    if participle is not None:
        return participle.i if alone or _is_detached(participle, tokens) else None
    finite = [token for token in tokens if is_finite(token)]
    if not finite:
        return -1 if _tells_without_verb(text, date, before) else None
    return (_governor(date, finite) or _nearest(date, finite)).i


def _governor(date: Span, finite: list[Token]) -> Token | None:
    """The finite verb, or the auxiliary or copula, of the first clause above a date in the parse."""
    token = date.root
    for _ in range(8):
        helpers = (child for child in token.children if child in finite and child.dep_.startswith(("aux", "cop")))
        found = token if token in finite else next(helpers, None)
        if found is not None or token.head is token:
            return found
        token = token.head
    return None


def _tells_without_verb(text: str, date: Span, before: str) -> bool:
    """Whether a date without a recognised verb still dates a fact: taggers miss verbs that look like nouns (`craque`, `vote`).

    The sentence must end as prose does. Then it tells a fact if the date opens it with a comma after, follows a word that ends
    like a verb, is a day after `le`, or has its own preposition in a sentence that begins with its subject.
    """
    if not _ENDED.search(text[date.end_char : date.sent.end_char]):
        return False
    if before.strip(' "«-–—*•').removesuffix("'").lower() in _OPENINGS:
        return text[date.end_char : date.end_char + 1] == ","
    if _VERB_ENDING.search(before) or (_THE_DAY.search(before) and date.text[:1].isdigit()):
        return True
    return date[0].lower_ in _OWN_PREPOSITIONS and bool(_SUBJECT.match(before))


def _nearest(date: Span, finite: list[Token]) -> Token:
    """The finite verb nearest to a date; of two, the one after a date that opens the clause."""
    after = [token for token in finite if token.i >= date.end]
    before = [token for token in finite if token.i < date.end]
    if not before or not after:
        return after[0] if after else before[-1]
    return before[-1] if date.start - before[-1].i <= after[0].i - date.end else after[0]


def _names_a_thing(doc: Doc, date: Span, before: str) -> bool:
    previous = doc[date.start - 1] if date.start else None
    if previous is None or not before.strip():
        return False
    if _NAMING.search(before) and not _DATING_DE.search(before):
        host = re.sub(_NAMING, "", before).rstrip()
        return bool(host)
    return (
        date.id_ in _BARE
        and previous.is_alpha
        and previous.pos_ in ("NOUN", "PROPN")
        and date.text[0].isalnum()
        and not _has_own_preposition(date)
    )


def _has_own_preposition(date: Span) -> bool:
    return (
        date[0].pos_ in ("ADP", "ADV")
        or date[0].lower_ in _OWN_PREPOSITIONS
        or date[0].lower_ in ("fin", "début", "mi", "de", "du")
    )


def _participle_before(date: Span, tokens: list[Token]) -> Token | None:
    """The past participle without auxiliary that the date completes: at most five words before, in the same phrase."""
    position = next((i for i, token in enumerate(tokens) if token.i >= date.start), 0)
    for token in reversed(tokens[max(0, position - 6) : position]):
        if token.is_punct or is_finite(token):
            return None
        if token.pos_ in ("VERB", "ADJ") and "Part" in token.morph.get("VerbForm", []):
            preceding = tokens[max(0, tokens.index(token) - 4) : tokens.index(token)]
            helped = _has_auxiliary(token) or any(t.lower_ in _FINITE_WORDS or t.pos_ == "AUX" for t in preceding)
            return None if helped else token
    return None


def _is_detached(participle: Token, tokens: list[Token]) -> bool:
    """Whether a participle opens its clause or follows a comma: it then tells a fact of its own."""
    position = tokens.index(participle)
    while position and tokens[position - 1].pos_ in ("ADV", "AUX"):
        position -= 1
    return position == 0 or tokens[position - 1].text in _DETACHED_AFTER or tokens[position - 1].is_punct


_LENGTHS: Final = (1, 7, 31, 100, 190, 366, 3700, 40000)


def _most_precise(group: list[Span]) -> Span:
    """The date that counts among those of one predicate: the first of the most precise; open ends and unknown values last."""

    def rank(date: Span) -> int:
        value = FuzzyDate.from_edtf(date.kb_id_) if date.kb_id_ else None
        if value is None or value.latest is None or value.earliest is None:
            return len(_LENGTHS) + (value is None)
        return bisect_left(_LENGTHS, (value.latest - value.earliest).days + 1)

    return min(group, key=rank)
