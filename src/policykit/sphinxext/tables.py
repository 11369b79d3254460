"""Tables of a policy as nodes: heads over what they span, an anchor for each row, below it what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from policykit.model import ColumnKind, Row, RowKind
from policykit.site.wording import words
from policykit.sphinxext.nodes import table_cell, table_frame, table_more, table_part, table_row

if TYPE_CHECKING:
    from policykit.model import Table
    from policykit.sphinxext.nodes import clause_tools

__all__ = ["hang_row", "more_of"]


def hang_row(
    holder: nodes.Element,
    frames: dict[str, nodes.Element],
    table: Table,
    row: Row,
    tools: clause_tools,
) -> None:
    """Append a row to its table; the first of a table opens its frame below `holder`."""
    frame = frames.get(table.id)
    if frame is None:
        said = words("policies")["table"]
        frame = frames[table.id] = table_frame(label=table.caption or said["label"], hint=said["hint"])
        holder.append(frame)
    tag = "thead" if row in table.head or _before_head(row, table) else "tbody"
    part = frame.children[-1] if frame.children else None
    if not isinstance(part, table_part) or part["tag"] != tag:
        part = table_part(tag=tag)
        frame.append(part)
    # Behind all the heads: a row between them would be counted by those that span several.
    first = next((at for at, each in enumerate(part) if isinstance(each, table_more)), len(part))
    made = _row(row, table, tools)
    made.more = table_more(columns=len(table.columns) + 1)
    part.insert(first if tag == "thead" else len(part), made)
    part += made.more


def more_of(node: nodes.Element) -> nodes.Element:
    """Where what is said of a clause stands: in it, or below the row that it is."""
    return node.more if isinstance(node, table_row) and node.more is not None else node


def _before_head(row: Row, table: Table) -> bool:
    """Whether a row is a title over the heads."""
    top = table.head
    return row.kind is RowKind.CAPTION and bool(top) and table.rows.index(row) < table.rows.index(top[0])


def _row(row: Row, table: Table, tools: clause_tools) -> table_row:
    made = table_row(clause=row.clause, kind=row.kind.value, ids=[tools["anchor"]])
    merged = _merged(row, table)
    at = 0
    for laid in table.laid(row):
        column = table.columns[at]
        text = [nodes.Text(laid.cell.text)] if laid.cell.text else []
        cell = table_cell(
            laid.cell.text, "", *text, scope=laid.scope, columns=laid.columns, rows=laid.rows, label=""
        )
        if row.kind is RowKind.BODY and (text or column.kind is ColumnKind.GROUP):
            cell["label"] = " ".join(column.header)
        if not text and at in merged:
            cell["merged"] = merged[at]
        made += cell
        at += laid.columns
    made += table_cell("", "", tools, scope="", columns=1, rows=1, label="", classes=["row-tools"])
    return made


def _merged(row: Row, table: Table) -> dict[int, str]:
    """What each column of groups says of a row, where a row above says it."""
    columns = [at for at, column in enumerate(table.columns) if column.kind is ColumnKind.GROUP]
    groups = row.statements[0].groups if row.statements else ()
    return (
        dict(zip(columns, groups[-len(columns) :], strict=False)) if len(groups) >= len(columns) > 0 else {}
    )
