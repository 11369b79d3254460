"""The last figure that is possible and the first that is not; the last header that is read; whom requirements concern."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from policykit.base.diagnostics import PolicykitError
from policykit.figures.evaluation import evaluate
from policykit.figures.needs import Needs, is_share
from policykit.figures.observations import Observations, read
from policykit.model import Entity, Indicator, Requirement, Variable

Rules = tuple[Requirement, ...]
HEAD = "单位名称,代码,年度,县域内就诊人次数,居民就诊总人次数,县域内就诊率,医药费用"


def codes(reading: Callable[[], Observations]) -> list[str]:
    """What is wrong; nothing when all can be read."""
    try:
        found = reading().problems
    except PolicykitError as error:
        found = error.diagnostics
    return [one.code.value for one in found]


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        ("0,100,,", []),  # none is a number of visits
        ("-1,100,,", ["PK316"]),
        ("100,100,,", []),  # all of the visits within the county
        ("101,100,,", ["PK319"]),
        ("0,0,,", []),
        ("83.0,100,,", []),
        ("82.5,100,,", ["PK318"]),
        (",,,100000", []),  # the greatest cost of the variable
        (",,,100000.01", ["PK317"]),
        (",,,0", []),
        (",,,-0.01", ["PK316"]),
        (",,100%,", []),
        (",,100.1%,", ["PK317"]),
        (",,0%,", []),
        (",,-0.1%,", ["PK317"]),
        ("83,100,83.01%,", []),  # reported to two decimals
        ("83,100,83.02%,", ["PK326"]),
        ("83,100,82.99%,", []),
        ("83,100,82.98%,", ["PK326"]),
        ("0,0,50%,", []),  # parts of nothing give no share
    ],
)
def test_which_figures_are_possible(
    tmp_path: Path, requirements: Rules, cells: str, wrong: list[str]
) -> None:
    path = tmp_path / "数据.csv"
    path.write_text(f"{HEAD}\n歙县,341021,2025,{cells}\n", "utf-8")
    assert codes(lambda: read(path, requirements)) == wrong


def test_parts_that_alone_are_asked_are_held_against_each_other(tmp_path: Path, requirements: Rules) -> None:
    path = tmp_path / "数据.csv"
    path.write_text(
        "单位名称,代码,年度,县域内就诊人次数,居民就诊总人次数\n歙县,341021,2025,101,100\n", "utf-8"
    )
    assert codes(lambda: read(path, [one for one in requirements if one.indicator.name == "rate"])) == [
        "PK319"
    ]


@pytest.mark.parametrize(
    ("earlier", "verdict"),
    [([5.0], "met"), ([], "no_data"), ([5.0, 6.0], "could_not_run"), ([5.0, 5.0], "could_not_run")],
)
def test_a_year_before_that_is_reported_twice_is_not_known(
    requirements: Rules, earlier: list[float], verdict: str
) -> None:
    unit = {"unit": "歙县", "division": "341021", "entity": "county"}
    rows = [{**unit, "year": 2024, "cost": cost} for cost in earlier]
    frame = pd.DataFrame([{**unit, "year": 2025, "cost": 4.0}, *rows])
    falling = [one for one in requirements if one.indicator.name == "cost_level"]
    assert evaluate(frame, falling, as_of=date(2026, 1, 1))["verdict"].iloc[0] == verdict


@pytest.mark.parametrize(
    ("cells", "read_as"),
    [
        (["0.85%"], [0.85]),
        ([0], [0.0]),
        ([1.5], [1.5]),
        ([0.99, 0], [99.0, 0.0]),
        ([1], None),  # 1% or all
        ([1, 1], None),
        ([0.85, 1.01], None),  # one is a fraction, the other is none
    ],
)
def test_fractions_and_percentages(
    tmp_path: Path, requirements: Rules, cells: list[Any], read_as: list[float] | None
) -> None:
    path = tmp_path / "数据.csv"
    rows = [f"{code},2025,{cell}" for code, cell in zip(("341021", "341022"), cells, strict=False)]
    path.write_text("\n".join(["行政区划代码,年度,县域内就诊率", *rows]), "utf-8")
    if read_as is None:
        assert set(codes(lambda: read(path, requirements))) == {"PK315"}
    else:
        assert [row.figures["rate"] for row in read(path, requirements).rows] == read_as


@pytest.mark.parametrize(
    ("above", "found"),
    [(0, True), (29, True), (30, False)],  # a header stands in the first thirty rows
)
def test_how_deep_a_header_may_stand(
    book: Callable[..., Path], requirements: Rules, above: int, found: bool
) -> None:
    table = [HEAD.split(",")[:5], ["歙县", "341021", 2025, 83, 100]]
    path = book({"Sheet1": [["某某县填报表"]] * above + table})
    assert (not codes(lambda: read(path, requirements))) is found


@pytest.mark.parametrize(
    ("header", "wrong"),
    [
        # Characters in common, twice, of both names: 县域内就诊人次数 has eight.
        ("县域内就诊某次", True),  # 12 of 15 are 80%
        ("县域内就诊某某次", False),  # 12 of 16
        ("天气", False),
    ],
)
def test_a_header_that_is_nearly_one_that_is_looked_for(
    tmp_path: Path, requirements: Rules, header: str, wrong: bool
) -> None:
    path = tmp_path / "数据.csv"
    path.write_text(f"单位名称,代码,年度,县域内就诊率,医药费用,{header}\n歙县,341021,2025,83%,5,3\n", "utf-8")
    assert bool(codes(lambda: read(path, requirements))) is wrong


@pytest.mark.parametrize(
    ("binds", "entity", "division", "concerns"),
    [
        (("341000",), Entity.COUNTY, None, True),
        (("341000",), Entity.COUNTY, "341021", True),  # in the division that is bound
        (("341000",), Entity.COUNTY, "341000", True),
        (("341000",), Entity.COUNTY, "340000", True),  # holds the division that is bound
        (("341000",), Entity.COUNTY, "520100", False),
        ((), Entity.COUNTY, "520100", True),  # binds all
        (("341000",), Entity.CITY, "341000", True),
        (("341000",), Entity.CITY, "341021", False),  # a county is not asked for its city's figures
        (("341000",), Entity.HOSPITAL, "341021", True),
    ],
)
def test_whom_a_requirement_concerns(
    requirements: Rules, binds: tuple[str, ...], entity: Entity, division: str | None, concerns: bool
) -> None:
    one = replace(requirements[0], binds=binds, per=entity)
    assert bool(Needs.of([one], division).requirements) is concerns


PART, ALL = (Variable(name, "人", Entity.COUNTY, "…", name=name) for name in ("part", "all"))
RATE, CHANGE = (
    Variable(name, "%", Entity.COUNTY, "…", name=name, minimum=least)
    for name, least in (("rate", 0), ("change", -100))
)


@pytest.mark.parametrize(
    ("meaning", "may_be"),
    [
        (None, False),
        (RATE, True),
        (CHANGE, False),  # growth may be more than the whole, and less than nothing
        (Variable("增速", "%", Entity.COUNTY, "…", name="open", minimum=float("-inf")), False),
        (Indicator("率", "%", PART / ALL * 100), True),
        (Indicator("增幅", "%", (PART - ALL) / ALL * 100), False),
        (Indicator.of(RATE), True),
        (Indicator.of(CHANGE), False),
    ],
)
def test_which_columns_hold_shares(meaning: Variable | Indicator | None, *, may_be: bool) -> None:
    assert is_share(meaning) is may_be
