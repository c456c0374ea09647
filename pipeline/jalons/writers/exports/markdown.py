"""The chronology as a text to read, in CommonMark: https://spec.commonmark.org/0.31.2/."""

from __future__ import annotations

import re
from typing import Final, TextIO

from jalons.folding import plain
from jalons.told import Told, told
from jalons.types import LABELS as ALL_LABELS
from jalons.types import Chronology, Entry
from jalons.wording import LABELS, date_in_french
from jalons.writers.exports._names import Index, Name, year_of
from jalons.writers.exports._passages import title_of

_MARKS: Final = re.compile(r"([\\`*_{}\[\]<>#|~&!$^])")
_UNSAFE_URL: Final = re.compile(r"[\s<>()\\]")
_UNDATED: Final = "Sans date connue"


def write(chronology: Chronology, stream: TextIO) -> None:
    """Writes the facts under the year in which each begins, with passages, sources and names; those without a date last."""
    names = Index(chronology)
    titles = {document.id: title_of(document) for document in chronology.documents}
    stream.write("# Chronologie\n\n")
    stream.write(f"{len(chronology.entries)} passages de {len(titles)} document{'s' if len(titles) > 1 else ''} :\n\n")
    stream.writelines(f"- {escaped(title)}\n" for title in titles.values())
    heading = None
    for each in told(chronology):
        year = year_of(each.fact.date)
        if (head := str(year) if year else _UNDATED) != heading:
            heading = head
            stream.write(f"\n## {head}\n")
        stream.write(_fact(each, titles, names))


def _fact(each: Told, titles: dict[str, str], names: Index) -> str:
    fact = each.fact
    date = date_in_french(fact.date)
    kind = f" · {escaped(fact.kind)}" if fact.kind else ""
    lines = [f"\n**{escaped(date[0].upper() + date[1:])}**{kind} — {escaped(fact.summary)}\n"]
    for entry in each.entries:
        lines.append(f"\n> « {escaped(entry.quote)} »\n>\n> — {_source(entry, titles)}\n")
    for other, entries in fact.others:
        lines.append(
            f"\n⚠ Date contredite : {date_in_french(other)} ({len(entries)} passage{'s' if len(entries) > 1 else ''}).\n"
        )
    lines += [f"\n✎ Corrigé : {escaped(words)}\n" for words in each.corrections]
    lines += _participants(names.of(fact.participants))
    return "".join(lines)


def _source(entry: Entry, titles: dict[str, str]) -> str:
    page = f", p. {entry.page}" if entry.page else ""
    modality = f" ({entry.modality})" if entry.modality != "affirmé" else ""
    return f"*{escaped(titles[entry.document])}*{page}{modality}"


def _participants(found: list[Name]) -> list[str]:
    """A list with a line for each label that has names."""
    lines = []
    for label in ALL_LABELS:
        shown = [_linked(name) for name in found if name.label == label]
        if shown:
            lines.append(f"- {LABELS[label]} : {', '.join(shown)}\n")
    return ["\n", *lines] if lines else []


def _linked(name: Name) -> str:
    words = escaped(name.shown)
    return f"[{words}](<{name.url}>)" if name.url and not _UNSAFE_URL.search(name.url) else words


def escaped(text: str) -> str:
    """A text on one line that CommonMark shows as it is.

    >>> escaped("*mot* <b> l'an [1]")
    "\\\\*mot\\\\* \\\\<b\\\\> l'an \\\\[1\\\\]"
    """
    return _MARKS.sub(r"\\\1", plain(text))
