"""对应条款: which clauses of different levels order the same measure.

ways, spotter → measures (what a sentence names) → profile (what a clause is about) → rarity, postings →
space (candidates) → evidence (likelihood of a pair) → alignment (links with their sentences); repeats
are told apart.
"""

from policykit.index.alignment.alignment import Alignment, aligned, alignment_of
from policykit.index.alignment.links import links
from policykit.index.alignment.repeats import repeats

__all__ = ["Alignment", "aligned", "alignment_of", "links", "repeats"]
