"""The data ledger: whatever stands in a file, each of its rows and cells is accounted for once, and the report says so."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from rich.console import Console
from tests.figures.conftest import BEDS, INSIDE, LEVEL, TOTAL, five_rules, rule, variable

from policykit.base.diagnostics import PolicykitError
from policykit.figures.account import JUDGED, NO_DATA, NOT_APPLICABLE, UNUSED
from policykit.figures.report import Report, check, to_json
from policykit.figures.terminal import print_report
from policykit.figures.xlsx import write_report
from policykit.model import Comparator, Condition, Indicator, Requirement, Target

Rules = tuple[Requirement, ...]
Book = Callable[..., Path]
HEAD = [
    "单位名称",
    "行政区划代码",
    "年度",
    "县域内就诊人次数",
    "居民就诊总人次数",
    "县域内就诊率",
    "医药费用",
    "天气",
]
KEYS = 3
AS_OF = date(2027, 1, 1)


def checked(path: Path, requirements: Rules) -> Report:
    return check(path, requirements, as_of=AS_OF, division="341000")


def line(path: Path, requirements: Rules) -> tuple[str, str]:
    account = checked(path, requirements).account
    assert account is not None
    return account.lines


UNITS = [
    ("歙县", "341021"),
    ("休宁县", "341022"),
    ("本地", "341021"),
    ("合计", ""),
    ("某县", "999999"),
    ("", ""),
    ("注：", ""),
]
FIGURES = [
    83,
    100,
    "83%",
    "0.83",
    "",
    None,
    "—",
    "暂无",
    "83①",
    "很多",
    -1,
    "#DIV/0!",
    "4.8万",
    True,
    date(2026, 1, 1),
]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(UNITS),
        st.sampled_from([2025, 2026, "2026年", "去年", None]),
        st.lists(st.sampled_from(FIGURES), min_size=5, max_size=7),
    ),
    max_size=8,
)


def says(value: object) -> bool:
    return value not in (None, "", "—", "暂无")


# A fixture of the function is a folder that each example writes anew.
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=ROWS)
@example(
    made=[
        # A figure of the year before serves a trend that cannot be judged: this year stands there twice.
        (("歙县", "341021"), 2026, [83, 100, None, None, 83]),
        (("歙县", "341021"), 2026, [83, 100, None, None, 84]),
        (("歙县", "341021"), None, [83, 100, None, None, 85]),
        (("歙县", "341021"), 2025, [83, None, None, None, 85]),
    ]
)
def test_every_row_and_cell_is_accounted_for_once(book: Book, made: list[Any]) -> None:
    rows = [[*unit, year, *figures] for unit, year, figures in made]
    path = book(
        {"填报说明": [["请填写"]], "县": [["填报表"], HEAD, *rows], "草稿": [["随手", 5], [], ["记的"]]}
    )
    try:
        account = checked(path, five_rules()).account
    except PolicykitError:
        return  # nothing of it could be used, which is said
    assert account is not None
    filled = [row for row in rows if any(cell not in (None, "") for cell in row)]
    assert sum(account.rows.values()) == 1 + 2 + len(filled)
    said = sum(says(cell) for row in filled for cell in row[KEYS:])
    assert account.cells[JUDGED] + account.cells[NOT_APPLICABLE] + account.cells[UNUSED] == 1 + 3 + said
    assert account.cells[NO_DATA] <= sum(len(HEAD) - KEYS for _ in filled)
    assert all(entry.reason for entry in account.entries if entry.use in {NOT_APPLICABLE, UNUSED})


def test_the_report_says_what_became_of_the_rows(book: Book, requirements: Rules) -> None:
    rows = [
        ["歙县", "341021", 2025, 80, 100, None, 7],
        ["歙县", "341021", 2026, 83, 100, None, None, "晴"],
        ["休宁县", "341022", 2026],
        ["黟县", "341023", 2026, "很多", 100],
        ["合计", None, None, 163, 200],
    ]
    rows_line, cells_line = line(book({"县": [HEAD, *rows]}), requirements)
    assert rows_line == (
        "5 行：判定 1，待报 2（所需数据不全：1；没有填写数据：1），"
        "未使用 2（合计行，不作为填报单位，已略过：1；PK311 “县域内就诊人次数”应填数字（单位：人次），现在是“很多”：1）"
    )
    assert cells_line == (
        "15 格：用于判定 2，待报 5，不适用 2（没有按这一年度判定），未使用 6（合计行，不作为填报单位，已略过：2；"
        "列“天气”不是本次需要的填报内容，已略过：1；同一要求所需的其他数据尚未填报：1；另有2种原因）"
    )


def test_clinics_that_no_requirement_is_about_are_named(book: Book) -> None:
    condition = Condition(LEVEL, Target(Comparator.GRADE, 2.0, grade="二级"))
    beds = rule(
        "beds",
        Indicator("医院床位", "张", BEDS, name="bed_count"),
        Target(Comparator.GE, 20, unit="张"),
        when=(condition,),
    )
    head = ["单位名称", "行政区划代码", "床位数", "医院等级"]
    rows = [[f"医院{n}", "341021", 30, "二级" if n % 2 else "一级"] for n in range(21)]
    assert line(book({"医院": [head, *rows]}), (beds,)) == (
        "21 行：判定 10，不适用 11（不属于“二级及以上医院”的情形）",
        "42 格：用于判定 20，不适用 22（不属于“二级及以上医院”的情形）",
    )


def test_what_is_only_named_uses_no_figure(book: Book) -> None:
    rate = Indicator("县域内就诊率", "%", INSIDE / TOTAL * 100, name="rate")
    both = (
        rule("named", rate, Target(Comparator.NAMED)),
        rule("rate", rate, Target(Comparator.GE, 85, unit="%")),
    )
    head = ["单位名称", "行政区划代码", "年度", "县域内就诊率"]
    rows = [["歙县", "341021", "0", 85], ["休宁县", "341022", 2026, "1e400"], ["黟县", "341023", 2026, 85]]
    assert line(book({"县": [head, *rows]}), both) == (
        (
            "3 行：判定 1，未使用 2（PK324 年度“0”无法识别：1；"
            "PK311 “县域内就诊率”应填数字（单位：%），现在是“1e400”：1）"
        ),
        (
            "3 格：用于判定 1，未使用 2（同一要求所需的其他数据不能使用：1；"
            "PK311 “县域内就诊率”应填数字（单位：%），现在是“1e400”：1）"
        ),
    )


def test_a_row_is_not_unused_for_one_bad_cell(book: Book) -> None:
    bad, seen = variable("bad", "甲率", "%"), variable("seen", "乙率", "%")
    three = (
        rule("bad", Indicator("甲率", "%", bad, name="bad"), Target(Comparator.GE, 85, unit="%")),
        rule("seen", Indicator("乙率", "%", seen, name="seen"), Target(Comparator.NAMED)),
        rule(
            "two",
            Indicator("丙率", "%", INSIDE / TOTAL * 100, name="two"),
            Target(Comparator.GE, 85, unit="%"),
        ),
    )
    head = ["单位名称", "行政区划代码", "年度", "甲率", "乙率", "县域内就诊人次数"]
    rows = [
        ["歙县", "341021", 2026, "很多", 85],  # what is named is told with its figure
        ["黟县", "341023", 2026, "很多", None, 3],  # its other half lacks
    ]
    wrong = "PK311 “甲率”应填数字（单位：%），现在是“很多”"
    assert line(book({"县": [head, *rows]}), three) == (
        "2 行：判定 1，待报 1（所需数据不全）",
        f"5 格：用于判定 1，待报 1，未使用 3（{wrong}：2；同一要求所需的其他数据尚未填报：1）",
    )


def test_terminal_workbook_and_json_say_the_same(book: Book, requirements: Rules, tmp_path: Path) -> None:
    report = checked(book({"县": [HEAD, ["歙县", "341021", 2026, 83, 100, None, None, "晴"]]}), requirements)
    assert report.account is not None
    data = json.loads(to_json(report))["account"]
    assert data["rows"] == {"judged": 1, "no_data": 0, "not_applicable": 0, "unused": 0}
    write_report(report, tmp_path / "报告.xlsx")
    workbook = load_workbook(tmp_path / "报告.xlsx")
    texts = [cell.value for row in workbook["概况"].iter_rows() for cell in row]
    assert all(line in texts for line in report.account.lines)
    console = Console(file=io.StringIO(), width=400)
    print_report(report, console)
    assert isinstance(console.file, io.StringIO)
    printed = console.file.getvalue()
    assert all(line in printed for line in report.account.lines)
    listed = list(workbook["数据核算"].iter_rows(min_row=2, values_only=True))
    assert [row[4] for row in listed] == [entry["cells"] for entry in data["entries"]]
