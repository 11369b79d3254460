"""The figures judged by hand, reported in files: the command's report and the browser's say what was judged."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from tests.selfcheck.conftest import MakeKit
from tests.selfcheck.kit import Kit, alike
from tests.specs.test_judged_figures import ROWS, SPECS

from policykit.base.division import Division
from policykit.figures.vocabulary import header_of
from policykit.model import Requirement, Variable

KEYS = ("单位名称", "行政区划代码", "单位类型", "适用对象", "年度")
# What does not apply to a unit is not among the results of a file, and neither is what it reports nothing for.
SILENT = {"not_applicable", "no_data"}
Unit = tuple[str, str, str, str]


@dataclass
class File:
    """Figures of units by year, and which rows they are of: no two rows speak of one figure of one unit."""

    units: dict[Unit, dict[str, dict[str, Any]]] = field(default_factory=dict)
    asked: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    taken: set[tuple[Unit, str]] = field(default_factory=set)
    newest: dict[Unit, str] = field(default_factory=dict)

    def take(self, row: dict[str, Any], unit: Unit) -> bool:
        """Whether the row fits beside those that are there, of which only the newest year is judged."""
        rule, year = SPECS.requirement(row["requirement"]), row["year"]
        mine = {(unit, variable.name) for variable in rule.variables}
        if mine & self.taken or self.newest.setdefault(unit, year) != year or rule.id in self.asked:
            return False
        self.taken |= mine
        self.asked[rule.id] = (unit[0], year, row["verdict"])
        of = self.units.setdefault(unit, {})
        for when, figures in ((str(int(year) - 1), row.get("earlier", {})), (year, row["figures"])):
            if figures or when == year:
                of.setdefault(when, {}).update(figures)
        return True

    def write(self, path: Path) -> None:
        variables = {one.name: one for each in self.asked for one in SPECS.requirement(each).variables}
        with path.open("w", encoding="utf-8", newline="") as file:
            lines = csv.writer(file)
            lines.writerow([*KEYS, *map(header_of, variables.values())])
            for unit, years in self.units.items():
                for year, figures in years.items():
                    cells = (cell(one, figures.get(name, "")) for name, one in variables.items())
                    lines.writerow([*unit, year, *cells])


def cell(variable: Variable, figure: str) -> str:
    """A figure as staff write it: a percentage with its sign."""
    return f"{figure}%" if figure and variable.unit == "%" else figure


def home(rule: Requirement, row: dict[str, Any]) -> str:
    """A division that the requirement binds and whose figures it is about."""
    if "division" in row:
        return str(row["division"])
    bound = rule.binds[0]
    level = rule.entity.level or Division.of(bound).level
    own = Division.of(bound)
    if own.level is level or (rule.entity.level is None and bound != "000000"):
        return bound
    return next(one.code for one in Division.all().values() if one.level is level and one in own)


def unit_of(rule: Requirement, row: dict[str, Any], number: int) -> Unit:
    code = home(rule, row)
    name = Division.of(code).name if rule.entity.is_division else f"机构{number}"
    return name, code, rule.entity.label, row.get("population", rule.population)


def packed() -> Iterator[tuple[str, File]]:
    """The rows of each day in as few files as hold them."""
    days: dict[str, list[File]] = {}
    numbers = count(1)
    for row in ROWS:
        rule = SPECS.requirement(row["requirement"])
        if "year" not in row or rule.kind.value == "named":
            continue
        unit = unit_of(rule, row, next(numbers))
        files = days.setdefault(row["as_of"], [])
        if not any(file.take(row, unit) for file in files):
            files.append(File())
            assert files[-1].take(row, unit), row
    for day, files in days.items():
        for file in files:
            yield day, file


FILES = list(packed())
MANY = 50
"""A file that speaks of so many requirements is judged by all of the project's; a smaller one by those that it speaks of."""


@pytest.mark.parametrize(("day", "file"), FILES, ids=[f"{day}-{len(file.asked)}" for day, file in FILES])
def test_a_file_of_judged_figures(kit: Kit, make_kit: MakeKit, tmp_path: Path, day: str, file: File) -> None:
    file.write(tmp_path / "表.csv")
    asked = [SPECS.requirement(rule) for rule in file.asked]
    said = alike(
        kit if len(asked) >= MANY else make_kit(asked), tmp_path / "表.csv", None, date.fromisoformat(day)
    )
    assert not said["problems"]
    found = {(one[4], one[0], str(one[3])): one[5] for one in said["results"]}
    differing = {}
    for rule, (unit, year, verdict) in file.asked.items():
        state = found.get((rule, unit, year), "")
        if state != verdict and not (verdict in SILENT and not state):
            differing[rule] = (unit, year, verdict, state)
    assert not differing
