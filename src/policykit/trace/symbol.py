"""Symbols: arguments that write down what is done with them."""

from __future__ import annotations

from typing import NoReturn, TypeAlias

__all__ = ["ForkError", "Symbol", "Tree", "UntraceableError", "tree_of"]

Tree: TypeAlias = "float | int | str | list[Tree]"
"""A number, the name of a variable, or an operation before its operands: `["*", ["/", "part", "whole"], 100]`."""

_EXACT = 2**53
_SQUARE, _ROOT = 2, 0.5


class UntraceableError(TypeError):
    """Something was done with a symbol that a tree cannot say."""


class ForkError(BaseException):
    """The way on depends on a condition that nobody has decided yet; no `except Exception` holds it up."""

    def __init__(self, condition: Tree) -> None:
        super().__init__(condition)
        self.condition = condition


class Symbol:
    """A variable, or what became of variables. `ways` are the decisions of conditions, first to last.

    >>> part, whole = Symbol("part"), Symbol("whole")
    >>> (part / whole * 100).tree
    ['*', ['/', 'part', 'whole'], 100]
    """

    __slots__ = ("tree", "ways")
    __hash__ = None  # type: ignore[assignment]  # equality is written down, not decided

    def __init__(self, tree: Tree, ways: list[bool] | None = None) -> None:
        self.tree = tree
        self.ways = ways if ways is not None else []

    def _with(self, sign: str, *operands: object) -> Symbol:
        return Symbol([sign, *map(tree_of, operands)], self.ways)

    def __add__(self, other: object) -> Symbol:
        return self._with("+", self, other)

    def __radd__(self, other: object) -> Symbol:
        return self._with("+", other, self)

    def __sub__(self, other: object) -> Symbol:
        return self._with("-", self, other)

    def __rsub__(self, other: object) -> Symbol:
        return self._with("-", other, self)

    def __mul__(self, other: object) -> Symbol:
        return self._with("*", self, other)

    def __rmul__(self, other: object) -> Symbol:
        return self._with("*", other, self)

    def __truediv__(self, other: object) -> Symbol:
        return self._with("/", self, other)

    def __rtruediv__(self, other: object) -> Symbol:
        return self._with("/", other, self)

    def __floordiv__(self, other: object) -> Symbol:
        return self._with("//", self, other)

    def __rfloordiv__(self, other: object) -> Symbol:
        return self._with("//", other, self)

    def __mod__(self, other: object) -> Symbol:
        return self._with("%", self, other)

    def __rmod__(self, other: object) -> Symbol:
        return self._with("%", other, self)

    def __pow__(self, other: object) -> Symbol:
        if isinstance(other, int | float) and other == _SQUARE:
            return self._with("*", self, self)
        if isinstance(other, int | float) and other == _ROOT:
            return self._with("sqrt", self)
        # Other powers are rounded differently by different machines.
        message = f"** {other}"
        raise UntraceableError(message)

    def __neg__(self) -> Symbol:
        return self._with("neg", self)

    def __pos__(self) -> Symbol:
        return self

    def __abs__(self) -> Symbol:
        return self._with("if", self < 0, -self, self)

    def __lt__(self, other: object) -> Symbol:
        return self._with("<", self, other)

    def __le__(self, other: object) -> Symbol:
        return self._with("<=", self, other)

    def __gt__(self, other: object) -> Symbol:
        return self._with(">", self, other)

    def __ge__(self, other: object) -> Symbol:
        return self._with(">=", self, other)

    def __eq__(self, other: object) -> Symbol:  # type: ignore[override]  # written down, not decided
        return self._with("==", self, other)

    def __ne__(self, other: object) -> Symbol:  # type: ignore[override]  # written down, not decided
        return self._with("!=", self, other)

    def __and__(self, other: object) -> Symbol:
        return self._with("and", self, other)

    __rand__ = __and__

    def __or__(self, other: object) -> Symbol:
        return self._with("or", self, other)

    __ror__ = __or__

    def __invert__(self) -> Symbol:
        return self._with("not", self)

    def __bool__(self) -> bool:
        """The way that was decided for this condition, in the order in which conditions are met."""
        if not self.ways:
            raise ForkError(self.tree)
        return self.ways.pop(0)

    def __float__(self) -> NoReturn:
        """Refuse to be a number."""
        message = "float()"
        raise UntraceableError(message)


def tree_of(operand: object) -> Tree:
    """The tree of a symbol or a number.

    Raises
    ------
    UntraceableError
        It is neither, or a number that no double is equal to.
    """
    if isinstance(operand, Symbol):
        return operand.tree
    if isinstance(operand, bool):
        return int(operand)
    if isinstance(operand, float) and operand - operand == 0:
        return operand
    if isinstance(operand, int) and abs(operand) <= _EXACT:
        return operand
    message = f"{type(operand).__name__} {operand!r}"
    raise UntraceableError(message)
