"""Tokens: the one definition of what index and query are cut into, in Python and in the browser."""

from policykit.index.tokens.grams import grams, query_grams
from policykit.index.tokens.route import route
from policykit.index.tokens.words import Segmenter

__all__ = ["Segmenter", "grams", "query_grams", "route"]
