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
from policykit.figures.report import asked, definition, remark
from policykit.figures.result import Result
from policykit.figures.vocabulary import header_of, range_of
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
from policykit.model.numeral import grammar
from policykit.model.reading import words
from policykit.model.target import DECIMALS, EPSILON
from policykit.model.verdict import words as judging
from policykit.text.normal import fold, folded_characters

__all__ = ["example", "form_words", "rulebook"]

_DATA = "PK3"
"""Codes of the diagnostics that a file of figures may raise begin so."""
_NUMERALS = ("magnitudes", "digits", "surplus")
_READING = (
    "keys",
    "passed_sheets",
    "passed_columns",
    "loose_periods",
    "described",
    "totals",
    "sums",
    "parts",
    "ratios",
    "own",
    "shapes",
    "qualifiers",
    "undated",
    "footers",
    "blanks",
    "magnitudes",
    "same_units",
    "grades",
    "reading",
    "validation",
    "year_in_brackets",
    "period_in_brackets",
    "period",
    "several",
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
        indicator.name: indicator
        for rule in requirements
        for indicator in (rule.indicator, rule.reference)
        if indicator is not None
    }
    variables = {variable.name: variable for rule in requirements for variable in rule.variables}
    parts = {indicator.name for indicator, _, _ in parts_of(indicators)}
    entities = Needs(tuple(requirements)).entities
    return {
        "requirements": [_requirement(requirement) for requirement in requirements],
        "indicators": {
            name: {**_indicator(indicator), "value": indicator.expression.tree, "part": name in parts}
            for name, indicator in indicators.items()
        },
        "variables": {name: _variable(variable) for name, variable in variables.items()},
        "entities": {entity.name: entity.label for entity in entities},
        "states": {state.value: state.label for state in State},
        "judging": {
            name: judging()[name]
            for name in (
                "decision",
                "missing",
                "unmet",
                "step",
                "clause",
                "problems",
                "derived",
                "parts",
                "lengths",
            )
        },
        "margins": {"epsilon": EPSILON, "decimals": DECIMALS},
        "levels": [Entity.of(level).name for level in Level],
        "divisions": {
            code: [division.name, *division.short_names] for code, division in Division.all().items()
        },
        "changes": Division.changes(),
        "hints": load("divisions")["hints"],
        "words": {
            **{name: words()[name] for name in _READING},
            "numerals": {**{name: load("quantities")[name] for name in _NUMERALS}, "patterns": grammar()},
            "entities": {entity.name: list(entity.aliases) for entity in entities},
            "limits": words()["limits"],
            "periods": load("requirements")["periods"],
            "traditional": _traditional(indicators, variables, entities),
            "headers": words()["template"]["headers"],
        },
        "diagnostics": _diagnostics(),
    }


def _traditional(*named: object) -> str:
    """Traditional and simplified, pair by pair: of the characters in names that a file may write in either script."""
    names = {name for division in Division.all().values() for name in (division.name, *division.short_names)}
    headers = words()["keys"], words()["grades"], [entity.aliases for entity in Entity.ALL]
    known = set("".join((*names, repr(headers), *map(repr, named))))
    pairs, _ = folded_characters()
    return "".join(char + to for char, to in pairs.items() if to == fold(char) and to in known)


def _requirement(requirement: Requirement) -> dict[str, Any]:
    """`asked` and `remark` are as a report says them before any figure is known."""
    unread = Result("", "", requirement.entity, None, Finding(requirement, State.NO_DATA))
    return {
        "id": requirement.id,
        "clause": requirement.clause,
        "quote": requirement.quote,
        "indicator": requirement.indicator.name,
        "reference": requirement.reference.name if requirement.reference else None,
        "entity": requirement.entity.name,
        "per": requirement.per is not None,
        "binds": list(requirement.binds),
        "population": requirement.population,
        "due": requirement.due.isoformat() if requirement.due else None,
        "modality": [requirement.modality.value, requirement.modality.label, requirement.modality.severity],
        "condition": requirement.kind is Kind.CONDITION,
        "named": requirement.target.comparator is Comparator.NAMED,
        "begins": requirement.begins.isoformat() if requirement.begins else None,
        "start": requirement.start.year if requirement.start else None,
        "when": [{"variable": one.variable.name, "target": _target(one.target)} for one in requirement.when],
        "optional": requirement.is_optional,
        "soft": requirement.is_soft,
        "steady": requirement.is_steady,
        "emphatic": requirement.is_emphatic,
        "of_one_year": requirement.is_of_one_year,
        "every": requirement.every,
        "months": requirement.months,
        "limit": requirement.limit,
        "words": requirement.words,
        "target": _target(requirement.target),
        "plain": requirement.plain,
        "asked": asked(unread),
        "remark": remark(unread),
        "definition": definition(unread),
        "softly": requirement.softly,
        "due_from": requirement.due_from,
        "overrule": dict(requirement.overrule),
    }


def _target(target: Target) -> dict[str, Any]:
    """The comparison; `change` is what is added to the figure that a trend or relative target starts from."""
    change = float(target.value or 0) * (-1 if target.comparator is Comparator.DECREASE else 1)
    value = target.value if target.compares else target.goal() if target.decidable else None
    return {
        "way": target.way.value,
        "value": None if value is None else float(value),
        "value2": float(target.value2 or 0),
        "tolerance": float(target.tolerance),
        "precision": float(target.precision) if target.is_loose else 0.0,
        "factor": 1 + change / 100 if target.is_share else 1.0,
        "grows": target.is_share,
        "base": target.base,
        "average": target.average,
        "based": target.is_based or not target.is_change,
        "decidable": target.decidable,
        "compares": target.compares,
        "change": 0.0 if target.is_share else change,
    }


def _indicator(indicator: Indicator) -> dict[str, Any]:
    return {
        "label": indicator.label,
        "names": list(indicator.names),
        "unit": indicator.unit,
        "entities": [entity.name for entity in indicator.entities],
        "variables": list(indicator.parameters),
        "parts": [part.name for part in indicator.parts],
        "grades": _grades(indicator.grades),
        "date": indicator.is_date,
        "share": is_share(indicator),
        "over_time": indicator.over_time,
    }


def _variable(variable: Variable) -> dict[str, Any]:
    return {
        "label": variable.label,
        "unit": variable.unit,
        "entity": variable.entity.name,
        "minimum": variable.minimum,
        "maximum": variable.maximum,
        "grades": _grades(variable.grades),
        "date": variable.is_date,
        "whole": variable.whole,
        "aliases": list(variable.aliases),
        "share": is_share(variable),
        "over_time": variable.over_time,
    }


def _grades(grades: Mapping[str, float]) -> list[list[Any]]:
    return [[name, float(rank)] for name, rank in grades.items()]


def _diagnostics() -> dict[str, list[str]]:
    """Code → its name, what is wrong, what to do."""
    wording = load("diagnostics")
    return {
        code.value: [
            code.name.lower().replace("_", "-"),
            wording[code.value]["says"],
            wording[code.value]["do"],
        ]
        for code in Code
        if code.value.startswith(_DATA)
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
    years = sorted(
        {
            requirement.due.year
            for requirement in needs.requirements
            if requirement.due and division in requirement.binds
        }
    )
    year = years[-2:][0] if years else _YEAR  # with something that is due later
    return {
        "file": load("example")["file"],
        "division": division,
        "as_of": date(year + 1, 1, 1).isoformat(),
        "sheets": [[entity.label, list(_rows(needs, entity, division, year))] for entity in needs.variables],
    }


def _division(requirements: Sequence[Requirement]) -> str | None:
    named = Counter(
        Division.of(code)
        for requirement in requirements
        for code in requirement.binds
        if code in Division.all()
    )
    local = [division for division in named if division.level is not Level.NATIONAL]
    chosen = max(
        local, key=lambda division: (division.level.rank, named[division], division.code), default=None
    )
    return chosen.code if chosen else None


def _rows(needs: Needs, entity: Entity, division: str, year: int) -> Iterator[list[Any]]:
    wording, headers = load("example"), words()["template"]["headers"]
    variables = needs.variables[entity]
    yield [wording["title"].format(division=wording["division"], entity=entity.label)]
    yield [*(headers[key] for key in ("unit", "division", "year")), *map(header_of, variables)]
    for unit in wording["units"].get(entity.name, [wording["division"]]):
        for late in (False, True):
            figures = [_figure(variable, needs, year, unit, late=late) for variable in variables]
            yield [unit, division, year if late else year - 1, *figures]


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


def form_words(requirements: Sequence[Requirement]) -> dict[str, Any]:
    """What a form says, for the browser that writes the same workbook: wording, and what each variable is about."""
    variables = {variable for requirement in requirements for variable in requirement.variables}
    about = {variable.name: [variable.definition, range_of(variable)] for variable in variables}
    return {"template": words()["template"], "about": dict(sorted(about.items()))}
