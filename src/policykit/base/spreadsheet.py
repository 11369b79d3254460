"""Writing .xlsx: text that never becomes a formula."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from policykit.base.files import replace_file

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["EPOCH", "dateless", "for_paper", "guarded", "harmless", "save", "text_cell"]

_FORMULA = re.compile(r"^[\s\x00]*[=+\-@＝＋－＠\t\r]")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST = 32_000
"""A cell holds 32,767 characters."""
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first day that a zip file knows: what is the same shall be the same bytes."""
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_A4 = 9
"""Excel's number of the paper."""


def harmless(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would take for a formula.

    >>> harmless("=HYPERLINK(1)"), harmless("县域内就诊率"), harmless("-5")
    ("'=HYPERLINK(1)", '县域内就诊率', "'-5")
    """
    clean = _ILLEGAL.sub("", text)[:_LONGEST]
    return f"'{clean}" if _FORMULA.match(clean) else clean


def guarded(text: str) -> str:
    """As `harmless`, but nothing is lost: the text without one leading apostrophe is the text that was given.

    >>> guarded("=1+1"), guarded("'t Hooft"), guarded("县域内就诊率")
    ("'=1+1", "''t Hooft", '县域内就诊率')
    """
    return f"'{text}" if text.startswith("'") or _FORMULA.match(text) else text


def text_cell(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Write text, and only text, into a cell."""
    cell: Cell = sheet.cell(row, column)  # type: ignore[assignment]  # never a merged cell
    cell.value = harmless(text) or None
    if cell.value is not None:
        cell.data_type = "s"
    return cell


def for_paper(sheet: Worksheet, heads: int = 0) -> None:
    """Print it on A4 across, as wide as the paper, with its first rows, the heads, on every page."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if heads:
        sheet.print_title_rows = f"1:{heads}"


def save(workbook: Workbook, path: str | Path) -> None:
    """Write a workbook whole or not at all. Raises `PolicykitError` (PK004) when it cannot be written."""
    buffer = io.BytesIO()
    workbook.save(buffer)
    replace_file(path, buffer.getvalue())


def dateless(data: bytes, *, stamped: bool = True) -> bytes:
    """The same .xlsx or .docx without the time of its making; with `stamped` that in its properties goes too.

    The list of types comes first, then the parts by their names.
    """
    made, first = io.BytesIO(), "[Content_Types].xml"
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in [first, *sorted(set(old.namelist()) - {first})]:
            part = old.read(name)
            if stamped and name == "docProps/core.xml":
                part = _STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z", part)
            new.writestr(zipfile.ZipInfo(name, EPOCH), part, zipfile.ZIP_DEFLATED)
    return made.getvalue()
