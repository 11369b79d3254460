"""write_template: the workbook to fill in, generated from what requirements need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from policykit.base.clock import today
from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.division import Division, Level
from policykit.base.spreadsheet import save, text_cell
from policykit.figures.needs import Needs
from policykit.figures.vocabulary import header_of
from policykit.model import Entity, Requirement, Variable
from policykit.model.reading import words

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["write_template"]

_BLANK_ROWS = 30
_LAST_ROW = 5000
_HEADER_ROW, _DEFINITION_ROW, _RANGE_ROW = 2, 3, 4
_MOST_USES = 6
_LIST_LIMIT = 255
"""Excel takes no longer list in a drop-down."""

_TITLE = Font(bold=True, size=14)
_HEAD, _HEAD_FILL = Font(bold=True), PatternFill("solid", fgColor="DDEBF7")
_SMALL = Font(size=9, color="595959")
_INPUT_FILL = PatternFill("solid", fgColor="FFFDE7")
_WRAP = Alignment(wrap_text=True, vertical="top")
_LINE = Side(style="thin", color="BFBFBF")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def write_template(
    path: str | Path, requirements: Sequence[Requirement], division: str, *, year: int | None = None
) -> None:
    """Write the workbook that the units of a division fill in.

    A sheet per kind of unit with the variables that the requirements binding the division need: label and unit,
    definition, range, drop-downs for grades; rows for the divisions themselves are there already.

    Parameters
    ----------
    path
        Where to write the .xlsx; what stood there is replaced once the new one is complete.
    division
        GB/T 2260 code.
    year
        The year that is reported, this year when not given.

    Raises
    ------
    PolicykitError
        The code does not exist (PK320), nothing binds the division (PK327), or the file cannot be written (PK004).
    """
    if division not in Division.all():
        unknown: dict[str, object] = {"value": division, "hint": Division.hint(division)}
        raise PolicykitError([Diagnostic(Code.DATA_UNKNOWN_DIVISION, unknown)])
    needs = Needs.of(requirements, division)
    if not needs.requirements:
        values: dict[str, object] = {"name": Division.of(division).name, "code": division}
        raise PolicykitError([Diagnostic(Code.NOTHING_BINDS, values)])
    year = year or today().year
    workbook = Workbook()
    cover = workbook.worksheets[0]
    _cover(cover, needs, division)
    for entity in needs.variables:
        _Form(workbook.create_sheet(entity.label), needs, entity, division, year).fill()
    save(workbook, path)


def _cover(sheet: Worksheet, needs: Needs, division: str) -> None:
    wording = words()["template"]
    sheet.title = wording["cover"]
    values = {"name": Division.of(division).name, "code": division}
    text_cell(sheet, 1, 1, wording["title"].format_map(values)).font = _TITLE
    lines = [line.format_map(values) for line in wording["lines"]]
    for entity, variables in needs.variables.items():
        count = sum(requirement.entity is entity for requirement in needs.requirements)
        counts = {"name": entity.label, "count": len(variables), "requirements": count}
        lines.append(wording["sheet_line"].format_map(counts))
    for row, line in enumerate(lines, start=3):
        text_cell(sheet, row, 1, line).alignment = _WRAP
    sheet.column_dimensions["A"].width = 100


@dataclass
class _Form:
    sheet: Worksheet
    needs: Needs
    entity: Entity
    division: str
    year: int

    def fill(self) -> None:
        """Headers, descriptions, drop-downs and the rows that are known beforehand."""
        wording = words()["template"]
        variables = self.needs.variables[self.entity]
        keys = ["unit", "division", "year", *(["population"] if self.needs.populations(self.entity) else [])]
        values = {"name": Division.of(self.division).name, "code": self.division, "entity": self.entity.label}
        text_cell(self.sheet, 1, 1, wording["sheet_title"].format_map(values)).font = _TITLE
        self.sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(keys) + len(variables))
        for column, name in enumerate(keys, start=1):
            self._head(column, wording["headers"][name], wording["key_notes"][name], "")
        text_cell(self.sheet, _DEFINITION_ROW, 1, wording["rows"]["definition"])
        text_cell(self.sheet, _RANGE_ROW, 1, wording["rows"]["range"])
        for column, variable in enumerate(variables, start=len(keys) + 1):
            self._variable(column, variable)
        if "population" in keys:
            self._list(keys.index("population") + 1, self.needs.populations(self.entity), strict=False)
        self._rows(len(keys), len(variables))
        self.sheet.freeze_panes = f"{get_column_letter(len(keys) + 1)}{_RANGE_ROW + 1}"
        self.sheet.row_dimensions[_HEADER_ROW].height = 48
        self.sheet.row_dimensions[_DEFINITION_ROW].height = 84

    def _head(self, column: int, header: str, definition: str, allowed: str) -> None:
        head = text_cell(self.sheet, _HEADER_ROW, column, header)
        head.font, head.fill, head.alignment, head.border = _HEAD, _HEAD_FILL, _WRAP, _BOX
        for row, text in ((_DEFINITION_ROW, definition), (_RANGE_ROW, allowed)):
            cell = text_cell(self.sheet, row, column, text)
            cell.font, cell.alignment, cell.border = _SMALL, _WRAP, _BOX
        self.sheet.column_dimensions[get_column_letter(column)].width = 18

    def _variable(self, column: int, variable: Variable) -> None:
        wording, allowed = words()["template"], _range(variable)
        self._head(column, header_of(variable), variable.definition, allowed)
        uses = self.needs.asking(variable, self.entity)
        sources = [wording["use"].format(quote=use.quote, clause=use.clause) for use in uses[:_MOST_USES]]
        used = wording["used"].format(requirements="\n".join(["", *sources]))
        note = Comment(
            f"{variable.definition}\n{used}", "policykit", width=380, height=60 + 40 * len(sources)
        )
        self.sheet.cell(_HEADER_ROW, column).comment = note
        if variable.grades:
            self._list(column, tuple(variable.grades))
        elif not variable.is_date:
            self._bounds(column, variable, allowed)

    def _list(self, column: int, choices: Sequence[str], *, strict: bool = True) -> None:
        listed = ",".join(choice.replace(",", "，") for choice in choices)
        if len(listed) <= _LIST_LIMIT and not any(
            choice.startswith(("=", "+", "-", "@")) for choice in choices
        ):
            rule = DataValidation(
                type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=strict
            )
            self._apply(column, rule, words()["template"]["ranges"]["grades"])

    def _bounds(self, column: int, variable: Variable, allowed: str) -> None:
        low, high = variable.minimum, variable.maximum
        if low is None and high is None:
            return
        operator: Literal["between", "lessThanOrEqual", "greaterThanOrEqual"] = "between"
        if low is None or high is None:
            operator = "lessThanOrEqual" if low is None else "greaterThanOrEqual"
        first = high if low is None else low
        second = f"{high:g}" if operator == "between" else None
        # A warning and not a wall: 4.8万 is text to a spreadsheet and a number to the check.
        rule = DataValidation(
            type="decimal", operator=operator, formula1=f"{first:g}", formula2=second, errorStyle="warning"
        )
        self._apply(column, rule, allowed)

    def _apply(self, column: int, rule: DataValidation, allowed: str) -> None:
        rule.errorTitle = words()["template"]["bad_title"]
        rule.error = words()["template"]["bad_value"].format(range=allowed)
        letter = get_column_letter(column)
        rule.add(f"{letter}{_RANGE_ROW + 1}:{letter}{_LAST_ROW}")
        self.sheet.add_data_validation(rule)

    def _rows(self, keys: int, figures: int) -> None:
        years = (self.year - 1, self.year) if self.needs.compares(self.entity) else (self.year,)
        own = Division.of(self.division)
        # Of institutions nobody knows the names beforehand.
        divisions = [
            division
            for division in Division.all().values()
            if division.level is self.entity.level and division in own
        ]
        starts: list[tuple[Any, ...]] = [
            (division.name, division.code, year) for division in divisions for year in years
        ]
        if not starts:
            code = self.division if own.level is Level.COUNTY else ""
            starts = [("", code, self.year)] * _BLANK_ROWS
        for row, start in enumerate(starts, start=_RANGE_ROW + 1):
            for column, value in enumerate(start, start=1):
                cell = self.sheet.cell(row, column)
                cell.value, cell.border = value or None, _BOX
            for column in range(len(start) + 1, keys + figures + 1):
                cell = self.sheet.cell(row, column)
                cell.fill, cell.border = _INPUT_FILL, _BOX


def _range(variable: Variable) -> str:
    wording: dict[str, str] = words()["template"]["ranges"]
    if variable.is_date:
        return wording["date"]
    if variable.grades:
        return "、".join(variable.grades)
    low, high = variable.minimum, variable.maximum
    name = "between" if None not in (low, high) else "least" if high is None else "most"
    bounds = wording[name].format(low=_bound(low), high=_bound(high)) if (low, high) != (None, None) else ""
    return "，".join(
        part for part in (wording["whole"] if variable.whole else wording["any"], bounds) if part
    )


def _bound(figure: float | None) -> str:
    return "" if figure is None else f"{figure:g}"
