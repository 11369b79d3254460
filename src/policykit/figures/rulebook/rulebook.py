"""rulebook: requirements with everything that `policykit check` decides by, as one JSON object."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from policykit.base.diagnostics import Code, PolicykitError
from policykit.base.resources import load
from policykit.divisions import divisions
from policykit.figures.evaluate import Result, State
from policykit.figures.observations.shares import is_share, parts_of
from policykit.figures.observations.words import words
from policykit.figures.report.wording import asked, remark
from policykit.model import (
    Comparator,
    Entity,
    Finding,
    Indicator,
    Kind,
    Requirement,
    Target,
    Variable,
    Verdict,
)
from policykit.trace import Tree, trace

__all__ = ["rulebook"]

_DATA = "PK3"
"""Codes of the diagnostics that a file of figures may raise begin so."""
_READING = (
    "keys",
    "entities",
    "passed_sheets",
    "passed_columns",
    "described",
    "totals",
    "footers",
    "blanks",
    "magnitudes",
    "same_units",
    "grades",
    "notes",
)


def rulebook(requirements: Sequence[Requirement]) -> dict[str, Any]:
    """The rules as plain data: what can be written as JSON and means the same to any interpreter.

    Returns
    -------
    `requirements` in the order given, each with its target as numbers and its words; `indicators` and `variables`
    that they need, by name, an indicator's function as a tree (see `policykit.trace`); `entities`,
    `divisions` (code → name), `states`; `words` by which files are read; `diagnostics` by code.

    Raises
    ------
    PolicykitError
        With every indicator whose function cannot be written as a tree (PK501).

    >>> from policykit import requirement
    >>> rules = rulebook([requirement("shexian-2025/p1/county-visit-rate-2026")])
    >>> rules["requirements"][0]["target"]["value"], rules["indicators"]["county_visit_rate"]["value"]
    (85.0, ['*', ['/', 'visits_in_county', 'visits_by_residents'], 100])
    """
    indicators = {
        one.name: one for rule in requirements for one in (rule.indicator, rule.reference) if one is not None
    }
    variables = {one.name: one for indicator in indicators.values() for one in indicator.variables}
    trees = _traced(indicators.values())
    parts = {one.name for one, _, _ in parts_of(indicators)}
    return {
        "requirements": [_requirement(one) for one in requirements],
        "indicators": {
            name: {**_indicator(one), "value": trees[name], "part": name in parts}
            for name, one in indicators.items()
        },
        "variables": {name: _variable(one) for name, one in variables.items()},
        "entities": {one.value: one.label for one in Entity},
        "states": {one.value: one.label for one in State},
        "divisions": dict(divisions()),
        "words": {name: words()[name] for name in _READING} | {"headers": words()["template"]["headers"]},
        "diagnostics": _diagnostics(),
    }


def _traced(indicators: Iterable[Indicator]) -> dict[str, Tree]:
    trees, problems = {}, []
    for one in indicators:
        try:
            trees[one.name] = trace(one)
        except PolicykitError as error:
            problems += error.diagnostics
    if problems:
        raise PolicykitError(problems)
    return trees


def _requirement(one: Requirement) -> dict[str, Any]:
    """`asked` and `remark` are as a report says them before any figure is known."""
    unread = Result("", "", one.entity, None, Finding(one, Verdict.NO_DATA))
    return {
        "id": one.id,
        "clause": one.clause,
        "quote": one.quote,
        "indicator": one.indicator.name,
        "reference": one.reference.name if one.reference else None,
        "entity": one.entity.value,
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
        "entities": [entity.value for entity in one.entities],
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
        "entity": one.entity.value,
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
