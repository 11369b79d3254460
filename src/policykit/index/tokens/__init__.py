"""Tokens: the one definition of what index and query are cut into, in Python and in the browser."""

from policykit.index.tokens.form import Form, forms, is_traditional, key
from policykit.index.tokens.grams import grams, query_grams
from policykit.index.tokens.route import route
from policykit.index.tokens.words import Segmenter

__all__ = ["Form", "Segmenter", "forms", "grams", "is_traditional", "key", "query_grams", "route"]
