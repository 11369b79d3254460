"""Cells as staff write them, and the numbers that they stand for."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from policykit.base.diagnostics import Code
from policykit.figures.values import FigureError, day_of, figure, grade_of, year_of
from policykit.figures.workbook import Cell
from policykit.model import NOT_DONE, Entity, Variable

NUMBERS = [
    # written, unit of the variable, number
    (85, "人次", 85.0),
    (85.5, "万元", 85.5),
    ("85", "人次", 85.0),
    (" 85 ", "人次", 85.0),
    ("８５", "人次", 85.0),
    ("1,234", "人次", 1234.0),
    ("1，234，567", "人次", 1234567.0),
    ("1 234", "人次", 1234.0),
    ("4.8万", "人次", 48000.0),
    ("4.8万人次", "人次", 48000.0),
    ("4.8万元", "万元", 4.8),
    ("48000元", "万元", 4.8),
    ("0.48亿元", "万元", 4800.0),
    ("4.8亿", "人次", 480000000.0),
    ("83人次", "人次", 83.0),
    ("3名", "人", 3.0),
    ("-5", "人次", -5.0),
    (".5", "万元", 0.5),
    ("1e3", "人次", 1000.0),
    ("85%", "%", 85.0),
    ("85％", "%", 85.0),
    ("0.85", "%", 0.85),  # the column decides whether this is 85%
    (0.57, "万元", 0.57),
]


@pytest.mark.parametrize(("written", "unit", "number"), NUMBERS)
def test_number(written: object, unit: str, number: float) -> None:
    assert figure(Cell(written), unit)[0] == number


def test_a_percent_format_multiplies() -> None:
    assert figure(Cell(0.57, percent=True), "%") == (57.0, False)
    assert figure(Cell(85), "%") == (85.0, True)


@pytest.mark.parametrize(
    ("unit", "header", "number"), [("人次", 10000.0, 48000.0), ("万元", 0.0001, 0.00048)]
)
def test_the_header_may_have_another_magnitude(unit: str, header: float, number: float) -> None:
    assert figure(Cell("4.8"), unit, header)[0] == pytest.approx(number)


BAD = [
    ("约85", "人次", Code.NOT_A_NUMBER),
    ("85左右", "人次", Code.BAD_UNIT),
    ("8 5 左右", "人次", Code.BAD_UNIT),
    ("八十五", "人次", Code.NOT_A_NUMBER),
    ("1e400", "人次", Code.NOT_A_NUMBER),
    ("1,23", "人次", Code.BAD_UNIT),
    ("1.2.3", "人次", Code.BAD_UNIT),
    ("85%", "人次", Code.BAD_UNIT),
    ("85元", "人次", Code.BAD_UNIT),
    ("=1+1", "人次", Code.NOT_A_NUMBER),
    ("nan", "人次", Code.NOT_A_NUMBER),
    ("inf", "人次", Code.NOT_A_NUMBER),
    (True, "人次", Code.NOT_A_NUMBER),
    (datetime(2025, 1, 1), "人次", Code.NOT_A_NUMBER),  # noqa: DTZ001 - as a spreadsheet has it
]


@pytest.mark.parametrize(("written", "unit", "code"), BAD)
def test_no_number(written: object, unit: str, code: Code) -> None:
    with pytest.raises(FigureError) as caught:
        figure(Cell(written), unit)
    assert caught.value.code is code


DAYS = [
    ("2025-12-31", date(2025, 12, 31)),
    ("2025/12/31", date(2025, 12, 31)),
    ("2025.6.1", date(2025, 6, 1)),
    ("2025年6月1日", date(2025, 6, 1)),
    ("２０２５年６月１日", date(2025, 6, 1)),
    ("20250601", date(2025, 6, 1)),
    ("2025年6月", date(2025, 6, 30)),
    ("2025年2月底", date(2025, 2, 28)),
    ("2025年", date(2025, 12, 31)),
    (datetime(2025, 6, 1), date(2025, 6, 1)),  # noqa: DTZ001 - as a spreadsheet has it
    (date(2025, 6, 1), date(2025, 6, 1)),
]


@pytest.mark.parametrize(("written", "day"), DAYS)
def test_day(written: object, day: date) -> None:
    assert day_of(Cell(written)) == day.toordinal()


@pytest.mark.parametrize("written", ["未完成", "否", "在建"])
def test_not_completed(written: str) -> None:
    assert day_of(Cell(written)) == NOT_DONE


@pytest.mark.parametrize("written", ["2025-02-30", "明年", "46022", 46022, "2025-13", "202513"])
def test_no_day(written: object) -> None:
    with pytest.raises(FigureError) as caught:
        day_of(Cell(written))
    assert caught.value.code is Code.BAD_DAY


def test_a_planned_day_is_no_completion() -> None:
    with pytest.raises(FigureError) as caught:
        day_of(Cell("2026-12-31"), date(2026, 6, 1))
    assert caught.value.code is Code.FUTURE_DAY


GRADES = {"二级": 2.0, "二级甲等": 2.2, "三级甲等": 3.2}
LEVELS = {"4级": 4.0, "5级": 5.0}


@pytest.mark.parametrize(
    ("written", "scale", "rank"),
    [
        ("二级", GRADES, 2.0),
        ("二甲", GRADES, 2.2),
        ("2级", GRADES, 2.0),
        ("五级", LEVELS, 5.0),
        (5, LEVELS, 5.0),
    ],
)
def test_grade(written: object, scale: dict[str, float], rank: float) -> None:
    graded = Variable("level", "等级", "级", "", Entity.HOSPITAL, grades=scale)
    assert grade_of(Cell(written), graded) == rank


def test_no_grade() -> None:
    graded = Variable("level", "等级", "级", "", Entity.HOSPITAL, grades=GRADES)
    with pytest.raises(FigureError) as caught:
        grade_of(Cell("特级"), graded)
    assert caught.value.code is Code.BAD_GRADE


@pytest.mark.parametrize("written", [2025, 2025.0, "2025", "2025年", "2025年度", date(2025, 6, 1)])
def test_year(written: object) -> None:
    assert year_of(Cell(written)) == 2025


@pytest.mark.parametrize("written", ["去年", 25, "20255", "1800"])
def test_no_year(written: object) -> None:
    with pytest.raises(FigureError) as caught:
        year_of(Cell(written))
    assert caught.value.code is Code.BAD_YEAR
