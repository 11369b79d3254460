"""Workbooks, OFD, and what LibreOffice reads: made here; a program that is not there is named."""

from __future__ import annotations

import io
import shutil
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from lxml import etree
from openpyxl.styles import Font

from policykit.base.diagnostics import PolicykitError
from policykit.intake import read
from policykit.intake.ofd import _pieces, _size

if TYPE_CHECKING:
    from collections.abc import Callable

DOC = b"\xd0\xcf\x11\xe0" + bytes(64) + "WordDocument".encode("utf-16-le") + bytes(64)
LOCKED = b"\xd0\xcf\x11\xe0" + bytes(64) + "EncryptedPackage".encode("utf-16-le") + bytes(64)
RTF = r"{\rtf1\ansi\uc1 {\b " + "".join(rf"\u{ord(char)}?" for char in "一、目标") + r"}\par " + "".join(
    rf"\u{ord(char)}?" for char in "各地要落实责任。"
) + r"\par}"  # fmt: skip  # what RTF is


def lines(data: bytes) -> list[str]:
    drawn = read(data)
    assert drawn is not None
    return drawn.text.splitlines()


# --- workbooks --------------------------------------------------------------------------------


def test_a_workbook_is_read_sheet_by_sheet() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "主要指标"
    rows: list[list[str | float | date | None]] = [
        ["某县“十四五”主要指标"],
        ["单位：%"],
        ["指标", "2025年", "属性"],
        ["就诊率", 90.0, "约束性"],
        [None, 0.5, date(2026, 1, 5)],
    ]
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    book.create_sheet("说明").append(["各地要落实责任。"])
    book.create_sheet("隐藏").append(["不应读到。"])
    book["隐藏"].sheet_state = "hidden"
    data = io.BytesIO()
    book.save(data)
    assert lines(data.getvalue()) == [
        "主要指标",
        "某县“十四五”主要指标",
        "单位：%",
        "指标\t2025年\t属性",
        "就诊率\t90\t约束性",
        "\t0.5\t2026年1月5日",
        "说明",
        "各地要落实责任。",
    ]


BLANKS = [
    # Where cells are merged downwards, one that is not and is blank is blank; also at the end of a row.
    (["A2:A3"], ["类别\t指标\t2027年\t属性", "健康\t就诊率\t90\t约束性", "\t签约率\t85\t\u3000", "\u3000\t床位数\t6\t\u3000"]),
    (["A2:A4", "D2:D4"], ["类别\t指标\t2027年\t属性", "健康\t就诊率\t90\t约束性", "\t签约率\t85", "\t床位数\t6"]),
    # Where none is, it may stand for the one above, as systems write it.
    ([], ["类别\t指标\t2027年\t属性", "健康\t就诊率\t90\t约束性", "\t签约率\t85", "\t床位数\t6"]),
    (["A1:B1"], ["类别\t\t2027年\t属性", "健康\t就诊率\t90\t约束性", "\t签约率\t85", "\t床位数\t6"]),
]  # fmt: skip  # a row a line


@pytest.mark.parametrize(("merged", "expected"), BLANKS)
def test_a_cell_that_is_blank_is_told_from_one_that_is_merged(merged: list[str], expected: list[str]) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ("类别", "指标", "2027年", "属性"),
        ("健康", "就诊率", 90, "约束性"),
        (None, "签约率", 85),
        (None, "床位数", 6),
    ):
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    data = io.BytesIO()
    book.save(data)
    assert lines(data.getvalue()) == expected


def test_a_cell_that_is_struck_out_holds_nothing_and_is_said_to_be_left_out() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [["指标", "2027年"], ["就诊率", "85%"], ["签约率", "70%"]]:
        sheet.append(row)
    sheet["B3"].font = Font(strike=True)
    sheet["B2"].font = Font(bold=True)
    made = io.BytesIO()
    book.save(made)
    drawn = read(made.getvalue())
    assert drawn is not None
    assert drawn.text.splitlines() == ["指标\t2027年", "就诊率\t85%", "签约率"]
    assert drawn.left_out == (("struck", "70%"),)


def test_a_broken_workbook_is_refused(refused: Callable[[bytes], str]) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook>")
    assert refused(made.getvalue()) == "PK114"


# --- OFD --------------------------------------------------------------------------------------

OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def ofd(*pages: list[tuple[float, float, str]], root: str = "Doc_0/Document.xml") -> bytes:
    """Pages of texts at a place, in millimetres from the upper left corner, 5 mm high."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(
            "OFD.xml",
            f"<ofd:OFD {OFD}><ofd:DocBody><ofd:DocRoot>{root}</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        )
        listed = "".join(
            f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages))
        )
        box = "<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
        archive.writestr(
            "Doc_0/Document.xml", f"<ofd:Document {OFD}>{box}<ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
        )
        for n, page in enumerate(pages):
            texts = "".join(
                f'<ofd:TextObject ID="{at}" Boundary="{x} {y} {5 * len(text)} 6" Size="5"><ofd:TextCode X="0" Y="5">{text}</ofd:TextCode></ofd:TextObject>'
                for at, (x, y, text) in enumerate(page)
            )
            archive.writestr(
                f"Doc_0/Pages/Page_{n}/Content.xml",
                f"<ofd:Page {OFD}><ofd:Content><ofd:Layer>{texts}</ofd:Layer></ofd:Content></ofd:Page>",
            )
    return made.getvalue()


def test_pages_of_an_ofd_are_counted(
    monkeypatch: pytest.MonkeyPatch, refused: Callable[[bytes], str]
) -> None:
    monkeypatch.setattr("policykit.intake.ofd.MOST_PAGES", 2)
    words = "各地要抓好落实，加强监测，按季通报进展情况，确保各项任务按期完成，让群众得到实惠。"
    pages = [[(35.0, 40.0, words)], [(35.0, 40.0, "")]]
    assert lines(ofd(*pages)) == [words]
    assert refused(ofd(*pages, pages[0])) == "PK112"


def test_an_ofd_is_paragraphs_with_their_pages() -> None:
    line = "各级卫生健康行政部门要按照职责分工加强组织领导完善配套措施"[:28]
    first = [
        (35.0, 40.0, "一、目标"),
        (35.0, 50.0, line[:26]),
        (25.0, 58.0, line),
        (25.0, 66.0, "落实责任。"),
        (100.0, 280.0, "— 1 —"),
    ]
    second = [(35.0, 40.0, "二、措施"), (35.0, 50.0, "各地要抓好落实。"), (100.0, 280.0, "— 2 —")]
    made = read(ofd(first, second))
    assert made is not None
    assert made.text.splitlines() == [
        "一、目标",
        line[:26] + line + "落实责任。",
        "二、措施",
        "各地要抓好落实。",
    ]
    assert [place.page for place in made.places] == [1, 1, 2, 2]
    assert made.left_off == ("1: — 1 —", "2: — 2 —")


@pytest.mark.parametrize(
    ("box", "right"),
    [
        ("20 40 100 6", 38.5),  # a digit is half as wide as a Chinese character
        ("20 40 14 6", 34),  # no wider than its box
        ("20 40 8 6", 31),  # but half of what its characters take
        ("20 40 100", None),  # a box has four figures
    ],
)
def test_where_the_characters_of_an_ofd_stand(box: str, right: float | None) -> None:
    page = etree.fromstring(
        f'<Page><TextObject Boundary="{box}" Size="5"><TextCode X="1" Y="5">甲乙3年</TextCode></TextObject></Page>'
    )
    found = [(one.left, one.bottom, one.right, one.top, one.size) for one in _pieces(page, 297)]
    assert found == ([] if right is None else [(21, 251, right, 256, 5)])


@pytest.mark.parametrize(
    ("box", "size"), [("0 0 200 300", (200, 300)), ("0 0 200", (210, 297)), ("", (210, 297))]
)
def test_how_large_the_pages_of_an_ofd_are(box: str, size: tuple[float, float]) -> None:
    assert _size(etree.fromstring(f"<Area><PhysicalBox>{box}</PhysicalBox></Area>")) == size


@pytest.mark.parametrize(
    ("data", "code"),
    [(ofd([], []), "PK113"), (ofd([], root="nowhere.xml"), "PK114"), (ofd(*[[]] * 2001), "PK112")],
    ids=["pictures only", "a part that is missing", "pages"],
)
def test_an_ofd_that_is_refused(data: bytes, code: str, refused: Callable[[bytes], str]) -> None:
    assert refused(data) == code


# --- LibreOffice ------------------------------------------------------------------------------


def test_without_libreoffice_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(PolicykitError) as error:
        read(DOC, file="通知.doc")
    assert str(error.value) == (
        "通知.doc: PK118 needs-program: 读取旧版 Word、WPS 文件（doc、wps）需要LibreOffice，这台电脑上没有。\n"
        "  怎么办：请安装 LibreOffice（Debian、Ubuntu：apt install libreoffice-writer-nogui），或者用 Word、WPS 打开，另存为 .docx 再加入。"
    )


def test_a_locked_file_is_refused(refused: Callable[[bytes], str]) -> None:
    assert refused(LOCKED) == "PK115"


@pytest.mark.parametrize("script", ["exit 1", "exit 0"], ids=["it fails", "it makes nothing"])
def test_what_libreoffice_cannot_read_is_refused(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: Callable[[bytes], str]
) -> None:
    (tmp_path / "soffice").write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    (tmp_path / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refused(DOC) == "PK114"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_what_it_is_given() -> None:
    drawn = read(RTF.encode("ascii"))
    assert drawn is not None
    assert drawn.text.splitlines() == ["一、目标", "各地要落实责任。"]
    assert drawn.reader.startswith("rtf 1 (LibreOffice, docx ")


def test_a_table_of_an_ofd_keeps_its_blank_cells() -> None:
    rows = [
        ("序号", "类别", "指标", "2025年", "2030年", "属性"),
        ("1", "寿命", "人均预期寿命（岁）", "79", "80", "预期性"),
        ("2", "", "健康预期寿命（岁）", "", "71", "预期性"),
        ("二、服务", "", "", "", "", ""),
        ("3", "服务", "县域内就诊率（%）", "≥90", "≥92", "约束性"),
    ]
    columns = (20.0, 45.0, 62.0, 125.0, 148.0, 172.0)
    page = [(35.0, 40.0, "一、目标")]
    for at, row in enumerate(rows):
        page += [(x, 50.0 + 8 * at, words) for x, words in zip(columns, row, strict=True) if words]
    page += [(35.0, 92.0, "二、措施"), (35.0, 100.0, "各地要抓好落实，加强监测。")]
    made = read(ofd(page))
    assert made is not None
    assert made.text.splitlines()[1:] == [
        *("\t".join(row).rstrip("\t") for row in rows),
        "二、措施",
        "各地要抓好落实，加强监测。",
    ]


def test_lines_in_pieces_without_figures_are_no_table() -> None:
    names = [("县卫健局", "县财政局", "县医保局"), ("县教育局", "县民政局", "县人社局")]
    page = [(35.0, 40.0, "一、目标"), (35.0, 50.0, "各地要抓好落实，加强监测。")]
    page += [
        (20.0 + 60 * column, 70.0 + 8 * at, name)
        for at, row in enumerate(names)
        for column, name in enumerate(row)
    ]
    made = read(ofd(page))
    assert made is not None
    assert "\t" not in made.text
