"""Generated documents with mentions, for properties of the exchange formats."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import strategies as st

from jalons.exchange import Annotated, Annotation
from jalons.types import LABELS

PIECES = [
    *"aéßœ Ω\u0301\u00a0\u202f\u00ad\u200d\u2028\ufeff😀𝒳👩\t\n\f-'’\"<>&/\\",
    "\r\n",
    "e\u0301",
    "👩\u200d🔬",
    "l'ANR ",
    "</o>",
    '<p v="x">',
    "=== TEXT\n",
    "=== ENTRIES\n",
]
"""What texts are made of: astral and combining characters, all kinds of spaces and line ends, and marks of the formats."""

VALUES = st.one_of(
    st.sampled_from(["", "anr", "loi:2020-1674", "Jean « Django » R.", 'le "vrai" <nom>', "😀\u0301", "article:L112-1@code"]),
    st.text("abé -:@/'\"<>&\n😀", max_size=8),
)
DATES = st.sampled_from(
    ["", "2014", "2014-11-03", "199X", "18XX", "../2019", "2016/..", "2020~/2022~", "{2023-10-05,2023-10-12}"]
)


@st.composite
def documents(draw: st.DrawFn, *, values: st.SearchStrategy[str] = VALUES, pieces: list[str] | None = None) -> Annotated:
    """A document whose mentions are flat, may touch and stand at its ends, and neither start nor end with white space."""
    text = "".join(draw(st.lists(st.sampled_from(pieces or PIECES), max_size=30)))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=12)))
    spans = [(start, end) for start, end in pairwise(cuts) if not text[start].isspace() and not text[end - 1].isspace()]
    marks = []
    for number, (start, end) in enumerate(spans):
        if draw(st.booleans()):
            label = draw(st.sampled_from(LABELS))
            norm = draw(DATES if label == "DATE" else values)
            identifier = draw(st.sampled_from(["", f"doc-{number:010x}"]))
            marks.append(
                Annotation(start, end, label, norm, identifier, draw(st.sampled_from(["", "rule"])), draw(st.booleans()))
            )
    date = draw(st.sampled_from(["", "2014", "2014-11", "2014-11-03"]))
    return Annotated(draw(st.sampled_from(["doc", "été-2014", "a b"])), text, tuple(marks), date)
