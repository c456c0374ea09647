from __future__ import annotations

import base64
import hashlib
import json
import re
import statistics
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import Opened, launched, needs_chromium, opened
from conftest import entry, mention
from generated import chronology as generated
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect
from spacy.language import Language

import jalons
from jalons import Chronology, Document, FuzzyDate, writers
from jalons.corrections.table import APPLIED, REFUSED, Correction, Outcome
from jalons.types import Entry, Fact, Mention, in_chronological_order
from jalons.writers.html.content import content
from jalons.writers.html.drawing import drawn
from jalons.writers.html.texts import unwrapped, utf16

LAW = "À l'été 2013, la loi Fioraso est votée."
SURVEY = "De 2014 à 2016, elle mène une enquête sur l'œuvre de l'ANR."
HISTORY = (
    "L'association naît au début des années 2000.\n\n"
    f"Le 17 novembre 2012, l'Alliance est lancée à Paris. {LAW} {SURVEY} Depuis 2016, elle s'étend."
)
MINUTES = "Peut-être en 2011, un comité se réunit. Hier, le bureau a voté."


def made() -> Chronology:
    """Two documents, every way to draw a date, most labels."""
    history = Document.from_text(HISTORY, id="histoire", title="Histoire", pages=(0, 46))
    minutes = Document.from_text(MINUTES, id="pv")

    def of(document: Document, quote: str, date: str | None, kind: str, **cells: object) -> Entry:
        name = f"{document.id}-{document.text.index(quote)}"
        return entry(document.text, quote, date, document=document.id, id=name, kind=kind, **cells)

    entries = (
        of(history, "L'association naît au début des années 2000.", "2000~/2003~", "création", page=1),
        of(history, "Le 17 novembre 2012, l'Alliance est lancée à Paris.", "2012-11-17", "création", page=2),
        of(history, LAW, "2013-22", "texte officiel", participants={"laws": ("loi:2013-660",)}),
        of(history, SURVEY, "2014/2016", "fait", participants={"organisations": ("anr",)}),
        of(history, "Depuis 2016, elle s'étend.", "2016/..", "état"),
        of(minutes, "Peut-être en 2011, un comité se réunit.", "2011?", "rencontre"),
        of(minutes, "Hier, le bureau a voté.", None, "gouvernance"),
    )
    mentions = {
        "histoire": (
            mention(HISTORY, "début des années 2000", "DATE", "2000~/2003~"),
            mention(HISTORY, "17 novembre 2012", "DATE", "2012-11-17"),
            mention(HISTORY, "Paris", "PLACE", "Paris"),
            mention(HISTORY, "loi Fioraso", "LAW", "loi:2013-660"),
            mention(HISTORY, "ANR", "ORG", "anr"),
        ),
        "pv": (mention(MINUTES, "Hier", "DATE", ""),),
    }
    return Chronology((history, minutes), mentions, in_chronological_order(entries))


def written(chronology: Chronology, folder: Path) -> Path:
    path = folder / "chronologie.html"
    path.write_bytes(writers.render(chronology, "chronologie.html").encode())
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(made(), tmp_path_factory.mktemp("page"))


@pytest.fixture
def frise(browser: Browser, file: Path) -> Iterator[Opened]:
    with opened(browser, file, permissions=["clipboard-read", "clipboard-write"]) as frise:
        yield frise


def summaries(page: Page) -> list[str]:
    return page.locator("#facts .summary").all_inner_texts()


def plain(text: str) -> str:
    """Typeset text as it was before."""
    return re.sub(r"[\u00a0\u202f]", " ", text).replace("’", "'")


# What is written


def test_the_same_chronology_gives_the_same_page() -> None:
    assert writers.render(made(), "chronologie.html") == writers.render(made(), "chronologie.html")


def test_the_page_of_the_corpus_is_small(root: Path, nlp: Language) -> None:
    chronology = jalons.extract(jalons.read(root / "corpus/texts/histoire-alliss.txt", reference_date="2026-01"), nlp=nlp)
    assert len(writers.render(chronology, "chronologie.html").encode()) < 1_500_000


class Parts(HTMLParser):
    """The scripts and styles of a page, its policy, and whatever attribute could fetch or run something."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.policy, self.inside = "", ""
        self.parts: dict[str, list[str]] = {"script": [], "style": []}
        self.acts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        cells = dict(attrs)
        if cells.get("http-equiv") == "Content-Security-Policy":
            self.policy = cells["content"] or ""
        acting = ("src", "href", "action", "data", "style", "srcset")
        self.acts += [f"{tag} {name}={value}" for name, value in attrs if name in acting or name.startswith("on")]
        self.inside = tag if tag in self.parts and cells.get("type") != "application/json" else ""

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.parts[self.inside].append(data)
            self.inside = ""


def test_the_policy_allows_what_is_in_the_page_and_nothing_else() -> None:
    parts = Parts(writers.render(made(), "chronologie.html"))
    assert parts.acts == ["a href=#liste"]
    directives = dict(directive.split(" ", 1) for directive in parts.policy.split("; "))
    assert directives["default-src"] == "'none'"
    for tag, sources in (("script", directives["script-src"]), ("style", directives["style-src"])):
        digests = [base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() for part in parts.parts[tag]]
        assert sources.split() == [f"'sha256-{digest}'" for digest in digests]
    assert "unsafe" not in parts.policy


@given(st.text(alphabet=st.sampled_from('a é😀<>&\u2028\u2029\x00\x7f\ud800"\\\u202e/!-')))
def test_data_survives_its_place_in_the_page(text: str) -> None:
    page = writers.render(Chronology((Document.from_text(text, id="t", title=text),), {}, ()), "chronologie.html")
    (data,) = re.findall(r'<script type="application/json" id="data">([^<>]*)</script>', page)
    assert json.loads(data)["documents"][0]["text"] == text.replace("\r", " ")
    page.encode()


@given(st.text(alphabet="a😀é"), st.data())
def test_offsets_count_as_javascript_does(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    assert utf16(text)(place) == len(text[:place].encode("utf-16-le")) // 2


@given(st.text(alphabet="ab-\u00ad \t\n\r.É"))
def test_unwrapping_moves_no_character(text: str) -> None:
    shown = unwrapped(Document.from_text(text, id="t"))
    assert len(shown) == len(text)
    assert re.sub(r"[\s\u2060]", " ", shown).replace("\u00ad", "-") == re.sub(r"\s", " ", text).replace("\u00ad", "-")


def test_wrapped_lines_are_joined_and_cut_words_made_whole() -> None:
    text = "Les soirées raccourcissent et les jour-\nnées s'allongent ; notre conseil\nd'administration se réunit.\n\nTitre\n"
    shown = unwrapped(Document.from_text(text, id="t"))
    assert shown == text.replace("jour-\nnées", "jour\u00ad\u2060nées").replace("conseil\nd'a", "conseil d'a")


@pytest.mark.parametrize(
    ("edtf", "sure", "soft", "certainty"),
    [
        ("2012-11-17", ("2012-11-17", "2012-11-17"), None, ["sûre"]),
        ("2012", None, None, ["sûre"]),
        ("2007/2009", ("2007-12-31", "2009-01-01"), None, ["sûre"]),
        ("2015-01-07/2015-01-09", ("2015-01-07", "2015-01-09"), None, ["sûre"]),
        ("2014/2014-06", None, None, ["sûre"]),
        ("1995~", None, [True, True], ["approximative"]),
        ("2019-09~/..", None, [True, False], ["approximative", "ouverte"]),
        ("2016/..", ("2016-12-31", None), None, ["ouverte"]),
        ("../2019", (None, "2019-01-01"), None, ["ouverte"]),
        ("2011?", None, None, ["incertaine"]),
        ("2011-05-04%", None, [True, True], ["approximative", "incertaine"]),
    ],
)
def test_what_of_a_date_is_drawn_as_sure(
    edtf: str, sure: tuple[str | None, str | None] | None, soft: list[bool] | None, certainty: list[str]
) -> None:
    shape = drawn(FuzzyDate.from_edtf(edtf))
    days = [FuzzyDate.from_edtf(day).earliest if day else None for day in sure or ()]
    assert shape.get("sure") == ([day and day.toordinal() for day in days] or None)
    assert (shape.get("soft"), shape["certainty"]) == (soft, certainty)


def test_the_words_that_give_a_date_are_told() -> None:
    sources = {fact["sources"][0]["id"]: fact["sources"][0] for fact in content(made())["facts"]}
    assert (sources["histoire-46"]["said"], sources["histoire-46"]["rule"]) == ("17 novembre 2012", "rule")
    assert (sources["pv-40"]["said"], sources["pv-40"]["how"]) == ("Hier", "deictic")


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


# What a reader does


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
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_serious(browser: Browser, file: Path, width: int, scheme: str) -> None:
    with opened(browser, file, width=width, color_scheme=scheme, bypass_csp=True) as frise:
        for fragment in ("", "#histoire-98"):
            page = frise.go(fragment)
            if not fragment:
                page.click("#key-open")
            found = [v for v in Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical")]
            assert [(violation["id"], [node["html"] for node in violation["nodes"]]) for violation in found] == []


@needs_chromium
@pytest.mark.parametrize("fragment", ["", "#histoire-46"])
def test_a_narrow_screen(browser: Browser, file: Path, fragment: str) -> None:
    with opened(browser, file, width=390, height=844, has_touch=True) as frise:
        page = frise.go(fragment)
        assert page.evaluate("document.scrollingElement.scrollWidth") == 390
        assert page.locator("#passage").is_visible() is bool(fragment)


HOSTILE = "</script><img src=x onerror=alert(1)><!--<script>\u202eenvers\u2028\u2029\x00\x1b[31m😀&lt;b&gt;`${alert(1)}`"
HOSTILE += f" {'w' * 10_000}"


@needs_chromium
@pytest.mark.parametrize("width", [1280, 390])
def test_hostile_text_injects_nothing(browser: Browser, tmp_path: Path, make: Callable[..., Chronology], width: int) -> None:
    text = f"En 2012, {HOSTILE} naît. Fin. \ud800"
    quote = text[: text.index(" Fin.")]
    participants = {"organisations": (HOSTILE,), "laws": ("javascript:alert(1)",), "places": ("__proto__",)}
    entries = (entry(text, quote, "2012", summary=HOSTILE, kind=HOSTILE, how="<i>", participants=participants, rule=HOSTILE),)
    mentions: tuple[Mention, ...] = (mention(text, "2012", "DATE", "2012"), mention(text, HOSTILE, "ORG", HOSTILE))
    path = written(make(text, mentions, entries, title=HOSTILE, source=HOSTILE), tmp_path)
    with opened(browser, path, width=width) as frise:
        page = frise.page
        page.fill("#query", "<img onerror")
        page.locator("#facts a").click()
        assert page.locator("img, iframe, object, embed, b, i:not(.swatch)").count() == 0
        assert page.locator("script").count() == 3
        shown = "".join(page.locator(".text .told").evaluate_all("all => all.map(one => one.textContent)"))
        assert shown == quote.replace("\u2028", "").replace("\u2029", "")
        for pane in ("html", "#liste", "#passage", ".sheet", ".filters"):
            assert page.eval_on_selector(pane, "pane => pane.scrollWidth <= pane.clientWidth"), pane
        assert page.evaluate("getComputedStyle(document.querySelector('#facts .summary')).unicodeBidi") == "isolate"


@needs_chromium
def test_print(browser: Browser, tmp_path: Path) -> None:
    path = written(generated(200, documents=3), tmp_path)
    with opened(browser, path) as frise:
        page = frise.page
        assert page.locator("#facts li").count() < 100
        page.fill("#query", "convention")
        shown = int(page.inner_text("#count").split()[0])
        told = "document.querySelectorAll('#facts .told').length"
        page.evaluate(f"addEventListener('beforeprint', () => (window.printed = {told}))")
        printed = page.pdf(prefer_css_page_size=True)
        assert printed.startswith(b"%PDF") and len(re.findall(rb"/Type\s*/Page\b", printed)) > 2
        assert page.evaluate("window.printed") == shown > 40
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator(".frise").is_hidden() and page.locator(".filters").is_hidden()
        assert plain(page.inner_text("#print-filters")) == "Recherche : « convention »"
        first = page.locator("#facts li .told").first.inner_text()
        assert re.search(r"convention.*— Texte (\d) texte-\1-\d+$", first)


# Facts of several sources


@pytest.fixture
def merged() -> Chronology:
    """The chronology in which the minutes put what the history says of 2012 into 2011, and a person put a date right."""
    alone = made()
    first, other = (next(e for e in alone.entries if e.id == name) for name in ("histoire-46", "pv-0"))
    assert first.date and other.date
    fact = Fact(
        id="fait-1",
        date=first.date,
        summary=first.summary,
        kind=first.kind,
        entries=(first.id, other.id),
        documents=("histoire", "pv"),
        others=((other.date, (other.id,)),),
        reasons=("en commun : bureau, <b>alliance</b>",),
    )
    row = Correction("redater", first.id, first.quote, "2012-11-17", "A. B.", "2024-01-02", "statuts", 2)
    return replace(alone, facts=(fact,), corrections=(Outcome(row, APPLIED), Outcome(row, REFUSED)))


@needs_chromium
def test_contradictions_and_corrections_are_seen(browser: Browser, tmp_path: Path, merged: Chronology) -> None:
    with opened(browser, written(merged, tmp_path)) as frise:
        page = frise.page
        row = plain(page.locator("#facts li").inner_text())
        assert "Histoire, p. 2 et 1 autre document" in row and "dates contradictoires" in row and "corrigé" in row
        page.locator("#facts a").click()
        notices = [plain(notice.inner_text()) for notice in page.locator(".sheet .notice").all()]
        assert "17 novembre 2012 selon Histoire, p. 2 (date retenue)" in notices[0] and "2011 (incertain) selon pv" in notices[0]
        assert "redater : 2012-11-17 (A. B., 2024-01-02) — statuts" in notices[1] and notices[1].count("redater") == 1
        page.locator(".notice.alert a", has_text="pv").click()
        assert page.url.endswith("#pv-0"), "each source has its own address"
        assert "".join(page.locator(".text .told").all_inner_texts()) == "Peut-être en 2011, un comité se réunit."
        assert page.locator(".reasons b").count() == 0


# How fast it is


@needs_chromium
@pytest.mark.slow
def test_five_thousand_entries(browser: Browser, tmp_path: Path) -> None:
    """The list stays a window, and a search costs less than opening the page does; `tests/bench.py` prints the times."""
    with opened(browser, written(generated(5000), tmp_path)) as frise:
        page = frise.page
        opening = page.evaluate("performance.getEntriesByName('jalons:ready')[0].startTime")
        taken = []
        for query in ("r", "ré", "réseau", "reseau ete", "convention 19", "organisation 17", "zzz", ""):
            page.fill("#query", query)
            assert page.locator("#facts li").count() <= 80
            taken.append(page.evaluate("performance.getEntriesByName('jalons:refresh').at(-1).duration"))
        assert statistics.median(taken) < opening
        page.get_by_role("button", name="Faits suivants").click()
        assert page.locator("#facts li").count() > 40
