"""The fact in a few words, cut from its own clause: without the date, never longer than `LONGEST` characters."""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 140

_BEFORE_DATE: Final = re.compile(
    r"(?:(?:\b(?:en|le|la|les|l'|au|aux|à|à l'|à la|au cours de l'|au cours du|au cours de|"
    r"dès|dès le|dès l'|dans|vers|pendant|pendant la|pendant le|lors de|du|de|courant|et)\s?)+)$",
    re.I,
)
_OPENING: Final = re.compile(
    r"^(?:(?:et|mais|or|puis|ensuite|enfin|ainsi|toutefois|cependant|de fait|en effet|parallèlement|par ailleurs|c'est pourtant|"
    r"bien avant sa création officielle|dans le même temps|à cette époque)\b,?\s*)+",
    re.I,
)
_PARTICIPLE: Final = re.compile(
    r"(?:^|[\s«,(])(?!\w+ment$)\w+(?:é|ée|és|ées|nus?|nues?|mis|mises?|ris|rises?|uits?|uites?|verts?|vertes?)$"
)
_HELPED: Final = re.compile(
    r"\b(?:a|ont|est|sont|était|étaient|avait|avaient|fut|furent|sera|seront|été|être|s'est|se sont)\s(?:\w+\s){0,2}\w+$"
)
"""A date that a detached participle takes as its complement stays: `Publié lundi, le texte …`."""
_DATELINE: Final = re.compile(r"^[A-ZÀ-Þ][\w'’ -]{1,40},\s(?:le\s)?(?:\d{1,2}(?:er)?\s\w+\s\d{4}\s)?[–—]\s")
_DANGLING: Final = re.compile(
    r"(?:[\s,]+(?:à|au|aux|avec|ce|ces|cette|comme|d|dans|de|des|du|dont|en|entre|et|l|la|le|les|leur|leurs|mais|ou|où|par|pour|qu|que|"
    r"qui|sa|se|ses|son|sous|sur|un|une)'?)+$",
    re.I,
)
"""Words that a cut must not leave at the end."""
_ELIDED: Final = re.compile(r"(\b(?:qu|lorsqu|puisqu))'\s?,?\s(?=[^aàâeéèêiîoôuyhAÀÂEÉÈÊIÎOÔUYH])")
"""A conjunction elided before the date that is gone: `qu'il y a cinq ans, le dispositif` → `que le dispositif`."""
_ADVERBIAL: Final = re.compile(
    r"^(?:en|dans|au|aux|à|avec|selon|après|avant|pour|par|malgré|grâce|sous|lors|face|afin)\b[^,]{0,200},\s", re.I
)
"""What a long sentence begins with before it says what happened."""
_TRIM: Final = " \t\n,;:–—-•*"
_SPACES: Final = re.compile(r"\s+")


def summarise(text: str, start: int, end: int, dates: list[tuple[int, int]]) -> str:
    """The clause `text[start:end]` without the ranges of `dates` (with the preposition before each), as one short line."""
    pieces, position = [], start
    for low, high in sorted(dates):
        if low < position or high > end:
            continue
        before = _BEFORE_DATE.sub("", text[position:low]).rstrip()
        if _PARTICIPLE.search(before) and text[high : high + 1] in (",", " ", "") and not _HELPED.search(before):
            continue
        position = high
        if text[position : position + 1] in (",", ":") and (not before or before[-1] in ",«(-–—*•"):
            position += 1
            before = before.removesuffix(",")
        pieces.append(before)
    pieces.append(text[position:end])
    clause = _SPACES.sub(" ", " ".join(piece.strip() for piece in pieces if piece.strip())).strip(_TRIM)
    clause = _DATELINE.sub("", clause)
    clause = _ELIDED.sub(r"\1e ", clause)
    clause = _OPENING.sub("", clause.replace(" ,", ",").replace(" .", ".")).strip(_TRIM)
    return _shorten(_capital(clause.rstrip(".")))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _shorten(text: str) -> str:
    """The text cut at the last comma, or else the last word, that leaves it within `LONGEST` characters, with an ellipsis."""
    if len(text) > LONGEST:
        text = _capital(_ADVERBIAL.sub("", text))
    if len(text) <= LONGEST:
        return text
    head = text[: LONGEST - 1]
    comma = max(head.rfind(", "), head.rfind(" ("), head.rfind(" : "))
    cut = comma if comma > LONGEST // 2 else head.rfind(" ")
    return _DANGLING.sub("", head[: cut if cut > 0 else LONGEST - 1]).rstrip(_TRIM) + "…"
