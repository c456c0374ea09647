"""What speaks for a stretch of text being a name: the lexicons, the rules, acronyms that the text explains, the model.

Each piece of evidence has a label and a strength (see `models/rules/organisations.toml`); `jalons.components.naming` weighs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import zip_longest
from typing import Final, NamedTuple

from spacy.tokens import Doc, Span

from jalons.components.spans import blocks
from jalons.gazetteer import Gazetteer, Name, fold
from jalons.rules import Rule, load_atoms, load_lexicon, load_rules

LEXICONS: Final = {"organisations": "ORG", "programmes": "PROGRAMME", "events": "EVENT", "places": "PLACE"}
LEXICON: Final = 8.0
SURE: Final = 5.0
"""From this strength on, a piece of evidence is the name itself and not a hint at it."""

_LOCAL_KINDS: Final = frozenset(["association", "fédération", "syndicat", "réseau"])
_LOWER_HEADS: Final = frozenset(
    [
        "academie",
        "agence",
        "agences",
        "assemblee",
        "assises",
        "association",
        "autorite",
        "bibliotheque",
        "caisse",
        "centre",
        "centres",
        "chambre",
        "chambres",
        "college",
        "comite",
        "commissariat",
        "commission",
        "confederation",
        "conference",
        "congres",
        "conseil",
        "conservatoire",
        "cour",
        "delegation",
        "direction",
        "directions",
        "ecole",
        "etats",
        "federation",
        "fete",
        "fondation",
        "fonds",
        "forum",
        "haut",
        "haute",
        "institut",
        "inspection",
        "journee",
        "journees",
        "laboratoire",
        "ligue",
        "ministere",
        "mission",
        "museum",
        "musee",
        "nuit",
        "observatoire",
        "office",
        "organisation",
        "parlement",
        "rencontres",
        "reseau",
        "secretariat",
        "service",
        "syndicat",
        "tribunal",
        "union",
        "universite",
    ]
)
"""First words (folded) with which a known name may stand in lower case: `conservatoire national des arts et métiers`."""

_NOISE: Final = re.compile(r"[\n«»“”\"()\[\]:;•|/–—!?*]|\.\s| - |, ")
_LEADING: Final = re.compile(
    r"(?:(?:les|l[ae]|[Dd]u|[Dd]es|[Dd]e|[Uu]ne?|[Aa]ux?|[Ee]n|[Pp]ar|[Pp]our|[Aa]vec|[Ss]elon|[Dd]ans|[Cc]hez|[Ss]ur|à|À|et) |[ldD]['’])+"
)
_CAPITAL_ARTICLE: Final = re.compile(r"(?:Les|La|Le) |L['’]")
_TRAILING: Final = re.compile(
    r"(?:[\s,.'’-]+(?:de|du|des|la|le|les|l|d|et|en|à|au|aux|pour|par|sur|avec|dans|qui|que|a|est|y|ne|se|lui|aussi|également|notamment|ensuite|enfin))*[\s,.'’-]*$"
)


class Evidence(NamedTuple):
    """A range of `doc.text`, what it seems to be (`""`: nothing), how surely, says which rule; `norm` if the lexicon knows it."""

    start: int
    end: int
    label: str
    rule: str
    strength: float
    norm: str = ""


@cache
def known_names() -> Gazetteer:
    """All names of the lexicons; the tag of an organisation is its kind, of a place whether it is ambiguous."""
    names = []
    for lexicon, label in LEXICONS.items():
        for row in load_lexicon(lexicon):
            tag = row.cells.get("kind", "") if label == "ORG" else row.cells.get("ambiguous", "")
            names += [Name(surface, row.id, label, tag) for surface in row.names]
    return Gazetteer(names, lower_heads=_LOWER_HEADS)


def from_lexicons(text: str) -> Iterator[Evidence]:
    """Names of the lexicons; a body's name and the place right after it are the name of its local branch."""
    matches = known_names().find(text)
    for match, following in zip_longest(matches, matches[1:]):
        name = match.name
        norm = name.id if name.label in ("ORG", "PROGRAMME") else text[match.start : match.end]
        strength = (2.0 if name.tag else 6.0) if name.label == "PLACE" else LEXICON
        if text.startswith(("Les ", "LES "), match.start) and at_start(text, match.start):
            match = match._replace(start=match.start + 4)
        if name.label == "PLACE" and (acronym := _acronym_before().search(text, max(0, match.start - 16), match.start)):
            yield Evidence(acronym.start(1), match.end, "ORG", "acronym-branch", 4.0)
        shouted = name.label != "PLACE" and " " not in name.surface and in_capitals(text, match.start, match.end)
        yield Evidence(match.start, match.end, name.label, "lexicon", 2.0 if shouted else strength, norm)
        if name.label == "ORG" and name.tag in _LOCAL_KINDS:
            if following and following.name.label == "PLACE":
                between = text[match.end : following.start]
                if between == " " or (len(name.surface) > 8 and between in (" de ", " du ", " d'", " de la ", " des ", " de l'")):
                    yield Evidence(match.start, following.end, "ORG", "local-branch", LEXICON)
            if branch := _branch().match(text, match.end):
                yield Evidence(match.start, branch.end(), "ORG", "local-branch", LEXICON)


@cache
def _branch() -> re.Pattern[str]:
    return re.compile(rf"(?: {load_atoms('organisations')['cap']}){{1,3}}(?! [(])(?![\w-])")


@cache
def _acronym_before() -> re.Pattern[str]:
    return re.compile(r"(?<![\w'-])([A-ZÀ-Þ]{3,10}) $")


def from_rules(doc: Doc) -> Iterator[Evidence]:
    """What the rows of `organisations.toml` and `names.toml` find.

    Contexts are also looked for around the model's entities, each taken as one word with a capital: `Terres d'encre est née`.
    """
    masked = _masked(doc)
    for rule in (*load_rules("organisations"), *load_rules("names")):
        label = label_of(rule)
        where = rule.option("where").split()
        ranges = [(a, b) for a, b, kind in blocks(doc) if kind in where] if where else [(0, len(doc.text))]
        found = {span for begin, stop in ranges for span in found_by(rule, doc.text, begin, stop)}
        if label == "ORG" and "?P<name" in rule.pattern and masked != doc.text:
            found |= set(found_by(rule, masked))
        for start, end in sorted(found):
            if label in ("ORG", "EVENT") and "?P<name" not in rule.pattern:
                start, end = _mended(doc, start, end)
            elif label == "ORG":
                start, end = _completed(doc, start, end)
            if end > start:
                yield Evidence(start, end, label, rule.id, _strength(rule, doc.text, start, end))


def label_of(rule: Rule) -> str:
    """The label that a row gives, `""` for a row that says what is no name."""
    return rule.option("label", "" if rule.id.startswith("no-") else "ORG")


def _strength(rule: Rule, text: str, start: int, end: int) -> float:
    weak = rule.options.get("initial")
    unproven = weak is not None and at_start(text, start) and not _second_capital(text[start:end])
    return float(weak if unproven and weak is not None else rule.options.get("strength", 1))


def _masked(doc: Doc) -> str:
    """The text with each entity of several words that has small letters in it made one word, of the same length, with a capital."""
    characters = list(doc.text)
    for entity in doc.ents:
        start, end = _cleaned(doc.text, entity)
        if entity.label_ != "PER" and re.search(r"[ '’-][a-zà-ÿ]", doc.text[start:end]) and doc.text[start : start + 1].isupper():
            characters[start:end] = "X" + "x" * (end - start - 1)
    return "".join(characters)


@cache
def _compiled(rule_id: str, pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def found_by(rule: Rule, text: str, begin: int = 0, stop: int | None = None) -> Iterator[tuple[int, int]]:
    """The ranges that one row finds in `text[begin:stop]`, trimmed of what cannot end or be a name."""
    pattern = _compiled(rule.id, rule.pattern)
    for match in pattern.finditer(text, begin, len(text) if stop is None else stop):
        group = next((name for name, value in match.groupdict().items() if name.startswith("name") and value), 0)
        start, end = match.span(group)
        if label_of(rule) not in ("WORK", "EVENT") and not rule.id.startswith(("no-", "quoted-", "person-")):
            end = start + len(_TRAILING.sub("", text[start:end]))
        found = text[start:end]
        if rule.options.get("needs_capital") and not _second_capital(found):
            continue
        if end > start and (group == 0 or not _is_bare(found)):
            yield start, end


@cache
def _bare() -> re.Pattern[str]:
    atoms = load_atoms("organisations")
    return re.compile(rf"(?:(?:Les|La|Le) |L['’])?(?:{atoms['any_head']}|{atoms['strong_head']}|{atoms['weak_head']})s?")


def _is_bare(name: str) -> bool:
    """Whether a name is only the common noun of an institution: `la Région`, `Conseil`."""
    return len(name) < 2 or bool(_bare().fullmatch(name))


def _second_capital(name: str) -> bool:
    return bool(re.search(r"[A-ZÀ-ÖØ-Þ0-9]", name[1:]))


def at_start(text: str, start: int) -> bool:
    """Whether a sentence, heading or list item begins at `start`, so that a capital there proves nothing."""
    before = text[max(0, start - 4) : start].rstrip(' «“"*-–•')
    return not before or before[-1] in "\n.!?:;…»"


def in_capitals(text: str, start: int, end: int) -> bool:
    """Whether the line around a range is written in capitals, so that an acronym in it is no acronym for sure."""
    begin, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    around = text[max(begin, start - 60) : start] + text[end : min(stop if stop >= 0 else len(text), end + 60)]
    letters = [c for c in around if c.isalpha()]
    return len(letters) >= 6 and sum(c.isupper() for c in letters) > 0.8 * len(letters)


def _completed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The name without the article that a sentence begins with, and with the adjective of a name of one common noun."""
    if at_start(doc.text, start) and (article := _CAPITAL_ARTICLE.match(doc.text, start, end)):
        start = article.end()
    return start, _described(doc, start, end)


def _described(doc: Doc, start: int, end: int) -> int:
    """The end of a name whose last word is a common noun with a capital, with the adjective that follows: `Terres communes`."""
    span = doc.char_span(start, end, alignment_mode="contract")
    if span is None or not len(span) or is_acronym(span[-1].text):
        return end
    last, following = span[-1], doc[span.end : span.end + 1]
    if len(following) and last.text[0].isupper() and last.whitespace_ and following[0].is_lower:
        word = following[0].text
        agrees = last.text.endswith(("s", "x")) == word.endswith(("s", "x"))
        described = following[0].pos_ == "ADJ" or (last.text.endswith("s") and _adjective().fullmatch(word))
        if agrees and described and (last.pos_ in ("NOUN", "ADJ") or last.text.endswith("s")):
            return int(following[0].idx + len(word))
    return end


@cache
def _adjective() -> re.Pattern[str]:
    return re.compile(load_atoms("organisations")["adj"])


def _mended(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The range up to the first finite verb that the tagger sees in it, or with the adjective that follows it."""
    span = doc.char_span(start, end, alignment_mode="contract")
    if span is None or not len(span):
        return start, end
    for token in span[1:]:
        finite = token.pos_ == "AUX" or (token.pos_ == "VERB" and "Fin" in token.morph.get("VerbForm"))
        if token.text[0].islower() and (finite or token.pos_ == "SCONJ"):
            return start, start + len(_TRAILING.sub("", doc.text[start : token.idx]))
    after = doc[span.end : span.end + 2]
    if (
        len(after)
        and after[0].pos_ == "ADJ"
        and after[0].text.islower()
        and span[-1].text.islower()
        and doc[span.end - 1].whitespace_
    ):
        loose = re.search(r"(?:ée?s?|ie?s?|ue?s?|ble|sable)$", after[0].text) or (len(after) > 1 and after[1].pos_ == "ADP")
        return (start, end) if loose else (start, after[0].idx + len(after[0]))
    return start, _described(doc, start, end)


def from_model(doc: Doc) -> Iterator[Evidence]:
    """The entities of the statistical model, without what cannot belong to a name."""
    for entity in doc.ents:
        start, end = _cleaned(doc.text, entity)
        name = doc.text[start:end]
        if len(name) < 2 or not any(c.isupper() for c in name) or _is_bare(name):
            continue
        yield from _weighed(doc, start, end, entity.label_)


def _weighed(doc: Doc, start: int, end: int, label: str) -> Iterator[Evidence]:
    """What the model's label is worth: little at the start of a sentence or in a line of capitals, nothing for one first name."""
    name = doc.text[start:end]
    doubtful = at_start(doc.text, start) and " " not in name and not is_acronym(name)
    acronym = is_acronym(name)
    one_word = " " not in name and not acronym
    if in_capitals(doc.text, start, end):
        return
    if label != "PER" and " " in name and starts_with_head(name) and _second_capital(name):
        yield Evidence(start, end, "ORG", "model", 3.0)
    elif label == "PER" and is_person(name):
        yield Evidence(start, end, "PERSON", "model", 3.0)
    elif label == "LOC" and not acronym:
        yield Evidence(start, end, "PLACE", "model", 1.0 if doubtful else 2.5 if one_word else 3.0)
    elif " " in name and starts_with_head(name) and name.count(" ") == 1:
        yield Evidence(start, end, "ORG", "model", 1.0)
    elif label == "ORG" or (label in ("LOC", "PER", "MISC") and acronym):
        yield Evidence(start, end, "ORG", "model", 1.0 if doubtful or label != "ORG" else 2.5 if one_word else 3.0)
    elif label in ("MISC", "PER"):
        yield Evidence(start, end, "ORG", "model", 0.5 if doubtful else 1.0)


def _cleaned(text: str, entity: Span) -> tuple[int, int]:
    """The range of an entity without leading articles, trailing small words and what follows a mark that no name holds."""
    start, end = entity.start_char, entity.end_char
    if noise := _NOISE.search(text, start, end):
        end = noise.start()
    if leading := _LEADING.match(text, start, end):
        start = leading.end()
    if civility := _civility().match(text, start, end):
        start = civility.end()
    if at_start(text, start) and (article := _CAPITAL_ARTICLE.match(text, start, end)):
        start = article.end()
    while (
        start < end
        and (word := re.match(r"[a-zà-öø-ÿœ][\w-]*['’ ]+(?=\S)", text[start:end]))
        and fold(word[0].strip()) not in _LOWER_HEADS
    ):
        start += word.end()
    return start, start + len(_TRAILING.sub("", text[start:end]))


@cache
def _person() -> re.Pattern[str]:
    return re.compile(load_atoms("names")["person"])


@cache
def _civility() -> re.Pattern[str]:
    return re.compile(load_atoms("names")["civility"] + " ")


def is_person(name: str) -> bool:
    """Whether a name has the form of a person's: first name or initials, and surname."""
    return bool(_person().fullmatch(name)) and not any(c.isdigit() for c in name)


def is_acronym(name: str) -> bool:
    """Whether a name is one word with two capitals at least and no more small letters than capitals."""
    capitals = sum(c.isupper() for c in name)
    return " " not in name and capitals >= 2 and capitals * 2 >= sum(c.isalpha() for c in name)


def lower_heads() -> frozenset[str]:
    """The folded words that may begin a known name in lower case."""
    return _LOWER_HEADS


@cache
def _head() -> re.Pattern[str]:
    atoms = load_atoms("organisations")
    return re.compile(rf"(?:{atoms['any_head']}|{atoms['strong_head']}|{atoms['weak_head']})\b", re.IGNORECASE)


def starts_with_head(name: str) -> bool:
    """Whether a name begins with the common noun of an institution, in any case."""
    return bool(_head().match(name))


def common_noun(text: str, start: int, end: int) -> bool:
    """Whether a long form is a common noun: small letters and no institution's head, or an indefinite article or a plural."""
    name = text[start:end]
    if not name[0].islower():
        return False
    before = text[max(0, start - 12) : start]
    return not starts_with_head(name) or bool(
        re.search(r"\b(?:une?|des|les|aux|ces|certaine?s|plusieurs|chaque|cette?) $", before, re.I)
    )


@cache
def _no_body() -> re.Pattern[str]:
    return re.compile(load_atoms("organisations")["no_body"] + r"\b", re.IGNORECASE)


def is_no_body(name: str) -> bool:
    """Whether a name begins with a common noun that never names a body: a plan, a diploma, a rate."""
    return bool(_no_body().match(name))
