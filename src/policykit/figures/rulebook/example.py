"""example: a workbook of a fictional county that asks for what the requirements at hand need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from policykit.base.resources import load
from policykit.divisions import division_entity, divisions
from policykit.figures.observations import Needs
from policykit.figures.observations.shares import parts_of
from policykit.figures.observations.words import words
from policykit.model import Entity, Requirement, Variable

__all__ = ["example"]

_DIVISIONS = (Entity.NATION, Entity.PROVINCE, Entity.CITY, Entity.COUNTY)
_LEAST, _STEP, _GROWTH, _MOST = 80.0, 20.0, 3.0, 1e9
_YEAR, _MONTH, _DAY = 2025, 10, 31


def example(requirements: Sequence[Requirement]) -> dict[str, Any] | None:
    """A filled workbook as rows: `file`, `division`, `as_of` and `sheets` (name, rows); `None` if nothing is local.

    Made for the county, or else the larger division, that most requirements name. All of its figures are made up,
    and the title of every sheet says so. A cell is a text, a number or nothing.
    """
    division = _division(requirements)
    if division is None:
        return None
    needs = Needs.of(requirements, division)
    years = sorted({one.due.year for one in needs.requirements if one.due and division in one.binds})
    year = years[-2:][0] if years else _YEAR  # with something that is due later
    return {
        "file": load("example")["file"],
        "division": division,
        "as_of": date(year + 1, 1, 1).isoformat(),
        "sheets": [[entity.label, list(_rows(needs, entity, division, year))] for entity in needs.variables],
    }


def _division(requirements: Sequence[Requirement]) -> str | None:
    named = Counter(code for one in requirements for code in one.binds if code in divisions())
    local = [code for code in named if division_entity(code) is not Entity.NATION]
    ranks = list(_DIVISIONS)
    return max(local, key=lambda code: (ranks.index(division_entity(code)), named[code], code), default=None)


def _rows(needs: Needs, entity: Entity, division: str, year: int) -> Iterator[list[Any]]:
    held, headers = load("example"), words()["template"]["headers"]
    variables = needs.variables[entity]
    yield [f"{held['mark']}{held['division']}·{entity.label}"]
    yield [*(headers[key] for key in ("unit", "division", "year")), *map(_header, variables)]
    for unit in held["units"].get(entity.value, [held["division"]]):
        for late in (False, True):
            figures = [_figure(one, needs, year, unit, late=late) for one in variables]
            yield [unit, division, year if late else year - 1, *figures]


def _header(variable: Variable) -> str:
    return variable.label if variable.is_date or variable.grades else f"{variable.label}（{variable.unit}）"


def _figure(variable: Variable, needs: Needs, year: int, unit: str, *, late: bool) -> object:
    given = load("example")["figures"].get(variable.name)
    if isinstance(given, dict):
        given = given.get(unit)
    if given is not None:
        return given[late]
    if variable.is_date:
        return date(year - 1, _MONTH, _DAY).isoformat()
    if variable.grades:
        return list(variable.grades)[len(variable.grades) // 2]
    above = _depth(variable, needs)
    figure = _LEAST + _STEP * above + (_GROWTH if late and not above else 0)
    return min(figure, _MOST if variable.maximum is None else variable.maximum)


def _depth(variable: Variable, needs: Needs) -> int:
    """Of how many wholes within wholes it is the whole: a whole is never below its part."""
    parts = [part for _, part, whole in parts_of(needs.indicators) if whole == variable]
    return 1 + max(_depth(part, needs) for part in parts) if parts else 0
