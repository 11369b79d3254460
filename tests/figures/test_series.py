"""Values over the years, by unit and period; and the rules as plain data."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from tests.figures.conftest import BEDS, COST, INSIDE, LEVEL, TOTAL, five_rules, rule

from policykit.figures.rulebook import example, form_words, rulebook
from policykit.figures.series import kind_of, series
from policykit.model import Comparator, Entity, Indicator, Modality, Period, Target
from policykit.model.fields import Condition

RATE = Indicator("县域内就诊率", "%", INSIDE / TOTAL * 100, name="rate")


def figures(*rows: tuple[str, str, str, float | None, str, str, float]) -> pd.DataFrame:
    names = ["entity", "division", "unit", "year", "period", "name", "value"]
    return pd.DataFrame([dict(zip(names, row, strict=True)) for row in rows], columns=names)


def she(year: float | None, name: str, value: float, period: str = "", unit: str = "歙县") -> Any:
    return "county", "341021", unit, year, period, name, value


@pytest.mark.parametrize(
    ("rows", "periods", "values"),
    [
        # computed from its parts, and reported as such, which goes before
        ([she(2025, "inside", 83), she(2025, "total", 100)], ["2025年"], [83]),
        ([she(2025, "inside", 83), she(2025, "total", 100), she(2025, "rate", 84)], ["2025年"], [84]),
        ([she(2025, "rate", 84), she(2026, "inside", 90), she(2026, "total", 100)], ["2025年", "2026年"], [84, 90]),
        # a part that is missing, and a whole of nothing, give none
        ([she(2025, "inside", 83)], None, None),
        ([she(2025, "inside", 0), she(2025, "total", 0)], None, None),
        ([she(2025, "inside", 83), she(2026, "total", 100)], None, None),
        ([she(2025, "rate", float("inf"))], None, None),
        # of a figure that stands twice the last counts
        ([she(2025, "rate", 84), she(2025, "rate", 85)], ["2025年"], [85]),
        # by their last days, the shorter first
        (
            [she(2025, "rate", 4, "2025年"), she(2025, "rate", 2, "2025年上半年"), she(2025, "rate", 1, "2025年第二季度"), she(2024, "rate", 0)],
            ["2024年", "2025年第二季度", "2025年上半年", "2025年"],
            [0, 1, 2, 4],
        ),
        # of no year and no period, or of one that is none, there is none
        ([she(None, "rate", 84)], None, None),
        ([she(None, "rate", 84, "去年"), she(2025, "rate", 85)], ["2025年"], [85]),
        # six significant digits
        ([she(2025, "rate", 83.1234567)], ["2025年"], [83.1235]),
        ([she(2025, "rate", 1234567.0)], ["2025年"], [1234570]),
        ([she(2025, "rate", -0.00012345678)], ["2025年"], [-0.000123457]),
    ],
)  # fmt: skip  # a row a line
def test_the_values_of_a_unit(rows: list[Any], periods: list[str] | None, values: list[float] | None) -> None:
    found = list(series(figures(*rows), [RATE]))
    if periods is None:
        assert found == []
        return
    (one,) = found
    assert [period.label for period in one.periods] == periods
    assert one.table.tolist() == [values]
    assert [unit.name for unit in one.units] == ["歙县"]


def test_units_are_told_apart_and_blanks_tell_nothing() -> None:
    rows = [
        she(2025, "rate", 84),
        ("county", "341022", "休宁县", 2026, "", "rate", 85),
        ("hospital", "341021", "甲 医院", 2025, "", "beds", 20),
        ("hospital", "341021", "甲医院", 2026, "", "beds", 30),
        ("school", "341021", "甲校", 2025, "", "rate", 3),
    ]
    listed = [RATE, Indicator.of(BEDS), Indicator.of(LEVEL), Indicator.of(COST)]
    rate, beds = series(figures(*rows), listed)
    assert rate.periods == (Period(2025), Period(2026))
    assert [(unit.name, unit.entity, unit.kind) for unit in rate.units] == [
        ("歙县", "county", "县"),
        ("休宁县", "county", "县"),
        ("甲校", "school", "school"),
    ]
    assert np.array_equal(rate.table, [[84, np.nan], [np.nan, 85], [3, np.nan]], equal_nan=True)
    assert beds.table.tolist() == [[20, 30]]
    assert [(unit.division, unit.name, unit.kind) for unit in beds.units] == [
        ("341021", "甲医院", Entity.HOSPITAL.label)
    ]


@pytest.mark.parametrize(
    ("division", "kind"),
    [("341021", "县"), ("320583", "县级市"), ("340102", "市辖区"), ("520100", "市"), ("340000", "省")],
)
def test_divisions_are_ranked_with_their_kind(division: str, kind: str) -> None:
    assert kind_of(division) == kind


def target(given: Target, **more: Any) -> dict[str, Any]:
    book = rulebook([rule("rate", RATE, given, **more)])
    found: dict[str, Any] = book["requirements"][0]["target"]
    return found


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (Target(Comparator.GE, 85, unit="%"), {"way": ">=", "value": 85, "change": 85, "compares": False, "decidable": True}),
        (Target(Comparator.BETWEEN, 3, 5, unit="个"), {"value2": 5}),
        (Target(Comparator.INCREASE), {"compares": True, "change": 0, "based": True, "value": None}),
        (Target(Comparator.INCREASE, 3, unit="%"), {"change": 3, "grows": False, "factor": 1}),
        (Target(Comparator.DECREASE, 3, unit="%", base=2020), {"change": -3, "base": 2020, "factor": 1}),
        (Target(Comparator.GROWTH, 12), {"change": 0, "grows": True, "factor": 1.12, "average": False}),
        (Target(Comparator.GROWTH, 6, base=2020, average=True), {"average": True}),
        (Target(Comparator.GROWTH, 6, is_based=False), {"based": False, "compares": False}),
        (Target(Comparator.DECREASE, 16, in_percent=True, base=2020), {"factor": 0.84, "change": 0, "grows": True}),
        (Target(Comparator.NAMED), {"decidable": False, "value": None}),
    ],
)  # fmt: skip  # a row a line
def test_a_target_as_numbers(given: Target, told: dict[str, Any]) -> None:
    found = target(given)
    assert {name: found[name] for name in told} == pytest.approx(told)


def test_the_rules_are_plain_data() -> None:
    conditional = rule(
        "when",
        RATE,
        Target(Comparator.GE, 85, unit="%"),
        when=(Condition(LEVEL, Target(Comparator.GE, 2, grade="二级")),),
        modality=Modality.ENCOURAGE,
        due=date(2026, 12, 31),
        start=date(2025, 3, 1),
        reference=Indicator.of(COST),
    )
    rules = (*five_rules(), conditional)
    book = rulebook(rules)
    assert json.loads(json.dumps(book, default=list)).keys() == book.keys()
    assert [one["id"] for one in book["requirements"]] == [one.id for one in rules]
    assert set(book["variables"]) == {"inside", "total", "cost", "built", "beds", "level"}
    assert book["indicators"]["rate"]["value"] == ["*", ["/", "inside", "total"], 100]
    assert "cost" in book["indicators"]
    last = book["requirements"][-1]
    assert [one["variable"] for one in last["when"]] == ["level"]
    assert (last["due"], last["begins"], last["start"]) == ("2026-12-31", "2025-03-01", 2025)
    assert (last["optional"], last["reference"], last["per"]) == (True, "cost", False)
    first = book["requirements"][0]
    assert (first["due"], first["begins"], first["start"], first["reference"]) == (None, None, None, None)
    assert book["requirements"][3]["per"] is True
    assert book["variables"]["level"]["grades"][0] == ["一级", 1.0]
    assert book["variables"]["built"]["date"] is True
    assert (book["variables"]["cost"]["minimum"], book["variables"]["cost"]["maximum"]) == (0, 100000)
    assert book["levels"][0] == "nation"
    assert book["divisions"]["341021"][0] == "歙县"
    assert {code[:3] for code in book["diagnostics"]} == {"PK3"}
    pairs = book["words"]["traditional"]
    assert len(pairs) % 2 == 0
    assert pairs[pairs.index("縣") + 1] == "县"
    about = form_words(rules)["about"]
    assert list(about) == sorted(about)
    assert about["cost"][0] == "当年医药费用"


def test_an_example_is_of_the_smallest_division_that_is_named() -> None:
    rules = [
        rule("rate", RATE, Target(Comparator.GE, 85, unit="%"), due=date(year, 12, 31))
        for year in (2026, 2027, 2028)
    ]
    made = example(rules)
    assert made is not None
    assert (made["division"], made["as_of"]) == ("341000", "2028-01-01")
    county = replace(rules[0], binds=("341021", "340000"))
    made = example([county, *rules])
    assert made is not None
    assert (made["division"], made["as_of"]) == ("341021", "2027-01-01")
    (sheet,) = made["sheets"]
    title, head, *rows = sheet[1]
    assert len(title) == 1
    assert head[-2:] == ["县域内就诊人次数（人次）", "居民就诊总人次数（人次）"]
    assert [(row[1], row[2]) for row in rows] == [("341021", 2025), ("341021", 2026)] * (len(rows) // 2)
    # the part is less than its whole, and rises
    assert [row[-2:] for row in rows[:2]] == [[80, 100], [83, 100]]
    assert example([replace(rules[0], binds=("000000",))]) is None
