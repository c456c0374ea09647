"""A workbook: a sheet for each table of the dataset, and one that says what their columns hold.

Format: Office Open XML (ECMA-376). Every text is written as a text: none is taken for a formula or a link.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from jalons.errors import TooManyRowsError
from jalons.folding import plain
from jalons.tables import FACTS, TABLES, Column, Table
from jalons.types import Chronology
from jalons.writers.exports._names import xml_text

_CELL: Final = 32_767
_ROWS: Final = 1_048_576
_LINKS: Final = 60_000
_URL: Final = 2_000
"""Limits of the format: characters of a cell, rows and links of a sheet, characters of a link."""
_NARROWEST: Final = 10
_WIDE: Final = 30
_WIDEST: Final = 60
_LONG: Final = 90
"""Widths of columns, the last for those with a text as long as `_LONG`, in characters."""
_LINE: Final = 15
_TALLEST: Final = 405
"""Heights of rows, in points: of a line, and the most that a row can have."""
_NOTES: Final = "Lisez-moi"
_TURQUOISE: Final = "#17566B"

Places = Mapping[str, Mapping[object, int]]
"""The rows of the keys of each table, by its file."""


def parts(chronology: Chronology) -> dict[str, bytes]:
    """The workbook: the same chronology gives the same bytes. Raises `TooManyRowsError` if a table is longer than a sheet."""
    stream = io.BytesIO()
    rows = {table.file: [[column.cell(item) for column in table.columns] for item in table.items(chronology)] for table in TABLES}
    for table in TABLES:
        if len(rows[table.file]) >= _ROWS:
            raise TooManyRowsError(table.file, _ROWS - 1)
    places = {file: {row[0]: place for place, row in enumerate(found, 1)} for file, found in rows.items()}
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as workbook:
        workbook.set_properties({"title": "Chronologie", "created": datetime(2000, 1, 1)})
        styles = _styles(workbook)
        _notes(workbook.add_worksheet(_NOTES), chronology, styles)
        for table in TABLES:
            sheet = workbook.add_worksheet(_name(table))
            _sheet(sheet, table, rows[table.file], places, styles)
            if table is FACTS:
                sheet.activate()
    return {"chronologie.xlsx": stream.getvalue()}


def _name(table: Table) -> str:
    return table.file.removesuffix(".csv")


def _styles(workbook: Workbook) -> dict[str, Format]:
    top = {"align": "left", "valign": "top", "indent": 1}
    head = {"bold": True, "font_color": "white", "bg_color": _TURQUOISE, "align": "left", "valign": "vcenter", "indent": 1}
    return {
        "head": workbook.add_format(head),
        "number": workbook.add_format(top | {"align": "right"}),
        "text": workbook.add_format(top | {"text_wrap": True}),
        "link": workbook.add_format(top | {"text_wrap": True, "font_color": "#0B5394", "underline": 1}),
        "title": workbook.add_format({"bold": True, "font_size": 14}),
    }


def _notes(sheet: Worksheet, chronology: Chronology, styles: Mapping[str, Format]) -> None:
    """What the sheets and their columns hold, and what found it all."""
    widths = (22, 24, 110)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, "Chronologie", styles["title"])
    lines = [("", "", "")]
    lines += [("provenance", name, value) for name, value in chronology.provenance.items()]
    for place, line in enumerate(lines, 1):
        for column, value in enumerate(line):
            sheet.write_string(place, column, value, styles["text"])
    place = len(lines) + 2
    for column, head in enumerate(("feuille", "colonne", "ce qu'elle contient")):
        sheet.write_string(place, column, head, styles["head"])
    for table in TABLES:
        place += 1
        sheet.write_url(place, 0, f"internal:'{_name(table)}'!A1", styles["link"], _name(table))
        sheet.write_string(place, 2, table.title, styles["text"])
        for each in table.columns:
            place += 1
            sheet.set_row(place, _height([each.description], widths[2:]))
            sheet.write_string(place, 1, each.name, styles["text"])
            sheet.write_string(place, 2, each.description, styles["text"])
    sheet.fit_to_pages(1, 0)


def _sheet(sheet: Worksheet, table: Table, rows: list[list[object]], places: Places, styles: Mapping[str, Format]) -> None:
    last = len(table.columns) - 1
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(rows), 1), last)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(len(rows), last)}"})  # a year is a date here
    sheet.set_row(0, 22)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    texts = [[_shown(value) for value in values] for values in rows]
    widths = [_width(column.name, (row[place] for row in texts)) for place, column in enumerate(table.columns)]
    for place, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
        sheet.set_column(place, place, width, styles["number" if column.type == "integer" else "text"])
        sheet.write_string(0, place, column.name, styles["head"])
    links = 0
    for row, values in enumerate(rows, 1):
        sheet.set_row(row, _height(texts[row - 1], widths))
        for place, (column, value) in enumerate(zip(table.columns, values, strict=True)):
            target = _target(table, column, value, places) if links < _LINKS else ""
            links += bool(target)
            _write(sheet, row, place, column, value, target, styles)


def _shown(value: object) -> str:
    """A value as a text that a cell can hold."""
    text = "" if value is None else xml_text(plain(str(value)))
    return text if len(text) <= _CELL else f"{text[: _CELL - 1]}…"


def _width(head: str, texts: Iterable[str]) -> int:
    """The width of a column, with room for the sign of the filter."""
    longest = max((len(text) for text in texts), default=0)
    return min(max(_NARROWEST, len(head) + 5, longest + 3), _WIDEST if longest >= _LONG else _WIDE)


def _height(texts: Iterable[str], widths: Iterable[int]) -> int:
    """The height of a row whose texts are wrapped; LibreOffice does not find it by itself."""
    lines = max((-(-len(text) // (width - 4)) for text, width in zip(texts, widths, strict=True)), default=1)
    return min(max(lines, 1) * _LINE, _TALLEST)


def _target(table: Table, column: Column, value: object, places: Places) -> str:
    """Where a cell leads: an address that Jalons made, or the row of another sheet; `""` for nowhere."""
    text = str(value or "")
    if column.name == "adresse":
        return text if text.startswith(("http://", "https://")) and len(text) < _URL else ""
    file = table.references.get(column.name, "")
    row = places[file].get(value) if file else None
    return f"internal:'{file.removesuffix('.csv')}'!A{row + 1}" if row else ""


def _write(  # noqa: PLR0913, PLR0917 (a cell: where, what, how)
    sheet: Worksheet, row: int, place: int, column: Column, value: Any, target: str, styles: Mapping[str, Format]
) -> None:
    text = _shown(value)
    if column.type == "integer" and isinstance(value, int):
        sheet.write_number(row, place, value)
    elif target:
        sheet.write_url(row, place, target, styles["link"], text)
    elif text:
        sheet.write_string(row, place, text)
