"""Workbooks as other programs write them, part by part; whole, harmed and too large."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.selfcheck.kit import DAY, HEADS, ROW, Kit, alike

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
HEAD_CELLS = "".join(f'<c t="inlineStr"><is><t>{head}</t></is></c>' for head in HEADS.split(","))
CELLS: list[tuple[str, str]] = [
    ("a number", "<c><v>83</v></c>"),
    ("a float", "<c><v>83.0</v></c>"),
    ("a long number", "<c><v>12345678901234567890</v></c>"),
    ("a small number", "<c><v>8.3E-7</v></c>"),
    ("minus nothing", "<c><v>-0.0</v></c>"),
    ("what a computer makes of 0.1+0.2", '<c s="1"><v>0.30000000000000004</v></c>'),
    ("a percentage", '<c s="1"><v>0.85</v></c>'),
    ("a percentage of one's own format", '<c s="5"><v>0.85</v></c>'),
    ("a day", '<c s="2"><v>46000</v></c>'),
    ("a day in February 1900", '<c s="2"><v>59</v></c>'),
    ("a moment", '<c s="3"><v>45992.4999999</v></c>'),
    ("a time", '<c s="3"><v>0.5000001</v></c>'),
    ("a span of time", '<c s="4"><v>1.2501</v></c>'),
    ("a day before all days", '<c s="2"><v>-1000000</v></c>'),
    ("a day after all days", '<c s="2"><v>99999999</v></c>'),
    ("a negative day", '<c s="2"><v>-1.5</v></c>'),
    ("true", '<c t="b"><v>1</v></c>'),
    ("an error", '<c t="e"><v>#DIV/0!</v></c>'),
    ("a text of a formula", '<c t="str"><f>A1</f><v>83</v></c>'),
    ("a formula with its value", "<c><f>A1+1</f><v>83</v></c>"),
    ("a formula without its value", "<c><f>A1+1</f></c>"),
    ("a formula of an empty text", '<c t="str"><f>A1</f><v></v></c>'),
    ("a shared text", '<c t="s"><v>0</v></c>'),
    ("a shared text in pieces", '<c t="s"><v>1</v></c>'),
    ("a shared text that is not there", '<c t="s"><v>9</v></c>'),
    (
        "a text in pieces",
        '<c t="inlineStr"><is><r><t>8</t></r><r><t xml:space="preserve"> 3</t></r></is></c>',
    ),
    ("an ISO day", '<c t="d"><v>2025-10-31</v></c>'),
    ("an ISO moment", '<c t="d"><v>2025-10-31T08:30:00Z</v></c>'),
    ("no ISO day", '<c t="d"><v>2025-13-31</v></c>'),
    ("a literal unit", '<c s="6"><v>83</v></c>'),
    ("a literal unit behind what is beyond all", f'<c s="6"><v>{"9" * 400}</v></c>'),
    ("a literal unit behind a text", '<c s="6" t="inlineStr"><is><t>83</t></is></c>'),
    ("an empty cell", '<c s="1"/>'),
    ("no number", "<c><v>abc</v></c>"),
    ("what ends CDATA", '<c t="inlineStr"><is><t>]]&gt;&lt;script&gt;</t></is></c>'),
]
STYLES = f"""<styleSheet {MAIN}><numFmts count="4">
<numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="[h]:mm:ss"/>
<numFmt numFmtId="166" formatCode="0.0&quot;day&quot;%;[Red]-0.0%"/>
<numFmt numFmtId="167" formatCode="#,##0.0&quot; 人次&quot;;@"/></numFmts>
<fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill></fills><borders count="1"><border/></borders>
<cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="7"><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="164"/><xf numFmtId="22"/><xf numFmtId="165"/>
<xf numFmtId="166"/><xf numFmtId="167"/></cellXfs></styleSheet>"""
STRINGS = f'<sst {MAIN}><si><t>83</t></si><si><r><t>8</t></r><r><t>3</t></r><rPh sb="0" eb="1"><t>bā</t></rPh></si></sst>'


def handmade(sheet: str, *, old_days: bool = False, plain_zip: bool = False) -> bytes:
    """A workbook of one sheet, written as other programs write them."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    days = '<workbookPr date1904="1"/>' if old_days else ""
    sheets = '<sheets><sheet name="Sheet1" sheetId="1" r:id="a"/></sheets>'
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>',
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{office}">{days}{sheets}</workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="a" Type="{office}/worksheet" Target="/xl/sheet.xml"/></Relationships>',
        "xl/sharedStrings.xml": STRINGS,
        "xl/styles.xml": STYLES,
        "xl/sheet.xml": f'<?xml version="1.0"?><worksheet {MAIN}>{sheet}</worksheet>',
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED if plain_zip else zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            with archive.open(name, "w", force_zip64=True) as part:
                part.write(text.encode())
    return held.getvalue()


@pytest.mark.parametrize(("title", "cell"), CELLS, ids=[title for title, _ in CELLS])
def test_any_cell(small_kit: Kit, tmp_path: Path, title: str, cell: str) -> None:
    assert title
    for place in (3, 5, 6):
        cells = [f"<c><v>{value}</v></c>" if value.isdigit() else "<c/>" for value in ROW.split(",")]
        cells[0] = '<c t="inlineStr"><is><t>歙县</t></is></c>'
        cells[place] = cell
        sheet = f"<sheetData><row>{HEAD_CELLS}</row><row>{''.join(cells)}</row></sheetData>"
        path = tmp_path / "簿.xlsx"
        path.write_bytes(handmade(sheet, old_days=place == 6 and "day" in title, plain_zip=place == 5))
        alike(small_kit, path)


def one(row: int, unit: str, year: int, figure: int) -> str:
    """A row of figures whose cells say where they stand."""
    cells = f'<c r="A{row}" t="inlineStr"><is><t>{unit}</t></is></c><c r="B{row}"><v>341021</v></c>'
    cells += f'<c r="C{row}"><v>{year}</v></c><c r="D{row}"><v>{figure}</v></c><c r="E{row}"><v>100</v></c>'
    return f'<row r="{row}">{cells}</row>'


TITLE = '<row><c t="s"><v>0</v></c></row>'
TWO_YEARS = f"<row>{HEAD_CELLS}</row>{one(2, '歙县', 2025, 80)}{one(3, '没了', 2026, 83)}"
SHEETS: list[tuple[str, str, str]] = [
    ("rows that are left out", f'<row r="3">{HEAD_CELLS}</row>{one(7, "歙县", 2026, 83)}', ""),
    ("a name over two years", TWO_YEARS, "A2:A3"),
    ("a title over all", f"{TITLE}<row>{HEAD_CELLS}</row>{one(3, '歙县', 2026, 83)}", "A1:L1"),
    (
        "rows of no height",
        TWO_YEARS.replace('<row r="2"', '<row r="2" ht="0"').replace(
            '<row r="3"', '<row hidden="true" r="3"'
        ),
        "",
    ),
    (
        "rows that are seen",
        TWO_YEARS.replace('<row r="2"', '<row r="2" ht="0.0" hidden="0"').replace(
            '<row r="3"', '<row hidden="f" r="3" ht="14"'
        ),
        "",
    ),
    ("nothing", "", ""),
    ("blank cells", '<row><c/><c s="1"/></row>', ""),
    ("XML that is none", "<row>", ""),
    ("too many rows", '<row r="200001"><c><v>1</v></c></row>', ""),
    ("too many columns", '<row r="1"><c r="CZZ1"><v>1</v></c></row>', ""),
]


@pytest.mark.parametrize(("title", "rows", "merged"), SHEETS, ids=[title for title, _, _ in SHEETS])
def test_any_sheet(small_kits: tuple[Kit, Kit], tmp_path: Path, title: str, rows: str, merged: str) -> None:
    assert title
    cells = f'<mergeCells><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
    (tmp_path / "簿.xlsx").write_bytes(handmade(f"<sheetData>{rows}</sheetData>{cells}"))
    in_node, in_browser = small_kits
    said = alike(in_node, tmp_path / "簿.xlsx")
    assert in_browser.check(tmp_path / "簿.xlsx", "341021", DAY) == said


COLUMNS = [
    '<col min="4" max="5" hidden="1"/>',
    '<col min="4" max="4" hidden="true"/><col min="4" max="5" hidden="0"/>',
    '<col min="4" hidden="1"/><col min="5" max="999999999" hidden="1"/>',
    "",
]


@pytest.mark.parametrize("columns", COLUMNS)
def test_any_columns(small_kits: tuple[Kit, Kit], tmp_path: Path, columns: str) -> None:
    sheet = f"<cols>{columns}</cols><sheetData>{TWO_YEARS}</sheetData>"
    (tmp_path / "簿.xlsx").write_bytes(handmade(sheet))
    said = alike(small_kits[0], tmp_path / "簿.xlsx")
    assert small_kits[1].check(tmp_path / "簿.xlsx", "341021", DAY) == said


def broken_sum(data: bytes) -> bytes:
    """A part whose bytes were changed on the way."""
    at = data.index(b"PK\x01\x02") + 16
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


ARCHIVES: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("cut off", lambda data: data[:-30]),
    ("cut in two", lambda data: data[: len(data) // 2]),
    ("a wrong checksum", broken_sum),
    ("bytes behind", lambda data: data + b"\0" * 10),
    ("a document", lambda data: data.replace(b"xl/workbook.xml", b"word/docume.xml")),
]


@pytest.mark.parametrize(("title", "harm"), ARCHIVES, ids=[title for title, _ in ARCHIVES])
def test_a_harmed_archive(small_kit: Kit, tmp_path: Path, title: str, harm: Callable[[bytes], bytes]) -> None:
    assert title
    sheet = f"<sheetData><row>{HEAD_CELLS}</row>{one(2, '歙县', 2026, 83)}</sheetData>"
    (tmp_path / "簿.xlsx").write_bytes(harm(handmade(sheet, plain_zip=True)))
    alike(small_kit, tmp_path / "簿.xlsx")
