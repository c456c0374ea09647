"""Clean paragraphs laid out as pages spoil them (hyphens, wraps, heads, notes): the reading mends them, to the character."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from jalons.reading import Reading

WORDS = (
    "association réseau commission fédération statuts territoire recherche-action novembre 2014 2016 adhérents "
    "bénévoles publique convention l'université d'orientation habitants conseil signée régionale coopération scientifique"
    " soutiennent agricoles"
).split()
HEAD = "Rapport du réseau – exemplaire de travail"
WIDTH = 72


@dataclass
class Page:
    """A text as it is laid out: its clean words, and the source range of each that no page break cuts."""

    source: str = ""
    words: list[str] = field(default_factory=list)
    places: list[tuple[str, int, int]] = field(default_factory=list)
    column: int = 0
    number: int = 0

    def put(self, text: str) -> None:
        self.source += text
        self.column += len(text)

    def line_end(self) -> None:
        self.source += "\n"
        self.column = 0


def _spoiled(chance: Random, word: str, page: Page) -> None:
    """Writes a word: wrapped, cut by a hyphen, with an invisible mark, a ligature or a curly apostrophe in it."""
    # Words of their own, for real pages do not begin and end on the same lines.
    if word.isalpha() and len(page.words) % 3 == 0:
        word += "".join(chr(ord("a") + int(digit)) for digit in str(len(page.words)))
    if page.column + len(word) + 1 > WIDTH:
        cut = next((i for i in range(len(word) - 3, 2, -1) if word[i - 1 : i + 1].isalpha()), 0) if "-" not in word else 0
        if cut and chance.random() < 0.5:
            page.put(" ")
            start = len(page.source)
            page.put(f"{word[:cut]}-")
            _line_end(chance, page)
            page.put(word[cut:])
            if HEAD not in page.source[start:]:
                page.places.append((word, start, len(page.source)))
            page.words.append(word)
            return
        _line_end(chance, page)
    elif page.column:
        page.put(chance.choice((" ", " ", " ", "\u00a0", "\u202f")))
    start = len(page.source)
    style = chance.choice(("", "", "", "soft", "curly", "ligature", "bold", "link", "call"))
    written = word.replace("'", "’") if style == "curly" else word
    if style == "soft":
        written = f"{word[:2]}\u00ad{word[2:]}"
    elif style == "ligature":
        written = word.replace("ffi", "ﬃ").replace("fi", "ﬁ")
    if style in ("bold", "link"):
        page.put("**" if style == "bold" else "[")
        start = len(page.source)
        page.put(written)
        page.words.append(word)
        page.places.append((word, start, len(page.source)))
        page.put("**" if style == "bold" else "](#)")
        return
    page.put(written)
    page.words.append(word)
    page.places.append((word, start, len(page.source)))
    if style == "call" and not word[-1].isdigit():
        page.put("¹")


def _line_end(chance: Random, page: Page) -> None:
    """Ends a line; now and then a page ends there too, with a note, a number and a running head between."""
    page.line_end()
    if page.source.count("\n") % 9 == 8:
        page.number += 1
        note = chance.choice(("", "\n¹ Voir les annexes du rapport.\n"))
        page.source += f"{note}\n{page.number}/9\n\f{HEAD}\n\n"


def spoiled(seed: int) -> Page:
    """A text of paragraphs, spoiled; the same for the same seed."""
    chance = Random(seed)
    page = Page()
    for _ in range(chance.randint(1, 5)):
        for word in chance.choices(WORDS, k=chance.randint(5, 60)):
            _spoiled(chance, word, page)
        page.put(".")
        page.line_end()
        page.line_end()
    return page


pages = st.integers(0, 2**32).map(spoiled)


def letters(text: str) -> str:
    """What is left of a source slice without noise."""
    text = re.sub(r"\n¹ Voir les annexes du rapport\.\n", "", text)
    text = re.sub(rf"\d/9\n\f{HEAD}", "", text)
    return re.sub(r"[^\w']", "", text.replace("’", "'").replace("ﬁ", "fi").replace("ﬃ", "ffi").replace("\u00ad", ""))


@given(pages)
def test_no_word_is_lost_to_a_line_or_page_break(page: Page) -> None:
    """The words stand in their order, whole, with notes and heads between sentences only."""
    told = iter(re.findall(r"[\w'-]+", Reading.of(page.source).text))
    assert all(word in told for word in page.words)


@given(pages)
def test_each_word_leads_home_and_back(page: Page) -> None:
    reading = Reading.of(page.source)
    for word, start, end in page.places:
        span = reading.from_source(start, end)
        assert span is not None
        assert reading.text[span[0] : span[1]] == word
        assert reading.to_source(*span) == (start, end)
        assert letters(page.source[start:end]) == letters(word)


@given(pages, st.data())
def test_a_range_of_the_reading_goes_there_and_back(page: Page, data: st.DataObject) -> None:
    reading = Reading.of(page.source)
    start = data.draw(st.integers(0, len(reading.text) - 1))
    end = data.draw(st.integers(start + 1, min(len(reading.text), start + 60)))
    if reading.text[start].isspace() or reading.text[end - 1].isspace():
        return
    source = reading.to_source(start, end)
    back = reading.from_source(*source)
    assert back is not None
    # A note that stood inside the range is moved behind it: the way back holds at least what was asked for.
    assert back[0] <= start < end <= back[1]


@given(pages)
def test_what_is_left_out_is_told(page: Page) -> None:
    """Kept and removed ranges together are the source, white space and mark-up that opens a range apart."""
    reading = Reading.of(page.source)
    kept = set(reading.offsets)
    for each in reading.removed:
        assert 0 <= each.start < each.end <= len(page.source)
        assert not any(offset in kept and page.source[offset].isalnum() for offset in range(each.start, each.end))
        kept.update(range(each.start, each.end))
    missing = "".join(page.source[i] for i in range(len(page.source)) if i not in kept)
    assert not missing.strip("[ \n\f\u00a0")


@given(pages)
def test_running_heads_and_page_numbers_are_gone(page: Page) -> None:
    reading = Reading.of(page.source)
    if page.number > 1:
        assert HEAD not in reading.text
        assert sum(each.reason == "en-tête ou pied de page" for each in reading.removed) >= page.number
    assert not re.search(r"\d/9", reading.text)
