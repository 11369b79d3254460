"""How rare pairs of characters are in Chinese law at large: makes `data/pairs.yml` from a knowledge base of many laws.

`python -m tests.index.alignment.at_large KNOWLEDGE_BASE > src/policykit/data/pairs.yml`
"""

from __future__ import annotations

import math
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from policykit.corpus import Corpus
from policykit.index.alignment.measures import Measures
from policykit.index.alignment.profile import of_policy
from policykit.index.lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_RAREST = 11
"""Pairs that fewer than one clause in 2 to the power of this has are not listed."""
_LINE = 120

_HEAD = """\
# How rare pairs of neighbouring characters are in Chinese law at large. A pair listed under n stands in one clause of 2^n
# (nearest power of two), a pair that is not listed in fewer. Counted in the {clauses:,} clauses of {policies:,} laws and
# regulations (github.com/LawRefBook/Laws, in simplified characters, figures and marks as search sees them) by
# tests/index/alignment/at_large.py. Laws of all fields: what is common here says nothing of a field.
one_in_two_to_the:
"""


def counted(sets: Iterable[set[str]]) -> tuple[int, Counter[str]]:
    """How many clauses there are, and in how many of them each term stands."""
    total, counts = 0, Counter[str]()
    for terms in sets:
        total += 1
        counts.update(terms)
    return total, counts


def table(clauses: int, policies: int, counts: Counter[str]) -> str:
    """The data file."""
    listed: defaultdict[int, list[str]] = defaultdict(list)
    for term, count in counts.items():
        power = math.floor(math.log2(clauses / count) + 0.5)
        if power <= _RAREST:
            listed[power].append(term)
    lines = [_HEAD.format(clauses=clauses, policies=policies)]
    for power, terms in sorted(listed.items()):
        text = "".join(sorted(terms))
        pieces = [text[at : at + _LINE] for at in range(0, len(text), _LINE)]
        # Joined without a blank: a backslash ends each line but the last.
        lines.append(f'  {power}: "' + "\\\n    ".join(pieces) + '"\n')
    return "".join(lines)


def _sets(corpus: Corpus) -> Iterator[set[str]]:
    measures = Measures.of(Lexicon())
    for policy in corpus.policies:
        for profile in of_policy(policy, measures):
            yield {term for part in (profile.heading, *profile.sentences) for term in part.terms}


if __name__ == "__main__":
    made = Corpus.load(Path(sys.argv[1]))
    clauses, counts = counted(_sets(made))
    sys.stdout.write(table(clauses, len(made.policies), counts))
