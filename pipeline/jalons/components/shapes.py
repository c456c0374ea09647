"""What the form of a name tells: persons, acronyms, common nouns of institutions, and capitals that prove nothing.

The words that these tests know are the atoms of `models/rules/organisations.toml` and `names.toml`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from jalons.gazetteer import fold
from jalons.patterns import compiled
from jalons.rules import load_atoms, load_lexicon

ARTICLE: Final = compiled(r"(?:Les|La|Le) |L['’]")
"""An article with a capital: part of the name (`La Villette`), or the first word of a sentence."""

_SHOUTED: Final = compiled(r"\b(?:LE|LA|LES|DU|DE|DES|ET|AUX?|À|EN|SUR|POUR|DANS|PAR|UNE?)\b|\b[LD]['’]")
"""A small word in capitals."""
_LISTING: Final = frozenset(",;")
_AROUND: Final = 60
"""How many characters on each side tell whether a line is in capitals."""


@cache
def atom(file: str, names: str, *, before: str = "", after: str = "", flags: int = 0) -> re.Pattern[str]:
    """A pattern that matches any of the atoms of a rule file (`names`, separated by spaces), between two others."""
    atoms = load_atoms(file)
    return compiled(f"{before}(?:{'|'.join(atoms[name] for name in names.split())}){after}", flags)


@cache
def lower_heads() -> frozenset[str]:
    """The folded words that may begin a known name in lower case: `conservatoire national des arts et métiers`."""
    return frozenset(fold(word) for word in load_atoms("organisations")["lower_head"].strip("(?:)").split("|"))


def trimmed(name: str) -> int:
    """The length of a name without the small words, adverbs and punctuation at its end."""
    return len(atom("organisations", "trailing", before="(?:", after=r")?[\s,.'’-]*$").sub("", name, count=1))


def is_line(text: str, start: int, end: int) -> bool:
    """Whether a word in capitals is all that its line holds, as a heading: `INTRODUCTION`."""
    word, stop = text[start:end], text.find("\n", end)
    if not word.isupper() or " " in word:
        return False
    return text[text.rfind("\n", 0, start) + 1 : stop if stop >= 0 else None].strip() == word.strip()


def is_occasion(name: str) -> bool:
    """Whether a name is the common noun of a gathering or a publication: `Veillée`."""
    return bool(atom("names", "gathering publication").fullmatch(name))


def second_capital(name: str) -> bool:
    """Whether a name has a capital or figure after its first character."""
    return bool(re.search(r"[A-ZÀ-ÖØ-Þ0-9]", name[1:]))


def is_bare(name: str) -> bool:
    """Whether a name is only the common noun of an institution: `la Région`, `Conseil`."""
    heads = atom(
        "organisations",
        "any_head strong_head weak_head",
        before=rf"(?:{ARTICLE.pattern})?",
        after="s?(?: [A-Z])?",
        flags=re.IGNORECASE,
    )
    return len(name) < 2 or bool(heads.fullmatch(name))


def starts_with_head(name: str) -> bool:
    """Whether a name of several words begins with the common noun of an institution, in any case."""
    return bool(atom("organisations", "any_head strong_head weak_head", after="s?(?= )", flags=re.IGNORECASE).match(name))


def is_no_body(name: str) -> bool:
    """Whether a name begins with a common noun that never names a body: a plan, a diploma, a rate."""
    return bool(atom("organisations", "no_body", after=r"\b", flags=re.IGNORECASE).match(name))


def is_scheme(name: str) -> bool:
    """Whether a long form that has an acronym names a scheme: in capitals (`Plan national …`), or a grant in any case."""
    return bool(atom("organisations", "scheme_head", after=r"\b").match(name))


def is_common_noun(text: str, start: int, end: int) -> bool:
    """Whether a long form is a common noun: in small letters, and without an institution's head or with an indefinite article."""
    name = text[start:end]
    if not name[0].islower() or re.search(r" [A-ZÀ-ÖØ-Þ][\w'’-]+$", name):
        return False
    indefinite = r"\b(?:une?|des|les|aux|ces|certaine?s|plusieurs|chaque|cette?) $"
    return not starts_with_head(name) or bool(re.search(indefinite, text[max(0, start - 12) : start], re.I))


@cache
def _given_names() -> dict[str, str]:
    """The genders (`f`, `m`, `""` for what both bear) of given names, folded."""
    return {fold(row.name): row.cells["gender"] for row in load_lexicon("given_names")}


def has_given_name(name: str) -> bool:
    """Whether a name begins with a known given name, alone or as the first half of a double one: `Marie-Jo`.

    >>> has_given_name("Anne-Lise Petit"), has_given_name("Anne Petit"), has_given_name("Terre Libre")
    (True, True, False)
    """
    first = re.match(r"[^\W\d_]+", name)
    return first is not None and fold(first[0]) in _given_names()


def gender_of(name: str) -> str:
    """The gender of who bears a name, `f` or `m`, by the given name that it begins with; `""` if that does not tell.

    >>> gender_of("Anne-Lise Petit"), gender_of("Jean-Marie Petit"), gender_of("Camille Petit"), gender_of("Petit")
    ('f', 'm', '', '')
    """
    first = re.match(r"[^\W\d_]+(?:-[^\W\d_]+)*(?= )", name)
    names = (fold(first[0]), fold(first[0].split("-")[0])) if first else ()
    return next((_given_names()[each] for each in names if each in _given_names()), "")


def is_person(name: str) -> bool:
    """Whether a name has the form of a person's: first name or initials, and surname."""
    return bool(atom("names", "person").fullmatch(name)) and not any(c.isdigit() for c in name)


def is_acronym(name: str) -> bool:
    """Whether a name is one word with two capitals at least and no more small letters than capitals.

    >>> is_acronym("CNRS"), is_acronym("INCa"), is_acronym("Inserm"), is_acronym("Le CNRS")
    (True, True, False, False)
    """
    capitals = sum(c.isupper() for c in name)
    return " " not in name and capitals >= 2 and capitals * 2 >= sum(c.isalpha() for c in name)


def at_start(text: str, start: int) -> bool:
    """Whether a sentence, heading or list item begins at `start`, so that a capital there proves nothing."""
    before = text[max(0, start - 4) : start].rstrip(' «“"*-–•')
    return not before or before[-1] in "\n.!?:;…»"


def in_capitals(text: str, start: int, end: int) -> bool:
    """Whether the line around a range is written in capitals, so that an acronym in it is no acronym for sure.

    Acronyms one after another, with commas between them, are no such line; one with a small word is: `LES BRÈVES`.
    """
    before = text[max(0, start - _AROUND) : start].rpartition("\n")[2]
    after = text[end : end + _AROUND].partition("\n")[0]
    letters = [c for c in before + after if c.isalpha()]
    if not (small := bool(_SHOUTED.search(before + " " + after))) and (after[:1] in _LISTING or before.rstrip()[-1:] in _LISTING):
        return False
    return (small or len(letters) >= 6) and sum(c.isupper() for c in letters) > 0.8 * len(letters)
