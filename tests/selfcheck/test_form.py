"""The workbook to fill in is the same from the page and from the command line."""

from __future__ import annotations

import base64
import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.selfcheck.kit import DAY, Kit

from policykit.figures.observations import read
from policykit.figures.rulebook import form_words
from policykit.figures.template import write_template
from policykit.model import Period

MAKE = """async ([words, division, written, last]) => {
  let rows = [];
  const period = policykitSelfcheck.period.read(written);
  if (last) {
    const bytes = Uint8Array.from(atob(last), (sign) => sign.charCodeAt(0));
    const sheets = await policykitSelfcheck.table.sheetsOf(bytes, "上期.xlsx");
    rows = (await policykitSelfcheck.report.check(sheets, "上期.xlsx", { division, asOf: %d })).rows;
  }
  return [...policykitSelfcheck.writer.write(policykitSelfcheck.form.sheetsOf(words, division, period, rows))];
}""" % DAY.toordinal()  # noqa: UP031 - a script has braces of its own


def book(data: bytes | Path) -> dict[str, Any]:
    """What a person sees of a workbook: texts, numbers, what may be chosen, what stays in sight, what is printed."""
    workbook = load_workbook(io.BytesIO(data) if isinstance(data, bytes) else data)
    return {
        sheet.title: {
            "rows": [
                # A day is a text in the browser's file, and reads the same.
                [str(cell.date() if isinstance(cell, datetime) else cell or "") for cell in row]
                for row in sheet.iter_rows(values_only=True)
            ],
            "choices": sorted(
                (str(rule.sqref), rule.type, rule.operator, rule.formula1, rule.formula2, rule.error)
                for rule in sheet.data_validations.dataValidation
            ),
            "frozen": sheet.freeze_panes,
            "merged": sorted(map(str, sheet.merged_cells.ranges)),
            "paper": (sheet.page_setup.orientation, sheet.page_setup.paperSize)
            if sheet.freeze_panes
            else None,
        }
        for sheet in workbook.worksheets
    }


@pytest.mark.parametrize(
    ("division", "written"),
    [
        ("341021", "2027"),
        ("341021", "2027，上期"),
        ("341000", "2027"),
        ("152501", "2027H1"),
        ("520100", "2027年3月"),
        ("341021", "2027Q1，上期"),
    ],
)
def test_the_page_writes_what_the_command_writes(
    kit: Kit, root: Path, tmp_path: Path, division: str, written: str
) -> None:
    written, _, last = written.partition("，")
    before = root / "tests/data/fictional-county.xlsx" if last else None
    words = json.loads(json.dumps(form_words(kit.requirements)))
    given = base64.b64encode(before.read_bytes()).decode("ascii") if before else ""
    made = bytes(kit.scripts.evaluate(MAKE, [words, division, written, given]))
    observed = read(before, kit.requirements, division=division, as_of=DAY) if before else None
    write_template(
        tmp_path / "表.xlsx", kit.requirements, division, period=Period.read(written), last=observed
    )
    found, expected = book(made), book(tmp_path / "表.xlsx")
    assert list(found) == list(expected)
    for name, sheet in expected.items():
        for part, value in sheet.items():
            assert found[name][part] == value, (name, part)


@pytest.mark.parametrize("written", ["2026", "2026Q1"])
def test_it_reads_back_without_a_problem(kit: Kit, tmp_path: Path, written: str) -> None:
    words = json.loads(json.dumps(form_words(kit.requirements)))
    path = tmp_path / "表.xlsx"
    path.write_bytes(bytes(kit.scripts.evaluate(MAKE, [words, "341021", written, ""])))
    observed = read(path, kit.requirements)
    assert (observed.problems, observed.notes) == ([], [])
    assert {row.division for row in observed.rows} == {"341021"}
