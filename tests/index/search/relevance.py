"""The judged queries, and how well a ranking answers them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ruamel.yaml import YAML

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["SETS", "Judged", "Measures", "judged", "mean", "measured"]

SETS = ("relevance-search", "relevance-search-everyday")
"""Files of judged queries; each says how it was judged."""

DEPTH = 10
MUST = 3


@dataclass(frozen=True)
class Judged:
    query: str
    grades: dict[str, int]

    @property
    def must(self) -> set[str]:
        return {clause for clause, grade in self.grades.items() if grade == MUST}


@dataclass(frozen=True)
class Measures:
    ndcg: float
    """At 10, gain 2^grade - 1."""
    recall: float
    """Share of the clauses of grade 3 among the first ten."""
    mrr: float
    """One by the place of the first clause of grade 3."""


def judged(name: str = SETS[0]) -> list[Judged]:
    text = (Path(__file__).parents[2] / "data" / f"{name}.yml").read_text("utf-8")
    return [Judged(str(row["query"]), row["judged"]) for row in YAML(typ="safe").load(text)]


def measured(one: Judged, found: Sequence[str]) -> Measures:
    ideal = _gain(sorted(one.grades.values(), reverse=True)[:DEPTH])
    gain = _gain([one.grades.get(clause, 0) for clause in found[:DEPTH]])
    places = [place for place, clause in enumerate(found, 1) if clause in one.must]
    return Measures(
        gain / ideal,
        len(one.must & set(found[:DEPTH])) / min(DEPTH, len(one.must)),
        1 / min(places) if places else 0.0,
    )


def mean(queries: Sequence[Judged], find: Callable[[str], Sequence[str]]) -> Measures:
    rows = [measured(one, find(one.query)) for one in queries]
    count = len(rows)
    return Measures(
        sum(row.ndcg for row in rows) / count,
        sum(row.recall for row in rows) / count,
        sum(row.mrr for row in rows) / count,
    )


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(place + 1) for place, grade in enumerate(grades, 1))
