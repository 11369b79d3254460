"""rulebook: requirements with everything that `policykit check` decides by, as one JSON object."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from policykit.base.diagnostics import Code
from policykit.base.division import Division, Level
from policykit.base.resources import load
from policykit.figures.needs import Needs, is_share, parts_of
from policykit.figures.report import asked, remark
from policykit.figures.result import Result
from policykit.model import (
    Comparator,
    Entity,
    Finding,
    Indicator,
    Kind,
    Requirement,
    State,
    Target,
    Variable,
)
from policykit.model.reading import words
from policykit.model.target import DECIMALS, EPSILON
from policykit.model.verdict import words as judging

__all__ = ["example", "rulebook"]

_DATA = "PK3"
"""Codes of the diagnostics that a file of figures may raise begin so."""
_READING = (
    "keys",
    "passed_sheets",
    "passed_columns",
    "described",
    "totals",
    "footers",
    "blanks",
    "magnitudes",
    "same_units",
    "grades",
    "reading",
    "validation",
    "limits",
    "year_in_brackets",
    "notes",
)


def rulebook(requirements: Sequence[Requirement]) -> dict[str, Any]:
    """The rules as plain data: what can be written as JSON and means the same to any interpreter.

    Returns
    -------
    `requirements` in the order given, each with its target as numbers and its words; `indicators` and `variables`
    that they need, by name, an indicator's expression as a tree (see `Expression.tree`); `entities`,
    `levels` (entities of the divisions, top down), `divisions` (code → name and short names), their `changes` and
    `hints`, `states`; `judging`, the decision table and its words; `words` by which files are read; `diagnostics`
    by code.

    >>> from policykit import requirement
    >>> rules = rulebook([requirement("shexian-2025/p1/county-visit-rate-2026")])
    >>> rules["requirements"][0]["target"]["value"], rules["indicators"]["county_visit_rate"]["value"]
    (85.0, ['*', ['/', 'visits_in_county', 'visits_by_residents'], 100])
    """
    indicators = {
        one.name: one for rule in requirements for one in (rule.indicator, rule.reference) if one is not None
    }
    variables = {one.name: one for indicator in indicators.values() for one in indicator.variables}
    parts = {one.name for one, _, _ in parts_of(indicators)}
    entities = Needs(tuple(requirements)).entities
    return {
        "requirements": [_requirement(one) for one in requirements],
        "indicators": {
            name: {**_indicator(one), "value": one.expression.tree, "part": name in parts}
            for name, one in indicators.items()
        },
        "variables": {name: _variable(one) for name, one in variables.items()},
        "entities": {one.name: one.label for one in entities},
        "states": {one.value: one.label for one in State},
        "judging": {name: judging()[name] for name in ("decision", "missing")},
        "margins": {"epsilon": EPSILON, "decimals": DECIMALS},
        "levels": [Entity.of(level).name for level in Level],
        "divisions": {code: [one.name, *one.short_names] for code, one in Division.all().items()},
        "changes": Division.changes(),
        "hints": load("divisions")["hints"],
        "words": {
            **{name: words()[name] for name in _READING},
            "entities": {one.name: list(one.aliases) for one in entities},
            "headers": words()["template"]["headers"],
        },
        "diagnostics": _diagnostics(),
    }


def _requirement(one: Requirement) -> dict[str, Any]:
    """`asked` and `remark` are as a report says them before any figure is known."""
    unread = Result("", "", one.entity, None, Finding(one, State.NO_DATA))
    return {
        "id": one.id,
        "clause": one.clause,
        "quote": one.quote,
        "indicator": one.indicator.name,
        "reference": one.reference.name if one.reference else None,
        "entity": one.entity.name,
        "per": one.per is not None,
        "binds": list(one.binds),
        "population": one.population,
        "due": one.due.isoformat() if one.due else None,
        "modality": [one.modality.value, one.modality.label, one.modality.severity],
        "condition": one.kind is Kind.CONDITION,
        "target": _target(one.target),
        "plain": one.plain,
        "asked": asked(unread),
        "remark": remark(unread),
    }


def _target(target: Target) -> dict[str, Any]:
    """The comparison; `change` is what is added to the figure that a trend or relative target starts from."""
    change = float(target.value or 0)
    return {
        "way": target.way.value,
        "value": None if target.value is None else float(target.value),
        "value2": float(target.value2 or 0),
        "tolerance": float(target.tolerance),
        "decidable": target.decidable,
        "compares": target.compares,
        "change": -change if target.comparator is Comparator.DECREASE else change,
    }


def _indicator(one: Indicator) -> dict[str, Any]:
    return {
        "label": one.label,
        "names": list(one.names),
        "unit": one.unit,
        "entities": [entity.name for entity in one.entities],
        "variables": list(one.parameters),
        "grades": _grades(one.grades),
        "date": one.is_date,
        "share": is_share(one),
    }


def _variable(one: Variable) -> dict[str, Any]:
    return {
        "label": one.label,
        "unit": one.unit,
        "definition": one.definition,
        "entity": one.entity.name,
        "minimum": one.minimum,
        "maximum": one.maximum,
        "grades": _grades(one.grades),
        "date": one.is_date,
        "whole": one.whole,
        "aliases": list(one.aliases),
        "share": is_share(one),
    }


def _grades(grades: Mapping[str, float]) -> list[list[Any]]:
    return [[name, float(rank)] for name, rank in grades.items()]


def _diagnostics() -> dict[str, list[str]]:
    """Code → its name, what is wrong, what to do."""
    wording = load("diagnostics")
    return {
        one.value: [one.name.lower().replace("_", "-"), wording[one.value]["says"], wording[one.value]["do"]]
        for one in Code
        if one.value.startswith(_DATA)
    }


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
    named = Counter(Division.of(code) for one in requirements for code in one.binds if code in Division.all())
    local = [one for one in named if one.level is not Level.NATIONAL]
    chosen = max(local, key=lambda one: (one.level.rank, named[one], one.code), default=None)
    return chosen.code if chosen else None


def _rows(needs: Needs, entity: Entity, division: str, year: int) -> Iterator[list[Any]]:
    held, headers = load("example"), words()["template"]["headers"]
    variables = needs.variables[entity]
    yield [f"{held['mark']}{held['division']}·{entity.label}"]
    yield [*(headers[key] for key in ("unit", "division", "year")), *map(_header, variables)]
    for unit in held["units"].get(entity.name, [held["division"]]):
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
