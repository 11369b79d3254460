"""A workbook's cells as programs write them: every kind of value, by XML made by hand."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest

from policykit.base.diagnostics import PolicykitError
from policykit.figures.limits import Excess, Scan
from policykit.figures.workbook import Cell, Sheet, read_workbook

S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TEXTS = (
    "<si><t>甲</t></si><si><r><t>县</t></r><r><rPr/><t>医院</t></r><rPh sb='0' eb='1'><t>xian</t></rPh></si>"
    "<si><t>a_x005F_b</t></si>"
)
STYLES = (
    "<numFmts><numFmt numFmtId='176' formatCode='0&quot;万元&quot;'/></numFmts><cellXfs><xf numFmtId='0'/>"
    "<xf numFmtId='14'/><xf numFmtId='10'/><xf numFmtId='176'/></cellXfs>"
)


def book(cells: str, more: str = "", settings: str = "", target: str = "worksheets/sheet1.xml") -> bytes:
    """A workbook of one sheet, with a prefix for its namespace, as some programs write it."""
    relations = {"worksheet": target, "sharedStrings": "/xl/sharedStrings.xml", "styles": "styles.xml"}
    parts = {
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
        "xl/workbook.xml": f"<workbook xmlns='{S}' xmlns:r='{R}'>{settings}<sheets><sheet name='县' sheetId='1' r:id='worksheet'/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        + "".join(
            f"<Relationship Id='{kind}' Type='{R}/{kind}' Target='{of}'/>" for kind, of in relations.items()
        )
        + "</Relationships>",
        "xl/sharedStrings.xml": f"<sst xmlns='{S}'>{TEXTS}</sst>",
        "xl/styles.xml": f"<styleSheet xmlns='{S}'>{STYLES}</styleSheet>",
        "xl/worksheets/sheet1.xml": f"<worksheet xmlns='{S}'><sheetData>{cells}</sheetData>{more}</worksheet>",
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, xml in parts.items():
            archive.writestr(name, xml)
    return written.getvalue()


def read(*given: str, **more: str) -> Sheet:
    (sheet,), _ = read_workbook(book(*given, **more), "数据.xlsx")
    return sheet


VALUES = [
    ("<c r='A1'><v>85</v></c>", Cell(85)),
    ("<c r='A1'><v>8.5E1</v></c>", Cell(85.0)),
    ("<c r='A1' s='2'><v>0.85</v></c>", Cell(0.85, percent=True)),
    ("<c r='A1' s='3'><v>3</v></c>", Cell("3万元")),
    ("<c r='A1' s='1'><v>46387</v></c>", Cell(datetime.fromisoformat("2026-12-31"))),
    ("<c r='A1' t='d'><v>2026-12-31</v></c>", Cell(date(2026, 12, 31))),
    ("<c r='A1' s='1'><v>9e9</v></c>", Cell("#VALUE!")),
    ("<c r='A1' t='s'><v>1</v></c>", Cell("县医院")),
    ("<c r='A1' t='s'><v>2</v></c>", Cell("a_b")),
    ("<c r='A1' t='inlineStr'><is><r><t>甲</t></r><r><t>乙</t></r></is></c>", Cell("甲乙")),
    (
        "<c r='A1' t='inlineStr'><is><t>县</t><rPh sb='0' eb='1'><t>xian</t></rPh><r><t>医院</t></r></is></c>",
        Cell("县医院"),
    ),
    ("<c r='A1' t='str'><f>A2</f><v>甲</v></c>", Cell("甲")),
    ("<c r='A1' t='b'><v>1</v></c>", Cell(value=True)),
    ("<c r='A1' t='e'><v>#N/A</v></c>", Cell("#N/A")),
    ("<c r='A1'><f>1+1</f></c>", Cell(formula=True)),
    ("<c r='A1'><f>1+1</f><v>2</v></c>", Cell(2)),
    ("<c><v>1</v></c>", Cell(1)),
]


@pytest.mark.parametrize(("cell", "expected"), VALUES)
def test_a_value_is_what_its_cell_shows(cell: str, expected: Cell) -> None:
    assert read(f"<row r='1'>{cell}</row>").rows == [[expected]]


def test_days_count_from_where_the_workbook_says() -> None:
    sheet = read("<row><c s='1'><v>1</v></c></row>", settings="<workbookPr date1904='1'/>")
    assert sheet.rows[0][0].value == datetime.fromisoformat("1904-01-02")


def test_what_is_merged_and_what_is_hidden() -> None:
    rows = "<row r='2' hidden='1'><c r='B2'><v>7</v></c><c r='C2'><v>8</v></c></row><row r='3' ht='0'/>"
    sheet = read(
        rows,
        "<cols><col min='3' max='4' hidden='true'/></cols><mergeCells><mergeCell ref='B2:C4'/></mergeCells>",
    )
    assert [[cell.value for cell in row] for row in sheet.rows] == [
        [None] * 3,
        *([[None, 7, None]] * 3),
    ]
    assert (set(sheet.hidden_rows), set(sheet.hidden_columns)) == ({1, 2}, {2, 3})


BROKEN = [
    {"cells": "<row><c t='s'><v>99</v></c></row>"},
    {"cells": "<row><c s='9'><v>1</v></c></row>"},
    {"cells": "<row><c r='1A'><v>1</v></c></row>"},
    {"cells": "<row><c><v>many</v></c></row>"},
    {"cells": "", "target": "worksheets/gone.xml"},
    {"cells": "", "target": "../docProps/sheet1.xml"},
]


@pytest.mark.parametrize("given", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_reference_is_no_workbook(given: dict[str, str]) -> None:
    with pytest.raises(PolicykitError, match="PK303"):
        read_workbook(book(**given), "数据.xlsx")


AREA = "<mergeCell ref='{}'/>"
# What a sheet asks for → the sentence of the limit that it exceeds: two million cells, 100000 rows of 2000 columns,
# and elements within each other 64 deep, of which the sheet itself is one.
ASKED = [
    (AREA.format("A1:T100000"), ""),
    (AREA.format("A1:T100000") + "<row><c/></row>", "counted"),
    ("<row><c/><c/></row>" + AREA.format("A1:T99999") + AREA.format("A1:R1"), ""),
    ("<row><c/><c/></row>" + AREA.format("A1:T99999") + AREA.format("A1:S1"), "counted"),
    (AREA.format("A1:A100000"), ""),
    (AREA.format("A1:A100001"), "counted"),
    ("<row/>" * 100_000, ""),
    ("<row/>" * 100_001, "counted"),
    (AREA.format("A1:BXX1"), ""),
    (AREA.format("A1:BXY1"), "counted"),
    ("<hyperlink ref='A1:BXY1'/>", "counted"),
    ("<comment ref='A1:BXY1'/>", "counted"),
    ("<hyperlink ref='BXY1'/>", ""),  # no area
    ("<hyperlink ref='A1:1A'/>", ""),  # the reader refuses it
    ("<x:mergeCell xmlns:x='urn:x' ref='A1:BXY1'/>", "counted"),
    ("<a>" * 63 + "</a>" * 63, ""),
    ("<a>" * 64 + "</a>" * 64, "depth"),
    ("<a></a>" * 200, ""),  # beside each other
]


@pytest.mark.parametrize(("asked", "exceeded"), ASKED, ids=range(len(ASKED)))
def test_what_a_sheet_may_ask_for(asked: str, exceeded: str) -> None:
    scan = Scan()
    found = ""
    try:
        scan.feed("xl/worksheets/sheet1.xml", [f"<worksheet>{asked}</worksheet>".encode()])
    except Excess as excess:
        found = excess.what
    assert found == exceeded


def test_rows_are_counted_by_part_and_cells_over_all() -> None:
    sheet = [f"<worksheet>{'<row/>' * 60_000}{AREA.format('A1:J100000')}</worksheet>".encode()]
    scan = Scan()
    for name in ("sheet1", "sheet2"):
        scan.feed(f"xl/worksheets/{name}.xml", sheet)
    with pytest.raises(Excess, match="counted"):
        scan.feed("xl/worksheets/sheet3.xml", [b"<worksheet><row><c/></row></worksheet>"])


def test_a_sheet_that_lies_outside_is_not_read_within() -> None:
    within = "worksheets/sheet1.xml' TargetMode='{}"
    cells = "<row><c><v>1</v></c></row>"
    assert read(cells, target=within.format("Internal")).rows == [[Cell(1)]]
    assert read_workbook(book(cells, target=within.format("External")), "数据.xlsx")[0] == []


def test_a_cell_far_off_is_refused_before_the_sheet_is_built() -> None:
    with pytest.raises(PolicykitError, match="PK304"):
        read_workbook(book("<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"), "数据.xlsx")


def test_a_sheet_is_opened_once_and_one_that_the_workbook_does_not_name_is_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[str] = []
    of_zip = zipfile.ZipFile.open

    def watched(self: zipfile.ZipFile, name: str | zipfile.ZipInfo, *given: Any, **more: Any) -> Any:
        opened.append(name if isinstance(name, str) else name.filename)
        return of_zip(self, name, *given, **more)

    data = book("<row><c><v>1</v></c></row>")
    monkeypatch.setattr(zipfile.ZipFile, "open", watched)
    read_workbook(data, "数据.xlsx")
    assert opened.count("xl/worksheets/sheet1.xml") == 1
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    relations = parts["xl/_rels/workbook.xml.rels"].decode()
    other = f"<Relationship Id='other' Type='{R}/worksheet' Target='worksheets/b.xml'/></Relationships>"
    parts["xl/_rels/workbook.xml.rels"] = relations.replace("</Relationships>", other).encode()
    parts["xl/worksheets/b.xml"] = f"<worksheet>{AREA.format('A1:XFD1048576')}</worksheet>".encode()
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, xml in parts.items():
            archive.writestr(name, xml)
    with pytest.raises(PolicykitError, match="PK304"):
        read_workbook(written.getvalue(), "数据.xlsx")


def test_limits_hold_over_sheets_that_are_read() -> None:
    """Each is within them: 60,000 rows and a million cells, together too many."""
    data = book(AREA.format("A1:T60000"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        "</sheets>", "<sheet name='乡' sheetId='2' r:id='second'/></sheets>"
    )
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        f"<Relationship Id='second' Type='{R}/worksheet' Target='worksheets/sheet2.xml'/></Relationships>",
    )
    for rows, sound in ((40_000, True), (60_000, False)):
        parts["xl/worksheets/sheet2.xml"] = parts["xl/worksheets/sheet1.xml"].replace("T60000", f"T{rows}")
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w") as archive:
            for name, xml in parts.items():
                archive.writestr(name, xml)
        if sound:
            assert len(read_workbook(written.getvalue(), "数据.xlsx")[0]) == 2
        else:
            with pytest.raises(PolicykitError, match="PK304"):
                read_workbook(written.getvalue(), "数据.xlsx")
