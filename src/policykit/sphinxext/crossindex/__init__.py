"""The cross-index in the book: counterparts below each clause, terms, citations, indicators compared, the cascade.

stock (what is known) → domain (which page shows what) → views fill the templates.
"""
