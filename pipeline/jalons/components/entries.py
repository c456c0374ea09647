"""`jalons_entries`: the dated facts of a text. Needs the mentions, the sentences and the parsed sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import Final, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span

from jalons.components.spans import TELLING, blocks, sentence_offsets
from jalons.entries.anaphora import antecedent
from jalons.entries.clauses import clause_of
from jalons.entries.context import Context
from jalons.entries.facts import Fact, facts
from jalons.entries.kinds import kind_of, predicate_words
from jalons.entries.modality import DENIED, modality_of
from jalons.entries.predicates import is_subject
from jalons.entries.scope import scope
from jalons.entries.summaries import presented_object, summarise, title_of

_MARKS: Final = 3
"""How many characters of marks stand before or after the date of a list head."""
_HEAD_MARKS: Final = " \t\n.*•–—-"
"""What may stand around a date that heads an item as a sentence of its own (`1869. Le muséum ouvre`)."""
_NEAR: Final = 6
"""How many facts before and after one, in a sentence, are taken into account."""
_NAMED: Final = 12
"""How many characters stand, at most, between a name that is a subject and its verb: clitics, an auxiliary."""


@Language.factory(
    "jalons_entries", assigns=["doc.spans"], requires=["doc.spans", "token.morph", "token.dep", "token.is_sent_start"]
)
def create(nlp: Language, name: str) -> Entries:
    """The component, as spaCy builds it from its config."""
    return Entries()


class Told(NamedTuple):
    """A fact as `doc._.entries` holds it: characters of the evidence, EDTF (`""` if unknown), and what is said of it.

    `participants` are labels and values of mentions: those of the fact's own clause, and the name behind its pronoun.
    """

    start: int
    end: int
    edtf: str
    how: str
    kind: str
    rule: str
    summary: str
    modality: str
    participants: tuple[tuple[str, str], ...]


class Entries:
    """Writes `doc._.entries` (see `Told`), and the evidence as `doc.spans["entries"]`, kind as label, EDTF in `span.kb_id_`.

    The mentions must be flat (`jalons_mentions`).
    """

    def __call__(self, doc: Doc) -> Doc:
        context = Context(doc)
        text = context.text
        entries: list[Told] = []
        dated = _dated_sentences(doc, text, [span for span in context.mentions if span.label_ == "DATE"])
        found = [facts(doc, text, sentence, dates) for sentence, dates in dated]
        for told, following in pairwise([*found, []]):
            for i, fact in enumerate(told):
                # Without a value, no place in time: `mercredi dernier`, said nobody knows when.
                if not fact.date.kb_id_ or any(_is_head_of(fact, other) for other in (*told, *following)):
                    continue
                entries.append(_told(context, fact, [*told[max(0, i - _NEAR) : i], *told[i + 1 : i + 1 + _NEAR]]))
        doc._.entries = tuple(entries)
        spans = [
            doc.char_span(t.start, t.end, label=t.kind, kb_id=t.edtf, span_id=t.rule, alignment_mode="expand") for t in entries
        ]
        doc.spans["entries"] = [span for span in spans if span is not None]
        return doc


def _dated_sentences(doc: Doc, text: str, dates: list[Span]) -> list[tuple[tuple[int, int], list[Span]]]:
    """The sentences of telling blocks that hold a date, as ranges of characters, each with its dates."""
    all_blocks = blocks(doc)
    block_starts = [start for start, _, _ in all_blocks]
    starts = sorted({*sentence_offsets(doc), *block_starts})
    found: dict[tuple[int, int], list[Span]] = {}
    for date in dates:
        start, end, kind = all_blocks[max(0, bisect_right(block_starts, date.start_char) - 1)]
        if kind not in TELLING or not start <= date.start_char < end:
            continue
        place = bisect_right(starts, date.start_char)
        start, stop = max(starts[place - 1], start), min([*starts[place : place + 1], end])
        if text[start:stop].strip(_HEAD_MARKS) == date.text and stop < end:
            stop = min([*starts[place + 1 : place + 2], end])
        end = stop
        found.setdefault((start, start + len(text[start:end].rstrip())), []).append(date)
    return list(found.items())


def _is_of_person(context: Context, fact: Fact) -> bool:
    """Whether a person's name stands right before the verb: `Le skieur Jean Vuarnet s'est éteint`."""
    place = fact.predicate.idx if fact.predicate is not None else fact.start
    last = next((m for m in reversed(context.between(fact.start, place)) if m.end_char <= place), None)
    if last is None or last.label_ != "PERSON":
        return False
    between = context.text[last.end_char : place]
    return len(between) <= _NAMED and not re.search(r"[,;:]", between)


def _is_head_of(fact: Fact, other: Fact) -> bool:
    """Whether a list head dates but what tells a finer date of its own: `1984. Création, le 1er janvier, d'une équipe`."""
    heads = fact.predicate is None and fact.date.start_char <= fact.start + _MARKS
    finer = other.date.kb_id_.startswith(f"{fact.date.kb_id_}-")
    return heads and finer and other.start <= fact.date.end_char + _MARKS and other.end >= fact.end


def _told(context: Context, fact: Fact, others: list[Fact]) -> Told:
    """What a fact tells; `others` are the facts beside it in its sentence."""
    text = context.text
    clause = clause_of(context, fact, others)
    behind = antecedent(context, clause.subject) if clause.subject else None
    modality = modality_of(context.doc, text, fact)
    bounded = modality == DENIED and ".." in fact.date.kb_id_  # `n'ont pas été versées avant mars` does not deny the payment
    presented = bounded or any(is_subject(text, date) for date in fact.dates)
    summary = presented_object(text, clause, fact.date) if presented else ""
    gapped = any(
        other.predicate is fact.predicate and other.dates != fact.dates for other in others
    )  # `reçues le 6, les dossiers complets en mai`
    dates = () if presented or gapped else fact.dates
    titles = [text[slice(*title)] for m in context.between(fact.start, fact.end) if (title := title_of(m))]
    subject = behind.name if behind else ""
    summary = summary or summarise(context.doc, text, clause, dates, subject=subject, verb=fact.predicate, titles=titles)
    people = [m.text for m in context.between(fact.start, fact.end) if m.label_ == "PERSON"]
    person = behind.label == "PERSON" if behind else summary.startswith(("Je ", "J'", *people)) or _is_of_person(context, fact)
    kind, rule = kind_of(summary, predicate_words(text, fact.predicate, fact.end), person=person)
    low, high = scope(context, fact)
    ranges = [(max(low, a), min(high, b)) for a, b in (clause.pieces if others else ((low, high),))]
    inside = (m for start, end in ranges for m in context.between(start, end) if m.end_char <= end)
    who = dict.fromkeys((m.label_, m.kb_id_) for m in inside if m.kb_id_ and m.label_ != "DATE")
    if behind and behind.norm:
        who[behind.label, behind.norm] = None
    return Told(fact.start, fact.end, fact.date.kb_id_, fact.date._.how, kind, rule, summary, modality, tuple(who))
