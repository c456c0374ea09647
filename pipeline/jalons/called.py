"""How documents call what they name: the wordings of each value, with their counts, in the order in which they first stand.

Dates go by their French words: `le mois dernier` says little elsewhere.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping

from jalons.files import Bytes
from jalons.fuzzydate import FuzzyDate
from jalons.types import Chronology, Mention
from jalons.wording import date_in_french

Called = Mapping[tuple[str, str], Mapping[str, int]]
"""Wordings (blanks made plain) with their counts, by label and value; mentions without value are left out."""


def called(mentions: Iterable[Mention]) -> Called:
    """What the mentions of one document say."""
    found: dict[tuple[str, str], Counter[str]] = {}
    for mention in mentions:
        if mention.norm:
            dated = mention.label == "DATE"
            words = date_in_french(FuzzyDate.from_edtf(mention.norm)) if dated else " ".join(mention.text.split())
            found.setdefault((mention.label, mention.norm), Counter())[words] += 1
    return found


def called_in(chronology: Chronology) -> dict[str, Called]:
    """What each document of a chronology says, by its id."""
    return {document.id: called(chronology.mentions.get(document.id, ())) for document in chronology.documents}


def written(told: Called) -> str:
    """The same as JSON, in ASCII: what has no UTF-8 form is kept."""
    return json.dumps([[*key, wordings] for key, wordings in told.items()], separators=(",", ":"))


def read(text: Bytes) -> Called:
    """What `written` wrote."""
    return {(label, norm): wordings for label, norm, wordings in json.loads(bytes(text))}
