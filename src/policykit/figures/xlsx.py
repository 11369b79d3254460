"""The report as a workbook: a summary, then every verdict with its quote."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from policykit.base.spreadsheet import save, text_cell
from policykit.divisions import division_name
from policykit.figures.report import Report, asked, due, found, gap, remark
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
    State.COULD_NOT_RUN: "FF9999",
}
_HEADERS = {
    "单位": 20,
    "年度": 8,
    "判定": 10,
    "约束性": 8,
    "指标": 26,
    "要求": 18,
    "实际": 12,
    "差距": 14,
    "期限": 22,
    "原文": 60,
    "条款": 24,
    "说明": 40,
}
_BOLD = Font(bold=True)
_WRAP = Alignment(wrap_text=True, vertical="top")


def write_report(report: Report, path: str | Path) -> None:
    """Write the report as .xlsx. Raises `PolicykitError` (PK004) when it cannot be written."""
    workbook = Workbook()
    summary = workbook.worksheets[0]
    _summary(summary, report)
    _results(workbook.create_sheet("判定"), report)
    _missing(workbook.create_sheet("待报数据"), report)
    save(workbook, path)


def _summary(sheet: Worksheet, report: Report) -> None:
    sheet.title = "概况"
    where = f"{division_name(report.division)}（{report.division}）" if report.division else ""
    lines = [("填报文件", report.file), ("行政区划", where), ("检查日期", report.as_of.isoformat())]
    for row, (name, text) in enumerate(lines, start=1):
        text_cell(sheet, row, 1, name).font = _BOLD
        text_cell(sheet, row, 2, text)
    row = len(lines)
    for state, count in report.counts.items():
        row += 1
        text_cell(sheet, row, 1, state.label).fill = PatternFill("solid", fgColor=_FILLS[state])
        sheet.cell(row, 2).value = count
    for note in report.notes:
        row += 1
        text_cell(sheet, row, 1, "注")
        text_cell(sheet, row, 2, note)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 14, 100


def _results(sheet: Worksheet, report: Report) -> None:
    for column, (name, width) in enumerate(_HEADERS.items(), start=1):
        text_cell(sheet, 1, column, name).font = _BOLD
        sheet.column_dimensions[get_column_letter(column)].width = width
    order = [State.COULD_NOT_RUN, State.NOT_MET, State.NOT_DUE, State.NO_DATA, State.MET]
    row = 1
    for state in order:
        for one in report.due_next if state is State.NOT_DUE else report.of(state):
            row += 1
            _row(sheet, row, one)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(_HEADERS))}{row}"


def _row(sheet: Worksheet, row: int, one: Result) -> None:
    rule = one.requirement
    texts = (
        one.unit,
        "" if one.year is None else str(one.year),
        one.state.label,
        rule.modality.label,
        rule.name,
        asked(one),
        found(one),
        gap(one),
        due(one),
        rule.quote,
        rule.clause,
        remark(one),
    )
    for column, text in enumerate(texts, start=1):
        text_cell(sheet, row, column, text).alignment = _WRAP
    sheet.cell(row, 3).fill = PatternFill("solid", fgColor=_FILLS[one.state])


def _missing(sheet: Worksheet, report: Report) -> None:
    text_cell(sheet, 1, 1, "单位").font = _BOLD
    text_cell(sheet, 1, 2, "还缺的数据").font = _BOLD
    row = 1
    for unit, labels in report.missing.items():
        for label in labels:
            row += 1
            text_cell(sheet, row, 1, unit)
            text_cell(sheet, row, 2, label)
    for one in report.unreported:
        row += 1
        text_cell(sheet, row, 1, f"{one.entity.label}（没有填报任何单位）")
        text_cell(sheet, row, 2, "、".join(variable.label for variable in one.variables))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 30, 60
