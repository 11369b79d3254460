"""The work for a clause has an upper bound, however large the corpus is."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.index.alignment.generated import generated

from policykit.index.alignment import Alignment
from policykit.model import Level
from policykit.model.link import LinkKind

_ABOVE = {level: above for above, level in enumerate(Level)}
_PAIRS, _ENTRIES = 64, 600
"""Most pairs that are compared, and most entries of the index that are read, for a clause and a level above."""


@pytest.fixture(scope="module", params=[24, 72])
def made(request: pytest.FixtureRequest, root: Path) -> Alignment:
    return Alignment(generated(request.param, root))


def test_the_work_for_a_clause_is_bounded(made: Alignment) -> None:
    made.space.work.clear()
    links = list(made.links())
    assert any(link.kind is LinkKind.ALIGNED for link in links)
    levels = sum(_ABOVE[one.clause.level] for one in made.space.profiles.values())
    assert 0 < made.space.work["pairs"] <= levels * _PAIRS
    assert 0 < made.space.work["entries"] <= levels * _ENTRIES


def test_counterparts_come_from_policies_of_one_field(made: Alignment) -> None:
    pairs = {(link.a.partition("/")[0], link.b.partition("/")[0]) for link in made.links()}
    assert pairs
    assert all(made.space.kinship(a, b) > 0 for a, b in pairs)


def test_one_clause_alone_finds_what_it_finds_among_all(made: Alignment) -> None:
    links = [link for link in made.links() if link.kind is LinkKind.ALIGNED]
    for link in links[::10]:
        assert link in made.of(made.space.profiles[link.a].clause)
