"""Legal references in French prose: `find` recognises them and gives each its id (annotation guide, section 4).

`grammar` recognises texts (rows of `models/rules/laws.toml`, names of the lexicons), `titles` says where an official title ends,
`articles` adds the articles of texts, `ids` makes the ids.
"""

from jalons.laws.articles import find

__all__ = ["find"]
