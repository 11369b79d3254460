"""What a query names comes first, what is absent is answered with nothing: on judged queries."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from policykit.index.search import CardKind, Filter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policykit.index.search import Answer, Index
    from policykit.model.requirement import Requirement

HALVES = ("development", "held-out")
LEAST = 0.95
"""So many of the queries must have the right card or clause first."""


def judged(half: str) -> dict[str, Any]:
    text = (Path(__file__).parents[2] / "data" / f"judged-search-{half}.yml").read_text("utf-8")
    data: dict[str, Any] = YAML(typ="safe").load(text)
    return data


def ids(found: Answer) -> list[str]:
    clauses = (hit.clause.id for hit in (*found.hits, *found.partial))
    return [*(card.id for card in found.cards), *clauses]


@pytest.mark.parametrize("half", HALVES)
def test_the_right_thing_comes_first(index: Index, requirements: Sequence[Requirement], half: str) -> None:
    data = judged(half)
    wrong = []
    for row in data["queries"]:
        found = ids(index.answer(row["query"], requirements, day=data["clock"], limit=10))
        assert set(row.get("must", ())) <= set(found[:10]), row["query"]
        if "first" in row and (not found or found[0] not in row["first"]):
            wrong.append((row["query"], found[:3]))
    assert len(wrong) <= (1 - LEAST) * len(data["queries"]), wrong


@pytest.mark.parametrize("half", HALVES)
def test_what_no_policy_speaks_of_is_answered_with_nothing_but_near_words(
    index: Index, requirements: Sequence[Requirement], half: str
) -> None:
    for topic in judged(half)["absent"]:
        found = index.answer(topic, requirements)
        assert ids(found) == [], topic


@pytest.mark.parametrize(
    ("query", "read_as"),
    [
        ("yigongti", [("yigongti", "医共体")]),
        ("重症jianhu", [("重症jianhu", "重症监护")]),
        ("医供体", [("医供体", "医共体")]),
        ("DRG", []),  # a word of the texts, no pinyin
    ],
)
def test_what_is_read_otherwise_than_typed_is_said(
    index: Index, query: str, read_as: list[tuple[str, str]]
) -> None:
    assert list(index.answer(query).read_as) == read_as


def test_a_card_obeys_the_filter(index: Index) -> None:
    found = index.answer("医共体", wanted=Filter(level="county"))
    assert {card.id for card in found.cards} == {"shexian-2025", "erenhot-2021"}


@pytest.mark.parametrize(
    ("query", "is_named"),
    [
        ("贵阳", True),
        ("贵阳的规定", True),  # 规定 says no more than that something is asked
        ("贵阳有哪些要求", True),
        ("贵阳 家庭医生", False),
    ],
)
def test_a_place_is_named_by_a_query_that_says_nothing_else(
    index: Index, requirements: Sequence[Requirement], query: str, *, is_named: bool
) -> None:
    kinds = {card.kind for card in index.answer(query, requirements).cards}
    assert (CardKind.PLACE in kinds) is is_named
