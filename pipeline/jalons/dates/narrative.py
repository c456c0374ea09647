"""The story of a text, as it is read: which date the narrative has reached, and what may complete a date without year."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from jalons.dates.asides import in_a_remark, is_aside, looks_back, names_a_thing, stays
from jalons.dates.grammar import Node
from jalons.dates.tenses import detached, modifies, tense_around
from jalons.dates.values import Context, lacks_year, last, year_of
from jalons.fuzzydate import FuzzyDate
from jalons.patterns import compiled

Told = tuple[FuzzyDate, str]
"""A date that the text has told, and its words."""
_STILL_BLOCKS: Final = frozenset(("table", "bibliography", "furniture", "note"))
_SUBJECT: Final = compiled(
    r"\b(?:rapport|bilan|activités?|exercice|annuel|compte[\s-]rendu|comptes)\s(?:(?:de\s)?l'année\s)?$", re.I
)
_HEAD: Final = 2
"""The number of the last block of a document's head."""
_OPENING: Final = 12
"""Characters before a law at the beginning of its sentence: an article, a preposition."""
_IN: Final = compiled(r"[\W_]*(?:(?:en|l'|à|dès)\s?){0,2}", re.I)
"""What stands before the date with which a clause begins."""
_JOINED: Final = compiled(r"\s(?:et|puis)\s[a-zà-ÿ]{3,}[éiust]e?s?\b[^,;:.()\n]{0,60}\s")
"""A participle joined to the one before it, with what completes it."""
_TOO_COARSE: Final = ("decade", "century")
"""What cannot say of which year another date is."""


def _completing(value: FuzzyDate) -> FuzzyDate | None:
    """What of a date can say of which year another is: itself if it lies in one, the end of a longer interval, if it does."""
    start, end = value.earliest, value.latest
    if start is None or end is None or start.year == end.year:
        return value if start and end else None
    ended = FuzzyDate.from_edtf(last(value.edtf))
    return ended if ended.earliest and ended.earliest.year == end.year else None


class Story:
    """Follows a text and keeps the date that its narrative has reached, by the model of `anchoring`.

    `narrative` is that date, `anchor` its words, `finer` the last one told by month or day; `frame` is the same where it
    completes dates without year; `here` is true while the paragraph has told it, `moved` while the sentence has; `subject` is
    the year that the title names.
    """

    def __init__(
        self,
        text: str,
        reference: FuzzyDate | None,
        blocks: Sequence[tuple[int, int, str]],
        sentences: Sequence[int],
        names: list[tuple[int, int]],
    ) -> None:
        self.text = text
        self.reference = reference
        self.narrative: FuzzyDate | None = None
        self.anchor = ""
        self.finer: Told | None = None
        self.frame: FuzzyDate | None = None
        self.subject: FuzzyDate | None = None
        self.here = self.moved = False
        self._blocks = list(blocks) or [(0, len(text), "paragraph")]
        self._sentences = list(sentences) or [0]
        self._names = names
        self._block = self._sentence = self._name = 0
        self._told_at: tuple[int, int] | None = None
        self._pending: Told | None = None  # what moves the story if the sentence tells nothing else; an aside moves no frame
        self._aside: Told | None = None
        self._law: Told | None = None
        self._aside_end: int | None = None
        self._cited: Told | None = None  # a law in an aside
        self._spoken: tuple[FuzzyDate | None, FuzzyDate | None] | None = None  # narrative and frame before a quotation moved them
        self._latest: Told | None = None  # the last aside by day or month since the story's date
        self._led = False  # whether the block has told a date
        self._lent = self._described = False  # whether the frame is counted from the present, or only describes
        self._home: FuzzyDate | None = None  # the frame from which the paragraph before has digressed
        self._digressed = self._present = False  # ... and whether it has; whether the section speaks from its own present

    def enter(self, offset: int) -> None:
        """Enters the sentence, block and section that hold the offset."""
        while self._sentence + 1 < len(self._sentences) and self._sentences[self._sentence + 1] <= offset:
            self._sentence += 1
            self._end_sentence()
        while self._block + 1 < len(self._blocks) and self._blocks[self._block + 1][0] <= offset:
            before = self._kind()
            self._block += 1
            self._end_sentence()
            if self._spoken and self._kind() == before == "paragraph":
                self.narrative, self.frame = self._spoken
            self._spoken = None
            if self._lent:
                self.frame = None
            begins_list = self._kind() == "item" != before
            self._return()
            if self._kind() in ("heading", "furniture") or (begins_list and not self._led):
                self.frame, self._digressed = None, False
            self._present = self._present and self._kind() != "heading"
            self.here = self.here and (before == "heading" or self._kind() == before == "item")
            self._led = False

    def beside(self) -> Told | None:
        """The date, and its words, that the sentence will have told if it tells no other: of an aside, or of a law it names."""
        aside = max(filter(None, (self._pending, self._aside)), default=None)
        return (None if self.moved else aside) or self._law_told()

    def joined(self, node: Node) -> Told | None:
        """The aside from which a participle joined to it counts: `engagée en 2013 et soutenue six ans après`."""
        if self._aside is None or self._aside_end is None or node.rule.option("value") not in ("offset", "unit_relative"):
            return None
        return self._aside if _JOINED.fullmatch(self.text, self._aside_end, node.start) else None

    def completing(self, node: Node, tense: Callable[[], str]) -> FuzzyDate | None:
        """What completes a node in a clause of a tense: the story's frame, else what its own sentence has told beside it.

        The perfect tells from the present of the text: it leaves what is distant from it.
        """
        frame = self.frame or self._lent_beside()
        if frame is None or not lacks_year(node) or tense() != "past" or not self._distant():
            return frame
        return self._home if self._digressed else None

    def _lent_beside(self) -> FuzzyDate | None:
        """What completes dates from beside the story: not a bare year, nor a law in an aside; they only describe."""
        beside = self.beside()
        if beside is None or beside[0].precision == "year" or beside is self._cited:
            return None
        return _completing(beside[0])

    def tense_told(self) -> str:
        """The tense of the clause that told the story's date; `"named"` if it only says which thing is meant."""
        if self._told_at is None or names_a_thing(self.text, self._told_at[0]):
            return "named"
        return tense_around(self.text, *self._told_at)

    def opens(self, node: Node) -> bool:
        """Whether the clause that holds a node begins with the date that the story has reached: `En 2021, …`."""
        if not self.moved or self._lent or self._told_at is None:
            return False
        (start, _), sentence = self._told_at, self._sentences[self._sentence]
        clause = max(sentence, *(self.text.rfind(mark, sentence, node.start) + 1 for mark in ";:"))
        return clause <= start and bool(_IN.fullmatch(self.text, clause, start))

    def followed(self, node: Node) -> Told | None:
        """The aside that `le 11 mars suivant` follows, if it lies after the story's date (`jusqu'à sa mort, le 15 janvier`)."""
        follows = node.rule.option("value") == "shifted" and node.text("rel").strip().startswith("suiv")
        later = self._latest and (self.narrative is None or self._latest[0] > self.narrative)
        return self._latest if follows and later else None

    def inside_name(self, node: Node) -> bool:
        """Whether a node stands in the name of a law; nodes are asked for in order."""
        while self._name < len(self._names) and self._names[self._name][1] <= node.start:
            self._name += 1
        return (
            self._name < len(self._names) and self._names[self._name][0] <= node.start and node.end <= self._names[self._name][1]
        )

    def go_on(self, node: Node, date: FuzzyDate, context: Context, *, inside: bool) -> None:
        """Goes on to a date and what it leaned on; `inside` says whether it stands in the name of a law."""
        if self._kind() in _STILL_BLOCKS:
            return
        own = self.subject or self.reference
        self._present = self._present or (own is not None and own in context.bases)
        text = self.text[node.start : node.end]
        if inside and modifies(self.text, self._sentences[self._sentence], node.start):
            self._aside = self._cited = (date, text)
        elif inside:
            self._law = (date, text)
            self._pending = self._law if self._opens_sentence() else self._pending
        elif node.type == "year" and self._names_the_subject(node):
            self.subject = date
        elif node.rule.option("value") == "anaphoric":
            self.moved = True
        elif is_aside(self.text, self._sentences[self._sentence], node) or self._goes_back(node, date):
            self._aside_end = node.end
            self._aside = None if in_a_remark(self.text, self._sentences[self._sentence], node) else (date, text)
            self._latest = self._aside if date.precision in ("day", "month", "interval") else self._latest
            if node.rule.id == "since" and node.children["a"].type.endswith("_incomplete"):
                self.frame = None  # `depuis janvier` reaches the document's own time
        elif not (stays(self.text, node) or self._recalls(node, date, context)):
            by_year = date.precision == "year"
            described = by_year and self.frame is None and self._is_detached(node)
            self._spoken = (self._spoken or (self.narrative, self.frame)) if self._is_quoted(node) else None
            self._set(date, text, frame=context.how != "deictic" or by_year, described=described)
            self._told_at, self._lent = (node.start, node.end), context.how == "deictic"
            self.moved = self._led = True
        elif not looks_back(node) and not self._recalls(node, date, context):
            self._pending, self._led = (date, text), True

    def _distant(self) -> bool:
        """Whether the frame is of a time that the text only describes, digresses to, or looks back at in another tense."""
        if self.frame is None:
            return self._law is not None and self._law is self.beside()
        if self._described or (self._digressed and self._home):
            return True
        tense = self.tense_told()
        return tense == "pluperfect" or ((self._digressed or self._lent) and tense != "past")

    def _law_told(self) -> tuple[FuzzyDate, str] | None:
        """The date of a law that the sentence has named, if it lies after the story's."""
        told = self.narrative and (self.narrative.latest or date.max)
        return self._law if self._law and told and (self._law[0].earliest or date.min) > told else None

    def _return(self) -> None:
        """Ends a paragraph; if it went back in time, it was a digression, from the story or from the document's present."""
        if self._digressed:
            return
        if self.frame and (self._behind(self._home) if self._home else self._present and self._behind(self.reference)):
            self._digressed = True
        else:
            self._home = self.frame

    def _behind(self, other: FuzzyDate | None) -> bool:
        """Whether the frame ends a year or more before the year of another date."""
        return bool(other and self.frame and year_of(self.frame, late=True) < year_of(other, late=False))

    def _kind(self) -> str:
        return self._blocks[self._block][2]

    def _end_sentence(self) -> None:
        if not self.moved and self._pending:
            self._set(*self._pending, described=self._pending is self._law)
        elif not self.moved and self._aside and not (self.here and self.narrative and self._aside[0] < self.narrative):
            if not self._is_a_term(self._aside[0]):
                self.narrative, self.anchor = self._aside
        elif self._law and self._law_told():
            self._set(*self._law, described=True)
        self.moved, self._pending, self._aside, self._law = False, None, None, None

    def _is_quoted(self, node: Node) -> bool:
        """Whether somebody's words in the middle of a paragraph hold a date: the paragraph after it does not go on from there."""
        start, end, _ = self._blocks[self._block]
        opening = self.text.rfind("«", start, node.start)
        closing = self.text.find("»", node.end, end)
        return opening > start and closing >= 0 and self.text.find("»", opening, node.start) < 0

    def _is_a_term(self, date: FuzzyDate) -> bool:
        """Whether a date is an end ahead of the document (`d'ici la fin de l'année prochaine`): nothing is told there."""
        latest, present = date.latest, self.reference and self.reference.latest
        return date.earliest is None and latest is not None and present is not None and latest > present

    def _goes_back(self, node: Node, date: FuzzyDate) -> bool:
        """Whether a sentence begins with a participle whose date lies before what the paragraph has told."""
        told = self._told_at is not None and self._told_at[0] >= self._blocks[self._block][0]
        back = told and self.narrative is not None and date < self.narrative
        return back and self._is_detached(node)

    def _is_detached(self, node: Node) -> bool:
        return detached(self.text, self._sentences[self._sentence], node.start)

    def _names_the_subject(self, node: Node) -> bool:
        """Whether a year at the head of the document says what it tells of: `Rapport d'activité 2022`."""
        return self._block <= _HEAD and bool(_SUBJECT.search(self.text[max(0, node.start - 40) : node.start]))

    def _opens_sentence(self) -> bool:
        """Whether the law that holds the date is what its clause speaks of: it stands at the beginning."""
        start = self._names[self._name][0]
        clause = max(self._sentences[self._sentence], self.text.rfind(";", max(0, start - _OPENING), start))
        return start - clause <= _OPENING

    def _set(self, date: FuzzyDate, text: str, *, frame: bool = True, described: bool = False) -> None:
        self.narrative, self.anchor, self.here, self._told_at = date, text, True, None
        self._latest = None
        self._lent, self._described, self._digressed = False, described, False
        if date.precision in ("day", "month"):
            self.finer = (date, text)
        self.frame = date if frame and date.precision not in _TOO_COARSE else None

    def _recalls(self, node: Node, date: FuzzyDate, context: Context) -> bool:
        """Whether a date without year lies before the story's, in the pluperfect: a look back as well."""
        behind = node.type.endswith("_incomplete") and self.narrative is not None and date < self.narrative
        return behind and context.tense in ("before", "pluperfect")
