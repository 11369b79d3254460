"""A sheet as read: rows of cells that know where they stand."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from openpyxl.utils import get_column_letter

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.resources import load
from policykit.figures.limits import Excess, limit
from policykit.figures.parts import Written, WrittenCell, written_sheets
from policykit.model.reading import is_blank, plain, words

__all__ = ["Cell", "Sheet", "filled", "fits", "read_workbook", "refused", "wording"]

_TYPES = "[Content_Types].xml"
"""The list of its parts, without which a package is none."""
_CHUNK = 2**16


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell's value; `percent` when it is shown as a percentage, `formula` when a formula has no value."""

    value: object = None
    percent: bool = False
    formula: bool = False
    text: str = field(init=False, compare=False)
    """The value as text, full-width characters made narrow."""

    def __post_init__(self) -> None:
        # Once: what a cell says is asked many times, by each that looks for a header or a row.
        object.__setattr__(self, "text", plain(self.value))

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it."""
        return not self.formula and not self.text

    @property
    def unreported(self) -> bool:
        """Whether it says that nothing is reported: empty, or a word for it."""
        return not self.formula and _says_nothing(self.text)


@lru_cache(maxsize=4096)
def _says_nothing(text: str) -> bool:
    return is_blank(text)


_EMPTY = Cell()


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook, or a CSV file as its only sheet (`name` is then empty)."""

    file: str
    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    """What is not seen in a spreadsheet, from 0."""
    origins: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    """Where a cell stands in the file, when the table was made anew."""
    told: tuple[str, ...] = ()
    """What a reader is told of how the table was made anew."""
    above: tuple[str, ...] = ()
    """The titles of a table that was made anew without them."""
    misfits: tuple[tuple[Diagnostic, int], ...] = ()
    """Rows that did not fit then and were left out, with the number of cells that say something."""

    def titles(self, row: int) -> list[str]:
        """The texts that stand alone in a row above `row`, that of the heads."""
        lines = ({cell.text for cell in cells if not cell.blank} for cells in self.rows[:row])
        return [*self.above, *(text for line in lines if len(line) == 1 for text in line)]

    @property
    def top(self) -> range:
        """The rows in which a header may stand: the first in which anything stands, and some below it."""
        filled = (at for at, cells in enumerate(self.rows) if any(not cell.blank for cell in cells))
        first = next(filled, 0)
        return range(first, min(len(self.rows), first + int(words()["reading"]["deepest"])))

    def cell(self, row: int, column: int) -> Cell:
        """The cell at row and column from 0; beyond the end an empty one."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else Cell()

    def place(self, row: int, column: int) -> str:
        """Where a cell is, as a spreadsheet says it: `数据.xlsx 县!B7`.

        >>> Sheet("数据.xlsx", "县").place(6, 1)
        '数据.xlsx 县!B7'
        """
        row, column = self.origins.get((row, column), (row, column))
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


def filled(cells: Sequence[Cell]) -> int:
    """How many cells a row has up to the last in which anything stands."""
    return max((at for at, cell in enumerate(cells, start=1) if not cell.blank), default=0)


def fits(cells: Sequence[Cell], wanted: int, fields: int) -> bool:
    """Whether a row of delimited text has the fields of its header: `wanted` with names, `fields` with blank ones.

    One too many shows that a figure stands in another's column (1,083), even if the last is blank.
    """
    return filled(cells) <= wanted <= len(cells) <= max(wanted, fields)


_MEGABYTE = 2**20


def read_workbook(data: bytes, file: str) -> tuple[list[Sheet], bool]:
    """The sheets of a workbook, and whether it has macros or links to other files, which are never read.

    Raises
    ------
    PolicykitError
        It is no workbook (PK303), or too large to open safely (PK304).
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except Exception as error:  # of a broken directory zipfile raises what it trips over
        raise _unreadable(file, "archive") from error
    names = set(archive.namelist())
    if "xl/workbook.xml" not in names:
        raise _unreadable(file, "word" if "word/document.xml" in names else "other")
    try:
        with archive.open(_TYPES) as stream:
            while stream.read(_CHUNK):  # zipfile says at the end whether it is whole
                pass
        sheets = [_sheet(written, file) for written in written_sheets(archive)]
    except Excess as excess:
        raise _large(file, excess.what, **excess.values) from excess
    except PolicykitError:
        raise
    except Exception as error:  # a broken reference, number or address: what its reading trips over
        raise _unreadable(file, "workbook") from error
    return sheets, any("vbaProject" in name or "externalLink" in name for name in names)


def _sheet(written: Written, file: str) -> Sheet:
    height, width = written.height, written.width
    if height > limit("rows") or width > limit("columns") or height * width > limit("cells"):
        raise _large(file, "sheet", name=written.name, rows=height, columns=width)
    rows = [[_EMPTY] * width for _ in range(height)]
    for (row, column), cell in written.cells.items():
        rows[row - 1][column - 1] = _cell(cell)
    for left, top, right, bottom in written.merged:
        # One name over the rows of two years stands for both.
        first = rows[top - 1][left - 1]
        for line in rows[top - 1 : bottom]:
            line[left - 1 : right] = [first, *[_EMPTY] * (right - left)]
    last = limit("columns")
    columns = {
        at - 1 for first, end in written.hidden_columns.items() for at in range(first, min(end, last) + 1)
    }
    hidden = frozenset(at - 1 for at in written.hidden_rows), frozenset(columns)
    return Sheet(file, written.name, rows, written.unseen, *hidden)


def _cell(cell: WrittenCell) -> Cell:
    is_formula = cell.value is None and cell.has_formula
    return Cell(shown(cell.value, cell.number_format), _is_percent(cell.number_format), is_formula)


@lru_cache(maxsize=1024)
def _is_percent(number_format: str) -> bool:
    return "%" in _LITERAL.sub("", number_format)


_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""What a number format shows as it stands: nothing that counts."""
_SUFFIX = re.compile(r'[#0?,]*[#0?](?:\.[0#?]+)?(?:"([^"]+)"|\\(.))')
"""A plain number with a word behind it; a comma at the end of the digits would divide by a thousand."""

_LARGEST = 10**300
"""Whole numbers above it are no figures, and no floats."""


def shown(value: object, number_format: str) -> object:
    """A value with the unit that its cell shows behind it, though none is stored: 85 as 85%.

    >>> shown(85, '0"%"'), shown(0.9, '0.0"%"'), shown(3, '0"万元"'), shown(0.85, "0%"), shown(12345, '0!.0,"万"')
    ('85%', '0.9%', '3万元', 0.85, 12345)
    """
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    suffix = _suffix(number_format)
    if suffix is None or (isinstance(value, int) and abs(value) > _LARGEST):
        return value
    return f"{value:.15g}{suffix}"


@lru_cache(maxsize=1024)
def _suffix(number_format: str) -> str | None:
    match = _SUFFIX.fullmatch(number_format.partition(";")[0].strip())
    return (match[1] or match[2]).strip() if match else None


def refused(code: Code, file: str, /, **values: object) -> PolicykitError:
    """A file that cannot be used."""
    return PolicykitError([Diagnostic(code, dict(values), file=file)])


def _unreadable(file: str, found: str) -> PolicykitError:
    return refused(Code.DATA_FORMAT, file, format=wording(found))


def _large(file: str, what: str, /, **values: object) -> PolicykitError:
    return refused(Code.DATA_TOO_LARGE, file, size=wording(what, **values))


def wording(name: str, /, **values: object) -> str:
    """Why a file is refused, in Chinese."""
    return str(load("report")["refused"][name].format_map(values))
