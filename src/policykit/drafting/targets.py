"""What an entry asks in the words of a spec: its target, its due date, its figure as the text writes it."""

from __future__ import annotations

import calendar
import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from policykit.model import Comparator, QuantityKind
from policykit.specs.figure import magnitude

if TYPE_CHECKING:
    from policykit.model import Quantity
    from policykit.specs.claims import Claim
    from policykit.specs.reading import Reading

__all__ = ["PERCENT", "THRESHOLDS", "TRENDS", "due_written", "target_written", "written_day"]

THRESHOLDS = {
    Comparator.GE: "at_least",
    Comparator.LE: "at_most",
    Comparator.GT: "more_than",
    Comparator.LT: "less_than",
    Comparator.EQ: "equals",
}
TRENDS = {Comparator.INCREASE: "rising", Comparator.DECREASE: "falling"}
PERCENT = "%"
_DECEMBER = 12
_DIGITS = 15
"""A float holds so many: of a third no more are written."""


def target_written(claim: Claim, quantity: Quantity, unit: str) -> dict[str, Any]:
    """The target in the words of a spec."""
    if claim.grade is not None:
        return {"grade_at_most" if claim.relation is Comparator.LE else "grade_at_least": claim.grade}
    form = claim.comparator
    since = _since(claim)
    if form in TRENDS and quantity.value is None:
        return {TRENDS[form]: True} | since
    if form is Comparator.GROWTH:
        return {"grows_by": f"{claim.value:.15g}{PERCENT}"} | since
    if quantity.value is None:
        return {THRESHOLDS.get(form, "at_least"): f"{claim.value or 0:.15g}{claim.unit or unit}"}
    size = magnitude(unit)[0] if unit != quantity.unit else Decimal(1)
    low = f"{_number(quantity.value, size)}{unit}"
    if form is Comparator.BETWEEN and quantity.value2 is not None:
        return {"between": [_number(quantity.value, size), f"{_number(quantity.value2, size)}{unit}"]}
    return {{Comparator.APPROX: "about", **TRENDS, **THRESHOLDS}[form]: low} | since


def _since(claim: Claim) -> dict[str, Any]:
    """With what a change compares, where that is not the period before."""
    base = claim.base
    found: dict[str, Any] = {"average": True} if base.average else {}
    if not base.is_known:
        return {"base": "unnamed"} | found
    return ({"base": f"{base.year}"} if base.year else {}) | found


def _number(value: Decimal | Fraction, size: Decimal) -> str:
    """A value in a unit of this size, as the text writes it: of 4.8万元 4.8."""
    exact = Fraction(value) / Fraction(size)
    if exact.denominator == 1:
        return str(exact.numerator)
    decimal = Decimal(exact.numerator) / Decimal(exact.denominator)
    is_exact = len(decimal.as_tuple().digits) < _DIGITS
    return f"{decimal.normalize():f}" if is_exact else f"{float(exact):.15g}"


def due_written(due: date, read: Reading) -> str:
    """A due date with its day where the text names the day: 2026年6月30日前 is not 2026年6月."""
    named = (
        one
        for one, _ in read.quantities
        if one.hint is None and one.kind is QuantityKind.DATE and one.due == due
    )
    is_day = any(re.search("月[0-9一二三四五六七八九十]{1,3}[日号]", one.surface) for one in named)
    return due.isoformat() if is_day else written_day(due)


def written_day(day: date) -> str:
    """A due date as specs write it: the year for its last day, the month for its last day, else the day.

    >>> written_day(date(2025, 12, 31)), written_day(date(2024, 6, 30)), written_day(date(2024, 6, 15))
    ('2025', '2024-06', '2024-06-15')
    """
    if day.day != calendar.monthrange(day.year, day.month)[1]:
        return day.isoformat()
    return f"{day.year}" if day.month == _DECEMBER else f"{day:%Y-%m}"
