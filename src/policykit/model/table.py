"""表: a table of a policy with the path of heads over each column, and what each of its cells states.

A row is a clause (`…/t1/r3`); its `Row` says what the cells of that line are. Nothing here reads text: tables are
made by `policykit.text.tables`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policykit.model.policy import Span

__all__ = ["Cell", "Column", "ColumnKind", "Row", "RowKind", "Statement", "Table"]


class ColumnKind(StrEnum):
    """What the cells of a column are to their row."""

    SERIAL = "serial"
    """序号."""
    GROUP = "group"
    """类别, 一级指标: what several rows stand under."""
    NAME = "name"
    """指标: what the row measures."""
    SUBJECT = "subject"
    """县（市、区）, 机构, 年度: whom or when the row speaks of, where the heads name the indicators."""
    UNIT = "unit"
    """计量单位."""
    ATTRIBUTE = "attribute"
    """属性: 约束性, 预期性, 指导性."""
    DUE = "due"
    """完成时限."""
    BEARER = "bearer"
    """责任单位."""
    REMARK = "remark"
    VALUE = "value"
    """A figure, or the words that stand for one or state a duty."""


class RowKind(StrEnum):
    """What a row is to its table."""

    CAPTION = "caption"
    """A title, a line with the unit or a note that stands in a row of its own."""
    HEAD = "head"
    SECTION = "section"
    """A heading over the rows below it: 一、健康水平."""
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its words as published and where they stand in the source; a blank one has an empty span."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `header` are the heads over it from the top, each once however many rows or columns it spans."""

    kind: ColumnKind
    header: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """What one cell states: a value with all that the table says of it."""

    clause: str
    """Id of the row."""
    name: str
    """The indicator without its number, unit and footnote marks; empty where the value is a whole duty."""
    header: tuple[str, ...]
    """The heads over the value, from the top, as published."""
    value: str
    """The cell as published: 90, ≥9, [500], 逐步下降."""
    span: Span
    """Where the value stands in the source."""
    unit: str = ""
    """As published; empty where the table gives none."""
    period: str = ""
    """The words for the time: 2025年, 2026—2030年, “十四五”."""
    year: int | None = None
    """The last year of the period."""
    subject: str = ""
    """Whom the row speaks of, where it is no indicator: 甲县."""
    groups: tuple[str, ...] = ()
    """Sections and groups that the row stands under, from the top."""
    attribute: str = ""
    """约束性, 预期性 or 指导性."""
    bearer: str = ""
    """责任单位 of the row."""
    basis: str = ""
    """累计 or 年均, by the head or by a note on bracketed values."""
    baseline: bool = False
    """Whether the head says that the value was reached already (现状, 基期, 实际)."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row; `clause` is its id, `cells` stand in the order of the columns, as many as were written."""

    clause: str
    kind: RowKind
    cells: tuple[Cell, ...]
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """表: rows below their heads. `id` is the address that its rows share (`x/1/t1`).

    >>> from policykit.model import Span
    >>> span = Span(0, 0)
    >>> row = Row("x/1/t1/r2", RowKind.BODY, (Cell("就诊率", span), Cell("90", span)))
    >>> columns = Column(ColumnKind.NAME, ("指标",)), Column(ColumnKind.VALUE, ("目标", "2025年"))
    >>> Table("x/1/t1", columns, (row,)).headed(row)
    (('指标', '就诊率'), ('目标 2025年', '90'))
    """

    id: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    unit: str = ""
    """The unit of all values, from a line above or the caption."""
    notes: tuple[str, ...] = ()
    """注 below the table, as published."""

    def headed(self, row: Row) -> tuple[tuple[str, str], ...]:
        """The cells of a row that are not blank, each with its heads."""
        pairs = zip(self.columns, row.cells, strict=False)
        return tuple((" ".join(column.header), cell.text) for column, cell in pairs if cell.text)
