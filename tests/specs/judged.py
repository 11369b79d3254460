"""What was read by hand from the texts: verdicts on figures (`tests/data/judged-figures/`), and who must act."""

from __future__ import annotations

from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from tests import project

from policykit.base.yamlfile import read
from policykit.model import Finding, Requirement

__all__ = ["FILES", "bearers", "judged", "rows"]

_DATA = Path(__file__).parents[1] / "data"
_BEARERS = _DATA / "judged-bearers.yml"
FILES = sorted((_DATA / "judged-figures").glob("*.yml"))
_KEYS = ("division", "entity", "population", "period")


@cache
def rows() -> tuple[dict[str, Any], ...]:
    """The rows of every file: every scalar is text, as in a cell."""
    return tuple(row for path in FILES for row in _rows(path))


def _rows(path: Path) -> list[dict[str, Any]]:
    document, problems = read(path, path.name)
    assert document is not None, [problem.render() for problem in problems]
    listed: list[dict[str, Any]] = document.data
    return listed


def judged(requirement: Requirement, row: dict[str, Any]) -> Finding:
    """What the requirement says of a row's figures on its day."""
    figures = {
        variable.key: row["figures"][variable.name]
        for variable in requirement.variables
        if variable.name in row["figures"]
    }
    return requirement.check(
        date.fromisoformat(row["as_of"]),
        year=int(row["year"]) if "year" in row else None,
        earlier=row.get("earlier"),
        **{key: row[key] for key in _KEYS if key in row},
        **figures,
    )


@cache
def bearers() -> dict[str, tuple[str, ...]]:
    """Who must act, by requirement, as it was read by hand: the last line of the policy that fits holds."""
    document, problems = read(_BEARERS, _BEARERS.name)
    assert document is not None, [problem.render() for problem in problems]
    found: dict[str, tuple[str, ...]] = {}
    for requirement in project.specs().requirements:
        name = requirement.id.removeprefix(f"{requirement.policy}/")
        lines = [line for line in document.data[requirement.policy] if fnmatchcase(name, line["of"])]
        found[requirement.id] = tuple(lines[-1]["bearer"])
    return found
