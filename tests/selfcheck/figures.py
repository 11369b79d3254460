"""Rows of figures at the edges of targets: exact, a hair beside, nothing, zero, huge, negative, infinite."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random

from policykit.base.division import Division, Level
from policykit.figures.needs import Needs, parts_of
from policykit.figures.row import Row
from policykit.figures.validate import validate
from policykit.model import Requirement, Variable

EDGES = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    57.0,
    100.0,
    1e-12,
    5e-324,
    1e-9,
    1e15 + 0.3,
    1e200,
    -1e200,
    2.0**53,
    0.1,
    1 / 3,
]
NEAR = [0.0, 1e-9, -1e-9, 2e-9, -2e-9, 1e-8, -1e-8, 5e-10, 0.005, -0.005, 1.0, -1.0, 1 / 1024]


def everywhere(requirements: Sequence[Requirement]) -> tuple[Requirement, ...]:
    """The same requirements, of every division of their level: so that many units are judged by each."""
    return tuple(replace(one, binds=(), per=one.entity) for one in requirements)


def rows(requirements: Sequence[Requirement], seed: int, count: int) -> list[Row]:
    """`count` units with figures of one to three years, each unit of a kind that is asked, no division twice.

    Most figures are possible; of some rows a part is above its whole, or a figure beyond its bounds.
    """
    random, needs = Random(seed), Needs(tuple(requirements))  # noqa: S311  # the same files every time
    codes = {level: [one.code for one in Division.all().values() if one.level is level] for level in Level}
    for listed in codes.values():
        random.shuffle(listed)
    return [row for number in range(count) for row in _unit(random, needs, codes, f"单位{number}")]


def _unit(random: Random, needs: Needs, codes: Mapping[Level, list[str]], name: str) -> Iterator[Row]:
    rule = random.choice(needs.requirements)
    entity, listed = rule.entity, codes[rule.entity.level or Level.COUNTY]
    if not listed:
        return
    code = listed.pop()
    groups = [one.population for one in needs.requirements if one.population] or [""]
    population = random.choice(["", "", rule.population, f"其他；{rule.population}", random.choice(groups)])
    unit = Division.of(code).name if entity.level else name + random.choice(["", "", rule.population])
    variables = {variable.name: variable for one in needs.requirements for variable in one.variables}
    years: list[int | None] = random.choice(
        [[2026], [2025, 2026], [2026, 2025], [2024, 2026], [None], [2024, 2025, 2026], [2027, None], [2025]]
    )
    last: dict[str, float] = {}
    for place, year in enumerate(years):
        figures = {
            variable.name: _figure(random, variable, rule)
            for variable in variables.values()
            if random.random() < 0.85
        }
        figures = dict(last) if last and random.random() < 0.2 else figures  # the year before again
        row = Row(unit, code, entity, year, f"{name}!{place}", population, figures)
        if random.random() < 0.9:
            _mend(row, variables, needs)
            last = dict(row.figures)
        yield row


def _mend(row: Row, variables: Mapping[str, Variable], needs: Needs) -> None:
    """Make the figures of a row possible: within their bounds, whole where they count, parts within wholes."""
    figures = row.figures
    for name, variable in variables.items():
        if name in figures and not variable.grades and not variable.is_date:
            low = figures[name] if variable.minimum is None else max(figures[name], variable.minimum)
            figures[name] = low if variable.maximum is None else min(low, variable.maximum)
            figures[name] = float(round(figures[name])) if variable.whole else figures[name]
    for _ in range(2):
        for _, part, whole in parts_of(needs.indicators):
            pair = [figures[one.name] for one in (part, whole) if one.name in figures]
            if len(pair) == 2:
                figures[part.name], figures[whole.name] = sorted(pair)
    row.places = dict.fromkeys(figures, "")
    validate([row], needs)
    row.unread.clear()


def _figure(random: Random, variable: Variable, rule: Requirement) -> float:
    if variable.is_date:
        due = rule.target.value if rule.indicator.is_date and rule.target.value else 739000.0
        return random.choice([math.inf, 739616.0, 739617.0, 739615.0, 739250.0, due])
    if variable.grades:
        return random.choice([float(rank) for rank in variable.grades.values()])
    if random.random() < 0.25:
        return random.choice(EDGES)
    if random.random() < 0.5:
        return float(random.choice([1, 3, 7, 57, 83, 84, 85, 90, 100, 120, 1000]))
    value = rule.target.value if rule.target.value is not None and variable in rule.variables else 50.0
    return value + random.choice(NEAR)
