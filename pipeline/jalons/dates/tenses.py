"""The tense of the clause around a date: it says whether an incomplete date lies ahead of the document's date or behind it."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

_FUTURE: Final = re.compile(
    r"\b(?:[a-zéèêîïûç]{2,}(?:era|erons|erez|eront|ira|irons|irez|iront|dra|drons|dront|vra|vrons|vront|rra|rrons|rront|oira|oiront)|"
    r"aura|aurons|aurez|auront|sera|serons|serez|seront|fera|ferons|ferez|feront|ira|irons|iront|"
    r"(?:vais|va|vont|allons|allez)\s(?:\w+\s)?\w+(?:er|ir|re)|prévue?s?|programmée?s?|calée?s?|à\svenir|devra|devront|prochaine?s?\s\w+|rendez-vous)\b",
    re.I,
)
_NOT_FUTURE: Final = re.compile(
    r"\b(?:opéra|caméra|choléra|etc|entra|montra|rencontra|demeura|assura|mesura|figura|livra|ouvra|délivra|tira|retira|"
    r"attira|inspira|aspira|admira|respira|vira|désira|prépara|sépara|répara|compara|déclara|narra|égara|empara|para)\b",
    re.I,
)
_PAST: Final = re.compile(
    r"\b(?:(?:a|ont|avons|avez|avait|avaient|avions|eut|eurent|fut|furent)\s|(?:est|sont|était|étaient|s'est|se\ssont)\s(?:\w+\s){0,2}?\w+(?:é|ée|és|ées|i|ie|is|ies|u|ue|us|ues|it|its|ite|ites|ort|orte)\b|"
    r"\w{2,}(?:ait|aient|èrent|irent|urent)\b|passée?s?\b|dernière?s?\b)",
    re.I,
)
_IMPERFECT: Final = re.compile(
    r"\b(?!fait\b|parfait\b|souhait|trait|portrait|extrait|retrait|attrait|bienfait|lait\b)\w{2,}(?:ait|aient)\b", re.I
)
_PARTICIPLE: Final = re.compile(r"\w{2,}(?:é|ée|és|ées)\s(?:(?:le|la|en|au|à\sla|à\sl'|dès|du)\s?)?$")
"""A participle right before a date tells of the past (`déposée le 26 avril`)."""
_NEAR: Final = 60
"""Characters before a date in which its participle ends."""
_HELPED: Final = re.compile(
    r"\b(?:sera|seront|serait|seraient|soit|soient|être)\s(?:\w+\s){0,3}\w+\s(?:\w+\s?'?){0,2}$|\b(?:prévue?s?|fixée?s?|calée?s?)\s\S*\s?$"
)
_VERBS: Final = {
    tense: re.compile(f"(?=({pattern.pattern}))", re.I)
    for tense, pattern in (("future", _FUTURE), ("imperfect", _IMPERFECT), ("past", _PAST))
}
"""The forms that tell each tense, in the order in which they decide; looked for at each character, so that none hides another."""
_CLAUSE: Final = re.compile(r"[.;:!?\n()–]")
_UP_TO_CLAUSE: Final = re.compile(rf"(?s:.*){_CLAUSE.pattern}")
_WINDOW: Final = 250
"""Characters before and after a date in which its verb stands."""


class Clauses:
    """The clauses of a text, as far as they are asked for in order; each is searched for verbs once, whatever dates it holds."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.start = self.end = 0
        self._verbs: dict[str, list[tuple[int, int]]] = {}

    def tense(self, start: int, end: int) -> str:
        """The tense of the clause around a range that is a date: `future`, `past`, `imperfect` or `""`."""
        if start < self.start or end > self.end:
            self._enter(start, end)
        low = max(self.start, start - _WINDOW)
        if _PARTICIPLE.search(self.text, max(low, start - _NEAR), start) and not _HELPED.search(self.text[low:start]):
            return "past"
        high = min(self.end, end + _WINDOW)
        return next((tense for tense in _VERBS if self._tells(tense, low, start) or self._tells(tense, end, high)), "")

    def _enter(self, start: int, end: int) -> None:
        """Makes the clause around a range the current one."""
        known = self.start if self.start <= start else 0
        before = _UP_TO_CLAUSE.match(self.text, known, start)
        after = _CLAUSE.search(self.text, end)
        self.start, self.end = before.end() if before else known, after.start() if after else len(self.text)
        self._verbs.clear()

    def _tells(self, tense: str, low: int, high: int) -> bool:
        """Whether a verb of the current clause between two offsets is of a tense."""
        if tense not in self._verbs:
            found = (match.span(1) for match in _VERBS[tense].finditer(self.text, self.start, self.end))
            self._verbs[tense] = [span for span in found if tense != "future" or not _NOT_FUTURE.match(self.text, *span)]
        verbs = self._verbs[tense]
        for index in range(bisect_left(verbs, (low, 0)), len(verbs)):
            start, end = verbs[index]
            if start >= high:
                return False
            if end <= high:
                return True
        return False
