"""对应条款: which clauses of different levels order the same measure.

measures (what a sentence orders) → profile (what a clause is about) → space (clauses weighed by rarity, and
candidates) → evidence (likelihood of a pair) → alignment (links with their sentences); repeats are their own.
"""

from policykit.index.alignment.alignment import Alignment, aligned, alignment_of, links
from policykit.index.alignment.repeats import repeats

__all__ = ["Alignment", "aligned", "alignment_of", "links", "repeats"]
