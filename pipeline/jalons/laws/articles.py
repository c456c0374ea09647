"""Articles of texts: `articles L. 123-3 et L. 952-2 du code de l'éducation` is two spans, each with the code's id."""

from __future__ import annotations

import re
from typing import Final

from jalons.folding import fold
from jalons.laws.grammar import Law, find_texts

_MARK: Final = "\ue001"
_FILL: Final = "\ue0ff"
_NUMBER: Final = (
    r"(?:premier|1\s?er|(?:[lrda]\s?\*?\s?\.?\s?)?(?:\d{1,4}|[ivx]{1,6})(?:[.-]\d{1,4}){0,4}"
    r"(?:[\s-](?:bis|ter|quater|quinquies|[a-z](?!\w)))?)"
)
_PART: Final = (
    r"(?:(?:\d{1,2}°|[ivx]{1,4}|(?:premier|deuxieme|troisieme|dernier|second)\salinea|alinea\s\d{1,2}|[a-h]\))"
    r"\s(?:du|de\sl'|de\sla)\s?){0,3}"
)
_OF: Final = r"\s(?:de\sla|du|de\sl'|des|de)\s?"
_LIST: Final = re.compile(
    rf"(?<!\w)(?P<first>{_PART}(?:articles?|art\.)\s{{0,3}}{_NUMBER}(?:\s(?:a|et\ssuivants)\s?{_NUMBER}|\set\ssuivants)?)"
    rf"(?P<more>(?:(?:,|\set|\sou|,\set)\s(?:de\sl'article\s)?{_NUMBER}){{0,12}})"
    rf"(?:{_OF}(?P<text>{_MARK}{_FILL}*|meme\s(?:code|loi|decret|ordonnance)|code\sprecite))?(?!\w)"
)
_ITEM: Final = re.compile(_NUMBER)
_LETTERED: Final = re.compile(r"[lrd]\s?\*?\s?\.?\s?\d", re.I)


def find(text: str) -> list[Law]:
    """All legal references of a text, articles included, in order."""
    laws = find_texts(text)
    folded = fold(text).replace(_MARK, " ").replace(_FILL, " ")
    skeleton, by_start = _marked(folded, laws), {law.start: law for law in laws}
    result, taken = [], set()
    for match in _LIST.finditer(skeleton):
        law = _text_of(match, by_start, laws)
        if law is None:
            continue
        if match["text"] and match["text"].startswith(_MARK):
            taken.add(law.start)
        result += _articles(match, law.id)
    return sorted([*result, *(law for law in laws if law.start not in taken)], key=lambda law: law.start)


def _marked(folded: str, laws: list[Law]) -> str:
    pieces, position = [], 0
    for law in laws:
        pieces += [folded[position : law.start], _MARK, _FILL * (law.end - law.start - 1)]
        position = law.end
    return "".join(pieces) + folded[position:]


def _text_of(match: re.Match[str], by_start: dict[int, Law], laws: list[Law]) -> Law | None:
    """The text that an article is of: the one named after it, or the last one before it for `du même code`, `ses articles`."""
    named = match["text"]
    if named and named.startswith(_MARK):
        return by_start[match.start("text")]
    if named is None and not _OWN.search(match.string, max(0, match.start() - 12), match.start()):
        return None
    earlier = [law for law in laws if law.end <= match.start() and (not named or law.id.startswith("code-") == ("code" in named))]
    near = bool(earlier) and (named is not None or match.start() - earlier[-1].end <= _NEAR)
    return earlier[-1] if near else None


_OWN: Final = re.compile(r"\b(?:ses|son|leurs?)\s$")
_NEAR: Final = 60
"""Characters between a text and `ses articles L. 1611-4`."""


def _articles(match: re.Match[str], law: str) -> list[Law]:
    """A span for each article of a list: the head noun goes with the first, the text with the last."""
    head = re.search(r"(?:articles?|art\.)\s{0,3}", match["first"])
    first = re.sub(r"\s", "", match["first"][head.end() if head else 0 :])
    spans = [(match.start("first"), match.end("first"), _article(first))]
    for item in _ITEM.finditer(match["more"] or ""):
        start = match.start("more") + item.start()
        spans.append((start, match.start("more") + item.end(), _article(item[0])))
    start, _, number = spans[-1]
    spans[-1] = (start, match.end(), number)
    return [Law(start, end, f"article:{number}@{law}", "article") for start, end, number in spans]


def _article(number: str) -> str:
    """The number as an id writes it.

    >>> _article("l. 112-1"), _article("premier"), _article("4a7")
    ('L112-1', '1', '4-7')
    """
    plain = re.sub(r"[\s.*]", "", number.replace("premier", "1").replace("1er", "1"))
    return re.sub(r"(\d)a(\d)", r"\1-\2", plain).upper() if _LETTERED.match(number) else re.sub(r"(\d)a(\d)", r"\1-\2", plain)
