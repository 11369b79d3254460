"""A single check and a frame say the same of the same keys and figures, whatever the requirement is."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any, NamedTuple

import narwhals as nw
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policykit.figures import evaluate
from policykit.indicators.scales import HOSPITAL_GRADE, YES_NO
from policykit.model import (
    Comparator,
    Condition,
    Direction,
    Entity,
    Indicator,
    Kind,
    Modality,
    Requirement,
    Span,
    Target,
    Variable,
    all_of,
)

needs = partial(pytest.importorskip, reason="it comes with policykit[engines]")
DAY = date(2026, 12, 31)


def variable(name: str, label: str, unit: str, **more: Any) -> Variable:
    return Variable(label, unit, more.pop("entity", Entity.COUNTY), label, name=name, **more)


INSIDE, ALL = variable("inside", "县域内就诊人次数", "人次"), variable("total", "就诊总人次数", "人次")
FUNDS, LIFE = variable("funds", "财政投入", "万元"), variable("life", "预期寿命", "岁")
GRADE = variable("grade", "医院等级", "级", grades=HOSPITAL_GRADE, entity=Entity.HOSPITAL)
SHARED = variable("shared", "是否互认", "是否", grades=YES_NO, entity=Entity.HOSPITAL)
OWED, IMAGING, ECG = (
    variable(name, label, "是否", grades=YES_NO)
    for name, label in (("owed", "是否拖欠补助"), ("imaging", "影像中心"), ("ecg", "心电中心"))
)
BUILT = variable("built", "建成日期", "日期")
PEOPLE, NATIONAL = variable("people", "服务人口", "人"), variable("national", "全国就诊率", "%")
REVIEWS = variable("reviews", "监测次数", "次/季度")
RATE = Indicator("县域内就诊率", "%", INSIDE / ALL * 100, name="rate")
COUNTRY = Indicator.of(NATIONAL)
BOTH = Indicator("五大中心建成", "是否", all_of(IMAGING, ECG), name="both")
UP, DOWN = Direction.UP, Direction.DOWN
SECOND = (Condition(GRADE, Target(Comparator.GRADE, 2, grade="二级")),)
SMALL = (Condition(PEOPLE, Target(Comparator.LE, 500, unit="人")),)

KINDS: list[tuple[Indicator | Variable, Target, dict[str, Any]]] = [
    (RATE, Target(Comparator.GE, 85, unit="%"), {}),
    (RATE, Target(Comparator.LT, 85, unit="%"), {}),
    (RATE, Target(Comparator.GE), {}),
    (RATE, Target(Comparator.GE, 100, unit="%"), {"softly": "基本"}),
    (RATE, Target(Comparator.GE, 85, unit="%"), {"when": SMALL}),
    (RATE, Target(Comparator.GE, 85, unit="%"), {"every": "year"}),
    (RATE, Target(Comparator.INCREASE), {}),
    (RATE, Target(Comparator.INCREASE), {"every": "year", "start": date(2024, 3, 1)}),
    (RATE, Target(Comparator.DECREASE), {"softly": "稳中有降"}),
    (RATE, Target(Comparator.RELATIVE, reference="national"), {"reference": COUNTRY}),
    (FUNDS, Target(Comparator.GROWTH, 12, unit="万元"), {}),
    (FUNDS, Target(Comparator.DECREASE, 5, in_percent=True), {}),
    (FUNDS, Target(Comparator.GROWTH, 6, average=True, is_based=False), {}),
    (FUNDS, Target(Comparator.NAMED), {"kind": Kind.NAMED}),
    (LIFE, Target(Comparator.APPROX, 81.5, precision=0.05), {}),
    (LIFE, Target(Comparator.APPROX, 81.5, precision=0.05, direction=UP), {}),
    (LIFE, Target(Comparator.APPROX, 81.5, tolerance=0.5), {}),
    (LIFE, Target(Comparator.BETWEEN, 80, 82), {}),
    (LIFE, Target(Comparator.BETWEEN, 80, 82, direction=DOWN), {}),
    (OWED, Target(Comparator.FORBIDDEN, 0), {"kind": Kind.PROHIBITION}),
    (BOTH, Target(Comparator.DONE, 1), {"kind": Kind.DUTY}),
    (SHARED, Target(Comparator.DONE, 1), {"kind": Kind.DUTY, "when": SECOND}),
    (SHARED, Target(Comparator.DONE, 1), {"kind": Kind.DUTY, "population": "三级医院"}),
    (BUILT, Target(Comparator.BY_DATE, float(date(2026, 6, 30).toordinal())), {}),
    (REVIEWS, Target(Comparator.GE, 1, unit="次/季度"), {}),
]
"""What is measured, what is asked, and what the requirement has besides."""

DIVISIONS = [
    "341021",
    "歙县",
    " 341021",
    "341021000000",
    "341022",
    "341000",
    "黄山市",
    "999999",
    "341021001001",
]
NUMBERS = [None, math.nan, 0, 1, 79, 81.5, 81.54, 84, 85, 100, 112, "85", "4.8万", "很多", "83①", -1, 0.5]
ANSWERS = [None, "是", "否", 1, 0, "也许", 2]
DATES = [None, "2026-06-30", "2026-07-01", "未完成", "2027年6月", "2026-02-30"]
GRADES = [None, "一级", "二级", "三甲", "很高"]


def values(of: Variable) -> list[Any]:
    if of.is_date:
        return DATES
    return ANSWERS if of.grades is YES_NO else GRADES if of.grades else NUMBERS


@st.composite
def requirements(draw: st.DrawFn) -> Requirement:
    what, target, more = draw(st.sampled_from(KINDS))
    indicator = what if isinstance(what, Indicator) else Indicator.of(what)
    given: dict[str, Any] = {"kind": Kind.THRESHOLD, "issued": date(2024, 1, 1)} | more
    given["modality"] = draw(st.sampled_from(Modality))
    given["due"] = draw(st.sampled_from([None, DAY, date(2026, 6, 30), date(2025, 12, 31)]))
    if draw(st.booleans()):
        given.setdefault("softly", "原则上")
    binds = draw(st.sampled_from([("341021",), ("341000",), (), ("340000",)]))
    return Requirement(
        "t/1/r", "t", "t/1", "原文", Span(0, 2), indicator, target, binds=binds, subject="某地", **given
    )


class Situation(NamedTuple):
    """A requirement, a day, a row of keys and figures, and the figures of the years before, oldest first."""

    requirement: Requirement
    day: date
    row: dict[str, Any]
    past: list[dict[str, Any]]

    def __repr__(self) -> str:
        return f"{self.requirement!r} on {self.day}: {self.row}, before {self.past}"


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    requirement = draw(requirements())
    own = ["", "hospital", "医院"] if not requirement.entity.is_division else ["", "县", "county"]
    keys: dict[str, Any] = {"division": draw(st.sampled_from([*DIVISIONS[:4], *DIVISIONS]))}
    keys["entity"] = draw(st.sampled_from([*own, *own, None, "省", "村庄"]))
    keys["year"] = draw(
        st.sampled_from([None, 2024, 2025, 2026, 2026, 2027, "2026年", "2026Q3", "去年", 1948])
    )
    keys["period"] = draw(
        st.sampled_from([None, None, None, "2026H1", "1—9月", "2026", "2025H1", "2026Q3", "去年"])
    )
    keys["population"] = draw(st.sampled_from([None, "", "三级医院", "甲类；三级医院"]))
    keys = {name: key for name, key in keys.items() if key is not None}

    def figures() -> dict[str, Any]:
        return {each.key: draw(st.sampled_from(values(each))) for each in requirement.variables}

    row, past = figures(), []
    if requirement.indicator.reported is None and not requirement.indicator.parts and draw(st.booleans()):
        row[requirement.indicator.name] = draw(st.sampled_from([None, 85, 84, 100.1, "很多"]))
    if isinstance(keys.get("year"), int) and keys["year"] > 2000 and "period" not in keys:
        past = [figures() for _ in range(draw(st.integers(0, 3)))]
    day = DAY + timedelta(days=draw(st.sampled_from([-1100, -400, -200, 0, 1, 90])))
    return Situation(requirement, day, {**keys, **row}, past)


def checked(
    requirement: Requirement, day: date, row: Mapping[str, Any], past: list[dict[str, Any]]
) -> tuple[str, float | None, float | None]:
    try:
        found = requirement.check(day, **row, earlier=past or None)
    except ValueError:
        return "could_not_run", None, None
    return found.state.value, found.value, found.margin


def framed(row: Mapping[str, Any], past: list[dict[str, Any]]) -> tuple[pd.DataFrame, int]:
    """The frame, the row in question last."""
    keys = {name: row[name] for name in ("division", "entity", "year", "population") if name in row}
    before = [
        {**keys, "year": row["year"] - len(past) + number, **figures} for number, figures in enumerate(past)
    ]
    return pd.DataFrame([*before, dict(row)]).astype(object), len(before)


def plain(value: Any) -> float | None:
    return None if value is None or value != value else float(value)  # noqa: PLR0124 - only NaN differs from itself


def told(table: Any, at: int) -> tuple[str, float | None, float | None]:
    frame = nw.from_native(table)
    rows = (frame.collect() if isinstance(frame, nw.LazyFrame) else frame).rows(named=True)
    row = sorted(rows, key=lambda each: plain(each["year"]) or 0)[at] if len(rows) > 1 else rows[0]
    return str(row["verdict"]), plain(row["value"]), plain(row["margin"])


def same(left: tuple[Any, ...], right: tuple[Any, ...]) -> bool:
    return left[0] == right[0] and all(
        one is other or (None not in (one, other) and math.isclose(one, other, abs_tol=1e-9))
        for one, other in zip(left[1:], right[1:], strict=True)
    )


@settings(max_examples=50, deadline=None)
@given(situations())
def test_a_check_and_a_frame_judge_alike(
    situation: Situation,
) -> None:
    requirement, day, row, past = situation
    single = checked(requirement, day, row, past)
    frame, at = framed(row, past)
    table = told(evaluate(frame, [requirement], as_of=day), at)
    assert same(table, single), (table, single)


def _text(value: Any) -> str | None:
    return None if value is None or value != value else str(value)  # noqa: PLR0124 - only NaN differs from itself


def _lazy_polars(frame: pd.DataFrame) -> Any:
    polars = needs("polars")
    return polars.LazyFrame(
        {name: list(map(_text, frame[name])) for name in frame},
        schema_overrides=dict.fromkeys(frame, polars.String),
    )


def _polars(frame: pd.DataFrame) -> Any:
    return _lazy_polars(frame).collect()


def _duckdb(frame: pd.DataFrame) -> Any:
    texts = _polars(frame)  # named in the query
    assert len(texts)
    return needs("duckdb").sql("FROM texts")


@pytest.mark.parametrize(("engine", "examples"), [(_polars, 20), (_lazy_polars, 20), (_duckdb, 10)])
def test_every_engine_judges_alike(engine: Any, examples: int) -> None:
    @settings(max_examples=examples, deadline=None, derandomize=True)
    @given(situations())
    def judged(situation: Situation) -> None:
        requirement, day, row, past = situation
        frame, at = framed(row, past)
        single = checked(
            requirement,
            day,
            {name: _text(value) for name, value in row.items() if _text(value) is not None},
            [{name: _text(value) for name, value in each.items()} for each in past],
        )
        table = told(evaluate(engine(frame), [requirement], as_of=day), at)
        assert same(table, single), (table, single)

    judged()


def test_a_permission_of_another_year_is_alike() -> None:
    may = replace(_rate(), modality=Modality.MAY)
    row = {"division": "341021", "year": 2025, "inside": 84, "total": 100}
    assert checked(may, date(2027, 1, 1), row, [])[0] == "not_adopted"


def _rate() -> Requirement:
    target = Target(Comparator.GE, 85, unit="%")
    span, kind = Span(0, 2), Kind.THRESHOLD
    return Requirement(
        "t/1/r", "t", "t/1", "原文", span, RATE, target, kind, due=DAY, binds=("341021",), subject="歙县"
    )
