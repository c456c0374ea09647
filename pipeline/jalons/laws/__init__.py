"""Legal references in French prose: `articles.find` recognises them and gives each its id (annotation guide, section 4).

The way: `grammar` recognises texts by the rows of `models/rules/laws.toml` (`rows`) and by the names of the lexicons (`names`),
`titles` says where an official title ends, `memory` adds what the document says of its texts, `articles` the articles, `ids` the
ids. `addresses` says where a text is found on the web, `register` lists the texts of a chronology: both know a text by its id and
load none of the grammar.
"""
