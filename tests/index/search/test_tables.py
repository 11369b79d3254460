"""A row of a table is found by what heads its cells, and a hit says what its values are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.text.judged_tables import policy_of

from policykit import Corpus
from policykit.index.alignment.alignment import alignment_of
from policykit.index.measures import _places
from policykit.index.search.features import entries
from policykit.model import Role

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    (tmp_path / "policy_texts").mkdir()
    return Corpus([policy_of(TABLE)], tmp_path)


TABLE = "表1 主要指标\n指标\t目标值\t\t属性\n\t2025年\t2030年\n一、健康水平\n死亡率\t≤9\t≤8\t约束性\n就诊率（%）\t90\t92\t预期性"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("就诊率 2030年", "x/1/t1/r5"),
        ("健康水平 死亡率", "x/1/t1/r4"),
        ("主要指标 死亡率 目标值", "x/1/t1/r4"),
    ],
)
def test_heads_find_a_row(query: str, expected: str, corpus: Corpus) -> None:
    hits = corpus.answer(query).hits
    assert hits[0].clause.id == expected


def test_a_hit_says_its_values_under_their_heads() -> None:
    sections = {entry.clause.id: entry.sections for entry in entries(policy_of(TABLE))}
    assert sections["x/1/t1/r5"] == (
        "目标", "表1 主要指标", "一、健康水平", "目标值 2025年：90%；目标值 2030年：92%"
    )  # fmt: skip  # what stands over it in one line
    assert sections["x/1/t1/r1"] == ("目标",)


def test_heads_of_tables_are_compared_with_nothing(corpus: Corpus) -> None:
    (policy,) = corpus.policies
    heads = {clause.id for clause in policy.clauses if policy.is_head(clause)}
    assert heads == {"x/1/t1/r1", "x/1/t1/r2", "x/1/t1/r3"}
    assert heads.isdisjoint(place.clause.id for place in _places(policy))
    normative = {clause.id for clause in policy.clauses if clause.role is Role.CLAUSE}
    compared = {profile.clause.id for profile in alignment_of(corpus).space.of(policy.id)}
    assert compared == normative - heads
