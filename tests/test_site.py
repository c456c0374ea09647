"""The documentation: its pages are built without a warning, every link leads somewhere, nothing is asked of the network."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import lxml.html
import pytest

from jalons.dictionary import render
from jalons.tables import TABLES

ROOT = Path(__file__).parents[1]
TEXTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"\]\(([^()\s]+)\)")
FENCED = re.compile(r"^ *```.*?^ *```", re.M | re.S)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages, as `make docs` makes them: a warning is an error."""
    folder = tmp_path_factory.mktemp("site")
    strict = ["--fail-on-warning", "--keep-going", "--nitpicky", "--quiet"]
    run = [sys.executable, "-m", "sphinx", *strict, "-d", str(folder / "doctrees"), str(ROOT / "docs"), str(folder / "html")]
    done = subprocess.run(run, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "html"


def pages(site: Path) -> dict[Path, lxml.html.HtmlElement]:
    return {path: lxml.html.fromstring(path.read_bytes()) for path in site.rglob("*.html")}


@pytest.mark.slow
def test_each_text_has_its_page(site: Path) -> None:
    assert {path.stem for path in (ROOT / "docs").glob("*.md")} <= {path.stem for path in site.glob("*.html")}


@pytest.mark.slow
def test_every_link_of_a_page_leads_somewhere(site: Path) -> None:
    found = pages(site)
    anchors = {path: {each.get("id") for each in tree.iter() if each.get("id")} for path, tree in found.items()}
    broken = []
    for path, tree in found.items():
        for element, attribute, link, _ in tree.iterlinks():
            address, anchor = urldefrag(unquote(link))
            if urlsplit(link).scheme or (element.tag, attribute) == ("form", "action"):
                continue
            target = (path.parent / address.partition("?")[0]).resolve() if address else path
            if not target.is_file() or (anchor and target in anchors and anchor not in anchors[target]):
                broken.append((path.name, link))
    assert len(found) > 10
    assert not broken


@pytest.mark.slow
def test_nothing_is_asked_of_the_network(site: Path) -> None:
    loaded = {
        link
        for tree in pages(site).values()
        for element, _, link, _ in tree.iterlinks()
        if element.tag != "a" and urlsplit(link).scheme not in ("", "data")
    }
    assert not loaded
    styles = "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.css"))
    assert not re.findall(r"@import|url\(['\"]?https?:", styles)


@pytest.mark.slow
def test_the_dictionary_is_in_its_page(site: Path) -> None:
    tree = lxml.html.parse(str(site / "donnees.html"))
    text = " ".join(tree.getroot().text_content().split())
    assert all(f"{table.file} " in text for table in TABLES)
    assert all(column.name in text for table in TABLES for column in table.columns)
    assert len(tree.findall(".//table")) == render().count("| --- |\n") > len(TABLES)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_every_link_of_a_text_leads_to_a_file(path: Path) -> None:
    links = (urldefrag(link)[0] for link in LINK.findall(FENCED.sub("", path.read_text(encoding="utf-8"))))
    assert not [link for link in links if link and not urlsplit(link).scheme and not (path.parent / unquote(link)).exists()]
