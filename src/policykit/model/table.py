"""表: a table of a policy with the path of heads over each column, and what each of its cells states.

A row is a clause (`…/t1/r3`); its `Row` says what the cells of that line are. Nothing here reads text: tables are
made by `policykit.text.tables`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policykit.model.span import Span

BLANK = "\u3000"
"""What stands in a drawn text for a cell that the file leaves blank; what is merged with another has nothing there."""
_FIGURE = re.compile(r"\d+(?:\.\d+)?")

__all__ = ["BLANK", "Cell", "Column", "ColumnKind", "Laid", "Row", "RowKind", "Statement", "Table"]


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

    @property
    def is_short(self) -> bool:
        """Whether the value is a figure or a few words, and no sentence."""
        return len(self.value) <= _SHORT

    @property
    def plain(self) -> str:
        """The value under its heads with its unit, in one line: 目标值 2025年：≥90%."""
        unit = "" if self.unit in self.value else self.unit
        return f"{' '.join(self.header)}：{' '.join(self.value.split())}{unit}".removeprefix("：")


@dataclass(frozen=True, slots=True)
class Row:
    """A row; `clause` is its id, `cells` stand in the order of the columns, as many as were written."""

    clause: str
    kind: RowKind
    cells: tuple[Cell, ...]
    statements: tuple[Statement, ...] = ()

    def earlier(self, stated: Statement) -> float | None:
        """The figure that the row gives for an earlier time of the same measure, in the same unit; the last of several.

        >>> from policykit.model import Span
        >>> place = Span(0, 0)
        >>> was = Statement("x", "死亡率", (), "12", place, "‰", "2020年", 2020, baseline=True)
        >>> goal = Statement("x", "死亡率", (), "≤9", place, "‰", "2025年", 2025)
        >>> Row("x", RowKind.BODY, (), (was, goal)).earlier(goal)
        12.0
        """
        found = [
            float(match[0])
            for each in self.statements
            if (each.name, each.subject, each.unit) == (stated.name, stated.subject, stated.unit)
            and each is not stated
            and (each.baseline or (each.year or 0) < (stated.year or 0))
            and (match := _FIGURE.fullmatch(each.value.strip().rstrip("%％")))
        ]
        return found[-1] if found else None


class Laid(NamedTuple):
    """A cell as a page sets it: over how many columns and rows, and what it heads (`col`, `row`, `colgroup` or "")."""

    cell: Cell
    columns: int
    rows: int
    scope: str


@dataclass(frozen=True, slots=True)
class Table:
    """表: rows below their heads. `id` is the address that its rows share (`x/1/t1`).

    >>> from policykit.model import Span
    >>> span = Span(0, 0)
    >>> row = Row("x/1/t1/r2", RowKind.BODY, (Cell("就诊率", span), Cell("90", span)))
    >>> columns = Column(ColumnKind.NAME, ("指标",)), Column(ColumnKind.VALUE, ("目标", "2025年"))
    >>> [(head, cell.text) for head, cell in Table("x/1/t1", columns, (row,)).headed(row)]
    [('指标', '就诊率'), ('目标 2025年', '90')]
    """

    id: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    unit: str = ""
    """The unit of all values, from a line above or the caption."""
    notes: tuple[str, ...] = ()
    """注 below the table, as published."""

    def headed(self, row: Row) -> tuple[tuple[str, Cell], ...]:
        """The cells of a row that are not blank, each with its heads."""
        pairs = zip(self.columns, row.cells, strict=False)
        return tuple((" ".join(column.header), cell) for column, cell in pairs if cell.text)

    def laid(self, row: Row) -> tuple[Laid, ...]:
        """The cells of a row as a page sets them: heads over all that they span, a section over the whole table.

        >>> from policykit.model import Span
        >>> cells = [Cell(words, Span(0, 0)) for words in ("指标", "目标", "", "", "2025年", "2030年")]
        >>> rows = Row("1", RowKind.HEAD, tuple(cells[:3])), Row("2", RowKind.HEAD, tuple(cells[3:]))
        >>> columns = [Column(ColumnKind.NAME, ("指标",))]
        >>> columns += [Column(ColumnKind.VALUE, ("目标", year)) for year in ("2025年", "2030年")]
        >>> [(laid.cell.text, laid.columns, laid.rows) for laid in Table("t", tuple(columns), rows).laid(rows[0])]
        [('指标', 1, 2), ('目标', 2, 1)]
        """
        width = len(self.columns)
        cells = [*row.cells, *[Cell("", row.cells[-1].span)] * (width - len(row.cells))]
        if row.kind in {RowKind.SECTION, RowKind.CAPTION}:
            filled = next(cell for cell in row.cells if cell.text)
            return (Laid(filled, width, 1, "colgroup" if row.kind is RowKind.SECTION else ""),)
        if row.kind is RowKind.BODY:
            return tuple(
                Laid(cell, 1, 1, "row" if column.kind in _HEADING and cell.text else "")
                for column, cell in zip(self.columns, cells, strict=True)
            )
        return tuple(self._heads(row, cells))

    @property
    def head(self) -> tuple[Row, ...]:
        """The rows at the top that are heads; one that stands again on another page is not among them."""
        first = next((at for at, row in enumerate(self.rows) if row.kind is not RowKind.CAPTION), 0)
        rest = takewhile(lambda row: row.kind is RowKind.HEAD, self.rows[first:])
        return tuple(rest)

    def _heads(self, row: Row, cells: Sequence[Cell]) -> Iterator[Laid]:
        top = self.head
        below = top[top.index(row) + 1 :] if row in top else ()
        above = top[: top.index(row)] if row in top else ()
        covered = 0
        for at, cell in enumerate(cells):
            if at < covered or (not cell.text and any(_filled(upper, at) for upper in above)):
                continue  # a head above reaches down to here
            end = at + 1
            while (
                cell.text
                and end < len(cells)
                and not cells[end].text
                and cell.text in self.columns[end].header
            ):
                end += 1
            covered = end
            depth = 1
            if end == at + 1 and cell.text and not any(_filled(lower, at) for lower in below):
                depth += len(below)
            yield Laid(cell, end - at, depth, "colgroup" if end > at + 1 else "col")


_SHORT = 30
_HEADING = frozenset({ColumnKind.NAME, ColumnKind.SUBJECT})


def _filled(row: Row, at: int) -> bool:
    return at < len(row.cells) and bool(row.cells[at].text)
