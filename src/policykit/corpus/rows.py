"""A text of a policy as one row of Arrow types, and back: the same value, whatever has kept the row.

Nested columns keep what belongs together in one row: `segments`, `parts` (the outline in reading order, each with the
number of its children), `tables`, `places`. DuckDB and Polars unnest them.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from policykit.model import Cell, Clause, Column, Level, Part, PartKind, Place, Policy, Role, Segment, Span
from policykit.model.policy import Script
from policykit.model.table import ColumnKind, RowKind, Statement, Table
from policykit.model.table import Row as TableRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["CARD", "NESTED", "card_of", "from_row", "policy_schema", "to_row"]

CARD = (
    *("id", "title", "level", "division", "file", "sha256", "number", "issuers", "date_issued"),
    *("date_published", "publisher", "effective", "expires", "replaces", "replaced_by", "version", "script"),
)
"""What is told of a text without looking into it."""
NESTED = ("source", "segments", "parts", "tables", "places")
"""The text itself and what it is cut into."""
_DAYS = ("date_issued", "date_published", "effective", "expires", "version")
_LISTS = ("issuers", "replaces", "replaced_by")
_STATED = tuple(each.name for each in fields(Statement) if each.name not in {"clause", "span"})


def policy_schema() -> Any:  # noqa: ANN401 - an Arrow schema
    """The Arrow types of `to_row`. Raises `ImportError` without pyarrow."""
    import pyarrow as pa  # type: ignore[import-untyped]  # has no types

    text, number = pa.string(), pa.int32()
    span = [("start", number), ("end", number)]
    several = pa.list_(text)
    clause = pa.struct(
        [
            *((name, text) for name in ("id", "label", "heading", "text", "role")),
            *span,
            ("responsible", several),
        ]
    )
    part = [("kind", pa.int8()), ("number", text), ("label", text), ("heading", text), ("role", text), *span]
    stated = {"header": several, "groups": several, "year": number, "baseline": pa.bool_()}
    statement = [*((name, stated.get(name, text)) for name in _STATED), *span]
    row = [("clause", text), ("kind", text), ("cells", pa.list_(pa.struct([("text", text), *span])))]
    table = [
        ("id", text),
        ("columns", pa.list_(pa.struct([("kind", text), ("header", several)]))),
        ("rows", pa.list_(pa.struct([*row, ("statements", pa.list_(pa.struct(statement)))]))),
        ("caption", text),
        ("unit", text),
        ("notes", several),
    ]
    kinds = {**dict.fromkeys(_DAYS, pa.date32()), **dict.fromkeys(_LISTS, several)}
    return pa.schema(
        [
            *((name, kinds.get(name, text)) for name in CARD),
            ("source", text),
            ("segments", pa.list_(pa.struct([("role", text), *span]))),
            ("parts", pa.list_(pa.struct([*part, ("children", number), ("clause", clause)]))),
            ("tables", pa.list_(pa.struct(table))),
            ("places", pa.list_(pa.struct([(name, number) for name in Place._fields]))),
        ]
    )


def to_row(policy: Policy) -> dict[str, Any]:
    """One text of a policy, without its earlier ones, which are rows of their own.

    >>> from policykit.corpus import Corpus
    >>> from dataclasses import replace
    >>> text = replace(Corpus.load().policy("shexian-2025"), versions=())
    >>> from_row(to_row(text)) == text
    True
    """
    row: dict[str, Any] = {name: getattr(policy, name) for name in CARD}
    row |= {name: list(row[name]) for name in _LISTS}
    row |= {"level": policy.level.value, "script": policy.script.value, "source": policy.source}
    row["segments"] = [{"role": each.role.value, **_span(each.span)} for each in policy.segments]
    row["parts"] = [_part_row(part) for part in policy.outline.walk()]
    row["tables"] = [_table_row(table) for table in policy.tables]
    row["places"] = [place._asdict() for place in policy.places]
    return row


def card_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a `Policy` that `CARD` names."""
    values = {name: row[name] for name in CARD}
    values |= {name: tuple(row[name]) for name in _LISTS}
    return values | {"level": Level(row["level"]), "script": Script(row["script"])}


def from_row(row: Mapping[str, Any], versions: tuple[Policy, ...] = ()) -> Policy:
    """The text of a policy that `to_row` made a row of."""
    card = card_of(row)
    return Policy(**card, **nested_of(row, card["id"], card["level"]), versions=versions)


def nested_of(row: Mapping[str, Any], policy: str, level: Level) -> dict[str, Any]:
    """The fields of a `Policy` that `NESTED` names, of the policy of that id and level."""
    return {
        "source": row["source"],
        "segments": tuple(Segment(Role(each["role"]), _span_of(each)) for each in row["segments"]),
        "outline": _part_of(iter(row["parts"]), policy, level),
        "tables": tuple(map(_table_of, row["tables"])),
        "places": tuple(Place(**each) for each in row["places"]),
    }


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _span_of(row: Mapping[str, Any]) -> Span:
    return Span(row["start"], row["end"])


def _part_row(part: Part) -> dict[str, Any]:
    clause = part.clause
    return {
        "kind": part.kind.value,
        "number": part.number,
        "label": part.label,
        "heading": part.heading,
        "role": part.role.value,
        **_span(part.span),
        "children": len(part.children),
        "clause": None
        if clause is None
        else {
            "id": clause.id,
            "label": clause.label,
            "heading": clause.heading,
            "text": clause.text,
            "role": clause.role.value,
            **_span(clause.span),
            "responsible": list(clause.responsible),
        },
    }


def _part_of(rows: Iterator[Mapping[str, Any]], policy: str, level: Level) -> Part:
    row = next(rows)
    clause = row["clause"]
    made = clause and Clause(
        clause["id"],
        policy,
        clause["label"],
        clause["heading"],
        clause["text"],
        Role(clause["role"]),
        level,
        _span_of(clause),
        tuple(clause["responsible"]),
    )
    children = tuple(_part_of(rows, policy, level) for _ in range(row["children"]))
    words = row["number"], row["label"], row["heading"]
    return Part(PartKind(row["kind"]), *words, _span_of(row), Role(row["role"]), children, made)


def _table_row(table: Table) -> dict[str, Any]:
    return {
        "id": table.id,
        "columns": [{"kind": each.kind.value, "header": list(each.header)} for each in table.columns],
        "rows": [
            {
                "clause": row.clause,
                "kind": row.kind.value,
                "cells": [{"text": cell.text, **_span(cell.span)} for cell in row.cells],
                "statements": [
                    {**{name: getattr(each, name) for name in _STATED}, **_span(each.span)}
                    for each in row.statements
                ],
            }
            for row in table.rows
        ],
        "caption": table.caption,
        "unit": table.unit,
        "notes": list(table.notes),
    }


def _table_of(row: Mapping[str, Any]) -> Table:
    columns = tuple(Column(ColumnKind(each["kind"]), tuple(each["header"])) for each in row["columns"])
    rows = tuple(map(_row_of, row["rows"]))
    return Table(row["id"], columns, rows, row["caption"], row["unit"], tuple(row["notes"]))


def _row_of(row: Mapping[str, Any]) -> TableRow:
    cells = tuple(Cell(each["text"], _span_of(each)) for each in row["cells"])
    statements = []
    for each in row["statements"]:
        values = {name: each[name] for name in _STATED}
        values |= {"header": tuple(each["header"]), "groups": tuple(each["groups"])}
        statements.append(Statement(clause=row["clause"], span=_span_of(each), **values))
    return TableRow(row["clause"], RowKind(row["kind"]), cells, tuple(statements))
