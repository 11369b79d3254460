"""Tables as rows of an export: one line for each row with its cells under their heads, and a workbook of values."""

from __future__ import annotations

import io
from dataclasses import asdict
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from policykit.base.resources import load
from policykit.base.spreadsheet import text_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policykit.corpus import Corpus
    from policykit.model import Policy, Statement

__all__ = ["table_rows", "workbook"]


def table_rows(policy: Policy) -> Iterator[dict[str, object]]:
    """Every row of the tables of a policy: its cells with their heads, and what they state.

    `start` and `end` are code points of the decoded source. A blank cell is left out.
    """
    for table in policy.tables:
        for row in table.rows:
            yield {
                "clause": row.clause,
                "table": table.id,
                "caption": table.caption,
                "unit": table.unit,
                "notes": list(table.notes),
                "kind": row.kind.value,
                "cells": [
                    {
                        "column": column.kind.value,
                        "header": list(column.header),
                        "text": cell.text,
                        "start": cell.span.start,
                        "end": cell.span.end,
                    }
                    for column, cell in zip(table.columns, row.cells, strict=False)
                    if cell.text
                ],
                "statements": [_stated(each) for each in row.statements],
            }


def _stated(statement: Statement) -> dict[str, object]:
    row: dict[str, object] = asdict(statement)
    row.pop("clause")
    row["start"], row["end"] = statement.span
    row.pop("span")
    return row


def workbook(corpus: Corpus) -> bytes:
    """A workbook with every value of every table under its heads, a line each; no cell of it is a formula."""
    words = load("tables")["workbook"]
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = words["sheet"]
    for column, (title, width) in enumerate(words["columns"].items(), 1):
        text_cell(sheet, 1, column, title).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    line = 1
    for policy in corpus.policies:
        captions = {row.clause: table.caption for table in policy.tables for row in table.rows}
        for table in policy.tables:
            for row in table.rows:
                for each in row.statements:
                    line += 1
                    cells = (
                        policy.title,
                        each.clause,
                        captions[each.clause],
                        " ".join(each.groups),
                        each.subject,
                        each.name,
                        " ".join(each.header),
                        each.value,
                        each.unit,
                        each.period,
                        each.attribute,
                        each.basis,
                        each.bearer,
                    )
                    for column, text in enumerate(cells, 1):
                        text_cell(sheet, line, column, text)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
