"""Search over clauses: `search(corpus, query)`.

`query` is what is asked, `concepts` its words and their other names, `entry` what of a clause is
searched, `store` the postings on disk, `scoring` the ranking, `highlight` where it stands.
"""

from policykit.index.search.hit import Hit
from policykit.index.search.search import Index, search

__all__ = ["Hit", "Index", "search"]
