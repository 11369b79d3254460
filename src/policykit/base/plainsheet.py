"""One sheet as the bytes of an .xlsx file: heads held in sight, a filter on each, the same bytes for the same cells.

A site has dozens of such files. Packages that write workbooks of every kind take half a second for them; a sheet
without pictures and formulas is a few lines of XML.
"""

from __future__ import annotations

import io
import re
import zipfile
from itertools import islice
from typing import TYPE_CHECKING

from policykit.base.spreadsheet import EPOCH

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Cell", "plain_sheet"]

Cell = str | float | None
"""What stands in a cell: text, a number, or nothing."""
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_LINKS = f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{{}}</Relationships>'
_LINK = f'<Relationship Id="{{}}" Type="{_OFFICE}/{{}}" Target="{{}}"/>'
_PARTS = {
    "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": _LINKS.format(_LINK.format("rId1", "officeDocument", "xl/workbook.xml")),
    "xl/_rels/workbook.xml.rels": _LINKS.format(
        _LINK.format("rId1", "worksheet", "worksheets/sheet1.xml")
        + _LINK.format("rId2", "styles", "styles.xml")
    ),
    # The second style is the bold one of heads.
    "xl/styles.xml": f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="2">'
    '<font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}
_WORKBOOK = (
    f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="Sheet" sheetId="1" r:id="rId1"/>'
    '</sheets><definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">'
    "'Sheet'!$A$1:${}${}</definedName></definedNames></workbook>"
)
_BEFORE = (
    f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>'
    '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{}</cols><sheetData>'
)
_AFTER = '</sheetData><autoFilter ref="A1:{}{}"/></worksheet>'
_AT_ONCE = 1000
"""So many rows are written in one go: the whole of a large sheet would only take memory."""
_MEANT = re.compile(r"[&<>\r]")
"""What XML would take for something of its own."""


def plain_sheet(heads: Sequence[str], widths: Iterable[int], rows: Sequence[Sequence[Cell]]) -> bytes:
    """A workbook of one sheet; `widths` are those of the columns, in characters.

    Text is text, whatever it looks like: no cell is a formula or an error value.

    >>> from openpyxl import load_workbook
    >>> sheet = load_workbook(io.BytesIO(plain_sheet(["甲", "乙"], [8, 9], [["<=1>", 2.5]]))).active
    >>> [cell.value for row in sheet.rows for cell in row], sheet.auto_filter.ref, sheet.freeze_panes
    (['甲', '乙', '<=1>', 2.5], 'A1:B2', 'A2')
    """
    columns = [_column_name(at) for at in range(len(heads))]
    cols = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(widths, 1)
    )
    last, end = columns[-1], len(rows) + 1
    lines = (_row(number, columns, row) for number, row in enumerate(rows, 2))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in {**_PARTS, "xl/workbook.xml": _WORKBOOK.format(last, end)}.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), part.encode(), zipfile.ZIP_DEFLATED)
        place = zipfile.ZipInfo("xl/worksheets/sheet1.xml", EPOCH)
        place.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(place, "w") as sheet:
            sheet.write((_BEFORE.format(cols) + _row(1, columns, heads, ' s="1"')).encode())
            while group := "".join(islice(lines, _AT_ONCE)):
                sheet.write(group.encode())
            sheet.write(_AFTER.format(last, end).encode())
    return made.getvalue()


def _column_name(at: int) -> str:
    """What spreadsheets call a column.

    >>> _column_name(0), _column_name(25), _column_name(26), _column_name(701), _column_name(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    name, left = "", at + 1
    while left:
        left, digit = divmod(left - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


def _row(number: int, columns: Sequence[str], cells: Sequence[Cell], style: str = "") -> str:
    inside = "".join(
        _cell(f"{column}{number}", cell, style)
        for column, cell in zip(columns, cells, strict=True)
        if cell is not None
    )
    return f'<row r="{number}">{inside}</row>'


def _cell(place: str, cell: str | float, style: str) -> str:
    if not isinstance(cell, str):
        return f'<c r="{place}"{style}><v>{cell!r}</v></c>'
    text = _MEANT.sub(lambda found: f"&#{ord(found[0])};", cell)
    space = ' xml:space="preserve"' if cell != cell.strip() or "\n" in cell else ""
    return f'<c r="{place}"{style} t="inlineStr"><is><t{space}>{text}</t></is></c>'
