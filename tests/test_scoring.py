from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import entry
from hypothesis import given
from hypothesis import strategies as st

from jalons import Chronology, Document, Entry, FuzzyDate, Mention, scoring
from jalons.gold import Gold, GoldEntry, GoldMention
from jalons.matching import match, overlap
from jalons.scoring import ENTRIES, ROWS, Counts, Evaluation, score, sentence_around
from jalons.types import PARTICIPANTS

TEXT = "En 2014, la Ligue (LPO) et la Lune (LPO) se parlent. En mai 2015, la loi passe. La Ligue de 2016 rit.\n\nFin."


def gold(*mentions: tuple[int, int, str, str, bool], entries: tuple[GoldEntry, ...] = ()) -> Gold:
    document = Document.from_text(TEXT, id="doc")
    return Gold(document, tuple(GoldMention(*m) for m in mentions), entries, Path("doc.gold"), "0" * 64)


def found(*mentions: tuple[int, int, str, str], entries: tuple[Entry, ...] = ()) -> Chronology:
    made = tuple(Mention(f"m{i}", label, a, b, TEXT[a:b], norm, "r") for i, (a, b, label, norm) in enumerate(mentions))
    return Chronology((Document.from_text(TEXT, id="doc"),), {"doc": made}, entries)


def counts(label: str, marked: list[Any], predicted: list[Any]) -> Counts:
    full = [(a, b, label, norm, *(rest or (False,))) for a, b, norm, *rest in marked]
    return score(gold(*full), found(*((a, b, label, norm) for a, b, norm in predicted))).counts[label]


CASES: list[Any] = [
    # what, label, gold (start, end, norm[, optional]), predictions, expected counts
    # (gold, predicted, overlapping, exact, valued, complete)
    ("exact and right", "DATE", [(3, 7, "2014")], [(3, 7, "2014")], (1, 1, 1, 1, 1, 1)),
    ("overlap is enough", "DATE", [(3, 7, "2014")], [(0, 4, "2014")], (1, 1, 1, 0, 1, 1)),
    ("touching is no overlap", "DATE", [(3, 7, "2014")], [(0, 3, "2014")], (1, 1, 0, 0, 0, 0)),
    ("wrong value", "DATE", [(3, 7, "2014")], [(3, 7, "2015")], (1, 1, 1, 1, 0, 0)),
    ("dates compare as strings", "DATE", [(3, 7, "2014/..")], [(3, 7, "2014/.. ")], (1, 1, 1, 1, 0, 0)),
    ("gold is matched once", "DATE", [(3, 7, "2014")], [(3, 5, "2014"), (5, 7, "2014")], (1, 2, 1, 0, 1, 1)),
    ("a prediction is matched once", "DATE", [(3, 5, "a"), (5, 7, "b")], [(3, 7, "a")], (2, 1, 1, 0, 1, 1)),
    ("best overlap first", "DATE", [(0, 4, "a"), (4, 10, "b")], [(3, 10, "b"), (0, 3, "a")], (2, 2, 2, 0, 2, 2)),
    ("end to end looks for the right value", "DATE", [(0, 6, "a")], [(0, 4, "b"), (4, 6, "a")], (1, 2, 1, 0, 0, 1)),
    ("optional missed", "DATE", [(3, 7, "2014", True)], [], (0, 0, 0, 0, 0, 0)),
    ("optional found", "DATE", [(3, 7, "2014", True)], [(3, 7, "2013")], (0, 0, 0, 0, 0, 0)),
    ("required before optional", "DATE", [(0, 9, "a", True), (9, 11, "b")], [(0, 11, "b")], (1, 1, 1, 0, 1, 1)),
    ("left over beside required", "DATE", [(0, 4, "a"), (4, 9, "b", True)], [(0, 3, "a"), (3, 9, "a")], (1, 1, 1, 0, 1, 1)),
    ("nothing marked", "DATE", [], [(3, 7, "2014")], (0, 1, 0, 0, 0, 0)),
    # ids outside the lexicon: by grouping; inside: as they are
    ("another id for one body", "ORG", [(0, 1, "zz-a"), (2, 3, "zz-a")], [(0, 1, "x"), (2, 3, "x")], (2, 2, 2, 2, 2, 2)),
    ("one body split in two", "ORG", [(0, 1, "zz-a"), (2, 3, "zz-a")], [(0, 1, "x"), (2, 3, "y")], (2, 2, 2, 2, 1, 1)),
    ("two bodies in one", "ORG", [(0, 1, "zz-a"), (2, 3, "zz-b")], [(0, 1, "x"), (2, 3, "x")], (2, 2, 2, 2, 1, 1)),
    ("no id", "ORG", [(0, 1, "zz-a")], [(0, 1, "")], (1, 1, 1, 1, 0, 0)),
    ("lexicon id", "ORG", [(0, 1, "anr")], [(0, 1, "agence")], (1, 1, 1, 1, 0, 0)),
    ("lexicon id taken", "ORG", [(0, 1, "anr"), (2, 3, "zz-a")], [(0, 1, "anr"), (2, 3, "anr")], (2, 2, 2, 2, 1, 1)),
    ("programme", "PROGRAMME", [(0, 1, "zz-a")], [(0, 1, "x")], (1, 1, 1, 1, 1, 1)),
    ("numbered law", "LAW", [(0, 1, "loi:2013-660")], [(0, 1, "loi-fioraso")], (1, 1, 1, 1, 0, 0)),
    ("article", "LAW", [(0, 1, "article:30@loi:2016-1321")], [(0, 1, "article:30")], (1, 1, 1, 1, 0, 0)),
    ("code", "LAW", [(0, 1, "code-de-la-recherche")], [(0, 1, "code-recherche")], (1, 1, 1, 1, 0, 0)),
    ("law known by name", "LAW", [(0, 1, "charte-zz")], [(0, 1, "charte-de-zz")], (1, 1, 1, 1, 1, 1)),
    ("concept", "CONCEPT", [(0, 1, "zz-a")], [(0, 1, "x")], (1, 1, 1, 1, 0, 0)),
    ("person", "PERSON", [(0, 1, "Ada Zola")], [(0, 1, "Zola")], (1, 1, 1, 1, 0, 0)),
]


@pytest.mark.parametrize(("label", "marked", "predicted", "expected"), [pytest.param(*case[1:], id=case[0]) for case in CASES])
def test_mentions(label: str, marked: list[Any], predicted: list[Any], expected: tuple[int, ...]) -> None:
    assert counts(label, marked, predicted) == Counts(*expected)


def test_labels_must_be_equal() -> None:
    result = score(gold((3, 7, "DATE", "2014", False)), found((3, 7, "EVENT", "2014"))).counts
    assert (result["DATE"], result["EVENT"]) == (Counts(gold=1), Counts(predicted=1))


FACT, LAW_PASSES = "En 2014, la Ligue (LPO) et la Lune (LPO) se parlent.", "En mai 2015, la loi passe."


def marked(quote: str, date: str, *, optional: bool = False) -> GoldEntry:
    start = TEXT.index(quote)
    return GoldEntry(date, start, start + len(quote), "titre", optional)


ENTRY_CASES: list[Any] = [
    ("same", [marked(FACT, "2014")], [entry(TEXT, FACT, "2014")], (1, 1, 1, 1, 1, 1)),
    ("another date", [marked(FACT, "2014")], [entry(TEXT, FACT, "2014~")], (1, 1, 0, 0, 0, 0)),
    ("no date", [marked(FACT, "2014")], [entry(TEXT, FACT, None)], (1, 1, 0, 0, 0, 0)),
    ("half of the shorter", [marked("En mai", "2015-05")], [entry(TEXT, "mai 2015", "2015-05")], (1, 1, 1, 0, 1, 1)),
    ("less than half", [marked("En mai 2015", "2015-05")], [entry(TEXT, "15, la loi", "2015-05")], (1, 1, 0, 0, 0, 0)),
    ("inside", [marked(FACT, "2014")], [entry(TEXT, "2014", "2014")], (1, 1, 1, 0, 1, 1)),
    ("optional found", [marked(FACT, "2014", optional=True)], [entry(TEXT, FACT, "2014")], (0, 0, 0, 0, 0, 0)),
    ("optional, other date", [marked(FACT, "2014", optional=True)], [entry(TEXT, FACT, "2013")], (0, 1, 0, 0, 0, 0)),
    ("twice", [marked(FACT, "2014")], [entry(TEXT, FACT, "2014"), entry(TEXT, "2014", "2014")], (1, 2, 1, 1, 1, 1)),
]


@pytest.mark.parametrize(("wanted", "predicted", "expected"), [pytest.param(*case[1:], id=case[0]) for case in ENTRY_CASES])
def test_entries(wanted: list[GoldEntry], predicted: list[Entry], expected: tuple[int, ...]) -> None:
    assert score(gold(entries=tuple(wanted)), found(entries=tuple(predicted))).counts[ENTRIES] == Counts(*expected)


def test_measures() -> None:
    result = Counts(gold=4, predicted=5, overlapping=3, exact=2, valued=2, complete=1)
    assert (result.precision, result.recall, result.value) == (3 / 5, 3 / 4, 2 / 3)
    assert (result.f1, result.strict, result.end_to_end) == (6 / 9, 4 / 9, 2 / 9)
    assert Counts().to_dict()["f1"] is None


def test_the_whole_adds_counts_not_scores() -> None:
    first = score(gold((3, 7, "DATE", "2014", False)), found((3, 7, "DATE", "2014")))
    second = replace(first, document="autre", counts=first.counts | {"DATE": Counts(9, 1, 1, 0, 0, 0)})
    evaluation = Evaluation((first, second))
    assert evaluation.total["DATE"] == Counts(10, 2, 2, 1, 1, 1)
    assert list(evaluation.tables()) == ["doc", "autre", "all"]
    assert list(evaluation.total) == list(ROWS)
    assert evaluation.to_dict()["documents"]["doc"]["DATE"]["end_to_end"] == 1.0


def test_differences() -> None:
    wanted = gold(
        (3, 7, "DATE", "2014", False),
        (56, 64, "DATE", "2015-05", False),
        entries=(marked(FACT, "2014"), marked(LAW_PASSES, "2015")),
    )
    got = found((56, 64, "DATE", "2015"), (92, 96, "DATE", "2016"), entries=(entry(TEXT, LAW_PASSES, "2016"),))
    listed = [(d.label, d.kind, d.text, d.expected, d.found) for d in score(wanted, got).differences]
    assert listed == [
        (ENTRIES, "missed", FACT, "2014", ""),
        ("DATE", "missed", "2014", "2014", ""),
        (ENTRIES, "value", LAW_PASSES, "2015", "2016"),
        ("DATE", "value", "mai 2015", "2015-05", "2015"),
        ("DATE", "extra", "2016", "", "2016"),
    ]


@pytest.mark.parametrize(("words", "sentence"), [("mai 2015", LAW_PASSES), ("2014", FACT), ("Fin", "Fin.")])
def test_the_sentence_around(words: str, sentence: str) -> None:
    start = TEXT.index(words)
    assert sentence_around(TEXT, start, start + len(words)) == sentence


ranges = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6)), max_size=8)


@given(ranges, ranges)
def test_matching_is_one_to_one_and_leaves_no_pair_over(ours: list[tuple[int, int]], theirs: list[tuple[int, int]]) -> None:
    one = [GoldMention(a, a + n, "DATE", "") for a, n in ours]
    two = [GoldMention(a, a + n, "DATE", "") for a, n in theirs]
    pairs = match(one, two, lambda g, p: overlap(g, p) > 0)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    free_one = [g for i, g in enumerate(one) if i not in {i for i, _ in pairs}]
    free_two = [p for j, p in enumerate(two) if j not in {j for _, j in pairs}]
    assert not any(overlap(g, p) > 0 for g in free_one for p in free_two)


def made(name: str, wanted: GoldEntry, document: str) -> Entry:
    date = FuzzyDate.from_edtf(wanted.date)
    return Entry(name, date, wanted.start, wanted.end, "", "", "explicit", "", document, "")


def inside(gold: Gold, entry: GoldEntry) -> dict[str, tuple[str, ...]]:
    """The values of the mentions inside the evidence of a gold entry, by the field of an entry that lists them."""
    held = [m for m in gold.mentions if entry.start <= m.start and m.end <= entry.end]
    return {name: tuple(dict.fromkeys(m.norm for m in held if m.label == label)) for name, label in PARTICIPANTS.items()}


def test_participants_are_those_of_the_evidence() -> None:
    marked = (
        GoldMention(0, 9, "ORG", "anr"),
        GoldMention(12, 15, "ORG", "cnrs", optional=True),
        GoldMention(20, 25, "PLACE", "Lyon"),
    )
    entry = GoldEntry("2014", 0, 30, "titre")
    told = {"organisations": ("anr", "cnrs", "inserm"), "places": ("Paris",), "people": ("Ailleurs",)}
    spans = (("ORG", 0, "anr"), ("ORG", 12, "cnrs"), ("ORG", 16, "inserm"), ("PLACE", 26, "Paris"))
    mentions = tuple(Mention(str(i), label, at, at + 3, "", norm, "") for i, (label, at, norm) in enumerate(spans))
    predicted = Entry("1", FuzzyDate.from_edtf("2014"), 0, 30, "", "", "explicit", "", "doc", "", participants=told)
    document = Document.from_text("x" * 30, id="doc")
    wanted = Gold(document, marked, (entry,), Path("doc.gold"), "")
    result = score(wanted, Chronology((document,), {"doc": mentions}, (predicted,)))
    assert result.counts[scoring.PARTICIPANTS] == Counts(2, 3, 1, 1, 1, 1), (
        "one found, Lyon missed, Inserm and Paris too many; the rest is not scored"
    )


def test_gold_against_itself_is_perfect(root: Path) -> None:
    from jalons import gold as files

    for path in files.find([root / "corpus/gold", root / "tests/gold"]):
        each = files.load(path)
        name = each.document.id
        mentions = tuple(Mention(str(i), m.label, m.start, m.end, "", m.norm, "") for i, m in enumerate(each.mentions))
        entries = tuple(
            Entry(
                str(i),
                FuzzyDate.from_edtf(e.date),
                e.start,
                e.end,
                "",
                "",
                "explicit",
                "",
                name,
                "",
                participants=inside(each, e),
            )
            for i, e in enumerate(each.entries)
        )
        result = score(each, Chronology((each.document,), {name: mentions}, entries))
        assert result.differences == ()
        assert all(c.gold == c.predicted == c.exact == c.complete for c in result.counts.values())
