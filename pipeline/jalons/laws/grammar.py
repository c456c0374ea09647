"""Recognition of legal texts: the rows of `models/rules/laws.toml`, each text with its id; articles come in `articles`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from jalons.folding import fold
from jalons.laws import ids
from jalons.laws.titles import noun_phrase_end, official_end
from jalons.rules import Rule, load_lexicon, load_rules

_LOOKBEHIND: Final = re.compile(r"(\(\?<[=!][^()]*\))")
_COMMON: Final = re.compile(
    r"\s*(?:la\s|le\s|les\s|l')?(?:association|asso|collectif|reseau|federation|entreprise|structure|bonne conduite|qualite|vie|"
    r"projet|partenariat|fonctionnement|etablissement|utilisation|deontologie|valeurs|adhesion|engagement)s?(?!\w)"
)
_DETERMINED: Final = re.compile(
    r"\b(?:une?|cette|ces|des|la future|toute|aucune|quelque|plusieurs|notre|votre|leur|sa|ce|cet)\s(?:\w+\s)?$", re.I
)


@dataclass(frozen=True, slots=True)
class Law:
    """A legal reference: its range of characters, its id and the rule that found it."""

    start: int
    end: int
    id: str
    rule: str


@cache
def rows() -> tuple[tuple[Rule, re.Pattern[str], re.Pattern[str] | None], ...]:
    """The compiled rows, in their order: pattern on the folded text, and condition on the text as written."""
    compiled = []
    for rule in load_rules("laws"):
        pattern = rule.pattern.replace("@laws", _names()) if "@laws" in rule.pattern else rule.pattern
        original = re.compile(rule.option("original")) if rule.option("original") else None
        compiled.append((rule, re.compile(rf"(?<!\w)(?:{_spaced(pattern)})(?!\w)"), original))
    return tuple(compiled)


def _spaced(pattern: str) -> str:
    parts = _LOOKBEHIND.split(pattern)
    parts[::2] = [part.replace(" ?", r"\s{0,3}").replace(" ", r"\s{1,3}") for part in parts[::2]]
    return "".join(parts)


@cache
def _names() -> str:
    """One pattern of all names of laws and codes; quotation marks may stand inside a name."""
    names = {ids.key(name) for lexicon in ("laws", "codes") for row in load_lexicon(lexicon) for name in row.names}
    ordered = sorted(names, key=len, reverse=True)
    return "|".join(r"[\s«»\"'’.,-]{1,3}".join(name.split()) for name in ordered)


@cache
def _acronyms() -> frozenset[str]:
    """The one-word names of the lexicon of laws, which must be written as they stand there."""
    return frozenset(name for row in load_lexicon("laws") for name in row.names if " " not in name)


def find_texts(text: str) -> list[Law]:
    """The legal texts named in a text, without their articles, in order; of two that overlap the first and longest stays."""
    folded = fold(text)
    found: list[Law] = []
    for rule, pattern, original in rows():
        position = 0
        for match in pattern.finditer(folded):
            law = _law(rule, match, original, text) if match.start() >= position else None
            if law is not None:
                found.append(law)
                position = law.end
    found += _bare_numbers(folded, found)
    result: list[Law] = []
    for law in sorted(found, key=lambda law: (law.start, -law.end)):
        if not result or law.start >= result[-1].end:
            result.append(law)
    return result


def _law(rule: Rule, match: re.Match[str], original: re.Pattern[str] | None, text: str) -> Law | None:
    """The law that a match names, its title included; `None` if a condition fails."""
    start, end = match.span()
    if original is not None and not original.match(text, start):
        return None
    found = _BUILDERS[rule.option("value")](rule, match, text)
    if not found:
        return None
    law = found
    if rule.options.get("title"):
        named = rule.option("value") == "named"
        end = noun_phrase_end(text, match.end("name")) if named else official_end(text, end, law)
    if rule.option("value") == "named":
        name = text[start:end]
        law = ids.by_name().get(ids.key(name)) or ids.kebab(name)
    while text[end - 1] in " ,.":
        end -= 1
    return Law(start, end, law, rule.id)


def _numbered(rule: Rule, match: re.Match[str], text: str) -> str:
    return ids.numbered(match["kind"], match["num"])


def _european(rule: Rule, match: re.Match[str], text: str) -> str:
    return f"{ids.kebab(match['kind'])}:{match['num']}"


def _dated(rule: Rule, match: re.Match[str], text: str) -> str:
    named = ids.by_name().get(ids.key(re.sub(r",?\s(?:du|en date du)\s[^«»]*$", "", match[0])))
    return named or ids.dated(match["kind"], match["date"])


def _yeared(rule: Rule, match: re.Match[str], text: str) -> str:
    return ids.yeared(match["kind"], match["year"])


def _lexicon(rule: Rule, match: re.Match[str], text: str) -> str:
    name = text[match.start("name") : match.end("name")]
    if " " not in name.strip() and "-" not in name and name not in _acronyms():
        return ""
    return ids.by_name().get(ids.key(name), "")


def _finance(rule: Rule, match: re.Match[str], text: str) -> str:
    kind = {"plf": "loi de finances", "lfi": "loi de finances", "plfss": "", "lfss": ""}.get(
        match["short"] or "", match["kind"] or ""
    )
    kind = (kind or "loi de financement de la sécurité sociale").replace(" initiale", "")
    name = f"{kind} pour {match['year'] or match['year2']}"
    return ids.by_name().get(ids.key(name)) or ids.kebab(name)


def _named(rule: Rule, match: re.Match[str], text: str) -> str:
    """Any name but a common noun with an indefinite or demonstrative article (`une loi sur …`, `cette charte de …`)."""
    before = text[max(0, match.start() - 25) : match.start()]
    if _DETERMINED.search(before) and rule.id != "surname":
        return ""
    after = fold(text[match.end("name") : match.end("name") + 40])
    unqualified = len(match[0].split()) - len(match["name"].split()) == 1
    if rule.id == "charter" and unqualified and _COMMON.match(after):
        return ""
    if rule.id == "titled":
        words = text[match.end("name") : noun_phrase_end(text, match.end("name"))].split()
        return "loi" if len(words) >= 2 else ""
    if rule.id == "surname":
        return (
            "" if re.match(r"(?:de|des|du|sur|pour|relative|organique|constitutionnelle|portant)(?!\w)", match["name"]) else "loi"
        )
    return "loi"


def _constitution(rule: Rule, match: re.Match[str], text: str) -> str:
    before = text[max(0, match.start() - 8) : match.start()]
    of_a_thing = re.match(r"\s(?:d'|du\s|de\s(?!\d)|des\s)", text[match.end() : match.end() + 8])
    return "constitution" if re.search(r"\b(?:la|notre|cette)\s$", before, re.I) and not of_a_thing else ""


_BUILDERS: Final = {
    "numbered": _numbered,
    "european": _european,
    "dated": _dated,
    "yeared": _yeared,
    "lexicon": _lexicon,
    "finance": _finance,
    "named": _named,
    "constitution": _constitution,
}
_BARE: Final = re.compile(r"\(\s?(n\s?[°ºo]\s?(\d{2,4}-\d{1,5})(?:\sdu\s(?:1er|\d{1,2})\s[a-z]{3,9}\s\d{4})?)")


def _bare_numbers(folded: str, found: list[Law]) -> list[Law]:
    """The number in brackets right after a named law: `loi Fioraso (n° 2013-660 du 22 juillet 2013)`."""
    ends = {law.end: law for law in found}
    result = []
    for match in _BARE.finditer(folded):
        before = match.start() - 1 if folded[match.start() - 1 : match.start()] == " " else match.start()
        if before in ends:
            kind = ends[before].id.split(":")[0] if ":" in ends[before].id else "loi"
            result.append(Law(match.start(1), match.end(1), f"{kind}:{match[2]}", "number-in-brackets"))
    return result
