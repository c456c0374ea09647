"""What a document says about its texts: numbers in brackets, nicknames, acronyms, second mentions by date or title."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import Final

from jalons.laws import ids
from jalons.laws.names import lookup, title_of
from jalons.laws.titles import official_end
from jalons.laws.views import Reference, View
from jalons.patterns import compiled
from jalons.rules import load_atoms

_ACRONYM: Final = compiled(r"[ \n]?\( ?(?:ci-après )?[«“\"]? ?([A-Z][A-Za-z]{1,7})[»”\"]?(?= ?[»”\"]? ?\))")
_SAME: Final = compiled(
    r",? ?(?:(?:ou|plus|mieux|dite?s?|connue?s?|sous|le|nom|de|appelee?s?|surnommee?s?|couramment|la|[«\"“('])[ ']?){1,9}"
)
_CALLS: Final = compiled(r"dite?s?|nom|appelee|surnommee|\(")
_YEAR: Final = compiled(r"(?<![\w/.-])(?:1[89]|20)\d\d(?![\w/-])")
_NEAR: Final = 400
"""Characters before a date without year in which a year may complete it, and around a date in which a title may."""
_LONG: Final = 5
"""Letters of a word that tells something."""
_STOP: Final = compiled(r"[.;!?]\s|\n")
_SHARED: Final = 2
"""Words that a sentence and a title share if one speaks of the other."""
_CALLED: Final = compiled(r",? (?:dite|dit|appelée|surnommée)(?: loi)? [«“\"]? ?([A-Z][A-Za-z]{0,6}[A-Z])(?![\w-])")
"""The acronym under which a text goes: `, dite ORE`."""
_PLURAL: Final = compiled(r"(lois|codes|directives) ")
_NEXT: Final = compiled(r"(?:,| et| ou|, et)(?: la| le)? ((?:de la |du |de l'|des )?)((?:[^\s,;.:()]+ ){0,6}[^\s,;.:()]+)")


@cache
def _bare() -> re.Pattern[str]:
    atoms = {name: pattern.replace(" ", " {0,3}").replace("{0,3}?", "{0,3}") for name, pattern in load_atoms("laws").items()}
    return compiled(
        rf"(?P<no>{atoms['no']})?(?P<num>{atoms['num']}|\d{{2,4}}/\d{{1,4}}(?!\w)(?:/(?:ue|ce|cee|euratom))?)(?:{atoms['on']}(?P<date>{atoms['date']}))?"
        rf"|(?P<day>{atoms['date']})|(?P<year>(?:1[6-9]|20)\d\d)(?!\d|[-/.]\d)"
    )


@cache
def _joint() -> re.Pattern[str]:
    return compiled(r",? ?(?:et|ou|ainsi que)? ?(?:la loi |le decret |l'ordonnance )?(?:du |de )?(?=n|\d|premier)")


def with_bare_numbers(view: View, found: list[Reference]) -> list[Reference]:
    """The references, and the numbers that stand in brackets after one or go on a list: `(n° 2013-660 du 22 juillet 2013)`."""
    result: list[Reference] = []
    for index, reference in enumerate(found):
        result.append(reference)
        limit = found[index + 1].start if index + 1 < len(found) else len(view.text)
        last = reference
        while (following := _bare_after(view, last)) is not None and following.end <= limit:
            result.append(following)
            last = following
    return result


def _bare_after(view: View, last: Reference) -> Reference | None:
    """The number or date that goes with the reference before it."""
    folded = view.folded
    bracket = compiled(r" {0,3}\( ?").match(folded, last.end)
    joint = bracket or (_joint().match(folded, last.end) if _is_list(view, last) else None)
    match = _bare().match(folded, joint.end()) if joint else None
    if match is None or joint is None or (bracket and not match["no"]):
        return None
    if match["num"]:
        if not bracket and not match["no"] and "/" not in match["num"] and last.rule != "numbered-bare":
            return None
        number = re.sub(r"/[a-z]+$", "", match["num"])
        law = ids.numbered(last.kind if last.kind != "code" else "loi", number)
        day = ids.iso_day(re.sub(" +", " ", match["date"])) if match["date"] else ""
        end = match.end() if bracket else official_end(view.text, folded, match.end(), kind=last.kind, title="")
        return Reference(match.start(), end, last.kind, law, "bare-number", sure=True, date=day)
    if bracket or not last.date or not view.folded.startswith(last.kind + "s", last.start):
        return None
    if match["year"]:
        known = lookup(f"{last.kind} de {match['year']}") if last.rule in ("year", "bare-date") and len(last.date) == 4 else None
        if last.rule not in ("year", "bare-date") or len(last.date) != 4:
            return None
        law = known.id if known else f"{last.kind}:{match['year']}"
        return Reference(match.start(), match.end(), last.kind, law, "bare-date", sure=known is not None, date=match["year"])
    day = ids.iso_day(re.sub(" +", " ", match["day"]))
    law = ids.dated(last.kind, day)
    return Reference(match.start("day"), match.end(), last.kind, law, "bare-date", sure=law != f"{last.kind}:{day}", date=day)


def _is_list(view: View, last: Reference) -> bool:
    """Whether a list may go on: after a plural kind, or after a member of such a list."""
    return last.rule.startswith(("bare-", "numbered-bare")) or view.folded.startswith(last.kind + "s", last.start)


def with_coordinated_names(view: View, found: list[Reference]) -> list[Reference]:
    """The second name after a plural: `les lois Fioraso et Pécresse`, `les codes de l'éducation et de la recherche`."""
    result = []
    for index, reference in enumerate(found):
        result.append(reference)
        plural = _PLURAL.match(view.folded, reference.start)
        limit = found[index + 1].start if index + 1 < len(found) else len(view.text)
        last = reference
        while plural and (following := _coordinated(view, last.end, plural[1][:-1])) and following.end <= limit:
            result.append(following)
            last = following
    return result


def _coordinated(view: View, position: int, kind: str) -> Reference | None:
    match = _NEXT.match(view.text, position, min(len(view.text), position + 120))
    words = match[2].split(" ") if match else []
    for count in range(len(words), 0, -1):
        name = " ".join(words[:count])
        known = match and lookup(f"{kind} {match[1]}{name}")
        if match and known and (kind == "code" or name[0].isupper()):
            return Reference(match.start(2), match.start(2) + len(name), kind, known.id, "coordinated", sure=True)
    return None


def resolve(view: View, found: list[Reference], *, today: str = "") -> list[Reference]:
    """Gives each reference the id that the document knows: second names, acronyms, dates and titles of numbered texts."""
    _join_second_names(view, found)
    found = with_acronyms(view, found)
    _complete_dates(view, found, today)
    _choose_of_day(view, found)
    days, years = _known_days(found)
    names = _known_names(view, found)
    for reference in found:
        if reference.sure:
            continue
        if reference.date:
            law = days.get((reference.kind, reference.date), "")
            same = years.get((reference.kind, reference.date), set())
            reference.id = law or (next(iter(same)) if len(same) == 1 else reference.id)
        reference.id = names.get(ids.key(view.text[reference.start : reference.end]), reference.id)
    return found


def _join_second_names(view: View, found: list[Reference]) -> None:
    """One text under two names beside each other, `loi n° … , dite loi X` or `loi X (n° …)`, has one id."""
    for one, other in pairwise(found):
        between = view.folded[one.end : other.start] if other.start - one.end < 60 else ""
        same = bool(between) and _SAME.fullmatch(between) and _CALLS.search(between)
        if not same or one.sure == other.sure or one.kind != other.kind:
            continue
        law = one.id if one.sure else other.id
        one.id = other.id = law
        one.sure = other.sure = True


def _complete_dates(view: View, found: list[Reference], today: str) -> None:
    """Gives a text told by day and month its year: that of a text of this kind and day, else the last told before, else
    the one that puts it before the day from which the document speaks."""
    whole: dict[tuple[str, str], set[str]] = {}
    for law in found:
        if len(law.date) == len("2007-08-10"):
            whole.setdefault((law.kind, law.date[4:]), set()).add(law.date)
    for law in [law for law in found if law.date.startswith("-")]:
        same = whole.get((law.kind, law.date), set())
        told = [year[0] for year in _YEAR.finditer(view.folded, max(0, law.start - _NEAR), law.start)]
        if len(same) == 1:
            law.date = next(iter(same))
        elif told and not view.folded.endswith("dernier", law.start, law.end):
            law.date = told[-1] + law.date
        elif today:
            law.date = f"{int(today[:4]) - (law.date[: len(today[4:])] > today[4:])}{law.date}"
        else:
            law.date = ""
            continue
        law.id = ids.dated(law.kind, law.date)
        law.sure = law.id != f"{law.kind}:{law.date}"


def _choose_of_day(view: View, found: list[Reference]) -> None:
    """Gives a text whose day the lexicon has more than once the id of the only one whose title its sentence speaks of."""
    for law in found:
        rivals = ids.of_day(law.kind, law.date) if not law.sure and len(law.date) == len("2019-07-24") else []
        if len(rivals) < 2:
            continue
        before = _STOP.split(view.text[max(0, law.start - _NEAR) : law.start])[-1]
        after = _STOP.split(view.text[law.end : law.end + _NEAR], maxsplit=1)[0]
        said = _stems(f"{before} {after}")
        shared = {each: len(said & _stems(title_of(each))) for each in rivals}
        best = max(shared, key=lambda each: shared[each])
        if shared[best] >= _SHARED and all(count == 0 for each, count in shared.items() if each != best):
            law.id, law.sure = best, True


def _stems(text: str) -> set[str]:
    """The first letters of the long words of a text, enough to know them in any inflection."""
    return {word[:6] for word in ids.key(text).split() if len(word) >= _LONG}


def _known_days(found: Iterable[Reference]) -> tuple[dict[tuple[str, str], str], dict[tuple[str, str], set[str]]]:
    """The ids of the sure texts by kind and day, and by kind and year or month."""
    days: dict[tuple[str, str], str] = {}
    years: dict[tuple[str, str], set[str]] = {}
    for reference in found:
        if reference.sure and reference.date:
            days.setdefault((reference.kind, reference.date), reference.id)
            for length in (4, 7):
                years.setdefault((reference.kind, reference.date[:length]), set()).add(reference.id)
    return days, years


def _known_names(view: View, found: Iterable[Reference]) -> dict[str, str]:
    """The ids of the sure texts by the key of their mention, and by kind and title of those with number and title."""
    names: dict[str, str] = {}
    for reference in found:
        if reference.sure:
            words = ids.key(view.text[reference.start : reference.end])
            names.setdefault(words, reference.id)
            title = re.sub(r"^(\w+)(?: organique)? n (?:os? )?\d+ \d+(?: du \w+ \w+ \d{4})? ", r"\1 ", words)
            names.setdefault(title, reference.id)
    return names


def with_acronyms(view: View, found: list[Reference]) -> list[Reference]:
    """The references, and the acronyms that the document gives them in brackets, wherever they stand."""
    known: dict[str, Reference] = {}
    starts = {reference.start for reference in found}
    for reference in found:
        called = _CALLED.match(view.text, reference.end)
        match = called or _ACRONYM.match(view.text, reference.end)
        name = view.text[reference.start : reference.end]
        if match and match.start(1) not in starts and (called or _abbreviates(match[1], name)):
            known.setdefault(match[1], reference)
    if not known:
        return found
    found = [*found, *_occurrences(view, known, sorted((r.start, r.end) for r in found))]
    return sorted(found, key=lambda r: r.start)


def _occurrences(view: View, known: dict[str, Reference], taken: list[tuple[int, int]]) -> Iterator[Reference]:
    pattern = compiled(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(known, key=len, reverse=True)))})(?![\w-])")
    for match in pattern.finditer(view.text):
        at = bisect_left(taken, (match.end(), 0)) - 1
        if at < 0 or taken[at][1] <= match.start():
            law = known[match[0]]
            yield Reference(match.start(), match.end(), law.kind, law.id, "acronym", sure=True)


def _abbreviates(acronym: str, name: str) -> bool:
    """Whether the letters of an acronym begin words of the name, in order, the first one the first word."""
    initials = [word[0] for word in ids.key(name).split()]
    letters = [c.lower() for c in acronym if c.isupper()]
    if len(letters) < 2 or not initials or initials[0] != letters[0]:
        return False
    rest = iter(initials)
    return all(letter in rest for letter in letters)
