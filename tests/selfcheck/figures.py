"""Rows of figures at the edges of targets: exact, a hair beside, nothing, zero, huge, negative, infinite."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from random import Random

from policykit.base.division import Division
from policykit.figures.rows import Row
from policykit.model import Entity, Requirement, Variable

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
INSTITUTIONS = (Entity.CONSORTIUM, Entity.HOSPITAL, Entity.TOWNSHIP_CENTRE, Entity.VILLAGE_CLINIC)


def rows(requirements: Sequence[Requirement], seed: int, count: int) -> list[Row]:
    """`count` units with figures of one to three years, each unit of a kind and division that is asked."""
    random = Random(seed)  # noqa: S311  # the same files every time
    return [row for number in range(count) for row in _unit(random, requirements, f"单位{number}")]


def _unit(random: Random, requirements: Sequence[Requirement], name: str) -> Iterator[Row]:
    rule = random.choice(requirements)
    entity = rule.entity
    codes = [
        *rule.binds,
        *(
            one
            for one in ("341021", "520122", "152501", "110105")
            if entity in (Entity.COUNTY, *INSTITUTIONS)
        ),
    ]
    if entity not in INSTITUTIONS:
        codes = [code for code in codes if Division.of(code).level is entity.level] or ["341021"]
    groups = [one.population for one in requirements if one.population] or [""]
    population = random.choice(["", "", rule.population, f"其他；{rule.population}", random.choice(groups)])
    unit = name + random.choice(["", "", rule.population])
    variables = {variable.name: variable for one in requirements for variable in one.variables}
    code = random.choice(codes)
    years: list[int | None] = random.choice(
        [[2026], [2025, 2026], [2026, 2025], [2024, 2026], [None], [2025, 2025, 2026], [2027, None]]
    )
    for place, year in enumerate(years):
        figures = {
            variable.name: _figure(random, variable, rule)
            for variable in variables.values()
            if random.random() < 0.85
        }
        yield Row(unit, code, entity, year, f"{name}!{place}", population, figures)


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
