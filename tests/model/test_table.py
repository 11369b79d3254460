"""How the heads of a table are laid over its columns."""

from __future__ import annotations

import pytest

from policykit.model import Cell, Column, ColumnKind, Row, RowKind, Span, Table


def heads(*words: str) -> Row:
    return Row(f"{words}", RowKind.HEAD, tuple(Cell(word, Span(0, 0)) for word in words))


@pytest.mark.parametrize(
    ("row", "laid"),
    [
        (0, [("指标", 1, 2), ("目标", 2, 1), ("备注", 1, 2)]),
        (1, [("2025年", 1, 1), ("2030年", 1, 1)]),  # none of those above is one of these
    ],
)
def test_a_head_lies_over_all_that_it_heads(row: int, laid: list[tuple[str, int, int]]) -> None:
    rows = heads("指标", "目标", "", "备注"), heads("", "2025年", "2030年", "")
    columns = [
        Column(ColumnKind.NAME, ("指标",)),
        *(Column(ColumnKind.VALUE, ("目标", year)) for year in ("2025年", "2030年")),
        Column(ColumnKind.REMARK, ("备注",)),
    ]
    found = Table("t", tuple(columns), rows).laid(rows[row])
    assert [(each.cell.text, each.columns, each.rows) for each in found] == laid


def test_a_name_heads_its_row_and_a_gap_is_no_head() -> None:
    kinds = (ColumnKind.NAME, ColumnKind.VALUE, ColumnKind.VALUE)
    table = Table("t", tuple(Column(kind, ("头",)) for kind in kinds), (heads("头", "头", "头"),))
    for words, scopes in ((("签约率", "60%", ""), ["row", "", ""]), (("", "60%"), ["", "", ""])):
        row = Row("2", RowKind.BODY, tuple(Cell(word, Span(0, 0)) for word in words))
        found = table.laid(row)
        assert [(each.columns, each.rows) for each in found] == [(1, 1)] * 3
        assert [each.scope for each in found] == scopes
