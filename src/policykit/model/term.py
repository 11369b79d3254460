"""Symbolic arguments: an indicator's function called with them writes out its own formula."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

__all__ = ["Term"]

Operand: TypeAlias = "Term | float"

_ATOM, _PRODUCT, _SUM = 3, 2, 1


@dataclass(frozen=True, slots=True)
class Term:
    """A name or an expression, as text, with how tightly it binds.

    >>> str((Term("本年数") / Term("上年数") - 1) * 100)
    '(本年数 ÷ 上年数 - 1) × 100'
    >>> str(Term("甲") - (Term("乙") - Term("丙")))
    '甲 - (乙 - 丙)'
    """

    text: str
    tightness: int = _ATOM

    def __str__(self) -> str:
        return self.text

    def __add__(self, other: Operand) -> Term:
        return _join(self, "+", other, _SUM)

    def __radd__(self, other: Operand) -> Term:
        return _join(other, "+", self, _SUM)

    def __sub__(self, other: Operand) -> Term:
        return _join(self, "-", other, _SUM)

    def __rsub__(self, other: Operand) -> Term:
        return _join(other, "-", self, _SUM)

    def __mul__(self, other: Operand) -> Term:
        return _join(self, "×", other, _PRODUCT)

    def __rmul__(self, other: Operand) -> Term:
        return _join(other, "×", self, _PRODUCT)

    def __truediv__(self, other: Operand) -> Term:
        return _join(self, "÷", other, _PRODUCT)

    def __rtruediv__(self, other: Operand) -> Term:
        return _join(other, "÷", self, _PRODUCT)


def _join(left: Operand, sign: str, right: Operand, tightness: int) -> Term:
    # The right side of - and ÷ needs brackets at the same tightness: 甲 - (乙 - 丙).
    return Term(f"{_bracketed(left, tightness)} {sign} {_bracketed(right, tightness + 1)}", tightness)


def _bracketed(side: Operand, tightness: int) -> str:
    if not isinstance(side, Term):
        return f"{side:.12g}"
    return side.text if side.tightness >= tightness else f"({side.text})"
