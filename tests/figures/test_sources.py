"""Which cells a verdict rests on: of its own period, of the parts of a year, of the year before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import polars as pl
import pytest
from tests.figures.conftest import INSIDE, TOTAL, five_rules, rule

from policykit.figures.evaluation import evaluate
from policykit.figures.observations import Observations
from policykit.figures.row import Row
from policykit.figures.sources import Sources
from policykit.model import Comparator, Entity, Indicator, Target

RATE = Indicator(
    "县域内就诊率",
    "%",
    replace(INSIDE, over_time="flow") / replace(TOTAL, over_time="stock") * 100,
    name="rate",
)
YEARLY, BETTER = (
    rule("rate", RATE, Target(Comparator.GE, 85)),
    rule("more", RATE, Target(Comparator.INCREASE)),
)
QUARTERS = [f"2026年第{sign}季度" for sign in "一二三四"]
# Periods that are reported (year, part), the requirement, and the cells: a row for each period, B inside and C total.
CASES = {
    "a year": ([(2026, "")], YEARLY, "B2 C2"),
    "a year beside a quarter": ([(2026, QUARTERS[0]), (2026, "")], YEARLY, "B3 C3"),
    "a year from its quarters, a stock from the last": (
        [(2026, one) for one in QUARTERS],
        YEARLY,
        "B2 B3 B4 B5 C5",
    ),
    "a year from its halves": ([(2026, "2026年上半年"), (2026, "2026年下半年")], YEARLY, "B2 B3 C3"),
    "a trend": ([(2024, ""), (2025, ""), (2026, "")], BETTER, "B4 C4 B3 C3"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_verdict_names_its_cells(name: str) -> None:
    reported, requirement, cells = CASES[name]
    rows = [
        Row("歙县", "341021", Entity.COUNTY, year, f"A{at}", period=period, figures={"inside": 80.0 + at, "total": 100.0},
            places={"inside": f"B{at}", "total": f"C{at}"})
        for at, (year, period) in enumerate(reported, start=2)
    ]  # fmt: skip  # one thing on one line
    (result,) = Observations("数据.xlsx", rows).results([requirement], date(2027, 1, 1))
    assert " ".join(source.place for source in Sources(rows).of(result)) == cells


def test_of_a_quarter_only_its_own_cells_are_named() -> None:
    quarterly = replace(YEARLY, every="quarter")
    rows = [
        Row("歙县", "341021", Entity.COUNTY, 2026, f"A{at}", period=period, figures={"inside": 80.0, "total": 100.0},
            places={"inside": f"B{at}", "total": f"C{at}"})
        for at, period in enumerate(QUARTERS, start=2)
    ]  # fmt: skip  # one thing on one line
    found = Observations("数据.xlsx", rows).results([quarterly], date(2027, 1, 1))
    told = {one.period: " ".join(source.place for source in Sources(rows).of(one)) for one in found}
    assert told == {period: f"B{at} C{at}" for at, period in enumerate(QUARTERS, start=2)}


def test_a_day_as_the_period_of_a_frame_is_its_month() -> None:
    days = [date(2026, 3, 31), date(2026, 4, 30)]
    data = {"division": ["341021"] * 2, "inside": [80.0, 90.0], "total": [100.0, 100.0]}
    frames = [pd.DataFrame({**data, "period": pd.to_datetime(days)}), pl.DataFrame({**data, "period": days})]
    for frame in frames:
        assert list(evaluate(frame, five_rules()[:1])["period"]) == ["2026年3月", "2026年4月"]
