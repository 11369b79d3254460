"""The workbook to fill in: what stands in it, and that it reads back as it was written."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from tests import project
from tests.figures.conftest import five_rules

from policykit.base.diagnostics import PolicykitError
from policykit.base.division import Division
from policykit.base.spreadsheet import harmless, save
from policykit.figures.needs import Needs
from policykit.figures.observations import read
from policykit.figures.template import write_template
from policykit.model import Period, Requirement

Rules = tuple[Requirement, ...]


def cells(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_one_unit_has_a_row_for_each_figure(tmp_path: Path, requirements: Rules) -> None:
    path = tmp_path / "填报表.xlsx"
    write_template(path, requirements, "341021", period=2026, cite="《甲》第{}条".format)
    workbook = load_workbook(path)
    assert workbook.sheetnames == ["填报说明", "县", "医院"]
    title, whose, heads, *rows = cells(workbook["县"])
    assert title[0] == "歙县（341021）政策要求填报表·县"
    assert [text or "" for text in whose] == ["单位名称：歙县", "", "行政区划代码：341021", "", "", "", ""]
    assert heads == ["指标", "单位", "口径", "来源条款", "2025年", "2026年", "责任科室"]
    assert [row[:3] for row in rows] == [
        ["县域内就诊人次数", "人次", "当年县域内就诊人次数\n填写：整数，不小于0"],
        ["居民就诊总人次数", "人次", "当年居民就诊总人次数\n填写：整数，不小于0"],
        ["医药费用", "万元", "当年医药费用\n填写：数字，0—100000"],
        ["医共体建成日期", "日期", "当年医共体建成日期\n填写：日期，如2025-12-31；未完成的写“未完成”"],
    ]
    assert str(rows[0][3]).startswith("“原文rate”（《甲》第test/1条）")


def test_every_unit_has_a_row_when_there_are_many(tmp_path: Path, requirements: Rules) -> None:
    path = tmp_path / "填报表.xlsx"
    write_template(path, requirements, "341021", period=2026, vertical=False)
    county = cells(load_workbook(path)["县"])
    assert county[0][0] == "歙县（341021）政策要求填报表·县"
    assert county[1] == [
        *("单位名称", "行政区划代码", "年度"),
        *("县域内就诊人次数（人次）", "居民就诊总人次数（人次）", "医药费用（万元）", "医共体建成日期"),
    ]
    assert county[2][3:] == [
        "当年县域内就诊人次数",
        "当年居民就诊总人次数",
        "当年医药费用",
        "当年医共体建成日期",
    ]
    assert county[3][3:] == [
        "整数，不小于0",
        "整数，不小于0",
        "数字，0—100000",
        "日期，如2025-12-31；未完成的写“未完成”",
    ]
    # One requirement is a trend, so that last year's figures are asked for too.
    assert [row[:3] for row in county[4:]] == [["歙县", "341021", 2025], ["歙县", "341021", 2026]]
    hospital = cells(load_workbook(path)["医院"])
    assert hospital[1] == ["单位名称", "行政区划代码", "年度", "适用对象", "床位数（张）", "医院等级"]


def test_what_was_reported_before_stands_in_it(tmp_path: Path, requirements: Rules) -> None:
    first, second = tmp_path / "2025.xlsx", tmp_path / "2026.xlsx"
    write_template(first, requirements, "341021", period=2025)
    workbook = load_workbook(first)
    county: tuple[float | str, ...] = (80, "1.01万", 4.5, "未完成")
    hospital: tuple[float | str, ...] = ("甲医院", "341021", 2025, "县级公立医院", 30, "二级")
    for row, value in enumerate(county, start=4):
        workbook["县"].cell(row, 6, value)
    for column, value in enumerate(hospital, start=1):
        workbook["医院"].cell(5, column, value)
    workbook.save(first)
    last = read(first, requirements, division="341021")
    assert last.problems == []
    write_template(second, requirements, "341021", period=2026, last=last)
    written = load_workbook(second)
    assert [row[4:6] for row in cells(written["县"])[3:]] == [
        [80, None],
        [10100, None],
        [4.5, None],
        ["未完成", None],
    ]
    # The hospital is named; its figures are asked for anew, none of them is compared with those of last year.
    assert cells(written["医院"])[4][:5] == ["甲医院", "341021", 2026, None, None]
    again = read(second, requirements)
    assert again.problems == []
    before, now = ([row.figures for row in each.rows if row.year == 2025] for each in (last, again))
    assert before[0] == now[0] != {}


def test_grades_and_populations_are_chosen_from_a_list(tmp_path: Path, requirements: Rules) -> None:
    path = tmp_path / "填报表.xlsx"
    write_template(path, requirements, "341021", period=2026)
    rules = load_workbook(path)["医院"].data_validations.dataValidation
    lists = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in rules if rule.type == "list"}
    assert lists == {"D5": '"县级公立医院"', "F5": '"一级,二级,二级甲等,三级"'}


def test_a_note_says_what_each_figure_is_for(tmp_path: Path, requirements: Rules) -> None:
    path = tmp_path / "填报表.xlsx"
    write_template(path, requirements, "341021", period=2026, vertical=False)
    note = load_workbook(path)["县"]["D2"].comment
    assert note is not None
    assert note.text.startswith("当年县域内就诊人次数\n用于：\n“原文rate”（test/1）")


def test_a_city_reports_for_its_counties(tmp_path: Path, requirements: Rules) -> None:
    path = tmp_path / "填报表.xlsx"
    write_template(path, requirements, "341000", period=2026)
    sheet = load_workbook(path)["县"]
    units = [row[0] for row in sheet.iter_rows(min_row=5, values_only=True)]
    assert list(dict.fromkeys(units)) == ["屯溪区", "黄山区", "徽州区", "歙县", "休宁县", "黟县", "祁门县"]


def test_an_empty_template_reads_back_without_a_problem(tmp_path: Path, requirements: Rules) -> None:
    path = tmp_path / "填报表.xlsx"
    write_template(path, requirements, "341021", period=2026)
    observed = read(path, Needs.of(requirements, "341021").requirements, division="341021")
    assert [(row.unit, row.year, row.figures) for row in observed.rows] == [
        ("歙县", 2025, {}),
        ("歙县", 2026, {}),
    ]
    assert observed.notes == []


@pytest.mark.parametrize("division", ["341021", "341000", "520100", "520122", "152501", "110105", "340000"])
def test_the_real_template_reads_back_and_passes_its_own_check(tmp_path: Path, division: str) -> None:
    """With the division named and without."""
    path, requirements = tmp_path / "填报表.xlsx", project.specs().requirements
    write_template(path, requirements, division, period=2026)
    chosen = Needs.of(requirements, division).requirements
    assert read(path, chosen, division=division).notes == []
    observed = read(path, requirements)
    assert (observed.problems, observed.notes) == ([], [])


def test_the_rows_of_a_template_are_of_the_divisions_that_they_name() -> None:
    for code, division in Division.all().items():
        assert Division.find(code, replaced=False) == division
        named = Division.find(division.name)
        assert named is None or named.name == division.name or division in Division.candidates(division.name)


@pytest.mark.parametrize("division", ["341099", "34", "歙县", "=1+1"])
def test_no_such_division(tmp_path: Path, requirements: Rules, division: str) -> None:
    with pytest.raises(PolicykitError, match="PK320"):
        write_template(tmp_path / "填报表.xlsx", requirements, division)
    assert not list(tmp_path.iterdir())


def test_a_division_that_nothing_binds(tmp_path: Path, requirements: Rules) -> None:
    with pytest.raises(PolicykitError, match="PK327"):
        write_template(tmp_path / "填报表.xlsx", requirements, "110105")
    assert not list(tmp_path.iterdir())


def test_nothing_is_written_half(
    tmp_path: Path, requirements: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "填报表.xlsx"
    path.write_bytes(b"before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(PolicykitError, match="PK004"):
        write_template(path, requirements, "341021")
    assert [one.name for one in tmp_path.iterdir()] == ["填报表.xlsx"]
    assert path.read_bytes() == b"before"


def test_no_place_to_write(requirements: Rules) -> None:
    with pytest.raises(PolicykitError, match="PK004"):
        write_template("/没有这个目录/填报表.xlsx", requirements, "341021")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", " =1", "\r=1"])
def test_no_text_becomes_a_formula(tmp_path: Path, requirements: Rules, text: str) -> None:
    assert harmless(text).startswith("'")
    path = tmp_path / "填报表.xlsx"
    evil = tuple(replace(one, quote=text, population=text) for one in requirements)
    write_template(path, evil, "341021")
    for sheet in load_workbook(path).worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)


def test_control_characters_do_not_spoil_a_workbook(tmp_path: Path) -> None:
    from policykit.base.spreadsheet import text_cell

    workbook = Workbook()
    text_cell(workbook.worksheets[0], 1, 1, "县\x00域\x0b内\ufffe")
    save(workbook, tmp_path / "a.xlsx")
    assert load_workbook(tmp_path / "a.xlsx").worksheets[0]["A1"].value == "县域内"


def test_the_fictional_county_is_up_to_date(tmp_path: Path, root: Path) -> None:
    sys.path.insert(0, str(root / "tests" / "data"))
    from make_fictional import make  # type: ignore[import-not-found]  # found by the path above, when it runs

    make(tmp_path / "new.xlsx")
    new, held = load_workbook(tmp_path / "new.xlsx"), load_workbook(root / "tests/data/fictional-county.xlsx")
    assert [values(sheet) for sheet in held] == [values(sheet) for sheet in new], (
        "the specs ask for other figures now: run `python tests/data/make_fictional.py`"
    )


def values(sheet: Worksheet) -> list[tuple[object, ...]]:
    return list(sheet.iter_rows(values_only=True))


BASED = replace(
    five_rules()[0],
    id="test/1/base",
    target=replace(five_rules()[1].target, base=2020),
)
# What is reported, and of what there are columns for the county: the year before, of a part of a year the same months a
# year before and the period before; a base year where one of the requirements needs it.
PERIODS: list[tuple[str, tuple[Requirement, ...], list[str]]] = [
    ("2026", (), ["2025年", "2026年"]),
    ("2026Q1", (), ["2025年第一季度", "2025年第四季度", "2026年第一季度"]),
    ("2026H2", (), ["2025年下半年", "2026年上半年", "2026年下半年"]),
    ("2026-03", (), ["2025年3月", "2026年2月", "2026年3月"]),
    ("2026", (BASED,), ["2020年", "2025年", "2026年"]),
    ("2026Q2", (BASED,), ["2020年第二季度", "2025年第二季度", "2026年第一季度", "2026年第二季度"]),
]


@pytest.mark.parametrize(("written", "more", "columns"), PERIODS)
def test_a_period_has_those_before_it_beside_it(
    tmp_path: Path, requirements: Rules, written: str, more: Rules, columns: list[str]
) -> None:
    path = tmp_path / "填报表.xlsx"
    write_template(path, (*requirements, *more), "341021", period=Period.read(written))
    assert cells(load_workbook(path)["县"])[2][4:-1] == columns
    hospital = cells(load_workbook(path)["医院"])
    whole = written == "2026"
    # The cost is of a year: what of it quarters come to its definition does not say.
    labels = [row[0] for row in cells(load_workbook(path)["县"])[3:]]
    assert ("医药费用" in labels) is whole
    assert {"县域内就诊人次数", "居民就诊总人次数", "医共体建成日期"} < {*labels, ""}
    left = [row[0] for row in cells(load_workbook(path)["填报说明"]) if "留在年度填报表" in str(row[0])]
    assert len(left) == (not whole)
    assert all("“医药费用”等1项" in str(line) for line in left)
    assert hospital[1][2] == ("年度" if whole else "报告期")
    assert hospital[4][2] == (2026 if whole else columns[-1])


def test_the_last_period_stands_in_the_next(tmp_path: Path, requirements: Rules) -> None:
    first, second = tmp_path / "一季度.xlsx", tmp_path / "二季度.xlsx"
    write_template(first, requirements, "341021", period=Period(2026, 1, 3))
    workbook = load_workbook(first)
    workbook["县"].cell(4, 7, 80)
    workbook["医院"].cell(5, 1, "甲医院")
    workbook["医院"].cell(5, 5, 30)
    workbook.save(first)
    last = read(first, requirements, division="341021")
    assert [(row.period, dict(row.figures)) for row in last.rows if row.figures] == [
        ("2026年第一季度", {"inside": 80}),
        ("2026年第一季度", {"beds": 30}),
    ]
    write_template(second, requirements, "341021", period=Period(2026, 4, 6), last=last)
    written = load_workbook(second)
    assert cells(written["县"])[2][4:7] == ["2025年第二季度", "2026年第一季度", "2026年第二季度"]
    assert cells(written["县"])[3][4:7] == [None, 80, None]
    assert cells(written["医院"])[4][:3] == ["甲医院", "341021", "2026年第二季度"]
