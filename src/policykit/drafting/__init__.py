"""Drafting: what a text asks, proposed as entries of its spec for a person to confirm.

phrases finds the words that name what is measured, shared those of several figures; statements tells what asks from
what does not, each a statement; labels and measures give the indicator, quotes its words, wanted the keys of an
entry; proposals keeps what the double entry passes, files writes it into a spec, grouping calls one measure by one
name over a corpus.
"""

from policykit.drafting.corpus import Outcome, draft_all, draft_policy, drafted_spec, drafts_of, write_drafts
from policykit.drafting.proposals import Drafted, propose

__all__ = [
    "Drafted",
    "Outcome",
    "draft_all",
    "draft_policy",
    "drafted_spec",
    "drafts_of",
    "propose",
    "write_drafts",
]
