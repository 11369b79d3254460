"""trace: the tree of an indicator's function, by calling it with symbols."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import product

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.model import Indicator
from policykit.trace.compute import compute
from policykit.trace.symbol import ForkError, Symbol, Tree, UntraceableError, tree_of

__all__ = ["Tree", "trace"]

_MOST_CONDITIONS = 12
"""A function that goes on deciding is a loop whose end depends on the figures."""

_TRIED = (0.25, 3.0, 7919.5)
_MOST_TRIED = 256


def trace(indicator: Indicator) -> Tree:
    """What an indicator's function computes, as a tree whose names are those of its variables.

    The function is called with symbols; at a condition (`if`, `min`, `max`, `and`) it is called once for each
    way. The tree is then held against the function on a few figures, so that one that looks at
    anything but its arguments is found out.

    Raises
    ------
    PolicykitError
        The function does something that no tree can say, or not always the same (PK501).

    >>> from policykit.indicators import indicators
    >>> trace(indicators()["county_visit_rate"])
    ['*', ['/', 'visits_in_county', 'visits_by_residents'], 100]
    """
    try:
        tree = _explored(indicator, [])
    except Exception as error:
        reason = str(error) if isinstance(error, UntraceableError) else f"{type(error).__name__}: {error}"
        raise _untraceable(indicator, reason) from error
    for figures in _tried(len(indicator.parameters)):
        expected = _called(indicator.function, figures)
        given = compute(tree, dict(zip(indicator.parameters, figures, strict=True)))
        if expected is not None and expected != given:
            raise _untraceable(indicator, f"{figures}: {expected} != {given}")
    return tree


def _explored(indicator: Indicator, ways: Sequence[bool]) -> Tree:
    if len(ways) > _MOST_CONDITIONS:
        message = f"> {_MOST_CONDITIONS} if"
        raise UntraceableError(message)
    decided = list(ways)
    try:
        return tree_of(indicator.function(*(Symbol(name, decided) for name in indicator.parameters)))
    except ForkError as fork:
        return ["if", fork.condition, *(_explored(indicator, [*ways, way]) for way in (True, False))]


def _tried(count: int) -> list[tuple[float, ...]]:
    return [figures for figures, _ in zip(product(_TRIED, repeat=count), range(_MOST_TRIED), strict=False)]


def _called(function: Callable[..., object], figures: tuple[float, ...]) -> float | None:
    """The function's own value; `None` where Python has none (a zero denominator)."""
    try:
        value = float(function(*figures))  # type: ignore[arg-type]  # what is no number fails
    except ArithmeticError:
        return None
    return value if math.isfinite(value) else None


def _untraceable(indicator: Indicator, reason: str) -> PolicykitError:
    values: dict[str, object] = {"label": indicator.label, "name": indicator.name, "reason": reason}
    return PolicykitError([Diagnostic(Code.NOT_TRACEABLE, values)])
