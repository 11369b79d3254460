"""Search over clauses: `search(corpus, query)`.

`query` is what is asked, with the other names of its words; `features` what of a clause is searched, `store` the
postings on disk, `ranking` the order of the hits, `highlight` where they say it.
"""

from policykit.index.search.highlight import Hit
from policykit.index.search.search import Index, search

__all__ = ["Hit", "Index", "search"]
