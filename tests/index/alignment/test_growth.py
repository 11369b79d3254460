"""The work for a clause has an upper bound, however large the corpus is."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.index.alignment.generated import generated

from policykit.index.alignment import Alignment
from policykit.model import Level
from policykit.model.link import Link, LinkKind

_LOOKED_AT = {level: level.rank + 1 for level in Level}
_PAIRS, _ENTRIES = 64, 600
"""Most pairs compared, and most entries of the index read, for a clause and its own level or one above."""


@pytest.fixture(scope="module", params=[12, 36])
def made(request: pytest.FixtureRequest, root: Path) -> Alignment:
    return Alignment(generated(request.param, root))


@pytest.fixture(scope="module")
def links(made: Alignment) -> list[Link]:
    return list(made.links())


def test_the_work_for_a_clause_is_bounded(made: Alignment, links: list[Link]) -> None:
    assert any(link.kind is LinkKind.ALIGNED for link in links)
    levels = sum(_LOOKED_AT[one.clause.level] for one in made.space.profiles.values())
    assert 0 < made.space.finder.work["pairs"] <= levels * _PAIRS
    assert 0 < made.space.finder.work["entries"] <= levels * _ENTRIES


def test_counterparts_come_from_policies_of_one_field(made: Alignment, links: list[Link]) -> None:
    pairs = {(link.a.partition("/")[0], link.b.partition("/")[0]) for link in links}
    assert pairs
    assert all(made.space.kinship(a, b) > 0 for a, b in pairs)


def test_one_clause_alone_finds_what_it_finds_among_all(made: Alignment, links: list[Link]) -> None:
    counterparts = [link for link in links if link.kind is LinkKind.ALIGNED]
    for link in counterparts[:: len(counterparts) // 20]:
        assert link in made.of(made.space.profiles[link.a].clause)
