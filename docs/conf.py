"""The documentation as pages: Sphinx with MyST (Markdown) and Furo; `make docs`.

Sphinx rather than MkDocs, whose first version is no longer kept and whose Material theme takes only security fixes. Furo asks
nothing of the network: no font, no script from elsewhere; the search works from the disk.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from jalons import __version__
from jalons.dictionary import render

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project, author, project_copyright = "Jalons", "Jalons contributors", "2026, Jalons contributors"
version = release = __version__
language = "fr"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
myst_heading_anchors = 3
html_theme = "furo"
html_title = f"Jalons {__version__}"
html_show_sourcelink = html_copy_source = False
html_static_path: list[str] = []
suppress_warnings = ["misc.highlighting_failure"]  # CSV has no colours; outputs shortened by an ellipsis are no JSON

_GENERATED = "<!-- dictionnaire : écrit par jalons.dictionary -->"
_GUIDE = "../corpus/gold/GUIDE.md"
_OUTWARD = re.compile(r"\[([^\[\]]+)\]\(\.\./[^()\s]+\)")
_SPACE_OF_A_MARK = re.compile("(?<=«) | (?=[»:;!?])")


def _for_the_site(_: Sphinx, name: str, source: list[str]) -> None:
    """Writes the data dictionary into its page; of links to files of the repository, which the pages leave behind, words stay."""
    text = source[0].replace(f"]({_GUIDE}", "](guide-annotation.md")
    source[0] = _OUTWARD.sub(r"\1", text)
    if name == "donnees":
        source[0] = source[0].replace(_GENERATED, render())


def _with_french_spaces(_: Sphinx, doctree: nodes.document) -> None:
    """No line begins or ends with a mark that French sets off by a space."""
    for node in list(doctree.findall(nodes.Text)):
        if not isinstance(node.parent, nodes.literal | nodes.literal_block):
            node.parent.replace(node, nodes.Text(_SPACE_OF_A_MARK.sub("\u00a0", node.astext())))


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.connect("source-read", _for_the_site)
    app.connect("doctree-read", _with_french_spaces)
