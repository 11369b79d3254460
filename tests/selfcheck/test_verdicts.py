"""The browser's verdicts are Python's: the same state, value, goal and margin, bit by bit, at every edge."""

from __future__ import annotations

import math
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.selfcheck.figures import rows
from tests.selfcheck.kit import Kit, bits, told

from policykit.figures.observations import Observations
from policykit.figures.rows import Row
from policykit.model import (
    Comparator,
    Entity,
    Expression,
    Indicator,
    Kind,
    Modality,
    Requirement,
    Span,
    State,
    Target,
    Variable,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DAYS = [date(2024, 12, 31), date(2026, 6, 1), date(2026, 12, 31), date(2027, 1, 1), date(2035, 1, 1)]


def as_data(row: Row) -> dict[str, Any]:
    figures = [[name, "inf" if math.isinf(value) else value] for name, value in row.figures.items()]
    about = {"unit": row.unit, "division": row.division, "entity": row.entity.name, "year": row.year}
    return {**about, "place": row.place, "population": row.population, "figures": figures}


def compare(kit: Kit, made: Sequence[Row], as_of: date) -> list[list[Any]]:
    """What both say of the same rows, after it was found to be the same."""
    with np.errstate(all="ignore"):
        expected = told(Observations("", list(made)).results(kit.requirements, as_of))
    found = kit.judge([as_data(row) for row in made], as_of)
    for one, other in zip(found, expected, strict=True):
        assert one == other
    return expected


def test_thousands_of_cases_come_out_alike(kit: Kit) -> None:
    said = [
        one
        for seed, as_of in enumerate(DAYS)
        for one in compare(kit, rows(kit.requirements, seed, 36), as_of)
    ]
    states = Counter(one[5] for one in said)
    assert len(said) >= 3000
    common = {"met", "not_met", "not_due", "no_data"}
    assert set(states) == common | {"judgement", "adopted", "not_adopted"}
    assert min(states[state] for state in common) >= 50
    assert len({one[4] for one in said}) >= 0.8 * sum(one.target.decidable for one in kit.requirements)
    assert sum(one[8] is not None for one in said) >= 1000


A, B, C = (Variable(f"数{name}", "人", Entity.COUNTY, "…", whole=False, name=name) for name in "abc")
DAY = Variable("建成日期", "日期", Entity.COUNTY, "…", name="day")
GRADES = {"一级": 1, "二级": 2, "二级甲等": 2.2, "三级": 3}
LEVEL = Variable("等级", "级", Entity.COUNTY, "…", grades=GRADES, name="level")


def rule(number: int, name: str, expression: Expression, target: Target, **more: Any) -> Requirement:
    what = Indicator(f"指标{name}", "%", expression, name=name)
    given: dict[str, Any] = {"kind": Kind.THRESHOLD, "due": date(2026, 12, 31), **more}
    return Requirement(f"t/1/r{number}", "t", "t/1", "原文", Span(0, 2), what, target, **given)


OTHER = Indicator("全国平均", "%", B - C, name="other")
TARGETS = [
    Target(Comparator.GE, 57, unit="%"),
    Target(Comparator.GT, 57, unit="%"),
    Target(Comparator.LE, 57, unit="%"),
    Target(Comparator.LT, 57, unit="%"),
    Target(Comparator.EQ, 100, unit="%"),
    Target(Comparator.APPROX, 57, unit="%", tolerance=2.85),
    Target(Comparator.BETWEEN, 3, 84, unit="%"),
    Target(Comparator.GE, None, unit="%"),
    Target(Comparator.INCREASE),
    Target(Comparator.INCREASE, 0.1),
    Target(Comparator.DECREASE),
    Target(Comparator.DECREASE, 5),
]
EQUAL = Target(Comparator.RELATIVE, reference="other", relation=Comparator.EQ)
RULES = (
    *(rule(number, "share", A / B * 100, one) for number, one in enumerate(TARGETS)),
    rule(20, "change", (A / B - 1) * 100, Target(Comparator.GE, 0.0, unit="%"), due=None),
    rule(21, "built", DAY, Target(Comparator.BY_DATE, 739616.0), kind=Kind.MILESTONE),
    rule(22, "graded", LEVEL, Target(Comparator.GRADE, 2.2, grade="二级甲等")),
    rule(23, "shown", A, Target(Comparator.LT, 500), kind=Kind.CONDITION, due=None),
    rule(24, "gap", B - A, Target(Comparator.RELATIVE, reference="other"), reference=OTHER),
    rule(25, "gap", B - A, EQUAL, reference=OTHER),
    rule(26, "whole", A - (B - A) / 3, Target(Comparator.GE, 3), modality=Modality.AIM),
    rule(27, "both", 1000 / (A + B) + 0.5, Target(Comparator.GE, 57), binds=("341000",)),
    rule(28, "index", 1 - A * 0.1 / (2 + B), Target(Comparator.LE, 0.5), modality=Modality.MAY),
)


def test_every_kind_of_target_and_operation_comes_out_alike(
    make_kit: Callable[[Sequence[Requirement]], Kit],
) -> None:
    kit = make_kit(RULES)
    said = [
        one for seed, as_of in enumerate(DAYS) for one in compare(kit, rows(RULES, 100 + seed, 36), as_of)
    ]
    assert len(said) >= 3000
    judged = {one[4] for one in said if one[5] in {"met", "not_met", "not_due"}}
    assert judged == {one.id for one in RULES if one.target.decidable}


ROWS: list[tuple[str, dict[str, float], State, float | None]] = [
    ("57/100*100 is 56.99999999999999 and meets 57%", {"a": 57, "b": 100}, State.MET, -0.0),
    ("a hair below", {"a": 56.9999999, "b": 100}, State.NOT_MET, -1e-07),
    ("nothing", {}, State.NO_DATA, None),
    ("half of it", {"a": 57}, State.NO_DATA, None),
    ("a zero denominator", {"a": 57, "b": 0}, State.NO_DATA, None),
    ("nothing over nothing", {"a": 0, "b": 0}, State.NO_DATA, None),
    ("too large to be", {"a": 1e308, "b": 1e-308}, State.NO_DATA, None),
    ("reported as such", {"share": 58}, State.MET, 1.0),
    ("what is computed goes before what is reported", {"a": 1, "b": 2, "share": 58}, State.NOT_MET, -7.0),
]


@pytest.mark.parametrize(("title", "figures", "state", "margin"), ROWS)
def test_a_row(
    make_kit: Callable[[Sequence[Requirement]], Kit],
    title: str,
    figures: dict[str, float],
    state: State,
    margin: float | None,
) -> None:
    row = Row("甲县", "341021", Entity.COUNTY, 2026, "", "", figures)
    said = compare(make_kit(RULES[:1]), [row], date(2027, 1, 1))
    assert [one[5] for one in said] == [state.value], title
    assert said[0][8] == bits(margin)
