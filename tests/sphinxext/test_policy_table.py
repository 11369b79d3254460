"""A table of a policy on its page: heads over what they span, an anchor for each row, labels for a narrow screen."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import Mock

import pytest
from tests.text.judged_tables import policy_of

from policykit.sphinxext.document import policy_tree, unfold
from policykit.sphinxext.nodes import (
    clause_tools,
    policy_body,
    policy_text,
    site_view,
    table_cell,
    table_frame,
    table_more,
    table_part,
    table_row,
)
from policykit.sphinxext.tables import more_of

TABLE = "类别\t指标\t目标值\t\n\t\t2025年\t2030年\n健康\t寿命（岁）\t80\t81\n\t死亡率\t≤9\t≤8\n二、服务\n诊疗\t就诊率\t85\t90"


@pytest.fixture(scope="module")
def frame() -> table_frame:
    text = f"表1 主要指标\n{TABLE}"
    (found,) = policy_tree(policy_of(text), Path("/kb/x.txt"), Path("/kb")).findall(table_frame)
    return found


def cells(row: table_row) -> list[tuple[str, str, int, int]]:
    return [
        (cell.astext(), cell["scope"], cell["columns"], cell["rows"]) for cell in row.findall(table_cell)
    ][:-1]


def test_heads_stand_over_what_they_span(frame: table_frame) -> None:
    head, body = frame.findall(table_part)
    assert (head["tag"], body["tag"]) == ("thead", "tbody")
    first, second = head.findall(table_row)
    assert cells(first) == [("类别", "col", 1, 2), ("指标", "col", 1, 2), ("目标值", "colgroup", 2, 1)]
    assert cells(second) == [("2025年", "col", 1, 1), ("2030年", "col", 1, 1)]
    assert [type(each) for each in head] == [table_row, table_row, table_more, table_more]
    assert cells(list(body.findall(table_row))[2]) == [("二、服务", "colgroup", 4, 1)]
    assert frame["label"] == "表1 主要指标"
    # What is said of a row is as wide as the table with its tools; what heads a cell needs no label.
    assert {each["columns"] for each in frame.findall(table_more)} == {5}
    assert {cell["label"] for row in head.findall(table_row) for cell in row.findall(table_cell)} == {""}


def test_each_row_has_its_anchor_and_its_tools(frame: table_frame) -> None:
    rows = list(frame.findall(table_row))
    assert [row["ids"] for row in rows] == [[f"c-1-t1-r{number}"] for number in range(1, 7)]
    assert [row["clause"] for row in rows] == [f"x/1/t1/r{number}" for number in range(1, 7)]
    for row in rows:
        (tools,) = row.findall(clause_tools)
        assert tools["clause"] == row["clause"]
        assert isinstance(more_of(row), table_more)
    assert len({id(more_of(row)) for row in rows}) == len(rows)


def test_a_cell_says_what_heads_it_where_the_heads_are_out_of_sight(frame: table_frame) -> None:
    row = list(frame.findall(table_row))[3]
    labels = [(cell["label"], cell.get("merged"), cell.astext()) for cell in row.findall(table_cell)]
    assert labels[:4] == [
        ("类别", "健康", ""),
        ("指标", None, "死亡率"),
        ("目标值 2025年", None, "≤9"),
        ("目标值 2030年", None, "≤8"),
    ]
    assert next(iter(row.findall(table_cell)))["scope"] == ""


def test_an_empty_body_unfolds_to_the_whole_text() -> None:
    """For writers that know nothing of policies: no body is left, and each clause is followed by its view."""
    policy = policy_of(f"一、总则\n甲应当做。\n表1 主要指标\n{TABLE}")
    whole = policy_tree(policy, Path("/kb/x.txt"), Path("/kb"))
    page = policy_text("", *whole.children[:2], policy_body(policy=policy.id, views=["crossindex/clause"]))
    content = Mock()
    content.corpus.policy.return_value = policy
    content.requirements.of_clause.return_value = ()
    unfold(page, content)
    assert page.astext().split() == policy_tree(policy, Path("/kb/x.txt"), Path("/kb")).astext().split()
    assert not list(page.findall(policy_body))
    views = [view["clause"] for view in page.findall(site_view) if view["view"] == "crossindex/clause"]
    assert views == [clause.id for clause in policy.clauses]
