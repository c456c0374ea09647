"""How the words of a text follow the parts of a chain: side by side, with words inserted, or coordinated with others.

Functions take the position after the last matched word and return the position after the part, or -1.
"""

from __future__ import annotations

from collections.abc import Iterator

from jalons.terms.chains import Chain, Part
from jalons.terms.inflection import INVARIABLE, is_plural
from jalons.terms.phrases import AND, DETERMINERS, OF, Words, has_meaning, is_adjective, is_adverb

_ANY = " ,/&"
_FIELDS = ("techni", "techno", "recherche", "innovation", "art", "industrie")
"""Beginnings of the nouns that join sciences in their relation with society: `sciences, techniques et société`."""


def match(words: Words, i: int, chain: Chain) -> tuple[int, str] | None:
    """The position after the chain whose head is word `i`, and the construction: its own, `insertion` or `coordination`."""
    at, rule = i + 1, chain.rule
    for part in chain.tail:
        after = beside(words, at, part)
        if after < 0:
            after, rule = inserted(words, at, part), "insertion"
        if after < 0:
            after, rule = coordinated(words, i, at, part), "coordination"
        if after < 0:
            return None
        at = after
    return at, rule


def beside(words: Words, i: int, part: Part, *, joints: str = " -") -> int:
    """The part right after what was matched; `joints` says what may stand before it."""
    match part.tie:
        case "next" | "compound":
            return _target(words, i, part, joints)
        case "of":
            return _target(words, words.of(i, joints=joints), part)
        case "and":
            return _and(words, i, part)
        case "object":
            return _object(words, i, part)
        case "pair":
            return _pair(words, i, part)
    return -1


def inserted(words: Words, i: int, part: Part) -> int:
    """The part after adjectives, adverbs (`effective des savoirs`) or a complement (`de confiance entre sciences et société`)."""
    after = -1
    match part.tie:
        case "next":
            after = _first(_target(words, at, part) for at in words.modifiers(i))
        case "of":
            after = _first(_target(words, words.before_noun(words.of(at)), part) for at in (i, *words.modifiers(i)))
        case "pair":
            of = words.of(i)
            quality = [of + 1] if of > 0 and has_meaning(words.word(of)) else []
            after = _first(_pair(words, at, part) for at in (*words.modifiers(i), *quality))
            after = after if after > 0 else _pair(words, i, part, loose=True)
    return after


def coordinated(words: Words, head: int, i: int, part: Part) -> int:
    """The part after other adjectives (`sociale et épistémique`) or another head (`et médiation scientifiques`).

    Adjectives agree with the head in number, or share a plural head between them (`transitions énergétique et écologique`); an
    adjective in the plural after two heads in the singular belongs to both.
    """
    if part.tie not in ("next", "of"):
        return -1
    if part.tie == "of" and (after := _second_complement(words, i, part)) > 0:
        return after
    plural, any_number = is_plural(words.word(head)), part.tie == "of" or words.word(head) in INVARIABLE
    for fellow in words.fellows(i):
        if part.tie == "of":
            at = words.before_noun(words.of(fellow, joints=_ANY))
        else:
            at = fellow + 1 if is_adverb(words.word(fellow)) else fellow
        after = _target(words, at, part, _ANY)
        agrees = any_number or plural == is_plural(words.word(at)) or (plural and not is_plural(words.word(i)))
        if after > 0 and agrees and (words.joint(fellow) != "," or words.goes_on(after)):
            return after
    joint_head = part.tie == "next" and words.follows(i, *AND) and words.joint(i + 1) == " " and has_meaning(words.word(i + 1))
    if joint_head and not plural and not is_plural(words.word(i + 1)) and is_plural(words.word(i + 2)):
        return _target(words, i + 2, part)
    return -1


def _second_complement(words: Words, i: int, part: Part) -> int:
    """The complement that *et de* joins to another: `(coproduction) de données et de connaissances`."""
    first = words.before_noun(words.of(i))
    at = words.conjunction(first + 1) if first > 0 and has_meaning(words.word(first)) else -1
    return _target(words, words.before_noun(words.of(at, joints=_ANY)), part) if at > 0 else -1


def extended(words: Words, i: int, siblings: list[Part]) -> int:
    """The position after further complements of the same head: after `et collaborative` in `participative et collaborative`."""
    for _ in range(3):
        at = words.conjunction(i)
        after = _first(beside(words, at, part, joints=_ANY) for part in siblings if part.tie in ("next", "of")) if at > 0 else -1
        if after < 0:
            break
        i = after
    return i


def _target(words: Words, i: int, part: Part, joints: str = " ") -> int:
    return i + 1 if i > 0 and words.word(i) in part.forms and words.joint(i) in joints else -1


def _first(positions: Iterator[int]) -> int:
    return next((position for position in positions if position > 0), -1)


def _and(words: Words, i: int, part: Part) -> int:
    at = words.conjunction(i)
    if at < 0:
        return -1
    after = words.of(at, joints=_ANY)
    if after < 0:
        after = at + 1 if words.word(at) in DETERMINERS else at
    return _target(words, after, part, _ANY)


def _object(words: Words, i: int, part: Part) -> int:
    """The object of a verb, after adverbs and other verbs: `collectivement des savoirs`, `et diffuser des connaissances`."""
    for _ in range(2):
        i = i + 1 if is_adverb(words.word(i)) and words.joint(i) == " " else i
    for _ in range(2):
        verb = words.skip(words.conjunction(i), OF) if words.conjunction(i) > 0 else -1
        i = verb + 1 if verb > 0 and has_meaning(words.word(verb)) else i
    after = words.of(i)
    return _target(words, words.before_noun(after if after > 0 else words.determiner(i)), part)


def _pair(words: Words, i: int, part: Part, *, loose: bool = False) -> int:
    """Two nouns in relation, in either order: `sciences-société`, `entre science et société`, `des sciences avec la société`.

    `loose` allows an adjective after the first noun and further fields between the two: `sciences, techniques et société`.
    """
    between = words.follows(i, "entre")
    of = words.of(i)
    start = words.determiner(i + 1) if between else of if of > 0 else i
    for one, other in ((part.forms, part.others), (part.others, part.forms)):
        if words.word(start) not in one or words.joint(start) != " ":
            continue
        at = start + 1
        if loose:
            at = at + 1 if words.joint(at) == " " and is_adjective(words.word(at)) else at
            at = _fields(words, at)
        after = _second(words, at, other)
        if after > 0:
            return after
    return -1


def _fields(words: Words, i: int) -> int:
    for _ in range(2):
        at = words.determiner(i + 1) if words.word(i) in AND else i
        if words.joint(i) == ",":
            at = i + 1 if words.word(i) in ("les", "la", "l'") else i
        if not (words.word(at).startswith(_FIELDS) and words.joint(i) in " ,-/"):
            break
        i = at + 1
    return i


def _second(words: Words, i: int, other: frozenset[str]) -> int:
    joint = words.joint(i)
    if words.word(i) in other and joint in " -–/&":
        return i + 1
    if words.word(i) in ("et", "avec", "ou") and joint in " ,":
        after = words.of(i + 1)
        at = after if after > 0 else words.determiner(i + 1)
        return at + 1 if words.word(at) in other and words.joint(at) == " " else -1
    return -1
