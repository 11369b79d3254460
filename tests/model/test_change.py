"""Changes against a base year: what is met, what is missing, and what they say, worked out by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from policykit.figures import evaluate
from policykit.figures.result import results
from policykit.model import Comparator, Entity, Indicator, Kind, Requirement, Span, Target, Variable

UP, DOWN, GROWTH = Comparator.INCREASE, Comparator.DECREASE, Comparator.GROWTH
ENERGY = Indicator.of(Variable("单位产值能耗", "吨标准煤/万元", Entity.COUNTY, "…", name="energy"))
OUTPUT = Indicator.of(Variable("产值", "亿元", Entity.COUNTY, "…", name="output"))
CLEAN, ALL = (
    Variable(name, "万吨", Entity.COUNTY, "…", name=key)
    for name, key in (("非化石", "clean"), ("总量", "total"))
)
PROFIT = Indicator.of(Variable("利润", "亿元", Entity.COUNTY, "…", minimum=-1000, name="profit"))
SHARE = Indicator("非化石能源占比", "%", CLEAN / ALL * 100, name="share")
AFTER = date(2026, 3, 1)


def rule(indicator: Indicator, target: Target, **more: Any) -> Requirement:
    given: dict[str, Any] = {"due": date(2025, 12, 31), "binds": ("341021",), "subject": "歙县", **more}
    return Requirement("t/1/r", "t", "t/1", "原文", Span(0, 2), indicator, target, Kind.TREND, **given)


DROP = Target(DOWN, 16, in_percent=True, base=2020)
POINTS = Target(UP, 5, unit="百分点", base=2020)
DOUBLE = Target(GROWTH, 100, base=2022)
YEARLY = Target(GROWTH, 6, base=2020, average=True)
YEARLY_DROP = Target(DOWN, 1, in_percent=True, base=2020, average=True)
YEARLY_POINTS = Target(UP, 1, unit="百分点", base=2020, average=True)
LAST = Target(DOWN, 3, in_percent=True)
LESS = Target(DOWN, base=2020)
OPEN = Target(GROWTH, 6, is_based=False, average=True)
NOTHING = "比较的基数不大于0，不能按百分比计算"

ROWS: list[tuple[Requirement, dict[int, dict[str, float]], str, str]] = [
    # 50 less 16 % is 42; not the 34 that 16 less would be.
    (rule(ENERGY, DROP), {2020: {"energy": 50}, 2025: {"energy": 42}}, "met", ""),
    (rule(ENERGY, DROP), {2020: {"energy": 50}, 2025: {"energy": 42.1}}, "not_met", ""),
    # The year before is no base: from 44 to 42 are 5 %.
    (rule(ENERGY, DROP), {2020: {"energy": 50}, 2024: {"energy": 44}, 2025: {"energy": 42}}, "met", ""),
    (
        rule(ENERGY, DROP),
        {2024: {"energy": 50}, 2025: {"energy": 42}},
        "no_data",
        "2020年单位产值能耗所需数据",
    ),
    (rule(ENERGY, DROP), {2025: {"energy": 42}}, "no_data", "2020年单位产值能耗所需数据"),
    (rule(ENERGY, DROP), {2020: {"energy": 0}, 2025: {"energy": 0}}, "no_data", NOTHING),
    (rule(PROFIT, DROP), {2020: {"profit": -5}, 2025: {"profit": -9}}, "no_data", NOTHING),
    # 40 % and 5 points are 45 %; 5 per cent more would be 42 %.
    (rule(SHARE, POINTS), {2020: {"clean": 40, "total": 100}, 2025: {"clean": 45, "total": 100}}, "met", ""),
    (
        rule(SHARE, POINTS),
        {2020: {"clean": 40, "total": 100}, 2025: {"clean": 44, "total": 100}},
        "not_met",
        "",
    ),
    (rule(OUTPUT, DOUBLE), {2022: {"output": 30}, 2025: {"output": 60}}, "met", ""),
    (rule(OUTPUT, DOUBLE), {2022: {"output": 30}, 2025: {"output": 59.9}}, "not_met", ""),
    # 1.06 to the fifth is 1.33823.
    (rule(OUTPUT, YEARLY), {2020: {"output": 100}, 2025: {"output": 133.83}}, "met", ""),
    (rule(OUTPUT, YEARLY), {2020: {"output": 100}, 2025: {"output": 133.82}}, "not_met", ""),
    # One slow year is none too few: 2024 to 2025 are 0.6 %.
    (
        rule(OUTPUT, YEARLY),
        {2020: {"output": 100}, 2024: {"output": 134}, 2025: {"output": 134.8}},
        "met",
        "",
    ),
    # 0.99 to the fifth is 0.95099.
    (rule(ENERGY, YEARLY_DROP), {2020: {"energy": 100}, 2025: {"energy": 95.09}}, "met", ""),
    (rule(ENERGY, YEARLY_DROP), {2020: {"energy": 100}, 2025: {"energy": 95.1}}, "not_met", ""),
    (
        rule(SHARE, YEARLY_POINTS),
        {2020: {"clean": 40, "total": 100}, 2025: {"clean": 45, "total": 100}},
        "met",
        "",
    ),
    (rule(ENERGY, LAST), {2024: {"energy": 100}, 2025: {"energy": 97}}, "met", ""),
    (rule(ENERGY, LAST), {2024: {"energy": 100}, 2025: {"energy": 97.5}}, "not_met", ""),
    (rule(ENERGY, LESS), {2020: {"energy": 50}, 2024: {"energy": 48}, 2025: {"energy": 49}}, "met", ""),
    (rule(ENERGY, LESS), {2020: {"energy": 50}, 2025: {"energy": 50}}, "not_met", ""),
    (
        rule(OUTPUT, OPEN),
        {2020: {"output": 100}, 2025: {"output": 999}},
        "judgement",
        "原文没有写明与哪一年相比，由人判断",
    ),
    # Of an earlier year than the due one: it is not missed yet, it is not reported.
    (
        rule(ENERGY, DROP),
        {2020: {"energy": 50}, 2024: {"energy": 49}},
        "no_data",
        "只有2024年的数据，须报2025年的数据",
    ),
    (rule(ENERGY, DROP, due=date(2027, 12, 31)), {2020: {"energy": 50}, 2025: {"energy": 45}}, "not_due", ""),
]


@pytest.mark.parametrize(("requirement", "years", "verdict", "reason"), ROWS)
def test_a_change_is_judged_against_its_base(
    requirement: Requirement, years: dict[int, dict[str, float]], verdict: str, reason: str
) -> None:
    """A frame in memory, a lazy one, and the check of one unit say the same."""
    frame = pd.DataFrame([{"division": "341021", "year": year, **row} for year, row in years.items()])
    (found,) = results(frame, [requirement], as_of=AFTER)
    assert found.state.value == verdict
    assert reason in {found.finding.reason, *found.finding.missing}
    last = max(years)
    table = evaluate(frame, [requirement], as_of=AFTER)
    assert table[table["year"] == last]["verdict"].tolist() == [verdict]
    base = requirement.target.base or last - 1
    figures: dict[str, Any] = dict(years[last])
    checked = requirement.check(AFTER, year=last, earlier=years.get(base), **figures)
    assert checked.state.value == verdict
    # A single check knows the earlier figures one by one, and names those that are missing.
    assert reason in {checked.reason, *(f"{one}所需数据" for one in checked.missing)}


def test_what_the_year_itself_lacks_is_named_and_not_the_base_that_was_reported() -> None:
    found = rule(SHARE, POINTS).check(AFTER, year=2025, clean=44, earlier={"clean": 0, "total": 0})
    assert found.missing == ("总量",)


SENTENCES = [
    (rule(ENERGY, DROP), "到2025年12月31日，歙县单位产值能耗比2020年下降16%以上"),
    (rule(SHARE, POINTS), "到2025年12月31日，歙县非化石能源占比比2020年提高5百分点以上"),
    (rule(OUTPUT, DOUBLE), "到2025年12月31日，歙县产值比2022年增长100%以上"),
    (rule(OUTPUT, YEARLY), "到2025年12月31日，歙县产值自2020年起年均增长6%以上"),
    (rule(OUTPUT, OPEN, due=None), "歙县产值年均增长6%以上（没有写明自哪一年算起）"),
    (rule(ENERGY, LESS), "到2025年12月31日，歙县单位产值能耗低于2020年"),
    (rule(ENERGY, LAST, due=None), "歙县单位产值能耗低于上年3%以上"),
    (rule(ENERGY, LAST, due=None, every="year"), "歙县单位产值能耗每年下降3%以上"),
    (rule(OUTPUT, Target(GROWTH, 6), due=None, softly="左右"), "歙县产值年增长6%左右"),
]


@pytest.mark.parametrize(("requirement", "sentence"), SENTENCES)
def test_plain(requirement: Requirement, sentence: str) -> None:
    assert requirement.plain == sentence


def test_the_python_that_decides() -> None:
    tests = [rule(OUTPUT, YEARLY), rule(ENERGY, DROP), rule(ENERGY, LESS)]
    assert [one.python.rstrip().splitlines()[-1] for one in tests] == [
        "output >= in_2020.output * (1 + 6 / 100) ** (year - 2020)",
        "energy <= in_2020.energy * (1 - 16 / 100) or energy == 0",
        "energy < in_2020.energy or energy == 0",
    ]
