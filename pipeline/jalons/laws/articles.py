"""Articles of texts: `articles L. 123-3 et L. 952-2 du code de l'éducation` is two spans, each with the code's id."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from jalons.laws.grammar import find_texts
from jalons.laws.memory import resolve, with_bare_numbers, with_coordinated_names
from jalons.laws.views import Law, Reference, View
from jalons.patterns import compiled

_LATIN: Final = "bis|ter|quater|quinquies|sexies|septies|octies|nonies|decies|undecies|duodecies"
_LETTER: Final = r"(?:lo|lp|[lrda]) ?\*{0,2} ?\.? ?\*{0,2} ?\.? ?"
_PLAIN: Final = r"\d{1,4}(?: ?er\b)?(?: ?[-.‑–] ?\d{1,4}){0,5}(?:(?<=\d-\d)°|(?![\d/°]))"
_ROMAN: Final = r"(?:i(?=er)|x{0,3}(?:ix|iv|v?i{1,3}|v|x)\b)(?:er)?"
_NUMBER: Final = rf"(?:{_LETTER}{_PLAIN}(?:-[a-z]\b)?|premier\b|{_PLAIN}(?:-[a-h]\b)?|{_ROMAN}|unique\b|preliminaire\b)"
_PART: Final = (
    r"(?:,? ?(?:\([^()\n]{1,20}\)|(?:al\.|alineas?|paragraphes?|par\.|§{1,2}|points?) ?[\da-z]{1,3}\)?(?:er|e)?(?!\w)|\d{1,2}°"
    r"|(?:premier|1er|deuxieme|second|troisieme|quatrieme|2e|3e|4e|dernier) alinea|[ivx]{1,5}(?=[ ,)])|[a-h]\))){0,4}"
)
_HEAD: Final = compiled(r"(?:articles?|art\.?|arts\.) ?(?:n ?[°º] ?)?(?=[\dlrdaivxpu])")
_ITEM: Final = compiled(_NUMBER, re.ASCII)
_SUFFIX: Final = compiled(rf"(?: (?!(?:I{{1,3}}|IV)\b|V\b(?! bis| ter))[A-Z]{{1,3}}(?![\w.'’])| (?:{_LATIN})\b){{1,4}}")
_AFTER: Final = compiled(rf"(?:(?: et)? (?:suivants?\b|s\.|suiv\.))?{_PART}", re.ASCII)
_TO: Final = compiled(r" (?:a|au|-|–) (?:l'article )?")
_MORE: Final = compiled(r"(?:,? et|,? ou|,|,? ainsi que|,? puis)(?: (?:de |a )?l')? ?(?=[\dlrdaivxp])")
_BRIDGE: Final = r"(?:l'annexe(?: [ivx\d]{1,4})? (?:du |de la |de l'|a la |au ))?"
_OF: Final = compiled(
    r",? ?(?:(?:du|de la|de l'|des|de son|de sa|de ses|de leurs?|de|d'|la|le|l'|dudit|de ladite) ?"
    rf"{_BRIDGE})?(?P<bill>(?:projet|proposition) de )?"
)
_SAME: Final = compiled(
    r",? (?:du (?:meme|present|dit|susdit)|dudit|de la (?:meme|presente|dite)|de ladite|de cette|de ce|de cet|du) ?"
    r"(?P<kind>code|loi|decret|ordonnance|arrete|directive|reglement|charte|convention|traite)(?: precitee?| susvisee?)?\b"
)
_THE: Final = compiled(
    r" (?:de la |du )(?P<kind>loi|charte|directive|convention|ordonnance|decret|traite|reglement)"
    r"(?= ?[,.;:)\n]|$| (?:et|ou|qui|que|dont|est|a|prevoit|dispose|definit|fixe|precise|impose|permet|oblige|autorise|cree"
    r"|institue|interdit|exige|ne|s'applique|entre en)\b)"
)
"""A text without any complement: the one last named, if there is but one."""
_OTHER: Final = compiled(r",? ?(?:(?:du|des|de)\b|d')(?= ?[a-z])")
_TEXT_OF: Final = compiled(r" ?(?:[-–—:.]|\.[-–—])? ?\n? ?(?=[A-ZÀ-Þ«])")
"""Between the number of an article and its text."""
_BESIDE: Final = compiled(r" ?[(,:] ?")
"""Between a code and its articles: `code de la recherche (L. 112-1)`."""
_LEADS_ON: Final = compiled(r",? (?:et|ou|ainsi que) (?:de |a |par |celles? de )?l'art")
"""Another article follows, whose text is that of this one too: `l'article L. 1 et l'article L. 2 du code`."""
_NO_ARTICLE: Final = compiled(
    r" (?:janv|fev|mars\b|avr|mai\b|juin|juil|aout|sept|oct|nov|dec|%|euros?|pages?|ans?\b|fois\b|jours?\b)|(?:\w|[ -]?%)"
)
_REACH: Final = 500
"""Characters within which a bare `article 3` is of the last text named."""


class Item(NamedTuple):
    """An article of a list: its range and its number as ids write it."""

    start: int
    end: int
    number: str


def find(text: str, *, reference: str = "") -> list[Law]:
    """All legal references of a text, articles included, in order and without overlaps.

    `reference` is the day, month or year (ISO) from which the text speaks, for `le décret du 3 mai dernier`.
    """
    view = View(text)
    texts = with_coordinated_names(view, with_bare_numbers(view, find_texts(view)))
    texts = resolve(view, texts, today=reference)
    return sorted(Reader(view, texts).laws(), key=lambda law: law.start)


_STARTS: Final = compiled(rf"(?:{_HEAD.pattern}|[lrda]\*?\. ?\*?(?=\d{{1,4}}-\d))")


class Reader:
    """Reads the articles of a text from its start: what has been read tells of which text a bare `article 3` is."""

    def __init__(self, view: View, texts: list[Reference]) -> None:
        self.view = view
        self.texts = sorted(texts, key=lambda text: text.start)
        self.by_start = {text.start: text for text in texts}
        self.read = 0
        """How many of the texts begin before the place that is read."""
        self.last: dict[str, Reference] = {}
        """The last text of each kind."""
        self.plain_codes: set[str] = set()
        """Codes cited with articles without letters."""

    def laws(self) -> list[Law]:
        """The articles, and the texts that are not part of an article's span."""
        found: list[Law] = []
        taken: set[int] = set()
        pending: list[Item] = []
        position = 0
        for match in _STARTS.finditer(self.view.folded):
            self._read_to(match.start())
            inside = self.read and self.texts[self.read - 1].end > match.start()
            if match.start() < position or inside or not _begins(self.view, match):
                continue
            items, end = _list(self.view, match)
            if not items:
                continue
            items, pending = [*pending, *items], []
            of = _text_after(self.view, end, self.by_start)
            if of is not None:
                taken.add(of.start)
                position = of.end
                found += _articles(items, of.id, of.end)
                if items[-1].number[0].isdigit():
                    self.plain_codes.add(of.id)
            elif _LEADS_ON.match(self.view.folded, end):
                pending, position = items, end
            else:
                position, articles = self._without_text(match, items, end)
                found += articles
        return [*found, *(Law(text.start, text.end, text.id, text.rule) for text in self.texts if text.start not in taken)]

    def _read_to(self, position: int) -> None:
        while self.read < len(self.texts) and self.texts[self.read].start < position:
            self.last[self.texts[self.read].kind] = self.texts[self.read]
            self.read += 1

    def _without_text(self, match: re.Match[str], items: list[Item], end: int) -> tuple[int, list[Law]]:
        """Where to read on, and articles whose text does not follow: `du même code`, or the one last named."""
        same = _SAME.match(self.view.folded, end)
        if same:
            law = self.last.get(same["kind"])
            return (same.end(), _articles(items, law.id, same.end())) if law else (end, [])
        if match[0][:3] != "art":
            code = self.last.get("code")
            beside = code and _BESIDE.fullmatch(self.view.folded, code.end, match.start())
            return (end, _articles(items, code.id, end)) if code and beside else (match.end(), [])
        if the := _THE.match(self.view.folded, end):
            only = self._only_near(match.start(), the["kind"])
            return (the.end(), _articles(items, only, the.end())) if only else (match.end(), [])
        if _OTHER.match(self.view.folded, end):
            return match.end(), []
        if items[0].number[0].isdigit() or items[0].number[0] in "IVX":
            text = None if self._is_heading(match, end) else self._last_near(match.start())
            return (end, _articles(items, text.id, end)) if text else (match.end(), [])
        code = self.last.get("code")
        return end, _articles(items, code.id if code else "", end)

    def _is_heading(self, match: re.Match[str], end: int) -> bool:
        """Whether the article is one of the document's own: `Article 2 - Le directeur est chargé …` at the head of a line."""
        text, line = self.view.text, self.view.text.rfind("\n", 0, match.start()) + 1
        alone = not text[line : match.start()].strip() and text[match.start()].isupper()
        return alone and _TEXT_OF.match(text, end) is not None

    def _near(self, position: int) -> list[Reference]:
        """The texts named before in the paragraph."""
        near = [text for text in self.texts[max(0, self.read - 6) : self.read] if position - text.end <= _REACH]
        return [text for text in near if "\n\n" not in self.view.text[text.end : position]]

    def _only_near(self, position: int, kind: str) -> str:
        """The id of the one text of a kind that the paragraph has named, `""` if there is none or more than one."""
        named = {text.id for text in self._near(position) if text.kind == kind}
        return named.pop() if len(named) == 1 else ""

    def _last_near(self, position: int) -> Reference | None:
        """The last text named before in the paragraph; a code only if its articles have no letters, or nothing else is near."""
        near = self._near(position)
        plain = [text for text in near if text.kind != "code" or text.id in self.plain_codes]
        best = plain or near
        return best[-1] if best else None


def _begins(view: View, match: re.Match[str]) -> bool:
    before = view.text[match.start() - 1] if match.start() else " "
    if before.isalnum() or before in "-_":
        return False
    return match[0][:2] == "ar" or view.text[match.start()].isupper()


def _list(view: View, match: re.Match[str]) -> tuple[list[Item], int]:
    """The articles of a list and its end; the head noun goes with the first of them."""
    items: list[Item] = []
    start = match.start()
    position = match.end() if match[0][:3] == "art" else start
    while len(items) < 40:
        item = _number_at(view, position)
        if item is None:
            break
        number, end = item
        to = _TO.match(view.folded, end)
        stretch = _number_at(view, to.end()) if to else None
        if stretch is not None:
            number, end = f"{number}/{stretch[0]}", stretch[1]
        items.append(Item(start, end, number))
        more = _MORE.match(view.folded, end)
        if more is None:
            break
        start = position = more.end()
    if not items:
        return [], match.end()
    return items, items[-1].end


def _number_at(view: View, position: int) -> tuple[str, int] | None:
    """The number of an article and where it ends, its paragraphs included; `None` if there is none.

    Roman numbers and the letters of codes are capitals; a month after the number makes it a date.
    """
    match = _ITEM.match(view.folded, position)
    if match is None:
        return None
    if match[0][0] in "lrdaivx" and not view.text[position].isupper():
        return None
    if _NO_ARTICLE.match(view.folded, match.end()):
        return None
    suffix = _SUFFIX.match(view.text, match.end())
    end = suffix.end() if suffix and match[0][-1] not in "re" else match.end()
    after = _AFTER.match(view.folded, end)
    return _number(match[0], view.text[position:end]), after.end() if after else end


def _number(folded: str, written: str) -> str:
    """The number as an id writes it.

    >>> _number("l. 112-1", "L. 112-1"), _number("premier", "premier"), _number("30 bis", "30 bis")
    ('L112-1', '1', '30bis')
    """
    if folded in ("premier", "ier") or folded.replace(" ", "") == "1er":
        return "1"
    plain = re.sub(r"(\d) ?er\b", r"\1", written)
    return re.sub(r"[\s.°]", "", re.sub(r"(?<=\d)\.(?=\d)", "-", plain)).replace("–", "-").replace("‑", "-")


def _text_after(view: View, position: int, by_start: dict[int, Reference]) -> Reference | None:
    """The text that the articles are of, where it follows; a bill begins at `projet`."""
    of = _OF.match(view.folded, position)
    places = [position + 1] if of is None else [of.end(), of.end() + 1, position + 1, of.start("bill")]
    return next((by_start[place] for place in places if place > position and place in by_start), None)


def _articles(items: list[Item], law: str, end: int) -> list[Law]:
    """A span for each article of a list: the text goes with the last."""
    ends = [item.end for item in items[:-1]] + [end]
    of = f"@{law}" if law else ""
    return [Law(item.start, stop, f"article:{item.number}{of}", "article") for item, stop in zip(items, ends, strict=True)]
