"""A sheet as read: rows of cells that know where they stand."""

from __future__ import annotations

from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from policykit.base.diagnostics import Code, Diagnostic
from policykit.figures.observations.words import plain

__all__ = ["Cell", "Sheet"]


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
        shown = self.cell(row, column).text if row < len(self.rows) else ""
        return Diagnostic(code, {"value": shown, **values}, file=self.place(row, column))

    @property
    def shown(self) -> str:
        """File and sheet, for what concerns the whole sheet."""
        return f"{self.file} {self.name}".strip()
