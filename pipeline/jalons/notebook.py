"""How a chronology, an entry, a document and the frise show in Jupyter: HTML in French, every text of a document escaped.

The colours are those of the notebook, light or dark: lines and dim words are its own text colour made transparent.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Iterator
from html import escape
from itertools import compress, islice
from typing import Final

from jalons.called import called_in
from jalons.folding import plain
from jalons.told import Told, told
from jalons.types import PARTICIPANTS, Chronology, Document, Entry, Fact
from jalons.wording import HOW, PARTICIPANT_HEADS, date_in_french
from jalons.writers import html
from jalons.writers.html.content import Names

ROWS: Final = 40
"""Facts shown of a chronology; `to_frame()` has all of its entries."""
_START: Final = 400
"""Characters shown of a document."""
# `:nth-child(n)` matches every child: it outweighs what notebooks say of tables (right-aligned cells, striped rows).
_STYLE: Final = """<style>
div.jalons { overflow-x: auto; max-width: 75em; }
div.jalons p, div.jalons blockquote { margin: .3em 0; }
div.jalons blockquote { padding-left: .8em; border-left: .2em solid color-mix(in srgb, currentColor 35%, transparent); }
div.jalons table { border-collapse: collapse; margin: .4em 0; color: inherit; font-size: inherit; }
div.jalons th { white-space: nowrap; }
div.jalons td:first-child { min-width: 7em; }
div.jalons :is(tr, th, td):nth-child(n) { text-align: left; vertical-align: top; background: none; }
div.jalons :is(th, td):nth-child(n) { padding: .25em .7em .25em 0; }
div.jalons tr:nth-child(n) { border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
div.jalons small { opacity: .75; }
</style>"""
_COLUMNS: Final = ("organisations", "laws", "concepts")


def chronology_html(chronology: Chronology) -> str:
    """A table of the first `ROWS` facts (of entries where they are not joined into facts), under a line that counts them."""
    rows, names, several = list(told(chronology)), Names(called_in(chronology)), len(chronology.documents) > 1
    heads = ("Date", "Ce qui s’est passé", "Nature", *(_head(name) for name in _COLUMNS), "Source")
    cells = [tuple(_row(each, names, several=several)) for each in islice(rows, ROWS)]
    filled = [any(column) for column in zip(*cells, strict=True)]
    parts = [f"<p>{_counted(chronology)}</p>", _table(compress(heads, filled), (compress(row, filled) for row in cells))]
    if len(rows) > ROWS:
        parts.append(f"<p><small>… et {len(rows) - ROWS} de plus : <code>to_frame()</code> donne toutes les entrées.</small></p>")
    return _boxed(*parts)


def frise(chronology: Chronology, *, height: str = "45em") -> str:
    """The page of `jalons.writers.html` in a frame of its own, for `IPython.display.HTML`; nothing is asked of the network.

    The frame holds the page as a `data:` address: in a `srcdoc` its inner links would lead to the notebook's own page.
    """
    page = io.StringIO()
    html.write(chronology, page)
    data = base64.b64encode(page.getvalue().encode()).decode()
    style = f"width: 100%; height: {escape(height)}; border: 0"
    return f'<div><iframe src="data:text/html;charset=utf-8;base64,{data}" title="Chronologie" style="{style}"></iframe></div>'


def entry_html(entry: Entry) -> str:
    """What an entry tells: its date and how that was got, its summary, its passage, its participants."""
    dated = f"<p><strong>{_date(entry)}</strong> <small>{_text(_how(entry))}</small></p>"
    place = entry.document + (f", p. {entry.page}" if entry.page else "")
    participants = ((name, ", ".join(entry.participants.get(name, ()))) for name in PARTICIPANTS)
    rows = ((_text(_head(name)), _text(values)) for name, values in participants if values)
    return _boxed(
        dated,
        f"<p>{_text(entry.summary)}{_modality(entry.modality)}</p>",
        f"<blockquote>{_text(entry.quote)} <small>({_text(place)})</small></blockquote>",
        _table((), rows),
    )


def document_html(document: Document) -> str:
    """A document's title, what is known of it, and how its text begins."""
    date, pages = document.reference_date, len(document.pages)
    known = {
        "Identifiant": document.id,
        "Fichier": document.source,
        "Date de référence": date_in_french(date) + (f" ({document.reference_origin})" if document.reference_origin else ""),
        "Longueur": _counting(len(document.text), "caractère") + (f", {_counting(pages, 'page')}" if pages else ""),
        "Laissé de côté": " ; ".join(document.notices),
    }
    more = "…" if len(document.text) > _START else ""
    return _boxed(
        f"<p><strong>{_text(document.title or document.id)}</strong></p>",
        _table((), ((name, _text(value)) for name, value in known.items() if value)),
        f"<blockquote>{_text(document.text[:_START])}{more}</blockquote>",
    )


def _row(each: Told, names: Names, *, several: bool) -> Iterator[str]:
    fact, entry = each.fact, each.entries[0]
    others = ", ".join(date_in_french(date) for date, _ in fact.others)
    yield _date(entry) + (f"<br><small>ailleurs : {_text(others)}</small>" if others else "")
    yield _text(fact.summary) + _modality(entry.modality)
    yield _text(fact.kind)
    for name in _COLUMNS:
        yield _text(" ; ".join(_shown(fact, name, names)))
    yield "<br>".join(dict.fromkeys(_source(source, several=several) for source in each.entries))


def _shown(fact: Fact, name: str, names: Names) -> Iterator[str]:
    places = (names.place(PARTICIPANTS[name], norm) for norm in fact.participants.get(name, ()))
    return (names.rows[place][2] for place in places if place >= 0)


def _source(entry: Entry, *, several: bool) -> str:
    page = f"p. {entry.page}" if entry.page else ""
    return ", ".join(filter(None, (_text(entry.document) if several else "", page)))


def _date(entry: Entry) -> str:
    edtf = entry.date.edtf if entry.date else "date inconnue"
    return f'<span title="{_text(f"{edtf} — {_how(entry)}")}">{_text(date_in_french(entry.date))}</span>'


def _how(entry: Entry) -> str:
    anchor = f", comptée depuis « {entry.anchor} »" if entry.anchor else ""
    return f"date {HOW[entry.how]}{anchor}"


def _modality(modality: str) -> str:
    return "" if modality == "affirmé" else f" <small>({_text(modality)})</small>"


def _counted(chronology: Chronology) -> str:
    facts = f"{_counting(len(chronology.facts), 'fait')}, " if chronology.facts else ""
    return f"<strong>{facts}{_counting(len(chronology), 'entrée')}</strong>, {_counting(len(chronology.documents), 'document')}"


def _counting(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' if number > 1 else ''}".replace(",", "\u202f")


def _head(name: str) -> str:
    return PARTICIPANT_HEADS[name][0].capitalize()


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Heads are text, cells are HTML."""
    head = "".join(f"<th>{_text(each)}</th>" for each in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table>{f'<thead><tr>{head}</tr></thead>' if head else ''}<tbody>{body}</tbody></table>" if body else ""


def _boxed(*parts: str) -> str:
    return f'<div class="jalons" lang="fr">{_STYLE}{"".join(parts)}</div>'


def _text(value: str) -> str:
    """A text as HTML; what has no UTF-8 form, which a notebook could not keep, is a question mark."""
    return escape(plain(value).encode("utf-8", "replace").decode())
