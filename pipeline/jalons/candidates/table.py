"""Candidates as a table: the columns of a lexicon, to be pasted into it, and beside them what helps to decide."""

from __future__ import annotations

import io
from collections.abc import Iterable

from jalons.candidates.sightings import Candidate
from jalons.rules import REQUIRED_COLUMNS, load_lexicon
from jalons.tables import write_rows

REVIEW = ("nature", "poids", "mentions", "documents", "exemple", "document", "debut", "fin")
"""What helps to decide: how it was found, its weight, how often and where it is said, a sentence and its place."""


def render(candidates: Iterable[Candidate], *, lexicon: str = "") -> str:
    """The candidates as CSV, safe to open in a spreadsheet.

    For one lexicon, its columns come first and in its order; for all, those that every lexicon has, and `lexique`.
    """
    stream = io.StringIO(newline="")
    columns = tuple(load_lexicon(lexicon)[0].cells) if lexicon else REQUIRED_COLUMNS
    heads = (*columns, *([] if lexicon else ["lexique"]), *REVIEW)
    wanted = (each for each in candidates if not lexicon or each.lexicon == lexicon)
    write_rows(stream, heads, ([_cells(each).get(head, "") for head in heads] for each in wanted))
    return stream.getvalue()


def _cells(candidate: Candidate) -> dict[str, object]:
    return {
        "id": candidate.id,
        "name": candidate.name,
        "variants": "|".join(candidate.variants),
        "source": " ; ".join(candidate.documents[:3]),
        "lexique": candidate.lexicon,
        "nature": candidate.kind,
        "poids": candidate.weight,
        "mentions": candidate.mentions,
        "documents": len(candidate.documents),
        "exemple": candidate.example,
        "document": candidate.document,
        "debut": candidate.start,
        "fin": candidate.end,
    }
