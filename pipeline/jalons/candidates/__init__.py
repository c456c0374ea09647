"""What the lexicons miss in a corpus: unknown bodies and schemes, acronyms, recurring noun groups, as rows to accept or leave.

The pipeline finds names by their form; those that have no row are candidates for one (`names`), as are acronyms that it knows
nothing of. Noun groups (`groups`) are ranked by their C-value. The weight of all is `documents × log2(1 + times)`: what several
documents say comes first, and what one repeats does not drown the rest.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from jalons.candidates.groups import Groups
from jalons.candidates.names import Names
from jalons.candidates.sightings import Candidate
from jalons.extracting import analyse
from jalons.types import Document

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Candidate", "candidates"]


def candidates(documents: Iterable[Document], *, nlp: Language | None = None, minimum: int = 2) -> list[Candidate]:
    """The candidates that the documents name at least `minimum` times (explained acronyms: once), the weightiest first.

    Documents are read one at a time; what is kept of each is where its candidates stand.
    """
    collectors = (Names(), Groups())
    for document in documents:
        doc = analyse(document, nlp=nlp)
        for collector in collectors:
            collector.read(document, doc)
    found = [candidate for collector in collectors for candidate in collector.candidates(minimum=minimum)]
    taken: set[tuple[str, str]] = set()
    weighed = [replace(each, weight=round(len(each.documents) * math.log2(1 + each.weight), 2)) for each in found]
    result = []
    for each in sorted(weighed, key=lambda c: (-c.weight, c.lexicon, c.id)):
        if (each.lexicon, each.id) not in taken:
            taken.add((each.lexicon, each.id))
            result.append(each)
    return result
