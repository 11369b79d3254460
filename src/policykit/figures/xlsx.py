"""The report as a workbook: a summary, then every verdict with its quote."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from policykit.base.division import Division
from policykit.base.resources import load
from policykit.base.spreadsheet import for_paper, save, text_cell
from policykit.figures.report import MARK, Report, asked, definition, due, found, gap, remark
from policykit.figures.result import Result
from policykit.model import Requirement, State

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["write_report"]

_BOLD = Font(bold=True)
_LINK = Font(color="0563C1", underline="single")
_CLAUSE = 12
"""The column in which a clause is cited."""
_WRAP = Alignment(wrap_text=True, vertical="top")


def write_report(
    report: Report,
    path: str | Path,
    *,
    cite: Callable[[str], str] = str,
    link: Callable[[Requirement], str] | None = None,
) -> None:
    """Write the report as .xlsx, fit to hand up: frozen heads, a filter, colours beside words, A4 across.

    `cite` tells a reader a clause, of its id; `link` gives the address of a requirement's clause, if there is one.
    Raises `PolicykitError` (PK004) when it cannot be written.
    """
    workbook = Workbook()
    workbook.properties.category = MARK
    summary, names = workbook.worksheets[0], _words()["sheets"]
    _summary(summary, report)
    _results(workbook.create_sheet(names[1]), report, cite, link)
    _missing(workbook.create_sheet(names[2]), report)
    _account(workbook.create_sheet(names[3]), report)
    _clauses(workbook.create_sheet(names[4]), report, cite)
    for at, (sheet, widths) in enumerate(zip(workbook.worksheets, _words()["widths"], strict=True)):
        for column, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(column)].width = width
        for_paper(sheet, heads=1 if at else 0)
        if at:
            sheet.freeze_panes = "A2"
            sheet.auto_filter.ref = f"A1:{get_column_letter(len(widths))}{sheet.max_row}"
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
        text_cell(sheet, row, 1, state.label).fill = _fill(state)
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


def _results(
    sheet: Worksheet, report: Report, cite: Callable[[str], str], link: Callable[[Requirement], str] | None
) -> None:
    for column, name in enumerate(_words()["headers"], start=1):
        text_cell(sheet, 1, column, name).font = _BOLD
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
            _row(sheet, row, result, cite)
            if link is not None:
                cell = sheet.cell(row, _CLAUSE)
                cell.hyperlink, cell.font = link(result.requirement), _LINK


def _row(sheet: Worksheet, row: int, result: Result, cite: Callable[[str], str]) -> None:
    rule = result.requirement
    texts = (
        result.unit,
        result.period or ("" if result.year is None else str(result.year)),
        result.state.label,
        rule.modality.label,
        rule.name,
        definition(result),
        asked(result),
        found(result),
        gap(result),
        due(result),
        rule.quote,
        cite(rule.clause),
        remark(result),
    )
    for column, text in enumerate(texts, start=1):
        text_cell(sheet, row, column, text).alignment = _WRAP
    sheet.cell(row, 3).fill = _fill(result.state)


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


def _account(sheet: Worksheet, report: Report) -> None:
    wording = load("report")["account"]
    for column, name in enumerate(wording["headers"], start=1):
        text_cell(sheet, 1, column, name).font = _BOLD
    for row, entry in enumerate(report.account.entries if report.account else (), start=2):
        for column, text in enumerate((wording["rows"][entry.use], entry.reason, entry.place), start=1):
            text_cell(sheet, row, column, text).alignment = _WRAP
        sheet.cell(row, 4).value, sheet.cell(row, 5).value = entry.rows, entry.cells


def _clauses(sheet: Worksheet, report: Report, cite: Callable[[str], str]) -> None:
    """The verdict of each clause as a whole."""
    for column, name in enumerate(_words()["clause_headers"], start=1):
        text_cell(sheet, 1, column, name).font = _BOLD
    known = Division.all()
    for row, each in enumerate(report.clauses, start=2):
        where = known[each.division].name if each.division in known else each.division
        texts = (cite(each.clause), where, each.verdict.state.label, str(each.verdict))
        for column, text in enumerate(texts, start=1):
            text_cell(sheet, row, column, text).alignment = _WRAP
        sheet.cell(row, 3).fill = _fill(each.verdict.state)


def _fill(state: State) -> PatternFill:
    return PatternFill("solid", fgColor=_words()["fills"].get(state.value, "FFFFFF"))


def _words() -> dict[str, Any]:
    wording: dict[str, Any] = load("report")["report"]
    return wording
