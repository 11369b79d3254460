"""What figures must fulfil to be possible: the rules of `validation` in `data/observations.yml`, asked of plain values.

A rule is a code and what must hold, as a tree of operations on names; it is asked where all that it names is known.
The browser has the same rules.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from policykit.base.diagnostics import Code
from policykit.model.reading import words
from policykit.model.variable import Variable

if TYPE_CHECKING:
    from policykit.model.indicator import Indicator

__all__ = ["bounds", "broken", "names_of"]

_OPERATIONS: Mapping[str, Callable[..., Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">=": operator.ge,
    "==": operator.eq,
    "-": operator.sub,
    "*": operator.mul,
    "/": lambda part, whole: part / whole if whole else math.nan,
    "%": operator.mod,
    "abs": abs,
    "not": operator.not_,
    "and": lambda left, right: left and right,
    "or": lambda left, right: left or right,
}


def broken(kind: str, facts: Mapping[str, object]) -> list[Code]:
    """The codes of the rules of a kind that do not hold; a fact that is `None` is not known.

    >>> broken("share", {"x": 100.1}), broken("parts", {"part": 2, "whole": 1}), broken("share", {"x": None})
    ([<Code.OUT_OF_RANGE: 'PK317'>], [<Code.PART_ABOVE_WHOLE: 'PK319'>], [])
    """
    known = {name: value for name, value in facts.items() if value is not None}
    return [code for code, tree in _rules(kind, frozenset(known)) if not _value(tree, known)]


@lru_cache(maxsize=256)
def _rules(kind: str, known: frozenset[str]) -> tuple[tuple[Code, Any], ...]:
    """The rules of a kind of which all is known that they name: asked for with every figure."""
    rules = words()["validation"].get(kind, ())
    return tuple((Code(code), tree) for code, tree in rules if names_of(tree) <= known)


def names_of(tree: Any) -> set[str]:  # noqa: ANN401 - a number, a name or a list
    """What a rule needs to know."""
    if isinstance(tree, list):
        return set().union(*map(names_of, tree[1:]))
    return {tree} if isinstance(tree, str) else set()


def _value(tree: Any, known: Mapping[str, object]) -> Any:  # noqa: ANN401 - a number or a truth value
    if isinstance(tree, list):
        return _OPERATIONS[tree[0]](*(_value(branch, known) for branch in tree[1:]))
    return known[tree] if isinstance(tree, str) else tree


def bounds(meaning: Variable | Indicator) -> dict[str, float | None]:
    """What a figure is held against; nothing for a date, a grade and an indicator."""
    if not isinstance(meaning, Variable) or meaning.is_date or meaning.grades:
        return {}
    return {"low": meaning.minimum, "high": meaning.maximum, "counted": float(bool(meaning.whole))}
