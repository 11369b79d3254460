"""write_template: the workbook to fill in, generated from what requirements need."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from policykit.base.clock import today
from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.division import Division, Level
from policykit.base.spreadsheet import for_paper, save, text_cell
from policykit.figures.needs import Needs
from policykit.figures.vocabulary import header_of, range_of
from policykit.model import Entity, Period, Requirement, Variable
from policykit.model.reading import NOT_DONE, words
from policykit.model.writing import written

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from policykit.figures.observations import Observations
    from policykit.figures.row import Row

__all__ = ["write_template"]

_BLANK_ROWS = 30
_LAST_ROW = 5000
_HEADER_ROW, _DEFINITION_ROW, _RANGE_ROW = 2, 3, 4
_LABELS_ROW = 3
"""Of a vertical sheet, behind the line that says whose it is."""
_MOST_USES = 6
_YEAR = 12
_LIST_LIMIT = 255
"""Excel takes no longer list in a drop-down."""

_TITLE = Font(bold=True, size=14)
_HEAD, _HEAD_FILL = Font(bold=True), PatternFill("solid", fgColor="DDEBF7")
_SMALL = Font(size=9, color="595959")
_INPUT_FILL = PatternFill("solid", fgColor="FFFDE7")
_WRAP = Alignment(wrap_text=True, vertical="top")
_LINE = Side(style="thin", color="BFBFBF")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def write_template(  # noqa: PLR0913 - what the workbook is for, each with a usual value
    path: str | Path,
    requirements: Sequence[Requirement],
    division: str,
    *,
    period: Period | int | None = None,
    last: Observations | None = None,
    vertical: bool = True,
    cite: Callable[[str], str] = str,
) -> None:
    """Write the workbook that the units of a division fill in.

    A sheet per kind of unit with the variables that the requirements binding the division need: label and unit,
    definition, range, drop-downs for grades. Of the division itself a variable is a row, with what it is asked for,
    the figures of the periods before and this one's; of many units each is a row, the divisions among them are there
    already.

    Parameters
    ----------
    path
        Where to write the .xlsx; what stood there is replaced once the new one is complete.
    division
        GB/T 2260 code.
    period
        The year, quarter, half-year or month that is reported, this year when not given.
    last
        What was reported before (`read`): the figures of the periods before stand in it, the names of institutions too.
    vertical
        Whether the division's own variables stand one below the other, and not side by side in two rows.
    cite
        How a reader is told a clause, of its id.

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
    asked = period if isinstance(period, Period) else Period(period or today().year)
    workbook = Workbook()
    cover = workbook.worksheets[0]
    every, needs = needs, needs.during(asked)
    _cover(cover, needs, division, _left(every, needs, asked))
    for entity in needs.variables:
        alone = vertical and entity.level is not None and entity.level is Division.of(division).level
        form = _Vertical if alone else _Rows
        form(workbook.create_sheet(entity.label), needs, entity, division, asked, last, cite).fill()
    save(workbook, path)


def _left(every: Needs, needs: Needs, period: Period) -> list[str]:
    """What is said of figures that are asked for the year and not for a part of it."""
    names = [
        variable.label
        for entity, variables in every.variables.items()
        for variable in variables
        if variable not in needs.variables.get(entity, ())
    ]
    told = {"period": period.label, "count": len(names), "label": "".join(names[:1])}
    return [words()["template"]["left"].format_map(told)] if names else []


def _cover(sheet: Worksheet, needs: Needs, division: str, left: Sequence[str]) -> None:
    wording = words()["template"]
    sheet.title = wording["cover"]
    values = {"name": Division.of(division).name, "code": division}
    text_cell(sheet, 1, 1, wording["title"].format_map(values)).font = _TITLE
    lines = [*(line.format_map(values) for line in wording["lines"]), *left]
    for entity, variables in needs.variables.items():
        count = sum(requirement.entity is entity for requirement in needs.requirements)
        counts = {"name": entity.label, "count": len(variables), "requirements": count}
        lines.append(wording["sheet_line"].format_map(counts))
    for row, line in enumerate(lines, start=3):
        text_cell(sheet, row, 1, line).alignment = _WRAP
    sheet.column_dimensions["A"].width = 100
    for_paper(sheet)


@dataclass
class _Form:
    """One sheet, of one kind of unit."""

    sheet: Worksheet
    needs: Needs
    entity: Entity
    division: str
    period: Period
    last: Observations | None
    cite: Callable[[str], str]

    def title(self, columns: int) -> None:
        name, code = Division.of(self.division).name, self.division
        values = {"name": name, "code": code, "entity": self.entity.label}
        text_cell(self.sheet, 1, 1, words()["template"]["sheet_title"].format_map(values)).font = _TITLE
        self.sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=columns)

    def head(self, row: int, column: int, text: str, width: float) -> None:
        head = text_cell(self.sheet, row, column, text)
        head.font, head.fill, head.alignment, head.border = _HEAD, _HEAD_FILL, _WRAP, _BOX
        self.sheet.column_dimensions[get_column_letter(column)].width = width

    def text(self, row: int, column: int, text: str, font: Font = _SMALL) -> None:
        cell = text_cell(self.sheet, row, column, text)
        cell.font, cell.alignment, cell.border = font, _WRAP, _BOX

    def figure(self, row: int, column: int, value: float | date | str | None = None) -> None:
        """A cell to be filled in, or that is known from before."""
        if isinstance(value, str):
            text_cell(self.sheet, row, column, value)
        elif value is not None:
            self.sheet.cell(row, column).value = value
        cell = self.sheet.cell(row, column)
        cell.fill, cell.border = _INPUT_FILL, _BOX

    def uses(self, variable: Variable) -> list[str]:
        """What a variable is asked for: the words and their clause, of several requirements the first few."""
        uses = self.needs.asking(variable, self.entity)
        wording = words()["template"]["use"]
        return [wording.format(quote=use.quote, clause=self.cite(use.clause)) for use in uses[:_MOST_USES]]

    def reported(self, period: Period) -> list[Row]:
        """What was reported before of a period; nothing of the one that is asked for."""
        rows = self.last.rows if self.last and period != self.period else []
        label = "" if _is_year(period) else period.label
        of = period.year, label
        return [row for row in rows if row.entity is self.entity and (row.year, row.period) == of]

    def limit(self, cells: str, variable: Variable) -> None:
        """Let the cells take what the variable can be."""
        if variable.grades:
            self.choose(cells, tuple(variable.grades))
        elif not variable.is_date:
            self._bounds(cells, variable)

    def choose(self, cells: str, choices: Sequence[str], *, strict: bool = True) -> None:
        listed = ",".join(choice.replace(",", "，") for choice in choices)
        if len(listed) <= _LIST_LIMIT and not any(
            choice.startswith(("=", "+", "-", "@")) for choice in choices
        ):
            rule = DataValidation(
                type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=strict
            )
            self._apply(cells, rule, words()["template"]["ranges"]["grades"])

    def _bounds(self, cells: str, variable: Variable) -> None:
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
        self._apply(cells, rule, range_of(variable))

    def _apply(self, cells: str, rule: DataValidation, allowed: str) -> None:
        rule.errorTitle = words()["template"]["bad_title"]
        rule.error = words()["template"]["bad_value"].format(range=allowed)
        rule.add(cells)
        self.sheet.add_data_validation(rule)


class _Vertical(_Form):
    """指标 | 单位 | 口径 | 来源条款 | 上年 | 本年 | 责任科室: a row for each variable of the one unit."""

    def fill(self) -> None:
        wording = words()["template"]
        own = Division.of(self.division)
        columns: dict[str, str] = wording["vertical"]
        self.title(len(columns) + len(self.columns()))
        for column, name in ((1, "unit"), (3, "division")):
            value = own.name if name == "unit" else own.code
            text_cell(self.sheet, _HEADER_ROW, column, f"{wording['headers'][name]}：{value}").font = _HEAD
        widths: dict[str, float] = wording["widths"]
        periods = self.columns()
        *about, last = columns
        heads = [(columns[name], widths[name]) for name in about]
        heads += [(period.label, widths["figure"]) for period in periods]
        for column, (text, width) in enumerate([*heads, (columns[last], widths[last])], start=1):
            self.head(_LABELS_ROW, column, text, width)
        known = [
            next((row.figures for row in self.reported(period) if row.division == own.code), {})
            for period in periods
        ]
        first, end = len(about) + 1, len(about) + len(periods)
        letters = get_column_letter(first), get_column_letter(end)
        for row, variable in enumerate(self.needs.variables[self.entity], start=_LABELS_ROW + 1):
            definition = wording["range"].format(definition=variable.definition, range=range_of(variable))
            self.text(row, 1, variable.label, Font())
            self.text(row, 2, variable.unit, Font())
            self.text(row, 3, definition)
            self.text(row, 4, "\n".join(self.uses(variable)))
            for column, figures in enumerate(known, start=first):
                self.figure(row, column, _reported(figures.get(variable.name), variable))
            self.figure(row, end + 1)
            self.limit(f"{letters[0]}{row}:{letters[1]}{row}", variable)
        self.sheet.freeze_panes = f"B{_LABELS_ROW + 1}"
        for_paper(self.sheet, _LABELS_ROW)

    def columns(self) -> list[Period]:
        """Of which periods there are columns: what is needed, and beside it the year before and the period before."""
        before = self.period.before or self.period
        return sorted(
            {*self.needs.periods(self.entity, self.period), self.period.year_before, before, self.period}
        )


class _Rows(_Form):
    """A row for each unit and year, a column for each variable."""

    def fill(self) -> None:
        wording = words()["template"]
        variables = self.needs.variables[self.entity]
        when = "year" if _is_year(self.period) else "period"
        keys = ["unit", "division", when, *(["population"] if self.needs.populations(self.entity) else [])]
        self.title(len(keys) + len(variables))
        for column, name in enumerate(keys, start=1):
            self._head(column, wording["headers"][name], wording["key_notes"][name], "")
        text_cell(self.sheet, _DEFINITION_ROW, 1, wording["rows"]["definition"])
        text_cell(self.sheet, _RANGE_ROW, 1, wording["rows"]["range"])
        for column, variable in enumerate(variables, start=len(keys) + 1):
            self._variable(column, variable)
        if "population" in keys:
            groups = self.needs.populations(self.entity)
            self.choose(_below(keys.index("population") + 1), groups, strict=False)
        self._rows(len(keys), variables)
        self.sheet.freeze_panes = f"{get_column_letter(len(keys) + 1)}{_RANGE_ROW + 1}"
        self.sheet.row_dimensions[_HEADER_ROW].height = 48
        self.sheet.row_dimensions[_DEFINITION_ROW].height = 84
        for_paper(self.sheet, _HEADER_ROW)

    def _head(self, column: int, header: str, definition: str, allowed: str) -> None:
        self.head(_HEADER_ROW, column, header, 18)
        self.text(_DEFINITION_ROW, column, definition)
        self.text(_RANGE_ROW, column, allowed)

    def _variable(self, column: int, variable: Variable) -> None:
        self._head(column, header_of(variable), variable.definition, range_of(variable))
        sources = self.uses(variable)
        used = words()["template"]["used"].format(requirements="\n".join(["", *sources]))
        height = 60 + 40 * len(sources)
        note = Comment(f"{variable.definition}\n{used}", "policykit", width=380, height=height)
        self.sheet.cell(_HEADER_ROW, column).comment = note
        self.limit(_below(column), variable)

    def _rows(self, keys: int, variables: Sequence[Variable]) -> None:
        periods = self.needs.periods(self.entity, self.period)
        before = dict.fromkeys((*periods, self.period.year_before, self.period.before or self.period))
        known = {(row.unit, row.division, period): row for period in before for row in self.reported(period)}
        starts = [(name, code, period) for name, code in self._units(known) for period in periods]
        for row, start in enumerate(starts, start=_RANGE_ROW + 1):
            name, code, period = start
            for column, text in enumerate((name, code), start=1):
                text_cell(self.sheet, row, column, text).border = _BOX
            cell = self.sheet.cell(row, len(start))
            cell.value, cell.border = period.year if _is_year(period) else period.label, _BOX
            told = known.get(start)
            for column in range(len(start) + 1, keys + 1):
                self.figure(row, column, told.population if told else None)
            for column, variable in enumerate(variables, start=keys + 1):
                value = told.figures.get(variable.name) if told else None
                self.figure(row, column, _reported(value, variable))

    def _units(self, known: Mapping[tuple[str, str, Period], Row]) -> list[tuple[str, str]]:
        """Names and codes of the units; of institutions nobody knows them that did not report before."""
        own = Division.of(self.division)
        divisions = [
            (division.name, division.code)
            for division in Division.all().values()
            if division.level is self.entity.level and division in own
        ]
        named = list(dict.fromkeys((unit, code) for unit, code, _ in known)) if not divisions else []
        code = self.division if own.level is Level.COUNTY else ""
        return divisions or named or [("", code)] * _BLANK_ROWS


def _is_year(period: Period) -> bool:
    return period.months == _YEAR


def _below(column: int) -> str:
    """The cells of a column in which figures stand."""
    letter = get_column_letter(column)
    return f"{letter}{_RANGE_ROW + 1}:{letter}{_LAST_ROW}"


def _reported(value: float | None, variable: Variable) -> float | date | str | None:
    """A value as it is filled in: of a share with its sign, since 0.5 alone may be half of all."""
    if value is None:
        return None
    if variable.is_date:
        return written(value, variable) if value == NOT_DONE else date.fromordinal(int(value))
    return written(value, variable) if variable.grades or variable.unit == "%" else value
