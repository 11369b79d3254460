"""Files as staff send them: what is read, and every way in which they can be damaged with its message."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from syrupy.assertion import SnapshotAssertion

from policykit.base.diagnostics import Code, PolicykitError
from policykit.figures.observations import Observations, read
from policykit.model import Requirement

Rules = tuple[Requirement, ...]
Book = Callable[..., Path]
HEAD = ["单位名称", "行政区划代码", "年度", "县域内就诊人次数", "居民就诊总人次数"]
GOOD = ["歙县", "341021", 2025, 83, 100]


def problems(*given: Any, **options: Any) -> str:
    """What is wrong with a file, whether something of it can be used or not."""
    try:
        found = read(*given, **options).problems
    except PolicykitError as error:
        found = error.diagnostics
    return "\n".join(problem.render() for problem in found)


def values(observed: Observations) -> list[tuple[str, str, int | None, dict[str, float]]]:
    return [(row.unit, row.division, row.year, row.figures) for row in observed.rows]


CSV = {
    "plain": "单位名称,行政区划代码,年度,县域内就诊人次数,居民就诊总人次数\n歙县,341021,2025,83,100\n",
    "other order": "居民就诊总人次数,年度,县域内就诊人次数,代码,地区\n100,2025,83,341021,歙县\n",
    "units in headers": "单位,区划代码,年份,县域内就诊人次数（人次）,居民就诊总人次数(万人次)\n歙县,341021,2025,83,0.01\n",
    "names of variables": "unit,division,year,inside,total\n歙县,341021,2025,83,100\n",
    "without 数": "单位,年度,县域内就诊人次,居民就诊总人次\n歙县,2025年,83,100\n",
    "titles above": "2025年填报表,,,,\n填报单位：卫健局,,,,\n,,,,\n单位名称,代码,年度,县域内就诊人次数,居民就诊总人次数\n歙县,341021,2025,83,100\n",
    "blank rows and total": "单位名称,代码,年度,县域内就诊人次数,居民就诊总人次数\n\n歙县,341021,2025,83,100\n,,,,\n合计,,,83,100\n",
    "full width": "单位名称,代码,年度,县域内就诊人次数,居民就诊总人次数\n歙县,３４１０２１,２０２５,８３,１００\n",
    "semicolons": "单位名称;代码;年度;县域内就诊人次数;居民就诊总人次数\n歙县;341021;2025;83;100\n",
    "tabs": "单位名称\t代码\t年度\t县域内就诊人次数\t居民就诊总人次数\n歙县\t341021\t2025\t83\t100\n",
    "quoted": '单位名称,代码,年度,县域内就诊人次数,居民就诊总人次数\n"歙县",341021,2025,"83","100"\n',
    "long code": "单位名称,代码,年度,县域内就诊人次数,居民就诊总人次数\n歙县,341021000000,2025,83,100\n",
    "more columns": "序号,单位名称,代码,年度,县域内就诊人次数,居民就诊总人次数,备注\n1,歙县,341021,2025,83,100,无\n",
    "units below": "单位名称,代码,年度,县域内就诊人次数,居民就诊总人次数\n,,,人次,（百人次）\n歙县,341021,2025,83,1\n",
    "notes below": "单位名称,代码,年度,县域内就诊人次数,居民就诊总人次数\n歙县,341021,2025,83,100\n注：数据截至年底\n填表人：某某,,,,\n",
    "spaced total": "单位名称,代码,年度,县域内就诊人次数,居民就诊总人次数\n歙县,341021,2025,83,100\n总 计：,,,83,100\n",
    "apostrophes": "单位名称,代码,年度,县域内就诊人次数,居民就诊总人次数\n歙县,'341021,'2025,'83,100\n",
    "header of two rows": "单位名称,代码,年度,就诊情况,\n,,,县域内就诊人次数,居民就诊总人次数\n歙县,341021,2025,83,100\n",
    "name with the province": "单位名称,年度,县域内就诊人次数,居民就诊总人次数\n安徽省歙县,2025,83,100\n",
    "name with parents": "单位名称,年度,县域内就诊人次数,居民就诊总人次数\n安徽省黄山市歙县,2025,83,100\n",
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("name", CSV)
def test_csv(tmp_path: Path, requirements: Rules, name: str, encoding: str) -> None:
    path = tmp_path / "数据.csv"
    path.write_bytes(CSV[name].encode(encoding))
    assert values(read(path, requirements)) == [("歙县", "341021", 2025, {"inside": 83.0, "total": 100.0})]


DIVISIONS = [
    # what the requirements bind, name and code of a row, kind of unit, the division read or the code of the problem
    ("520100", "贵州省", "520000", "省", "520000"),
    ("520100", "重庆市", "500000", "省", "PK321"),
    ("410100", "河南省", "410000", "省", "410000"),
    ("510100", "四川省", "510000", "省", "510000"),
    ("510100", "河南省", "410000", "省", "PK321"),
    ("520100", "全国", "000000", "国家", "000000"),
    ("520100", "南明区", "520102", "县", "520102"),
    ("520100", "歙县", "341021", "县", "PK321"),
    ("420000", "仙桃市", "429004", "县", "429004"),
    ("500000", "城口县", "500229", "县", "500229"),
    ("522700", "三都县", "", "县", "522732"),
    ("522700", "三都　县", "", "县", "522732"),
    ("451000", "平果县", "", "县", "451082"),
    ("451000", "平果县", "451023", "县", "PK320"),
    ("451000", "平果县", "451082", "县", "451082"),
    ("451000", "歙县", "451082", "县", "PK332"),
    ("340000", "黄山", "341003", "县", "341003"),
    ("000000", "朝阳区", "", "县", "PK325"),
]


@pytest.mark.parametrize(("binds", "unit", "code", "kind", "expected"), DIVISIONS)
def test_a_row_is_about_a_division(  # noqa: PLR0913, PLR0917 - a row of the table
    tmp_path: Path, requirements: Rules, binds: str, unit: str, code: str, kind: str, expected: str
) -> None:
    path = tmp_path / "数据.csv"
    head = "单位名称,代码,单位类型,年度,县域内就诊人次数,居民就诊总人次数"
    path.write_text(f"{head}\n{unit},{code},{kind},2025,83,100\n", "utf-8")
    bound = tuple(replace(one, binds=(binds,)) for one in requirements)
    if expected.startswith("PK"):
        assert expected in problems(path, bound)
    else:
        assert [row.division for row in read(path, bound).rows] == [expected]


def test_counties_of_one_name_are_told_apart(tmp_path: Path, requirements: Rules) -> None:
    path = tmp_path / "数据.csv"
    rows = ["朝阳区,110105,2025,83", "朝阳区,220104,2025,80", "朝阳区,220104,2024,79", "歙县,341021,2025,85"]
    path.write_text("\n".join(["单位名称,代码,年度,县域内就诊人次数", *rows]), "utf-8")
    told = [row.unit for row in read(path, tuple(replace(one, binds=()) for one in requirements)).rows]
    assert told == ["北京市朝阳区", "吉林省长春市朝阳区", "吉林省长春市朝阳区", "歙县"]


@pytest.mark.parametrize(
    ("unit", "meant"),
    [
        ("朝阳区", "“朝阳区”可能是110105 北京市朝阳区、220104"),
        ("呼和号特市", "是否想写150100"),
        ("", "请在“行政"),
    ],
)
def test_of_a_name_that_is_none_or_several_it_is_said_what_may_be_meant(
    tmp_path: Path, requirements: Rules, unit: str, meant: str
) -> None:
    path = tmp_path / "数据.csv"
    path.write_text(f"单位名称,年度,县域内就诊人次数\n{unit},2025,83\n", "utf-8")
    with pytest.raises(PolicykitError) as raised:
        read(path, requirements)
    (problem,) = raised.value.diagnostics
    assert (problem.code, problem.remedy.startswith(meant)) == (Code.NO_DIVISION, True)


def test_a_name_is_sought_in_the_division_of_the_file_first(tmp_path: Path, requirements: Rules) -> None:
    path = tmp_path / "数据.csv"
    path.write_text("单位名称,年度,县域内就诊人次数,居民就诊总人次数\n朝阳区,2025,83,100\n", "utf-8")
    bound = tuple(replace(one, binds=("110000",)) for one in requirements)
    assert [row.division for row in read(path, bound, division="110000").rows] == ["110105"]


@pytest.mark.parametrize("place", ["division of the file", "cell"])
def test_of_a_replaced_code_the_successor_is_named(tmp_path: Path, requirements: Rules, place: str) -> None:
    path = tmp_path / "数据.csv"
    code = "330185" if place == "cell" else "341021"
    path.write_text(
        f"单位名称,代码,年度,县域内就诊人次数,居民就诊总人次数\n临安,{code},2025,83,100\n", "utf-8"
    )
    said = problems(path, requirements, division=None if place == "cell" else "330185")
    assert "2017年变更，现为330112 浙江省杭州市临安区" in said


PERCENTAGES = [
    # cells of a column 县域内就诊率, what is read
    ([85], [85.0]),
    ([0.85], [85.0]),
    (["85%"], [85.0]),
    ([(0.85, "0.00%")], [85.0]),
    ([(0.85, "0%"), 85], [85.0, 85.0]),
    ([0.85, 0.9], [85.0, 90.0]),
    ([85, 90.5], [85.0, 90.5]),
    ([0, 85], [0.0, 85.0]),
    ([0.85, 1], [85.0, 100.0]),
]


@pytest.mark.parametrize(("cells", "read_as"), PERCENTAGES)
def test_percentages(book: Book, requirements: Rules, cells: list[Any], read_as: list[float]) -> None:
    codes = ["341021", "341022"]
    rows = [[code, 2025, cell] for code, cell in zip(codes, cells, strict=False)]
    path = book({"Sheet1": [["行政区划代码", "年度", "县域内就诊率"], *rows]})
    assert [row.figures["rate"] for row in read(path, requirements).rows] == read_as


def test_merged_titles_and_several_sheets(book: Book, requirements: Rules) -> None:
    path = book(
        {
            "填报说明": [["请填写"]],
            "县": [
                ["歙县填报表"],
                [],
                [*HEAD, "医药费用（万元）", "医共体建成日期"],
                [*GOOD, "1.2亿元", date(2025, 6, 1)],
            ],
            "医院": [["机构名称", "床位数", "医院等级", "适用对象"], ["甲医院", 20, "二甲", "县级公立医院"]],
            "草稿": [["随手记的"]],
        }
    )
    workbook = load_workbook(path)
    workbook["县"].merge_cells("A1:G1")
    workbook.save(path)
    observed = read(path, requirements)
    assert values(observed) == [
        (
            "歙县",
            "341021",
            2025,
            {"inside": 83, "total": 100, "cost": 12000, "built": date(2025, 6, 1).toordinal()},
        ),
        ("甲医院", "341021", None, {"beds": 20.0, "level": 2.2}),
    ]
    assert observed.notes == ["数据.xlsx 草稿：工作表“草稿”中没有可识别的表头，已略过"]


def test_without_a_year(tmp_path: Path, requirements: Rules) -> None:
    path = tmp_path / "数据.csv"
    path.write_text("单位名称,县域内就诊率\n歙县,83%\n", encoding="utf-8")
    found = read(path, requirements).results(requirements, date(2026, 1, 1))
    assert [(one.id, one.state.value) for one in found if one.finding.value is not None] == [
        ("歙县/test/1/rate", "not_met")
    ]


def test_one_merged_name_for_two_years(book: Book, requirements: Rules) -> None:
    path = book({"Sheet1": [HEAD, ["歙县", "341021", 2025, 80, 100], [None, None, 2026, 83, 100]]})
    workbook = load_workbook(path)
    for column in "AB":
        workbook["Sheet1"].merge_cells(f"{column}2:{column}3")
    workbook.save(path)
    assert [(row.unit, row.year, row.figures["inside"]) for row in read(path, requirements).rows] == [
        ("歙县", 2025, 80.0),
        ("歙县", 2026, 83.0),
    ]


@pytest.mark.parametrize(("figure", "unknown"), [(83, False), ("=80+3", True)])
def test_a_formula_that_was_saved_without_a_value_is_asked_for(
    book: Book, requirements: Rules, figure: object, *, unknown: bool
) -> None:
    path = book({"Sheet1": [HEAD, ["歙县", "341021", 2025, figure, 100]]})
    assert ("PK323" in problems(path, requirements)) is unknown


def test_figures_on_the_wrong_sheet_are_not_lost_in_silence(book: Book, requirements: Rules) -> None:
    made = sheets()
    made["医院"][0].append("医药费用")
    made["医院"][1].append(3)
    assert read(book(made), requirements).notes == [
        "数据.xlsx 医院!E2：列“医药费用”属于“县”的填报内容，填在这里不会使用"
    ]


def test_what_was_passed_over_is_noted(
    tmp_path: Path, requirements: Rules, snapshot: SnapshotAssertion
) -> None:
    path = tmp_path / "数据.csv"
    rows = ["单位名称,县域内就诊率,天气", "歙县,0.83,晴", "合计,0.83,"]
    path.write_text("\n".join(rows), encoding="utf-8")
    assert read(path, requirements).notes == snapshot


QUALIFIED: list[tuple[str, float | str]] = [
    # a head above 4, what is read in 万元, or what in the head makes it another figure, or a code
    ("医药费用（计划数）", "计划数"),
    ("医药费用【预算】", "预算"),
    ("医药费用[目标值](万元)", "目标值"),
    ("医药费用（万元）（上年同期）", "上年同期"),
    ("医药费用（万元，计划）", "计划"),
    ("医药费用〔增长率〕", "增长率"),
    ("医药费用（全省）", "全省"),
    ("医药费用（门诊）", "门诊"),
    ("医药费用（美元）", "美元"),
    ("医药费用（人次）", "PK314"),
    ("医药费用（万）", 4),
    ("医药费用（2024年）", "PK345"),
    ("医药费用（1—6月）", "PK345"),
    ("医药费用（2025年度，万元）", 4),
    ("医药费用（单位：元）", 0.0004),
    ("医药费用【亿元】（当年）", 40000),
    ("医药费用(万元)①", 4),
    ("医药费用（实际数）", 4),
    ("医药费用（注1）", 4),
    ("医药费用（A=B+C）", 4),
    ("医药费用／元", 0.0004),
]


@pytest.mark.parametrize(("head", "expected"), QUALIFIED)
def test_what_a_head_says_in_brackets(
    book: Book, requirements: Rules, head: str, expected: float | str
) -> None:
    path = book({"县": [[*HEAD, head], [*GOOD, 4]]})
    observed = read(path, requirements)
    said = "\n".join([*observed.notes, *(problem.render() for problem in observed.problems)])
    if isinstance(expected, str):
        assert "cost" not in observed.rows[0].figures
        assert (expected if expected.startswith("PK") else f"注明“{expected}”") in said
    else:
        assert observed.rows[0].figures["cost"] == expected


def sheets(**changed: Any) -> dict[str, list[list[Any]]]:
    """A good workbook of both sheets, with cells of the county's row changed."""
    county = dict(zip(HEAD, GOOD, strict=True)) | {"医药费用": 5, "医共体建成日期": "未完成"} | changed
    return {
        "县": [list(county), list(county.values())],
        "医院": [["单位名称", "行政区划代码", "床位数", "医院等级"], ["甲医院", "341021", 20, "二级"]],
    }


def hospital(*row: Any) -> dict[str, list[list[Any]]]:
    made = sheets()
    made["医院"].append(list(row))
    return made


def without(sheet: str) -> dict[str, list[list[Any]]]:
    return {name: rows for name, rows in sheets().items() if name != sheet}


DAMAGED: dict[str, dict[str, list[list[Any]]]] = {
    "text for a number": sheets(县域内就诊人次数="很多"),
    "negative count": sheets(县域内就诊人次数=-1),
    "part above whole": sheets(县域内就诊人次数=101),
    "half a person": sheets(县域内就诊人次数=82.5),
    "out of range": sheets(医药费用=100001),
    "wrong unit": sheets(医药费用="3人"),
    "percent for a count": sheets(县域内就诊人次数="83%"),
    "no such county": sheets(行政区划代码="341099"),
    "no code": sheets(行政区划代码="歙县县"),
    "another county's name": sheets(单位名称="休宁县"),
    "outside all policies": sheets(行政区划代码="110101", 单位名称="东城区"),
    "bad year": sheets(年度="去年"),
    "bad date": sheets(医共体建成日期="2025-02-30"),
    "bad grade": hospital("乙医院", "341021", 30, "特级"),
    "a city among counties": sheets(行政区划代码="341000", 单位名称="黄山市"),
    "same unit twice": hospital("甲医院", "341021", 30, "二级"),
    "nameless institution": hospital("", "341021", 30, "二级"),
    "nearly a column": sheets(县域内就诊人数次=3),
    "the same column twice": {"县": [[*HEAD, "县域内就诊人次"], [*GOOD, 3]], **without("县")},
    "a header's wrong unit": {
        "县": [[*HEAD, "医药费用（人次）", "医共体建成日期"], [*GOOD, 3, ""]],
        **without("县"),
    },
    "no header": {"县": [["说明"], ["只有文字"]], **without("县")},
    "error value": sheets(县域内就诊人次数="#DIV/0!"),
    "formula without value": sheets(县域内就诊人次数="=80+3"),
    "rate and parts disagree": sheets(县域内就诊率=90),
    "ambiguous percentages": {
        "县": [["行政区划代码", "年度", "县域内就诊率", *HEAD[3:], "医药费用", "医共体建成日期"]]
        + [[code, 2025, rate] for code, rate in (("341021", 0.9), ("341022", 85))],
        **without("县"),
    },
    "one or a hundred": {"Sheet1": [["行政区划代码", "年度", "县域内就诊率"], ["341021", 2025, 1]]},
    "unknown kind of unit": {
        "数据": [["单位名称", "单位类型", "行政区划代码", "床位数"], ["甲", "药店", "341021", 3]]
    },
    "several at once": sheets(县域内就诊人次数=-1, 年度="去年", 医药费用="不详", 医共体建成日期="某天"),
    "only headers": {"县": [HEAD], "医院": [["单位名称", "床位数", "医院等级"]]},
}


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_workbook(book: Book, requirements: Rules, snapshot: SnapshotAssertion, name: str) -> None:
    assert problems(book(DAMAGED[name]), requirements, as_of=date(2026, 1, 1)) == snapshot


def zipped(**files: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return held.getvalue()


def workbook_with(**more: bytes) -> bytes:
    held = io.BytesIO()
    Workbook().save(held)
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, data in more.items():
            archive.writestr(name, data)
    return held.getvalue()


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "empty file": ("数据.xlsx", lambda: b""),
    "empty csv": ("数据.csv", lambda: b"\xef\xbb\xbf \r\n ,,\r\n"),
    "empty workbook": ("数据.xlsx", workbook_with),
    "old workbook renamed": ("数据.xlsx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)),
    "picture renamed": ("数据.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(100)),
    "photograph as csv": ("数据.csv", lambda: b"\xff\xd8\xff\xe0" + bytes(100)),
    "web page as xls": ("数据.xls", "<html><table><tr><td>歙县</td></tr></table></html>".encode),
    "text renamed": ("数据.xlsx", "单位名称,年度\n歙县,2025\n".encode),
    "document renamed": ("数据.xlsx", lambda: zipped(word__document_xml=b"<x/>")),
    "archive renamed": ("数据.xlsx", lambda: zipped(readme=b"x")),
    "half a workbook": ("数据.xlsx", lambda: workbook_with()[:2000]),
    "broken workbook": ("数据.xlsx", lambda: zipped(xl__workbook_xml=b"<broken")),
    "bomb": ("数据.xlsx", lambda: workbook_with(**{"xl/media/big.bin": bytes(80 * 2**20)})),
    "binary as csv": ("数据.csv", lambda: bytes(range(256)) * 4),
    "unreadable encoding": ("数据.csv", lambda: "单位名称,年度\n".encode("gbk") + b"\xff\xff\x80,1\n"),
    "no header": ("数据.csv", "今天天气很好\n明天也好\n".encode),
}


@pytest.mark.parametrize("name", FILES)
def test_damaged_file(tmp_path: Path, requirements: Rules, snapshot: SnapshotAssertion, name: str) -> None:
    file, make = FILES[name]
    path = tmp_path / file
    path.write_bytes(make())
    with pytest.raises(PolicykitError) as caught:
        read(path, requirements)
    assert str(caught.value) == snapshot


def test_no_file(requirements: Rules) -> None:
    with pytest.raises(PolicykitError, match="PK301"):
        read("没有这个文件.xlsx", requirements)


def test_outside_the_division_that_is_checked(
    book: Book, requirements: Rules, snapshot: SnapshotAssertion
) -> None:
    path = book(sheets(行政区划代码="341022", 单位名称="休宁县"))
    assert problems(path, requirements, division="341021") == snapshot


def test_a_planned_date_is_refused(book: Book, requirements: Rules, snapshot: SnapshotAssertion) -> None:
    path = book(sheets(医共体建成日期="2027-01-01"))
    assert problems(path, requirements, as_of=date(2026, 1, 1)) == snapshot


def test_links_and_macros_are_left_alone(book: Book, requirements: Rules) -> None:
    path = book(sheets())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    assert read(path, requirements).notes == ["数据.xlsx：工作簿中有外部链接或宏，没有读取"]


def test_the_division_of_a_file_is_that_of_its_rows(tmp_path: Path, requirements: Rules) -> None:
    path = tmp_path / "数据.csv"
    path.write_text("县域内就诊人次数,居民就诊总人次数\n83,100\n", encoding="utf-8")
    assert "PK325" in problems(path, requirements)
    assert values(read(path, requirements, division="341021")) == [
        ("歙县", "341021", None, {"inside": 83, "total": 100})
    ]


A, B = ["歙县", "341021", 2025, 80, 100, 3], ["休宁县", "341022", 2025, 20, 50, 4]
LATER = ["歙县", "341021", 2026, 83, 101, 3]


def total(inside: object, whole: object, word: str = "合计", year: int | None = None) -> list[object]:
    return [word, None, year, inside, whole, 9]


TOTALS: list[tuple[list[list[Any]], list[str]]] = [
    # rows below the heads, and the cells of totals that are not the sum of theirs; of costs there is no sum
    ([A, B, total(100, 150)], []),
    ([A, B, total(101, 150)], ["D4"]),
    ([A, B, total(100, 149)], ["E4"]),
    ([A, B, total(99, 151)], ["D4", "E4"]),
    ([total(100, 150), A, B], []),
    ([total(100, 151), A, B], ["E2"]),
    ([A, total(80, 100, "小计"), B, total(20, 50, "小计"), total(100, 150)], []),
    ([A, total(80, 100, "小计"), B, total(100, 150, "小计")], ["D5", "E5"]),
    ([total(80, 100, "小计"), A, total(20, 50, "小计"), B], ["D4", "E4"]),  # rows above go before those below
    ([total(80, 100, "小计"), A, total(100, 150), B], ["D4", "E4"]),
    ([A, LATER, total(999, 999)], []),  # two years are not added up
    ([A, LATER, total(80, 100, year=2025), total(83, 101, year=2026)], []),
    ([A, LATER, total(80, 100, year=2025), total(163, 201, year=2026)], ["D5", "E5"]),
    (
        [A, [*B[:3], "很多", *B[4:]], total(999, 150)],
        [],
    ),  # of a sum of which a part cannot be read nothing is known
    ([A, [*B[:3], "很多", *B[4:]], total(999, 151)], ["E4"]),
    ([A, [*B[:3], None, *B[4:]], total(80, 150)], []),
    ([total(999, 999)], []),
]


@pytest.mark.parametrize(("rows", "odd"), TOTALS)
def test_totals_are_the_sums_of_their_rows(
    book: Book, requirements: Rules, rows: list[list[Any]], odd: list[str]
) -> None:
    path = book({"县": [[*HEAD, "医药费用"], *rows]})
    try:
        observed = read(path, requirements, every=True)
    except PolicykitError:  # no row of a unit
        assert odd == []
        return
    assert [doubt.place for doubt in observed.doubts] == [f"数据.xlsx 县!{cell}" for cell in odd]
