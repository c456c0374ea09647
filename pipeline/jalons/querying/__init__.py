"""Questions to a dataset: terms in, entries out, by the SQLite file (see `jalons.databases.sqlite`).

What a person writes reaches the database as bound parameters only.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Final

from jalons.databases import sqlite
from jalons.errors import DocumentError
from jalons.folding import fold
from jalons.querying.source import database
from jalons.querying.terms import Period, QueryError, Term, Value, Words, parse
from jalons.rules import load_lexicon
from jalons.tables import CHRONOLOGY
from jalons.types import PARTICIPANTS
from jalons.wording import PARTICIPANT_HEADS

__all__ = ["Answer", "QueryError", "parse", "query"]

COLUMNS: Final = tuple(column.name for column in CHRONOLOGY.columns)
"""The columns of an answer: those of `chronologie.csv`."""
_LABELS: Final = {head: PARTICIPANTS[field] for field, (head, _) in PARTICIPANT_HEADS.items()}
_LEXICONS: Final = {"organisations": "organisations", "concepts": "concepts", "lois": "laws", "programmes": "programmes"}
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True)
class Answer:
    """The entries found, a row each by `COLUMNS`, by date; `remarks` (in French) say what nothing answers to."""

    rows: Sequence[Sequence[str | int | None]]
    remarks: tuple[str, ...] = ()


def query(question: str, outputs: str | Path) -> Answer:
    """The entries of a dataset that hold for all terms of a question (see `terms.parse`).

    A name is asked for by its identifier, by a name that the documents or the lexicons give it, or by words of either; a period
    holds the entries that may have happened in it. Raises `QueryError` for a question that means nothing, `DocumentError` or
    `DataError` if there is no dataset.
    """
    terms, path = parse(question), database(Path(outputs))
    try:
        with closing(sqlite.opened(path)) as connection:
            conditions, values, remarks = ["1"], [], []
            for term in terms:
                condition, bound, remark = _condition(connection, term)
                conditions.append(f"NOT ({condition})" if term.negated else f"({condition})")
                values += bound
                remarks += [remark] if remark else []
            found = connection.execute(
                f"SELECT {', '.join(COLUMNS)} FROM {CHRONOLOGY.name} WHERE {' AND '.join(conditions)} ORDER BY rowid", values
            )
            return Answer(found.fetchall(), tuple(remarks))
    except sqlite3.Error as error:
        raise DocumentError(path, f"base illisible ({error}) ; supprimez-la et recommencez") from None


def _condition(connection: sqlite3.Connection, term: Term) -> tuple[str, list[str], str]:
    """A condition of SQL, the values bound in it, and a remark if nothing answers to it whatever else is asked."""
    match term:
        case Words():
            return f"rowid IN (SELECT rowid FROM {CHRONOLOGY.name}_fts WHERE {CHRONOLOGY.name}_fts MATCH ?)", [_phrase(term)], ""
        case Period(first, last):
            sides = [("ifnull(au_plus_tard, '9999-12-31') >= ?", first), ("ifnull(au_plus_tot, '0000-01-01') <= ?", last)]
            bound = [(condition, day.isoformat()) for condition, day in sides if day]
            return " AND ".join(["date IS NOT NULL", *(c for c, _ in bound)]), [value for _, value in bound], ""
        case Value("nature" | "document" as column, text):
            known = [name for (name,) in connection.execute(f"SELECT DISTINCT {column} FROM {CHRONOLOGY.name}") if name]
            names = [name for name in known if fold(name) == fold(text)] or [name for name in known if _says(name, text)]
            return f"{column} IN ({_marks(names)})", names, _remark(column, text, names, known)
        case Value(column, text):
            names, known = _named(connection, column, text)
            condition = f"identifiant IN (SELECT entree FROM participants WHERE colonne = ? AND identifiant IN ({_marks(names)}))"
            return condition, [column, *names], _remark(column, text, names, known)


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


def _phrase(term: Words) -> str:
    """Words as the string of FTS5 in which nothing but a quotation mark has a meaning."""
    doubled = term.text.replace('"', '""')
    return f'"{doubled}"{"*" if term.prefix else ""}'


def _named(connection: sqlite3.Connection, column: str, text: str) -> tuple[list[str], list[str]]:
    """The identifiers of a column that a text may mean, the closest sense that has any; and all of the column."""
    used = [name for (name,) in connection.execute("SELECT DISTINCT identifiant FROM participants WHERE colonne = ?", [column])]
    exact = [name for name in used if fold(name) == fold(text)]
    if exact:
        return exact, used
    written = "SELECT DISTINCT valeur, texte FROM mentions WHERE etiquette = ? AND valeur IS NOT NULL"
    forms = [(name, form) for name, form in connection.execute(written, [_LABELS[column]])]
    forms += [(name, form) for name, form in _lexicon(_LEXICONS[column])] if column in _LEXICONS else []
    called = {name for name, form in forms if _words(form) == _words(text)}
    said = called or {name for name, form in forms if _says(form, text)} | {name for name in used if _says(name, text)}
    return sorted(said & set(used)), used


@cache
def _lexicon(name: str) -> tuple[tuple[str, str], ...]:
    return tuple((row.id, form) for row in load_lexicon(name) for form in row.names)


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _says(name: str, text: str) -> bool:
    """Whether a name holds the words of a text, one after the other."""
    return f" {' '.join(_words(text))} " in f" {' '.join(_words(name))} "


def _remark(column: str, text: str, found: Sequence[str], known: Iterable[str]) -> str:
    if found:
        return ""
    folded = {fold(name): name for name in known}
    near = [folded[name] for name in get_close_matches(fold(text), folded, n=3, cutoff=0.5)]
    return f"« {text} » n'est dans aucune entrée (colonne {column})" + (f" ; peut-être : {', '.join(near)}" if near else "")


def records(answer: Answer) -> Iterator[dict[str, str | int | None]]:
    """The rows of an answer by column."""
    return (dict(zip(COLUMNS, row, strict=True)) for row in answer.rows)
