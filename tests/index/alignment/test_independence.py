"""A link depends on the two texts that it ties: one changed policy makes and breaks next to none of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from policykit.corpus import Corpus, build
from policykit.corpus.policyfile import Metadata
from policykit.index.alignment import Alignment, is_shown
from policykit.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from policykit.model import Policy
    from policykit.model.link import Link

CHANGED = "nhc-2023-41"
ADDED = "县域医共体要建立药品联合采购机制，定期通报改革进展情况，协调解决突出问题。"
SHOWN = 0.0199


def remade(policy: Policy, source: str) -> Policy:
    about = Metadata(
        title=policy.title,
        level=policy.level,
        division=policy.division,
        date_issued=policy.dated,
        file="source.txt",
        sha256="0" * 64,
    )
    return build(policy.id, about, source)


def variants(policy: Policy) -> Iterator[str]:
    """The text with a clause more, a clause less, and a clause that says one thing more."""
    clauses = [clause for clause in policy.clauses if clause.role is Role.CLAUSE]
    clause, text = clauses[len(clauses) // 2], policy.source
    yield f"{text[: clause.end]}\n{ADDED}{text[clause.end :]}"
    yield text[: clause.start] + text[clause.end :]
    yield text[: clause.end] + ADDED + text[clause.end :]


def ties(corpus: Corpus) -> Mapping[tuple[str, str], Link]:
    """The links shown of pairs of the other policies."""
    found = (link for link in Alignment(corpus).links(SHOWN) if is_shown(link))
    return {
        (link.a, link.b): link
        for link in found
        if not any(clause.startswith(f"{CHANGED}/") for clause in (link.a, link.b))
    }


@pytest.fixture(scope="module")
def before(corpus: Corpus) -> Mapping[tuple[str, str], Link]:
    return ties(corpus)


# Counts of measures are rounded, and seldom one is rounded otherwise after the change; before they were, a clause less
# moved 271 likelihoods of 291, made or broke 5 links and made 1 a counterpart.
@pytest.mark.parametrize(("variant", "most"), [(0, 1), (1, 6), (2, 1)])
def test_links_of_other_policies_stay(
    corpus: Corpus, before: Mapping[tuple[str, str], Link], variant: int, most: int
) -> None:
    changed = list(variants(corpus.policy(CHANGED)))[variant]
    policies = [remade(each, changed) if each.id == CHANGED else each for each in corpus.policies]
    after = ties(Corpus(policies, corpus.root))
    flipped = before.keys() ^ after.keys()
    flipped |= {pair for pair in before.keys() & after.keys() if before[pair].kind != after[pair].kind}
    assert len(before) > 250
    assert len(flipped) <= most, sorted(flipped)
