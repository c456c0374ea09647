"""A headless Chromium for tests of the page: what it may do, what it must not, what it said."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium n'est pas installé (apt install chromium)")


@contextmanager
def launched() -> Iterator[Browser]:
    """The browser of the system, without network of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
        )
        yield browser
        browser.close()


@dataclass
class Opened:
    """A page in its own window: what went wrong in it (`complaints`) and what it asked for (`requests`)."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def go(self, fragment: str = "") -> Page:
        """Opens the page, at an entry if one is named."""
        self.page.goto("about:blank")
        self.page.goto(self.address + fragment)
        expect(self.page.locator("#query")).to_be_enabled()
        return self.page


@contextmanager
def opened(browser: Browser, file: Path, *, width: int = 1280, height: int = 860, **options: Any) -> Iterator[Opened]:
    """A page opened from disk; afterwards it must have said no error and asked for nothing but itself."""
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", **options)
    found = Opened(context.new_page(), file.as_uri())
    found.page.on("console", lambda message: found.complaints.append(f"{message.type}: {message.text}"))
    found.page.on("pageerror", lambda error: found.complaints.append(str(error)))
    found.page.on("dialog", lambda dialog: (found.complaints.append(dialog.message), dialog.dismiss()))
    found.page.on("request", lambda request: found.requests.append(request.url.partition("#")[0]))
    try:
        found.go()
        yield found
    finally:
        context.close()
    assert not found.complaints
    assert set(found.requests) <= {found.address, "about:blank"}
