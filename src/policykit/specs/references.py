"""What a relative target is compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policykit.base.diagnostics import Code
from policykit.indicators import variables
from policykit.model import Comparator, Indicator, Variable
from policykit.specs.shape import nearest
from policykit.specs.target import TargetError
from policykit.specs.words import same_unit, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from policykit.model import Requirement, Target, Value

__all__ = ["reference_of", "rings"]


def reference_of(
    target: Target, indicator: Indicator, indicators: Mapping[str, Indicator]
) -> Indicator | None:
    """The figure that a relative target names: another indicator, a variable, or the indicator elsewhere.

    `None` for a target that is not relative.

    Raises
    ------
    TargetError
        Nothing has this name, it is the indicator itself, or it is measured in another unit.
    """
    name = target.reference
    if target.comparator is not Comparator.RELATIVE or name is None:
        return None
    if name == indicator.name:
        raise TargetError(Code.CIRCULAR_TARGET, "relative_to", {"ring": f"{name} → {name}"})
    elsewhere: dict[str, dict[str, Any]] = words()["references"]
    if name in elsewhere:
        return _elsewhere(indicator, name, elsewhere[name])
    found = indicators.get(name) or _of_variable(name, indicator)
    if found is None:
        near = nearest(name, [*elsewhere, *indicators])
        raise TargetError(Code.UNKNOWN_INDICATOR, "relative_to", {"indicator": name, "near": near})
    if not same_unit(found.unit, indicator.unit):
        values = {"label": indicator.label, "has": indicator.unit, "unit": found.unit}
        raise TargetError(Code.UNIT_MISMATCH, "relative_to", dict(values))
    return found


def rings(requirements: Iterable[Requirement]) -> dict[str, str]:
    """Requirements whose references lead back to their own indicator: id → the ring as text."""
    listed = [one for one in requirements if one.reference is not None]
    leads: dict[str, set[str]] = {}
    for one in listed:
        leads.setdefault(one.indicator.name, set()).add(one.reference.name if one.reference else "")
    found = {}
    for one in listed:
        if path := _path(one.indicator.name, one.indicator.name, leads):
            found[one.id] = " → ".join(path)
    return found


def _path(start: str, goal: str, leads: Mapping[str, set[str]]) -> list[str]:
    """A way along `leads` from `start` to `goal` of at least one step, else empty."""
    queue, seen = [[start]], set[str]()
    while queue:
        path = queue.pop(0)
        for following in sorted(leads.get(path[-1], ())):
            if following == goal:
                return [*path, following]
            if following not in seen:
                seen.add(following)
                queue.append([*path, following])
    return []


def _elsewhere(indicator: Indicator, name: str, where: dict[str, Any]) -> Indicator:
    variable = Variable(
        name=f"{indicator.name}_{name}",
        label=f"{indicator.label}（{where['label']}）",
        unit=indicator.unit,
        definition=f"{where['label']}的{indicator.label}，口径应与本单位填报的一致",
        entity=indicator.entity,
        minimum=0,
        aliases=tuple(where["names"]),
    )
    return _plain(variable, indicator)


def _of_variable(name: str, indicator: Indicator) -> Indicator | None:
    variable = variables().get(name)
    return None if variable is None else _plain(variable, indicator)


def _plain(variable: Variable, indicator: Indicator) -> Indicator:
    """An indicator that is just one reported figure."""
    return Indicator(
        name=variable.name,
        label=variable.label,
        unit=variable.unit,
        entities=indicator.entities,
        theme=indicator.theme,
        function=_same,
        variables=(variable,),
        aliases=variable.aliases,
    )


def _same(value: Value) -> Value:
    """The reported figure as it is."""
    return value
