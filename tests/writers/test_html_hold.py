"""What the page withstands, in a headless Chromium: any reader, any screen, any text, many facts, paper."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import needs_chromium, opened
from conftest import entry, mention
from generated import chronology as generated
from pages import made, plain, written
from playwright.sync_api import Browser

from jalons import Chronology
from jalons.corrections.table import APPLIED, REFUSED, Correction, Outcome
from jalons.types import Fact, Mention


@needs_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_serious(browser: Browser, page_file: Path, width: int, scheme: str) -> None:
    with opened(browser, page_file, width=width, color_scheme=scheme, bypass_csp=True) as frise:
        for fragment in ("", "#histoire-98"):
            page = frise.go(fragment)
            if not fragment:
                page.click("#key-open")
            found = [v for v in Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical")]
            assert [(violation["id"], [node["html"] for node in violation["nodes"]]) for violation in found] == []


@needs_chromium
@pytest.mark.parametrize("fragment", ["", "#histoire-46"])
def test_a_narrow_screen(browser: Browser, page_file: Path, fragment: str) -> None:
    with opened(browser, page_file, width=390, height=844, has_touch=True) as frise:
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
