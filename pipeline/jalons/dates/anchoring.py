"""Anchoring: a small model of narrative time that gives each expression the dates it may lean on.

- The story has a *narrative* date: the last one told. Relative and anaphoric expressions resolve against it, across headings.
- A *frame* completes dates without a year. It follows the narrative within a section, ends at a heading or rule and at a list
  whose lead-in tells no date, and is left when the text speaks from its own present (`hier`, `jeudi prochain`; not a whole year,
  `l'an dernier`): then the document's date completes again.
- Look-backs (`dix ans auparavant`, `elle avait fermé en septembre`) do not move the story. Nor do bounds (`jusqu'en 2009`,
  `depuis 2011`), named periods and dates that only say which thing is meant (`le cahier des charges de 2018`, `le tracteur,
  acquis en 1998`); but if a sentence tells nothing else, they do after all (the last kind without a frame).
- A date inside the name of a law moves the story if the sentence begins with the law, or if it lies after the story's date.
- A year in the title of the document (`Rapport d'activité 2022`) is what it tells of: it completes dates before the document's
  own date does.
- A year counted from the document's own present (`il y a huit ans`) is the frame of its own paragraph or item.
- A decade or century completes nothing; nor does what is only compared with (`contre 12 fin 2023`) or labels a thing (`Reliquat
  2023`).
- Tables, bibliographies, running heads and notes move nothing.
- The story goes forward: a date without year that would lie far behind the last one told is of the next year. One in the
  pluperfect lies before the last one told; what was planned, or comes in a story told in the present, lies after it.
- The tense of the clause says whether an incomplete date lies ahead of the document's date or behind it. Demands, terms (`date
  limite : 15 février`) and the lines of an agenda lie ahead; so do ends (`jusqu'au 15 mars`), of the document or of the story.
- A weekday and a day agree in the year nearest the passage in which they can.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from jalons.dates.asides import is_aside, looks_back, names_a_thing, stays
from jalons.dates.completing import CHAIN, shared_year
from jalons.dates.grammar import Node, find_nodes
from jalons.dates.tenses import Clauses, tense_around
from jalons.dates.values import Context, ImpossibleDateError, UnresolvedError, evaluate, last, shift
from jalons.fuzzydate import FuzzyDate


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text: its range, its EDTF value (`""` if unknown), rule and way of resolution, and what it leans on.

    `anchor` is the mention it was resolved from, as written, and `anchor_date` its value; `anchor` is `""` where that is the
    date or the title of the document, both where the date is told in full. `problem` says, in French, why there is no value.
    """

    start: int
    end: int
    edtf: str
    rule: str
    how: str
    anchor: str = ""
    anchor_date: str = ""
    problem: str = ""


_log: Final = logging.getLogger(__name__)
_STILL_BLOCKS: Final = frozenset(("table", "bibliography", "furniture", "note"))
_APPOSED: Final = re.compile(r",\s(?:le\s|la\s|en\s|au\s|l')?", re.I)
_SUBJECT: Final = re.compile(
    r"\b(?:rapport|bilan|activités?|exercice|annuel|compte[\s-]rendu|comptes)\s(?:(?:de\s)?l'année\s)?$", re.I
)
_HEAD: Final = 2
"""The number of the last block of a document's head."""
_OPENING: Final = 12
"""Characters before a law at the beginning of its sentence: an article, a preposition."""
_BOUNDS: Final = frozenset(("until", "since", "after"))
_STRETCHES: Final = _BOUNDS | {"range", "days_to"}
"""Values with an end: a participle before them tells what has it (`les dossiers reçus après le 15 mars`)."""
_TOO_COARSE: Final = ("decade", "century")
"""What cannot say of which year another date is."""


def find(
    text: str,
    *,
    reference: FuzzyDate | None = None,
    blocks: Sequence[tuple[int, int, str]] = (),
    sentences: Sequence[int] = (),
    names: Iterable[tuple[int, int]] = (),
) -> list[DateMention]:
    """The dates of a text, in order. `blocks` are (start, end, kind), `sentences` the offsets at which sentences start.

    `names` are ranges (of laws) whose inner dates are antecedents but no mentions.
    """
    story = _Story(text, reference, blocks, sentences, sorted(names))
    nodes = find_nodes(text)
    told = (story.tell(node, nodes[i + 1 : i + 1 + CHAIN]) for i, node in enumerate(nodes))
    return [mention for mention in told if mention is not None]


def _completing(date: FuzzyDate) -> FuzzyDate | None:
    """What of a date can say of which year another is: itself if it lies in one, the end of a longer interval, if it does."""
    start, end = date.earliest, date.latest
    if start is None or end is None or start.year == end.year:
        return date if start and end else None
    ended = FuzzyDate.from_edtf(last(date.edtf))
    return ended if ended.earliest and ended.earliest.year == end.year else None


class _Story:
    """Follows the text and keeps the narrative date."""

    def __init__(
        self,
        text: str,
        reference: FuzzyDate | None,
        blocks: Sequence[tuple[int, int, str]],
        sentences: Sequence[int],
        names: list[tuple[int, int]],
    ) -> None:
        self.text = text
        self.clauses = Clauses(text)
        self.reference = reference
        self.blocks = list(blocks) or [(0, len(text), "paragraph")]
        self.sentences = list(sentences) or [0]
        self.names = names
        self.block = self.sentence = self.name = 0
        self.narrative: FuzzyDate | None = None
        self.frame: FuzzyDate | None = None
        self.anchor = ""
        self.told_at: tuple[int, int] | None = None
        self.here = self.led = self.lent = self.moved = False
        self.pending: tuple[FuzzyDate, str] | None = None
        self.aside: tuple[FuzzyDate, str] | None = None
        self.law: tuple[FuzzyDate, str] | None = None
        self.subject: FuzzyDate | None = None
        self.finer: tuple[FuzzyDate, str] | None = None
        self.beside: tuple[FuzzyDate, str] | None = None
        self.previous: tuple[Node, str] | None = None

    def tell(self, node: Node, following: Sequence[Node] = ()) -> DateMention | None:
        """The mention of a node, after the story has gone on to it; `None` inside the name of a law."""
        self._advance(node.start)
        hint = shared_year(self.text, node, following, self.reference) or self._apposed(node)
        telling = self._told()
        told = telling[0] if telling else None
        frame = (told and _completing(told)) if self.frame is None else self.frame
        bound, stretch = (node.rule.option("value") in values for values in (_BOUNDS, _STRETCHES))
        tense = partial(self.clauses.tense, node.start, node.end, stretch=stretch, bound=bound)
        context = Context(
            self.reference, told or self.narrative, frame, self.here, self.moved, tense, self._tense_told, hint, self.subject
        )
        try:
            edtf, problem = self._evaluated(node, context, following[0] if following else None), ""
        except UnresolvedError as error:
            edtf, problem = "", str(error) or "le texte n'en dit pas assez"
            if isinstance(error, ImpossibleDateError):
                _log.warning("« %s » (caractère %d) : %s", " ".join(self.text[node.start : node.end].split()), node.start, error)
        how, (anchor, anchor_date) = context.how, self._antecedent(context)
        inside = self._inside_name(node)
        if edtf:
            self._move(node, FuzzyDate.from_edtf(edtf), context, inside=inside)
        self.previous = (node, edtf)
        return None if inside else DateMention(node.start, node.end, edtf, node.rule.id, how, anchor, anchor_date, problem)

    def _evaluated(self, node: Node, context: Context, following: Node | None) -> str:
        """The value of a node; counted from the story's last finer date if its own is too coarse for a step in days."""
        if value := self._told_beside(node, following, context):
            return value
        try:
            return evaluate(node, context)
        except UnresolvedError:
            if self.finer is None or context.how != "relative":
                raise
        return evaluate(node, replace(context, narrative=self.finer[0]))

    def _told_beside(self, node: Node, following: Node | None, context: Context) -> str:
        """The value of `quatre ans plus tard` where the text goes on to say it: `quatre ans plus tard, en 2020`."""
        explicit = following is not None and following.type in ("day", "month", "year") and not following.children
        if not explicit or following is None or node.rule.option("value") not in ("offset", "unit_relative", "next_day"):
            return ""
        if not _APPOSED.fullmatch(self.text, node.end, following.start):
            return ""
        try:
            told = FuzzyDate.from_edtf(evaluate(following, Context(self.reference)))
            edtf = shift(told, 0, node.text("u", "u2") or "jour")
        except UnresolvedError:
            return ""
        self.beside = (context.lean("relative", told), self.text[following.start : following.end])
        return edtf

    def _apposed(self, node: Node) -> FuzzyDate | None:
        """The relative date that one without year says again: `huit jours plus tôt, le 7 mars`."""
        if self.previous is None or not node.type.endswith("_incomplete"):
            return None
        before, edtf = self.previous
        if not edtf or before.type not in ("relative", "weekday") or not _APPOSED.fullmatch(self.text, before.end, node.start):
            return None
        return FuzzyDate.from_edtf(edtf)

    def _told(self) -> tuple[FuzzyDate, str] | None:
        """The date, and its words, that the sentence will have told if it tells no other: of an aside, or of a law it names."""
        aside = max(filter(None, (self.pending, self.aside)), default=None)
        return (None if self.moved else aside) or self._law_told()

    def _law_told(self) -> tuple[FuzzyDate, str] | None:
        """The date of a law that the sentence has named, if it lies after the story's."""
        return self.law if self.law and self.narrative and self.law[0] > self.narrative else None

    def _antecedent(self, context: Context) -> tuple[str, str]:
        """The mention that a value leans on, as written (`""` for the document's own date or title), and its value."""
        if not context.bases:
            return "", ""
        base = context.bases[-1]
        candidates = (self._told(), (self.narrative, self.anchor), self.finer, self.beside) if context.how != "deictic" else ()
        words = next((each[1] for each in candidates if each and each[0] == base), "")
        return " ".join(words.split()), base.edtf

    def _advance(self, offset: int) -> None:
        """Enters the sentence, block and section that hold the offset."""
        while self.sentence + 1 < len(self.sentences) and self.sentences[self.sentence + 1] <= offset:
            self.sentence += 1
            self._end_sentence()
        while self.block + 1 < len(self.blocks) and self.blocks[self.block + 1][0] <= offset:
            before = self._kind()
            self.block += 1
            self._end_sentence()
            if self.lent:
                self.frame = None
            begins_list = self._kind() == "item" != before
            if self._kind() in ("heading", "furniture") or (begins_list and not self.led):
                self.frame = None
            self.here = self.here and before == "heading"
            self.led = False

    def _kind(self) -> str:
        return self.blocks[self.block][2]

    def _end_sentence(self) -> None:
        if not self.moved and self.pending:
            self._set(*self.pending)
        elif not self.moved and self.aside:
            self.narrative, self.anchor = self.aside
        elif self.law and self._law_told():
            self._set(*self.law)
        self.moved, self.pending, self.aside, self.law = False, None, None, None

    def _move(self, node: Node, date: FuzzyDate, context: Context, *, inside: bool) -> None:
        if self._kind() in _STILL_BLOCKS:
            return
        text = self.text[node.start : node.end]
        if inside:
            self.law = (date, text)
            self.pending = self.law if self._opens_sentence() else self.pending
        elif node.type == "year" and self._names_the_subject(node):
            self.subject = date
        elif node.rule.option("value") == "anaphoric":
            self.moved = True
        elif is_aside(self.text, self.sentences[self.sentence], node):
            self.aside = (date, text)
            if node.rule.id == "since" and node.children["a"].type.endswith("_incomplete"):
                self.frame = None  # `depuis janvier` reaches the document's own time
        elif not (stays(self.text, node) or self._recalls(node, date, context)):
            self._set(date, text, frame=context.how != "deictic" or date.precision == "year")
            self.told_at, self.lent = (node.start, node.end), context.how == "deictic"
            self.moved = self.led = True
        elif not looks_back(node) and not self._recalls(node, date, context):
            self.pending, self.led = (date, text), True

    def _names_the_subject(self, node: Node) -> bool:
        """Whether a year at the head of the document says what it tells of: `Rapport d'activité 2022`."""
        return self.block <= _HEAD and bool(_SUBJECT.search(self.text[max(0, node.start - 40) : node.start]))

    def _opens_sentence(self) -> bool:
        """Whether the law that holds the date is what its clause speaks of: it stands at the beginning."""
        start = self.names[self.name][0]
        clause = max(self.sentences[self.sentence], self.text.rfind(";", max(0, start - _OPENING), start))
        return start - clause <= _OPENING

    def _set(self, date: FuzzyDate, text: str, *, frame: bool = True) -> None:
        self.narrative, self.anchor, self.here, self.told_at, self.lent = date, text, True, None, False
        if date.precision in ("day", "month"):
            self.finer = (date, text)
        self.frame = date if frame and date.precision not in _TOO_COARSE else None

    def _tense_told(self) -> str:
        """The tense of the clause that told the story's date; `"named"` if it only says which thing is meant."""
        if self.told_at is None or names_a_thing(self.text, self.told_at[0]):
            return "named"
        return tense_around(self.text, *self.told_at)

    def _recalls(self, node: Node, date: FuzzyDate, context: Context) -> bool:
        """Whether a date without year lies before the story's, in the pluperfect: a look back as well."""
        behind = node.type.endswith("_incomplete") and self.narrative is not None and date < self.narrative
        return behind and context.tense in ("before", "pluperfect")

    def _inside_name(self, node: Node) -> bool:
        while self.name < len(self.names) and self.names[self.name][1] <= node.start:
            self.name += 1
        return self.name < len(self.names) and self.names[self.name][0] <= node.start and node.end <= self.names[self.name][1]
