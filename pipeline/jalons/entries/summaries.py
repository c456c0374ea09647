"""The fact in a few words, cut from its own clause: subject, verb and object, without the date, at most `LONGEST` characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from spacy.tokens import Doc, Span, Token

from jalons.entries.ranges import Clause, Range
from jalons.entries.verbs import is_finite, is_past_participle
from jalons.entries.wording import capital, mended, shortened, unwrapped
from jalons.patterns import compiled

LONGEST: Final = 140

_DETERMINER: Final = r"(?:\b(?:l'|la\s|le\s|les\s|un\s|une\s|cet?\s|cette\s|ces\s))?"
_ADJUNCT: Final = compiled(
    r"(?:(?:\b(?:et|ou|puis|notamment|seulement|surtout|enfin)\s)?(?:\b(?:"
    rf"au\scours\s(?:de\s{_DETERMINER}|du|des)|lors\s(?:de\s{_DETERMINER}|du|des)|à\spartir\s(?:de\s{_DETERMINER}|du)|"
    rf"à\scompter\s(?:de\s{_DETERMINER}|du)|(?:au|le)\s(?:soir|matin|lendemain)\s(?:de\s{_DETERMINER}|du)|à\sla\sveille\s(?:de\s{_DETERMINER}|du)|"
    rf"(?:dans|pendant)\sla\s(?:nuit|journée|matinée|soirée)(?:\s(?:de\s{_DETERMINER}|du))?|au\stournant\s(?:des?\s{_DETERMINER}|du)|"
    r"en\spleine?|en\scours\sd'|durant(?:\stoute)?|pendant(?:\stoute)?|pour|dès|dans|vers|courant|depuis|en|à|au|aux|du|de|d')\s?)?"
    rf"{_DETERMINER}\s?)$",
    re.I,
)
"""What leads to a date and goes with it: prepositions, articles, what joins it to a date before."""
_GLOSS: Final = compiled(
    r",?\s(?:à\s)?(?:(?:midi|minuit)\b|\d{1,2}\s?(?:h\b|h\d\d|heures?)(?:\s?\d\d)?)(?:\sprécises)?|,\s(?:année|jour|date)\s(?:de|du|des|d')[^,.;:]*"
)
"""What goes with a date after it: the time of day, `, année du bicentenaire`."""
_PLACE_AFTER: Final = compiled(r",\s(?:à|au|aux|dans|en|lors|chez|devant|sur|par|place|rue|salle)\s")
"""What follows the verb once the date between them is gone: `se tiendra le 3 juillet, à Grande-Synthe`."""
_CLEFT: Final = compiled(r"\b(?:c'(?:est|était)|ce\s(?:fut|sera|serait))$", re.I)
_FOCUS: Final = compiled(r",?\s(?:que|qu'|qui)\b")
"""A cleft has nothing to stress without its date: `c'est 2027 que l'on vise`."""
_PLACED: Final = compiled(r"\b(?:à|au|aux|en|chez|dans)\s(?:\S+\s)?\S+$", re.I)
"""A place before the date, from which a comma keeps the place after it: `à Rennes le 4, à Lille le 6`."""
_ONLY: Final = compiled(r"\b(?:ne\s|n')((?:\S+\s){1,8}?)(?:que|qu')\s?$")
"""A restriction that bears on the date alone: `n'a ouvert qu'à la mi-octobre`."""
_DATED_VERB: Final = compiled(
    r"\b(?:remont|date|datant|fix|report|repouss|avanc|cour[st]|s'étend|attend|prolong|proro|échelonn|s'éch|se\sclôt|couvr|dur[ea]|surv[ié])\w*"
    r"(?:\s(?:déjà|encore|aussi|ainsi|désormais))?\s?$",
    re.I,
)
"""Verbs that say nothing without their date: `remonte à 1990`, `est fixé au 3 mai`, `il faut attendre 2005`."""
_PARTICIPLE: Final = compiled(r"(?!\w+(?:ont|ent|ait)$)\w+[éiust](?:e|s|es)?")
_HELPED: Final = compiled(
    r"\b(?:a|ont|est|sont|était|étaient|avait|avaient|fut|furent|sera|seront|serait|seraient|soit|soient|été|être|avoir|ai|avons|sommes|"
    r"s'est|se sont)\s(?:\w+\s){0,2}\w+$|\b(?:voit|voient|vit|virent|vu)\s(?:\w+\s){1,3}\w+$"
)
"""A participle with its auxiliary: without its date it still says something."""
_PLURAL: Final = frozenset("les des ces nos vos ses mes leurs deux trois quatre cinq six sept huit neuf dix plusieurs".split())
_PLURAL_FORM: Final = compiled(r"\w+(?:és|ées|ies|ues|[st]es|[einr]ts|(?<!cl)us|(?<![ms])(?<!pr)(?<!qu)is)\b")
"""Plurals of participles: `ouverts`, `élus`, `réunis`; `inclus`, `remis`, `pris`, `acquis` may be singular."""
_AUXILIARIES: Final = {"je": "suis", "nous": "sommes", "vous": "êtes", "ils": "sont", "elles": "sont"}
_BEING: Final = compiled(r"\b(?:est|sont|était|étaient|été|fut|furent|sera|seront|suis|sommes|êtes)\b")
"""The verb of which the auxiliary of a summary is a form: no word is added that the source does not hold."""
_DESIGNATION: Final = compiled(
    r"[^\d]{0,60}(?<=du\s)\d{1,2}(?:er)?\s\w+\s\d{4}|[^\d]{0,60}\d[^\s]*(?:\sdu\s\d{1,2}(?:er)?\s\w+\s\d{4})?"
)
_LONG_TITLE: Final = 25
_ARTICLE: Final = compiled(r"^(?:l[ae]s?\s|l'|une?\s|des\s)", re.I)
_STATES: Final = compiled(r"^(?:qui\s)?(?:constitue|marque|est|fut|représente|sera|aura été|a été)\s", re.I)


def summarise(  # noqa: PLR0913 (what shapes a line is named)
    doc: Doc,
    text: str,
    clause: Clause,
    dates: Iterable[Span],
    *,
    subject: str = "",
    verb: Token | None = None,
    titles: Sequence[str] = (),
) -> str:
    """A clause in one line of French, without `dates`.

    `text` is the text of `doc`; `subject` replaces the clause's own (the name behind a pronoun); a line too long is not cut
    before `verb`, and the official `titles` of laws go first.
    """
    adjuncts = sorted((date.start_char, date.end_char) for date in dates)
    parts = [_without(doc, text, piece, adjuncts, detached=clause.missing) for piece in clause.pieces]
    parts[1:] = [_moved(doc, piece, part) for piece, part in zip(clause.pieces[1:], parts[1:], strict=True)]
    if clause.subject:
        parts = _with_subject(text, clause, parts, subject)
    line = mended(unwrapped(mended(unwrapped(" ".join(part for part in parts if part)))))
    if " " not in line:  # `Fermé le 1er mai.`
        line = mended(" ".join(text[slice(*piece)] for piece in clause.pieces))
    for title in titles:
        line = line.replace(mended(title), "") if len(line) > LONGEST else line
    return shortened(capital(mended(line)), LONGEST, verb=verb.text if verb is not None else "")


def title_of(mention: Span) -> Range | None:
    """The official title in a law's designation, after its number and date: `… du 15 juillet 1982 | d'orientation et de …`."""
    match = _DESIGNATION.match(mention.text) if mention.label_ == "LAW" else None
    if match is None or len(mention.text) - match.end() < _LONG_TITLE:
        return None
    return mention.start_char + match.end(), mention.end_char


def presented_object(text: str, clause: Clause, date: Span) -> str:
    """What `c'est l'année suivante qui constitue le …` and `L'année suivante marque …` present, as a title without its article.

    `""` if they do not present it.
    """
    if date._.how in ("explicit", "period"):
        return ""
    rest = text[date.end_char : clause.pieces[-1][1]].strip()
    match = _STATES.match(rest)
    return shortened(capital(_ARTICLE.sub("", mended(rest[match.end() :]), count=1)), LONGEST) if match else ""


def _moved(doc: Doc, piece: Range, part: str) -> str:
    """A part that is not the first: the article that begins its sentence loses its capital, if no name begins with it."""
    span = doc.char_span(*piece, alignment_mode="expand") if _ARTICLE.match(part) else None
    if span is None or span.start != span[0].sent.start:
        return part
    named = any(mention.start == span.start for mention in doc.spans.get("mentions", ()))
    return part if named else part[:1].lower() + part[1:]


def _with_subject(text: str, clause: Clause, parts: list[str], name: str) -> list[str]:
    """The parts with the name for the subject, and with the auxiliary that a participle lacks if the document has the word."""
    if clause.subject not in clause.pieces:
        return parts
    at = clause.pieces.index(clause.subject)
    own = parts[at]
    parts[at] = name or own
    if clause.missing:
        following = parts[at + 1]
        auxiliary = _auxiliary(own, following)
        parts[at + 1] = following[:1].lower() + following[1:]
        if _BEING.search(text):
            parts[at] += f" {auxiliary}"
    if at == 0:
        parts[0] = capital(parts[0])
    return parts


def _auxiliary(subject: str, participle: str) -> str:
    """The present of `être` for a subject and what begins with a participle: `je` gives `suis`, `onze projets achevés` `sont`."""
    plural = subject.split(" ", maxsplit=1)[0].lower() in _PLURAL or _PLURAL_FORM.match(participle)
    return _AUXILIARIES.get(subject.lower(), "sont" if plural else "est")


def _without(doc: Doc, text: str, piece: Range, dates: list[Range], *, detached: bool) -> str:
    """The range of text without the dates in it, with what leads to each and the commas that set it apart."""
    (start, end), pieces = piece, []
    position = start
    for low, high in dates:
        if low < position or high > end:
            continue
        lead = text[position:low]
        before = _ADJUNCT.sub("", lead).rstrip()
        last = start if not before else position + len(before)
        if _DATED_VERB.search(before) or before.endswith(" ni") or (_CLEFT.search(lead.rstrip()) and _FOCUS.match(text, high)):
            continue
        before = _ONLY.sub(r"\1", lead[: len(before)] + " ").rstrip() if _ONLY.search(before + " ") else before
        gloss = _GLOSS.match(text, high, end)
        position = gloss.end() if gloss else high
        bare = before and not detached and _is_bare(doc, last) and not _HELPED.search(before)
        if bare and _closes(text, position, end):
            position += before[: -len(before.split()[-1])].rstrip().endswith(",") and text[position : position + 1] == ","
            before = re.sub(r"(?:,\s)?\S+$", "", before).rstrip()
        if text[position : position + 1] in (",", ":") and (not before or before[-1] in ",«(-–—*•"):
            position += 1
            before = before.removesuffix(",")
        elif _PLACE_AFTER.match(text, position, end) and not _PLACED.search(before):
            position += 1
        pieces.append(before)
    pieces.append(text[position:end])
    return " ".join(piece.strip() for piece in pieces if piece.strip())


def _is_bare(doc: Doc, end: int) -> bool:
    """Whether a past participle, or an adjective after a comma, ends at a place of the text: it says nothing without its date."""
    span = doc.char_span(max(0, end - 1), end, alignment_mode="expand")
    if span is None:
        return False
    last = span[-1]
    if last.pos_ == "ADJ" and last.i and last.nbor(-1).text == ",":
        return not is_finite(last)
    return is_past_participle(last) and bool(_PARTICIPLE.fullmatch(last.lower_))


def _closes(text: str, position: int, end: int) -> bool:
    """Whether nothing completes a participle after its date."""
    return position >= end or text[position] in ",.;:)»"
