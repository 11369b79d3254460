"""The requirements in the book: marks in the texts, a page of checks per policy, indicators, timeline, coverage.

stock → domain → {marks, pages} make trees; views fill the templates from them.
"""
