"""compute: a tree and figures → the value, in the arithmetic of dataframe columns.

That is IEEE 754 double by double: what cannot be divided is infinite or NaN, and a comparison with NaN is false.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping

from policykit.trace.symbol import Tree

__all__ = ["compute"]


def compute(tree: Tree, figures: Mapping[str, float]) -> float:
    """The value of a tree; a missing figure is NaN.

    >>> compute(["*", ["/", "part", "whole"], 100], {"part": 17.0, "whole": 20.0})
    85.0
    >>> compute(["/", "part", "whole"], {"part": 1.0, "whole": 0.0})
    inf
    """
    if isinstance(tree, str):
        return figures.get(tree, math.nan)
    if not isinstance(tree, list):
        return float(tree)
    sign, *operands = tree
    if sign == "if":
        condition, then, otherwise = operands
        return compute(then if compute(condition, figures) else otherwise, figures)
    return float(_SIGNS[str(sign)](*(compute(one, figures) for one in operands)))


def _over(one: float, other: float) -> float:
    if other:
        return one / other
    return math.nan if not one or math.isnan(one) else math.copysign(math.inf, one) * math.copysign(1, other)


def _times(one: float, other: float) -> float:
    return one * other


def _remainder(one: float, other: float) -> float:
    """As NumPy has it: the sign is the divisor's."""
    return one % other if other and math.isfinite(one) else math.nan


def _floor(one: float, other: float) -> float:
    return one // other if other and math.isfinite(one) else _over(one, other)


def _root(one: float) -> float:
    return math.sqrt(one) if one >= 0 else math.nan


_SIGNS: dict[str, Callable[..., float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": _times,
    "/": _over,
    "//": _floor,
    "%": _remainder,
    "neg": operator.neg,
    "sqrt": _root,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
    "and": lambda one, other: bool(one) and bool(other),
    "or": lambda one, other: bool(one) or bool(other),
    "not": operator.not_,
}
"""Every operation that a tree may hold, `if` apart."""
