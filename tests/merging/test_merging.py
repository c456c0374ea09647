"""Which entries are one fact, and what the fact says of itself."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from conftest import told
from hypothesis import given
from hypothesis import strategies as st

from jalons import Chronology
from jalons.folding import fold
from jalons.fuzzydate import FuzzyDate
from jalons.merging import blocking, comparing, merge
from jalons.merging.features import acts
from jalons.merging.items import Places
from jalons.merging.spans import span_of
from jalons.rules import Rule, load_rules
from jalons.types import Fact

CREATION = "Trente vignerons créent la coopérative du Mont Rouge."
FOUNDED = "La coopérative du Mont Rouge est fondée par des vignerons."


def joined(*chronologies: Chronology) -> list[Fact]:
    """The facts of several entries."""
    return [fact for fact in merge(chronologies).facts if len(fact.entries) > 1]


def test_one_fact_told_twice() -> None:
    (fact,) = joined(told("a", ("1931", FOUNDED)), told("b", ("1931-03-02", CREATION)))
    assert str(fact.date) == "1931-03-02"
    assert (fact.summary, fact.documents, fact.others) == (CREATION, ("a", "b"), ())
    assert fact.id == f"fait-{fact.entries[0]}"
    assert fact.reasons[0] == "date retenue : 1931-03-02, la plus précise (b), plutôt que 1931"
    assert "dates compatibles : 1931 et 1931-03-02 ; même acte : création ; en commun : " in fact.reasons[1]


def test_contrary_dates_stand_side_by_side() -> None:
    sources = [told("a", ("1931-03-02", FOUNDED)), told("b", ("1931-03", CREATION)), told("c", ("1933", FOUNDED))]
    (fact,) = joined(*sources)
    assert str(fact.date) == "1931-03-02"
    ((date, entries),) = fact.others
    assert (str(date), entries) == ("1933", (sources[2].entries[0].id,))
    assert "contradiction : 1933 selon c, 1931-03-02 selon a, b" in fact.reasons


DIFFERENT = [
    pytest.param(("1931-03-02", CREATION), ("1931-03-02", "Le maire inaugure la fontaine."), id="one day, two facts"),
    pytest.param(("1931", CREATION), ("1931", "La coopérative du Mont Rouge ferme ses caves."), id="opposite acts"),
    pytest.param(
        ("1931", "Le premier congrès des caves se tient à Béziers."),
        ("1931", "Le deuxième congrès des caves se tient à Béziers."),
        id="two editions of a year",
    ),
    pytest.param(
        ("1931-05", "Le congrès des caves se réunit à Béziers."),
        ("1933-05", "Le congrès des caves se réunit à Béziers."),
        id="what recurs has several dates and no contradiction",
    ),
    pytest.param(
        ("1931-05-02", "L'assemblée générale élit son bureau."),
        ("1932-05-02", "L'assemblée générale élit son bureau."),
        id="assemblies of two years",
    ),
    pytest.param(("1931", CREATION), (None, CREATION), id="an unknown date"),
    pytest.param(("1931", CREATION), ("../1950", CREATION[:20] + " une école du village."), id="a bound is no date"),
    pytest.param(("1900-01-02", CREATION), ("1931-03-05", FOUNDED), id="dates too far apart for a slip"),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_facts(one: tuple[str | None, str], other: tuple[str | None, str]) -> None:
    assert joined(told("a", one), told("b", other)) == []


def test_a_document_repeats_itself() -> None:
    again = "Rappelons que trente vignerons créent alors la coopérative du Mont Rouge."
    (fact,) = joined(told("a", ("1931-03-02", CREATION), ("1931-03-02", again)))
    assert fact.documents == ("a",)


def test_a_document_that_dates_twice_tells_two_facts() -> None:
    assert joined(told("a", ("1931-03-02", CREATION), ("1931-03-09", FOUNDED))) == []


def test_a_third_document_does_not_join_what_one_tells_apart() -> None:
    apart = told("a", ("1931-03-02", "Les vignerons élisent Paul Roux président."), ("1931-03-02", CREATION))
    (fact,) = joined(apart, told("b", ("1931", FOUNDED)))
    assert {entry.quote for entry in apart.entries if entry.id in fact.entries} == {CREATION}


def test_near_matches_do_not_snowball() -> None:
    middle = told("b", ("1931", "La coopérative des vignerons et le moulin des meuniers sont créés ensemble."))
    far = told("c", ("1931-09-08", "Le moulin des meuniers est créé."))
    facts = joined(told("a", ("1931-03-02", CREATION)), middle, far)
    assert not any({"a", "c"} <= set(fact.documents) for fact in facts)


def test_entries_of_one_passage_are_told_apart() -> None:
    one = told("a", ("1931", CREATION))
    twice = dataclasses.replace(one.entries[0], id="a-2", date=FuzzyDate.from_edtf("1931-03"))
    assert joined(dataclasses.replace(one, entries=(*one.entries, twice))) == []


def test_what_did_not_happen_is_not_what_did() -> None:
    assert joined(told("a", ("1931-03-02", CREATION)), told("b", ("1931-03-02", CREATION), modality="nié")) == []


def test_what_was_planned_for_another_time_is_no_contradiction() -> None:
    assert joined(told("a", ("1931", CREATION), modality="prévu"), told("b", ("1932", FOUNDED))) == []
    (fact,) = joined(told("a", ("1931-03-02", CREATION), modality="prévu"), told("b", ("1931-03", FOUNDED)))
    assert str(fact.date) == "1931-03", "what happened counts before what was planned, however precise"


def test_dates_that_only_touch_do_not_meet() -> None:
    spring, summer, march = (span_of(FuzzyDate.from_edtf(each)) for each in ("2018-21", "2018-22", "2018-03-10"))
    assert spring.meets(march)
    assert not spring.meets(summer)
    assert span_of(FuzzyDate.from_edtf("1995~")).meets(span_of(FuzzyDate.from_edtf("1996-05")))
    assert span_of(FuzzyDate.from_edtf("2016/..")) == span_of(FuzzyDate.from_edtf("2016"))
    assert span_of(FuzzyDate.from_edtf("0001~")).first.year == 1


WORDS = st.sampled_from("moulin barrage tribunal école vigneron fontaine archives théâtre pétition verger musée usine".split())
DATES = st.sampled_from(["1931", "1931-03", "1931-03-02", "1932", "1931-22", "193X", "1930/1932", "../1933", "1931~"])
SENTENCES = st.tuples(DATES, st.lists(WORDS, min_size=1, max_size=4).map(lambda words: f"On y voit {' et '.join(words)}."))
DOCUMENTS = st.lists(st.lists(SENTENCES, min_size=1, max_size=5, unique_by=lambda pair: pair[1]), min_size=2, max_size=5)


@given(DOCUMENTS, st.randoms(use_true_random=False))
def test_the_order_of_documents_changes_nothing(texts: list[list[tuple[str, str]]], chance: random.Random) -> None:
    chronologies = [told(f"d{place}", *sentences) for place, sentences in enumerate(texts)]
    expected = merge(chronologies).facts
    chance.shuffle(chronologies)
    assert merge(chronologies).facts == expected


@given(DOCUMENTS)
def test_an_unrelated_document_changes_nothing(texts: list[list[tuple[str, str]]]) -> None:
    chronologies = [told(f"d{place}", *sentences) for place, sentences in enumerate(texts)]
    stranger = told("x", ("1931-03-02", "Une comète passe."), ("1932", "Le glacier recule."))
    assert [f for f in merge([stranger, *chronologies]).facts if "x" not in f.documents] == list(merge(chronologies).facts)


@given(DOCUMENTS)
def test_every_entry_is_in_one_fact_and_dates_meet(texts: list[list[tuple[str, str]]]) -> None:
    chronology = merge(told(f"d{place}", *sentences) for place, sentences in enumerate(texts))
    entries = {entry.id: entry for entry in chronology.entries}
    assert sorted(name for fact in chronology.facts for name in fact.entries) == sorted(entries)
    for fact in chronology.facts:
        contrary = {name for _, names in fact.others for name in names}
        agreeing = [entries[name].date for name in fact.entries if name not in contrary]
        spans = [span_of(date) for date in agreeing if date]
        assert max(span.first for span in spans) <= min(span.last for span in spans)
        assert len(fact.entries) == 1 or fact.reasons


@pytest.fixture
def cost(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], int]:
    """How many pairs are formed and compared for so many documents that all speak of the same year and body."""
    steps = 0
    score, pairs = comparing.score, blocking._pairs

    def counted(*arguments: Any, **more: Any) -> float:
        nonlocal steps
        steps += 1
        return score(*arguments, **more)

    def listed(*arguments: Any) -> Places:
        nonlocal steps
        found = pairs(*arguments)
        steps += len(found)
        return found

    monkeypatch.setattr(comparing, "score", counted)
    monkeypatch.setattr(blocking, "_pairs", listed)

    def of(count: int) -> int:
        nonlocal steps
        steps = 0
        chance = random.Random(0)
        words = "moulin barrage tribunal école fontaine archives".split()

        def sentences(number: int) -> Iterator[tuple[str, str]]:
            for month in (3, 7):
                yield f"1931-{month:02}", f"La coopérative ouvre {' '.join(chance.sample(words, 3))} {number}."

        merge(told(f"d{number}", *sentences(number)) for number in range(count))
        return steps

    return of


def test_the_cost_does_not_grow_with_the_square(cost: Callable[[int], int]) -> None:
    few, many = cost(150), cost(600)
    assert few > 1000
    assert many <= 4.5 * few


@pytest.mark.parametrize("rule", load_rules("merging"), ids=lambda rule: rule.id)
def test_rows_of_acts(rule: Rule) -> None:
    act = acts()[rule.id]
    assert act.name
    assert act.opposites <= acts().keys()
    for sentence, (words, _) in rule.examples.items():
        match = act.pattern.search(fold(sentence))
        assert match, sentence
        assert match[0].strip() == words
    assert rule.rejects
    assert not [sentence for sentence in rule.rejects if act.pattern.search(fold(sentence))]


def test_nothing_to_merge() -> None:
    assert merge([]).facts == ()
