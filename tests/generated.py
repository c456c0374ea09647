"""Chronologies of any size for tests of speed: words and dates drawn by a seeded generator, meaning nothing."""

from __future__ import annotations

import random
from datetime import date, timedelta

from jalons.types import Chronology, Document, Entry, FuzzyDate, Mention, in_chronological_order

_WORDS = "réseau été œuvre école région statuts charte savoirs enquête rapport convention décret territoire mémoire".split()
_KINDS = "création accord publication rencontre financement programme gouvernance fait".split()
_SHAPES = ("{day}", "{day:%Y-%m}", "{day:%Y}", "{day:%Y}~", "{day:%Y}/{later}", "{day:%Y}/..", "../{day:%Y}", "{day:%Y}?")


def chronology(entries: int, *, documents: int = 50, seed: int = 1) -> Chronology:
    """So many entries over so many documents, from 1900 to 2025, in all shapes of dates."""
    random_ = random.Random(seed)
    texts: list[list[str]] = [[] for _ in range(documents)]
    mentions: list[list[Mention]] = [[] for _ in range(documents)]
    found: list[Entry] = []
    for number in range(entries):
        place = number % documents
        start = sum(map(len, texts[place]))
        day = date(1900, 1, 1) + timedelta(random_.randrange(365 * 125))
        edtf = random_.choice(_SHAPES).format(day=day, later=day.year + random_.randrange(1, 9))
        said = " ".join(random_.choices(_WORDS, k=random_.randrange(10, 30)))
        quote = f"En {edtf}, l'organisation {number % 300} {said}."
        texts[place].append(f"{quote}\n\n" if number % 3 else f"{quote} ")
        mentions[place].append(Mention(f"m{number}", "DATE", start + 3, start + 3 + len(edtf), edtf, edtf, "rule"))
        value = FuzzyDate.from_edtf(edtf)
        names = {"organisations": (f"organisation-{number % 300}",), "concepts": (random_.choice(_WORDS),)}
        cells = (said[:90], random_.choice(_KINDS), "explicit", "rule", f"texte-{place}", quote, None, names)
        found.append(Entry(f"texte-{place}-{number}", value, start, start + len(quote), *cells))
    made = [Document.from_text("".join(text), id=f"texte-{i}", title=f"Texte {i}") for i, text in enumerate(texts)]
    return Chronology(tuple(made), {d.id: tuple(m) for d, m in zip(made, mentions, strict=True)}, in_chronological_order(found))
