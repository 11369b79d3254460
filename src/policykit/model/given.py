"""What is given of one unit for a check: keys and figures, read by the rules by which frames are read."""

from __future__ import annotations

import math
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from policykit.base.diagnostics import Code
from policykit.base.division import Division
from policykit.model.keys import (
    SEPARATOR,
    entity_of,
    level_of,
    message_of,
    read_division,
    read_entity,
    read_span,
    wrong_level,
)
from policykit.model.period import Period
from policykit.model.reading import NOT_DONE, Unreadable, expected, read_value
from policykit.model.rules import broken
from policykit.model.variable import Entity, key_of
from policykit.model.verdict import words as wording_of

if TYPE_CHECKING:
    from policykit.model.fields import RequirementFields
    from policykit.model.indicator import Indicator
    from policykit.model.situation import Situation
    from policykit.model.variable import Variable

__all__ = ["Figures", "Keys", "failed_step", "figures_of", "is_met_by", "missing", "unmet"]

_WHOLE = 100
_SHARE = "share"


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known of one unit when a requirement is judged on it."""

    value: float | None = None
    """The indicator's value; `None` when it could not be computed."""
    other: float | None = None
    """The figure that it is compared with, for a trend, growth or relative target."""
    missing: tuple[str, ...] = ()
    """Chinese labels of what was not reported."""
    year: int | None = None
    division: str = ""
    """Whose figures they are, as the reason says it when the requirement does not bind them."""
    is_bound: bool = True
    problem: str = ""
    """Why the check could not run: a figure that cannot be read, an indicator that fails."""
    meets_condition: bool | None = True
    """Whether the unit is one that the requirement is about; `None` when its condition is not reported."""
    period: Period | None = None
    """Of which months the figures are; `None` for a whole year."""
    failed_before: str = ""
    """For what every year must do: in which earlier year it was not done, in Chinese; empty when in none."""
    unmet: tuple[str, ...] = ()
    """Of a duty of several parts, the Chinese labels of those that are 否."""
    situation: Situation | None = None
    """Which other rows the unit has for the year, where there are any of parts of it."""


class Keys(NamedTuple):
    """The keys of a row of figures, as they are given."""

    division: str | None = None
    entity: Entity | str | None = None
    year: object = None
    period: Period | str | None = None
    population: str | None = None


class _Read(NamedTuple):
    """Figures by name of variable, the indicator's own value where that is reported, and what is wrong with any."""

    figures: dict[str, float]
    reported: float | None = None
    problem: str = ""


def figures_of(
    requirement: RequirementFields,
    as_of: date,
    keys: Keys,
    earlier: Sequence[Mapping[str, object]],
    variables: Mapping[str, object],
) -> Figures:
    """What is known of the unit; what is wrong with keys or figures is its `problem`.

    Raises
    ------
    TypeError
        A name is neither one of the requirement's variables nor its indicator's.
    """
    given, *befores = (_read(requirement, each, as_of) for each in (variables, *earlier))
    outside, stray = _whose(requirement, keys)
    span = read_span(keys.period.label if isinstance(keys.period, Period) else keys.period, keys.year)
    wrong = message_of(span.problem) if span.problem is not None else ""
    value, other = _value(requirement.indicator, given), None
    asks = requirement.target.compares_years
    values = [None if each.problem else _value(requirement.indicator, each) for each in befores]
    if requirement.reference is not None:
        other = _value(requirement.reference, given._replace(reported=None))
    elif asks and values:
        other = values[-1]
    is_before_bad = asks and befores and befores[-1].problem
    names = befores[-1].figures if befores else {}
    return Figures(
        value,
        other,
        missing(requirement, given.figures, value, other, names, is_dated=span.year is not None),
        span.year,
        outside,
        is_bound=not outside,
        problem=stray or wrong or given.problem or (befores[-1].problem if is_before_bad else ""),
        meets_condition=is_met_by(requirement, given.figures),
        period=span.period,
        failed_before=_failed_before(requirement, span.year, [*values, value])
        if requirement.every == "year"
        else "",
        unmet=unmet(requirement, given.figures),
    )


# --- keys ---------------------------------------------------------------------------------------


def _whose(requirement: RequirementFields, keys: Keys) -> tuple[str, str]:
    """Which of the keys says that the requirement is not about the unit; and what is wrong with them."""
    own, division, stray = requirement.entity, None, ""
    if keys.division is not None:
        read = read_division(str(keys.division), frozenset(requirement.binds))
        division, stray = read.text, message_of(read.problem, value="") if read.problem else ""
        if not stray and not requirement.applies_to(division):
            known = Division.all()
            return (known[division].name if division in known else division), ""
    entity, problem = _entity(requirement, keys.entity, division, is_stray=bool(stray))
    stray = stray or problem
    if not stray and entity not in (None, own.name):
        found = entity_of(str(entity), (*Entity.ALL, own))
        return (found.label if found else str(entity)), ""
    is_group = requirement.population and not own.is_division and keys.population is not None
    if is_group and requirement.population not in str(keys.population).split(SEPARATOR):
        return str(keys.population) or own.label, ""
    return "", stray


def _entity(
    requirement: RequirementFields, given: Entity | str | None, division: str | None, *, is_stray: bool
) -> tuple[str | None, str]:
    """The kind of unit: as given, else that of the division; and what is wrong with it."""
    derived = None if division is None or is_stray else Entity.of(level_of(division))
    if isinstance(given, Entity):
        entity = given
    else:
        entities = tuple(dict.fromkeys((*Entity.ALL, requirement.entity)))
        read = read_entity(given or "", entities)
        if read.problem is not None:
            return None, message_of(read.problem)
        if not read.text:
            return (derived.name if derived else None), ""
        entity = next(each for each in entities if each.name == read.text)
    if derived is not None and entity.is_division and entity != derived and division in Division.all():
        return None, message_of(wrong_level(division or "", entity))
    return entity.name, ""


# --- figures ------------------------------------------------------------------------------------


def _read(requirement: RequirementFields, given: Mapping[str, object], as_of: date) -> _Read:
    known, indicator = {variable.key: variable for variable in requirement.variables}, requirement.indicator
    own = key_of(indicator.name)
    for name in given:
        if name not in known and name != own:
            message = f"{requirement.id} has no variable {name!r}: it takes {', '.join(known)}"
            raise TypeError(message)
    figures: dict[str, float] = {}
    problems: list[str] = []
    for name, value in given.items():
        if name not in known:
            continue
        number, problem = _figure(known[name], value, as_of)
        problems += [f"{name}={value!r}（{known[name].label}）{problem}"] if problem else []
        if number is not None:
            figures[known[name].name] = number
    reported, wrong = None, ""
    if own not in known:
        reported, wrong = _reported(indicator, given.get(own), as_of)
    problems += _impossible(requirement, figures, reported)
    if wrong and _value(indicator, _Read(figures)) is None:
        problems.append(wrong)
    return _Read(figures, None if wrong else reported, wording_of()["problems"]["joint"].join(problems))


def _figure(variable: Variable, value: object, as_of: date) -> tuple[float | None, str]:
    problem = variable.problem(value)
    if problem:
        return None, problem
    number = variable.encode(value)
    return number, _to_come(variable, number, as_of)


def _to_come(meaning: Variable | Indicator, number: float | None, as_of: date) -> str:
    if not meaning.is_date or number is None or not as_of.toordinal() < number < NOT_DONE:
        return ""
    values = {
        "name": meaning.label,
        "day": date.fromordinal(int(number)).isoformat(),
        "as_of": as_of.isoformat(),
    }
    return message_of((Code.FUTURE_DAY, dict(values)))


def _reported(indicator: Indicator, value: object, as_of: date) -> tuple[float | None, str]:
    """What is reported as the indicator itself, if it can be read, and why it cannot be."""
    try:
        number = read_value(value, indicator)
    except Unreadable as error:
        return None, f"{indicator.label}{expected(error)}"
    if is_late := _to_come(indicator, number, as_of):
        return None, is_late
    for code in broken(_SHARE if indicator.share and not indicator.may_exceed else "", {"x": number}):
        values = {"name": indicator.label, "value": f"{number:.12g}", "allowed": f"0—{_WHOLE}"}
        return number, message_of((code, dict(values)))
    return number, ""


def _impossible(
    requirement: RequirementFields, figures: Mapping[str, float], reported: float | None
) -> list[str]:
    """What of the figures cannot be together."""
    found = []
    for indicator in filter(None, (requirement.indicator, requirement.reference)):
        if indicator.share is None or indicator.may_exceed:
            continue
        part, whole = indicator.share
        own = reported if indicator is requirement.indicator else None
        facts = {"part": figures.get(part.name), "whole": figures.get(whole.name), "x": own}
        for code in broken("parts", facts):
            first, last = figures[part.name], figures[whole.name]
            values: dict[str, object] = {"part": part.label, "whole": whole.label, "name": indicator.label}
            values |= {"value": f"{first:.12g}", "most": f"{last:.12g}"}
            if own is not None and last:
                values |= {"reported": f"{own:.6g}%", "computed": f"{first / last * _WHOLE:.6g}%"}
            found.append(f"{part.key}：{message_of((code, values))}")
    return found


def _value(indicator: Indicator, given: _Read) -> float | None:
    """The indicator's value; `None` when a figure is missing or it has none (a zero denominator).

    A duty of several parts is not done when one is not, whatever the others are.
    """
    figures = given.figures
    if any(figures.get(part.name) == 0 for part in indicator.parts):
        return 0.0
    if any(name not in figures for name in indicator.parameters):
        return given.reported
    try:
        value = float(indicator.expression.evaluate(figures))
    except (ZeroDivisionError, OverflowError):
        return given.reported
    return value if math.isfinite(value) or (indicator.is_date and not math.isnan(value)) else given.reported


def failed_step(
    requirement: RequirementFields, year: int | None, before: float | None, value: float | None
) -> bool:
    """Whether what every year must do was not done in a year; not what is not known, or lies before it begins."""
    if value is None or (requirement.target.compares_years and before is None):
        return False
    if year is not None and requirement.start is not None and year < requirement.start.year:
        return False
    years = requirement.target.years(year)
    if requirement.target.average and years is None:
        return False
    return not bool(requirement.reached(requirement.target.margin(value, before, years), value))


def _failed_before(requirement: RequirementFields, year: int | None, values: Sequence[float | None]) -> str:
    """The first of the years before the last in which it was not done, in words; empty when there is none."""
    wording: dict[str, str] = wording_of()["step"]
    for number, value in enumerate(values[:-1]):
        of = None if year is None else year - len(values) + 1 + number
        if failed_step(requirement, of, values[number - 1] if number else None, value):
            return wording["before"] if of is None else wording["year"].format(year=of)
    return ""


# --- what they say ------------------------------------------------------------------------------


def is_met_by(requirement: RequirementFields, given: Mapping[str, float]) -> bool | None:
    """Whether a unit with these figures is one that it is about; `None` when that is not reported."""
    held = [
        None if one.variable.name not in given else bool(one.holds(given[one.variable.name]))
        for one in requirement.when
    ]
    return False if False in held else None if None in held else True


def unmet(requirement: RequirementFields, given: Mapping[str, float]) -> tuple[str, ...]:
    """Of a duty of several parts, the Chinese labels of those that are 否."""
    return tuple(part.label for part in requirement.indicator.parts if given.get(part.name) == 0)


def missing(  # noqa: PLR0913 - all that may be missing
    requirement: RequirementFields,
    given: Container[str],
    value: float | None,
    other: float | None,
    before: Container[str] | None = None,
    *,
    is_dated: bool = True,
) -> tuple[str, ...]:
    """Chinese labels of what was not reported and is needed for the value or the one that it is compared with.

    `before` holds the names that are given for the earlier period, where they are known one by one; `is_dated`,
    whether it is known of which year the figures are.
    """
    own, wording, reference = requirement.indicator.variables, wording_of()["missing"], requirement.reference
    base = requirement.target.base
    each, all_of = ("before", "year_before") if base is None else ("base", "year_base")
    labels = _gaps(tuple(one.variable for one in requirement.when), given)
    labels += _gaps(own, given) if value is None else []
    if reference is not None:
        labels += _gaps(reference.variables, given) if other is None else []
    # Figures that are all there and give no value (a denominator of 0) are the reason themselves.
    elif requirement.target.compares and other is None and (value is not None or labels):
        gaps = [] if before is None else _gaps(own, before)
        labels += [wording[each].format(name=label, year=base) for label in gaps]
        if value is not None and not gaps:  # reported or not, the earlier figures give no value
            labels.append(wording[all_of].format(name=requirement.indicator.label, year=base))
    if requirement.target.average and base is not None and not is_dated:
        labels.append(wording["year"])
    return tuple(dict.fromkeys(labels))


def _gaps(variables: tuple[Variable, ...], given: Container[str]) -> list[str]:
    return [variable.label for variable in variables if variable.name not in given]
