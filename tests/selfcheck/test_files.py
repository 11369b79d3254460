"""The files that the page hands out hold what those of the command line hold."""

from __future__ import annotations

import base64
import csv
import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.selfcheck.kit import DAY, HEADS, Kit

from policykit.figures.report import check
from policykit.figures.xlsx import write_report

FILES = """async ([content, file, asOf]) => {
  const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
  const read = await policykitSelfcheck.table.sheetsOf(bytes, file);
  const report = await policykitSelfcheck.report.check(read, file, { division: "341021", asOf });
  const { asWorkbook, asCsv } = policykitSelfcheck.files;
  return { xlsx: [...asWorkbook(report)], csv: asCsv(report) };
}"""
TABLES = {
    "problems": f"{HEADS}\n歙县,341021,2026,很多,100,,昨天\n",
    "verdicts": f"{HEADS}\n歙县,341021,2025,80,100,,\n歙县,341021,2026,83,100,,2025-10-31\n合计,,,1,2,,\n",
    "formulas": f"{HEADS},天气\n歙县,341021,2026,=1+1,100,,2025-10-31,晴\n",
}


def sheets(data: bytes | Path) -> dict[str, list[list[Any]]]:
    """What stands in a workbook: rows of values without the empty ones at their ends."""
    book = load_workbook(io.BytesIO(data) if isinstance(data, bytes) else data)
    return {
        sheet.title: [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
        for sheet in book.worksheets
    }


@pytest.mark.parametrize("name", [*TABLES, "county"])
def test_workbook_and_csv_are_those_of_the_command_line(
    kit: Kit, root: Path, tmp_path: Path, name: str
) -> None:
    path = root / "tests" / "data" / "fictional-county.xlsx"
    if name in TABLES:
        path = tmp_path / "表.csv"
        path.write_text(TABLES[name], "utf-8")
    content = base64.b64encode(path.read_bytes()).decode("ascii")
    made = kit.scripts.evaluate(FILES, [content, path.name, DAY.toordinal()])
    write_report(check(path, kit.requirements, as_of=DAY, division="341021"), tmp_path / "报告.xlsx")
    found, expected = sheets(bytes(made["xlsx"])), sheets(tmp_path / "报告.xlsx")
    assert list(found) == list(expected)
    for title, rows in expected.items():
        assert found[title] == rows, title
    verdicts = [[str(cell) for cell in row] for row in expected["判定"]]
    assert list(csv.reader(io.StringIO(made["csv"].removeprefix("\ufeff")))) == verdicts
