"""Names of the lexicons of laws and codes, compiled to one pattern: a search takes time linear in the text."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

from jalons import folding, identity, rules
from jalons.folding import fold
from jalons.laws import ids, views
from jalons.laws.ids import kebab, key, kind_of, texts
from jalons.laws.views import View
from jalons.patterns import compiled, remembered
from jalons.rules import LexiconRow, lexicon_text, load_lexicon

KINDS: Final = frozenset(
    "loi code directive reglement charte convention traite accord accords protocole decret ordonnance circulaire arrete livre "
    "declaration constitution pacte preambule instruction edit concordat".split()
)
"""First words of names that may be written in any case: the name is more than an acronym or a nickname."""
_PLURAL: Final = "\x01"
_PLURALS: Final = ("loi ", "code ", "directive ", "reglement ", "charte ", "ordonnance ")
_PLURAL_HEAD: Final = compiled(r"^(lois|codes|directives|reglements|chartes|ordonnances) ")
_PREFIX: Final = compiled(r"\b(?:post|pre|anti|pro|ex|avant|hors)-$")
_WRITTEN: Final = {"decret": "décret", "reglement": "règlement"}
_NAMED: Final = 90
"""Characters before an acronym in brackets in which its code may be named."""
_OF_CODE: Final = compiled(r"(?:\b(?:le|du|au|dudit)|\d|[a-z]\.|bis|ter) ?$")
"""What stands before the acronym of a code, a masculine noun: `du CPI`, not `la CPI` (a court)."""
_CITES: Final = compiled(r" ?[,:]? ?\(?art(?:\.|icle)")
"""What follows the acronym of a code in the citations of jurists: `CGCT, art. L. 1111-2`."""
_QUOTED: Final = 80
"""Characters within which a quotation ends."""
_OPENING: Final = compiled(r"^(?:(?:relati(?:f|ve)s?|portant|visant|tendant|pour|sur|de|d|a|au|aux|la|le|les|l|du|des) )+")
_TITLED: Final = frozenset({"loi", "ordonnance", "decret", "directive", "reglement"})


_LEXICONS: Final = ("laws", "codes")
_CODE: Final = (__name__, *(module.__name__ for module in (folding, identity, ids, rules, views)))
"""What decides the names and their expression beside the lexicons."""


class Name(NamedTuple):
    """What a name stands for: an id, how the lexicon writes the name, and whether case counts."""

    id: str
    surfaces: tuple[str, ...]
    strict: bool


@cache
def names() -> Mapping[str, Name]:
    """All names by their key: name, variants, and the kind with the official title."""
    return {key: Name(law, tuple(surfaces), strict) for key, law, surfaces, strict in json.loads(_told()[0])}


@cache
def _told() -> list[str]:
    """The names as JSON, and the expression that finds them: derived once for all runs."""
    return remembered([lexicon_text(name) for name in _LEXICONS], _CODE, _derived)


def _derived() -> list[str]:
    known = _names()
    paths = {path for name in known.values() for surface in name.surfaces for path in _paths(surface)}
    return [json.dumps([[key, *name] for key, name in known.items()]), _expression(_trie(sorted(paths)))]


def _names() -> dict[str, Name]:
    found: dict[str, Name] = {}
    titles = Counter(surface for row in load_lexicon("laws") for surface in _from_title(row))
    for row in (*load_lexicon("laws"), *load_lexicon("codes")):
        for surface in row.names:
            others = found[key(surface)].surfaces if key(surface) in found else ()
            found[key(surface)] = Name(row.id, (*others, surface), key(surface).split()[0] not in KINDS)
    for row in load_lexicon("laws"):
        for surface in _from_title(row):
            if titles[surface] == 1:
                found.setdefault(key(surface), Name(row.id, (surface,), False))
    return found


def _from_title(row: LexiconRow) -> Iterator[str]:
    """`loi relative à …` and, for bills, `loi relatif à …`."""
    kind = kind_of(row.id)
    title = f"{_WRITTEN.get(kind, kind)} {row.cells['title']}"
    if row.cells["title"] and kind in _TITLED:
        yield title
    for name in dict.fromkeys((*row.names, title)):
        if name.startswith("loi relative"):
            yield name.replace("relative", "relatif", 1)


@cache
def _pattern() -> re.Pattern[str]:
    """The trie of all names as a regular expression on bare text: at each place the longest name is tried first."""
    return compiled(rf"(?<!\w)(?:{_told()[1]})(?!\w)")


def _trie(paths: Iterable[str]) -> dict[str, Any]:
    trie: dict[str, Any] = {}
    for path in paths:
        node = trie
        for character in path:
            node = node.setdefault(character, {})
        node[""] = {}
    return trie


def _paths(surface: str) -> Iterable[str]:
    """The characters of a name on bare text: commas and the plural of the kind are optional, `œ` may be two letters."""
    bare = re.sub(r" +", " ", View(surface).bare).strip()
    for head in _PLURALS:
        if bare.startswith(head):
            bare = f"{head[:-1]}{_PLURAL} {bare[len(head) :]}"
    return {bare, bare.replace("œ", "oe")}


def _expression(node: dict[str, Any]) -> str:
    """The expression of a trie; chains stay plain, so that groups nest only where names part."""
    prefix = ""
    while len(node) == 1 and "" not in node:
        character, node = next(iter(node.items()))
        prefix += _character(character)
    branches = [_character(c) + _expression(child) for c, child in sorted(node.items()) if c]
    if not branches:
        return prefix
    return f"{prefix}(?:{'|'.join(branches)}){'?' if '' in node else ''}"


def _character(character: str) -> str:
    return {" ": " {1,4}", ",": "(?: ?,)?", _PLURAL: "s?"}.get(character) or re.escape(character)


def find_names(view: View) -> list[tuple[int, int, str]]:
    """The names in a text as (start, end, id), in order, none overlapping."""
    found, acronyms = [], dict[str, tuple[str, ...]]()
    for match in _pattern().finditer(view.bare):
        start, end = match.span()
        name = lookup(match[0])
        whole = _with_quote(view.text, start, end)
        if name and whole and _fits(view, start, end, name):
            found.append((start, whole, name.id))
            if name.strict and " " not in match[0]:
                acronyms[match[0]] = _names_of(name.id)
    other = _given_to_others(view.text, acronyms)
    return [each for each in found if view.folded[each[0] : each[1]] not in other]


def _names_of(law: str) -> tuple[str, ...]:
    rows = (*load_lexicon("laws"), *load_lexicon("codes"))
    return tuple(name for row in rows if row.id == law for name in (*row.names, row.cells.get("title", "")))


def _given_to_others(text: str, acronyms: Mapping[str, tuple[str, ...]]) -> set[str]:
    if not acronyms:
        return set()
    from jalons.components.acronyms import given_to_others  # spaCy comes with it, and waits until it is used

    return given_to_others(text, acronyms)


def lookup(text: str) -> Name | None:
    """What a text names as a whole, `None` if it is no name of the lexicons."""
    written = key(text)
    return names().get(written) or names().get(_PLURAL_HEAD.sub(lambda m: m[1][:-1] + " ", written))


def _ends_on(folded: str, law: str) -> bool:
    """Whether a text ends with a name of this id."""
    words = folded.split()
    return any((name := lookup(" ".join(words[first:]))) is not None and name.id == law for first in range(len(words)))


def _fits(view: View, start: int, end: int, name: Name) -> bool:
    text = view.text
    if re.match(r"[-‐‑][^\W_]| I(?:II?|V)\b", text[end : end + 5]):
        return False
    if re.search(r"\w[-‐‑]$", text[max(0, start - 2) : start]) and not _PREFIX.search(view.folded[max(0, start - 8) : start]):
        return False
    if name.strict and kind_of(name.id) == "code":
        before = view.folded[max(0, start - _NAMED) : start]
        explained = before.endswith("(") and _ends_on(before[:-1], name.id)
        if not (explained or _OF_CODE.search(before[-8:]) or _CITES.match(view.folded, end)):
            return False
    if name.strict:
        return _plain(text[start:end]) in map(_plain, name.surfaces)
    if kind_of(name.id) in ("code", "traite", "constitution") or not text[start + 1 : end].islower():
        return True
    # `une loi Travail` is a name, `une loi sur l'eau` is not.
    return not is_indefinite(view.folded, bill_start(view.folded, start))


def _plain(text: str) -> str:
    """A name without accents and marks, its case kept."""
    letters = unicodedata.normalize("NFD", text)
    return re.sub(r"\W+", " ", "".join(c for c in letters if not unicodedata.combining(c))).strip()


def _with_quote(text: str, start: int, end: int) -> int:
    """The end of a name, with the quotation mark that closes one opened inside it; 0 if the quotation says more than the name."""
    for opening, closing in (("«", "»"), ("“", "”"), ('"', '"')):
        if text.count(opening, start, end) > (text.count(closing, start, end) if closing != opening else 0):
            after = re.match(rf"\s?{closing}", text[end : end + 2])
            if after and (opening != closing or text.count(opening, start, end) % 2):
                return end + after.end()
            if not after and opening != closing and closing in text[end : end + _QUOTED].partition("\n")[0]:
                return 0
    return end


_INDEFINITE: Final = compiled(
    r"(?:^|[^\w])(?:une?|des|cette|ces|cet|ce|toutes?|aucune?|quelques?|plusieurs|chaque|certaine?s?|sa|ses|son|leurs?|notre|nos|ma|"
    r"autres?|deux|trois|quatre|telle?|pareille|de)"
    r" (?:(?:vraie|veritable|grande|nouvelle|nouveau|future?|prochaine?|simple|telle|autre|petite|ambitieuse) )?$"
)


def is_indefinite(folded: str, start: int) -> bool:
    """Whether what begins at `start` has an indefinite, demonstrative or possessive article, or none after `de`."""
    return _INDEFINITE.search(folded[max(0, start - 32) : start]) is not None


_BILL: Final = compiled(r"(?<!\w)(?:(?:avant[- ])?projets?|propositions?) (?:de |d')$")


def bill_start(folded: str, start: int) -> int:
    """Where `projet de loi` begins if the kind at `start` is that of a bill, else `start`."""
    bill = _BILL.search(folded, max(0, start - 24), start)
    return bill.start() if bill else start


def title_of(law: str) -> str:
    """The official title of a text of the lexicon, `""` if unknown."""
    row = texts().get(law)
    return row.cells["title"] if row else ""


@cache
def _titles() -> Mapping[str, list[tuple[str, str]]]:
    """(Key of kind and title, id) of the texts with a title, by kind."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in load_lexicon("laws"):
        if row.cells["title"]:
            found.setdefault(kind_of(row.id), []).append((key(row.cells["title"]), row.id))
    return found


def by_title(kind: str, title: str) -> str:
    """The id of the one text of a kind whose official title has that of a document in it (`relative à`, `pour`, `sur` are one).

    `title` has four words or more without its opening; `""` if there is no such text, or more than one.
    """
    words = _OPENING.sub("", key(title))
    if len(words.split()) < 4:
        return ""
    fitting = {law for known, law in _titles().get(kind, ()) if f" {words} " in f" {known} "}
    return fitting.pop() if len(fitting) == 1 else ""


def by_year(kind: str, year: str, name: str) -> str:
    """The id of the one text of a kind and year whose title has all the words of `name` (`loi sur la presse`), else `""`."""
    wanted = {word.removesuffix("s") for word in kebab(name).split("-")[1:]}
    fitting = [
        row.id
        for row in load_lexicon("laws")
        if kind_of(row.id) == kind
        and row.cells["date"].startswith(year)
        and wanted <= {word.removesuffix("s") for word in kebab(f"{row.name} {row.cells['title']}").split("-")}
    ]
    return fitting[0] if len(fitting) == 1 else ""


def folded_kind(text: str) -> str:
    """The first word of a mention, folded."""
    return re.split(r"[^a-z]", fold(text), maxsplit=1)[0]
