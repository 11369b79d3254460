"""What many units sent back, put together: every figure with its cell, every fault with its cell."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from tests import project
from tests.figures import townships

from policykit.base.diagnostics import PolicykitError
from policykit.figures.archive import CHAIN, keep, latest, verify
from policykit.figures.collect import Collection, FaultKind, collect, named_units
from policykit.figures.questions import scaled
from policykit.figures.returns import write_collection, write_returns
from policykit.figures.sent import Figure
from policykit.figures.vocabulary import head_in
from policykit.model import Requirement

Rules = tuple[Requirement, ...]
HEAD = ["单位名称", "行政区划代码", "年度", "床位数（张）", "医院等级"]


@pytest.fixture
def sent(tmp_path: Path) -> Callable[..., Path]:
    """Puts a workbook with rows of hospitals into the folder of what was sent."""

    def write(name: str, *rows: Sequence[Any], head: Sequence[str] = HEAD) -> Path:
        workbook = Workbook()
        sheet = workbook.worksheets[0]
        sheet.title = "医院"
        for row in (head, *rows):
            sheet.append(list(row))
        path = tmp_path / "交回" / f"{name}.xlsx"
        path.parent.mkdir(exist_ok=True)
        workbook.save(path)
        return path

    return write


def gathered(tmp_path: Path, requirements: Rules, **about: Any) -> Collection:
    return collect(tmp_path / "交回", requirements, division="341021", **about)


def faults(collection: Collection) -> list[tuple[str, str, str]]:
    return [(fault.kind.value, fault.unit, fault.place) for fault in collection.faults]


def test_every_figure_names_its_cell_and_file(
    sent: Callable[..., Path], tmp_path: Path, requirements: Rules
) -> None:
    sent("甲", ["甲医院", "341021", 2026, 40, "二级"])
    sent("乙", ["乙医院", "341021", 2026, 60, "三级"])
    found = gathered(tmp_path, requirements)
    assert faults(found) == []
    assert (found.year, found.units, sorted(found.files)) == (
        2026,
        ("乙医院", "甲医院"),
        ["乙.xlsx", "甲.xlsx"],
    )
    beds = {figure.unit: figure for figure in found.figures if figure.name == "beds"}
    assert (beds["甲医院"].value, beds["甲医院"].measure, beds["甲医院"].place) == (
        40,
        "张",
        "甲.xlsx 医院!D2",
    )
    assert beds["甲医院"].sha256 == found.files["甲.xlsx"]


# What is planted → kind, unit and cell of the fault; written before the first run.
PLANTED: dict[str, tuple[dict[str, list[list[Any]]], list[tuple[str, str, str]]]] = {
    "a text for a figure": (
        {"甲": [["甲医院", "341021", 2026, "四十来张", "二级"]]},
        [("problem", "甲医院", "甲.xlsx 医院!D2")],
    ),
    "an empty cell": (
        {"甲": [["甲医院", "341021", 2026, None, "二级"]]},
        [("missing", "甲医院", "甲.xlsx 医院!D2")],
    ),
    "an empty cell of the year before is not asked for": (
        {"甲": [["甲医院", "341021", 2025, None, "二级"], ["甲医院", "341021", 2026, 40, "二级"]]},
        [],
    ),
    "the same figure in two files": (
        {
            "甲": [["甲医院", "341021", 2026, 40, None]],
            "甲（新）": [["甲医院", "341021", 2026, 40, None]],
        },
        [
            ("missing", "甲医院", "甲.xlsx 医院!E2"),
            ("missing", "甲医院", "甲（新）.xlsx 医院!E2"),
            ("doubled", "甲医院", "甲.xlsx 医院!D2"),
            ("doubled", "甲医院", "甲（新）.xlsx 医院!D2"),
        ],
    ),
    "two figures for one": (
        {
            "甲": [["甲医院", "341021", 2026, 40, "二级"]],
            "甲（新）": [["甲 医院", "341021", 2026, 45, "二级"]],
        },
        [
            ("contradicting", "甲医院", "甲.xlsx 医院!D2"),
            ("contradicting", "甲 医院", "甲（新）.xlsx 医院!D2"),
            ("doubled", "甲医院", "甲.xlsx 医院!E2"),
            ("doubled", "甲 医院", "甲（新）.xlsx 医院!E2"),
        ],
    ),
    "ten times last year's": (
        {"甲": [["甲医院", "341021", 2025, 40, "二级"], ["甲医院", "341021", 2026, 400, "二级"]]},
        [("implausible", "甲医院", "甲.xlsx 医院!D3")],
    ),
    "nothing where there was much": (
        {"甲": [["甲医院", "341021", 2025, 40, "二级"], ["甲医院", "341021", 2026, 0, "二级"]]},
        [("implausible", "甲医院", "甲.xlsx 医院!D3")],
    ),
    "small numbers change as they like": (
        {"甲": [["甲医院", "341021", 2025, 1, "二级"], ["甲医院", "341021", 2026, 8, "二级"]]},
        [],
    ),
    "growth by half": (
        {"甲": [["甲医院", "341021", 2025, 40, "二级"], ["甲医院", "341021", 2026, 60, "二级"]]},
        [],
    ),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_fault_is_found_by_its_cell(
    sent: Callable[..., Path], tmp_path: Path, requirements: Rules, name: str
) -> None:
    files, expected = PLANTED[name]
    for file, rows in files.items():
        sent(file, *rows)
    assert sorted(faults(gathered(tmp_path, requirements))) == sorted(expected)


def test_what_cannot_be_read_is_a_fault_and_the_rest_is_read(
    sent: Callable[..., Path], tmp_path: Path, requirements: Rules
) -> None:
    sent("甲", ["甲医院", "341021", 2026, 40, "二级"])
    (tmp_path / "交回" / "乙.xlsx").write_bytes(b"PK\x03\x04 cut off")
    (tmp_path / "交回" / "~$甲.xlsx").write_bytes(b"left by the office program")
    found = gathered(tmp_path, requirements)
    assert [(one.kind, one.unit, one.file) for one in found.faults] == [(FaultKind.REFUSED, "乙", "乙.xlsx")]
    assert found.units == ("甲医院",)


@pytest.mark.parametrize(
    "came",
    [
        ("乙.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 of before 2007", ".xls 或加密的工作簿"),
        ("乙.et", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 of WPS", ".xls 或加密的工作簿"),
        ("乙.ODS", b"PK\x03\x04 of LibreOffice", "压缩包"),
        ("乙.pdf", b"%PDF-1.4 scanned", "PDF"),
        ("乙.jpg", b"\xff\xd8\xff taken with a phone", "图片（JPEG）"),
        ("各乡镇.rar", b"Rar!\x1a\x07\x00", "压缩包（RAR）"),
    ],
)
def test_a_file_of_another_kind_is_not_passed_over(
    sent: Callable[..., Path], tmp_path: Path, requirements: Rules, came: tuple[str, bytes, str]
) -> None:
    name, content, said = came
    sent("甲", ["甲医院", "341021", 2026, 40, "二级"])
    (tmp_path / "交回" / name).write_bytes(content)
    (tmp_path / "交回" / "上次.json").write_text("{}", "utf-8")  # what policykit kept is no return
    (told,) = gathered(tmp_path, requirements).faults
    assert (told.kind, told.file) == (FaultKind.REFUSED, name)
    assert told.text.startswith("PK303 ")
    assert said in told.text


@pytest.mark.parametrize(
    ("as_of", "text"),
    [
        (date(2027, 1, 10), "应报而没有收到"),
        (date(2027, 1, 15), "应报而没有收到"),  # the day itself is in time
        (date(2027, 1, 16), "应在2027-01-15前报，没有收到"),
        (None, "应报而没有收到"),
    ],
)
def test_who_did_not_report_is_named(
    sent: Callable[..., Path], tmp_path: Path, requirements: Rules, as_of: date | None, text: str
) -> None:
    sent("甲", ["甲医院", "341021", 2026, 40, "二级"])
    listed = tmp_path / "名单.csv"
    listed.write_text("甲医院,张三\n乙医院，李四\n", "gbk")
    names = named_units(listed)
    assert names == ("甲医院", "乙医院")
    listed.write_text("歙县\n黟县\n", "utf-8")  # names of seldom characters are no garbled text
    assert named_units(listed) == ("歙县", "黟县")
    found = gathered(tmp_path, requirements, units=names, due=date(2027, 1, 15), as_of=as_of)
    assert [(one.kind, one.unit, one.text) for one in found.faults] == [(FaultKind.LATE, "乙医院", text)]


def test_what_a_folder_holds_that_is_collected(
    sent: Callable[..., Path], tmp_path: Path, requirements: Rules
) -> None:
    first = sent("甲", ["甲医院", "341021", 2026, 40, "二级"])
    folder = first.parent
    others = (
        "乙.XLSX",
        "乡镇/丙.xlsm",
        ".旧/丁.xlsx",
        "~$甲.xlsx",
        "乡镇/.戊.xlsx",
        "己.xls",
        "说明.docx",
        "读我.md",
    )
    for name in others:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(first.read_bytes())
    # What a unit may have sent in the stead of a workbook is opened too, so that it is said to be what it is.
    received = ["乙.XLSX", "乡镇/丙.xlsm", "己.xls", "甲.xlsx", "说明.docx"]
    assert sorted(gathered(tmp_path, requirements).files) == received
    alone = collect(first, requirements, division="341021")
    assert (list(alone.files), alone.units, alone.faults) == (["甲.xlsx"], ("甲医院",), ())


def test_a_file_that_cannot_be_used_was_received(
    sent: Callable[..., Path], tmp_path: Path, requirements: Rules
) -> None:
    """Who sent what cannot be read is told that, and not that nothing came."""
    sent("甲", ["甲医院", "341021", 2026, 40, "二级"], ["丁医院", "341021", 2026, "几十张", None])
    (tmp_path / "交回" / "乙医院2026年填报表.xlsx").write_bytes(b"PK\x03\x04 cut off")
    (tmp_path / "交回" / "黟县丙医院.xlsx").write_bytes(b"")
    names = ("甲医院", "乙医院", "黟县", "黟县丙医院", "丁医院", "戊医院")
    found = gathered(tmp_path, requirements, units=names)
    told = [(one.kind, one.unit) for one in found.faults if one.kind is not FaultKind.MISSING]
    assert sorted(told) == [
        (FaultKind.LATE, "戊医院"),
        (FaultKind.LATE, "黟县"),
        (FaultKind.PROBLEM, "丁医院"),
        (FaultKind.REFUSED, "乙医院2026年填报表"),
        (FaultKind.REFUSED, "黟县丙医院"),
    ]


@pytest.mark.parametrize(
    ("beds", "kinds"),
    [((40, 60, 100), []), ((40, 60, 101), ["total"]), ((400_000, 600_000, 1_000_001), ["total"])],
)
def test_a_total_of_what_is_counted_is_exact(
    sent: Callable[..., Path], tmp_path: Path, requirements: Rules, beds: Sequence[int], kinds: list[str]
) -> None:
    *own, total = beds
    rows = [[f"{name}医院", "341021", 2026, each, "二级"] for name, each in zip("甲乙", own, strict=True)]
    sent("甲", *rows, ["合计", None, None, total, None])
    assert [fault.kind.value for fault in gathered(tmp_path, requirements).faults] == kinds


def test_a_year_that_was_asked_for_is_not_said_to_be_that_of_most(
    sent: Callable[..., Path], tmp_path: Path, requirements: Rules
) -> None:
    sent("甲", ["甲医院", "341021", 2026, 40, "二级"])
    found = gathered(tmp_path, requirements, year=2030)
    assert [one.text for one in found.faults] == ["这里报的是2026年，这次汇总的是2030年；请核实"]


def test_what_changed_since_the_last_time_and_that_it_stays_as_it_was(
    sent: Callable[..., Path], tmp_path: Path, requirements: Rules
) -> None:
    pytest.importorskip("pyarrow", reason="it comes with policykit[engines]")
    kept = tmp_path / "留存"
    sent("甲", ["甲医院", "341021", 2026, 40, "二级"], ["丙医院", "341021", 2026, 30, "二级"])
    first = gathered(tmp_path, requirements)
    path = keep(kept, first, date(2027, 1, 10))
    assert latest(kept) == first.figures
    sent("甲", ["甲医院", "341021", 2026, 45, "二级"], ["丁医院", "341021", 2026, 30, "二级"])
    second = gathered(tmp_path, requirements, last=latest(kept))
    changed = []
    for change in second.changes:
        figure = change.now or change.before
        assert figure is not None
        if figure.name == "beds":
            changed.append((change.kind, figure.unit))
    assert changed == [("更改", "甲医院"), ("新增", "丁医院"), ("删去", "丙医院")]
    keep(kept, second, date(2027, 1, 20))
    assert verify(kept) == []
    # A change of what was kept shows, in a figure as in the record of it.
    data = path.read_bytes()
    path.write_bytes(data[:-20] + b"x" + data[-19:])
    assert [problem.file for problem in verify(kept)] == [str(path)]
    with pytest.raises(PolicykitError, match="PK342"):
        latest(kept)
    path.write_bytes(data)
    lines = (kept / CHAIN).read_text("utf-8").splitlines()
    record = json.loads(lines[0]) | {"sources": {}}
    (kept / CHAIN).write_text("\n".join([json.dumps(record), *lines[1:]]), "utf-8")
    assert [problem.file for problem in verify(kept)] == [f"{kept / CHAIN}:1"]
    with pytest.raises(PolicykitError, match="PK342"):
        keep(kept, second, date(2027, 1, 30))
    assert len(list(kept.glob("*.parquet"))) == 2


def test_copies_go_back_with_their_faults_marked(
    sent: Callable[..., Path], tmp_path: Path, requirements: Rules
) -> None:
    path = sent("甲", ["甲医院", "341021", 2026, "四十来张", "二级"])
    sent("乙", ["乙医院", "341021", 2026, 60, "三级"])
    before = path.read_bytes()
    found = gathered(tmp_path, requirements)
    copies = write_returns(found, tmp_path / "交回", tmp_path / "退回")
    assert [copy.name for copy in copies] == ["甲.xlsx"]
    cell = load_workbook(copies[0])["医院"]["D2"]
    assert (cell.value, cell.fill.fgColor.rgb) == ("四十来张", "00F8CBAD")
    assert cell.comment is not None
    assert cell.comment.text.startswith("请核实：PK311")
    assert path.read_bytes() == before


def test_the_workbook_of_a_collection(sent: Callable[..., Path], tmp_path: Path, requirements: Rules) -> None:
    sent("甲", ["甲医院", "341021", 2026, 40, "二级"], ["乙医院", "341021", 2026, "=1+1", "二级"])
    write_collection(gathered(tmp_path, requirements), tmp_path / "汇总.xlsx")
    workbook = load_workbook(tmp_path / "汇总.xlsx")
    assert workbook.sheetnames == ["概况", "问题", "数据", "变化"]
    counts = {"年度": 2026, "收到文件": 1, "填报单位": 2, "数据": 3, "读不了": 1, "与上次相比的变化": 0}
    assert {row[0]: row[1] for row in workbook["概况"].iter_rows(values_only=True)} == counts
    assert [cell.value for cell in workbook["问题"][2]][:2] == ["乙医院", "读不了"]
    assert all(cell.data_type != "f" for sheet in workbook for row in sheet.iter_rows() for cell in row)


def test_a_folder_that_is_not_there(tmp_path: Path, requirements: Rules) -> None:
    with pytest.raises(PolicykitError, match="PK301"):
        gathered(tmp_path, requirements)


def test_every_planted_fault_is_found_by_its_cell_and_nothing_else(tmp_path: Path) -> None:
    planted = townships.send(tmp_path / "交回", 132)
    about: dict[str, Any] = {"division": townships.DIVISION, "units": planted.units}
    found = collect(tmp_path / "交回", townships.rules(), due=townships.DUE, as_of=townships.TODAY, **about)
    told = {(fault.kind.value, fault.place or fault.file or fault.unit) for fault in found.faults}
    assert planted.faults - told == set()
    assert told - planted.faults == set()


def test_many_files_are_read_side_by_side_and_say_the_same(
    sent: Callable[..., Path], tmp_path: Path, root: Path
) -> None:
    head = ["单位名称", "行政区划代码", "年度", "床位总数（张）", "医院等级"]
    for number in range(18):
        sent(
            f"{number:02}",
            [f"{number}号医院", "341021", 2026, 40 + number if number else "四十来张", "二级"],
            head=head,
        )
    every = project.specs().requirements
    alone = gathered(tmp_path, every)
    assert alone == gathered(tmp_path, every, root=root)
    assert [fault.place for fault in alone.faults if fault.kind is FaultKind.PROBLEM] == ["00.xlsx 医院!D2"]


def test_what_is_the_same_in_every_file_is_worked_out_once(
    sent: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Heads are looked up, and what a requirement asks is found, no oftener when there are more files."""
    every, rows = project.specs().requirements, [["甲医院", "341021", 2026, 40, "二级"]]
    counts: list[dict[str, int]] = []
    for number in (2, 6):
        work: Counter[str] = Counter()

        def counted(name: str, does: Callable[..., Any], work: Counter[str] = work) -> Callable[..., Any]:
            def call(*given: Any, **named: Any) -> Any:
                work[name] += 1
                return does(*given, **named)

            return call

        for file in range(number):
            sent(f"{number}{file}", *rows)
        with monkeypatch.context() as patched:
            patched.setattr("policykit.figures.names.head_in", counted("heads", head_in))
            patched.setattr(Requirement, "entity", property(counted("asked", Requirement.entity.fget)))  # type: ignore[attr-defined]  # a property
            patched.setattr(Requirement, "variables", property(counted("asked", Requirement.variables.fget)))  # type: ignore[attr-defined]  # a property
            gathered(tmp_path, every)
        counts.append(work)
    few, many = counts
    assert few["heads"] > 0
    assert many["heads"] <= few["heads"]
    assert many["asked"] <= few["asked"]


@pytest.mark.parametrize(
    ("units", "value", "measure", "told", "doubted"),
    [
        (6, 50000.0, "人次", (), ["甲6"]),
        (6, -50000.0, "万元", (), ["甲6"]),
        (6, 49999.0, "人次", (), []),  # five hundred times the middle one, and no less
        (5, 50000.0, "人次", (), []),  # of so few there is no middle
        (6, 50000.0, "%", (), []),
        (6, 50000.0, "", (), []),
        (6, 50000.0, "人次", ("x.xlsx!A6",), []),  # its cell is doubted already
    ],
)
def test_a_figure_far_from_the_middle_of_the_others_is_doubted(
    units: int, value: float, measure: str, told: Sequence[str], doubted: list[str]
) -> None:
    def figure(at: int, name: str, number: float) -> Figure:
        where = ("x.xlsx", f"x.xlsx!A{at}", "")
        return Figure(f"甲{at}", "", "hospital", "", 2026, "", name, name, number, measure, *where)

    few = [figure(at, "少", 1.0) for at in (1, 2)]
    figures = [*few, *(figure(at, "多", 100.0) for at in range(1, units)), figure(units, "多", value)]
    found = list(scaled(figures, {"hospital": (2026, "")}, set(told)))
    assert [fault.unit for fault in found] == doubted
    assert all("100" in fault.text and "500" in fault.text for fault in found)
    assert not list(scaled(figures, {"hospital": (2025, "")}, set()))
