"""The frise: the chronology as one page to look at, search, print and cite, without server or network.

D3's modules rather than a ready-made timeline (vis-timeline): fuzzy and open dates must be drawn as what they are, thousands of
entries need a canvas, and the page's Content-Security-Policy allows neither inline styles nor HTML made of strings.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from string import Template
from typing import Final, TextIO

from jalons.files import put
from jalons.types import Chronology
from jalons.writers.html.content import content
from jalons.writers.pieces import Pieces

_SCRIPTS: Final = ("text", "model", "filters", "list", "layout", "shapes", "frise", "moving", "overview", "passage", "main")
"""The page's own scripts, in the order in which they are joined into one."""


def write(chronology: Chronology, stream: TextIO, *, pieces: Pieces | None = None) -> None:
    """Writes the page (HTML, UTF-8): the same chronology gives the same characters."""
    style, library, script = _style(), _part("vendor/d3.min.js"), _script()
    policy = (
        f"default-src 'none'; script-src {_hash(library)} {_hash(script)}; style-src {_hash(style)}; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )
    before, after = _part("page.html").split("$data")
    stream.write(Template(before).substitute(policy=policy, style=style))
    put(stream, content(pieces or Pieces(chronology)))
    stream.write(Template(after).substitute(library=library, script=script))


def _hash(text: str) -> str:
    """A source of Content-Security-Policy: https://www.w3.org/TR/CSP3/#grammardef-hash-source."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _style() -> str:
    return _part("page.css")


@cache
def _script() -> str:
    parts = "\n".join(_part(f"scripts/{name}.js") for name in _SCRIPTS)
    return f'"use strict";\n(() => {{\n{parts}}})();\n'


@cache
def _part(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")
