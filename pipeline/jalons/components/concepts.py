"""`jalons_concepts`: the terms of the domain glossary. Runs on the text alone, before any statistical component."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from jalons.components.acronyms import given_to_others
from jalons.components.spans import Found, set_spans, text_of
from jalons.folding import fold
from jalons.patterns import compiled
from jalons.rules import load_lexicon
from jalons.terms import Term, Terms
from jalons.terms.phrases import is_adjective

_ADDRESS: Final = compiled(r"https?://|www\.|@|\.(?:fr|org|com|net|eu|info|io)\b")
_LONGEST_ADDRESS: Final = 200

# `commun` is a concept as a noun only; as an adjective it is a word like any other.
_DETERMINED: Final = compiled(
    r"\b(?:les?|du|des|aux?|ces?|nos|vos|leurs?|ses|notre|votre|son|mon|une?|deux|trois|plusieurs|certains|quelques|quels?|comme|"
    r"tous|nouveaux?|veritables?|vrais?|premiers?|grands?|autres?|petits?|multiples?|divers|seuls?|anciens?)\s$"
    r"|(?:^|\n|[«\"(*•:;]\s?|[-–]\s)$"
)
"""What stands before a noun: a determiner, an adjective of those that go first, a quotation mark, a bracket, a bullet."""
_AFTER_PREPOSITION: Final = compiled(r"\b(?:de|en|sur|pour|par|sans|entre|vers|avec|dans|d'autres)\s$")
_JOINED: Final = compiled(r"([a-zà-ÿœ]+)(?:\s(?:et|ou)|,)\s$")
_ADJECTIVE: Final = compiled(
    r".*(?:és|is|us|ifs|(?<!e)aux|eux|els|ants|ents|ients|iques|[ai]bles|istes|aires|ains|iens|ins|ets|airs|[fn]orts|ais|ois|uts|its)|simples|multiples|libres|justes|propres|rares"
)
"""Plurals that `communs` can be joined to as an adjective: `partagés et communs`."""
_NOUNS: Final = frozenset(
    {"lieux", "enjeux", "jeux", "logiciels", "matériels", "biens", "liens", "jardins", "outils", "produits", "projets"}
)
_SET_PHRASE: Final = compiled(r"\b(?:hors|hommes?|gens|femmes?|esprits?)\sdu\s$")
_BEFORE_NOUN: Final = compiled(r"\s(?:des\smortels|(?:accord|effort|interet|desir|ancetre|souvenir|denominateur)s?)\b")
_AFTER_NOUN: Final = compiled(
    r"\s{0,2}(?:$|[^\w\s'-]|\n|(?:d|l|qu|n|s)'|(?:de|du|des|a|au|aux|en|et|ou|que|qui|dont|pour|par|dans|sur|avec|sans|entre|comme|"
    r"est|sont|etait|sera|ont|reste|devient|suppose|repose|appartient|designe|releve|exige|permet|implique|peut|doit|se|ne)\b)"
)
_WE: Final = compiled(r"\bnous\s(?:y\s|en\s|ne\s|n'y\s)?$")


@cache
def terms() -> Terms:
    """The glossary, compiled once."""
    return Terms(load_lexicon("concepts"))


@Language.factory("jalons_concepts", assigns=["doc.spans"])
def create(nlp: Language, name: str) -> Concepts:
    """The component, as spaCy builds it from its config."""
    return Concepts()


class Concepts:
    """Writes `doc.spans["concepts"]`: the id of the concept in `span.kb_id_`, how it is said in `span.id_` (`concept-insertion`).

    A term inside the name of a law is no mention, nor is one inside an address of the web.
    """

    def __call__(self, doc: Doc) -> Doc:
        laws = sorted((span.start_char, span.end_char) for span in doc.spans.get("laws", ()))
        found = [
            Found(term.start, term.end, "CONCEPT", term.id, f"concept-{term.rule}")
            for term in find(text_of(doc))
            if not _in_one_of(laws, term)
        ]
        set_spans(doc, "concepts", found)
        return doc


def find(text: str) -> list[Term]:
    """The concepts named in a text, in its order."""
    folded = fold(text)
    found = [term for term in terms().find(text) if not (_in_address(text, term) or _misread(text, folded, term))]
    names = {row.id: row.names for row in load_lexicon("concepts")}
    acronyms = {term: folded[term.start : term.end].replace(".", "") for term in found if term.rule == "acronym"}
    other = given_to_others(text, {acronym: names[term.id] for term, acronym in acronyms.items()})
    return [term for term in found if acronyms.get(term) not in other]


def _in_one_of(ranges: list[tuple[int, int]], term: Term) -> bool:
    """Whether the term meets one of the ranges, which are sorted and do not overlap."""
    at = bisect_left(ranges, (term.end, term.end)) - 1
    return at >= 0 and ranges[at][1] > term.start


def _in_address(text: str, term: Term) -> bool:
    """Whether the term stands in an address of the web or of mail: `sciences-participatives.org`."""
    before = text[max(0, term.start - _LONGEST_ADDRESS) : term.start].rpartition(" ")[2]
    after = text[term.end : term.end + _LONGEST_ADDRESS].partition(" ")[0]
    return bool(_ADDRESS.search(before + text[term.start : term.end] + after))


def _misread(text: str, folded: str, term: Term) -> bool:
    """Whether the words of the term are other words here: the verb `transiter`, the adjective `commun`, set phrases."""
    before, words = folded[max(0, term.start - 40) : term.start], folded[term.start : term.end]
    if words == "transitions":
        return _WE.search(before) is not None
    if words.startswith("bien "):
        return not (_DETERMINED.search(before) or _AFTER_PREPOSITION.search(before) or _JOINED.search(before))
    first = words.split(" ")[0]
    if first not in ("commun", "communs"):
        return False
    after = folded[term.start + len(first) : term.start + len(first) + 40]
    if _SET_PHRASE.search(before) or _BEFORE_NOUN.match(after):
        return True
    if first == "commun":
        follows = re.match(r"\s([a-z]+)", after)
        noun = _AFTER_NOUN.match(after) or (follows and is_adjective(follows[1]))
        return not (noun and _DETERMINED.search(before))
    joined = _JOINED.search(text[max(0, term.start - 40) : term.start].lower())
    noun = joined and (joined[1] in _NOUNS or not _ADJECTIVE.fullmatch(joined[1]))
    return not (noun or _DETERMINED.search(before) or _AFTER_PREPOSITION.search(before))
