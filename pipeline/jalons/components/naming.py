"""The proper names of a document: evidence weighed name by name, over the whole document, and found names found everywhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from spacy.tokens import Doc

from jalons.components.acronyms import Definition, definitions
from jalons.components.evidence import (
    SURE,
    Evidence,
    at_start,
    common_noun,
    from_lexicons,
    from_model,
    from_rules,
    is_acronym,
    is_no_body,
    known_names,
    lower_heads,
    starts_with_head,
)
from jalons.components.spans import Found
from jalons.gazetteer import Gazetteer, Name, key_of
from jalons.identity import Identities

ENOUGH: Final = 3.0
"""The least sum of strengths that makes a name."""

_BETWEEN: Final = re.compile(
    r"(?:, ?|,? (?:et|ou|ainsi que) (?:avec |par |de )?)(?P<article>l['’]association |le collectif |le réseau |l['’]|la |le |les |du |de l['’]|de la |des |d['’])?"
)
_BEFORE_LONG: Final = re.compile(
    r"(?:association|fédération|réseau|collectif|union|groupement|centre|comité|conseil|agence|institut)(?: [\w-]+(?:ale?|aise?|enne?))?"
    r" (?:pour|de|des|du|d['’])(?: une?| la| le| les| l['’])? ?$",
    re.I,
)

_CONTEXTS: Final = frozenset(["after-kind", "before-kind", "role-in", "affiliation", "quoted-after-kind", "renamed"])
"""Rules whose hits are names even where a capital is all that tells them from a term: `présidente de Sciences citoyennes`."""

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


def proper_names(doc: Doc) -> list[Found]:
    """The names in `doc.text` of all labels but LAW, CONCEPT and DATE, none overlapping, in the order of the text."""
    text, identities = doc.text, Identities()
    evidence = [*from_lexicons(text), *from_rules(doc), *from_model(doc)]
    evidence += _crossed(evidence)
    evidence += _explained(text, evidence, identities)
    evidence = _allowed(doc, evidence)
    verdicts = _weigh(text, evidence)
    evidence += [*_surnames(text, evidence, verdicts), *_listed(text, evidence, verdicts)]
    verdicts = _weigh(text, evidence)
    pieces = [*_pieces(text, evidence, verdicts), *_again(text, verdicts, evidence)]
    settled = _settled(text, pieces)
    return [Found(p.start, p.end, p.verdict.label, p.norm, p.verdict.rule) for p in _identified(text, settled, identities)]


def _crossed(evidence: list[Evidence]) -> list[Evidence]:
    """Names of bodies that end with another body's name, which the lexicon knows: `Union régionale des centres …`."""
    known = sorted((p for p in evidence if p.rule in ("lexicon", "local-branch") and p.label == "ORG"), key=lambda p: p.start)
    grown = []
    for piece in evidence:
        if piece.rule in ("institution", "establishment", "national-body"):
            longest = max((k.end for k in known if piece.start < k.start < piece.end < k.end), default=0)
            if longest:
                grown.append(piece._replace(end=longest))
    return grown


def _explained(text: str, evidence: list[Evidence], identities: Identities) -> Iterator[Evidence]:
    """Evidence from acronyms that the text explains: both forms bear one label; a common noun's acronym is no name."""
    by_end: dict[int, list[Evidence]] = defaultdict(list)
    for piece in evidence:
        by_end[piece.end].append(piece)
    for definition in definitions(text):
        (start, end), (a, b) = definition
        near = [
            p
            for p in by_end[end]
            if p.label and p.strength >= 2 and start - 60 <= p.start <= start and "(" not in text[p.start : start]
        ]
        long = max(near, key=lambda p: (p.strength, p.end - p.start), default=None)
        if long and long.strength >= SURE and long.start < start:
            start = long.start
        elif opening := _BEFORE_LONG.search(text[max(0, start - 50) : start]):
            start -= len(opening[0])
        label = _label_of(text, Definition((start, end), (a, b)), long, [p for p in by_end[b] if p.start <= a])
        if label in ("ORG", "PROGRAMME"):
            identities.join(text[start:end], text[a:b])
        yield Evidence(start, end, label, "explained" if label else "no-common-noun", 7.0 if label else 0.0)
        yield Evidence(a, b, label, "explained" if label else "no-common-noun", 7.5)


def _label_of(text: str, definition: Definition, long: Evidence | None, short: list[Evidence]) -> str:
    """What an explained acronym names, `""` for a common noun."""
    (start, end), _ = definition
    name = text[start:end]
    if common_noun(text, start, end):
        return ""
    schemes = [p for p in [*short, *([long] if long else [])] if p.label == "PROGRAMME" and p.strength >= 4]
    if schemes:
        return "PROGRAMME"
    if long and long.strength >= 3 and not is_no_body(name):
        return long.label
    if starts_with_head(name):
        return "ORG"
    capitals = [word for word in re.findall(r"[^\W\d_]{4,}", name) if word[0].isupper()]
    hinted = any(p.label == "ORG" for p in [*short, *([long] if long else [])])
    return "ORG" if hinted and name[0].isupper() and len(capitals) >= 2 and not is_no_body(name) else ""


def _allowed(doc: Doc, evidence: list[Evidence]) -> list[Evidence]:
    """The evidence without what lies in laws, dates, concepts or phrases that are no names."""
    barred = {"laws": [], "dates": [], "concepts": []} | {
        key: [(s.start_char, s.end_char) for s in doc.spans[key]] for key in ("laws", "dates", "concepts") if key in doc.spans
    }
    phrases = [(p.start, p.end) for p in evidence if not p.label and p.strength]
    common = {key_of(doc.text[p.start : p.end]) for p in evidence if p.rule == "no-common-noun" and p.strength}

    def fine(piece: Evidence) -> bool:
        a, b = piece.start, piece.end
        if not piece.label or any(a < y and x < b for x, y in barred["laws"]):
            return False
        if any(x <= a and b <= y for x, y in barred["dates"]):
            return False
        context = piece.rule in _CONTEXTS and not is_acronym(doc.text[a:b]) and not at_start(doc.text, a)
        if not context and any((x <= a and b <= y) or (x <= a < y and piece.strength < SURE) for x, y in barred["concepts"]):
            return False
        if key_of(doc.text[a:b]) in common:
            return False
        lexical = piece.norm and piece.strength >= SURE
        return bool(lexical) or not any((x <= a and b <= y) or (x == a and piece.strength < SURE) for x, y in phrases)

    return [piece for piece in evidence if fine(piece)]


def _weigh(text: str, evidence: Iterable[Evidence]) -> dict[Key, Verdict]:
    """What each name of the document is: the label with the greatest sum of strengths, each rule counted once and a little more."""
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


def _listed(text: str, evidence: list[Evidence], verdicts: dict[Key, Verdict]) -> list[Evidence]:
    """Names that stand in an enumeration beside an organisation are organisations too, if nothing better is known of them."""
    poor = {"model", "of-place", "at-place"}
    spans = sorted({(p.start, p.end): p for p in evidence}.values(), key=lambda p: (p.start, -p.end))
    bodies = {p.end: p for p in spans if _label(text, p, verdicts) == "ORG"}
    starts = {p.start: p for p in bodies.values()}
    found: list[Evidence] = []
    for piece in spans:
        name = text[piece.start : piece.end]
        verdict = verdicts.get(key_of(name))
        doubtful = verdict and verdict.label == "PLACE" and verdict.rule in poor and (" " in name or verdict.score < 3.5)
        if (verdict and not doubtful) or len(name) < 3:
            continue
        before = next(
            (m for end in bodies if 0 < piece.start - end < 30 and (m := _BETWEEN.fullmatch(text, end, piece.start))), None
        )
        after = any(_BETWEEN.fullmatch(text, piece.end, start) for start in starts if 0 < start - piece.end < 30)
        if before or after:
            sure = " " in name or (before and before["article"])
            found.append(Evidence(piece.start, piece.end, "ORG", "listed", 3.5 if doubtful else 3.0 if sure else 2.5))
            bodies[piece.end] = piece
    return found


def _surnames(text: str, evidence: list[Evidence], verdicts: dict[Key, Verdict]) -> Iterator[Evidence]:
    """A surname that stands alone belongs to the person whom the text names in full."""
    people = [p for p in evidence if " " in text[p.start : p.end] and _label(text, p, verdicts) == "PERSON"]
    surnames = {key_of(text[p.start : p.end].rsplit(" ", maxsplit=1)[-1]) for p in people}
    for piece in evidence:
        if key_of(text[piece.start : piece.end]) in surnames and piece.strength < SURE:
            yield Evidence(piece.start, piece.end, "PERSON", "surname", 4.0)


def _label(text: str, piece: Evidence, verdicts: dict[Key, Verdict]) -> str:
    verdict = verdicts.get(key_of(text[piece.start : piece.end]))
    return verdict.label if verdict else ""


def _pieces(text: str, evidence: list[Evidence], verdicts: dict[Key, Verdict]) -> Iterator[Piece]:
    """The occurrences of accepted names that gave evidence themselves; all that bear one name have the id that one of them has."""
    norms: dict[Key, str] = {}
    for piece in evidence:
        if piece.norm and piece.label == _label(text, piece, verdicts):
            norms.setdefault(key_of(text[piece.start : piece.end]), piece.norm)
    for piece in evidence:
        key = key_of(text[piece.start : piece.end])
        if (verdict := verdicts.get(key)) is None:
            continue
        own = piece.strength if piece.label == verdict.label else 0.0
        rule = piece.rule if piece.label == verdict.label else verdict.rule
        score = max(own, min(verdict.score, SURE - 1))
        yield Piece(piece.start, piece.end, Verdict(verdict.label, score, rule), norms.get(key, ""))


def _again(text: str, verdicts: dict[Key, Verdict], evidence: Iterable[Evidence]) -> Iterator[Piece]:
    """The other occurrences of accepted names, in any case and spelling that a name may take."""
    names: dict[str, Name] = {}
    for piece in evidence:
        surface = text[piece.start : piece.end]
        verdict = verdicts.get(key_of(surface))
        if verdict is None or verdict.label == "WORK" or piece.label != verdict.label:
            continue
        known = piece.norm or (names[surface].id if surface in names else "")
        names[surface] = Name(surface, known if verdict.label in ("ORG", "PROGRAMME") else "", verdict.label)
        if is_acronym(surface) and surface.isupper() and len(surface) >= 5:
            names.setdefault(surface.capitalize(), names[surface]._replace(surface=surface.capitalize()))
        if verdict.label == "PERSON" and " " in surface:
            last = surface.split(" ")[-1]
            names.setdefault(last, Name(last, "", "PERSON", "surname"))
    for match in Gazetteer(names.values(), lower_heads=lower_heads()).find(text):
        verdict = verdicts.get(key_of(match.name.surface)) or Verdict(match.name.label, ENOUGH, "surname")
        if verdict.label == match.name.label:
            again = Verdict(verdict.label, min(verdict.score, SURE - 1), "again")
            yield Piece(match.start, match.end, again, match.name.id)


def _settled(text: str, pieces: list[Piece]) -> list[Piece]:
    """The pieces without overlaps: titles first, then sure names, then the rest; the longest of each first."""

    def rank(piece: Piece) -> tuple[float, ...]:
        title = piece.verdict.label in ("WORK", "EVENT", "PROGRAMME") and piece.verdict.score >= 8 and not piece.norm
        sure = piece.verdict.score >= SURE and piece.verdict.label not in ("PLACE", "PERSON")
        return -title, -sure, -(piece.end - piece.start), -piece.verdict.score, piece.start

    known = {(m.start, m.end) for m in known_names().find(text)}
    starts = {m: end for m, end in known}
    kept: list[Piece] = []
    taken = bytearray(len(text))
    for piece in sorted(pieces, key=rank):
        shorter = starts.get(piece.start, piece.end)
        if (
            shorter < piece.end
            and piece.verdict.rule in ("institution", "national-body", "model")
            and text[piece.start : shorter].count(" ") >= 2
        ):
            extra = text[shorter : piece.end]
            if not re.match(r" (?:de |du |des |d['’]|de la |de l['’])?[A-ZÀ-Þ]", extra):
                continue
        if not any(taken[piece.start : piece.end]):
            taken[piece.start : piece.end] = b"\1" * (piece.end - piece.start)
            kept.append(piece)
    return sorted(kept, key=lambda p: p.start)


def _identified(text: str, pieces: list[Piece], identities: Identities) -> Iterator[Piece]:
    """The pieces with their values: ids of bodies and schemes, the name as written for the others."""
    for piece in pieces:
        if piece.verdict.label in ("ORG", "PROGRAMME"):
            identities.add(text[piece.start : piece.end], known=piece.norm)
    for piece in pieces:
        name = text[piece.start : piece.end]
        bodies = piece.verdict.label in ("ORG", "PROGRAMME")
        yield piece._replace(norm=identities.id_of(name) if bodies else " ".join(name.split()))
