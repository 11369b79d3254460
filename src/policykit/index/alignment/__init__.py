"""对应条款: which clauses of different policies, on different levels or one, order the same measure.

measures (what a sentence orders) → profile (what a clause is about) → rarity (what words weigh) → space (clauses
weighed) with finder (which are worth comparing; in arrays: postings, vectors) → literal (words taken over) → evidence
(likelihood of a pair) → statement (what both say, in words) → alignment (links with their sentences); repeats are
their own.
"""

from policykit.index.alignment.alignment import (
    Alignment,
    aligned,
    alignment_of,
    is_shown,
    links,
    shown_links,
)
from policykit.index.alignment.repeats import repeats

__all__ = ["Alignment", "aligned", "alignment_of", "is_shown", "links", "repeats", "shown_links"]
