"""A table as files: no cell is a formula, the same table is the same bytes."""

from __future__ import annotations

import csv
import io
import time
import zipfile

import pytest
from openpyxl import load_workbook

from policykit.site.tablefiles import as_csv, as_jsonl, as_xlsx
from policykit.site.tables import Table
from policykit.site.wording import words


def table(*rows: tuple[object, object]) -> Table:
    listed = tuple(dict(zip("ab", row, strict=True)) for row in rows)
    return Table({"a": "甲", "b": "乙"}, listed, tuple({} for _ in listed))


def cells(xlsx: bytes) -> list[list[object]]:
    sheet = load_workbook(io.BytesIO(xlsx)).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def lines(csv_file: bytes) -> list[list[str]]:
    assert csv_file.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(csv_file.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    ("given", "wording"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("-5", "'-5"),
        ("＝1", "'＝1"),
        ("85%", "85%"),
        ("#N/A", "#N/A"),
        ("一\n二", "一\n二"),
        ("a\x01\ud800b", "a\ufffdb"),
        (["甲", "乙"], "甲、乙"),
        (True, "是"),
        (-5, "-5"),
        (None, ""),
    ],
)
def test_no_cell_is_a_formula(given: object, wording: str) -> None:
    made = table((given, "x"))
    assert lines(as_csv(made))[1][0] == wording
    cell = load_workbook(io.BytesIO(as_xlsx(made))).worksheets[0]["A2"]
    assert str("" if cell.value is None else cell.value) == wording
    assert cell.data_type not in {"f", "e"}


def test_the_same_table_is_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    made = table(("甲", 1), ("乙", 2.5))
    first = as_xlsx(made)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    time.sleep(1.1)
    assert as_xlsx(made) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert as_jsonl(made).decode().splitlines() == ['{"a": "甲", "b": 1}', '{"a": "乙", "b": 2.5}']


def test_a_sheet_holds_its_headers_and_filters() -> None:
    sheet = load_workbook(io.BytesIO(as_xlsx(table(("甲" * 40, 1))))).worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:B2"
    assert sheet["A1"].font.bold
    assert sheet.column_dimensions["A"].width == 60


@pytest.mark.parametrize("rows", [0, 999, 1000, 1001])
def test_a_sheet_of_any_length_holds_all_rows(rows: int) -> None:
    sheet = load_workbook(io.BytesIO(as_xlsx(table(*(("甲", at) for at in range(rows)))))).worksheets[0]
    assert [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)] == list(range(rows))
    assert sheet.auto_filter.ref == f"A1:B{rows + 1}"


def test_every_kind_of_table_has_headers_of_its_own() -> None:
    for kind, headers in words("tables")["columns"].items():
        assert len(set(headers.values())) == len(headers), kind


def test_staff_read_the_wording_in_place_of_a_value() -> None:
    made = Table.of(
        "policies",
        [({"id": "a", "title": "题", "x": "only for programs"}, {"title": "写法"}), ({"id": "b"}, {})],
    )
    first, second = made.cells()
    keys = list(made.headers)
    assert (first[keys.index("title")], second[keys.index("title")]) == ("写法", None)
    assert (first[keys.index("id")], second[keys.index("id")]) == ("a", "b")
    assert "only for programs" not in first
    assert as_jsonl(made).decode().splitlines()[0] == '{"id": "a", "title": "题", "x": "only for programs"}'


@pytest.mark.parametrize(
    ("header", "cells", "width"),
    [
        ("甲", [""], 8),  # the narrowest
        ("甲乙丙", [""], 11),  # two columns a character, and room for the filter
        ("abc", ["a" * 20, "b"], 22),
        ("甲", ["甲" * 10, "甲"], 22),
        ("甲", ["\u2e7f" * 10], 12),
        ("甲", ["\u2e80" * 10], 22),
        ("甲", ["甲\n甲甲甲甲甲甲甲甲甲甲"], 8),  # of several lines the first
        ("甲", [1234567890], 12),
        ("甲", ["甲" * 29], 60),
        ("甲", ["甲" * 30], 60),  # the widest
    ],
)
def test_a_column_is_as_wide_as_what_stands_in_it(header: str, cells: list[object], width: int) -> None:
    rows = tuple({"a": cell} for cell in cells)
    made = as_xlsx(Table({"a": header}, rows, tuple({} for _ in rows)))
    assert load_workbook(io.BytesIO(made)).worksheets[0].column_dimensions["A"].width == width
