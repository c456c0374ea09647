"""`jalons diff` and `jalons explain`: what a rebuild changed, and the way from the source to a row."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import mention, told

from jalons import Chronology, writers
from jalons.corrections.table import Correction
from jalons.dataset import Dataset
from jalons.differences import compare
from jalons.errors import DataError, DocumentError
from jalons.explaining import explain
from jalons.files import write_together
from jalons.fuzzydate import FuzzyDate
from jalons.merging import merge

FOUNDED = "La coopérative du Mont Rouge est fondée par des vignerons."
CREATED = "Trente vignerons créent la coopérative du Mont Rouge."
MILL = "Le moulin brûle en une nuit."

Published = Callable[..., Dataset]


@pytest.fixture
def published(tmp_path: Path) -> Published:
    """Writes the dataset of some chronologies and reads it back."""
    count = 0

    def write(*chronologies: Chronology, corrections: tuple[Correction, ...] = ()) -> Dataset:
        nonlocal count
        count += 1
        texts = writers.render_all(merge(chronologies, corrections=corrections))
        write_together({tmp_path / str(count) / name: text for name, text in texts.items()})
        return Dataset.load(tmp_path / str(count))

    return write


def changed(chronology: Chronology, **cells: object) -> Chronology:
    """The chronology with cells of its first entry changed."""
    first, *rest = chronology.entries
    return dataclasses.replace(chronology, entries=(dataclasses.replace(first, **cells), *rest))  # type: ignore[arg-type]


def test_nothing_changed(published: Published) -> None:
    one = told("a", ("1931", FOUNDED))
    differences = compare(published(one), published(one))
    assert list(differences.lines()) == ["Rien n'a changé."]
    assert differences.to_dict()["entries"] == {"added": [], "gone": [], "changed": []}


def test_what_changed_in_an_entry(published: Published) -> None:
    before = told("a", ("1931", FOUNDED))
    after = changed(
        before,
        date=FuzzyDate.from_edtf("1932"),
        summary="Fondation",
        participants={"organisations": ("mont-rouge",)},
        kind="création",
    )
    name = before.entries[0].id
    differences = compare(published(before), published(after))
    here = f"(1932, Fondation [{name}])"
    assert list(differences.lines()) == [
        f"Entrée redatée : « 1931 » devient « 1932 » {here}",
        f"Entrée reformulée : « {FOUNDED} » devient « Fondation » {here}",
        f"Entrée d'une autre nature : «  » devient « création » {here}",
        f"Entrée reliée : avec organisations : mont-rouge {here}",
        "Entrées : 1 redatée, 1 reformulée, 1 reliée, 1 d'une autre nature.",
    ]
    (each,) = differences.to_dict()["entries"]["changed"]
    assert (each["id"], each["changes"]["date"]) == (name, ["1931", "1932"])


def test_what_came_and_went(published: Published) -> None:
    before = published(told("a", ("1931", FOUNDED), ("1950", MILL)), told("b", ("1960", MILL)))
    after = published(
        told("a", ("1931", FOUNDED.replace("des vignerons", "trente vignerons"))), told("c", ("1931-03-02", CREATED))
    )
    differences = compare(before, after)
    assert (differences.documents_added, differences.documents_gone) == (("c",), ("b",))
    assert [entry["quote"] for entry in differences.gone] == [MILL, MILL]
    assert [entry["quote"] for entry in differences.added] == [CREATED]
    (each,) = differences.changed
    assert list(each.changes) == ["summary", "quote"]
    assert each.old["id"] != each.new["id"]


def test_facts_joined_and_parted(published: Published) -> None:
    one, other = told("a", ("1931", FOUNDED)), told("b", ("1931-03-02", CREATED))
    ids = tuple(sorted((one.entries[0].id, other.entries[0].id)))
    apart = Correction("séparer", ids[0], FOUNDED, ids[1], "moi", "2024-05-02", "deux caves", 2)
    together, separate = published(one, other), published(one, other, corrections=(apart,))
    assert compare(together, separate).parted == (ids,)
    differences = compare(separate, together)
    assert differences.joined == (ids,)
    assert list(differences.lines()) == [f"Réunies en un fait : {', '.join(ids)}", "Les entrées sont les mêmes."]


def test_mentions_are_counted(published: Published, make: Callable[..., Chronology]) -> None:
    text = "L'ANR et le CNRS."
    anr, cnrs = mention(text, "ANR", "ORG", "anr"), mention(text, "CNRS", "ORG", "cnrs")
    before, after = make(text, (anr, cnrs)), make(text, (dataclasses.replace(anr, norm="agence"),))
    assert compare(published(before), published(after)).mentions == {"ORG": (0, 1, 1)}


def test_what_is_no_dataset(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="n'existe pas"):
        Dataset.load(tmp_path / "absent")
    with pytest.raises(DataError, match="illisible"):
        Dataset.load(tmp_path)
    (tmp_path / "chronologie.json").write_text("{}")
    with pytest.raises(DataError, match="pas un jeu de données"):
        Dataset.load(tmp_path)


def test_an_entry_is_explained(published: Published) -> None:
    text = "En 1931, l'ANR [sic] soutient le moulin."
    quote = text
    found = told("a", ("1931", quote), kind="création", rule="kind-x", date_rule="year", anchor="1930", how="relative")
    named = (mention(text, "1931", "DATE", "1931"), mention(text, "ANR", "ORG", "anr"))
    name = found.entries[0].id
    correction = Correction("reformuler", name, quote, "Soutien", "moi", "2024-05-02", "plus court", 2)
    dataset = published(dataclasses.replace(found, mentions={"a": named}), corrections=(correction,))
    lines = "\n".join(explain(dataset, name))
    for words in (
        "document      : a (sans fichier), caractères 0 à 40",
        f"sha256        : {found.documents[0].sha256}",
        "passage       : « En [1931|DATE 1931], l'[ANR|ORG anr] [sic] soutient le moulin. »",
        "résumé        : Soutien",
        "date          : 1931 (relative au récit, comptée depuis « 1930 ») ; règle year",
        "nature        : création ; règle kind-x",
        f"fait          : fait-{name}, que rien d'autre ne raconte",
        "correction    : reformuler « Soutien » (moi, 2024-05-02 : plus court) ; appliquée",
        "établi par    : jalons 0.",
    ):
        assert words in lines
    mentioned = "\n".join(explain(dataset, named[1].id))
    assert "« …En 1931, l'[ANR] [sic] soutient le moulin.… »" in mentioned
    assert f"entrées       : {name}" in mentioned


def test_a_fact_is_explained_with_all_its_entries(published: Published) -> None:
    one, other = told("a", ("1931", FOUNDED)), told("b", ("1931-03-02", CREATED))
    dataset = published(one, other)
    (fact,) = dataset.facts
    lines = explain(dataset, fact)
    assert lines[0] == f"Fait {fact}"
    assert "  - date retenue : 1931-03-02, la plus précise (b), plutôt que 1931" in lines
    assert [line for line in lines if line.startswith("Entrée")] == [f"Entrée {e.entries[0].id}" for e in (other, one)]


def test_what_was_rejected_is_explained_too(published: Published) -> None:
    one = told("a", ("1931", FOUNDED))
    name = one.entries[0].id
    dataset = published(one, corrections=(Correction("rejeter", name, FOUNDED, "", "moi", "2024-05-02", "faux", 2),))
    assert explain(dataset, name) == [
        f"{name} n'est pas dans le jeu de données.",
        "  correction    : rejeter (moi, 2024-05-02 : faux) ; appliquée",
    ]
    with pytest.raises(DataError, match="aucune entrée, mention ni fait"):
        explain(dataset, "rien")
