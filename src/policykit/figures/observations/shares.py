"""Shares: figures in % that are a part over its whole, from 0 to 100."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from policykit.figures.observations.words import words
from policykit.model import Indicator, Variable

__all__ = ["WHOLE", "is_share", "parts_of"]

WHOLE = 100.0
_PARTS = 2


def parts_of(indicators: Mapping[str, Indicator]) -> Iterator[tuple[Indicator, Variable, Variable]]:
    """The indicators that are one variable over another, with the part and the whole.

    Those whose part may exceed its whole (beds in use) are left out.
    """
    for indicator in indicators.values():
        if indicator.name not in words()["may_exceed"] and _is_quotient(indicator):
            part, whole = indicator.variables
            yield indicator, part, whole


def is_share(meaning: Variable | Indicator | None) -> bool:
    """Whether a column in % holds shares, which may be written as fractions, and not growth or change."""
    if isinstance(meaning, Variable):
        return meaning.minimum is not None and meaning.minimum >= 0
    if isinstance(meaning, Indicator) and len(meaning.variables) == 1:
        return is_share(meaning.variables[0])
    return meaning is not None and _is_quotient(meaning)


def _is_quotient(indicator: Indicator) -> bool:
    if indicator.unit != "%" or len(indicator.variables) != _PARTS:
        return False
    part, whole = indicator.variables
    try:
        quarter, most = indicator(1.0, 4.0), indicator(3.0, 3.0)
    except ArithmeticError:
        return False
    return part.unit == whole.unit and math.isclose(quarter, WHOLE / 4) and math.isclose(most, WHOLE)
