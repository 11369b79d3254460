"""The site's search: the same index and the same ranking as in Python, as files that a browser reads.

`shards` is the index in pieces, `setup` writes it beside the pages and puts the search page in the
place of the theme's; `static/` holds the ranking (`policykit-search-engine.js`) and what is seen.
"""

from policykit.sphinxext.search.setup import setup_search

__all__ = ["setup_search"]
