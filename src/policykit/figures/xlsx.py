"""The report as a workbook: a summary, then every verdict with its quote."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from policykit.base.division import Division
from policykit.base.resources import load
from policykit.base.spreadsheet import save, text_cell
from policykit.figures.report import MARK, Report, asked, definition, due, found, gap, remark
from policykit.figures.result import Result
from policykit.model import State

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["write_report"]

_FILLS = {
    State.MET: "E2EFDA",
    State.NOT_MET: "F8CBAD",
    State.NOT_DUE: "FFF2CC",
    State.NO_DATA: "DDEBF7",
    State.JUDGEMENT: "E4DFEC",
    State.ADOPTED: "E2EFDA",
    State.NOT_ADOPTED: "EDEDED",
    State.COULD_NOT_RUN: "FF9999",
}
_WIDTHS = (20, 8, 10, 8, 26, 16, 18, 12, 14, 22, 60, 24, 40)
_CLAUSE_WIDTHS = (24, 20, 12, 80)
_BOLD = Font(bold=True)
_WRAP = Alignment(wrap_text=True, vertical="top")


def write_report(report: Report, path: str | Path) -> None:
    """Write the report as .xlsx. Raises `PolicykitError` (PK004) when it cannot be written."""
    workbook = Workbook()
    workbook.properties.category = MARK
    summary, names = workbook.worksheets[0], _words()["sheets"]
    _summary(summary, report)
    _results(workbook.create_sheet(names[1]), report)
    _missing(workbook.create_sheet(names[2]), report)
    _account(workbook.create_sheet(names[3]), report)
    _clauses(workbook.create_sheet(names[4]), report)
    save(workbook, path)


def _summary(sheet: Worksheet, report: Report) -> None:
    sheet.title = _words()["sheets"][0]
    where = Division.of(report.division).label if report.division else ""
    wording = _words()
    lines = [
        (wording["file"], report.file),
        (wording["division"], where),
        (wording["day"], report.as_of.isoformat()),
    ]
    for row, (name, text) in enumerate(lines, start=1):
        text_cell(sheet, row, 1, name).font = _BOLD
        text_cell(sheet, row, 2, text)
    row = len(lines)
    for state, count in report.counts.items():
        row += 1
        text_cell(sheet, row, 1, state.label).fill = PatternFill("solid", fgColor=_FILLS[state])
        sheet.cell(row, 2).value = count
    if report.overruled:
        row += 1
        text_cell(sheet, row, 1, wording["overruled_count"])
        sheet.cell(row, 2).value = report.overruled
    said = [(wording["out_of_force"], line) for line in report.out_of_force]
    said += [(wording["ledger"], line) for line in (report.account.lines if report.account else ())]
    said += [(wording["problem"], problem.render()) for problem in report.problems]
    for name, text in [*said, *((wording["note"], note) for note in report.notes)]:
        row += 1
        text_cell(sheet, row, 1, name)
        text_cell(sheet, row, 2, text)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 14, 100


def _results(sheet: Worksheet, report: Report) -> None:
    headers = _words()["headers"]
    for column, (name, width) in enumerate(zip(headers, _WIDTHS, strict=True), start=1):
        text_cell(sheet, 1, column, name).font = _BOLD
        sheet.column_dimensions[get_column_letter(column)].width = width
    order = [
        State.COULD_NOT_RUN,
        State.NOT_MET,
        State.JUDGEMENT,
        State.NOT_DUE,
        State.NO_DATA,
        State.NOT_ADOPTED,
        State.ADOPTED,
        State.MET,
    ]
    row = 1
    for state in order:
        for result in report.due_next if state is State.NOT_DUE else report.of(state):
            row += 1
            _row(sheet, row, result)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headers))}{row}"


def _row(sheet: Worksheet, row: int, result: Result) -> None:
    rule = result.requirement
    texts = (
        result.unit,
        "" if result.year is None else str(result.year),
        result.state.label,
        rule.modality.label,
        rule.name,
        definition(result),
        asked(result),
        found(result),
        gap(result),
        due(result),
        rule.quote,
        rule.clause,
        remark(result),
    )
    for column, text in enumerate(texts, start=1):
        text_cell(sheet, row, column, text).alignment = _WRAP
    sheet.cell(row, 3).fill = PatternFill("solid", fgColor=_FILLS[result.state])


def _missing(sheet: Worksheet, report: Report) -> None:
    for column, name in enumerate(_words()["wanted"], start=1):
        text_cell(sheet, 1, column, name).font = _BOLD
    row = 1
    for unit, labels in report.missing.items():
        for label in labels:
            row += 1
            text_cell(sheet, row, 1, unit)
            text_cell(sheet, row, 2, label)
    for requirement in report.unreported:
        row += 1
        text_cell(sheet, row, 1, requirement.entity.label + _words()["nobody"])
        text_cell(sheet, row, 2, "、".join(variable.label for variable in requirement.variables))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 30, 60


def _account(sheet: Worksheet, report: Report) -> None:
    wording = load("report")["account"]
    for column, name in enumerate(wording["headers"], start=1):
        text_cell(sheet, 1, column, name).font = _BOLD
    for row, entry in enumerate(report.account.entries if report.account else (), start=2):
        for column, text in enumerate((wording["rows"][entry.use], entry.reason, entry.place), start=1):
            text_cell(sheet, row, column, text).alignment = _WRAP
        sheet.cell(row, 4).value, sheet.cell(row, 5).value = entry.rows, entry.cells
    for letter, width in zip("ABCDE", (10, 60, 40, 10, 10), strict=True):
        sheet.column_dimensions[letter].width = width


def _clauses(sheet: Worksheet, report: Report) -> None:
    """The verdict of each clause as a whole."""
    for column, (name, width) in enumerate(
        zip(_words()["clause_headers"], _CLAUSE_WIDTHS, strict=True), start=1
    ):
        text_cell(sheet, 1, column, name).font = _BOLD
        sheet.column_dimensions[get_column_letter(column)].width = width
    known = Division.all()
    for row, each in enumerate(report.clauses, start=2):
        where = known[each.division].name if each.division in known else each.division
        texts = (each.clause, where, each.verdict.state.label, str(each.verdict))
        for column, text in enumerate(texts, start=1):
            text_cell(sheet, row, column, text).alignment = _WRAP
        sheet.cell(row, 3).fill = PatternFill("solid", fgColor=_FILLS.get(each.verdict.state, "FFFFFF"))
    sheet.freeze_panes = "A2"


def _words() -> dict[str, Any]:
    wording: dict[str, Any] = load("report")["report"]
    return wording
