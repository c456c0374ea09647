"""Addresses of legal texts: the forms that Légifrance and EUR-Lex document, and none where one would be a guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalons.called import called_in
from jalons.laws.addresses import ORIGINS, address
from jalons.laws.register import register
from jalons.rules import load_lexicon
from jalons.types import Chronology, Document, Mention

FRANCE = "https://www.legifrance.gouv.fr/eli"
EUROPE = "http://data.europa.eu/eli"


@pytest.mark.parametrize(
    ("law", "wordings", "url"),
    [
        ("loi:2018-771", ["loi n° 2018-771 du 5 septembre 2018"], f"{FRANCE}/loi/2018/9/5/2018-771/jo/texte"),
        ("decret:2019-768", ["décret n° 2019-768 du 24 juillet 2019"], f"{FRANCE}/decret/2019/7/24/2019-768/jo/texte"),
        (
            "decret:2019-768",
            ["n° 2019-768\ndu 24 juillet 2019", "décret n° 2019-768"],
            f"{FRANCE}/decret/2019/7/24/2019-768/jo/texte",
        ),
        ("ordonnance:2021-1843", ["ordonnance n° 2021-1843 du 22/12/2021"], f"{FRANCE}/ordonnance/2021/12/22/2021-1843/jo/texte"),
        ("article:30@loi:2016-1321", [], f"{FRANCE}/loi/2016/10/7/2016-1321/jo/texte"),
        ("directive:2019/1024", [], f"{EUROPE}/dir/2019/1024/oj"),
        ("directive:95/46", [], f"{EUROPE}/dir/1995/46/oj"),
        ("reglement:2016/679", [], f"{EUROPE}/reg/2016/679/oj"),
        ("reglement:1907/2006", [], f"{EUROPE}/reg/2006/1907/oj"),
        ("reglement:216/2013", ["règlement (UE) n° 216/2013"], f"{EUROPE}/reg/2013/216/oj"),
        ("reglement:2081/92", ["règlement (CEE) n° 2081/92"], f"{EUROPE}/reg/1992/2081/oj"),
        ("reglement:2021/57", ["règlement (UE) 2021/57"], f"{EUROPE}/reg/2021/57/oj"),
        ("reglement:2015/207", ["règlement d'exécution (UE) 2015/207"], f"{EUROPE}/reg_impl/2015/207/oj"),
        ("reglement:480/2014", ["règlement délégué (UE) n° 480/2014"], f"{EUROPE}/reg_del/2014/480/oj"),
        ("decision:2012/21", ["décision 2012/21/UE"], f"{EUROPE}/dec/2012/21/oj"),
        ("code-civil", [], "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006070721"),
        ("article:1240@code-civil", [], "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006070721"),
    ],
)
def test_address(law: str, wordings: list[str], url: str) -> None:
    found = address(law, wordings=wordings)
    assert found is not None
    assert found == (url, ORIGINS["/codes/" in url])


@pytest.mark.parametrize(
    ("law", "wordings"),
    [
        ("loi:2099-12", []),  # no date known
        ("decret:2019-768", ["décret n° 2019-768 du 24 juillet 2020"]),  # a year that contradicts the number
        ("decret:2019-768", ["décret n° 2019-768 du 24 juillet 2019", "décret n° 2019-768 du 25 juillet 2019"]),  # two dates
        ("decret:2019-768", ["décret n° 2019-769 du 24 juillet 2019"]),  # the date of another text
        ("decret:2019-768", ["décret n° 2019-768 du 31 juin 2019"]),  # no day of the calendar
        ("loi:84-52", ["loi n° 84-52 du 26 janvier 1984"]),  # before the Journal officiel has ELI
        ("loi:1901-07-01", ["loi du 1er juillet 1901"]),
        ("loi:2001-692", []),  # an organic law: its type is not documented
        ("loi:2017-54", ["loi organique n° 2017-54 du 20 janvier 2017"]),
        ("arrete:2016-05-25", ["arrêté du 25 mai 2016"]),  # named by its NOR
        ("circulaire:5811/SG", ["circulaire n° 5811/SG du 29 septembre 2015"]),
        ("reglement:2016/2004", []),  # either could be the year
        ("decision:2020-810", []),  # of the Constitutional Council
        ("accord-paris", []),
        ("code-inconnu", []),
        ("article:5", []),
        ("reglement:²/²", []),
        ("", []),
    ],
)
def test_no_guess(law: str, wordings: list[str]) -> None:
    assert address(law, wordings=wordings) is None


@given(st.text(max_size=40), st.lists(st.text(max_size=40), max_size=2))
def test_any_text_is_safe(law: str, wordings: list[str]) -> None:
    for kind in ("", "loi:", "reglement:", "directive:"):
        found = address(kind + law, wordings=wordings)
        assert found is None or (found.url.isascii() and " " not in found.url)


def test_every_recent_law_of_the_lexicon_has_an_address() -> None:
    recent = [row for row in load_lexicon("laws") if row.id.startswith("loi:20") and len(row.cells["date"]) == 10]
    without = [row.name for row in recent if row.cells["date"] >= "2002" and address(row.id) is None]
    assert len(recent) > 100
    assert [name for name in without if "organique" not in name and "constitutionnelle" not in name] == []


def test_a_text_is_one_row_however_it_is_named() -> None:
    first, second = Document.from_text("x", id="a"), Document.from_text("x", id="b")

    def law(text: str, norm: str) -> Mention:
        return Mention("m", "LAW", 0, 1, text, norm, "numbered")

    mentions = {
        "a": (law("décret n° 2019-768", "decret:2019-768"), law("article 2 du décret n° 2019-768", "article:2@decret:2019-768")),
        "b": (law("décret n° 2019-768 du\n24 juillet 2019", "decret:2019-768"), law("décret n° 2019-768", "decret:2019-768")),
    }
    article, text = register(called_in(Chronology((first, second), mentions, ())))
    assert (text.name, text.date, text.mentions, text.documents) == ("décret n° 2019-768", "2019-07-24", 3, ("a", "b"))
    assert (article.name, article.kind, article.date) == ("article 2 du décret n° 2019-768", "article", "")
    assert article.address == text.address == (f"{FRANCE}/decret/2019/7/24/2019-768/jo/texte", "calculée")
