"""What a reader does with the page, in a headless Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from browser import Opened, needs_chromium, opened
from conftest import entry, mention
from pages import plain, summaries, written
from playwright.sync_api import Browser, Page, expect

from jalons import Chronology


@needs_chromium
def test_it_opens(frise: Opened) -> None:
    page = frise.page
    assert page.inner_text("#scope") == "7\u00a0faits datés, de 2000 à 2016, tirés de 2\u00a0documents"
    assert [plain(words) for words in page.locator("#facts .when").all_inner_texts()] == [
        "début des années 2000",
        "2011 (incertain)",
        "17 novembre 2012",
        "été 2013",
        "de 2014 à 2016",
        "à partir de 2016",
        "date inconnue",
    ]


@needs_chromium
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ETE 2013", ["été 2013"]),
        ("oeuvre", ["de 2014 à 2016"]),
        ("l'oeuvre enquête", ["de 2014 à 2016"]),
        ("« loi Fioraso »", ["été 2013"]),
        ("2012-11", ["17 novembre 2012"]),
        ("comité", ["2011 (incertain)"]),
        ("éunit", []),
    ],
)
def test_search(frise: Opened, query: str, found: list[str]) -> None:
    frise.page.fill("#query", query)
    assert [plain(words) for words in frise.page.locator("#facts .when").all_inner_texts()] == found
    assert frise.page.locator("#nothing").is_visible() is not bool(found)
    assert len(found) == 0 or frise.page.inner_text("#count") == f"{len(found)} sur 7\u00a0faits"


@needs_chromium
def test_words_found_are_marked(frise: Opened) -> None:
    frise.page.fill("#query", "oeuvre anr")
    assert frise.page.locator("#facts mark").all_inner_texts() == ["œuvre", "ANR"]


@needs_chromium
def test_filters_hold_together(frise: Opened) -> None:
    page = frise.page
    page.get_by_role("checkbox", name="Création").check()
    assert len(summaries(page)) == 2
    page.get_by_role("checkbox", name="Texte officiel").check()
    assert len(summaries(page)) == 3, "any value of one facet"
    page.get_by_text("Certitude de la date").click()
    page.get_by_role("checkbox", name="Approximative").check()
    assert len(summaries(page)) == 1, "all facets"
    page.get_by_role("button", name="Tout retirer").click()
    assert len(summaries(page)) == 7
    for title, value in (("Organisations", "ANR"), ("Textes de loi", "Loi"), ("Documents", "Pv")):
        box = page.get_by_role("checkbox", name=value)
        if not box.is_visible():
            page.get_by_text(title, exact=True).click()
        box.check()
        assert 0 < len(summaries(page)) < 7
        page.get_by_role("button", name="Retirer le filtre").click()


def span(page: Page) -> str:
    """The days in view, as the frise says them."""
    return page.get_attribute("#canvas-frame", "aria-label") or ""


@needs_chromium
def test_zoom_from_century_to_day(frise: Opened) -> None:
    page = frise.page
    whole = span(page)
    years = {}
    for scale in ("siècle", "décennie", "année", "mois", "jours"):
        page.get_by_role("button", name=scale, exact=True).click()
        first, last = re.findall(r"\d{4}", span(page))
        years[scale] = int(last) - int(first)
    assert years["siècle"] in (99, 100)
    assert years["décennie"] in (9, 10)
    assert years["jours"] == 0
    page.get_by_role("button", name="tout voir").click()
    assert span(page) == whole
    box = page.locator("#bars").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 40)
    page.mouse.wheel(0, -600)
    expect(page.locator("#canvas-frame")).not_to_have_attribute("aria-label", whole)
    wheeled = span(page)
    assert wheeled != whole
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 - 200, box["y"] + 40, steps=4)
    page.mouse.up()
    expect(page.locator("#canvas-frame")).not_to_have_attribute("aria-label", wheeled)


@needs_chromium
def test_the_frise_by_keyboard(frise: Opened) -> None:
    page = frise.page
    page.focus("#canvas-frame")
    whole = span(page)
    for key in ("+", "+", "ArrowRight", "ArrowLeft", "-", "0"):
        before = span(page)
        page.keyboard.press(key)
        expect(page.locator("#canvas-frame")).not_to_have_attribute("aria-label", before)
    assert span(page) == whole
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert plain(page.inner_text("#spoken")).startswith("2011 (incertain) : ")
    page.keyboard.press("Enter")
    assert plain(page.inner_text("#passage-title")) == "2011 (incertain)"
    page.keyboard.press("Escape")
    assert page.locator("#passage").is_hidden()
    assert page.evaluate("document.activeElement.closest('li')?.innerText").endswith("date incertaine")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "query"


@needs_chromium
def test_a_bar_opens_its_passage(frise: Opened) -> None:
    page = frise.page
    page.fill("#query", "lancée")
    box = page.locator("#bars").bounding_box()
    assert box
    for x in range(150, int(box["width"]), 4):
        page.mouse.move(box["x"] + x, box["y"] + 22)
        if page.locator("#tip").is_visible():
            break
    assert "17 novembre 2012" in plain(page.inner_text("#tip"))
    page.mouse.click(box["x"] + x, box["y"] + 22)
    assert page.inner_text("#passage-title") == "17 novembre 2012"


@needs_chromium
def test_lanes_by_document(frise: Opened) -> None:
    page = frise.page
    before = page.locator("#lanes-height").bounding_box()
    page.get_by_text("par document").click()
    after = page.locator("#lanes-height").bounding_box()
    assert before and after and before["height"] != after["height"]


@needs_chromium
def test_an_entry_opens_its_passage(frise: Opened) -> None:
    page = frise.page
    page.locator("#facts a", has_text="Alliance").click()
    assert "".join(page.locator(".text .told").all_inner_texts()) == "Le 17 novembre 2012, l'Alliance est lancée à Paris."
    known = plain(page.inner_text(".known"))
    assert "écrite : « 17 novembre 2012 » (règle rule)" in known
    assert "le 17 novembre 2012 2012-11-17" in known.replace("\n", " ")
    assert "p. 2" in plain(page.inner_text(".document"))
    labels = {element.inner_text(): element.get_attribute("title") for element in page.locator(".text .m").all()}
    assert plain(labels["Paris"] or "") == "Lieu : Paris"
    assert set(labels) == {"début des années 2000", "17 novembre 2012", "Paris", "loi Fioraso", "ANR"}
    colour = "element => getComputedStyle(element).backgroundImage + getComputedStyle(element).backgroundColor"
    assert page.locator(".text .m-LAW").evaluate(colour) != page.locator(".text .m-ORG").evaluate(colour)
    assert page.locator(".text .page").all_inner_texts() == ["page\u00a01", "page\u00a02"]
    page.locator(".legend").get_by_role("button", name="lieu").click()
    assert "no-PLACE" in (page.get_attribute(".text", "class") or "")


@needs_chromium
def test_deep_links(frise: Opened) -> None:
    page = frise.go("#histoire-46")
    assert page.inner_text("#passage-title") == "17 novembre 2012"
    assert page.locator("[aria-current=true] .summary").count() == 1
    page.get_by_role("button", name="Copier le lien").click()
    expect(page.locator("#copy-link")).to_have_text("Copié")
    assert page.evaluate("navigator.clipboard.readText()") == f"{frise.address}#histoire-46"
    page.get_by_role("button", name="Citer").click()
    expect(page.locator("#copy-reference")).to_have_text("Copié")
    cited = plain(page.evaluate("navigator.clipboard.readText()"))
    assert cited == "« Le 17 novembre 2012, l'Alliance est lancée à Paris. », Histoire, p. 2 [17 novembre 2012 ; histoire-46]."
    page.get_by_role("button", name="Fait suivant").click()
    assert page.url.endswith("#histoire-98")
    page.go_back()
    assert page.inner_text("#passage-title") == "17 novembre 2012"


@needs_chromium
@pytest.mark.parametrize("fragment", ["#rien", "#%E0%A4%A", "#constructor", "#liste"])
def test_links_to_nothing(frise: Opened, fragment: str) -> None:
    page = frise.go(fragment)
    assert page.locator("#passage").is_hidden()


@needs_chromium
def test_names_filter_and_laws_lead_away(frise: Opened) -> None:
    page = frise.go("#histoire-98")
    away = page.locator("a.away")
    assert away.get_attribute("href") == "https://www.legifrance.gouv.fr/eli/loi/2013/7/22/2013-660/jo/texte"
    assert "noopener" in (away.get_attribute("rel") or "")
    page.locator(".known .name").click()
    assert len(summaries(page)) == 1


@needs_chromium
def test_the_date_from_which_one_counts_is_told(browser: Browser, tmp_path: Path, make: Callable[..., Chronology]) -> None:
    text = "Née en 2012, elle change de nom deux ans plus tard."
    cells = {"how": "relative", "date_rule": "later", "anchor": "2012", "section": "Origines", "modality": "prévu"}
    mentions = (mention(text, "deux ans plus tard", "DATE", "2014"),)
    path = written(make(text, mentions, (entry(text, text, "2014", **cells),)), tmp_path)
    with opened(browser, path) as frise:
        frise.page.locator("#facts a").click()
        known = plain(frise.page.inner_text(".known"))
        assert "relative au récit : « deux ans plus tard », comptée depuis « 2012 » (règle later)" in known
        assert "prévu" in known and "« Origines »" in plain(frise.page.inner_text(".document"))
