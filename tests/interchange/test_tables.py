"""Tables leave policykit as tables: in Akoma Ntoso, as JSON lines, in a workbook without formulas."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest
from lxml import etree
from tests.text.judged_tables import judged, policy_of

from policykit import Corpus
from policykit.interchange.akomantoso import akoma_ntoso
from policykit.interchange.tables import table_rows, workbook

if TYPE_CHECKING:
    from pathlib import Path

NS = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}
TABLE = "指标\t目标值\t\t属性\n\t2025年\t2030年\n一、水平\n就诊率（%）\t≥85\t=1+1\t约束性\n签约率（%）\t75\t@SUM(A1)\t预期性"


@pytest.fixture(scope="module")
def written() -> etree._Element:
    return etree.fromstring(akoma_ntoso(policy_of(TABLE)))


def test_heads_span_what_they_head(written: etree._Element) -> None:
    lines = [
        [("".join(cell.itertext()).strip(), cell.get("colspan"), cell.get("rowspan"), etree.QName(cell).localname)
         for cell in line]
        for line in written.iterfind(".//a:tr", NS)
    ]  # fmt: skip  # a cell a tuple
    assert lines[0] == [
        ("指标", None, "2", "th"),
        ("目标值", "2", None, "th"),
        ("属性", None, "2", "th"),
    ]
    assert lines[1] == [("2025年", None, None, "th"), ("2030年", None, None, "th")]
    assert lines[2] == [("一、水平", "4", None, "th")]
    assert [cell[0] for cell in lines[3]] == ["就诊率（%）", "≥85", "=1+1", "约束性"]


def test_rows_keep_their_ids_and_figures_their_units(written: etree._Element) -> None:
    assert [line.get("GUID") for line in written.iterfind(".//a:tr", NS)] == [
        f"x/1/t1/r{number}" for number in range(1, 6)
    ]
    assert written.find(".//a:tr[4]//a:quantity", NS).get("normalized") == ">= 85 %"


@pytest.mark.parametrize("case", judged()[::3], ids=lambda case: case["id"])
def test_every_table_is_valid(case: dict[str, str], schema: etree.XMLSchema) -> None:
    made = etree.fromstring(akoma_ntoso(policy_of(case["text"])))
    schema.assertValid(made)
    assert made.find(".//a:table", NS) is not None


def test_a_row_as_a_line() -> None:
    row = list(table_rows(policy_of(TABLE)))[3]
    assert (row["clause"], row["kind"], row["table"]) == ("x/1/t1/r4", "body", "x/1/t1")
    statements, cells = row["statements"], row["cells"]
    assert isinstance(statements, list)
    first = statements[0]
    assert first["header"] == ("目标值", "2025年")
    assert (first["name"], first["unit"], first["year"], first["value"]) == ("就诊率", "%", 2025, "≥85")
    assert isinstance(cells, list)
    assert cells[1] == {
        "column": "value", "header": ["目标值", "2025年"], "text": "≥85",
        "start": first["start"], "end": first["end"],
    }  # fmt: skip  # a cell


def test_no_cell_of_the_workbook_is_a_formula(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(Corpus([policy_of(TABLE)], tmp_path))))
    cells = [cell for line in book.worksheets[0].iter_rows() for cell in line]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    shown = {str(cell.value) for cell in cells}
    assert {"就诊率", "目标值 2025年", "≥85", "'=1+1", "'@SUM(A1)", "一、水平"} <= shown
