"""Each date says what it was counted from: a mention, as written, or the document's own date; or why it has no value."""

from __future__ import annotations

import logging

import pytest

from jalons.components.sentences import sentence_starts
from jalons.dates import DateMention, find
from jalons.fuzzydate import FuzzyDate

REFERENCE = FuzzyDate.from_edtf("2020-06-15")


def dates(text: str, reference: FuzzyDate | None = REFERENCE) -> list[DateMention]:
    return find(text, reference=reference, sentences=sentence_starts(text, 0, len(text)))


@pytest.mark.parametrize(
    ("text", "how", "anchor", "anchor_date"),
    [
        ("Elle naît en 2014. L'année suivante, elle essaime.", "relative", "2014", "2014"),
        ("En mai\n2012, on vote. À cette époque, rien.", "anaphoric", "mai 2012", "2012-05"),
        ("Le conseil du 4 mai 2018 a voté. Le 20, le site est à jour.", "incomplete", "4 mai 2018", "2018-05-04"),
        ("Hier, le préfet est venu.", "deictic", "", "2020-06-15"),
        ("Le 12 mars, le préfet est venu.", "incomplete", "", "2020-06-15"),
        ("Deux ans plus tard, en 2016, elle essaime.", "relative", "2016", "2016"),
        ("Le 12 mars 2016, le préfet est venu.", "explicit", "", ""),
        ("De mars à mai 2016, le préfet est absent.", "explicit", "", ""),
    ],
)
def test_what_a_date_leans_on(text: str, how: str, anchor: str, anchor_date: str) -> None:
    mention = next((m for m in dates(text) if m.how != "explicit"), dates(text)[0])
    assert (mention.how, mention.anchor, mention.anchor_date, mention.problem) == (how, anchor, anchor_date, "")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Né le 31 février 2012.", "cette date n'existe pas"),
        ("Du 9 au 7 janvier 2015, le site ferme.", "l'intervalle est à l'envers"),
        ("De 2015 à 2012, rien.", "« 2015/2012 » : l'intervalle est à l'envers"),
    ],
)
def test_an_impossible_date_is_warned_of(text: str, problem: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="jalons"):
        (mention,) = dates(text)
    assert (mention.edtf, mention.problem) == ("", problem)
    assert problem in caplog.text


def test_a_date_that_lacks_its_anchor_says_so_and_warns_of_nothing(caplog: pytest.LogCaptureFixture) -> None:
    (mention,) = dates("Hier, le préfet est venu.", None)
    assert (mention.edtf, mention.problem) == ("", "la date du document n'est pas connue")
    assert not caplog.records


def test_a_year_counted_from_the_present_is_the_frame_of_its_own_item() -> None:
    first, second = "Il y a six ans, la loi était votée.", "Deux réseaux ont signé le 11 mai une charte."
    blocks = [(0, len(first), "item"), (len(first) + 1, len(first) + 1 + len(second), "item")]
    mentions = find(f"{first}\n{second}", reference=REFERENCE, blocks=blocks, sentences=[start for start, _, _ in blocks])
    assert [mention.edtf for mention in mentions] == ["2014", "2020-05-11"]


def in_blocks(kind: str, *parts: str) -> list[tuple[str, str]]:
    """The dates of a heading and blocks of one kind, in a document of June 2023."""
    text, blocks, start = "\n".join(("Lettre", *parts)), [(0, 6, "heading")], 7
    for part in parts:
        blocks.append((start, start + len(part), kind))
        start += len(part) + 1
    starts = [at for low, high, _ in blocks for at in sentence_starts(text, low, high)]
    mentions = find(text, reference=FuzzyDate.from_edtf("2023-06-12"), blocks=blocks, sentences=starts)
    return [(text[m.start : m.end], m.edtf) for m in mentions]


@pytest.mark.parametrize(
    ("paragraphs", "last"),
    [
        (
            ("Hier, le conseil a voté.", "En 1956, l'école accueillait trente élèves.", "Le 3 mars, on a posé la pierre."),
            "2023-03-03",
        ),
        (("Le 4 avril 2022, on vote.", "La section est née en 2009 à Dax.", "Le 12 septembre, le bureau a siégé."), "2022-09-12"),
        (("Cette année, on fête le club.", "En 1993, trois amis l'ont fondé.", "En mars, ils ont loué un local."), "1993-03"),
        (("Hier, le conseil a voté.", "La gare ouvre en 1915.", "En mai, les premiers soldats y passent."), "1915-05"),
        (("Le 4 avril 2022, on vote.", "Paul naît en 1909.", "En mai, il perd son père."), "1909-05"),
    ],
)
def test_a_paragraph_that_goes_back_is_a_digression_that_the_perfect_leaves(paragraphs: tuple[str, ...], last: str) -> None:
    assert in_blocks("paragraph", *paragraphs)[-1][1] == last


def test_a_quotation_moves_the_story_in_its_own_paragraph_alone() -> None:
    quoted = "La société a survécu : « Nous étions 320 en 1985 », reconnaît le président."
    assert in_blocks("paragraph", quoted, "Le bail arrivait à échéance fin décembre.")[-1][1] == "2022-12-21~/2022-12-31~"


def test_the_items_of_a_list_are_one_story() -> None:
    items = ("- 15 octobre 2023 : le fournil ouvrira ;", "- novembre : accueil d'une apprentie ;", "- février : nouveau camion.")
    assert [edtf for _, edtf in in_blocks("item", *items)] == ["2023-10-15", "2023-11", "2024-02"]


def test_a_law_that_opens_a_sentence_completes_a_story_but_no_perfect() -> None:
    law = "La loi du 2 mai 1930"
    for told, edtf in (
        (" protège les sites. En juillet, on classe le parc.", "1930-07"),
        (" s'applique. En mars, on a classé le parc.", "2020-03"),
    ):
        text = law + told
        (mention,) = find(text, reference=REFERENCE, sentences=sentence_starts(text, 0, len(text)), names=[(3, len(law))])
        assert mention.edtf == edtf


def test_a_law_in_an_aside_completes_nothing() -> None:
    text = "La secrétaire, nommée par décret du 2 mars 2011, a quitté ses fonctions le 31 mars."
    (mention,) = find(text, reference=REFERENCE, names=[(26, 47)])
    assert (text[26:47], mention.edtf) == ("décret du 2 mars 2011", "2020-03-31")
