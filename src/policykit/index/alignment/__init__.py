"""对应条款: which clauses of different policies, on different levels or one, order the same measure.

measures (what a sentence orders) → profile (what a clause is about) → rarity (what words weigh) → weighed (a policy in
arrays) → literal (words taken over) → evidence (likelihood of each pair of clauses of two policies) → statement (what
both say, in words) → alignment (links with their sentences). space has the policies, kinship tells which are compared;
repeats are their own.
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
