"""The tables of the published dataset: columns, where their cells come from, and what a reader must know of them."""

from typing import Final

from jalons.tables.columns import BOM, Column, Table, cell, write_rows
from jalons.tables.entries import CHRONOLOGY, DOCUMENTS, MENTIONS
from jalons.tables.facts import CORRECTIONS, FACTS, SOURCES
from jalons.tables.names import LAWS, ORGANISATIONS

__all__ = [
    "BOM",
    "CHRONOLOGY",
    "CORRECTIONS",
    "DOCUMENTS",
    "FACTS",
    "LAWS",
    "MENTIONS",
    "ORGANISATIONS",
    "SOURCES",
    "TABLES",
    "Column",
    "Table",
    "cell",
    "write_rows",
]

TABLES: Final = (DOCUMENTS, FACTS, SOURCES, CHRONOLOGY, MENTIONS, ORGANISATIONS, LAWS, CORRECTIONS)
