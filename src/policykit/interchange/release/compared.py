"""Two releases compared: which rows of each table were added, removed or changed, and in which columns."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.files import read_file, reason
from policykit.base.resources import load
from policykit.interchange.release.columns import Table, tables
from policykit.interchange.release.folder import CATALOGUE

__all__ = ["Compared", "Rows", "compare", "is_release"]

_LINES = "jsonl"


@dataclass(frozen=True)
class Rows:
    """What became of the rows of one table, by their keys."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: Mapping[str, Mapping[str, tuple[Any, Any]]] = field(default_factory=dict)
    """Key → column → the value before and the value after."""

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    @property
    def told(self) -> dict[str, Any]:
        """As plain data."""
        changed = [
            {"key": key, "columns": {name: list(pair) for name, pair in columns.items()}}
            for key, columns in self.changed.items()
        ]
        return {"added": list(self.added), "removed": list(self.removed), "changed": changed}


@dataclass(frozen=True)
class Compared:
    """Two releases: the version of each, and the tables in which anything changed."""

    old: str
    new: str
    tables: Mapping[str, Rows]

    @property
    def told(self) -> dict[str, Any]:
        """As plain data: what `policykit diff --json` prints."""
        return {
            "old": self.old,
            "new": self.new,
            "tables": {name: rows.told for name, rows in self.tables.items()},
        }


def is_release(folder: str | Path) -> bool:
    """Whether a folder holds a release."""
    return Path(folder, CATALOGUE).is_file() and Path(folder, _LINES).is_dir()


def compare(old: str | Path, new: str | Path) -> Compared:
    """What changed from one release to another.

    Raises
    ------
    PolicykitError
        A file of a release cannot be read (PK005).
    """
    versions = _version(Path(old)), _version(Path(new))  # first: which of them is no release
    found = {name: _rows(table, Path(old), Path(new)) for name, table in tables().items()}
    return Compared(*versions, {name: rows for name, rows in found.items() if rows})


def _rows(table: Table, old: Path, new: Path) -> Rows:
    before, after = _lines(table, old), _lines(table, new)
    changed = {}
    for key in before.keys() & after.keys():
        if before[key] != after[key]:
            one, other = json.loads(before[key]), json.loads(after[key])
            columns = [name for name in {**one, **other} if one.get(name) != other.get(name)]
            changed[key] = {name: (one.get(name), other.get(name)) for name in columns}
    return Rows(
        tuple(key for key in after if key not in before),
        tuple(key for key in before if key not in after),
        {key: changed[key] for key in after if changed.get(key)},
    )


def _lines(table: Table, folder: Path) -> dict[str, bytes]:
    """The rows of a table by their keys; none where a release has no such table."""
    path = folder / _LINES / f"{table.name}.jsonl"
    if not path.exists():
        return {}
    rows: dict[str, bytes] = {}
    try:
        with path.open("rb") as file:
            for line in file:
                rows[table.key_of(json.loads(line))] = line
    except (OSError, ValueError, AttributeError) as error:  # a line may be JSON and no row
        raise _unread(path, error) from error
    return rows


def _version(folder: Path) -> str:
    path = folder / CATALOGUE
    try:
        return str(json.loads(read_file(path))["dcat:version"])
    except (ValueError, KeyError, TypeError) as error:
        raise _unread(path, error) from error


def _unread(path: Path, error: Exception) -> PolicykitError:
    why = reason(error) if isinstance(error, OSError) else load("reasons")["content"]
    return PolicykitError([Diagnostic(Code.CANNOT_READ, {"path": path, "reason": why})])
