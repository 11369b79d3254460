"""Tables and files of every shape that Python reads are read alike by the browser; what comes out is worked out by hand."""

from __future__ import annotations

import csv
import io
import struct
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from tests.selfcheck.kit import HEADS, ROW, Kit, alike
from tests.web.tools import Node

from policykit.model import Requirement

Table = Sequence[Sequence[Any]]
Cells = list[list[Any]]
Figures = dict[str, float]
Rows = list[tuple[int | None, str, Figures]]

INSIDE, TOTAL, RATE = "居民在县域内就诊人次数", "居民就诊总人次数", "县域内就诊率"
IN, OF, SHARE = "visits_in_county", "visits_by_residents", "county_visit_rate"
KEYS, SHE = ["单位名称", "行政区划代码"], ["歙县", "341021"]
BOTH: Rows = [(2025, "", {IN: 80, OF: 100}), (2026, "", {IN: 83, OF: 101})]
YEAR = ["单位名称", "行政区划代码", "年度"]
PERIOD = [*YEAR, "报告期", RATE]
BEDS = "每千人口医疗卫生机构床位数"

TABLES: dict[str, tuple[Table, Rows, list[str]]] = {
    # rows of years side by side, and of indicators down the side
    "years below merged heads": (
        [[*KEYS, INSIDE, None, TOTAL, None], [None, None, "2025年", "2026年", "2025年", "2026年"], [*SHE, 80, 83, 100, 101]],
        BOTH,
        [],
    ),
    "keys beside the years": (
        [[None, None, INSIDE, None, TOTAL, None], [*KEYS, 2025, 2026, 2025, 2026], [*SHE, 80, 83, 100, 101]],
        BOTH,
        [],
    ),
    "years in the heads": (
        [["表1"], [*KEYS, f"2025年{RATE}", f"{RATE}（2026年度）"], [*SHE, "80%", "83%"], [], ["注：快报数"]],
        [(2025, "", {SHARE: 80}), (2026, "", {SHARE: 83})],
        [],
    ),
    "last year and this of a title": (
        [["2026年度填报表"], [*KEYS, INSIDE, None, TOTAL, None], [None, None, "上年", "本年", "上年", "本年"], [*SHE, 80, 83, 100, 101]],
        BOTH,
        [],
    ),
    "last year of no year": (
        [["指标", "单位", "上年", "本年"], [INSIDE, "人次", 80, 83]],
        [(None, "", {IN: 80}), (None, "", {IN: 83})],
        ["PK324", "PK324"],
    ),
    "indicators down the side": (
        [["2026年度指标完成情况表"], ["指标", "单位", "口径", "上年", "本年"], [INSIDE, "万人次", "当年", 0.008, 0.0083], [TOTAL, "人次", "当年", 100, 101], [None], ["医疗收入", "元", "当年", "", 40000]],
        [BOTH[0], (2026, "", {IN: 83, OF: 101, "medical_income": 4})],
        [],
    ),
    "one column of figures": (
        [["项目", "计量单位", "完成值"], [INSIDE, "人次", 83], [TOTAL, "人次", "很多"]],
        [(None, "", {IN: 83})],
        ["PK311"],
    ),
    "years that stand in rows": ([[*YEAR, INSIDE, TOTAL], [*SHE, 2025, 80, 100], [*SHE, 2026, 83, 101]], BOTH, []),
    "a head of two years is none": (
        [[*YEAR, f"2025年{RATE}"], [*SHE, 2025, "80%"]],
        [(2025, "", {})],
        [],
    ),
    # heads of two rows, of which one says that it is another figure
    "the plan beside what was done": ([[*YEAR, "医疗收入", None], [None, None, None, "计划", "实际"], [*SHE, 2026, 5, 4]], [(2026, "", {"medical_income": 4})], []),
    "a head above, behind plan and actual": ([[*YEAR, "医疗收入", None, INSIDE], [None, None, None, "计划", "实际", None], [*SHE, 2026, 5, 4, 83]], [(2026, "", {"medical_income": 4, IN: 83})], []),
    "with merged keys and units": ([[*YEAR, "医疗收入", None], [*YEAR, "完成数（元）", "目标值（元）"], [*SHE, 2026, 40000, 50000]], [(2026, "", {"medical_income": 4})], []),
    "what was done, and what was sent down": ([[*YEAR, "医疗收入", None], [None, None, None, "省下达", "完成"], [*SHE, 2026, 5, 4]], [(2026, "", {"medical_income": 4})], []),
    "keys beside plan and actual": ([[None, None, None, "医疗收入", None], [*YEAR, "目标值", "完成值"], [*SHE, 2026, 5, 4]], [(2026, "", {"medical_income": 4})], []),
    "a group that is a plan": ([[*YEAR, "计划", None, "实际", None], [*YEAR, "医疗收入", INSIDE, "医疗收入", INSIDE], [*SHE, 2026, 5, 90, 4, 83]], [(2026, "", {"medical_income": 4, IN: 83})], []),
    "years above the heads": ([[*KEYS, "2025年", None, "2026年", None], [*KEYS, INSIDE, TOTAL, INSIDE, TOTAL], [*SHE, 80, 100, 83, 101]], BOTH, []),
    "years below a plan": ([[*KEYS, f"{INSIDE}（计划）", None, INSIDE, None], [None, None, "2025年", "2026年", "2025年", "2026年"], [*SHE, 90, 91, 80, 83]], [(2025, "", {IN: 80}), (2026, "", {IN: 83})], []),
    "a plan down the side": ([["指标", "单位", "目标值", "完成数"], [INSIDE, "人次", 90, 83], [f"{TOTAL}（计划）", "人次", 110, 105]], [(None, "", {IN: 83})], []),
    "another year in the head": ([[*YEAR, f"{INSIDE}（2025年）"], [*SHE, 2026, 83]], [(2026, "", {})], ["PK345"]),
    "ranges and ratios": ([[*YEAR, INSIDE, TOTAL, RATE], [*SHE, 2026, "80-83", "83：100", "80%～85%"]], [(2026, "", {})], ["PK346", "PK346", "PK346"]),
    "a part and a subtotal": (
        [[*YEAR, INSIDE], [*SHE, 2026, 83], ["其中：城区", "", 2026, 40], ["黄山市小计", "", 2026, 83], ["黄山市合计", "341000", 2026, 83]],
        [(2026, "", {IN: 83})],
        [],
    ),
    "per mille below per cent": ([[*YEAR, f"{RATE}（‰）"], [*SHE, 2026, 8]], [(2026, "", {SHARE: 0.8})], []),
    "per mille in a cell": ([[*YEAR, RATE], [*SHE, 2026, "835‰"]], [(2026, "", {SHARE: 83.5})], []),
    "a year in Chinese numerals": ([[*YEAR, INSIDE], [*SHE, "二〇二六年度", 83]], [(2026, "", {IN: 83})], []),
    # units
    "a line of units above": (
        [["单位：元、万人次"], [*YEAR, "医疗收入", INSIDE], [*SHE, 2026, 40000, 0.0083]],
        [(2026, "", {"medical_income": 4, IN: 83})],
        [],
    ),
    "a line of units below": ([[*YEAR, "医疗收入"], [*SHE, 2026, 40000], ["金额单位：元"]], [(2026, "", {"medical_income": 4})], []),
    "two units that both fit": ([["单位：元、万元"], [*YEAR, "医疗收入", INSIDE], [*SHE, 2026, 40000, 83]], [(2026, "", {IN: 83})], ["PK314"]),
    "a head's own unit goes first": ([["单位：元"], [*YEAR, "医疗收入（万元）"], [*SHE, 2026, 4]], [(2026, "", {"medical_income": 4})], []),
    "the unit that fills in": ([["填报单位：歙县"], [*YEAR, "医疗收入"], [*SHE, 2026, 4]], [(2026, "", {"medical_income": 4})], []),
    "a bare magnitude says nothing of a share": ([["单位：万"], [*YEAR, RATE, INSIDE], [*SHE, 2026, "83%", 0.0083]], [(2026, "", {SHARE: 83, IN: 83})], []),
    "so many 万 below a head in 万元": ([[*YEAR, "医疗收入（万元）"], [*SHE, 2026, "4.8万"]], [(2026, "", {})], ["PK339"]),
    "so many 万元 below a head in 元": ([[*YEAR, "医疗收入（元）"], [*SHE, 2026, "4.8万元"]], [(2026, "", {"medical_income": 4.8})], []),
    # names of units and heads
    "one's own county": ([[*YEAR, INSIDE], ["本县", "341021", 2026, 83]], [(2026, "", {IN: 83})], []),
    "one's own county and its name": ([[*YEAR, INSIDE, TOTAL], ["本县", "341021", 2025, 80, 100], [*SHE, 2026, 83, 101]], BOTH, []),
    "a name with its edition": ([["单位", "年度", INSIDE], ["歙县（最终版）", 2026, 83]], [(2026, "", {IN: 83})], []),
    "a name in traditional characters": ([["單位名稱", "年度", "居民在縣域內就診人次數"], ["安徽省黃山市歙縣", 2026, 83]], [(2026, "", {IN: 83})], []),
    "a kind of unit that the code is not": ([["单位名称", "单位类型", "行政区划代码", "年度", INSIDE], ["歙县", "市", "341021", 2026, 83]], [], ["PK335"]),
    "a condition that cannot be read": (
        [["单位名称", "单位类型", *YEAR[1:], "医院等级", "医院业务收入"], ["甲医院", "医院", "341021", 2026, "四甲", 5]],
        [(2026, "", {"hospital_business_revenue": 5})],
        ["PK313"],
    ),
    "another county without a code": ([["单位", "年度", INSIDE], ["息烽县", 2026, 83]], [], ["PK321"]),
    "footnotes in the heads": ([["1.单位名称", "2、行政区划代码", "3. 年度", f"{INSIDE}①"], [*SHE, 2026, 83]], [(2026, "", {IN: 83})], []),
    "footnotes in cells": (
        [[*YEAR, INSIDE, TOTAL, RATE], [*SHE, 2026, "83①", "100*", "83%[2]"]],
        [(2026, "", {})],
        ["PK340", "PK340", "PK340"],
    ),
    "a row without keys and figures": ([[*YEAR, INSIDE, "备注"], [*SHE, 2026, 83, ""], ["", "", 2026, "", "无"]], [(2026, "", {IN: 83})], []),
    # parts of a year
    "a half-year as year": ([[*YEAR, RATE], [*SHE, "2026年上半年", 90]], [(2026, "2026年上半年", {SHARE: 90})], []),
    "a quarter as year": ([[*YEAR, RATE], [*SHE, "2026Q3", 90]], [(2026, "2026年第三季度", {SHARE: 90})], []),
    "a month beside the year": ([PERIOD, [*SHE, 2026, "5月", 90]], [(2026, "2026年5月", {SHARE: 90})], []),
    "nine months": ([PERIOD, [*SHE, 2026, "1—9月", 90]], [(2026, "2026年1—9月", {SHARE: 90})], []),
    "a day as the month": ([PERIOD, [*SHE, 2026, date(2026, 5, 1), 90]], [(2026, "2026年5月", {SHARE: 90})], []),
    "the year as period": ([PERIOD, [*SHE, None, "2026年", 90]], [(2026, "", {SHARE: 90})], []),
    "the whole year": ([PERIOD, [*SHE, 2026, "全年", 90]], [(2026, "", {SHARE: 90})], []),
    "a period of another year": ([PERIOD, [*SHE, 2025, "2026年上半年", 90]], [(None, "", {SHARE: 90})], ["PK324"]),
    "another year as period": ([PERIOD, [*SHE, 2026, "2025", 90]], [(None, "", {SHARE: 90})], ["PK324"]),
    "a period without a year": ([PERIOD, [*SHE, None, "三季度", 80]], [(None, "第三季度", {SHARE: 80})], []),
    "a number as quarter": ([[*YEAR, "季度", RATE], [*SHE, 2026, 2, 80]], [(2026, "2026年第二季度", {SHARE: 80})], []),
    "a number as month": ([[*YEAR, "月份", RATE], [*SHE, 2026, "03", 80]], [(2026, "2026年3月", {SHARE: 80})], []),
    "six digits as month": ([PERIOD, [*SHE, None, 202603, 80]], [(2026, "2026年3月", {SHARE: 80})], []),
    "months added up are no quarter": ([PERIOD, [*SHE, 2026, "前三季度", 80]], [(2026, "2026年1—9月", {SHARE: 80})], []),
    "quarters down the side": (
        [["指标", "单位", "2026年第一季度", "2026Q2"], [INSIDE, "人次", 20, 21]],
        [(2026, "2026年第一季度", {IN: 20}), (2026, "2026年第二季度", {IN: 21})],
        [],
    ),
    "this quarter of a title": (
        [["2026年第一季度填报表"], ["指标", "单位", "上年同期", "上期", "本期", "本年累计"], [INSIDE, "人次", 18, 19, 20, 20]],
        [(2025, "2025年第一季度", {IN: 18}), (2025, "2025年第四季度", {IN: 19}), (2026, "2026年第一季度", {IN: 20})],
        ["PK322"],
    ),
    "quarters of a title's year": (
        [["2026年填报表"], ["指标", "单位", "一季度", "1—6月"], [INSIDE, "人次", 20, 41]],
        [(2026, "2026年第一季度", {IN: 20}), (2026, "2026年上半年", {IN: 41})],
        [],
    ),
    "quarters in the heads": (
        [[*KEYS, f"2026年第一季度{RATE}", f"{RATE}（2026Q2）"], [*SHE, "80%", "83%"]],
        [(2026, "2026年第一季度", {SHARE: 80}), (2026, "2026年第二季度", {SHARE: 83})],
        [],
    ),
    "two periods": ([PERIOD, [*SHE, "2026H1", "三季度", 90]], [(None, "", {SHARE: 90})], ["PK324"]),
    "no period": ([PERIOD, [*SHE, 2026, "年初", 90], [*SHE, 2025, "nan", 80]], [(None, "", {SHARE: 90}), (2025, "", {SHARE: 80})], ["PK324"]),
    "a half-year and its year": (
        [PERIOD, [*SHE, 2026, "上半年", 80], [*SHE, 2026, "", 90]],
        [(2026, "2026年上半年", {SHARE: 80}), (2026, "", {SHARE: 90})],
        [],
    ),
    # several rows of one unit
    "two sheets' worth of one county": ([[*YEAR, INSIDE, TOTAL], [*SHE, 2026, 83, None], [*SHE, 2026, None, 101]], BOTH[1:], []),
    "two names of one county": ([[*YEAR, INSIDE], [*SHE, 2026, 83], ["徽州歙县", "341021", 2025, 80]], [(2026, "", {IN: 83})], ["PK336"]),
    # whose figures they are: what lies in a county is not the county
    "hospitals beside a county": ([[*YEAR[::2], INSIDE, TOTAL], ["歙县人民医院", 2026, 95, 100], ["歙县", 2026, 83, 101]], BOTH[1:], ["PK332"]),
    "one hospital alone": ([["机构名称", INSIDE, TOTAL], ["县人民医院", 95, 100]], [], ["PK332"]),
    "a hospital that fills in a form": ([["填报单位：歙县人民医院"], ["指标", "单位", "2026年"], [INSIDE, "人次", 95]], [], ["PK332"]),
    "a county of another name among several kinds": ([["单位名称", "年度", INSIDE, "业务收入（万元）"], ["黟县", 2026, 95, 3]], [], ["PK321"]),
    "one township below a head of its own": ([["歙县2026年"], ["乡镇", INSIDE, TOTAL], ["徽城镇", 95, 100]], [], ["PK332"]),
    "a village of a county": ([[*YEAR, "村名", INSIDE, TOTAL], [*SHE, 2026, "漳潭", 95, 100], [*SHE, 2026, "全县", 83, 101]], BOTH[1:], ["PK332"]),
    "so many townships and villages": ([[*YEAR, "乡镇", "村", INSIDE, TOTAL], [*SHE, 2026, 28, "182个", 83, 101]], BOTH[1:], []),
    "the title of another county": ([["休宁县2026年"], ["指标", "单位", "数值"], [INSIDE, "人次", 95]], [], ["PK321"]),
    "the title of its city": ([["黄山市2026年监测表"], ["指标", "单位", "数值"], [INSIDE, "人次", 83]], [(None, "", {IN: 83})], []),
    "the title of the county and its city": ([["黄山市歙县2026年监测表"], ["指标", "单位", "数值"], [INSIDE, "人次", 83]], [(None, "", {IN: 83})], []),
    "counties below 区（市、县）": ([["区（市、县）", "年度", INSIDE], ["歙县", 2026, 83]], [(2026, "", {IN: 83})], []),
    # of when: months that a title names are no year
    "months in a title": ([["歙县2026年1—11月运行情况"], ["指标", "单位", "数值"], [RATE, "%", 85.3]], [(2026, "2026年1—11月", {SHARE: 85.3})], []),
    "a quarter in the title of rows": ([["2026年第三季度就诊情况"], [*KEYS, RATE], [*SHE, "85.3%"]], [(2026, "2026年第三季度", {SHARE: 85.3})], []),
    "a year in a title": ([["2026年就诊情况"], [*KEYS, RATE], [*SHE, "85.3%"]], [(None, "", {SHARE: 85.3})], []),
    # a figure that is written twice
    "alike in two units": ([["指标", "单位", "数值"], [INSIDE, "万人次", 0.0083], [INSIDE, "人次", 83]], [(None, "", {IN: 83})], ["PK310"]),
    "unlike in two units": ([["指标", "单位", "数值"], [INSIDE, "万人次", 0.0083], [INSIDE, "人次", 84]], [(None, "", {})], ["PK310", "PK310"]),
    "another below the second head": ([[*YEAR, INSIDE, INSIDE], [*SHE, 2025, 80, 80], [*SHE, 2026, 83, 84]], [(2025, "", {IN: 80}), (2026, "", {})], ["PK310", "PK310"]),
    "nothing below the second head": ([[*YEAR, INSIDE, INSIDE], [*SHE, 2026, 83, "—"]], [(2026, "", {IN: 83})], ["PK310"]),
    "ticks below a head": ([[*YEAR, "实行双目标管理", "落实医保基金奖励机制"], [*SHE, 2025, "√", "×"]], [(2025, "", {"dual_targets": 1, "fund_rewards": 0})], []),
}  # fmt: skip  # a row of a table is a line


NAMES = {
    "hospital_grade",
    "hospital_business_revenue",
    IN,
    OF,
    SHARE,
    "medical_income",
    "beds_per_thousand",
    "city_population_growth",
    "dual_targets",
    "fund_rewards",
}


@pytest.fixture(scope="module")
def kit(node: Node, every: tuple[Requirement, ...], tmp_path_factory: pytest.TempPathFactory) -> Kit:
    """The page's scripts with the few rules that ask for these figures."""
    asking = [
        one for one in every if NAMES & {one.indicator.name, *(variable.name for variable in one.variables)}
    ]
    return Kit(node.page, asking, tmp_path_factory.mktemp("kit"))


def expected_of(said: dict[str, Any]) -> Rows:
    values = [
        {name: struct.unpack(">d", bytes.fromhex(value))[0] for name, value, _ in row[7]}
        for row in said["rows"]
    ]
    return [(row[3], row[4], figures) for row, figures in zip(said["rows"], values, strict=True)]


def book(
    path: Path, rows: Table, change: Callable[[Worksheet], None] | None = None, name: str = "表"
) -> Path:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    if change is not None:
        change(sheet)
    workbook.save(path)
    return path


def text(rows: Table) -> str:
    held = io.StringIO()
    csv.writer(held).writerows(["" if cell is None else cell for cell in row] for row in rows)
    return held.getvalue()


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_any_shape(kit: Kit, tmp_path: Path, name: str) -> None:
    rows, expected, codes = TABLES[name]
    said = alike(kit, book(tmp_path / "表.xlsx", rows))
    assert [problem[0] for problem in said["problems"]] == codes
    if "rows" in said:
        assert expected_of(said) == expected


def test_two_sheets_that_are_called_by_their_years(kit: Kit, tmp_path: Path) -> None:
    def second(sheet: Worksheet) -> None:
        assert sheet.parent is not None
        other = sheet.parent.create_sheet("2026年")
        for row in (["指标", "单位", "数值"], [INSIDE, "人次", 83], [TOTAL, "人次", 101]):
            other.append(row)

    rows: Table = [["指标", "单位", "数值"], [INSIDE, "人次", 80], [TOTAL, "人次", 100]]
    said = alike(kit, book(tmp_path / "表.xlsx", rows, second, "2025年"))
    assert (expected_of(said), said["problems"]) == (BOTH, [])


@pytest.mark.parametrize("name", ["years below merged heads", "years in the heads", "a line of units above"])
def test_a_text_of_any_shape(kit: Kit, tmp_path: Path, name: str) -> None:
    rows, expected, _ = TABLES[name]
    width = max(map(len, rows))
    (tmp_path / "表.csv").write_text(text([[*row, *[None] * (width - len(row))] for row in rows]), "utf-8")
    assert expected_of(alike(kit, tmp_path / "表.csv")) == expected


PER_HEAD: list[tuple[str, object, float | None, str]] = [
    (f"{BEDS}（张）", 7.5, 7.5, ""),
    ("每万人口医疗卫生机构床位数（张）", 75, 7.5, ""),
    ("每百人口医疗卫生机构床位数", 0.75, 7.5, ""),
    ("每万人口卫生机构床位数", 75, None, "PK341"),
    ("每千人口卫生机构床位数", 7.5, None, "PK309"),
]


@pytest.mark.parametrize(("head", "figure", "beds", "code"), PER_HEAD)
def test_figures_of_so_many_people(  # noqa: PLR0913, PLR0917 - a row of the table
    kit: Kit, tmp_path: Path, head: str, figure: object, beds: float | None, code: str
) -> None:
    rows: Cells = [[*YEAR, head, "全市常住人口增幅"], ["贵阳市", "520100", 2026, figure, "3%"]]
    said = alike(kit, book(tmp_path / "表.xlsx", rows), "520100")
    assert [problem[0] for problem in said["problems"]] == ([code] if code else [])
    assert expected_of(said)[0][2].get("beds_per_thousand") == beds


def hidden_sheet(sheet: Worksheet) -> None:
    sheet.sheet_state = "hidden"
    assert sheet.parent is not None
    sheet.parent.create_sheet("封面")  # one must be seen


def hidden_rows(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True
    sheet.row_dimensions[2].hidden = True
    sheet.row_dimensions[9].hidden = True


def hidden_columns(sheet: Worksheet) -> None:
    sheet.column_dimensions.group("D", "E", hidden=True)
    sheet.column_dimensions["H"].hidden = True


def shown_as(*formats: str) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        for column, each in enumerate(formats, start=4):
            sheet.cell(2, column).number_format = each

    return change


SEEN: list[tuple[str, Callable[[Worksheet], None], list[float], list[float], str]] = [
    ("a hidden sheet", hidden_sheet, [83, 100], [83, 100], "隐藏"),
    ("hidden rows", hidden_rows, [83, 100], [83, 100], "有2行"),
    ("hidden columns", hidden_columns, [83, 100], [83, 100], "有2列"),
    ("a literal sign of per cent", shown_as("0", "0", '0.0"%"'), [83, 100, 83], [83, 100, 83], ""),
    ("a sign of per cent behind a stroke", shown_as("0", "0", r"0.0\%"), [83, 100, 83], [83, 100, 83], ""),
    ("a real per cent", shown_as("0", "0", "0.0%"), [83, 100, 0.83], [83, 100, 83], ""),
    ("a literal unit", shown_as('0"人次"', '#,##0.0"万人次"'), [83, 0.01], [83, 100], ""),
    ("a colour and a sign", shown_as("0", "0", '[Red]0"%"'), [83, 100, 83], [83, 100, 83], ""),
    ("a literal beyond figures", shown_as("0", '0"万"'), [83, 0.01], [83, 100], ""),
]


@pytest.mark.parametrize(("title", "change", "given", "expected", "note"), SEEN, ids=[one[0] for one in SEEN])
def test_what_a_spreadsheet_shows(  # noqa: PLR0913, PLR0917 - a row of the table
    kit: Kit,
    tmp_path: Path,
    title: str,
    change: Callable[[Worksheet], None],
    given: list[float],
    expected: list[float],
    note: str,
) -> None:
    assert title
    rows: Cells = [[*YEAR, INSIDE, TOTAL, RATE], [*SHE, 2026, *given], [*SHE, 2025, *given]]
    path = book(tmp_path / "簿.xlsx", rows, change)
    said = alike(kit, path)
    assert list(expected_of(said)[0][2].values()) == expected
    assert any(note in one for one in said["notes"]) or not note


TEXTS: list[tuple[str, bytes, list[str]]] = [
    ("a thousands mark without quotes", f"{HEADS}\n歙县,341021,2026,1,083,100,,2025-10-31\n".encode(), ["PK337"]),
    ("a thousands mark before blanks", f"{HEADS}\n歙县,341021,2026,1,083,100,,\n".encode(), ["PK337"]),
    ("one blank too many", f"{HEADS}\n歙县,341021,2026,83,100,,,\n".encode(), ["PK337"]),
    (
        "a thousands mark beside years",
        f"单位名称,2025年{INSIDE},2026年{INSIDE}\n歙县,1,083,1\n,,\n注：快报数\n合计,1\n".encode(),
        ["PK337"],
    ),
    (
        "a thousands mark down the side",
        f"指标,单位,2025年,2026年\n{INSIDE},人次,1,083,\n{TOTAL},人次,90,91\n注,1,2,3,4\n".encode(),
        ["PK337"],
    ),
    ("a row too short", f"{HEADS}\n歙县,341021,2026,83\n".encode(), ["PK337"]),
    ("a row of the right length", f"{HEADS}\n歙县,341021,2026,83,100,,\n".encode(), []),
    ("blanks behind", f"{HEADS},,\n歙县,341021,2026,83,100,,,,\n".encode(), []),
    ("a quote that takes in a row", f'{HEADS}\n"歙县,341021,2026,83,100,,\n歙县,341021,2025,83,"100,,\n'.encode(), ["PK338"]),
    ("a quote that never ends", f'{HEADS}\n{ROW}\n"歙县,341021,2025,83,100,,\n'.encode(), ["PK338"]),
    ("a sign behind a quote", f'{HEADS}\n"歙县"的,341021,2026,83,100,,\n'.encode(), ["PK338"]),
    ("a line end in quotes", f'{HEADS}\n"歙\n县",341021,2026,83,100,,\n'.encode(), []),
    ("UTF-16 without a mark, big end first", f"{HEADS}\n{ROW}\n".encode("utf-16-be"), []),
    ("Big5", "單位名稱,行政區劃代碼,年度,居民在縣域內就診人次數\n歙縣,341021,2026,83\n".encode("big5"), []),
    ("Big5 that has no such words", "甲,乙\n丙,丁\n".encode("big5"), ["PK306"]),
]  # fmt: skip  # a row of a table is a line


@pytest.mark.parametrize(("title", "content", "codes"), TEXTS, ids=[one[0] for one in TEXTS])
def test_delimited_text(kit: Kit, tmp_path: Path, title: str, content: bytes, codes: list[str]) -> None:
    assert title
    (tmp_path / "表.csv").write_bytes(content)
    said = alike(kit, tmp_path / "表.csv")
    assert [problem[0] for problem in said["problems"]] == codes


def test_sheets_of_any_name(kit: Kit, tmp_path: Path) -> None:
    for name in ("县（最终版）", "縣", "医院 2", "填报说明", "Sheet1", "1.县"):
        rows: Cells = [[*YEAR, INSIDE, TOTAL], [*SHE, 2026, 83, 100]]
        alike(kit, book(tmp_path / "簿.xlsx", rows, name=name))
