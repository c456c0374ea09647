"""A text as a row of words, and the small change of French between the words of a term: determiners, adjectives, conjunctions.

Positions are indexes of words. Each function looks a few words ahead, so that a search takes time linear in the text.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from jalons.folding import fold
from jalons.patterns import compiled

_PREFIX: Final = r"(?:co|inter|socio)[- ](?=produ|constr|connaiss|mediat|action|ecolog)"
"""Prefixes that writers join or detach, before the words that take them."""
_INCLUSIVE: Final = r"(?:[·•.\-/(](?:n?e|t?rice|euse)s?\)?(?:[·•.\-]?s)?(?![^\W_]))?"
"""The double ending of inclusive writing: `citoyen·ne·s`, `citoyen(ne)s`, `chercheur-es`."""
_WORD: Final = compiled(rf"(?:{_PREFIX})?([^\W_]+){_INCLUSIVE}(?:'(?=[^\W_]))?")
_DASHES: Final = frozenset("-–—")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


DETERMINERS: Final = _set(
    "l' la le les un une des ce cet cette ces mon ton son ma ta sa mes tes ses nos vos notre votre leur leurs plusieurs chaque"
)
OF: Final = _set("de du des d'")
AND: Final = _set("et ou")
_BEFORE_NOUN: Final = _set(
    "nouvel nouveau nouveaux nouvelle nouvelles veritable veritables vrai vrais vraie vraies autre autres divers diverses "
    "different differents differente differentes multiple multiples grand grands grande grandes seul seuls seule seules "
    "propre propres meilleur meilleurs meilleure meilleures bon bons bonne bonnes petit petits petite petites ancien "
    "anciens ancienne anciennes jeune jeunes futur futurs future futures simple simples premier premiers premiere premieres"
)
_KINDS: Final = _set("forme formes type types sorte sortes mode modes registre registres regime regimes")
_STOP: Final = _set(
    "et ou ni mais donc car que qui dont quoi de des du la le les un une au aux en dans par pour sur sous sans avec entre "
    "vers chez plus moins tres trop peu assez aussi pas ne se ce ces cet cette son sa ses leur leurs nos notre vos votre "
    "comme si est sont etait etaient etant etre ont avait avaient sera seront fut furent fait font peut peuvent doit "
    "doivent reste restent devient deviennent devenu devenue devenus devenues parait paraissent semble semblent appelle "
    "rappelle renouvelle interpelle explique applique implique indique revendique communique critique existe consiste "
    "insiste persiste resiste assiste arrive derive cultive motive eclaire entraine elle elles quelle quelles egale signale "
    "revele sert celle celles ceux cela dit"
)
"""Words that are no adjective and no coordinated noun: prepositions, articles, conjunctions, verbs that look like adjectives."""
_ADJECTIVES: Final = _set(
    "large larges libre libres riche riches vaste vastes forte fortes etroite etroites pleine pleines entiere entieres "
    "rapide solide juste justes mixte mixtes complexe complexes conjointe conjointes continue continues permanente "
    "permanentes emergent emergents emergente emergentes recent recents recente recentes independant independants "
    "independante puissant puissants grandissante croissant croissants savant savants distribue partage partages situe "
    "situes croise croises organise structure issu issus issue issues tire tires tiree tirees ne nes nee nees vecu vecus "
    "vecue vecues ainsi direct directe directs directes indirect indirecte indirects indirectes benevole benevoles concret "
    "concrete concrets concretes faible faibles modeste modestes intense intenses dense denses explicite explicites implicite "
    "implicites tacite tacites profonde profondes feconde fecondes autonome autonomes legitime legitimes moderne modernes jeune "
    "jeunes precoce precoces honnete honnetes gratuite gratuites"
)
"""Adjectives and participles that no ending tells from other words."""
_ADJECTIVE: Final = compiled(
    r"[a-z]{1,20}(?:al|ales?|aux|els?|elles?|iques?|ifs?|ives?|eux|euses?|aires?|[ai]bles?|istes?|[iye]ens?|[iye]ennes?|ans?|annes?|"
    r"ains?|aines?|antes?|ois|oises?|ais|aises?|eures?|erte?s?|ees?|uites?)"
)
_ADVERBS: Final = frozenset({"dit", "dite", "dits", "dites", "vraiment", "ensemble", "bien", "non"})


@lru_cache(maxsize=20_000)
def is_adjective(word: str) -> bool:
    """Whether a folded word has the look of an adjective or participle that follows its noun."""
    return word in _ADJECTIVES or (word not in _STOP and _ADJECTIVE.fullmatch(word) is not None)


def is_adverb(word: str) -> bool:
    """Whether a folded word is an adverb of manner or presents the word that follows (`dite`); degrees are none (`plus`)."""
    return (len(word) > 6 and word.endswith("ment")) or word in _ADVERBS


def has_meaning(word: str) -> bool:
    """Whether a folded word can be a coordinated noun or adjective."""
    return len(word) >= 3 and word not in _STOP and word[-1] != "'" and word.isalpha()


class Words:
    """The words of a text, folded, with detached prefixes joined and inclusive endings taken off, and their character offsets."""

    def __init__(self, text: str) -> None:
        self.folded = fold(text)
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.words: list[str] = []
        for match in _WORD.finditer(self.folded):
            self.starts.append(match.start())
            self.ends.append(match.end())
            prefix = match.start(1) - match.start()
            word = match[0][: prefix - 1] + match[1] if prefix else match[1]
            self.words.append(word + "'" if match[0][-1] == "'" else word)

    def __len__(self) -> int:
        return len(self.words)

    def word(self, i: int) -> str:
        """The word at a position, `""` past the end."""
        return self.words[i] if i < len(self.words) else ""

    def joint(self, i: int) -> str:
        """What stands before the word: `" "`, a tight `-`, a spaced `–`, one of `, / &`, or `.` for anything that separates."""
        if not 0 < i < len(self.words):
            return "."
        gap = self.folded[self.ends[i - 1] : self.starts[i]]
        if gap in (" ", ""):
            return " "
        mark = gap.strip(" \n")
        if len(gap) > 5 or gap.count("\n") > 1:
            return "."
        if mark in _DASHES:
            return "-" if gap == mark else "–"
        return mark if mark in (",", "/", "&") else "." if mark else " "

    def follows(self, i: int, *words: str) -> bool:
        """Whether the word at a position is one of those given and only a space stands before it."""
        return self.word(i) in words and self.joint(i) == " "

    def skip(self, i: int, among: frozenset[str], *, most: int = 1) -> int:
        """The first position from `i` on that is none of at most `most` words of the set, with spaces before them."""
        last = i + most
        while i < last and self.word(i) in among and self.joint(i) == " ":
            i += 1
        return i

    def determiner(self, i: int) -> int:
        """The position after a determiner (`la`, `leurs`, `toutes les`), if there is one."""
        if self.follows(i, "tous", "toutes") and self.word(i + 1) in DETERMINERS:
            i += 1
        return self.skip(i, DETERMINERS)

    def of(self, i: int, *, joints: str = " ") -> int:
        """The position after *de* and its determiner, or -1 if there is no *de* behind one of the joints."""
        if not (self.word(i) in OF and self.joint(i) in joints):
            return -1
        return self.determiner(i + 1)

    def before_noun(self, i: int) -> int:
        """The position after adjectives that stand before a noun, and after `formes de`."""
        i = self.skip(i, _BEFORE_NOUN, most=2)
        if self.word(i) in _KINDS and self.of(i + 1) > 0:
            i = self.of(i + 1)
        return i

    def modifiers(self, i: int) -> list[int]:
        """The positions after each of at most three adjectives and adverbs after a noun: `effective`, `locale et inclusive`."""
        positions: list[int] = []
        while len(positions) < 3:
            at = i + 1 if positions and self.follows(i, *AND) else i
            if not (self.joint(at) == " " and (is_adjective(self.word(at)) or is_adverb(self.word(at)))):
                break
            i = at + 1
            positions.append(i)
        return positions

    def conjunction(self, i: int) -> int:
        """The position after *et*, *ou*, a comma, a slash or an ampersand, or -1."""
        if self.word(i) in AND and self.joint(i) in (" ", ","):
            return i + 1
        return i if self.joint(i) in (",", "/", "&") else -1

    def goes_on(self, i: int) -> bool:
        """Whether a list goes on at a position: *et*, or a comma and an adjective. An aside between commas does not."""
        return self.follows(i, *AND) or (self.joint(i) == "," and is_adjective(self.word(i)))

    def fellows(self, i: int) -> list[int]:
        """The positions after coordinated words and their conjunction: after `et` in `justice sociale et épistémique`."""
        positions, adjectives = [], True
        for at in range(i, i + 3):
            if not (has_meaning(self.word(at)) and self.joint(at) in (" ,-" if at > i else " ")):
                break
            adjectives = adjectives and is_adjective(self.word(at))
            after = self.conjunction(at + 1)
            if after == at + 2 or (after > 0 and adjectives):
                positions.append(after)
        return positions
