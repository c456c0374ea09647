"""The only reader of `models/`: rows of rules and lexicons in, checked objects out.

A rule file is TOML: `[atoms]` names parts of patterns (`atoms_of` names another file whose atoms it shares), each `[[rule]]`
is a row with an id, a pattern that may use `{atom}`, `examples` (a sentence and what must be found in it: a text, or a text
and its value) and `rejects` (sentences in which nothing may be found). Further keys of a row belong to the component that
reads it (`options`).
A lexicon is a CSV table with at least the columns id, name, variants (separated by `|`) and source.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from jalons import patterns
from jalons.errors import DataError

_ATOM: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_RULE_KEYS: Final = {"id", "pattern", "examples", "rejects", "source"}
REQUIRED_COLUMNS: Final = ("id", "name", "variants", "source")


def models_folder() -> Path:
    """Where rules, lexicons and settings lie: beside the package in an install, at the top of a checkout."""
    here = Path(__file__).resolve().parent
    installed = here / "models"
    return installed if installed.is_dir() else here.parents[1] / "models"


@dataclass(frozen=True)
class Rule:
    """One row: `pattern` with its atoms filled in; `examples` maps a sentence to (text found, value or None).

    `path` and `place` say where it stands. The pattern is compiled by who uses it (`compiled`), for most change it first.
    """

    id: str
    pattern: str
    examples: Mapping[str, tuple[str, str | None]]
    rejects: tuple[str, ...]
    source: str
    options: Mapping[str, Any]
    path: Path
    place: str

    def compiled(self, pattern: str = "", *, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
        """The row's pattern, or one made from it, compiled; raises `DataError` naming the file and the row."""
        try:
            return patterns.compiled(pattern or self.pattern, flags)
        except re.error as error:
            raise DataError(self.path, self.place, f"le motif n'est pas une expression régulière ({error})") from None

    def option(self, name: str, default: str = "") -> str:
        """A string option of the row."""
        return str(self.options.get(name, default))


@dataclass(frozen=True)
class LexiconRow:
    """One row of a lexicon: an id, its name, other names (`variants`) and the other cells by column."""

    id: str
    name: str
    variants: tuple[str, ...]
    source: str
    cells: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The name and its variants."""
        return self.name, *self.variants


@cache
def load_rules(name: str, folder: Path | None = None) -> tuple[Rule, ...]:
    """The rows of `models/rules/NAME.toml` in their order; raises `DataError` naming the file and the row."""
    path = (folder or models_folder() / "rules") / f"{name}.toml"
    table = _table(path)
    atoms = _atoms(table, folder)
    rows = tuple(_rule(path, number, row, atoms) for number, row in enumerate(table.get("rule", []), start=1))
    _check_unique(path, [row.id for row in rows])
    return rows


def _table(path: Path) -> dict[str, Any]:
    """What a file of TOML holds, from the cache if an earlier run has read the same."""
    try:
        text = path.read_text(encoding="utf-8")
        (found,) = patterns.remembered(text, (__name__,), lambda: [json.dumps(tomllib.loads(text))])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(path, "fichier entier", f"illisible ({error})") from None
    return dict(json.loads(found))


@cache
def load_atoms(name: str, folder: Path | None = None) -> Mapping[str, str]:
    """The atoms of a rule file, filled in."""
    path = (folder or models_folder() / "rules") / f"{name}.toml"
    load_rules(name, folder)
    atoms = _atoms(_table(path), folder)
    return {key: _fill(path, f"atome {key}", pattern, atoms) for key, pattern in atoms.items()}


def _atoms(table: Mapping[str, Any], folder: Path | None) -> dict[str, str]:
    """The atoms of a rule file as they are written: its own, and those of the file that it says it builds on (`atoms_of`)."""
    inherited = load_atoms(table["atoms_of"], folder) if "atoms_of" in table else {}
    return {**inherited, **table.get("atoms", {})}


def _rule(path: Path, number: int, row: Mapping[str, Any], atoms: Mapping[str, str]) -> Rule:
    place = f"règle n° {number} ({row.get('id', 'sans id')})"
    missing = [key for key in ("id", "pattern", "examples", "rejects") if key not in row]
    if missing:
        raise DataError(path, place, f"il manque {', '.join(missing)}")
    if not row["examples"]:
        raise DataError(path, place, "il faut au moins un exemple")
    pattern = _fill(path, place, row["pattern"], atoms)
    return Rule(
        id=row["id"],
        pattern=pattern,
        examples={sentence: _expected(path, place, found) for sentence, found in row["examples"].items()},
        rejects=tuple(row["rejects"]),
        source=row.get("source", ""),
        options={key: value for key, value in row.items() if key not in _RULE_KEYS},
        path=path,
        place=place,
    )


def _expected(path: Path, place: str, found: object) -> tuple[str, str | None]:
    match found:
        case str():
            return found, None
        case [str() as text, str() as value]:
            return text, value
    raise DataError(path, place, f'exemple mal écrit : {found!r} (attendu : "texte" ou ["texte", "valeur"])')


def _fill(path: Path, place: str, pattern: str, atoms: Mapping[str, str], depth: int = 0) -> str:
    """`pattern` with each `{atom}` replaced by its own filled pattern in a group."""
    if depth > 20:
        raise DataError(path, place, "les atomes se contiennent l'un l'autre")

    def atom(match: re.Match[str]) -> str:
        if match[1] not in atoms:
            raise DataError(path, place, f"l'atome {{{match[1]}}} n'existe pas")
        return f"(?:{_fill(path, place, atoms[match[1]], atoms, depth + 1)})"

    return _ATOM.sub(atom, pattern)


@cache
def load_lexicon(name: str, folder: Path | None = None) -> tuple[LexiconRow, ...]:
    """The rows of `models/lexicons/NAME.csv`; raises `DataError` naming the file and the line."""
    path, text = _lexicon(name, folder), lexicon_text(name, folder)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        head = next(reader, [])
        missing = [c for c in REQUIRED_COLUMNS if c not in head]
        if missing:
            raise DataError(path, "ligne 1", f"il manque la colonne {', '.join(missing)}")
        rows = [_lexicon_row(path, reader.line_num, head, row) for row in reader if row]
    except csv.Error as error:
        raise DataError(path, "fichier entier", f"illisible ({error})") from None
    _check_unique(path, [row.id for row in rows])
    return tuple(rows)


def lexicon_text(name: str, folder: Path | None = None) -> str:
    """What `models/lexicons/NAME.csv` holds; raises `DataError` if it cannot be read."""
    path = _lexicon(name, folder)
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return stream.read()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(path, "fichier entier", f"illisible ({error})") from None


def _lexicon(name: str, folder: Path | None) -> Path:
    return (folder or models_folder() / "lexicons") / f"{name}.csv"


def _lexicon_row(path: Path, line: int, head: list[str], row: list[str]) -> LexiconRow:
    if len(row) != len(head):
        raise DataError(path, f"ligne {line}", "le nombre de cellules n'est pas celui de l'en-tête")
    cells = dict(zip(head, map(str.strip, row), strict=True))
    for column in ("id", "name"):
        if not cells[column]:
            raise DataError(path, f"ligne {line}", f"la cellule {column} est vide")
    variants = tuple(v.strip() for v in cells["variants"].split("|") if v.strip()) if cells["variants"] else ()
    return LexiconRow(cells["id"], cells["name"], variants, cells["source"], cells)


def _check_unique(path: Path, ids: list[str]) -> None:
    seen: set[str] = set()
    for row_id in ids:
        if row_id in seen:
            raise DataError(path, f"id {row_id}", "cet id figure deux fois")
        seen.add(row_id)
