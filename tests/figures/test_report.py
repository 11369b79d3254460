"""The report of the fictional county, in each of its forms, and the commands that write it."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from rich.console import Console
from tests import project
from typer.testing import CliRunner

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.cli import app as application
from policykit.figures.report import Report, check, due, gap, is_report, remark, to_json
from policykit.figures.result import Result
from policykit.figures.terminal import print_report
from policykit.figures.xlsx import write_report
from policykit.model import Modality, State

AS_OF = date(2027, 1, 1)


@pytest.fixture(scope="module")
def report(root: Path) -> Report:
    path = root / "tests/data/fictional-county.xlsx"
    return check(path, project.specs().requirements, as_of=AS_OF, division="341021")


STATES = [
    ("shexian-2025/p1/county-visit-rate-2026", "met", 86.6, 1.6),
    ("shexian-2025/p1/primary-outpatient-share-2026", "not_met", 61.4, -0.6),
    ("shexian-2025/p1/county-inpatient-share-2026", "no_data", None, None),
    ("shexian-2025/p1/county-visit-rate-2027", "not_due", 86.6, -3.4),
    ("shexian-2025/1/6/3/neonatal-mortality", "no_data", None, None),
    # Due in 2025, of which the figure is 35; that of 2026 (28) came too late.
    ("shexian-2025/1/4/3/rural-emergency-response-time", "not_met", 35.0, -5.0),
]
BUILT = """单位名称,行政区划代码,年度,紧密型县域医共体建成日期
歙县,341021,2024,未建成
歙县,341021,2025,2025年6月
"""
YEARS = """单位名称,行政区划代码,年度,县域内就诊率,农村急救圈时间,县级医院床位使用率
歙县,341021,2023,78,35,
歙县,341021,2024,80,34,
歙县,341021,2025,82,31,
歙县,341021,2026,86,28,
歙县,341021,2027,91,,
"""
OF_YEARS = [
    # Due at the end of 2025, 2026 and 2027.
    (None, "rural-emergency-response-time", (2025, "not_met")),
    (None, "county-visit-rate-2026", (2026, "met")),
    (None, "county-visit-rate-2027", (2027, "met")),
    (2026, "rural-emergency-response-time", (2026, "met")),
    (2026, "county-visit-rate-2026", (2026, "met")),
    (2026, "county-visit-rate-2027", (2026, "not_due")),
    (2024, "county-visit-rate-2026", (2024, "not_due")),
    # Nothing is reported for the year of the due date: the newest.
    ("without 2025", "rural-emergency-response-time", (2027, "no_data")),
]


@pytest.mark.parametrize(("year", "requirement", "told"), OF_YEARS)
def test_of_several_years_that_of_the_due_date_is_judged(
    year: int | str | None, requirement: str, told: tuple[int, str], tmp_path: Path
) -> None:
    path = tmp_path / "历年.csv"
    path.write_text(YEARS.replace(",31,", ",,") if isinstance(year, str) else YEARS, encoding="utf-8")
    asked = year if isinstance(year, int) else None
    as_of = None if year == 2024 else date(2026, 12, 31) if year == 2026 else date(2028, 1, 1)
    judged = check(path, project.specs().requirements, as_of=as_of, division="341021", year=asked)
    found = [one for one in judged.results if one.requirement.id.endswith(f"/{requirement}")]
    assert [(one.year, one.state.value) for one in found] == [told]
    assert any("--year 2023" in note for note in judged.notes) == (asked is None)


@pytest.mark.parametrize(
    ("day", "year", "is_late"), [(None, 2024, False), (None, 2025, False), (date(2024, 12, 31), None, True)]
)
def test_what_a_later_year_says_is_not_late_where_an_earlier_one_is_judged(
    day: date | None, year: int | None, is_late: bool, tmp_path: Path
) -> None:
    path = tmp_path / "历年.csv"
    path.write_text(BUILT, encoding="utf-8")
    judged = check(path, project.specs().requirements, as_of=day, division="341021", year=year)
    assert [one.code.value for one in judged.problems] == ["PK331"] * is_late


@pytest.mark.parametrize(
    ("written", "years"),
    [(YEARS, "2023、2024、2025、2026、2027"), ("单位,县域内就诊率\n歙县,80\n", "没有写明")],
    ids=["others", "none"],
)
def test_a_year_without_figures_is_none_to_judge(written: str, years: str, tmp_path: Path) -> None:
    path = tmp_path / "历年.csv"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(PolicykitError, match="PK347") as raised:
        check(path, project.specs().requirements, division="341021", year=2020)
    assert f"（有数的年度：{years}）" in str(raised.value)


@pytest.mark.parametrize(("requirement", "state", "value", "margin"), STATES)
def test_verdicts_of_the_fictional_county(
    report: Report, requirement: str, state: str, value: float | None, margin: float | None
) -> None:
    one = next(one for one in report.results if one.requirement.id == requirement)
    assert one.state.value == state
    if value is not None:
        assert (one.finding.value, one.finding.margin) == pytest.approx((value, margin))


def test_what_is_missing_is_named(report: Report) -> None:
    assert "县域内住院人次数" in report.missing["虚构县"]


def test_what_is_due_next_comes_first(report: Report) -> None:
    days = [one.requirement.due for one in report.due_next if one.requirement.due]
    assert days == sorted(days)
    assert days
    assert min(days) > AS_OF


def test_in_the_terminal(report: Report) -> None:
    console = Console(width=200, record=True, file=io.StringIO())
    print_report(report, console)
    text = console.export_text()
    for words in (
        "虚构县",
        "未达标",
        "未到期",
        "还缺的数据",
        "差0.6个百分点",
        "2027-12-31（还有364天）",
        "shexian-2025/p1",
    ):
        assert words in text
    assert "“2027年县域内就诊率达90%”" in text.replace("\n", "")
    # No section stands for what no verdict is.
    assert not any(f"{state.label}（0项）" in text for state in State)


def test_what_is_met_may_be_left_out_of_the_terminal(report: Report) -> None:
    printed: list[list[str]] = []
    for shown in (True, False):
        console = Console(width=400, file=io.StringIO())
        print_report(report, console, met=shown)
        assert isinstance(console.file, io.StringIO)
        printed.append(console.file.getvalue().splitlines())
    whole, short = printed
    assert set(short) <= set(whole)
    left_out = "\n".join(line for line in whole if line not in short)
    names = {one.requirement.name for one in report.of(State.MET)}
    assert all(name in left_out for name in names)


def test_what_is_only_named_takes_a_line_in_the_terminal(report: Report) -> None:
    console = Console(file=io.StringIO(), width=200)
    print_report(report, console)
    assert isinstance(console.file, io.StringIO)
    lines = console.file.getvalue().splitlines()
    named = [one for one in report.of(State.JUDGEMENT) if one.requirement.target.comparator.value == "named"]
    begin = lines.index(f"原文只点名、没有给出数值的（{len(named)}项）：")
    assert len(named) > 1
    for one, line in zip(named, lines[begin + 2 :], strict=False):
        assert line.startswith(f"{one.unit}（2026年）")
        assert line.rstrip().endswith(one.requirement.clause)
    assert not any("由人判断" in line for line in lines if "只点名" in line)


def test_as_json(report: Report) -> None:
    held = json.loads(to_json(report))
    assert held["counts"]["not_met"] == len(report.of(State.NOT_MET))
    assert {one["requirement"] for one in held["results"]} == {one.requirement.id for one in report.results}
    one = next(
        one for one in held["results"] if one["requirement"] == "shexian-2025/p1/county-visit-rate-2027"
    )
    assert (one["verdict"], one["value"], one["margin"], one["due"]) == ("not_due", 86.6, -3.4, "2027-12-31")
    assert one["quote"] == "2027年县域内就诊率达90%"


def test_as_workbook(report: Report, tmp_path: Path) -> None:
    write_report(report, tmp_path / "报告.xlsx")
    workbook = load_workbook(tmp_path / "报告.xlsx")
    assert workbook.sheetnames == ["概况", "判定", "待报数据", "数据核算", "各条"]
    rows = list(workbook["判定"].iter_rows(values_only=True))
    assert rows[0][:3] == ("单位", "年度", "判定")
    assert len(rows) == 1 + len(report.results)
    assert all(cell.data_type != "f" for sheet in workbook for row in sheet.iter_rows() for cell in row)


def test_every_sheet_has_its_heads_in_the_first_row(report: Report, tmp_path: Path) -> None:
    write_report(report, tmp_path / "报告.xlsx")
    workbook = load_workbook(tmp_path / "报告.xlsx")
    for name in ("判定", "待报数据", "数据核算", "各条"):
        heads = [cell.value for cell in workbook[name][1]]
        assert all(heads), name
        assert all(cell.font.b for cell in workbook[name][1]), name
    accounted = [row[:3] for row in workbook["数据核算"].iter_rows(min_row=2, values_only=True)]
    assert report.account is not None
    assert [row[2] for row in accounted] == [entry.place or None for entry in report.account.entries]
    assert all(row[0] for row in accounted)


@pytest.mark.parametrize(
    ("rule", "found", "said"),
    [
        ({}, {}, ""),
        ({"softly": "原则上"}, {}, "原文用“原则上”"),
        ({"vague": True}, {}, "原文数量不确定"),
        ({"vague": True, "vagueness": "左右"}, {}, "左右"),
        ({"due": date(2026, 12, 31), "due_from": "lead"}, {}, "期限据列举前的引导句"),
        ({"due": date(2026, 12, 31), "due_from": "text"}, {}, ""),
        ({"due": None, "due_from": "lead"}, {}, ""),
        ({"overrule": {"due": "因为"}}, {}, "人工认定：期限（因为）"),
        ({}, {"missing": ("甲", "乙")}, "缺甲、乙"),
        ({}, {"reason": "分母为零"}, "分母为零"),
        ({}, {"derived": "由各季度相加"}, "由各季度相加"),
        (
            {"softly": "原则上"},
            {"derived": "由各季度相加", "reason": "分母为零"},
            "由各季度相加；分母为零；原文用“原则上”",
        ),
    ],
)
def test_what_is_remarked_of_a_verdict(
    report: Report, rule: dict[str, Any], found: dict[str, Any], said: str
) -> None:
    bare: dict[str, Any] = {"softly": "", "vague": False, "vagueness": "", "due": None, "overrule": {}}
    asked = replace(report.results[0].requirement, **{**bare, **rule})
    nothing: dict[str, Any] = {"missing": (), "reason": "", "derived": ""}
    finding = replace(report.results[0].finding, requirement=asked, **{**nothing, **found})
    assert remark(replace(report.results[0], finding=finding)) == said


def test_in_the_workbook_a_clause_leads_to_its_page(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "报告.xlsx"
    write_report(report, path, link=lambda rule: f"https://example.org/{rule.id}")
    head, *rows = load_workbook(path)["判定"].iter_rows()
    assert len(rows) == len(report.results)
    for row in rows:
        linked = {
            name.value: (str(cell.value), str(cell.hyperlink.target))
            for name, cell in zip(head, row, strict=True)
            if cell.hyperlink
        }
        assert list(linked) == ["条款"]
        clause, address = linked["条款"]
        assert address.startswith(f"https://example.org/{clause}/")


# Margin, state → how it is told; a figure that is near enough is neither short nor over.
GAPS = [
    (-2.0, State.NOT_MET, "差2个百分点"),
    (-2.0, State.NOT_DUE, "差2个百分点"),
    (-2.0, State.NOT_ADOPTED, "差2个百分点"),
    (-2.0, State.MET, "持平"),
    (-2.0, State.ADOPTED, "持平"),
    (0.0, State.MET, "持平"),
    (0.0, State.NOT_MET, "未超过"),
    (0.0, State.NOT_DUE, "未超过"),
    (2.0, State.MET, "余2个百分点"),
    (2.0, State.NOT_MET, "余2个百分点"),
    (None, State.NOT_MET, ""),
]


def told(report: Report, state: State, **more: Any) -> Result:
    """The result on the share of visits in 2026, due at the end of it, with another finding."""
    one = next(each for each in report.results if each.requirement.id == STATES[0][0])
    return replace(one, finding=replace(one.finding, state=state, **more))


@pytest.mark.parametrize(("margin", "state", "said"), GAPS)
def test_by_how_much_it_is_missed(report: Report, margin: float | None, state: State, said: str) -> None:
    assert gap(told(report, state, margin=margin)) == said


@pytest.mark.parametrize(
    ("as_of", "state", "said"),
    [
        (date(2026, 12, 30), State.NOT_DUE, "2026-12-31（还有1天）"),
        (date(2026, 12, 31), State.NOT_DUE, "2026-12-31（还有0天）"),
        (date(2027, 1, 1), State.NOT_DUE, "2026-12-31"),
        (date(2026, 12, 30), State.MET, "2026-12-31"),
        (None, State.NOT_DUE, "2026-12-31"),
    ],
)
def test_how_many_days_are_left(report: Report, as_of: date | None, state: State, said: str) -> None:
    assert due(told(report, state, as_of=as_of)) == said


@pytest.mark.parametrize(
    ("state", "modality", "code"),
    [
        (State.NOT_MET, Modality.MUST, 1),
        (State.NOT_MET, Modality.AIM, 0),
        (State.NOT_MET, Modality.ENCOURAGE, 0),
        (State.NOT_DUE, Modality.MUST, 0),
        (State.JUDGEMENT, Modality.MUST, 0),
        (State.NO_DATA, Modality.MUST, 0),
        (State.MET, Modality.MUST, 0),
        (State.COULD_NOT_RUN, Modality.MAY, 2),
    ],
)
def test_only_what_must_be_and_is_not_fails(
    report: Report, state: State, modality: Modality, code: int
) -> None:
    one = told(report, state)
    rule = replace(one.requirement, modality=modality)
    alone = replace(report, results=(replace(one, finding=replace(one.finding, requirement=rule)),))
    assert replace(alone, problems=()).exit_code == code
    assert replace(alone, problems=(Diagnostic(Code.DATA_NOT_FOUND),)).exit_code == 2


def test_a_report_takes_the_place_of_a_report_only(root: Path, tmp_path: Path) -> None:
    data, small = str(root / "tests/data/fictional-county.xlsx"), str(root / "tests/specs/content")
    given = ["check", data, "--as-of", "2027-01-01", "--division", "341021", "--path", small]
    for form, name in (("json", "报告.json"), ("table", "报告.txt")):
        path = tmp_path / name
        written = []
        for _ in range(2):
            done = CliRunner().invoke(application, [*given, "--format", form, "-o", str(path)])
            assert (done.exit_code, done.stdout) == (0, "")
            written.append(path.read_bytes())
        assert written[0] == written[1]
        assert is_report(written[0])
        path.write_text("我的笔记：检查日期待定\n", "utf-8")
        done = CliRunner().invoke(application, [*given, "--format", form, "-o", str(path)])
        assert (done.exit_code, done.stderr[:5]) == (2, "PK013")


def test_commands(root: Path, tmp_path: Path) -> None:
    run, data = CliRunner().invoke, str(root / "tests/data/fictional-county.xlsx")
    day = ["--as-of", "2027-01-01", "--division", "341021"]
    shown = run(application, ["check", data, *day, "--format", "json"])
    assert json.loads(shown.stdout)["exit_code"] == shown.exit_code == 1
    written = str(tmp_path / "报告.xlsx")
    assert run(application, ["check", data, *day, "--format", "xlsx", "-o", written]).exit_code == 1
    assert load_workbook(written).sheetnames[0] == "概况"
    blank = str(tmp_path / "空白.xlsx")
    assert run(application, ["template", "--division", "341021", "-o", blank]).exit_code == 0
    assert run(application, ["check", blank, *day]).exit_code == 0  # nothing reported, nothing failed


REFUSED = [
    (["check", "没有.xlsx"], "PK301"),
    (["check", "DATA", "--as-of", "明天"], "PK333"),
    (["check", "DATA", "--division", "341099"], "PK320"),
    (["check", "DATA", "--format", "xlsx"], "PK334"),
    (["check", "DATA", "--division", "341022"], "PK321"),
    (["template", "--division", "341099", "-o", "OUT"], "PK320"),
    (
        ["template", "--division", "341021", "-o", "OUT", "--period", "2026Q5"],
        "PK344 bad-period: 报告期“2026Q5”无法识别",
    ),
    (["template", "--division", "341021", "-o", "OUT", "--period", "1—9月"], "PK344"),
    (["template", "--division", "341021", "-o", "OUT", "--year", "99999"], "PK344"),
]


@pytest.mark.parametrize(("arguments", "code"), REFUSED)
def test_commands_that_could_not_run(root: Path, tmp_path: Path, arguments: list[str], code: str) -> None:
    named = {"DATA": str(root / "tests/data/fictional-county.xlsx"), "OUT": str(tmp_path / "a.xlsx")}
    result = CliRunner().invoke(application, [named.get(one, one) for one in arguments])
    assert result.exit_code == 2
    assert code in "".join(result.stderr.splitlines())
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("written", "is_one"),
    [
        ("", True),
        (" \n", True),  # nothing stands in it that could be lost
        ("数据.xlsx：检查日期 2026-01-01\n达标 3", True),
        ("单位,年度\n歙县,2026", False),
        ("单位：歙县\n检查日期 2026-01-01", False),
        ('{\n  "file": "数据.xlsx",\n  "as_of": "2026-01-01"', True),
        ('{\n  "file": "数据.xlsx"', False),
    ],
)
def test_which_bytes_are_a_report(written: str, *, is_one: bool) -> None:
    assert is_report(written.encode()) is is_one
