"""The temporal grammar of French: `find` recognises, values and anchors the dates of a text.

The way: `grammar` recognises expressions (rows of `models/rules/dates.toml`), `anchoring` follows the story and gives each one
its context, `values` and its sisters compute EDTF.
"""

from jalons.dates.anchoring import DateMention, find

__all__ = ["DateMention", "find"]
