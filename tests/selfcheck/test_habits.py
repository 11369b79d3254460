"""Workbooks as staff make them in WPS and Excel: what should be read of each was written down before any was read.

Where the figures cannot be known there is a coded diagnostic, and no verdict; Python and the page say the same.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet
from tests.selfcheck.kit import Kit, alike
from tests.selfcheck.test_shapes import IN, INSIDE, OF, RATE, SHARE, SHE, TOTAL, YEAR, book, expected_of
from tests.web.tools import Node

from policykit.model import Requirement

Figures = dict[str, float]
Rows = list[tuple[str, int | None, Figures]]
Table = Sequence[Sequence[Any]]
MONEY, INCOME = "医疗收入", "medical_income"
DAY, BUILT = "紧密型县域医共体建成日期", "built"
PLAIN: Rows = [("歙县", 2026, {IN: 83, OF: 101})]
SHI = ["黟县", "341023"]


def merged(*areas: str) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        for area in areas:
            sheet.merge_cells(area)

    return change


def formats(**cells: str) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        for place, form in cells.items():
            sheet[place].number_format = form

    return change


def filtered(sheet: Worksheet) -> None:
    sheet.auto_filter.ref = "A1:E3"
    sheet.row_dimensions[3].hidden = True


def hidden_column(sheet: Worksheet) -> None:
    sheet.column_dimensions["E"].hidden = True


def a_sheet_a_year(sheet: Worksheet) -> None:
    book = sheet.parent
    assert book is not None
    copy = book.copy_worksheet(sheet)
    sheet.title, copy.title = "2026年", "2025年度"
    copy["C2"], copy["D2"] = 80, 100


def commented(sheet: Worksheet) -> None:
    sheet["D2"].comment = Comment("比上年多90", "张三")


# What stands in the sheet, how it is changed then; what is read: unit, year and figures; codes of what is wrong.
HABITS: dict[str, tuple[Table, Callable[[Worksheet], None] | None, Rows, list[str]]] = {
    "heads merged over three rows": (
        [["歙县2026年基本情况表"], [*YEAR, "诊疗情况", None], [None, None, None, "居民就诊", None], [None, None, None, INSIDE, TOTAL], [*SHE, 2026, 83, 101]],
        merged("A1:E1", "A2:A4", "B2:B4", "C2:C4", "D2:E2", "D3:E3"), PLAIN, [],
    ),
    "a group above two heads": ([[*YEAR, "居民就诊", None], [None, None, None, INSIDE, TOTAL], [*SHE, 2026, 83, 101]], merged("A1:A2", "B1:B2", "C1:C2", "D1:E1"), PLAIN, []),
    "the unit in the group above": ([[*YEAR, "居民就诊（万人次）", None], [None, None, None, INSIDE, f"{TOTAL}（人次）"], [*SHE, 2026, 8.3, 101000]], merged("A1:A2", "B1:B2", "C1:C2", "D1:E1"), [("歙县", 2026, {IN: 83000, OF: 101000})], []),
    "the unit of another kind in the group above": ([[*YEAR, "居民就诊（万元）", None], [None, None, None, INSIDE, TOTAL], [*SHE, 2026, 83, 101]], None, PLAIN, []),
    "one figure of two years beside those of none": ([["歙县2026年情况表"], [*YEAR[:2], "居民就诊（万人次）", None, RATE, None], [None, None, INSIDE, TOTAL, "本年", "上年"], [*SHE, 8.3, 10, "83%", "80%"]], merged("A2:A3", "B2:B3", "C2:D2", "E2:F2"), [("歙县", 2026, {SHARE: 83, IN: 83000, OF: 100000}), ("歙县", 2025, {SHARE: 80})], []),
    "years that are written, beside a figure of none": ([[*YEAR[:2], f"2025年{RATE}", f"2026年{RATE}", INSIDE], [*SHE, "80%", "83%", 83]], None, [("歙县", 2025, {SHARE: 80}), ("歙县", 2026, {SHARE: 83, IN: 83})], []),
    "how to fill it in, above": (
        [["填报说明："], ["1．请于3月15日前报县卫健委。"], [f"2．{RATE}＝{INSIDE}÷{TOTAL}×100%。"], [], [*YEAR, INSIDE, TOTAL], [*SHE, 2026, 83, 101]],
        None, PLAIN, [],
    ),
    "a head of several lines": ([[*YEAR, "居民在县域内\n就诊人次数\n（人次）", "居民就诊\n总人次数"], [*SHE, 2026, 83, 101]], None, PLAIN, []),
    "numbered heads": ([["1.单位名称", "2.行政区划代码", "3.年度", f"（4）{INSIDE}", f"⑤{TOTAL}"], [*SHE, 2026, 83, 101]], None, PLAIN, []),
    "a line of column letters and numbers": ([[*YEAR, INSIDE, TOTAL], ["甲", "乙", "丙", 1, 2], [*SHE, 2026, 83, 101]], None, PLAIN, []),
    "a line of column numbers": ([[*YEAR, INSIDE, TOTAL], ["栏次", None, None, 1, 2], [*SHE, 2026, 83, 101]], None, PLAIN, []),
    "column numbers and how they are reckoned": ([[*YEAR, INSIDE, TOTAL, RATE], ["A", "B", "C", "1", "2", "3=1/2"], [*SHE, 2026, 83, 101, None]], None, PLAIN, []),
    "the unit in the head": ([[*YEAR, f"{MONEY}（元）"], [*SHE, 2026, 40000]], None, [("歙县", 2026, {INCOME: 4})], []),
    "a row of units that says so": ([[*YEAR, MONEY, INSIDE], ["计量单位", None, None, "元", "人次"], [*SHE, 2026, 40000, 83]], None, [("歙县", 2026, {INCOME: 4, IN: 83})], []),
    "a row of units in brackets": ([[*YEAR, MONEY, INSIDE], [None, None, None, "（元）", "（人次）"], [*SHE, 2026, 40000, 83]], None, [("歙县", 2026, {INCOME: 4, IN: 83})], []),
    "the total first": ([[*YEAR, INSIDE, TOTAL], ["合计", None, 2026, 83, 101], [*SHE, 2026, 83, 101]], None, PLAIN, []),
    "spaces in the word for a total": ([[*YEAR, INSIDE, TOTAL], [*SHE, 2026, 83, 101], ["合　　计", None, 2026, 83, 101]], None, PLAIN, []),
    "a subtotal between": ([[*YEAR, INSIDE, TOTAL], [*SHE, 2025, 80, 100], ["小 计", None, None, 80, 100], [*SHE, 2026, 83, 101]], None, [("歙县", 2025, {IN: 80, OF: 100}), *PLAIN], []),
    "wide digits": ([[*YEAR, INSIDE, TOTAL], ["歙县", "３４１０２１", "２０２６年", "８３", "１０１"]], None, PLAIN, []),
    "marks between thousands": ([[*YEAR, INSIDE, TOTAL], [*SHE, 2026, "1,083", "12，345"]], None, [("歙县", 2026, {IN: 1083, OF: 12345})], []),
    "a blank between thousands": ([[*YEAR, INSIDE, TOTAL], [*SHE, 2026, "1 083", 2000]], None, [("歙县", 2026, {IN: 1083, OF: 2000})], []),
    "blanks around numbers": ([[*YEAR, INSIDE, TOTAL], ["歙县 ", " 341021 ", "2026 ", "83 ", "　101　"]], None, PLAIN, []),
    "blanks that do not break": ([[*YEAR, INSIDE, TOTAL], ["歙县\xa0", "341021\xa0", 2026, "83\xa0", "\xa0101"]], None, PLAIN, []),
    "an apostrophe before": ([[*YEAR, INSIDE, TOTAL], ["歙县", "'341021", 2026, "'83", "101"]], None, PLAIN, []),
    "a number as day": ([[*YEAR, DAY, INSIDE], [*SHE, 2026, 45961, 83]], None, [("歙县", 2026, {IN: 83})], ["PK312"]),
    "a day as a day": ([[*YEAR, DAY, INSIDE], [*SHE, 2026, date(2025, 10, 31), 83]], None, [("歙县", 2026, {BUILT: float(date(2025, 10, 31).toordinal()), IN: 83})], []),
    "a number shown as a day": ([[*YEAR, DAY, INSIDE], [*SHE, 2026, 45961, 83]], formats(D2="yyyy年m月d日"), [("歙县", 2026, {BUILT: float(date(2025, 10, 31).toordinal()), IN: 83})], []),
    "a year as a day": ([[*YEAR, INSIDE, TOTAL], [*SHE, date(2026, 12, 31), 83, 101]], None, PLAIN, []),
    "shares shown in per cent": ([[*YEAR, RATE], [*SHE, 2025, 0.8], [*SHE, 2026, 0.835]], formats(D2="0%", D3="0.00%"), [("歙县", 2025, {SHARE: 80}), ("歙县", 2026, {SHARE: 83.5})], []),
    "shares in all ways": ([[*YEAR, RATE], [*SHE, 2024, "78%"], [*SHE, 2025, 80], [*SHE, 2026, "83.5％"]], None, [("歙县", 2024, {SHARE: 78}), ("歙县", 2025, {SHARE: 80}), ("歙县", 2026, {SHARE: 83.5})], []),
    "shares and hundredths mixed": ([[*YEAR, RATE], [*SHE, 2025, 80], [*SHE, 2026, 0.835]], None, [("歙县", 2025, {SHARE: 80}), ("歙县", 2026, {})], ["PK315"]),
    "dashes and strokes": ([[*YEAR, INSIDE, TOTAL, RATE], [*SHE, 2025, "—", "/", "－"], [*SHE, 2026, 83, 101, "暂无"]], None, [("歙县", 2025, {}), *PLAIN], []),
    "none, where a number is asked": ([[*YEAR, INSIDE, TOTAL], [*SHE, 2026, "无", 101]], None, [("歙县", 2026, {OF: 101})], ["PK311"]),
    "does not apply": ([[*YEAR, INSIDE, TOTAL], [*SHE, 2026, "不适用", 101]], None, [("歙县", 2026, {OF: 101})], ["PK311"]),
    "about so many": ([[*YEAR, INSIDE, TOTAL], [*SHE, 2026, "约83", "101左右"]], None, [("歙县", 2026, {})], ["PK311", "PK311"]),
    "about so many of a unit": ([[*YEAR, RATE], [*SHE, 2026, "83.5%以上"]], None, [("歙县", 2026, {})], ["PK311"]),
    "townships where counties are asked": ([["单位名称", "年度", INSIDE, TOTAL], ["徽城镇", 2026, 83, 101], ["歙县深渡镇人民政府", 2026, 3, 4]], None, [], ["PK332", "PK332"]),
    "townships with the code of their county": ([[*YEAR, INSIDE, TOTAL], ["乐平镇", "341021", 2026, 83, 101], ["徽城镇人民政府", "341021", 2025, 3, 4], ["歙县", "341021", 2024, 80, 100]], None, [("歙县", 2024, {IN: 80, OF: 100})], ["PK332", "PK332"]),
    "a sheet a year": ([["单位名称", "行政区划代码", INSIDE, TOTAL], [*SHE, 83, 101]], a_sheet_a_year, [*PLAIN, ("歙县", 2025, {IN: 80, OF: 100})], []),
    "the year as time": ([["单位", "时间", INSIDE, TOTAL], ["歙县", "2026年度", 83, 101]], None, PLAIN, []),
    "a time beside the year": ([[*YEAR, "时间", INSIDE, TOTAL], [*SHE, 2026, "2026-03-15 10:00", 83, 101]], None, PLAIN, []),
    "a time of hours alone": ([["单位", "时间", INSIDE, TOTAL], ["歙县", "2026-03-15 10:00", 83, 101]], None, [("歙县", None, {IN: 83, OF: 101})], []),
    "a time of days": ([["单位", "统计时间", INSIDE, TOTAL], ["歙县", date(2026, 3, 1), 83, 101], ["黟县", date(2026, 3, 31), 3, 4]], None, [("歙县", None, {IN: 83, OF: 101})], ["PK321"]),
    "a time of months": ([["单位", "时间", INSIDE, TOTAL], ["歙县", date(2026, 3, 1), 83, 101], ["黟县", "2026年3月", 3, 4]], None, [("歙县", 2026, {IN: 83, OF: 101})], ["PK321"]),
    "rows filtered away": ([[*YEAR, INSIDE, TOTAL], [*SHE, 2026, 83, 101], [*SHE, 2025, 80, 100]], filtered, [*PLAIN, ("歙县", 2025, {IN: 80, OF: 100})], []),
    "a hidden column": ([[*YEAR, INSIDE, TOTAL], [*SHE, 2026, 83, 101]], hidden_column, PLAIN, []),
    "remarks on cells": ([[*YEAR, INSIDE, TOTAL], [*SHE, 2026, 83, 101]], commented, PLAIN, []),
    "a formula without its value": ([[*YEAR, INSIDE, TOTAL], [*SHE, 2026, "=80+3", 101]], None, [("歙县", 2026, {OF: 101})], ["PK323"]),
    "another table below": ([[*YEAR, INSIDE], [*SHE, 2026, 83], [], [*YEAR, TOTAL], [*SHE, 2026, 101]], None, PLAIN, []),
    "another table below, of other years": ([[*YEAR, INSIDE], [*SHE, 2026, 83], [], ["表2"], [*YEAR, f"{MONEY}（万元）"], [*SHE, 2025, 4]], None, [("歙县", 2026, {IN: 83}), ("歙县", 2025, {INCOME: 4})], []),
    "another table beside": ([[*YEAR, INSIDE, None, *YEAR, TOTAL], [*SHE, 2026, 83, None, *SHE, 2025, 100]], None, [("歙县", 2026, {IN: 83})], ["PK310", "PK310", "PK310"]),
    "the same head over pages": ([[*YEAR, INSIDE, TOTAL], [*SHE, 2025, 80, 100], [], [*YEAR, INSIDE, TOTAL], [*SHE, 2026, 83, 101]], None, [("歙县", 2025, {IN: 80, OF: 100}), *PLAIN], []),
    "a name with blanks": ([["单位名称", "年度", INSIDE, TOTAL], ["歙　县", 2026, 83, 101]], None, PLAIN, []),
    "a name with its province and city": ([["单位名称", "年度", INSIDE, TOTAL], ["安徽省黄山市歙县", 2026, 83, 101]], None, PLAIN, []),
    "bodies that speak for their division": ([["单位名称", "年度", INSIDE, TOTAL], ["歙县卫生健康委员会", 2026, 83, 101], ["黄山市歙县医保局", 2025, 80, 100], ["黟县人民政府", 2025, 3, 4]], None, [("歙县", 2026, {IN: 83, OF: 101}), ("歙县", 2025, {IN: 80, OF: 100})], ["PK321"]),
    "a name merged over two years": ([[*YEAR, INSIDE], [*SHE, 2025, 80], [None, None, 2026, 83]], merged("A2:A3", "B2:B3"), [("歙县", 2025, {IN: 80}), ("歙县", 2026, {IN: 83})], []),
    "units across, figures down": ([["2026年情况表"], ["指标", "歙县", "黟县"], [INSIDE, 83, 20], [TOTAL, 101, 30]], None, [], ["PK306"]),
    "who filled it in": ([[*YEAR, INSIDE, TOTAL], [*SHE, 2026, 83, 101], ["单位负责人：王五", None, "填报人：张三", None, "联系电话：0559-1234567"], [None, None, None, None, "填报日期：2027年1月5日"]], None, PLAIN, []),
    "the unit behind the number": ([[*YEAR, INSIDE, TOTAL], [*SHE, 2026, "83人次", "0.0101万人次"]], None, PLAIN, []),
    "a part above its whole": ([[*YEAR, INSIDE, TOTAL], [*SHE, 2026, 101, 83]], None, [("歙县", 2026, {})], ["PK319"]),
}  # fmt: skip  # a row of a table is a line


@pytest.fixture(scope="module")
def kit(node: Node, every: tuple[Requirement, ...], tmp_path_factory: pytest.TempPathFactory) -> Kit:
    """The page's scripts with the few rules that ask for these figures."""
    labels = {INSIDE, TOTAL, MONEY, DAY}
    asking = [one for one in every if labels & {variable.label for variable in one.variables}]
    return Kit(node.page, asking, tmp_path_factory.mktemp("kit"))


def read_of(said: dict[str, Any]) -> Rows:
    rows = said.get("rows", [])
    return (
        [(one[0], year, figures) for one, (year, _, figures) in zip(rows, expected_of(said), strict=True)]
        if rows
        else []
    )


@pytest.mark.parametrize("name", HABITS)
def test_a_habit(kit: Kit, tmp_path: Path, every: tuple[Requirement, ...], name: str) -> None:
    rows, change, expected, codes = HABITS[name]
    built = next(one.name for rule in every for one in rule.variables if one.label == DAY)
    said = alike(kit, book(tmp_path / "表.xlsx", rows, change))
    wanted = [
        (unit, year, {built if key == BUILT else key: value for key, value in of.items()})
        for unit, year, of in expected
    ]
    assert [problem[0] for problem in said["problems"]] == codes
    assert read_of(said) == wanted


def cached(path: Path, **values: str) -> Path:
    """The workbook with what its formulas gave when it was saved, as Excel and WPS write it."""
    held = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            part = old.read(name).decode() if name.endswith("sheet1.xml") else old.read(name)
            if isinstance(part, str):
                for place, value in values.items():
                    part = re.sub(
                        rf'(<c r="{place}"[^>]*><f>[^<]*</f>)<v(?: ?/>|></v>)', rf"\1<v>{value}</v>", part
                    )
            new.writestr(name, part)
    path.write_bytes(held.getvalue())
    return path


def test_a_formula_with_its_value(kit: Kit, tmp_path: Path) -> None:
    path = book(tmp_path / "表.xlsx", [[*YEAR, INSIDE, TOTAL], [*SHE, 2026, "=80+3", "=D2+18"]])
    said = alike(kit, cached(path, D2="83", E2="101"))
    assert read_of(said) == PLAIN
    assert not said["problems"]


def test_a_sheet_for_each_unit(kit: Kit, tmp_path: Path) -> None:
    """Nothing in the sheet of 黟县 says whose it is but its name: it is not 歙县's."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, figure in (("歙县", 83), ("黟县", 20)):
        sheet = workbook.create_sheet(name)
        sheet.append(["指标", "单位", "2026年"])
        sheet.append([INSIDE, "人次", figure])
    workbook.save(tmp_path / "簿.xlsx")
    said = alike(kit, tmp_path / "簿.xlsx")
    assert read_of(said) == [("歙县", 2026, {IN: 83})]
    assert [problem[0] for problem in said["problems"]] == ["PK321"]


def csv_of(rows: Table, delimiter: str = ",") -> str:
    held = io.StringIO()
    csv.writer(held, delimiter=delimiter).writerows(rows)
    return held.getvalue()


GIVEN = csv_of([[*YEAR, INSIDE, TOTAL], [*SHE, 2026, "83 ", "1,083"]])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
FILES: list[tuple[str, str, bytes, Rows, list[str]]] = [
    ("a text in GBK", "表.csv", GIVEN.encode("gbk"), [("歙县", 2026, {IN: 83, OF: 1083})], []),
    ("a text with tabs", "表.txt", csv_of([[*YEAR, INSIDE, TOTAL], [*SHE, 2026, 83, 101]], "\t").encode("utf-16"), PLAIN, []),
    ("an old workbook of a new name", "表.xlsx", OLE, [], ["PK303"]),
    ("a page of a workbook's name", "表.xlsx", "<html><table><tr><td>单位名称</td></tr></table></html>".encode(), [], ["PK303"]),
    ("a text of a workbook's name", "表.xlsx", GIVEN.encode("gbk"), [], ["PK303"]),
    # What many systems export is a table in text under this name, which Excel opens.
    ("a text of an old workbook's name", "表.xls", GIVEN.encode("gbk"), [("歙县", 2026, {IN: 83, OF: 1083})], []),
    ("a text of an old workbook's name, no table", "表.xls", "今天天气很好".encode("gbk"), [], ["PK303"]),
    ("bytes of an old workbook's name", "表.xls", b"\x81\xff\x00\x01" * 40, [], ["PK303"]),
]  # fmt: skip  # a row of a table is a line


@pytest.mark.parametrize(
    ("title", "file", "content", "expected", "codes"), FILES, ids=[one[0] for one in FILES]
)
def test_a_file(  # noqa: PLR0913, PLR0917 - a row of the table
    kit: Kit, tmp_path: Path, title: str, file: str, content: bytes, expected: Rows, codes: list[str]
) -> None:
    assert title
    (tmp_path / file).write_bytes(content)
    said = alike(kit, tmp_path / file)
    assert read_of(said) == expected
    assert [problem[0] for problem in said["problems"]] == codes
