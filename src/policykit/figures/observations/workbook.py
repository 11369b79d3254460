"""xlsx → sheets: values only, with a look before the leap."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.figures.observations.sheet import Cell, Sheet

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["read_workbook"]

_MEGABYTE = 2**20
_MOST_UNPACKED = 64 * _MEGABYTE
_MOST_ROWS, _MOST_COLUMNS = 200_000, 2_000
_MOST_CELLS = 4_000_000


def read_workbook(data: bytes, file: str) -> tuple[list[Sheet], bool]:
    """The sheets of a workbook, and whether it has macros or links to other files, which are never read.

    Raises
    ------
    PolicykitError
        It is no workbook (PK303), or too large to open safely (PK304).
    """
    foreign = _inspect(data, file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl names what it drops: validations, pictures, extensions
            values = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
            formulas = load_workbook(io.BytesIO(data), data_only=False, keep_links=False)
    except Exception as error:
        raise _unreadable(file, "损坏的工作簿") from error
    for sheet in values.worksheets:
        if sheet.max_row > _MOST_ROWS or sheet.max_column > _MOST_COLUMNS or _area(sheet) > _MOST_CELLS:
            raise _large(file, f"工作表“{sheet.title}”有{sheet.max_row}行{sheet.max_column}列")
    return list(_sheets(values, formulas, file)), foreign


def _inspect(data: bytes, file: str) -> bool:
    """Refuse archives that are no workbook or would fill the memory; tell whether something foreign is in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as error:
        raise _unreadable(file, "损坏的压缩包") from error
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" not in names:
        raise _unreadable(file, "Word 文档" if "word/document.xml" in names else "压缩包或其他格式")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > _MOST_UNPACKED:
        raise _large(file, f"展开后有{unpacked // _MEGABYTE}MB")
    return any("vbaProject" in name or "externalLink" in name for name in names)


def _sheets(values: Workbook, formulas: Workbook, file: str) -> Iterator[Sheet]:
    for sheet in values.worksheets:
        pairs = zip(sheet.iter_rows(), formulas[sheet.title].iter_rows(), strict=True)
        rows = [
            [
                Cell(
                    cell.value,
                    percent="%" in str(cell.number_format),
                    formula=cell.value is None and written.data_type == "f",
                )
                for cell, written in zip(row, written_row, strict=True)
            ]
            for row, written_row in pairs
        ]
        for merged in sheet.merged_cells.ranges:
            # One name over the rows of two years stands for both.
            first = rows[merged.min_row - 1][merged.min_col - 1]
            for row in rows[merged.min_row : merged.max_row]:
                row[merged.min_col - 1] = first
        yield Sheet(file, sheet.title, rows)


def _area(sheet: Worksheet) -> int:
    return sheet.max_row * sheet.max_column


def _unreadable(file: str, found: str) -> PolicykitError:
    return PolicykitError([Diagnostic(Code.DATA_FORMAT, {"format": found}, file=file)])


def _large(file: str, size: str) -> PolicykitError:
    return PolicykitError([Diagnostic(Code.DATA_TOO_LARGE, {"size": size}, file=file)])
