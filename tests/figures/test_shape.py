"""The shape of a file: what does not fit is refused by name, what a spreadsheet shows is what is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from syrupy.assertion import SnapshotAssertion
from tests.figures.conftest import rule, variable

from policykit.base.diagnostics import PolicykitError
from policykit.figures.observations import Observations, read
from policykit.figures.vocabulary import range_of
from policykit.model import Comparator, Indicator, Requirement, Target
from policykit.model.reading import words

Rules = tuple[Requirement, ...]
Book = Callable[..., Path]
HEAD = "单位名称,代码,年度,县域内就诊人次数,居民就诊总人次数\n"
COST = "单位名称,代码,年度,医药费用"


def told(observed: Observations) -> list[str]:
    return [*(problem.render() for problem in observed.problems), *observed.notes]


def written(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "数据.csv"
    path.write_bytes(text.encode(encoding))
    return path


READ = {
    # text, figures of the rows
    "footnote marks in a head": (
        "序号,单位名称,代码,年度,县域内就诊人次数²,*居民就诊总人次数①,县域内就诊率[1]\n1,歙县,341021,2026,83,100,\n",
        [{"inside": 83, "total": 100}],
    ),
    "numbered heads": (
        "单位名称,代码,年度,1.县域内就诊人次数,二、居民就诊总人次数\n歙县,341021,2026,83,100\n",
        [{"inside": 83, "total": 100}],
    ),
    "a line of units above": (
        f"2026年收入表,,,\n,,,单位：元\n{COST}\n歙县,341021,2026,4000000\n",
        [{"cost": 400}],
    ),
    "in the title, for one of two columns": (
        f"收入表（单位：亿元、人次）,,,,\n{COST},县域内就诊人次数\n歙县,341021,2026,0.04,83\n",
        [{"cost": 400, "inside": 83}],
    ),
    "below the table": (f"{COST}\n歙县,341021,2026,4000000\n单位：元,,,\n", [{"cost": 400}]),
    "a line about other columns": (f"单位：人次,,,\n{COST}\n歙县,341021,2026,400\n", [{"cost": 400}]),
    "the head's own unit goes first": (
        f"单位：元,,,\n{COST}（万元）\n歙县,341021,2026,400\n",
        [{"cost": 400}],
    ),
    "who reports is no unit": (f"填报单位：歙县,,,\n{COST}\n歙县,341021,2026,400\n", [{"cost": 400}]),
    "a whole unit below 万元": (f"{COST}（万元）\n歙县,341021,2026,4.8万元\n", [{"cost": 4.8}]),
    "a magnitude below 元": (f"{COST}（元）\n歙县,341021,2026,4.8万\n", [{"cost": 4.8}]),
    "its own division": (f"{HEAD}本县,341021,2026,83,100\n", [{"inside": 83, "total": 100}]),
    "a newline in a head": (
        '单位名称,代码,年度,"县域内\n就诊人次数",居民就诊总人次数\n歙县,341021,2026,83,100\n',
        [{"inside": 83, "total": 100}],
    ),
    "a comma in a head of two lines": (
        '单位名称,代码,年度,"县域内就诊人次数\n(当年,人次)",居民就诊总人次数\n歙县,341021,2026,83,100\n',
        [{"inside": 83, "total": 100}],
    ),
    "columns with numbers": (
        f"{HEAD}甲,乙,丙,1,2\n歙县,341021,2026,83,100\n",
        [{"inside": 83, "total": 100}],
    ),
    "columns with numbers below units": (
        f"{HEAD}栏次,,,1,2\n,,,人次,百人次\n歙县,341021,2026,83,1\n",
        [{"inside": 83, "total": 100}],
    ),
    "columns with numbers above units": (
        f"{HEAD},,,人次,百人次\n甲,乙,丙,1,2\n歙县,341021,2026,83,1\n",
        [{"inside": 83, "total": 100}],
    ),
    "one column with a number": ("单位名称,县域内就诊率\n甲,1\n歙县,83\n", [{"rate": 83}]),
    "figures from two on are no numbers of columns": (
        f"{HEAD}歙县,341021,2026,2,3\n",
        [{"inside": 2, "total": 3}],
    ),
    "planned and real below one head": (
        "单位名称,代码,年度,县域内就诊人次数,,居民就诊总人次数\n,,,计划,实际,\n歙县,341021,2026,90,83,100\n",
        [{"inside": 83, "total": 100}],
    ),
    "heads of two rows, the last of them and a remark above": (
        "单位名称,代码,年度,就诊情况,居民就诊总人次数,备注\n,,,县域内就诊人次数,,\n歙县,341021,2026,83,100,无\n",
        [{"inside": 83, "total": 100}],
    ),
    "a magnitude says nothing of a share": (
        "单位：万,,,,\n单位名称,代码,年度,县域内就诊率,县域内就诊人次数\n歙县,341021,2026,83,0.0083\n",
        [{"rate": 83, "inside": 83}],
    ),
    "the names stand twice": (
        "单位名称,代码,年度,县域内就诊人次数,单位名称,居民就诊总人次数\n歙县,341021,2026,83,歙县,100\n",
        [{"inside": 83, "total": 100}],
    ),
    "the names stand twice, once with a gap": (
        "单位名称,代码,年度,县域内就诊人次数,单位名称,居民就诊总人次数\n歙县,341021,2026,83,,100\n",
        [{"inside": 83, "total": 100}],
    ),
    "a table beside it, of another unit": (
        "单位名称,代码,年度,县域内就诊人次数,单位名称,居民就诊总人次数\n歙县,341021,2026,83,休宁县,100\n",
        [{"inside": 83}],
    ),
    "a figure stands twice": (
        "单位名称,代码,年度,县域内就诊人次数,县域内就诊人次,居民就诊总人次数\n歙县,341021,2026,83,83,100\n",
        [{"inside": 83, "total": 100}],
    ),
    "units below planned and real": (
        f"{COST},\n,,,计划（万元）,实际（元）\n歙县,341021,2026,500,4000000\n",
        [{"cost": 400}],
    ),
    "one of two columns": ("天气,县域内就诊率\n晴,83\n", [{"rate": 83}]),
    "one row too long": (
        f"{HEAD}歙县,341021,2026,1,083,1,100\n休宁县,341022,2026,83,100\n",
        [{"inside": 83, "total": 100}],
    ),
}


@pytest.mark.parametrize("name", READ)
def test_what_is_read(tmp_path: Path, requirements: Rules, name: str) -> None:
    text, expected = READ[name]
    observed = read(written(tmp_path, text), requirements, division="341021" if "天气" in text else None)
    assert [row.figures for row in observed.rows] == expected


LIMITS = [("rows", 2, "PK304"), ("columns", 5, "PK304"), ("cells", 10, "PK304"), ("field", 8, "PK303")]


@pytest.mark.parametrize(("limit", "has", "code"), LIMITS)
def test_how_large_a_text_may_be(  # noqa: PLR0913, PLR0917 - a row of the table
    tmp_path: Path, requirements: Rules, monkeypatch: pytest.MonkeyPatch, limit: str, has: int, code: str
) -> None:
    """What a text has of something is read where so much is the most, and not where it is one less."""
    path = written(tmp_path, f"{HEAD}歙县,341021,2026,83,100\n")
    most = words()["limits"]
    monkeypatch.setitem(most, limit, has)
    assert len(read(path, requirements).rows) == 1
    monkeypatch.setitem(most, limit, has - 1)
    with pytest.raises(PolicykitError, match=code):
        read(path, requirements)


TRADITIONAL = "單位名稱,行政區劃代碼,年度,縣域內就診人次數,居民就診總人次數\n歙縣,341021,2026,83,100\n"
ENCODED = [
    (HEAD + "歙县,341021,2026,83,100\n", "gbk"),
    (HEAD + "歙县,341021,2026,83,100\n", "utf-16-le"),
    (HEAD + "歙县,341021,2026,83,100\n", "utf-16-be"),
    (TRADITIONAL, "big5"),
    (TRADITIONAL, "utf-8"),
    (TRADITIONAL, "gb18030"),
]


@pytest.mark.parametrize(("text", "encoding"), ENCODED)
def test_encodings_and_traditional_characters(
    tmp_path: Path, requirements: Rules, text: str, encoding: str
) -> None:
    (row,) = read(written(tmp_path, text, encoding), requirements).rows
    assert (row.unit, row.division, row.figures) == ("歙县", "341021", {"inside": 83, "total": 100})


REFUSED = {
    "thousands without quotes": f"{HEAD}歙县,341021,2026,1,083,1,100\n休宁县,341022,2026,83,100\n",
    "a row too short": f"{HEAD}歙县,341021,2026,100\n",
    "an unclosed quote": f'{HEAD}"歙县,341021,2026,83,100\n休宁县,341022,2026,83,100\n',
    "a quote closed by another row's": f'{HEAD}"歙县,341021,2026,83,100\n休宁县,341022,2026,83,"100"\n',
    "a quote closed at the end of another row": '单位名称,年度,县域内就诊率\n"歙县,2026,83\n休宁县,2026,84"\n',
    "an unclosed quote in the last row": f'{HEAD}休宁县,341022,2026,83,"100',
    "two units of one kind": f"单位：万元、元,,,\n{COST}\n歙县,341021,2026,4\n",
    "a magnitude below 万元": f"{COST}（万元）\n歙县,341021,2026,4.8万\n",
    "a magnitude below a line of 万元": f"单位：万元,,,\n{COST}\n歙县,341021,2026,4.8万\n",
    "one of three columns": "天气,路况,县域内就诊率\n晴,好,83\n",
    "hours for money": f"{COST}（小时）\n歙县,341021,2026,4\n",
    "footnote marks in cells": f"{COST},县域内就诊率\n歙县,341021,2026,400①,85%②\n休宁县,341022,2026,8³,83[2]\n",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(tmp_path: Path, requirements: Rules, snapshot: SnapshotAssertion, name: str) -> None:
    try:
        observed = read(written(tmp_path, REFUSED[name]), requirements)
    except PolicykitError as error:
        observed = Observations("", problems=list(error.diagnostics))
    assert "\n".join(told(observed)) == snapshot
    assert all("cost" not in row.figures and "rate" not in row.figures for row in observed.rows)


PER_HEAD = [
    # head, figure, what is read as 每千人口床位数, or the code of the problem
    ("每千人口床位数", 7.5, 7.5),
    ("每万人口床位数", 75, 7.5),
    ("每万人口床位数（张）", 75, 7.5),
    ("每百人口床位数①", 0.75, 7.5),
    ("每十万人口床位数", 750, 7.5),
    ("每万常住人口床位数", 75, "PK341"),
    ("每千常住人口床位数", 7.5, "PK309"),
]


@pytest.mark.parametrize(("head", "figure", "expected"), PER_HEAD)
def test_figures_of_other_numbers_of_people(
    tmp_path: Path, head: str, figure: float, expected: float | str
) -> None:
    beds = variable("beds_per_thousand", "每千人口床位数", "张", minimum=0, whole=False)
    asked = (
        rule("beds", Indicator("床位", "张", beds, name="bed_rate"), Target(Comparator.GE, 7, unit="张")),
    )
    observed = read(written(tmp_path, f"单位名称,代码,年度,{head}\n歙县,341021,2026,{figure}\n"), asked)
    if isinstance(expected, str):
        assert [problem.code.value for problem in observed.problems] == [expected]
        expected = -1
    assert observed.rows[0].figures.get("beds_per_thousand", -1) == expected


@pytest.mark.parametrize(
    ("label", "head", "found"),
    [("总户数", "总户数", 7), ("总户数", "总户", 7), ("户数", "户数", 7), ("户数", "户", None)],
)
def test_a_label_may_lack_its_last_character(
    tmp_path: Path, label: str, head: str, found: float | None
) -> None:
    """总户 is 总户数; of 户数 nothing but 户 would be left."""
    households = Indicator("户", "户", variable("households", label, "户"), name="all_households")
    beds = Indicator("床位", "张", variable("rooms", "房间数", "间"), name="rooms_rate")
    asked = [rule(one.name, one, Target(Comparator.GE, 7, unit=one.unit)) for one in (households, beds)]
    observed = read(written(tmp_path, f"单位名称,代码,年度,房间数,{head}\n歙县,341021,2026,3,7\n"), asked)
    assert observed.rows[0].figures.get("households") == found


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"minimum": 0, "maximum": 10, "whole": True}, "整数，0—10"),
        ({"minimum": 0, "whole": True}, "整数，不小于0"),
        ({"minimum": float("-inf"), "maximum": 10, "whole": False}, "数字，不大于10"),
        ({"minimum": 0.5, "whole": False}, "数字，不小于0.5"),
        ({"minimum": float("-inf"), "whole": False}, "数字"),
        ({"grades": {"一级": 1.0, "二级": 2.0}}, "一级、二级"),
    ],
)
def test_what_a_form_says_of_the_figures_that_may_stand(more: dict[str, Any], said: str) -> None:
    assert range_of(variable("x", "某数", "个", **more)) == said


SHOWN = [
    # value, its format, what is read of 县域内就诊率
    (85, '0"%"', 85.0),
    (0.9, '0.0"%"', 0.9),
    (86.6, "0.0\\%", 86.6),
    (0.85, "0%", 85.0),
    (0.85, "0.00%;[Red]-0.00%", 85.0),
    (0.846, "0%", 84.6),
    ("86.6 %", "General", 86.6),
]


@pytest.mark.parametrize(("value", "shown", "expected"), SHOWN)
def test_what_a_spreadsheet_shows_is_read(
    book: Book, requirements: Rules, value: Any, shown: str, expected: float
) -> None:
    path = book(
        {"县": [["单位名称", "代码", "年度", "县域内就诊率"], ["歙县", "341021", 2026, (value, shown)]]}
    )
    assert [row.figures["rate"] for row in read(path, requirements).rows] == [expected]


def test_what_is_hidden_is_read_and_named(book: Book, requirements: Rules) -> None:
    path = book(
        {
            "县（最终版）": [
                ["单位名称", "代码", "年度", "县域内就诊率"],
                ["歙县", "341021", 2026, 85],
                ["休宁县", "341022", 2026, 84],
            ],
            "医院": [["单位名称", "代码", "床位数", "医院等级"], ["甲医院", "341021", 3, "二级"]],
        }
    )
    workbook = load_workbook(path)
    workbook["县（最终版）"].row_dimensions[3].hidden = True
    workbook["县（最终版）"].column_dimensions["D"].hidden = True
    workbook["医院"].sheet_state = "hidden"
    workbook.save(path)
    notes = read(path, requirements).notes
    assert notes[0] == "数据.xlsx 县（最终版）!A3：有1行是隐藏或筛掉的，仍已读取；不应填报的请删去"
    assert notes[1] == "数据.xlsx 县（最终版）!D1：有1列是隐藏的，仍已读取；不应填报的请删去"
    assert "数据.xlsx 医院：工作表“医院”是隐藏的，仍已读取" in notes
