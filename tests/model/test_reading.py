"""Cells as staff write them, and the numbers that they stand for."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest

from policykit.base.diagnostics import Code
from policykit.model import NOT_DONE, Entity, Variable
from policykit.model.reading import Unreadable, read_day, read_figure, read_grade, read_value, read_year

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
    ("83.0", "人次", 83.0),
    ("0.85", "%", 0.85),  # the column decides whether this is 85%
    (0.57, "万元", 0.57),
    ("八十五", "人次", 85.0),
    ("一千二百", "人", 1200.0),
    ("三点五亿元", "万元", 35000.0),
    ("三点五亿", "万元", 35000.0),
    ("13万2千", "人次", 132000.0),
    ("13万2", "人次", 132000.0),
    ("10 000 张", "张", 10000.0),
    ("1 000 000", "人次", 1000000.0),
    ("4.8 万 元", "万元", 4.8),
    ("86.6 %", "%", 86.6),
    ("百分之八十五", "%", 85.0),
    ("百分之三点五", "%", 3.5),
    ("万分之三", "%", 0.03),
    ("三分之二", "%", 66.666666667),
    ("3/4", "%", 75.0),
    ("½", "%", 50.0),
    ("83½", "万元", 83.5),
    ("七成五", "%", 75.0),
    ("负5", "万元", -5.0),
    ("零下20", "℃", -20.0),
    ("−5", "万元", -5.0),
    ("- 5", "万元", -5.0),
    ("5千克", "千克", 5.0),
    ("1.5×10⁴", "人次", 15000.0),
    ("0.333333333333333", "万元", 0.333333333),
]


@pytest.mark.parametrize(("written", "unit", "number"), NUMBERS)
def test_number(written: object, unit: str, number: float) -> None:
    assert read_figure(written, unit)[0] == number


def test_a_percent_format_multiplies() -> None:
    assert read_figure(0.57, "%", percent=True) == (57.0, False)
    assert read_figure(85, "%") == (85.0, True)


@pytest.mark.parametrize(
    ("written", "unit", "header", "number"),
    [
        ("4.8", "人次", 10000.0, 48000.0),  # 县域内就诊人次（万人次）
        ("4.8", "万元", 0.0001, 0.00048),  # 医药费用（元）
        ("4.8万", "元", 10000.0, 480000000.0),  # below （万元） 4.8万 are 4.8万 of what the header counts
        ("4.8万", "万元", 0.0001, 4.8),  # 医药费用（元）: 4.8万元
        ("4.8万", "万元", 1.0, 4.8),  # 医药费用（万元）: nobody spends 4.8万万元
        ("4.8万元", "万元", 0.0001, 4.8),  # its own unit goes before the header's
    ],
)
def test_the_header_may_have_another_magnitude(written: str, unit: str, header: float, number: float) -> None:
    assert read_figure(written, unit, header)[0] == pytest.approx(number)


BAD = [
    ("约85", "人次", Code.NOT_A_NUMBER),
    ("85左右", "人次", Code.NOT_A_NUMBER),
    ("8 5 左右", "人次", Code.NOT_A_NUMBER),
    ("83 85", "人次", Code.NOT_A_NUMBER),
    ("83\n85", "人次", Code.BAD_UNIT),
    ("10 0000", "人次", Code.NOT_A_NUMBER),
    ("三五百", "人次", Code.NOT_A_NUMBER),
    ("五六成", "%", Code.NOT_A_NUMBER),
    ("十几", "人次", Code.NOT_A_NUMBER),
    ("数百", "人次", Code.NOT_A_NUMBER),
    ("50多万", "人次", Code.NOT_A_NUMBER),
    ("3/4", "人次", Code.SEVERAL_NUMBERS),
    ("百分之五", "人次", Code.BAD_UNIT),
    ("三点五十", "万元", Code.NOT_A_NUMBER),
    ("13万25", "人次", Code.NOT_A_NUMBER),
    ("83-85", "人次", Code.SEVERAL_NUMBERS),
    ("½", "人次", Code.NOT_A_NUMBER),
    ("一般", "人次", Code.BAD_UNIT),
    ("85[1]", "人次", Code.NOT_A_NUMBER),
    ("85^2", "人次", Code.NOT_A_NUMBER),
    ("1e400", "人次", Code.NOT_A_NUMBER),
    ("1,23", "人次", Code.NOT_A_NUMBER),
    ("1.2.3", "人次", Code.NOT_A_NUMBER),
    ("85%", "人次", Code.BAD_UNIT),
    ("85元", "人次", Code.BAD_UNIT),
    ("83①", "人次", Code.NOT_A_NUMBER),  # a footnote mark is no digit
    ("83²", "人次", Code.NOT_A_NUMBER),
    ("①", "人次", Code.NOT_A_NUMBER),
    ("83①人次", "人次", Code.NOT_A_NUMBER),
    ("٨٣", "人次", Code.NOT_A_NUMBER),
    ("=1+1", "人次", Code.NOT_A_NUMBER),
    ("nan", "人次", Code.NOT_A_NUMBER),
    ("inf", "人次", Code.NOT_A_NUMBER),
    (True, "人次", Code.NOT_A_NUMBER),
    (datetime(2025, 1, 1), "人次", Code.NOT_A_NUMBER),  # noqa: DTZ001 - as a spreadsheet has it
]


@pytest.mark.parametrize(("written", "unit", "code"), BAD)
def test_no_number(written: object, unit: str, code: Code) -> None:
    with pytest.raises(Unreadable) as caught:
        read_figure(written, unit)
    assert caught.value.code is code


DAYS = [
    ("2025-12-31", date(2025, 12, 31)),
    ("2025/12/31", date(2025, 12, 31)),
    ("2025-06-01 00:00:00", date(2025, 6, 1)),
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
    assert read_day(written) == day.toordinal()


@pytest.mark.parametrize("written", ["未完成", "否", "无", "未建成", "未实现", "在建"])
def test_not_completed(written: str) -> None:
    assert read_day(written) == NOT_DONE


@pytest.mark.parametrize(
    "written", ["2025-02-30", "2025-02-31", "2025-13-01", "明年", "46022", 46022, "2025-13", "202513"]
)
def test_no_day(written: object) -> None:
    with pytest.raises(Unreadable) as caught:
        read_day(written)
    assert caught.value.code is Code.BAD_DAY


def test_a_planned_day_is_no_completion() -> None:
    with pytest.raises(Unreadable) as caught:
        read_day("2026-12-31", date(2026, 6, 1))
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
    graded = Variable("等级", "级", Entity.HOSPITAL, "", name="level", grades=scale)
    assert read_grade(written, graded.grades) == rank


def test_no_grade() -> None:
    graded = Variable("等级", "级", Entity.HOSPITAL, "", name="level", grades=GRADES)
    with pytest.raises(Unreadable) as caught:
        read_grade("特级", graded.grades)
    assert caught.value.code is Code.BAD_GRADE


@pytest.mark.parametrize("written", [2025, 2025.0, "2025", "2025年", "2025年度", date(2025, 6, 1)])
def test_year(written: object) -> None:
    assert read_year(written) == 2025


@pytest.mark.parametrize("written", ["去年", 25, "20255", "1800"])
def test_no_year(written: object) -> None:
    with pytest.raises(Unreadable) as caught:
        read_year(written)
    assert caught.value.code is Code.BAD_YEAR


COUNT = Variable("人次", "人次", Entity.COUNTY, "", name="visits")
BUILT = Variable("建成日期", "日期", Entity.COUNTY, "", name="built")
LEVEL = Variable("等级", "级", Entity.COUNTY, "", name="level", grades=GRADES)
LATE = float(date(2025, 6, 30).toordinal())

VALUES = [
    # written in a call or a frame, read as, number
    (83, COUNT, 83.0),
    (np.int64(83), COUNT, 83.0),
    (0.1 + 0.2, COUNT, 0.1 + 0.2),  # a number is taken as it is
    ("1,234", COUNT, 1234.0),
    (None, COUNT, None),
    (float("nan"), COUNT, None),
    (pd.NaT, BUILT, None),
    (pd.NA, COUNT, None),
    ("", COUNT, None),
    ("暂无", COUNT, None),
    ("在建", BUILT, NOT_DONE),
    (NOT_DONE, BUILT, NOT_DONE),
    (LATE, BUILT, LATE),
    ("2025年6月", BUILT, LATE),
    ("2025/6/30", BUILT, LATE),
    (pd.Timestamp("2025-06-30 08:00"), BUILT, LATE),
    ("二甲", LEVEL, 2.2),
    (2.2, LEVEL, 2.2),
    # Not read: the code.
    (True, COUNT, Code.NOT_A_NUMBER),
    (float("inf"), COUNT, Code.NOT_A_NUMBER),
    ("在建", COUNT, Code.NOT_A_NUMBER),
    ("83元", COUNT, Code.BAD_UNIT),
    (date(2025, 6, 30), COUNT, Code.NOT_A_NUMBER),
    ("2025-02-31", BUILT, Code.BAD_DAY),
    ("2025-13-01", BUILT, Code.BAD_DAY),
    (2025, BUILT, Code.BAD_DAY),  # a year is no ordinal day
    (-float("inf"), BUILT, Code.BAD_DAY),
    (True, BUILT, Code.BAD_DAY),
    (2.1, LEVEL, Code.BAD_GRADE),
    ("特级", LEVEL, Code.BAD_GRADE),
]


@pytest.mark.parametrize(("written", "variable", "number"), VALUES)
def test_value(written: object, variable: Variable, number: float | Code | None) -> None:
    if isinstance(number, Code):
        with pytest.raises(Unreadable) as caught:
            read_value(written, variable)
        assert caught.value.code is number
        assert variable.problem(written)
    else:
        assert read_value(written, variable) == number


@pytest.mark.parametrize(
    ("day", "is_one"),
    [((1899, 12, 31), False), ((1900, 1, 1), True), ((2100, 12, 31), True), ((2101, 1, 1), False)],
)
def test_an_ordinal_day_is_one_that_can_be(day: tuple[int, int, int], *, is_one: bool) -> None:
    assert (BUILT.problem(float(date(*day).toordinal())) is None) is is_one


def test_what_counts_is_not_below_nothing_and_a_day_or_a_grade_has_no_least() -> None:
    assert (COUNT.minimum, BUILT.minimum, LEVEL.minimum) == (0, None, None)
