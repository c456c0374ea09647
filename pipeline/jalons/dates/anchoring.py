"""Anchoring: a small model of narrative time that gives each expression the dates it may lean on.

1. The story has a *narrative* date: the last one told. Relative and anaphoric expressions resolve against it, across headings.
2. A *frame* completes dates without a year. It follows the narrative within a section and through the items of a list, ends at
   a heading or rule and at a list whose lead-in tells no date, and is left when the text speaks from its own present (`hier`,
   `jeudi prochain`; not a whole year, `l'an dernier`). Where there is none, a year in the title (`Rapport d'activité 2022`)
   completes, then the document's date. A decade or century completes nothing.
3. What the text only says *about a thing* does not move the story: by a participle or a relative clause (`le tracteur, acquis en
   1998`), a law that stands in one, a complement (`le cahier des charges de 2018`), a label or name (`Reliquat 2023`), a
   comparison (`contre 12 fin 2023`), an end (`jusqu'en 2009`, `depuis l'ouverture de la station, en 1976`), a named period. In
   its own sentence it completes other dates, if it is finer than a year (`ouvert en décembre 2017, est livré en janvier`). If a
   sentence tells nothing else, relative dates count from it after all, unless it lies before what the paragraph has told.
   Other dates in laws move the story if the sentence begins with the law, or if they lie after the story's date.
4. Nor do look-backs (`dix ans auparavant`, `elle avait fermé en septembre`, a participle that opens a sentence and goes back).
   A paragraph that goes back in time is a digression.
5. The perfect tells from the present of the text. It leaves what is distant from it: a bare year or a law with which a sentence
   only described, what stood in the pluperfect, a year counted from the present in another tense, a digression (for the frame
   before it, or for the document's date).
6. The story goes forward: a date without year that would lie far behind the last one told is of the next year. One in the
   pluperfect lies before the last one told; what was planned, or comes in a story told in the present, lies after it.
7. The tense of the clause says whether an incomplete date lies ahead of the document's date or behind it. Demands, conditions,
   conditionals, terms (`date limite : 15 février`) and the lines of an agenda lie ahead; so do ends (`jusqu'au 15 mars`), of the
   document or of the story. A weekday and a day agree in the year nearest the passage in which they can.

Tables, bibliographies, running heads and notes move nothing.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Final

from jalons.dates.completing import CHAIN, shared_year
from jalons.dates.grammar import Node, find_nodes
from jalons.dates.narrative import Story
from jalons.dates.tenses import Clauses
from jalons.dates.values import Context, ImpossibleDateError, UnresolvedError, evaluate, shift
from jalons.fuzzydate import FuzzyDate
from jalons.patterns import compiled


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
_APPOSED: Final = compiled(r",\s(?:le\s|la\s|en\s|au\s|l')?", re.I)
_IN_BRACKETS: Final = compiled(r"\s\((?:(?!\d)[^()\n]){0,30}")
"""What stands between a date and one that says more of it: `le 22 juin 1994 (JO du 13 juillet)`."""
_BOUNDS: Final = frozenset(("until", "since", "after"))
_STRETCHES: Final = _BOUNDS | {"range", "days_to"}
"""Values with an end: a participle before them tells what has it (`les dossiers reçus après le 15 mars`)."""


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
    reader = _Reader(text, reference, Story(text, reference, blocks, sentences, sorted(names)))
    nodes = find_nodes(text)
    told = (reader.tell(node, nodes[i + 1 : i + 1 + CHAIN]) for i, node in enumerate(nodes))
    return [mention for mention in told if mention is not None]


class _Reader:
    """Reads the dates of a text in order, each in the context of the story."""

    def __init__(self, text: str, reference: FuzzyDate | None, story: Story) -> None:
        self.text = text
        self.reference = reference
        self.story = story
        self.clauses = Clauses(text)
        self.beside: tuple[FuzzyDate, str] | None = None
        self.previous: tuple[Node, str] | None = None

    def tell(self, node: Node, following: Sequence[Node] = ()) -> DateMention | None:
        """The mention of a node, after the story has gone on to it; `None` inside the name of a law."""
        story = self.story
        story.enter(node.start)
        hint = shared_year(self.text, node, following, self.reference) or self._apposed(node)
        beside = story.followed(node) or story.joined(node) or story.beside()
        bound, stretch = (node.rule.option("value") in values for values in (_BOUNDS, _STRETCHES))
        tense = cache(partial(self.clauses.tense, node.start, node.end, stretch=stretch, bound=bound))
        context = Context(
            self.reference,
            beside[0] if beside else story.narrative,
            story.completing(node, tense),
            story.here,
            story.moved,
            tense,
            story.tense_told,
            hint,
            story.subject,
            opened=story.opens(node),
        )
        inside = story.inside_name(node)
        try:
            edtf, problem = self._evaluated(node, context, following[0] if following else None), ""
        except UnresolvedError as error:
            edtf, problem = "", str(error) or "le texte n'en dit pas assez"
            if isinstance(error, ImpossibleDateError) and not inside:
                _log.warning("« %s » (caractère %d) : %s", " ".join(self.text[node.start : node.end].split()), node.start, error)
        how, (anchor, anchor_date) = context.how, self._antecedent(context, beside)
        if edtf:
            story.go_on(node, FuzzyDate.from_edtf(edtf), context, inside=inside)
        self.previous = (node, edtf)
        return None if inside else DateMention(node.start, node.end, edtf, node.rule.id, how, anchor, anchor_date, problem)

    def _evaluated(self, node: Node, context: Context, following: Node | None) -> str:
        """The value of a node; counted from the story's last finer date if its own is too coarse for a step in days."""
        if value := self._told_beside(node, following, context):
            return value
        try:
            return evaluate(node, context)
        except UnresolvedError:
            if self.story.finer is None or context.how != "relative":
                raise
        return evaluate(node, replace(context, narrative=self.story.finer[0]))

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
        """The date that one without year says again, or more of: `huit jours plus tôt, le 7 mars`, `le 2 juin 1994 (JO du 3)`."""
        if self.previous is None or not node.type.endswith("_incomplete"):
            return None
        before, edtf = self.previous
        if before.type in ("day", "month", "year") and edtf and _IN_BRACKETS.fullmatch(self.text, before.end, node.start):
            return FuzzyDate.from_edtf(edtf)
        if not edtf or before.type not in ("relative", "weekday") or not _APPOSED.fullmatch(self.text, before.end, node.start):
            return None
        return FuzzyDate.from_edtf(edtf)

    def _antecedent(self, context: Context, beside: tuple[FuzzyDate, str] | None) -> tuple[str, str]:
        """The mention that a value leans on, as written (`""` for the document's own date or title), and its value."""
        if not context.bases:
            return "", ""
        base = context.bases[-1]
        candidates = (
            (beside, (self.story.narrative, self.story.anchor), self.story.finer, self.beside) if context.how != "deictic" else ()
        )
        words = next((each[1] for each in candidates if each and each[0] == base), "")
        return " ".join(words.split()), base.edtf
