"""Tables of other shapes: years side by side, indicators down the side, parts of a year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from policykit.base.diagnostics import Code, PolicykitError
from policykit.figures.observations import read
from policykit.model import Requirement

Rules = tuple[Requirement, ...]
Book = Callable[..., Path]

SHE = ("歙县", "341021")
TABLES: dict[str, tuple[list[list[Any]], list[tuple[int | None, dict[str, float]]]]] = {
    "years below merged heads": (
        [
            ["单位名称", "行政区划代码", "县域内就诊人次数", None, "居民就诊总人次数", None],
            [None, None, "2025年", "2026年", "2025年", "2026年"],
            [*SHE, 80, 83, 100, 101],
        ],
        [(2025, {"inside": 80, "total": 100}), (2026, {"inside": 83, "total": 101})],
    ),
    "keys beside the years": (
        [
            [None, None, "县域内就诊人次数", None, "居民就诊总人次数", None],
            ["单位名称", "行政区划代码", 2025, 2026, 2025, 2026],
            [*SHE, 80, 83, 100, 101],
        ],
        [(2025, {"inside": 80, "total": 100}), (2026, {"inside": 83, "total": 101})],
    ),
    "the year in the head": (
        [["单位名称", "行政区划代码", "2025年县域内就诊率", "县域内就诊率（2026年）"], [*SHE, 80, 83]],
        [(2025, {"rate": 80}), (2026, {"rate": 83})],
    ),
    "indicators down the side": (
        [
            ["2026年度指标完成情况表"],
            ["指标", "单位", "口径", "上年", "本年"],
            ["县域内就诊人次数", "万人次", "当年", 0.008, 0.0083],
            ["居民就诊总人次数", "人次", "当年", 100, 101],
            ["医药费用", "元", "当年", "", 40000],
        ],
        [(2025, {"inside": 80, "total": 100}), (2026, {"inside": 83, "total": 101, "cost": 4})],
    ),
    "down the side, whose in one line above": (
        [
            ["2026年度指标完成情况表"],
            ["填报单位（盖章）：歙 县    行政区划代码：341021    填报日期：2027年1月"],
            ["指标", "单位", "上年", "本年", "责任科室"],
            ["县域内就诊率", "%", "80%", "83%", "医政科"],
        ],
        [(2025, {"rate": 80}), (2026, {"rate": 83})],
    ),
    "down the side, whose in cells of their own": (
        [
            ["填报单位：", None, "歙县", "区划代码：", 341021, "单位：万人次"],
            ["指标", "计量单位", "2026年"],
            ["县域内就诊率", "%", "83%"],
        ],
        [(2026, {"rate": 83})],
    ),
    "years above the heads, and other columns below them": (
        [
            [None, None, "2025年", None, "2026年", None],
            ["单位名称", "行政区划代码", "县域内就诊率", "备注", "县域内就诊率", "备注"],
            [*SHE, 80, "无", 83, "略"],
        ],
        [(2025, {"rate": 80}), (2026, {"rate": 83})],
    ),
    "in what is counted above two rows of heads": (
        [
            ["（单位：万人次）"],
            ["单位名称", "行政区划代码", "县域内就诊人次数", None, "居民就诊总人次数", None],
            [None, None, "2025年", "2026年", "2025年", "2026年"],
            [*SHE, 0.008, 0.0083, 0.01, 0.0101],
        ],
        [(2025, {"inside": 80, "total": 100}), (2026, {"inside": 83, "total": 101})],
    ),
    "a year in heads beside a column of years": (
        [
            ["单位名称", "行政区划代码", "年度", "县域内就诊率（2026年）", "医药费用（2026年）"],
            [*SHE, 2026, 83, 4],
        ],
        [(2026, {"rate": 83, "cost": 4})],
    ),
    "down the side with years": (
        [["指标名称", "计量单位", "2025年", "2026年"], ["县域内就诊率", "%", "80%", "83%"]],
        [(2025, {"rate": 80}), (2026, {"rate": 83})],
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_other_shapes(book: Book, requirements: Rules, name: str) -> None:
    rows, expected = TABLES[name]
    observed = read(book({"县": rows}), requirements, division="341021")
    assert observed.problems == []
    assert [(row.unit, row.year, row.figures) for row in observed.rows] == [
        ("歙县", *one) for one in expected
    ]


def test_in_delimited_text_a_row_fits_both_rows_of_heads(tmp_path: Path, requirements: Rules) -> None:
    """A comma within a figure (1,083) moves all that follow it: the row is named with its line, and none is read."""
    path = tmp_path / "数据.csv"
    path.write_text(
        "单位名称,行政区划代码,县域内就诊人次数,,居民就诊总人次数,\n"
        ",,2025年,2026年,2025年,2026年\n"
        "歙县,341021,80,83,100,101\n"
        "黟县,341023,70,71,1,083,91\n"
        "填表人：张三,2027年1月\n"
        "祁门县,341024,,,,\n",
        "utf-8",
    )
    observed = read(path, requirements)
    assert [(row.division, row.year, row.figures) for row in observed.rows] == [
        ("341021", 2025, {"inside": 80, "total": 100}),
        ("341021", 2026, {"inside": 83, "total": 101}),
        ("341024", 2025, {}),  # who reports nothing stands once
    ]
    assert [(problem.code, problem.file) for problem in observed.problems] == [
        (Code.RAGGED_ROW, "数据.csv A4")
    ]


@pytest.mark.parametrize("name", [name for name in TABLES if "whose" in name])
def test_a_form_says_whose_it_is(book: Book, requirements: Rules, name: str) -> None:
    rows, _ = TABLES[name]
    observed = read(book({"县": rows}), requirements)
    assert ({row.division for row in observed.rows}, observed.problems) == ({"341021"}, [])


def test_a_form_of_another_division_is_refused_at_its_label(book: Book, requirements: Rules) -> None:
    rows = [["填报单位：休宁县"], ["指标", "单位", "2026年"], ["县域内就诊率", "%", "83%"]]
    with pytest.raises(PolicykitError, match=r"县!A1: PK321"):
        read(book({"县": rows}), requirements, division="341021")


def test_a_message_names_the_cell_of_the_file(book: Book, requirements: Rules) -> None:
    rows = [["指标", "单位", "2025年", "2026年"], ["县域内就诊率", "%", "80%", "很多"]]
    observed = read(book({"县": rows}), requirements, division="341021")
    assert [problem.file for problem in observed.problems] == ["数据.xlsx 县!D2"]


def test_this_year_without_a_year_is_asked_for(book: Book, requirements: Rules) -> None:
    rows = [["指标", "单位", "上年", "本年"], ["县域内就诊率", "%", "80%", "83%"]]
    observed = read(book({"县": rows}), requirements, division="341021")
    assert [problem.message for problem in observed.problems] == [
        "年度“上年”无法识别。",
        "年度“本年”无法识别。",
    ]


PERIODS = [
    # 年度, 报告期, year and period of the row
    ("2026年上半年", None, 2026, "2026年上半年"),
    ("2026Q3", None, 2026, "2026年第三季度"),
    ("2026-05", None, 2026, "2026年5月"),
    (2026, "三季度", 2026, "2026年第三季度"),
    (2026, "2026年1—9月", 2026, "2026年1—9月"),
    (2026, date(2026, 5, 1), 2026, "2026年5月"),
    (None, "2026年", 2026, ""),
    (2026, None, 2026, ""),
    (None, "三季度", None, "第三季度"),
]


@pytest.mark.parametrize(("year", "period", "of", "part"), PERIODS)
def test_a_part_of_a_year_is_no_year(  # noqa: PLR0913, PLR0917 - a row of the table
    book: Book, requirements: Rules, year: object, period: object, of: int | None, part: str
) -> None:
    head = ["单位名称", "行政区划代码", "年度", "报告期", "县域内就诊率"]
    observed = read(book({"县": [head, [*SHE, year, period, 90]]}), requirements)
    assert [(row.year, row.period) for row in observed.rows] == [(of, part)]
    states = {one.state.value for one in observed.results(requirements[:1], date(2027, 2, 1))}
    assert states == ({"no_data"} if part else {"met"})


TITLED = [
    # what a title says, heads of columns of figures → the year and period of each; none where it is no figure's column
    ("2026年第三季度报表", ["本季度", "上季度"], [(2026, "2026年第三季度"), (2026, "2026年第二季度")]),
    ("2026年第一季度报表", ["本期", "上期"], [(2026, "2026年第一季度"), (2025, "2025年第四季度")]),
    ("2026年第三季度报表", ["本期", "上年同期"], [(2026, "2026年第三季度"), (2025, "2025年第三季度")]),
    ("2026年第三季度报表", ["本季度", "本年累计"], [(2026, "2026年第三季度"), (2026, "2026年1—9月")]),
    ("2026年1月报表", ["本月", "上月"], [(2026, "2026年1月"), (2025, "2025年12月")]),
    ("2026年12月报表", ["本月", "本年累计"], [(2026, "2026年12月"), (2026, "")]),
    ("2026年度报表", ["本期", "上期"], [(2026, ""), (2025, "")]),
    ("2026年度报表", ["本年", "本年累计", "上年"], [(2026, ""), None, (2025, "")]),
    ("2026年度报表", ["二季度", "2025年三季度"], [(2026, "2026年第二季度"), (2025, "2025年第三季度")]),
    ("就诊情况表", ["二季度", "三季度"], [(None, ""), (None, "")]),  # of which year is asked for
]


@pytest.mark.parametrize(("title", "heads", "expected"), TITLED)
@pytest.mark.parametrize("down", [True, False])
def test_a_period_is_that_of_the_title(  # noqa: PLR0913 - a row of the table
    book: Book,
    requirements: Rules,
    title: str,
    heads: list[str],
    expected: list[tuple[int | None, str] | None],
    *,
    down: bool,
) -> None:
    figures = [80 + number for number in range(len(heads))]
    rows: list[list[Any]]
    if down:
        rows = [["指标", "计量单位", *heads], ["县域内就诊率", "%", *figures]]
    else:
        rows = [["单位名称", "行政区划代码", "县域内就诊率"], [None, None, *heads], [*SHE, *figures]]
    observed = read(book({"县": [[title], *rows]}), requirements, division="341021")
    assert [(row.year, row.period, row.figures) for row in observed.rows] == [
        (*one, {"rate": figure}) for one, figure in zip(expected, figures, strict=True) if one is not None
    ]


def test_a_part_of_another_year_is_refused(book: Book, requirements: Rules) -> None:
    head = ["单位名称", "行政区划代码", "年度", "报告期", "县域内就诊率"]
    observed = read(book({"县": [head, [*SHE, 2025, "2026年上半年", 90]]}), requirements)
    assert [problem.code.value for problem in observed.problems] == ["PK324"]
