"""Entries: which dates tell a fact (`predicates`), what kind of fact (`kinds`), and the fact in a few words (`summaries`)."""
