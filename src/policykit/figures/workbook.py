"""A sheet as read: rows of cells that know where they stand."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError, visible
from policykit.base.files import read_file
from policykit.base.resources import load
from policykit.figures.limits import Excess, Scan, limit
from policykit.model.reading import is_blank, plain, words

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["Cell", "Sheet", "read_sheets", "read_workbook"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell's value; `percent` when it is shown as a percentage, `formula` when a formula has no value."""

    value: object = None
    percent: bool = False
    formula: bool = False

    @property
    def text(self) -> str:
        """The value as text, full-width characters made narrow."""
        return plain(self.value)

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it."""
        return not self.formula and not self.text

    @property
    def unreported(self) -> bool:
        """Whether it says that nothing is reported: empty, or a word for it."""
        return not self.formula and is_blank(self.text)


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook, or a CSV file as its only sheet (`name` is then empty)."""

    file: str
    name: str
    rows: list[list[Cell]] = field(default_factory=list)

    def cell(self, row: int, column: int) -> Cell:
        """The cell at row and column from 0; beyond the end an empty one."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else Cell()

    def place(self, row: int, column: int) -> str:
        """Where a cell is, as a spreadsheet says it: `数据.xlsx 县!B7`.

        >>> Sheet("数据.xlsx", "县").place(6, 1)
        '数据.xlsx 县!B7'
        """
        address = f"{get_column_letter(column + 1)}{row + 1}"
        return f"{self.file} {self.name}!{address}" if self.name else f"{self.file} {address}"

    def problem(self, code: Code, row: int, column: int, /, **values: object) -> Diagnostic:
        """A diagnostic that points at a cell; `value` is what stands in it."""
        text = self.cell(row, column).text if row < len(self.rows) else ""
        return Diagnostic(code, {"value": text, **values}, file=self.place(row, column))

    @property
    def shown(self) -> str:
        """File and sheet, for what concerns the whole sheet."""
        return f"{self.file} {self.name}".strip()


_MEGABYTE = 2**20


def read_workbook(data: bytes, file: str) -> tuple[list[Sheet], bool]:
    """The sheets of a workbook, and whether it has macros or links to other files, which are never read.

    Raises
    ------
    PolicykitError
        It is no workbook (PK303), or too large to open safely (PK304).
    """
    foreign, has_formulas = _inspect(data, file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl names what it drops: validations, pictures, extensions
            values = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
            # openpyxl gives values or formulas, never both: a file without formulas is opened once.
            formulas = load_workbook(io.BytesIO(data), keep_links=False) if has_formulas else values
    except Exception as error:
        raise _unreadable(file, "workbook") from error
    for sheet in values.worksheets:
        rows, columns = sheet.max_row, sheet.max_column
        if rows > limit("rows") or columns > limit("columns") or rows * columns > limit("cells"):
            raise _large(file, "sheet", name=sheet.title, rows=rows, columns=columns)
    return list(_sheets(values, formulas, file)), foreign


def _inspect(data: bytes, file: str) -> tuple[bool, bool]:
    """Refuse what is no workbook or would fill the memory; tell whether anything foreign and any formula is in it."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as error:
        raise _unreadable(file, "archive") from error
    names = set(archive.namelist())
    if "xl/workbook.xml" not in names:
        raise _unreadable(file, "word" if "word/document.xml" in names else "other")
    scan = Scan()
    try:
        scan.archive(archive)
    except Excess as excess:
        raise _large(file, excess.what, **excess.values) from excess
    except Exception as error:
        raise _unreadable(file, "workbook") from error
    return any("vbaProject" in name or "externalLink" in name for name in names), scan.has_formulas


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


def _unreadable(file: str, found: str) -> PolicykitError:
    return PolicykitError([Diagnostic(Code.DATA_FORMAT, {"format": _wording(found)}, file=file)])


def _large(file: str, what: str, /, **values: object) -> PolicykitError:
    return PolicykitError([Diagnostic(Code.DATA_TOO_LARGE, {"size": _wording(what, **values)}, file=file)])


def _wording(name: str, /, **values: object) -> str:
    """Why a file is refused, in Chinese."""
    return str(load("report")["refused"][name].format_map(values))


_ARCHIVE = b"PK\x03\x04"
_WIDE = b"\xff\xfe\0\0"
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_sheets(path: Path) -> tuple[list[Sheet], bool]:
    """The sheets of a workbook or a CSV file, and whether macros or external links were left unread.

    Raises
    ------
    PolicykitError
        The file is missing (PK301), empty (PK302), of another format (PK303), too large (PK304), or text in no
        known encoding (PK305).
    """
    file = visible(path.name).replace("\n", "␊")
    if path.is_file() and (size := path.stat().st_size) > limit("bytes"):
        raise _refused(Code.DATA_TOO_LARGE, file, size=_wording("bytes", size=size // _MEGABYTE))
    data = read_file(path, limit("bytes"), code=Code.DATA_NOT_FOUND)
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise _refused(Code.DATA_EMPTY, file)
    if data.startswith(_ARCHIVE):
        sheets, foreign = read_workbook(data, file)
    else:
        sheets, foreign = [_csv(data, file)], False
    if not any(not cell.blank for sheet in sheets for row in sheet.rows for cell in row):
        raise _refused(Code.DATA_EMPTY, file)
    return sheets, foreign


def _csv(data: bytes, file: str) -> Sheet:
    start = data[:64].lstrip().lower()
    for mark, name, _ in load("report")["formats"]:
        magic = mark.encode("latin-1")
        if data.startswith(magic) or start.startswith(magic.lower()):
            raise _refused(Code.DATA_FORMAT, file, format=name)
    if Path(file).suffix.lower() in (".xlsx", ".xlsm", ".xls"):
        raise _refused(Code.DATA_FORMAT, file, format=_wording("text"))
    text = _decoded(data, file)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        return Sheet(file, "", [[Cell(value) for value in line] for line in _counted(lines, file)])
    except csv.Error as error:
        what = "field" if "field limit" in str(error) else "columns"
        raise _refused(Code.DATA_FORMAT, file, format=_wording(what, most=csv.field_size_limit())) from error


def _counted(lines: Iterator[list[str]], file: str) -> Iterator[list[str]]:
    """The lines of a CSV file, none more than a file may have."""
    rows = columns = cells = 0
    for line in lines:
        rows, columns, cells = rows + 1, max(columns, len(line)), cells + len(line)
        if rows > limit("rows") or columns > limit("columns") or cells > limit("cells"):
            raise _large(file, "lines", rows=rows, columns=columns, cells=cells)
        if any(len(value) > limit("field") for value in line):
            raise _refused(Code.DATA_FORMAT, file, format=_wording("field", most=limit("field")))
        yield line


def _decoded(data: bytes, file: str) -> str:
    if data.startswith(_WIDE):  # of UTF-32, which begins as UTF-16 does
        raise _refused(Code.DATA_ENCODING, file)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, file)
    if b"\x00" in data:
        raise _refused(Code.DATA_FORMAT, file, format=_wording("binary"))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _strict(data, "gb18030", file)


def _strict(data: bytes, encoding: str, file: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _refused(Code.DATA_ENCODING, file) from error


def _delimiter(text: str) -> str:
    """The mark that stands most often, and equally often, in the first lines."""
    lines = [line for line in text.splitlines()[: limit("sample")] if line.strip()]
    marks: str = words()["reading"]["delimiters"]
    best = max(marks, key=lambda mark: (sum(mark in line for line in lines), -marks.index(mark)))
    return best if any(best in line for line in lines) else ","


def _refused(code: Code, file: str, **values: object) -> PolicykitError:
    return PolicykitError([Diagnostic(code, dict(values), file=file)])
