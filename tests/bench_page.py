"""How fast the page of a large chronology is, in Chromium: `make bench`. What it prints holds for the machine that ran it."""

from __future__ import annotations

import shutil
import statistics
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from generated import chronology

from jalons import writers

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession

QUERIES = ("r", "ré", "réseau", "reseau ete", "convention 19", "« organisation 17 »", "zzz", "")
_ANSWER = """query => new Promise(done => {
    const field = document.getElementById("query"), start = performance.now();
    field.value = query;
    field.dispatchEvent(new Event("input"));
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""


def page(entries: int = 5000) -> None:
    """The page in Chromium: how long until it is there, and until an answer to a search is painted."""
    if shutil.which("chromium") is None or find_spec("playwright") is None:
        print("page: not timed, for want of Chromium or Playwright")
        return
    from browser import launched, opened

    with tempfile.TemporaryDirectory() as folder, launched() as browser:
        file = Path(folder) / "chronologie.html"
        file.write_text(writers.render(chronology(entries), file.name), encoding="utf-8")
        with opened(browser, file) as frise:
            ready = frise.page.evaluate("performance.getEntriesByName('jalons:ready')[0].startTime")
            session = frise.page.context.new_cdp_session(frise.page)
            session.send("Performance.enable", {"timeDomain": "threadTicks"})
            taken, worked = [], []
            for query in QUERIES:
                before = _worked(session)
                taken.append(frise.page.evaluate(_ANSWER, query))
                worked.append(_worked(session) - before)
        print(f"page of {entries} entries ({file.stat().st_size / 1e6:.1f} MB): there after {ready:.0f} ms")
    print(f"a search: painted after {statistics.median(taken):.0f} ms (slowest {max(taken):.0f} ms) on this machine")
    print(f"a search: {statistics.median(worked):.0f} ms of the processor (most {max(worked):.0f} ms)")


def _worked(session: CDPSession) -> float:
    """Milliseconds of the processor that the page has used, whatever else the machine does."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(1000 * metric["value"] for metric in metrics if metric["name"] == "TaskDuration")


if __name__ == "__main__":
    page()
