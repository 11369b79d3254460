"""Search: what a query names, and the clauses that answer it: `answer(corpus, query)`, `search(corpus, query)`.

`query` is what is written, `addresses` and `days` what of it is an address or a date, `pinyin` what is typed in Latin
letters, `vocabulary` its words with their other names, `mending` its typing errors; `names` what has a name of its own
and `cards` which of it is meant; `features` what of a clause is searched, `store` the postings on disk, `ranking` the
order of the hits, `highlight` where they say it.
"""

from policykit.index.search.filter import Filter
from policykit.index.search.highlight import Hit
from policykit.index.search.names import Card, CardKind
from policykit.index.search.search import Answer, Index, answer, search

__all__ = ["Answer", "Card", "CardKind", "Filter", "Hit", "Index", "answer", "search"]
