"""The work for a clause has an upper bound, however large the corpus is."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.index.alignment.generated import generated

from policykit.index.alignment import Alignment, kinship
from policykit.model import Level
from policykit.model.link import Link, LinkKind

NEAREST = 2
"""Policies of a level that one is compared with in these tests, so that few are enough to reach the limit."""
_LOOKED_AT = {level: level.rank + 1 for level in Level}


@pytest.fixture(scope="module", params=[12, 36])
def made(request: pytest.FixtureRequest, root: Path) -> Alignment:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kinship, "NEAREST", NEAREST)
        alignment = Alignment(generated(request.param, root))
        assert list(alignment.links())
    return alignment


@pytest.fixture(scope="module")
def links(root: Path) -> list[Link]:
    return list(Alignment(generated(12, root)).links())


def test_the_work_for_a_policy_is_bounded(made: Alignment) -> None:
    firsts = [made.space.of(policy)[0].clause for policy in made.kinship.policies]
    levels = sum(_LOOKED_AT[clause.level] for clause in firsts)
    assert 0 < made.work["policies"] <= levels * NEAREST
    assert made.work["pairs"] == made.work["policies"] * 30 * 30
    if len(made.kinship.policies) > 12:
        assert made.work["policies"] > levels * NEAREST / 2


def test_counterparts_come_from_policies_of_one_field(root: Path, links: list[Link]) -> None:
    of = Alignment(generated(12, root)).kinship.of
    pairs = {(link.a.partition("/")[0], link.b.partition("/")[0]) for link in links}
    assert pairs
    assert all(of(a, b) > 0 for a, b in pairs)


def test_one_clause_alone_finds_what_it_finds_among_all(root: Path, links: list[Link]) -> None:
    corpus = generated(12, root)
    alone = Alignment(corpus)
    counterparts = [link for link in links if link.kind is LinkKind.ALIGNED]
    for link in counterparts[:: len(counterparts) // 20]:
        for clause in (link.a, link.b):
            assert link in alone.of(corpus.clause(clause))
