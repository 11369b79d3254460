"""The columns of the tables of a release, as `data/release.yml` declares them: the type in every format, the labels.

A type is a word (`text`, `integer`, `number`, `boolean`, `date`, `json`), a list of one type, or several by name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from policykit.base.resources import load
from policykit.base.spreadsheet import guarded
from policykit.text.decode import encodable

__all__ = ["Column", "Table", "csv_metadata", "tables"]

_CSVW = {"text": "string", "integer": "integer", "number": "number", "boolean": "boolean", "date": "date"}
_JSON = {"text": "string", "integer": "integer", "number": "number", "boolean": "boolean"}
_OPEN = "?"


@dataclass(frozen=True)
class Column:
    """One column: its name, its type, its labels, and whether a cell of it may be empty."""

    name: str
    type: Any
    zh: str
    en: str
    optional: bool

    @property
    def schema(self) -> dict[str, Any]:
        """Its JSON Schema.

        >>> Column("binds", ["text"], "地方", "Divisions", optional=False).schema["items"]
        {'type': 'string'}
        """
        return {"title": self.en, "description": self.zh, **_schema(self.type, optional=self.optional)}

    @property
    def csvw(self) -> dict[str, Any]:
        """Its description in CSVW; the head of the csv file is the first of its titles."""
        return {
            "name": self.name,
            "titles": {"en": [self.name, self.en], "zh": self.zh},
            "datatype": _CSVW[self.type] if self.is_plain else "json",
            # An empty text is an empty cell, which CSVW takes for none.
            "required": not self.optional and self.type != "text",
        }

    @property
    def is_plain(self) -> bool:
        """Whether a cell of a csv file holds it as it is, and not as JSON."""
        return isinstance(self.type, str) and self.type in _CSVW

    def cell(self, value: Any) -> str:  # noqa: ANN401 - whatever the type says
        """The value as a cell of a csv file, never a formula.

        >>> Column("quote", "text", "引文", "Words", optional=False).cell("=1+1")
        "'=1+1"
        >>> Column("value", "number", "目标值", "Target", optional=True).cell(-5)
        '-5'
        """
        if value is None:
            return ""
        if self.type == "text":
            return guarded(value)
        if self.type == "boolean":
            return "true" if value else "false"
        return str(value) if self.is_plain else guarded(json.dumps(value, ensure_ascii=False))

    def arrow(self) -> Any:  # noqa: ANN401 - an Arrow field
        """Its Arrow field, with both labels. Raises `ImportError` without pyarrow."""
        import pyarrow as pa  # type: ignore[import-untyped]  # has no types

        labels = {"title_zh": self.zh, "title_en": self.en}
        return pa.field(self.name, _arrow(self.type), nullable=self.optional, metadata=labels)

    def arrow_value(self, value: Any) -> Any:  # noqa: ANN401 - whatever the type says
        """The value as Arrow takes it: a day as a date, JSON as its text."""
        if value is None:
            return None
        if self.type == "date":
            return date.fromisoformat(value)
        return json.dumps(value, ensure_ascii=False) if self.type == "json" else value


@dataclass(frozen=True)
class Table:
    """One table of a release."""

    name: str
    zh: str
    en: str
    about: tuple[str, str]
    """What it holds, in Chinese and in English."""
    key: tuple[str, ...]
    """The columns that tell a row from every other."""
    refers: Mapping[str, tuple[str, str]]
    """Column → table and column in which its value stands."""
    without: frozenset[str]
    """What the rows of an export hold besides, and a release does not."""
    columns: tuple[Column, ...]

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of a row, as a line of the JSON lines holds it."""
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": f"{self.en} {self.zh}",
            "description": f"{self.about[1]}. {self.about[0]}。",
            "type": "object",
            "properties": {column.name: column.schema for column in self.columns},
            "required": [column.name for column in self.columns],
            "additionalProperties": False,
        }

    @property
    def csvw(self) -> dict[str, Any]:
        """Its description in CSVW."""
        return {
            "url": f"{self.name}.csv",
            "dc:title": [{"@value": self.zh, "@language": "zh"}, {"@value": self.en, "@language": "en"}],
            "dc:description": [
                {"@value": self.about[0], "@language": "zh"},
                {"@value": self.about[1], "@language": "en"},
            ],
            "tableSchema": {
                "columns": [
                    {**column.csvw, "required": True} if column.name in self.key else column.csvw
                    for column in self.columns
                ],
                "primaryKey": list(self.key),
                "foreignKeys": [
                    {
                        "columnReference": column,
                        "reference": {"resource": f"{table}.csv", "columnReference": other},
                    }
                    for column, (table, other) in self.refers.items()
                ],
            },
        }

    def row(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """A row of an export with the columns of the table, and nothing that no UTF-8 file holds."""
        return {column.name: _encodable(given[column.name]) for column in self.columns}

    def key_of(self, row: Mapping[str, Any]) -> str:
        """What tells a row from every other, in one line."""
        return " ".join(str(row.get(name)) for name in self.key)


@cache
def tables() -> dict[str, Table]:
    """The tables of a release, in their order.

    >>> list(tables())[:3], tables()["requirements"].key
    (['policies', 'segments', 'clauses'], ('id',))
    """
    return {name: _table(name, told) for name, told in load("release")["tables"].items()}


def csv_metadata() -> dict[str, Any]:
    """What `csv/csv-metadata.json` says: the table group of the csv files (CSVW)."""
    words = load("release")
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "dc:title": [{"@value": text, "@language": language} for language, text in words["title"].items()],
        "rdfs:comment": [
            {"@value": text, "@language": language} for language, text in words["guarded"].items()
        ],
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"], "header": True},
        "tables": [table.csvw for table in tables().values()],
    }


def _table(name: str, told: Mapping[str, Any]) -> Table:
    columns = tuple(
        Column(column.removesuffix(_OPEN), kind, zh, en, column.endswith(_OPEN))
        for column, (kind, zh, en) in told["columns"].items()
    )
    refers = {column: tuple(place.split(".")) for column, place in told.get("refers", {}).items()}
    zh, en = told["about"]
    return Table(
        name,
        told["zh"],
        told["en"],
        (zh, en),
        tuple(told["key"]),
        refers,
        frozenset(told.get("without", ())),
        columns,
    )


def _parts(kind: Mapping[str, Any]) -> Iterator[tuple[str, Any, bool]]:
    """The names of a value of several parts, each with its type and whether it may be empty."""
    for name, inner in kind.items():
        yield name.removesuffix(_OPEN), inner, name.endswith(_OPEN)


def _schema(kind: Any, *, optional: bool) -> dict[str, Any]:  # noqa: ANN401 - a type
    if kind == "json":
        return {}
    if isinstance(kind, list):
        made: dict[str, Any] = {"type": "array", "items": _schema(kind[0], optional=False)}
    elif isinstance(kind, dict):
        made = {
            "type": "object",
            "properties": {name: _schema(inner, optional=may) for name, inner, may in _parts(kind)},
            "required": [name for name, _, _ in _parts(kind)],
            "additionalProperties": False,
        }
    elif kind == "date":
        made = {"type": "string", "format": "date"}
    else:
        made = {"type": _JSON[kind]}
    return {**made, "type": [made["type"], "null"]} if optional else made


def _arrow(kind: Any) -> Any:  # noqa: ANN401 - a type, and an Arrow type
    import pyarrow as pa

    if isinstance(kind, list):
        return pa.list_(_arrow(kind[0]))
    if isinstance(kind, dict):
        return pa.struct([(name, _arrow(inner)) for name, inner, _ in _parts(kind)])
    plain = {"text": pa.string(), "json": pa.string(), "integer": pa.int64(), "number": pa.float64()}
    return (plain | {"boolean": pa.bool_(), "date": pa.date32()})[kind]


def _encodable(value: Any) -> Any:  # noqa: ANN401 - whatever a row holds
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, (list, tuple)):
        return [_encodable(each) for each in value]
    return {key: _encodable(each) for key, each in value.items()} if isinstance(value, dict) else value
