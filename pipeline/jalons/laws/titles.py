"""Where a title ends: French titles are noun phrases, so a finite verb, a mark or a relative pronoun ends them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from jalons.folding import fold
from jalons.laws.ids import key
from jalons.patterns import compiled
from jalons.rules import load_atoms
from jalons.terms.phrases import is_adjective

_TOKEN: Final = compiled(r"[^\W_]+'|[^\W_]+(?:[-‑/.](?=\w)[^\W_]+)*|\n+|[^\w\s]|_")
_AHEAD: Final = 24
"""Tokens that a decision may look ahead."""
_USUAL: Final = 250
_LONGEST: Final = 600
"""Characters of a title at most; what goes on longer has no end that we know, and is left."""

_WEAK: Final = frozenset(
    "à au aux de du des d' la le les l' un une en par pour sur dans avec entre et ou sous contre vers chez sans ainsi portant "
    "relatif relative relatifs relatives concernant visant tendant fixant modifiant notamment son sa ses leur leurs , ' -".split()
)
"""Words that no title ends on."""
_OPEN: Final = frozenset(
    "à au aux de du des d' la le les l' un une en par pour sur dans avec entre sous contre vers chez sans son sa ses leur leurs "
    "ce cet cette ces notre nos votre vos tout toute toutes tous non sans non-".split()
)
"""After these a word is a noun or an adjective, not a finite verb."""
_CLASSES: Final = (
    frozenset({"à", "au", "aux"}),
    frozenset({"de", "du", "des", "d'"}),
    frozenset({"pour"}),
    frozenset({"sur"}),
    frozenset({"en"}),
    frozenset({"entre", "le", "la", "les", "l'"}),
)
"""Prepositions that one enumeration repeats: `relative au travail, à la modernisation … et à la sécurisation …`."""
_DEFINITE: Final = frozenset({"la", "le", "l'", "les", "cette", "une", "et", "ou"})
_NOUN: Final = compiled(r"(?:[ts]ion|isme|age|ance|ence|ure|-\w+)s?$")
"""How a noun ends that stands alone as the nickname of a law."""
_PARTICIPLE: Final = compiled(
    r"portant|relati(?:f|ve)s?|modifiant|visant|tendant|fixant|instituant|créant|abrogeant|complétant|habilitant"
)


_ASIDE: Final = compiled(
    r"dans (?:le (?:but|cadre|sens)|l['’](?:objectif|espoir|optique))\b"
    r"|(?:du|de l['’]|de la) ?(?:ex-|ancien(?:ne)? )?(?:premi(?:er|ère) )?"
    r"(?:président|ministre|député|sénateur|sénatrice|gouvernement)e?"
    r" (?!de la |du |des |d['’])[A-ZÀ-Þ]"
)
"""What says why a law is made or who made it, and is no part of its title: `dans le but de`, `du ministre Dupont`."""


class Token(NamedTuple):
    """A word or mark of a title: its range of characters and its lower-case form."""

    start: int
    end: int
    word: str
    upper: bool


@cache
def _atom(name: str) -> re.Pattern[str]:
    return compiled(load_atoms("laws")[name])


def _tokens(text: str, position: int, limit: int) -> Iterator[Token]:
    for match in _TOKEN.finditer(text, position, min(len(text), position + limit)):
        word = match[0].replace("’", "'")
        yield Token(match.start(), match.end(), word.lower(), len(word) > 1 and word.isupper())


def phrase_end(text: str, position: int, *, since: int | None = None, narrow: bool = False, own: bool = False) -> int:
    """The end of the noun phrase that begins at `since` and goes on at `position`; `position` if no word of it follows.

    `own`: the phrase names no other law; `narrow` leaves out complements that a sentence adds to a name (`la charte des savoirs
    avec la Ville`).
    """
    begin = position if since is None else since
    for limit in (_USUAL, _LONGEST):  # most phrases are short: the rest of a long text is read only where one goes on
        tokens = list(_tokens(text, begin, limit))
        first = next((i for i, token in enumerate(tokens) if token.start >= position), len(tokens))
        stop = next((i for i in range(first, len(tokens)) if _ends(text, tokens, i, narrow=narrow, own=own)), len(tokens))
        if stop < len(tokens) - _AHEAD or begin + limit >= len(text):
            break
    else:
        if stop == len(tokens):
            return position
    while stop > first and (tokens[stop - 1].word in _WEAK or not tokens[stop - 1].word[0].isalnum()):
        stop -= 1
    return tokens[stop - 1].end if stop > first else position


def is_noun_phrase(name: str) -> bool:
    """Whether a quoted name in lower case is one: no verb in it; alone, a noun (`séparatisme`) or a compound (`anti-casseurs`).

    A single adjective is what the author thinks of the law (`la loi « scélérate »`).
    """
    words = name.split()
    if len(words) == 1:
        return _NOUN.search(name) is not None
    return not is_adjective(fold(words[0])) and phrase_end(name, 0) == len(name.rstrip())


def _ends(text: str, tokens: list[Token], i: int, *, narrow: bool, own: bool) -> bool:
    """Whether the phrase ends before token `i`."""
    token, before = tokens[i], tokens[i - 1].word if i else ""
    if token.word == ",":
        return not _goes_on(tokens, i)
    if token.word[0] == "\n":
        return len(token.word) > 1 or _starts_line(text, token.end)
    if not token.word[0].isalnum():
        return not (token.word in "-/%°&'’·" or (token.word == "." and len(before) == 1 and before in "lrda"))
    if token.word in ("m", "mm", "mme", "mmes", "mlle") and text[token.start].isupper():
        return True
    if token.word in ("a", "est") and (token.upper or before in _OPEN):
        return False
    if _atom("stop").fullmatch(token.word) or (narrow and _atom("narrow").fullmatch(token.word)):
        return True
    if own and before in _DEFINITE and _atom("acts").fullmatch(token.word):
        return True
    if _ASIDE.match(text, token.start):
        return True
    following = tokens[i + 1].word if i + 1 < len(tokens) else ""
    if token.word in ("en", "de", "depuis") and re.fullmatch(r"(?:1[6-9]|20)\d\d", following):
        return True
    if token.word in ("du", "des") and re.match(r"\d{1,2}(?:er)?$|premier$", following) and _is_date(tokens, i, before):
        return True
    if token.word in ("et", "ou") and _another_text(tokens, i + 1):
        return True
    return _is_verb(token, before)


def _starts_line(text: str, position: int) -> bool:
    following = text[position : position + 3].lstrip()[:1]
    return not following.islower()


def _is_date(tokens: list[Token], i: int, before: str) -> bool:
    """Whether the day that follows is of the text itself, not of another that its title names (`la loi du 1er juillet 1901`)."""
    month = tokens[i + 2].word if i + 2 < len(tokens) else ""
    other = before[-1:].isdigit() or _atom("kinds").fullmatch(before)
    return not other and _atom("months").fullmatch(month) is not None


def _is_verb(token: Token, before: str) -> bool:
    if before in _OPEN or _PARTICIPLE.fullmatch(before) or token.upper:
        return False
    if before in ("et", "ou") and _atom("noun_too").fullmatch(token.word):
        return False
    return _atom("finite").fullmatch(token.word) is not None


def _another_text(tokens: list[Token], i: int) -> bool:
    """Whether another text follows: `… et le décret n° …`."""
    ahead = [token.word for token in tokens[i : i + 4]]
    while ahead and (ahead[0] in _OPEN or ahead[0] in ("celle", "celui")):
        ahead = ahead[1:]
    return bool(ahead) and _atom("kinds").fullmatch(ahead[0]) is not None


def _goes_on(tokens: list[Token], comma: int) -> bool:
    """Whether an enumeration goes on after a comma: same preposition, and an `et` before anything that ends the phrase."""
    if comma + 1 >= len(tokens):
        return False
    after = tokens[comma + 1].word
    if _adjectives_in_a_row(tokens, comma):
        return True
    if after == "et" and comma + 2 < len(tokens):
        following = tokens[comma + 2].word
        return bool(_PARTICIPLE.fullmatch(following)) or _in_class(tokens, comma, following)
    if not _in_class(tokens, comma, after):
        return False
    for i in range(comma + 1, min(len(tokens), comma + 1 + _AHEAD - 3)):
        word = tokens[i].word
        if word in ("et", "ou"):
            return i + 1 < len(tokens) and not _another_text(tokens, i + 1)
        if (
            (not word[0].isalnum() and word not in ",-'")
            or _atom("stop").fullmatch(word)
            or _is_verb(tokens[i], tokens[i - 1].word)
        ):
            return False
    return False


def _adjectives_in_a_row(tokens: list[Token], comma: int) -> bool:
    """`aux droits économiques, sociaux et culturels`: adjectives of one noun on both sides of the comma, the last after *et*."""
    around = [fold(token.word) for token in tokens[max(0, comma - 1) : comma + 8]]
    if comma == 0 or not is_adjective(around[0]):
        return False
    for mark, word in zip(around[1::2], around[2::2], strict=False):
        if mark not in (",", "et", "ou") or not is_adjective(word):
            return False
        if mark != ",":
            return True
    return False


def _in_class(tokens: list[Token], comma: int, word: str) -> bool:
    """Whether an earlier part of the phrase begins with a preposition like `word`."""
    family = next((c for c in _CLASSES if word in c), None)
    if family is None:
        return False
    earlier = {token.word for token in tokens[:comma]}
    return "entre" in earlier if "entre" in family else bool(family & earlier)


def official_end(text: str, folded: str, position: int, *, kind: str, title: str) -> int:
    """The end of the official title that follows a number or date at `position`; `position` itself if there is none.

    The title of the lexicon decides where it is known; else it opens with `relatif à`, `portant`, `de programmation` …
    """
    gap = _atom("before_title").match(folded, position)
    begin = gap.end() if gap else position
    comma = "," in folded[position:begin]
    whole, agreed = _agreeing(text, begin, title) if title else (False, begin)
    opening = _atom("opening").match(folded, begin)
    if opening is None and kind in ("loi", "ordonnance"):
        opening = _atom("opening_of_laws").match(folded, begin)
    if whole or opening is None:
        return agreed if agreed > begin else position
    if comma and not _atom("after_comma").match(folded, begin):
        return position
    end = max(agreed, phrase_end(text, opening.end(), since=begin))
    return end if end > opening.end() else position


def says_title(text: str, folded: str, position: int, title: str) -> bool:
    """Whether the text says a known title, or how it begins, after the number or date that ends at `position`."""
    gap = _atom("before_title").match(folded, position)
    return bool(title) and gap is not None and _agreeing(text, gap.end(), title)[1] > gap.end()


def completed(text: str, end: int, *, name: str, title: str) -> int:
    """Where a name ends if the text goes on to say its title to the end (`loi sur la transition énergétique pour la …`)."""
    words, last = key(title).split(), key(name).split()[-1:]
    for at in [i for i, word in enumerate(words[:-1]) if [word] == last]:
        rest, position = words[at + 1 :], end
        for token in _tokens(text, end, _USUAL):
            parts = key(token.word).split()
            if parts != rest[: len(parts)] or (not parts and token.word not in ",-'"):
                break
            rest, position = rest[len(parts) :], token.end
            if not rest:
                return position
    return end


def _agreeing(text: str, position: int, title: str) -> tuple[bool, int]:
    """Whether the text says a known title to its end, and how far it agrees with it (`position` if for less than three words)."""
    words, at, count, end, good = key(title).split(), -1, 0, position, position
    for token in _tokens(text, position, _LONGEST):
        parts = key(token.word).split()
        if not parts and (token.word in ",-'" or token.word == "\n"):
            continue
        for part in parts:
            at = _entry(words, part) if at < 0 else at + 1
            if not 0 <= at < len(words) or words[at] != part:
                return False, good if count >= 3 else position
        if not parts:
            break
        count, end = count + len(parts), token.end
        good = end if token.word not in _WEAK else good
        if at == len(words) - 1:
            return True, end
    return False, good if count >= 3 else position


def _entry(words: list[str], first: str) -> int:
    """Where a title may be taken up: at its first word, or at a later `pour`, `relative`, `portant`."""
    if words[:1] == [first] or (words and words[0].startswith("relati") and first.startswith("relati")):
        words[0] = first
        return 0
    return words.index(first) if first in words and first in ("pour", "relative", "relatif", "portant", "sur") else -2
