"""The register of indicators: a decorator that enters a function, and how to find it again."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import TypeVar

from policykit.base.resources import load
from policykit.indicators.variables import packages, variables
from policykit.model import Entity, Indicator, Value, Variable

__all__ = ["IndicatorError", "indicator", "indicators", "themes"]

Function = TypeVar("Function", bound=Callable[..., Value])

_REGISTER: dict[str, Indicator] = {}


class IndicatorError(ValueError):
    """An indicator's function that cannot be entered: it says which and why."""


def indicator(
    label: str,
    *,
    unit: str,
    entity: Entity | tuple[Entity, ...],
    aliases: tuple[str, ...] = (),
    source: str = "",
) -> Callable[[Function], Function]:
    """Enter a plain function as an indicator; its parameters name its variables, its module its theme.

    Parameters
    ----------
    label
        The indicator's Chinese name.
    unit
        Unit of the value that the function returns.
    entity
        The kind of unit, or kinds, on whose rows it is computed; the usual one first.
    aliases
        Other names by which policy texts call it.
    source
        Where the definition is published; empty when it is this project's own reading.

    Raises
    ------
    IndicatorError
        The name is taken, or a parameter is no declared variable.
    """

    def enter(function: Function) -> Function:
        name = function.__name__
        if name in _REGISTER and _REGISTER[name].function.__module__ != function.__module__:
            message = f"there are two indicators {name!r}"
            raise IndicatorError(message)
        _REGISTER[name] = Indicator(
            name=name,
            label=label,
            unit=unit,
            entities=entity if isinstance(entity, tuple) else (entity,),
            theme=function.__module__.rpartition(".")[2],
            function=function,
            variables=tuple(
                _declared(name, parameter) for parameter in inspect.signature(function).parameters
            ),
            aliases=aliases,
            source=source,
            own_reading=not source,
        )
        return function

    return enter


@cache
def indicators() -> Mapping[str, Indicator]:
    """Every indicator by its name, in the order of themes and functions.

    >>> indicators()["county_visit_rate"].label
    '县域内就诊率'
    """
    for name in packages():
        package = importlib.import_module(name)
        for module in sorted(module.name for module in pkgutil.iter_modules(package.__path__)):
            importlib.import_module(f"{name}.{module}")
    ordered = sorted(_REGISTER.values(), key=lambda one: one.theme)
    return MappingProxyType({one.name: one for one in ordered})


@cache
def themes() -> Mapping[str, str]:
    """The themes in the order of pages, with their Chinese titles; a theme without a title has its own name.

    >>> themes()["tcm"]
    '中医药'
    """
    titles: dict[str, str] = load("themes")
    return MappingProxyType(
        titles | {one.theme: one.theme for one in indicators().values() if one.theme not in titles}
    )


def _declared(name: str, parameter: str) -> Variable:
    try:
        return variables()[parameter]
    except KeyError:
        message = f"indicator {name!r} takes {parameter!r}, which data/variables.yml does not declare"
        raise IndicatorError(message) from None
