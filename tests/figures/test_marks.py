"""A copy that goes back is the sender's workbook but for the marks: held against what openpyxl makes of the same."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

from policykit.figures.collect import Collection, Fault, FaultKind
from policykit.figures.marks import marked
from policykit.figures.returns import write_returns

NOTE = "请核实：PK311 不是数"


def filled_in() -> Workbook:
    """A workbook as an office makes one: formats, a formula, something merged, something hidden, a rule, a comment."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "县"
    sheet.append(["单位名称", "床位数（张）", "占比", "备注"])
    sheet.append(["甲县", "四十来张", 0.85, None])
    sheet.append(["乙县", 60, "=B3/100", "无"])
    sheet["A1"].font = Font(bold=True, color="FF0000FF")
    sheet["B2"].border = Border(left=Side(style="thin"))
    sheet["B2"].alignment = Alignment(horizontal="center", wrap_text=True)
    sheet["C2"].number_format = "0.0%"
    sheet["C2"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet["A3"].comment = Comment("是乙县的", "科室")
    sheet["B3"].comment = Comment("见附表", "科室")
    sheet.merge_cells("A5:D6")
    sheet.column_dimensions["D"].hidden = True
    sheet.row_dimensions[4].height = 33
    rule = DataValidation(type="whole", operator="greaterThan", formula1="0")
    rule.add("B2:B9")
    sheet.add_data_validation(rule)
    hidden = book.create_sheet("底表")
    hidden["A1"] = "不给人看"
    hidden.sheet_state = "hidden"
    other = book.create_sheet("填 县")
    other["A1"] = 1
    return book


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(given: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in given.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def look(book: Workbook) -> dict[str, object]:
    """What a reader of a workbook sees, cell by cell."""
    looks = ("value", "data_type", "number_format", "fill", "font", "border", "alignment", "protection")
    found: dict[str, object] = {"sheets": [(sheet.title, sheet.sheet_state) for sheet in book]}
    for sheet in book.worksheets:
        found[f"{sheet.title} merged"] = sorted(map(str, sheet.merged_cells.ranges))
        found[f"{sheet.title} rules"] = [
            (str(one.sqref), one.formula1) for one in sheet.data_validations.dataValidation
        ]
        found[f"{sheet.title} columns"] = {
            name: (one.width, one.hidden) for name, one in sheet.column_dimensions.items()
        }
        found[f"{sheet.title} rows"] = {
            at: one.height for at, one in sheet.row_dimensions.items() if one.height
        }
        for row in sheet.iter_rows():
            for cell in row:
                note = cell.comment.text if cell.comment else None
                found[f"{sheet.title}!{cell.coordinate}"] = (
                    *(repr(getattr(cell, name)) for name in looks),
                    note,
                )
    return found


def marked_by_openpyxl(data: bytes, marks: dict[tuple[str, str], str]) -> Workbook:
    book = load_workbook(io.BytesIO(data))
    for (sheet, address), text in marks.items():
        book[sheet][address].fill = PatternFill("solid", fgColor="F8CBAD")
        book[sheet][address].comment = Comment(text, "policykit")
    return load_workbook(io.BytesIO(saved(book)))


def test_a_copy_is_the_same_but_for_its_marks() -> None:
    data = saved(filled_in())
    faults = [
        ("数据.xlsx 县!B2", "PK311 不是数"),
        ("数据.xlsx 县!C2", "另一处"),
        ("数据.xlsx 县!C2", "=又一处"),
        ("数据.xlsx 县!B3", "PK311 不是数"),  # which has a comment
        ("数据.xlsx 县!D4", "PK311 不是数"),  # a row of which no cell is written
        ("数据.xlsx 县!D2", "PK311 不是数"),  # an empty cell behind others
        ("数据.xlsx 县!F9", "PK311 不是数"),  # beyond all
        ("数据.xlsx 填 县!A1", "PK311 不是数"),  # of two sheets' names that fit the longer
        ("数据.xlsx 县", "整张表"),
        ("数据.xlsx 没有的表!A1", "没有"),
    ]
    copy = marked(data, faults)
    assert copy is not None
    expected = {
        **{("县", at): NOTE for at in ("B2", "B3", "D4", "D2", "F9")},
        ("县", "C2"): "请核实：另一处\n=又一处",
        ("填 县", "A1"): NOTE,
    }
    found = look(load_workbook(io.BytesIO(copy)))
    assert found == look(marked_by_openpyxl(data, expected))
    assert "是乙县的" in str(found["县!A3"])
    # A cell that had a comment has one box still.
    (drawing,) = (
        content for name, content in parts(copy).items() if name.endswith(".vml") and b"Row>3<" in content
    )
    places = re.findall(rb"Row>(\d+)</(?:\w+:)?Row>.*?Column>(\d+)<", drawing)
    assert sorted(places) == sorted(
        {
            (b"2", b"0"),
            (b"2", b"1"),
            *((row, b"%d" % at) for row, at in ((b"1", 1), (b"1", 2), (b"3", 3), (b"1", 3), (b"8", 5))),
        }
    )


def test_what_no_library_knows_stays_byte_for_byte() -> None:
    given = parts(saved(filled_in()))
    strange = {
        "xl/media/image1.png": b"\x89PNG no picture",
        "xl/vbaProject.bin": bytes(range(256)),
        "docs/其他.xml": b"<a/>",
    }
    # The value of a formula, as an office program keeps it, and what belongs to an extension.
    sheet = given["xl/worksheets/sheet1.xml"].replace(b"<f>B3/100</f><v></v>", b"<f>B3/100</f><v>0.6</v>")
    sheet = sheet.replace(b"<f>B3/100</f><v/>", b"<f>B3/100</f><v>0.6</v>").replace(
        b"<f>B3/100</f><v />", b"<f>B3/100</f><v>0.6</v>"
    )
    assert b"<v>0.6</v>" in sheet
    sheet = sheet.replace(
        b"</worksheet>", b'<extLst><ext uri="{x}"><q:own xmlns:q="urn:own"/></ext></extLst></worksheet>'
    )
    given |= strange | {"xl/worksheets/sheet1.xml": sheet}
    copy = marked(packed(given), [("a.xlsx 县!B2", "x"), ("a.xlsx 填 县!A1", "x")])
    assert copy is not None
    made = parts(copy)
    changed = {name for name in given if made[name] != given[name]}
    assert changed == {
        *(
            "[Content_Types].xml",
            "xl/styles.xml",
            "xl/comments/comment1.xml",
            "xl/drawings/commentsDrawing1.vml",
        ),
        *("xl/worksheets/sheet1.xml", "xl/worksheets/sheet3.xml"),
    }
    assert made.keys() - given.keys() == {
        *(
            "xl/comments/comment2.xml",
            "xl/drawings/commentsDrawing2.vml",
            "xl/worksheets/_rels/sheet3.xml.rels",
        ),
    }
    # Drawings that one has written and the other gone on with are good XML.
    for name in made:
        if name.endswith(".vml"):
            etree.fromstring(made[name])
    assert b"<f>B3/100</f><v>0.6</v>" in made["xl/worksheets/sheet1.xml"]
    assert b'<q:own xmlns:q="urn:own"/>' in made["xl/worksheets/sheet1.xml"]


def test_a_sheet_without_addresses_and_styles_is_marked() -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    book = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/a.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{links}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<x:workbook xmlns:x="{main}" xmlns:r="{links}"><x:sheets><x:sheet name="县" sheetId="1" r:id="rId1"/></x:sheets></x:workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{links}/worksheet" Target="worksheets/a.xml"/></Relationships>',
        "xl/worksheets/a.xml": f'<x:worksheet xmlns:x="{main}"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row><x:row r="4"><x:c><x:v>3</x:v></x:c></x:row><x:row><x:c><x:v>4</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    }
    copy = marked(
        packed({name: text.encode() for name, text in book.items()}),
        [(f"a.xlsx 县!{at}", "x") for at in ("B1", "B2", "A5")],
    )
    assert copy is not None
    sheet = load_workbook(io.BytesIO(copy))["县"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        *([1, 2], [None, None], [None, None], [3, None], [4, None]),
    ]
    coloured = {
        cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == "00F8CBAD"
    }
    assert (
        coloured
        == {"B1", "B2", "A5"}
        == {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment}
    )


@pytest.mark.parametrize("data", [b"a,b\n1,2\n", saved(Workbook())])
def test_of_what_is_no_workbook_or_has_no_fault_in_a_cell_nothing_goes_back(data: bytes) -> None:
    assert marked(data, [("a.xlsx Sheet", "x"), ("a.xlsx", "x")]) is None


def test_many_copies_are_made_side_by_side_and_are_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "交回"
    folder.mkdir()
    names = [f"{number:02}.xlsx" for number in range(34)]
    for name in names:
        (folder / name).write_bytes(saved(filled_in()))
    faults = tuple(Fault(FaultKind.PROBLEM, "甲县", name, name, f"{name} 县!B2") for name in names)
    found = Collection(dict.fromkeys(names, ""), (), faults, (), 2026)
    for jobs, to in ((1, "一"), (2, "二")):
        assert [path.name for path in write_returns(found, folder, tmp_path / to, jobs=jobs)] == names
    one, other = ({path.name: path.read_bytes() for path in (tmp_path / to).iterdir()} for to in ("一", "二"))
    assert one == other
