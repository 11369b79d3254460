"""The browser's verdicts are Python's: the same state, value, goal and margin, bit by bit, at every edge."""

from __future__ import annotations

import math
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.selfcheck.figures import everywhere, rows
from tests.selfcheck.kit import Kit, bits, told

from policykit.figures.observations import Observations
from policykit.figures.row import Row
from policykit.indicators.scales import YES_NO
from policykit.model import (
    Comparator,
    Condition,
    Direction,
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
from policykit.model.expression import all_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DAYS = [date(2024, 12, 31), date(2026, 6, 1), date(2026, 12, 31), date(2027, 1, 1), date(2035, 1, 1)]


def as_data(row: Row) -> dict[str, Any]:
    figures = [[name, "inf" if math.isinf(value) else value] for name, value in row.figures.items()]
    about = {"unit": row.unit, "division": row.division, "entity": row.entity.name, "year": row.year}
    return {**about, "place": row.place, "population": row.population, "figures": figures}


def compare(kit: Kit, made: Sequence[Row], as_of: date) -> list[list[Any]]:
    """What both say of the same rows, after it was found to be the same; no day is after `as_of`, as in no file."""
    days = {one.name for rule in kit.requirements for one in rule.variables if one.is_date}
    for row in made:
        for name in days & row.figures.keys():
            if as_of.toordinal() < row.figures[name] < math.inf:
                del row.figures[name]
    with np.errstate(all="ignore"):
        expected = told(Observations("", list(made)).results(kit.requirements, as_of))
    found = kit.judge([as_data(row) for row in made], as_of)
    for one, other in zip(found, expected, strict=True):
        assert one == other
    return expected


def test_thousands_of_cases_come_out_alike(
    make_kit: Callable[[Sequence[Requirement]], Kit], every: tuple[Requirement, ...]
) -> None:
    kit = make_kit(everywhere(every))
    said = [
        one
        for seed, as_of in enumerate(DAYS)
        for one in compare(kit, rows(kit.requirements, seed, 12), as_of)
    ]
    states = Counter(one[5] for one in said)
    assert len(said) >= 3000
    assert set(states) == {state.value for state in State} - {"not_applicable"}
    assert min(states.values()) >= 50
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


DONE, BOUGHT, THIRD = (
    Variable(f"事项{name}", "是否", Entity.COUNTY, "…", grades=YES_NO, name=name)
    for name in ("done", "bought", "third")
)
COUNTED, SUM = (
    Variable(f"总数{name}", "人", Entity.COUNTY, "…", minimum=0, name=name) for name in ("counted", "sum")
)
GRADED = Condition(LEVEL, Target(Comparator.GRADE, 2, grade="二级"))
SMALL = Condition(C, Target(Comparator.LE, 90, unit="人"))
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
    rule(29, "share", A / B * 100, Target(Comparator.GE, 57, unit="%"), modality=Modality.ENCOURAGE),
    rule(30, "share", A / B * 100, Target(Comparator.GE, 57, unit="%"), softly="基本"),
    rule(31, "share", A / B * 100, Target(Comparator.DECREASE), softly="稳中有降"),
    rule(32, "share", A / B * 100, Target(Comparator.APPROX, 57, unit="%", precision=0.5)),
    rule(33, "share", A / B * 100, Target(Comparator.APPROX, 57, unit="%", direction=Direction.UP)),
    rule(34, "share", A / B * 100, Target(Comparator.APPROX, 57, unit="%", direction=Direction.DOWN)),
    rule(35, "share", A / B * 100, Target(Comparator.BETWEEN, 3, 84, unit="%", direction=Direction.UP)),
    rule(36, "share", A / B * 100, Target(Comparator.BETWEEN, 3, 84, unit="%", direction=Direction.DOWN)),
    rule(37, "level", A, Target(Comparator.GROWTH, 12.0, unit="人")),
    rule(38, "level", A, Target(Comparator.GROWTH, None, unit="人"), due=None),
    rule(39, "counted", COUNTED, Target(Comparator.DECREASE)),
    rule(40, "whole_share", COUNTED / SUM * 100, Target(Comparator.INCREASE)),
    rule(41, "counted", COUNTED, Target(Comparator.DECREASE), every="year", due=None),
    rule(42, "share", A / B * 100, Target(Comparator.GE, 57, unit="%"), every="year"),
    rule(43, "opened", DONE, Target(Comparator.DONE, 1), kind=Kind.DUTY),
    rule(44, "bought", BOUGHT, Target(Comparator.FORBIDDEN, 0), kind=Kind.PROHIBITION, due=None),
    rule(45, "centres", all_of(DONE, BOUGHT, THIRD), Target(Comparator.DONE, 1), kind=Kind.DUTY),
    rule(46, "centres", all_of(DONE, BOUGHT, THIRD), Target(Comparator.DONE, 1), softly="原则上"),
    rule(47, "share", A / B * 100, Target(Comparator.NAMED), kind=Kind.NAMED),
    rule(48, "share", A / B * 100, Target(Comparator.GE, 57, unit="%"), when=(GRADED,)),
    rule(49, "share", A / B * 100, Target(Comparator.GE, 57, unit="%"), when=(SMALL, GRADED), due=None),
    rule(50, "opened", DONE, Target(Comparator.DONE, 1), when=(SMALL,), start=date(2026, 9, 1)),
    rule(51, "opened", DONE, Target(Comparator.DONE, 1), issued=date(2026, 12, 1), due=None),
    rule(52, "level", A, Target(Comparator.DECREASE, 16, in_percent=True, base=2024)),
    rule(53, "level", A, Target(Comparator.GROWTH, 6, base=2024, average=True)),
    rule(54, "share", A / B * 100, Target(Comparator.INCREASE, 0.5, base=2025), due=None),
    rule(55, "share", A / B * 100, Target(Comparator.INCREASE, 0.5, base=2024, average=True)),
    rule(56, "level", A, Target(Comparator.GROWTH, 6, is_based=False)),
    rule(57, "gap", B - A, Target(Comparator.DECREASE, 5, in_percent=True), due=None),
)


def test_every_kind_of_target_and_operation_comes_out_alike(
    make_kit: Callable[[Sequence[Requirement]], Kit],
) -> None:
    kit = make_kit(RULES)
    said = [
        one for seed, as_of in enumerate(DAYS) for one in compare(kit, rows(RULES, 100 + seed, 36), as_of)
    ]
    assert len(said) >= 3000
    assert {one[5] for one in said} == {state.value for state in State} - {"not_applicable"}
    judged = {one[4] for one in said if one[5] in {"met", "not_met", "not_due", "adopted", "not_adopted"}}
    assert judged == {one.id for one in RULES if one.target.decidable}
    assert {reason for one in said for reason in [one[10]]} >= SAID


SAID = {
    "原文只点名“原文”，没有给出数值，由人判断",
    "尚未开始（自2026年9月1日起）",
    "原文没有给出可比的数值，由人判断",
    "分母为0，无法计算",
    "比较的基数不大于0，不能按百分比计算",
    "原文没有写明与哪一年相比，由人判断",
    "只有2025年的数据，须报2026年的数据",
    "原文说“基本”，由人判断",
    "原文说“稳中有降”，由人判断",
    "原文说“左右”，由人判断",
    "“事项done、事项bought”为否；原文说“原则上”，由人判断",
}
"""What verdicts say for themselves, word for word."""


ROWS: list[tuple[str, dict[str, float], State, float | None]] = [
    ("57/100*100 is 56.99999999999999 and meets 57%", {"a": 57, "b": 100}, State.MET, -0.0),
    ("a hair below", {"a": 56.9999999, "b": 100}, State.NOT_MET, -1e-07),
    ("nothing", {}, State.NO_DATA, None),
    ("half of it", {"a": 57}, State.NO_DATA, None),
    ("a part of nothing", {"a": 57, "b": 0}, State.COULD_NOT_RUN, None),
    ("nothing over nothing", {"a": 0, "b": 0}, State.NO_DATA, None),
    ("a part above its whole", {"a": 1e308, "b": 1e-308}, State.COULD_NOT_RUN, None),
    ("reported as such", {"share": 58}, State.MET, 1.0),
    (
        "what is computed and what is reported disagree",
        {"a": 1, "b": 2, "share": 58},
        State.COULD_NOT_RUN,
        None,
    ),
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
