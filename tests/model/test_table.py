"""How the heads of a table are laid over its columns."""

from __future__ import annotations

from typing import Any

import pytest

from policykit.model import Cell, Column, ColumnKind, Row, RowKind, Span, Table
from policykit.model.table import Statement


def heads(*words: str) -> Row:
    return Row(f"{words}", RowKind.HEAD, tuple(Cell(word, Span(0, 0)) for word in words))


@pytest.mark.parametrize(
    ("row", "laid"),
    [
        (0, [("指标", 1, 2), ("目标", 2, 1), ("备注", 1, 2)]),
        (1, [("2025年", 1, 1), ("2030年", 1, 1)]),  # none of those above is one of these
    ],
)
@pytest.mark.parametrize("last", [[""], []], ids=["a blank cell", "no cell"])
def test_a_head_lies_over_all_that_it_heads(
    row: int, laid: list[tuple[str, int, int]], last: list[str]
) -> None:
    rows = heads("指标", "目标", "", "备注"), heads("", "2025年", "2030年", *last)
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
        row = Row("2", RowKind.BODY, tuple(Cell(word, Span(at, at)) for at, word in enumerate(words)))
        found = table.laid(row)
        assert found[-1].cell.span == row.cells[-1].span
        assert [(each.columns, each.rows) for each in found] == [(1, 1)] * 3
        assert [each.scope for each in found] == scopes


def test_a_section_lies_over_the_whole_table() -> None:
    kinds = (ColumnKind.NAME, ColumnKind.VALUE, ColumnKind.REMARK)
    table = Table("t", tuple(Column(kind, ("头",)) for kind in kinds), ())
    for kind, scope in ((RowKind.SECTION, "colgroup"), (RowKind.CAPTION, "")):
        row = Row("2", kind, tuple(Cell(word, Span(0, 0)) for word in ("", "一、健康水平", "")))
        (laid,) = table.laid(row)
        assert (laid.cell.text, laid.columns, laid.rows, laid.scope) == ("一、健康水平", 3, 1, scope)


def test_heads_stand_at_the_top_below_a_caption() -> None:
    caption, body = (Row(name, kind, ()) for name, kind in (("c", RowKind.CAPTION), ("b", RowKind.BODY)))
    one, two, again = heads("指标"), heads("目标"), heads("指标", "")
    assert Table("t", (), (caption, one, two, body, again)).head == (one, two)
    assert Table("t", (), (body, one)).head == ()
    assert Table("t", (), ()).head == ()


def test_a_cell_is_told_with_its_heads() -> None:
    columns = Column(ColumnKind.NAME, ("指标",)), Column(ColumnKind.VALUE, ("目标", "2025年"))
    row = Row("r", RowKind.BODY, (Cell("就诊率", Span(0, 0)), Cell("90", Span(0, 0))))
    gap = Row("r", RowKind.BODY, (Cell("", Span(0, 0)), Cell("90", Span(0, 0))))
    table = Table("t", columns, (row,))
    assert [(head, cell.text) for head, cell in table.headed(row)] == [
        ("指标", "就诊率"),
        ("目标 2025年", "90"),
    ]
    assert [head for head, _ in table.headed(gap)] == ["目标 2025年"]


def stated(value: str, year: int | None = 2025, **more: Any) -> Statement:
    return Statement(
        "r",
        **{"name": "死亡率", "header": (), "span": Span(0, 0), "unit": "‰", "year": year, "value": value}
        | more,
    )


GOAL = stated("≤9")


@pytest.mark.parametrize(
    ("others", "earlier"),
    [
        ([stated("12", 2020)], 12),
        ([stated("12.5", 2020), stated("11", 2023)], 11),
        ([stated("12", None, baseline=True)], 12),
        ([stated("12", 2025, baseline=True)], 12),
        ([stated("12", 2025)], None),  # of the same year and no base
        ([stated("12", 2030)], None),
        ([stated("12", 2020, unit="%")], None),
        ([stated("12", 2020, subject="甲县")], None),
        ([stated("12", 2020, name="就诊率")], None),
        ([stated("约12", 2020)], None),
        ([stated("12%", 2020)], 12),
        ([], None),
    ],
)
def test_the_figure_of_before_stands_in_the_row(others: list[Statement], earlier: float | None) -> None:
    assert Row("r", RowKind.BODY, (), (*others, GOAL)).earlier(GOAL) == earlier


@pytest.mark.parametrize(
    ("header", "value", "unit", "plain"),
    [
        (("目标值", "2025年"), "≥90", "%", "目标值 2025年：≥90%"),
        (("目标值",), "90%", "%", "目标值：90%"),
        ((), "逐步\n下降", "", "逐步 下降"),
    ],
)
def test_a_value_in_one_line(header: tuple[str, ...], value: str, unit: str, plain: str) -> None:
    assert stated(value, header=header, unit=unit).plain == plain


@pytest.mark.parametrize(("length", "is_short"), [(30, True), (31, False)])
def test_a_few_words_are_short(length: int, is_short: bool) -> None:
    assert stated("字" * length).is_short is is_short
