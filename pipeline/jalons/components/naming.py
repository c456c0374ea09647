"""The proper names of a document: evidence weighed name by name over the whole document, and found names found everywhere."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from spacy.tokens import Doc

from jalons.components.contexts import from_rules
from jalons.components.evidence import SURE, Evidence, from_lexicons, from_model
from jalons.components.explained import COMMON_NOUN, from_crossings, from_definitions
from jalons.components.known import known_matches
from jalons.components.lists import from_emphasis, from_lists
from jalons.components.shapes import at_start, atom, is_acronym, lower_heads
from jalons.components.shortened import first_names
from jalons.components.spans import Found, text_of
from jalons.gazetteer import Gazetteer, Name, key_of
from jalons.identity import Identities
from jalons.patterns import compiled

ENOUGH: Final = 3.0
"""The least sum of strengths that makes a name."""
BODIES: Final = ("ORG", "PROGRAMME")
"""The labels whose value is an id; the value of the others is the name as written."""

_CONTEXTS: Final = frozenset(
    [
        "named-scheme",
        "after-kind",
        "before-kind",
        "role-in",
        "affiliation",
        "quoted-after-kind",
        "renamed",
        "signatory",
        "listed-under",
    ]
)
"""Rules whose hits are names even where a capital is all that tells them from a term: `présidente de Sciences citoyennes`."""
_QUOTED: Final = frozenset(["quoted-scheme", "quoted-before-scheme", "quoted-gathering", "quoted-work", "quoted-before-work"])
"""Rules whose hits are names between guillemets: a term may be a title (`appel à projets « Recherche-action »`)."""
_POOR: Final = frozenset(["model", "of-place", "at-place"])
"""Rules that alone do not keep a name in an enumeration of bodies from being a body."""
_GREEDY: Final = frozenset(["institution", "national-body", "model"])
"""Rules that may run on after the end of a name that the lexicon knows."""
_LONGEST_GAP: Final = 30

Key = tuple[str, ...]


class Verdict(NamedTuple):
    """What a name is taken for, how surely, and by which rule above all."""

    label: str
    score: float
    rule: str


class Piece(NamedTuple):
    """An occurrence of an accepted name, before overlaps are settled."""

    start: int
    end: int
    verdict: Verdict
    norm: str


_FIRST_NAME: Final = Verdict("PERSON", ENOUGH, "first-name")


def proper_names(doc: Doc) -> list[Found]:
    """The names in `doc.text` of all labels but LAW, CONCEPT and DATE, none overlapping, in the order of the text."""
    text, identities = text_of(doc), Identities()
    evidence = [
        *from_lexicons(text),
        *from_lists(text),
        *from_emphasis(doc, text),
        *from_rules(doc, text),
        *from_model(doc, text),
    ]
    evidence += from_crossings(evidence)
    evidence += from_definitions(text, evidence, identities)
    evidence = _allowed(doc, text, evidence)
    verdicts = _weigh(text, evidence)
    evidence += [*_surnames(text, evidence, verdicts), *_listed(text, evidence, verdicts), *_branches(text, evidence, verdicts)]
    verdicts = _weigh(text, evidence)
    norms = _norms(text, evidence, verdicts)
    pieces = [*_pieces(text, evidence, verdicts, norms), *_again(text, verdicts, evidence, norms)]
    people = [(p.start, p.end) for p in pieces if p.verdict.label == "PERSON"]
    for start, end in first_names(doc, text, people):
        if verdicts.get(key_of(text[start:end]), _FIRST_NAME).label == "PERSON":
            pieces.append(Piece(start, end, _FIRST_NAME, ""))
    settled = _settled(text, pieces)
    return [Found(p.start, p.end, p.verdict.label, p.norm, p.verdict.rule) for p in _identified(text, settled, identities)]


class _Ranges:
    """Ranges of a text, for questions about what lies in them."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        self._ranges = sorted(set(ranges))

    def holding(self, start: int) -> Iterator[tuple[int, int]]:
        """The ranges that hold the character at `start` (of ranges that overlap, the two that begin last)."""
        index = bisect_right(self._ranges, (start, 1 << 60))
        return ((a, b) for a, b in self._ranges[max(0, index - 2) : index] if start < b)

    def touch(self, start: int, end: int) -> bool:
        """Whether a range overlaps one of these."""
        index = bisect_right(self._ranges, (start, 1 << 60))
        following = self._ranges[index : index + 1]
        return any(self.holding(start)) or any(a < end for a, _ in following)


def _allowed(doc: Doc, text: str, evidence: list[Evidence]) -> list[Evidence]:
    """The evidence without what lies in laws, dates, concepts or phrases that are no names."""
    spans = {key: [(s.start_char, s.end_char) for s in doc.spans[key]] if key in doc.spans else [] for key in _BARRED}
    laws, dates, concepts = (_Ranges(spans[key]) for key in _BARRED)
    phrases = _Ranges((p.start, p.end) for p in evidence if not p.label)
    common = {key_of(text[p.start : p.end]) for p in evidence if p.rule == COMMON_NOUN}
    named = {key_of(text[p.start : p.end]) for p in evidence if p.rule in _CONTEXTS and not at_start(text, p.start)}

    def fine(piece: Evidence) -> bool:
        start, end, key = piece.start, piece.end, key_of(text[piece.start : piece.end])
        sure = piece.strength >= SURE
        if not piece.label or key in common or laws.touch(start, end) or any(end <= b for _, b in dates.holding(start)):
            return False
        name = (key in named and not at_start(text, start) and not is_acronym(text[start:end])) or piece.rule in _QUOTED
        if not name and any(end <= b or not sure for _, b in concepts.holding(start)):
            return False
        known = (piece.norm and sure) or piece.rule == "explained"
        return bool(known) or not any(end <= b or (a == start and not sure) for a, b in phrases.holding(start))

    return [piece for piece in evidence if fine(piece)]


_BARRED: Final = ("laws", "dates", "concepts")


def _weigh(text: str, evidence: Iterable[Evidence]) -> dict[Key, Verdict]:
    """What each name is: the label with the greatest sum of strengths, each rule counted once, more hits a little."""
    table: dict[Key, dict[str, dict[str, list[float]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for piece in evidence:
        table[key_of(text[piece.start : piece.end])][piece.label][piece.rule].append(piece.strength)
    verdicts = {}
    for key, labels in table.items():
        sums = {label: sum(max(s) + min(1.0, 0.5 * (len(s) - 1)) for s in rules.values()) for label, rules in labels.items()}
        label = max(sums, key=lambda name: sums[name])
        if sums[label] >= ENOUGH:
            rule = max(labels[label], key=lambda name: max(labels[label][name]))
            verdicts[key] = Verdict(label, sums[label], rule)
    return verdicts


def _verdict(text: str, piece: Evidence, verdicts: dict[Key, Verdict]) -> Verdict:
    return verdicts.get(key_of(text[piece.start : piece.end])) or Verdict("", 0.0, "")


def _surnames(text: str, evidence: list[Evidence], verdicts: dict[Key, Verdict]) -> Iterator[Evidence]:
    """A surname that stands alone belongs to the person whom the text names in full."""
    people = [p for p in evidence if " " in text[p.start : p.end] and _verdict(text, p, verdicts).label == "PERSON"]
    surnames = {key_of(text[p.start : p.end].rsplit(" ", maxsplit=1)[-1]) for p in people}
    for piece in evidence:
        if piece.strength < SURE and key_of(text[piece.start : piece.end]) in surnames:
            yield Evidence(piece.start, piece.end, "PERSON", "surname", 4.0)


def _branches(text: str, evidence: list[Evidence], verdicts: dict[Key, Verdict]) -> Iterator[Evidence]:
    """A body of this document and the place right after it are the name of its branch: `Oxalis Midi-Pyrénées`."""
    places = {p.start: p.end for p in evidence if p.label == "PLACE" and p.rule == "lexicon"}
    for piece in evidence:
        if piece.end + 1 in places and text[piece.end] == " " and _verdict(text, piece, verdicts).label == "ORG":
            yield Evidence(piece.start, places[piece.end + 1], "ORG", "local-branch", SURE)


def _listed(text: str, evidence: list[Evidence], verdicts: dict[Key, Verdict]) -> list[Evidence]:
    """Names that stand in an enumeration beside an organisation are organisations too, if nothing better is known of them."""
    spans = sorted({(p.start, p.end): p for p in evidence}.values(), key=lambda p: (p.start, -p.end))
    bodies = [p for p in spans if _verdict(text, p, verdicts).label == "ORG"]
    ends, starts = {p.end for p in bodies}, {p.start for p in bodies}
    between, gaps = atom("organisations", "enumeration"), range(1, _LONGEST_GAP)
    found: dict[tuple[int, int], Evidence] = {}
    for piece in (*spans, *reversed(spans)):
        start, end, name, verdict = piece.start, piece.end, text[piece.start : piece.end], _verdict(text, piece, verdicts)
        doubtful = verdict.label == "PLACE" and verdict.rule in _POOR and (" " in name or verdict.score < 3.5)
        if (verdict.label and not doubtful) or len(name) < 3 or (start, end) in found:
            continue
        left = [m for g in gaps if start - g in ends and (m := between.fullmatch(text, start - g, start))]
        if left or any(end + g in starts and between.fullmatch(text, end, end + g) for g in gaps):
            named = " " in name or is_acronym(name) or (left and left[0]["article"])
            found[start, end] = Evidence(start, end, "ORG", "listed", 3.5 if doubtful else 3.0 if named else 2.0)
            ends.add(end)
            starts.add(start)
    return list(found.values())


def _norms(text: str, evidence: Iterable[Evidence], verdicts: dict[Key, Verdict]) -> dict[Key, str]:
    """The ids that the lexicons give to accepted names."""
    norms: dict[Key, str] = {}
    for piece in evidence:
        if piece.norm and piece.label == _verdict(text, piece, verdicts).label:
            norms.setdefault(key_of(text[piece.start : piece.end]), piece.norm)
    return norms


def _pieces(text: str, evidence: Iterable[Evidence], verdicts: dict[Key, Verdict], norms: dict[Key, str]) -> Iterator[Piece]:
    """The occurrences of accepted names that gave evidence themselves."""
    for piece in evidence:
        key = key_of(text[piece.start : piece.end])
        if (verdict := verdicts.get(key)) is None:
            continue
        agrees = piece.label == verdict.label
        score = max(piece.strength if agrees else 0.0, min(verdict.score, SURE - 1))
        rule = piece.rule if agrees else verdict.rule
        yield Piece(piece.start, piece.end, Verdict(verdict.label, score, rule), norms.get(key, ""))


def _again(text: str, verdicts: dict[Key, Verdict], evidence: Iterable[Evidence], norms: dict[Key, str]) -> Iterator[Piece]:
    """The other occurrences of accepted names, in any case and spelling that a name may take."""
    names: dict[str, Name] = {}
    initials: dict[str, str] = {}
    for piece in evidence:
        surface, label = text[piece.start : piece.end], _verdict(text, piece, verdicts).label
        if not label or label == "WORK" or piece.label != label:
            continue
        names[surface] = Name(surface, norms.get(key_of(surface), ""), label)
        if is_acronym(surface) and surface.isupper() and len(surface) >= 5:
            names.setdefault(surface.capitalize(), Name(surface.capitalize(), names[surface].id, label))
        if label == "PERSON" and " " in surface:
            last = surface.split(" ")[-1]
            names.setdefault(last, Name(last, "", "PERSON"))
            initials[last] = initials.get(last, "") + surface[0]
    for match in Gazetteer.of(names.values(), lower_heads=lower_heads()).find(text):
        verdict = verdicts.get(key_of(match.name.surface)) or Verdict(match.name.label, ENOUGH, "surname")
        if verdict.label == match.name.label:
            start = match.start - _initial(text, match.start, initials.get(match.name.surface, ""))
            yield Piece(start, match.end, Verdict(verdict.label, min(verdict.score, SURE - 1), "again"), match.name.id)


def _initial(text: str, start: int, initials: str) -> int:
    """The length of an initial before a surname, if it is that of somebody known by it: `T. Obringer` (`M.` is Monsieur)."""
    before = _INITIAL.search(text, max(0, start - 4), start)
    return len(before[0]) if before and before[1] in initials and before[1] != "M" else 0


_INITIAL: Final = compiled(r"\b([A-ZÀ-Þ])\.\s?$")


def _settled(text: str, pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces without overlaps: titles first, then sure names, then the rest; the longest of each first."""

    def rank(piece: Piece) -> tuple[float, ...]:
        label, score = piece.verdict.label, piece.verdict.score
        title = label in ("WORK", "EVENT", "PROGRAMME") and score >= 8 and not piece.norm
        sure = score >= SURE and label not in ("PLACE", "PERSON")
        return -title, -sure, piece.start - piece.end, -score, piece.start

    known = {match.start: match.end for match in known_matches(text)}
    kept: list[Piece] = []
    taken = bytearray(len(text))
    for piece in sorted(pieces, key=rank):
        if not _runs_on(text, piece, known.get(piece.start, piece.end)) and not any(taken[piece.start : piece.end]):
            taken[piece.start : piece.end] = b"\1" * (piece.end - piece.start)
            kept.append(piece)
    return sorted(kept, key=lambda p: p.start)


def _runs_on(text: str, piece: Piece, end: int) -> bool:
    """Whether a rule has taken more than the name of three words or more that the lexicon ends at `end`, and no place with it."""
    if end >= piece.end or piece.verdict.rule not in _GREEDY or text.count(" ", piece.start, end) < 2:
        return False
    return not re.match(r" (?:de |du |des |d['’]|de la |de l['’])?[A-ZÀ-Þ]", text[end : piece.end])


def _identified(text: str, pieces: list[Piece], identities: Identities) -> Iterator[Piece]:
    """The pieces with their values: ids of bodies and schemes, the name as written for the others."""
    for piece in pieces:
        if piece.verdict.label in BODIES:
            identities.add(text[piece.start : piece.end], known=piece.norm)
    written = {key_of(name): name for name in (text[p.start : p.end] for p in pieces) if not name.isupper()}
    for piece in pieces:
        name = text[piece.start : piece.end]
        spelt = written.get(key_of(name), name) if name.isupper() else name  # `MARCEL VUILLERMOZ` in a heading
        yield piece._replace(norm=identities.id_of(name) if piece.verdict.label in BODIES else " ".join(spelt.split()))
