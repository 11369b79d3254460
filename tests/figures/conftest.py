"""A few requirements with all kinds of variables, and a writer of files as staff send them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from tests.figures.every_kind import Rules, every_kind

from policykit.model import Comparator, Entity, Indicator, Kind, Requirement, Span, Target, Variable

Book = Callable[..., Path]


def variable(name: str, label: str, unit: str, entity: Entity = Entity.COUNTY, **more: Any) -> Variable:
    return Variable(label, unit, entity, f"当年{label}", name=name, **more)


INSIDE = variable("inside", "县域内就诊人次数", "人次", over_time="flow", minimum=0, whole=True)
TOTAL = variable("total", "居民就诊总人次数", "人次", over_time="flow", minimum=0, whole=True)
COST = variable("cost", "医药费用", "万元", minimum=0, maximum=100000)
BUILT = variable("built", "医共体建成日期", "日期")
BEDS = variable("beds", "床位数", "张", Entity.HOSPITAL, over_time="stock", minimum=0, whole=True)
LEVEL = variable(
    "level",
    "医院等级",
    "等级",
    Entity.HOSPITAL,
    grades={"一级": 1.0, "二级": 2.0, "二级甲等": 2.2, "三级": 3.0},
)


def rule(name: str, what: Indicator, target: Target, **more: Any) -> Requirement:
    span, kind, binds = Span(0, 1), Kind.THRESHOLD, ("341000",)
    return Requirement(
        f"test/1/{name}", "test", "test/1", f"原文{name}", span, what, target, kind, binds=binds, **more
    )


@pytest.fixture
def requirements() -> tuple[Requirement, ...]:
    return five_rules()


def five_rules() -> tuple[Requirement, ...]:
    """For tests with drawn examples: one that fails is written out with its fixtures, and these are long."""
    rate = Indicator("县域内就诊率", "%", INSIDE / TOTAL * 100, name="rate")
    cost = Indicator("医药费用额", "万元", COST, name="cost_level")
    built = Indicator("医共体建成", "日期", BUILT, name="completed")
    beds = Indicator("医院床位", "张", BEDS, name="bed_count")
    level = Indicator("等级", "等级", LEVEL, name="grade")
    return (
        rule("rate", rate, Target(Comparator.GE, 85, unit="%")),
        rule("cost", cost, Target(Comparator.DECREASE, unit="万元")),
        rule("built", built, Target(Comparator.BY_DATE, 739616.0)),
        rule("beds", beds, Target(Comparator.GE, 20, unit="张"), per=Entity.HOSPITAL),
        rule("level", level, Target(Comparator.GRADE, 2.0, grade="二级"), population="县级公立医院"),
    )


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Writes a workbook: sheets by name, each a list of rows; a cell may be (value, number format)."""

    def write(sheets: dict[str, Sequence[Sequence[Any]]], name: str = "数据.xlsx") -> Path:
        workbook = Workbook()
        workbook.remove(workbook.worksheets[0])
        for title, rows in sheets.items():
            sheet = workbook.create_sheet(title)
            for row, values in enumerate(rows, start=1):
                for column, value in enumerate(values, start=1):
                    cell = sheet.cell(row, column)
                    cell.value, shown = value if isinstance(value, tuple) else (value, None)
                    cell.number_format = shown or cell.number_format
        path = tmp_path / name
        workbook.save(path)
        return path

    return write


@pytest.fixture
def rules() -> Rules:
    """Requirements of every kind by a short name."""
    return every_kind()
