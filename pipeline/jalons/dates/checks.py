"""Conditions on a match that a pattern cannot state; named by `check` in `models/rules/dates.toml`.

Each takes the node, the skeleton (folded, with the marks of earlier stages) and the text as written.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from jalons.dates.tenses import tense_around
from jalons.patterns import compiled

if TYPE_CHECKING:
    from jalons.dates.grammar import Node

_MONTH_TOLD: Final = compiled("[\ue001-\ue004][^.!?\n]*$")
"""The mark of a day or month, and what follows it in its sentence."""
_BOUNDARY: Final = compiled(r"[.;:!?\n]")
_SHORT_YEAR: Final = compiled(
    r"\b(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|printemps|été|automne|hiver|"
    r"Pâques|Noël|Toussaint)\s['’]?[4-9]\d\b(?!\s?[\d%€]|,\d|\s[a-zà-ÿ]+s\b)|\bannées\s[4-9]0\b"
)
_UP_TO_BOUNDARY: Final = compiled(rf"(?s:.*){_BOUNDARY.pattern}")


def quarter_unit(node: Node, skeleton: str, text: str) -> bool:
    """An ordinal before a year needs its unit: `premier semestre 2024`, `T1 2021`, but not `premier 2024`."""
    label = node.text("o", "o2")
    short = re.fullmatch(r"[tq][1-4]|[sh][12]|(?:tri|se)mestre\s?\d", label)
    return bool(node.text("u", "u2")) != bool(short)


def bare_weekday(node: Node, skeleton: str, text: str) -> bool:
    """`samedi 8` before `et dimanche 9 mars`: a day that still lacks its month."""
    return node.children["a"].rule.id == "weekday-day"


def not_and(node: Node, skeleton: str, text: str) -> bool:
    """`XVIIIe et XIXe siècles` are two dates, `XVIIIe-XIXe siècles` is one interval."""
    return not re.search(r"\set\s", skeleton[node.start : node.end])


def short_range(node: Node, skeleton: str, text: str) -> bool:
    """`2019-20` is a range of years if it rises by at most thirty years (ten from 2000 on: `2018-31` is a number)."""
    first, last = int(node.text("y")), int(node.text("z"))
    rises = 0 < last - first % 100 <= 30 or (first % 100 >= 90 and last <= 20)
    named = not skeleton[node.start].isdigit()
    few = first < 2000 or last - first % 100 <= 10
    return rises and (named or (few and last > 12) or last - first % 100 == 1)


def covid(node: Node, skeleton: str, text: str) -> bool:
    """The disease is no date: the word tells a time after `période`, `post-`, or `pendant le`, `avant le`, `depuis le`."""
    written = skeleton[node.start : node.end]
    if re.match(r"periode|epoque|annees|ere|crise|post|pre", written):
        return True
    before = skeleton[max(0, node.start - 14) : node.start]
    return bool(re.search(r"(?:pendant|durant|avant|apres|depuis|des)\s(?:le |la )?$", before)) and "19" not in written


def not_within(node: Node, skeleton: str, text: str) -> bool:
    """`dans les trois mois` and `sous 8 jours` say within what time, not when."""
    return not re.match(r"sous", skeleton[node.start : node.end])


def next_day(node: Node, skeleton: str, text: str) -> bool:
    """`la veille` and `le lendemain` have their article; a watch (`cellule de veille`) or a common noun has not."""
    before = skeleton[max(0, node.start - 6) : node.start]
    return bool(re.search(r"(?:\b(?:le|la|au|du|des le)\s|l')$", before))


def days_to(node: Node, skeleton: str, text: str) -> bool:
    """`du 7 au 9 janvier` and `7-9 janvier` are intervals; `7 et 9 janvier` is one only after `entre`."""
    written = skeleton[node.start : node.end]
    return written.startswith("entre") if re.search(r"\set\s", written) else not written.startswith("entre")


def to_now(node: Node, skeleton: str, text: str) -> bool:
    """The end of the range is the present: `à nos jours`, `à ce jour`, `et aujourd'hui`."""
    written = text[node.start : node.end].lower().replace("’", "'")
    return bool(re.search(r"(?:(?:à|a|et)\s+(?:aujourd'hui|nos\s+jours|maintenant|ce\s+jour))$", written))


def third(node: Node, skeleton: str, text: str) -> bool:
    """`mi-` touches what it cuts; of relative expressions only whole weeks and months are cut, not `hier` or `le lendemain`."""
    child = node.children["a"]
    return child.type != "relative" or child.rule.id in ("unit-deictic", "next-unit", "same-unit", "unit-next")


def dashed(node: Node, skeleton: str, text: str) -> bool:
    """Two dates side by side make a range if they are of the same kind, or joined by `à` after a head noun or by a dash."""
    joint = skeleton[node.children["a"].end : node.children["b"].start]
    kinds = {node.children[k].type.split("_")[0] for k in "ab"}
    if joint.strip() == "/":
        return kinds == {"year"}
    if re.search(r"[a-z]", joint):
        before = skeleton[max(0, node.start - 4) : node.start]
        return len(kinds) == 1 and not re.search(r"\b(?:en|au|le)\s$", before)
    return len(kinds) == 1 or "\ue0ff" not in joint


def within_week(node: Node, skeleton: str, text: str) -> bool:
    """`mardi de la semaine prochaine`: the relative expression is a week."""
    week = next(node.children[name] for name in ("b", "b2", "b3") if name in node.children)
    return "semaine" in (week.text("u", "u2", "u3"))


def of_month(node: Node, skeleton: str, text: str) -> bool:
    """`le 15 du mois prochain`: the relative expression, if there is one, is a month; days rise."""
    relative = node.children.get("a")
    return relative is None or relative.type.startswith("month") or relative.text("u", "u2", "u3") == "mois"


def told_once(node: Node, skeleton: str, text: str) -> bool:
    """`le premier dimanche` is a day where the clause tells a past or coming fact, not a habit (`se tient le premier mardi`)."""
    return tense_around(text, node.start, node.end) in ("past", "pluperfect", "future", "planned")


def month_told(node: Node, skeleton: str, text: str) -> bool:
    """`le 20` is a day where the sentence has just told a month."""
    return bool(_MONTH_TOLD.search(skeleton[max(0, node.start - 200) : node.start]))


def short_years_told(node: Node, skeleton: str, text: str) -> bool:
    """`vers 75` is a year where the text says years in two figures: it has a month or season with one, or a decade (`mai 68`)."""
    return _says_short_years(text)


@lru_cache(maxsize=1)
def _says_short_years(text: str) -> bool:
    return bool(_SHORT_YEAR.search(text))


def counted(node: Node, skeleton: str, text: str) -> bool:
    """`un délai de trois mois à compter du 3 mai` counts; `un séjour de trois mois à compter du 3 mai` has a start."""
    if not node.text("dir").startswith("a "):
        return True
    before = skeleton[max(0, node.start - 12) : node.start]
    return not re.search(r"\b(?:pour|(?<!delai )(?<!moins )(?<!plus )de|durant|pendant)\s$", before)


def offset_from(node: Node, skeleton: str, text: str) -> bool:
    """`plus de deux jours avant le 3 mars`: the expression counts from another date."""
    return node.children["a"].rule.id == "offset-from"


def lasting(node: Node, skeleton: str, text: str) -> bool:
    """`dès 2022` opens an interval only if the fact lasts: if the nearest verb does not tell it as past, present or of a moment.

    A demand (`nous demandons l'affectation, dès 2022, de …`) has no verb in the third person around the date; at the head of
    a sentence (`Dès 2016, elle crée …`) the words only say when.
    """
    low = max(0, node.start - 200)
    boundary = _UP_TO_BOUNDARY.match(skeleton, low, node.start)
    start = boundary.end() if boundary else low
    if not skeleton[start : node.start].strip(" «-–—*•") or _PARTICIPLE.search(text, start, node.start):
        return False
    cut = _BOUNDARY.search(skeleton, node.end, node.end + 200)
    end = cut.start() if cut else min(len(text), node.end + 200)
    before, after = (
        [verb[0] for verb in _FINITE.finditer(text, low, high)] for low, high in ((start, node.start), (node.end, end))
    )
    verb = before[-1] if before else after[0] if after else ""
    return _goes_on(verb) if verb else not _OF_A_MOMENT.search(text, start, end)


def _goes_on(verb: str) -> bool:
    """Whether a verb tells, in the future, something that lasts (`servira dès mars`, but not `ouvrira dès mars`)."""
    return bool(_FUTURE.search(verb)) and not _MOMENT.match(verb)


_PARTICIPLE: Final = compiled(r"\w{3,}ée?s?\s$")
"""`précédée dès février d'une consultation`: the participle tells what happened then."""
_FUTURE: Final = compiled(r"[ei]ra$|[ei]ront$")
_MOMENT: Final = compiled(
    r"(?:r?ouvr|commenc|début|démarr|entr|par[au]|publi|na[iî]t|lanc|part|sign|vot|sort|arriv|dépos|décid|annonc|inaugur|ferm|adopt|cré)"
)
"""Verbs of a moment: with them `dès` says when."""
_OF_A_MOMENT: Final = compiled(
    r"(?<!\bla\s)(?<!\bune\s)(?<!\bde\s)(?<!\bun\s)(?<!\bdes\s)(?<!\bles\s)(?<!\bleur\s)(?<!\bsa\s)(?<!\bd')\b"
    r"(?:(?:ouvr|commenc|début|démarr|entr|publi|lanc|sign|vot|arriv|dépos|décid|annonc|inaugur|ferm|adopt|cré|fond|quitt|autoris|"
    r"impos|réclam|gagn|dénonc|achèt|achev|nomm|accord|instaur|supprim|remport)"
    r"(?:e|ent)|(?:dispara|conna|para|reconna|na)(?:ît|issent)|(?:obt|dev|surv|parv|rev)(?:ient|iennent)|(?:re)?joi(?:nt|gnent)|"
    r"reçoi(?:t|vent)|part(?:ent)?|sort(?:ent)?|interdi(?:t|sent)|élargi(?:t|ssent)|abouti(?:t|ssent)|dissou(?:t|vent)|suspend(?:ent)?|"
    r"met(?:tent)?|élit|élisent|acquiert|acquièrent|meurt|meurent)\b",
    re.I,
)
"""The same in the present, but for nouns that look so (`une offre`)."""


_FINITE: Final = compiled(
    r"\b(?:s(?:e\s|['’])[a-zà-ÿ]{2,}[etd]|est|sont|était|étaient|fut|furent|a|ont|avait|avaient|eut|sera|seront|fait|font|peut|peuvent|doit|doivent|prend|prennent|"
    r"\w{3,}(?:aient|ait|èrent|irent|era|eront|ira|iront)|[a-z]{3,}(?:ise|ie|ue|te|ce|ge|re|pe|me|ne|le|che)nt)\b"
)
