"""Recognition of legal texts: the rows of `models/rules/laws.toml` and the names of the lexicons; articles come in `articles`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from heapq import merge
from typing import Final

from jalons.laws import ids
from jalons.laws.names import bill_start, by_title, by_year, find_names, folded_kind, is_indefinite, lookup, title_of
from jalons.laws.rows import Row, head_words, rows_for, tail_pattern
from jalons.laws.titles import completed, is_noun_phrase, official_end, phrase_end, says_title
from jalons.laws.views import Reference, View

_NEAR: Final = 40
"""Characters that `only` and `unless` look back."""

_KINDS: Final = {
    "l.": "loi",
    "d.": "decret",
    "ord.": "ordonnance",
    "arr.": "arrete",
    "circ.": "circulaire",
    "dir.": "directive",
    "regl.": "reglement",
    "pjl": "loi",
    "ppl": "loi",
    "note": "note",
    "lettre-circulaire": "circulaire",
    "lettres-circulaire": "circulaire",
}
"""Kinds under other names, and as notes and bibliographies of jurists cut them short."""


def _tail_of(view: View, position: int) -> list[str]:
    match = tail_pattern().match(view.folded, position)
    return [group for group in match.groups() if group] if match else []


def find_texts(view: View) -> list[Reference]:
    """The legal texts named in a text, without their articles, in order and without overlaps."""
    found: list[Reference] = []
    named = {start: (end, law) for start, end, law in find_names(view)}
    heads = ((match.start(), match[0]) for match in head_words().finditer(view.folded))
    position = 0
    for start, head in merge(((start, "\uffff") for start in sorted(named)), heads):  # where both begin, the head comes first
        if start < position or (start and (view.folded[start - 1].isalnum() or view.folded[start - 1] == "_")):
            continue
        best = max(_candidates(view, start, head, named.get(start)), key=lambda r: r.end, default=None)
        if best is not None:
            found.append(best)
            position = best.end
    return found


def _candidates(view: View, start: int, head: str, named: tuple[int, str] | None) -> Iterator[Reference]:
    """What may begin at `start`; of equal length, the first is the best."""
    if named is not None:
        yield _with_tail(view, (start, named[0]), named[1], "lexicon", sure=True)
    # A known name is not made longer by guessing at its words: only a number or a day is worth more.
    for row in rows_for(head):
        match = row.pattern.match(view.folded, start)
        guess = named is not None and match is not None and not match.groupdict().keys() & {"num", "date", "year"}
        if match is not None and not guess and _allowed(row, view, match):
            reference = _reference(row, view, match)
            if reference is not None:
                yield reference


def _allowed(row: Row, view: View, match: re.Match[str]) -> bool:
    start = match.start()
    if row.written is not None and not row.written.match(view.text, start):
        return False
    before = view.folded[max(0, start - _NEAR) : start]
    if row.only is not None and not row.only.search(before):
        return False
    if row.unless is not None and row.unless.search(before):
        return False
    return not (row.option("definite") and is_indefinite(view.folded, bill_start(view.folded, start)))


def _reference(row: Row, view: View, match: re.Match[str]) -> Reference | None:
    """The reference that a match of a row makes."""
    groups, kind = match.groupdict(), ids.singular(match["kind"])
    if groups.get("num"):
        return _numbered(view, match, row.rule.id)
    if groups.get("date"):
        return _dated(view, match, row.rule.id)
    if groups.get("year"):
        return _yeared(view, match, row.rule.id, kind)
    if groups.get("short"):
        return _short(view, match, row.rule.id)
    if groups.get("called"):
        return _called(view, match, row.rule.id)
    return _named(row, view, match, kind)


def _named(row: Row, view: View, match: re.Match[str], kind: str) -> Reference | None:
    """A text told by a name only, which may go on beyond the match."""
    start, end = match.span()
    if row.option("phrase"):
        longer = phrase_end(view.text, end, since=match.start("name"), own=True, narrow=row.option("narrow"))
        words = len(ids.key(view.text[end:longer]).split()) + any(_tail_of(view, longer))
        if words < int(row.rule.options.get("words", 1)):
            return None
        end = longer
    name = view.text[match.start("name") : end]
    if (row.option("particle") and not _is_nickname(view, match)) or (
        row.option("noun_phrase") and not is_noun_phrase(view.text[slice(*match.span("name"))])
    ):
        return None
    known = lookup(view.text[start:end]) if name else None
    law = known.id if known else by_title(kind, name) if name else kind
    if row.option("tail"):
        return _with_tail(view, (start, end), law, row.rule.id, sure=bool(law))
    begin = bill_start(view.folded, start)
    return Reference(begin, end, kind, law or ids.kebab(view.text[begin:end]), row.rule.id, sure=bool(law))


def _called(view: View, match: re.Match[str], rule: str) -> Reference:
    """A text told by its nickname alone: `loi dite « X »`, `PPL X`."""
    called = view.text[slice(*match.span("called"))]
    known = lookup(f"{_kind(match['kind'])} {called}")
    law = known.id if known else ids.kebab(f"{ids.singular(match['kind'])} {called}")
    return _with_tail(view, match.span(), law, rule, sure=known is not None)


def _is_nickname(view: View, match: re.Match[str]) -> bool:
    """Whether the name is more than the first word of a sentence or of a heading in capitals; a particle needs a known name."""
    written = view.text[match.start("name") : match.end("name")]
    if written[:2] in ("de", "d'"):
        return lookup(view.text[match.start() : match.end()]) is not None
    return not (view.text[match.start() : match.start() + 3].isupper() and written.isupper() and len(written) > 8)


def _numbered(view: View, match: re.Match[str], rule: str) -> Reference:
    """A numbered text; a bill that has the number of a law is that law."""
    begin, kind = bill_start(view.folded, match.start()), _kind(match["kind"])
    number = view.text[match.start("num") : match.end("num")]
    bill = begin < match.start() and "-" not in number
    law = ids.numbered(view.folded[begin : match.start()].split(" ")[0] + "-loi" if bill else kind, number)
    end = official_end(view.text, view.folded, match.end(), kind=kind, title=title_of(law))
    return Reference(begin, end, kind, law, rule, sure=True, date=_day(match.groupdict().get("date")))


def _dated(view: View, match: re.Match[str], rule: str) -> Reference:
    kind, day = _kind(match["kind"]), _day(match["date"])
    titled = [law for law in ids.of_day(kind, day) if says_title(view.text, view.folded, match.end(), title_of(law))]
    law = titled[0] if titled else ids.dated(kind, day)
    end = official_end(view.text, view.folded, match.end(), kind=kind, title=title_of(law))
    sure = law != f"{kind}:{day}" or law in ids.texts()
    return Reference(bill_start(view.folded, match.start()), end, kind, law, rule, sure=sure, date=day)


def _kind(written: str) -> str:
    """The kind as ids write it; `note de service` is a note."""
    return _KINDS.get(written) or _KINDS.get(written.split(" ", maxsplit=1)[0].rstrip("s")) or ids.singular(written)


def _short(view: View, match: re.Match[str], rule: str) -> Reference:
    """A text told by day and month: `memory` looks for the year."""
    day, month = match["short"].split()[:2]
    short = f"-{ids.month_number(month):02d}-{1 if day in ('1er', 'premier') else int(day):02d}"
    begin = bill_start(view.folded, match.start())
    return Reference(begin, match.end(), ids.singular(match["kind"]), ids.kebab(view.text[begin : match.end()]), rule, date=short)


def _day(written: str | None) -> str:
    """The ISO day of a folded date, `""` if there is none."""
    return ids.iso_day(re.sub(" +", " ", written)) if written else ""


def _yeared(view: View, match: re.Match[str], rule: str, kind: str) -> Reference | None:
    """A text told by its year (and month); finance laws are known by the name that the lexicon gives them."""
    groups, start, end = match.groupdict(), match.start(), match.end()
    begin = bill_start(view.folded, start)
    if rule.startswith("finance"):
        name = _finance_name(match)
        known = lookup(name)
        bill = begin < start or match["kind"].startswith("p")
        law = known.id if known else ids.kebab(f"projet de {name}" if bill else name)
        return Reference(begin, end, "loi", law, rule, sure=known is not None, date="")
    if groups.get("word"):
        law = by_year(kind, groups["year"], f"{kind} {groups['word']}")
        return Reference(begin, end, kind, law, rule, sure=True, date=groups["year"]) if law else None
    known = lookup(view.text[start:end]) or lookup(f"{kind} de {groups['year']}")
    if known and not groups.get("month"):
        return Reference(begin, end, kind, known.id, rule, sure=True, date=groups["year"])
    date = f"{groups['year']}-{ids.month_number(groups['month']):02d}" if groups.get("month") else groups["year"]
    return Reference(begin, end, kind, f"{kind}:{date}", rule, date=date)


def _finance_name(match: re.Match[str]) -> str:
    """The name of a finance law, as the lexicon writes it: `loi de finances pour 2022`."""
    short = {"lfss": "financement de la sécurité sociale", "lfr": "finances rectificative"}
    name = match.groupdict().get("name") or short.get(match["kind"].lstrip("p"), "finances")
    name = re.sub(r"finance\b", "finances", name.replace(" initiale", ""))
    return f"loi de {name} pour {match['year']}"


def _with_tail(view: View, span: tuple[int, int], law: str, rule: str, *, sure: bool) -> Reference:
    """A named text with the number or date that follows; the number decides, else the date where it contradicts the name."""
    start, end = span
    begin, kind = bill_start(view.folded, start), ids.kind_of(law) if sure else ids.singular(folded_kind(view.text[start:end]))
    if sure:
        end = completed(view.text, end, name=view.text[start:end], title=title_of(law))
    tail = tail_pattern().match(view.folded, end)
    groups = tail.groupdict() if tail else {}
    if not tail or not any(groups.values()) or kind == "code":
        return Reference(begin, end, kind, law or ids.kebab(view.text[begin:end]), rule, sure=sure, date=_date_of(law))
    name = view.text[begin:end]
    if groups["num"]:
        law, sure = ids.numbered(kind, groups["num"]), True
    day = _day(groups["date"]) or groups["my"] or groups["year"] or ""
    if not sure and groups["year"]:
        known = by_year(kind, groups["year"], name)
        law, sure = known or law, bool(known)
    if day and not groups["num"] and not (sure and _agrees(day, _date_of(law))):
        other = lookup(f"{kind} de {day}") if len(day) == 4 else None
        by_day = other.id if other else ids.dated(kind, day)
        if sure and by_day == f"{kind}:{day}" and len(day) < 10:
            by_day = law
        law, sure = by_day if groups["date"] or sure else law, by_day != f"{kind}:{day}"
    title_end = official_end(view.text, view.folded, tail.end(), kind=kind, title=title_of(law))
    law = law or f"{ids.kebab(name)}"
    return Reference(begin, title_end, kind, law, rule, sure=sure, date=day or _date_of(law))


def _agrees(day: str, known: str) -> bool:
    """Whether a day, or a year, is that of a known text (or of one without a date)."""
    return not known or known.startswith(day[: len(known)]) or day.startswith(known)


def _date_of(law: str) -> str:
    row = ids.texts().get(law)
    return row.cells["date"] if row else ""
