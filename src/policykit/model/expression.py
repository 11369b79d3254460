"""Expressions: arithmetic on variables as objects, as Polars and SQLAlchemy have it.

An expression is written once, in Python, and is all that anyone needs of a formula: it is evaluated on numbers and
on columns of any engine, printed as Python and in Chinese, exported as plain data, and asked whether it is a share.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any, Final, NamedTuple, TypeAlias, final

__all__ = [
    "AllOf",
    "Expression",
    "Named",
    "Number",
    "Operand",
    "Operation",
    "Quotient",
    "Tree",
    "Value",
    "all_of",
]

Value: TypeAlias = Any
"""A number, or a narwhals expression, series or column: whatever plain arithmetic works on."""

Tree: TypeAlias = "float | int | str | list[Tree]"
"""A number, the name of a variable, or an operation before its operands: `["*", ["/", "part", "whole"], 100]`."""

Operand: TypeAlias = "Expression | float | int"

_OPERATIONS: Final[Mapping[str, Callable[[Value, Value], Value]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
_PRODUCT, _SUM = 2, 1
_BINDING: Final = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT}
_CHINESE: Final = {"+": "＋", "-": "－", "*": "×", "/": "÷"}


class Quotient(NamedTuple):
    """What an expression of the form `part / whole * factor` is made of."""

    part: Named
    whole: Named
    factor: float


class Expression:
    """A variable, a number, or an operation on two expressions; `+ - * /` build larger ones.

    >>> from policykit.indicators.access import visits_by_residents, visits_in_county
    >>> rate = visits_in_county / visits_by_residents * 100
    >>> rate.evaluate({"visits_in_county": 83, "visits_by_residents": 100})
    83.0
    >>> rate.python
    'visits_in_county / visits_by_residents * 100'
    >>> rate.chinese
    '居民在县域内就诊人次数 ÷ 居民就诊总人次数 × 100'
    >>> rate.tree
    ['*', ['/', 'visits_in_county', 'visits_by_residents'], 100]
    """

    __slots__ = ()

    def __add__(self, other: Operand) -> Operation:
        return Operation("+", self, _operand(other))

    def __radd__(self, other: Operand) -> Operation:
        return Operation("+", _operand(other), self)

    def __sub__(self, other: Operand) -> Operation:
        return Operation("-", self, _operand(other))

    def __rsub__(self, other: Operand) -> Operation:
        return Operation("-", _operand(other), self)

    def __mul__(self, other: Operand) -> Operation:
        return Operation("*", self, _operand(other))

    def __rmul__(self, other: Operand) -> Operation:
        return Operation("*", _operand(other), self)

    def __truediv__(self, other: Operand) -> Operation:
        return Operation("/", self, _operand(other))

    def __rtruediv__(self, other: Operand) -> Operation:
        return Operation("/", _operand(other), self)

    def evaluate(self, figures: Mapping[str, Value]) -> Value:
        """The value by figures under the names of the variables: numbers, arrays, or columns of any engine.

        Raises
        ------
        KeyError
            A variable has no figure.
        ZeroDivisionError
            A plain number is divided by 0; arrays and columns have an infinite value or none there, as theirs do.
        """
        raise NotImplementedError

    @property
    def leaves(self) -> tuple[Named, ...]:
        """The variables, each once, in the order in which they stand."""
        return ()

    @property
    def tree(self) -> Tree:
        """The expression as JSON, for interpreters that are not Python."""
        raise NotImplementedError

    @property
    def python(self) -> str:
        """The expression as it is written in Python, with the names of the variables."""
        return _written(self, _PYTHON)

    @property
    def chinese(self) -> str:
        """The expression with the Chinese labels of the variables and full-width signs."""
        return _written(self, _LABELLED)

    @property
    def quotient(self) -> Quotient | None:
        """Part, whole and factor of one variable over another, if it is nothing else."""
        match self:
            case Operation("*", Operation("/", Named() as part, Named() as whole), Number(factor)):
                return Quotient(part, whole, factor)
            case Operation("*", Number(factor), Operation("/", Named() as part, Named() as whole)):
                return Quotient(part, whole, factor)
            case Operation("/", Named() as part, Named() as whole):
                return Quotient(part, whole, 1)
        return None


class Named(Expression):
    """A leaf: what has a name in code and a label in Chinese; a variable is one."""

    __slots__ = ()
    name: str
    label: str

    def evaluate(self, figures: Mapping[str, Value]) -> Value:
        """The figure under its name."""
        return figures[self.name]

    @property
    def leaves(self) -> tuple[Named, ...]:
        """Itself."""
        return (self,)

    @property
    def tree(self) -> Tree:
        """Its name."""
        return self.name


@final
@dataclass(frozen=True, slots=True)
class Number(Expression):
    """A number in an expression."""

    value: float

    def evaluate(self, figures: Mapping[str, Value]) -> Value:
        """The number, whatever the figures are."""
        del figures
        return self.value

    @property
    def tree(self) -> Tree:
        """The number."""
        return self.value


@final
@dataclass(frozen=True, slots=True)
class AllOf(Expression):
    """Whether each of several yes/no variables is yes: see `all_of`."""

    parts: tuple[Named, ...]

    def evaluate(self, figures: Mapping[str, Value]) -> Value:
        """The product of the parts: 1 when each is 1, 0 when one is 0."""
        return reduce(operator.mul, (part.evaluate(figures) for part in self.parts))

    @property
    def leaves(self) -> tuple[Named, ...]:
        """The parts."""
        return self.parts

    @property
    def tree(self) -> Tree:
        """The product of the parts, from the left."""
        first, *rest = (part.tree for part in self.parts)
        return reduce(lambda left, right: ["*", left, right], rest, first)


def all_of(*parts: Named) -> AllOf:
    """A duty of several parts, each a yes/no variable: done when all are.

    >>> from policykit.indicators.access import visits_by_residents, visits_in_county
    >>> both = all_of(visits_in_county, visits_by_residents)
    >>> both.evaluate({"visits_in_county": 1, "visits_by_residents": 0}), both.tree
    (0, ['*', 'visits_in_county', 'visits_by_residents'])

    Raises
    ------
    ValueError
        There are fewer than two.
    """
    if len(parts) < 2:  # noqa: PLR2004 - one part is the variable itself
        message = "a duty of several parts has two parts or more"
        raise ValueError(message)
    return AllOf(parts)


@final
@dataclass(frozen=True, slots=True)
class Operation(Expression):
    """Two expressions, added, subtracted, multiplied or divided."""

    sign: str
    left: Expression
    right: Expression

    def evaluate(self, figures: Mapping[str, Value]) -> Value:
        """The value of the one side with that of the other."""
        return _OPERATIONS[self.sign](self.left.evaluate(figures), self.right.evaluate(figures))

    @property
    def leaves(self) -> tuple[Named, ...]:
        """Those of the left side, then what the right side adds."""
        left = self.left.leaves
        return (*left, *(leaf for leaf in self.right.leaves if not any(leaf is known for known in left)))

    @property
    def tree(self) -> Tree:
        """The sign before the trees of both sides."""
        return [self.sign, self.left.tree, self.right.tree]


class _Style(NamedTuple):
    """How one language writes an expression."""

    leaf: Callable[[Named], str]
    number: Callable[[float], str]
    signs: Mapping[str, str]
    brackets: str
    gap: str
    """Between a bracket and a sign: a full-width bracket brings its own blank."""
    all_of: str
    comma: str


_PYTHON = _Style(
    lambda leaf: leaf.name, repr, {sign: sign for sign in _OPERATIONS}, "({})", " ", "all_of({})", ", "
)
_LABELLED = _Style(
    lambda leaf: leaf.label,
    lambda value: f"{value:,}" if isinstance(value, int) else str(value),
    _CHINESE,
    "（{}）",
    "",
    "{}均为“是”",
    "、",
)


def _written(expression: Expression, style: _Style) -> str:
    match expression:
        case Named():
            return style.leaf(expression)
        case Number(value):
            return style.number(value)
        case AllOf(parts):
            return style.all_of.format(style.comma.join(map(style.leaf, parts)))
        case Operation(sign, left, right):
            binding = _BINDING[sign]
            before, first = _side(left, style, binding)
            # The right side of - and / needs brackets at the same tightness: a - (b - c).
            after, last = _side(right, style, binding + 1)
            return f"{first}{before}{style.signs[sign]}{after}{last}"
    message = f"no expression: {expression!r}"
    raise TypeError(message)


def _side(side: Expression, style: _Style, binding: int) -> tuple[str, str]:
    """What stands between a side and the sign, and the side, bracketed when the sign binds tighter."""
    text = _written(side, style)
    if isinstance(side, Operation) and _BINDING[side.sign] < binding:
        return style.gap, style.brackets.format(text)
    return " ", text


def _operand(other: object) -> Expression:
    if isinstance(other, Expression):
        return other
    if isinstance(other, int | float) and math.isfinite(other):
        return Number(other)
    message = f"an expression takes expressions and finite numbers, not {other!r}"
    raise TypeError(message)
