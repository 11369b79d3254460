"""The values of indicators on a wide frame: a column `value NAME` for each that requirements judge or compare with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import narwhals as nw
import numpy as np
import numpy.typing as npt

from policykit.figures.columns import Frame
from policykit.model import Indicator, Requirement

__all__ = ["indicators_of", "with_values"]

Floats: TypeAlias = npt.NDArray[np.float64]


def indicators_of(requirements: Iterable[Requirement]) -> dict[str, Indicator]:
    """Those judged and those compared with, by name."""
    both = (
        indicator
        for rule in requirements
        for indicator in (rule.indicator, rule.reference)
        if indicator is not None
    )
    return {indicator.name: indicator for indicator in both}


def with_values(frame: Frame, requirements: Iterable[Requirement]) -> tuple[Frame, dict[str, str]]:
    """The frame with the values, and which indicators could not be computed, and why."""
    if isinstance(frame, nw.DataFrame):
        return _with_arrays(frame, requirements)
    columns = set(frame.collect_schema().names())
    expressions, broken = {}, {}
    for name, indicator in indicators_of(requirements).items():
        try:
            expressions[name] = _value(indicator, columns)
        except Exception as error:  # noqa: BLE001 - an indicator is anybody's code
            broken[name] = f"{type(error).__name__}: {error}"
    try:
        return frame.with_columns(*expressions.values()), broken
    except Exception:  # noqa: BLE001 - found out one by one below
        return _one_by_one(frame, expressions, broken)


def _with_arrays(
    frame: nw.DataFrame[Any], requirements: Iterable[Requirement]
) -> tuple[Frame, dict[str, str]]:
    """As `with_values`, of a frame in memory: an array of figures costs far less than an expression."""
    columns = {
        name: frame[name].to_numpy().astype(np.float64, copy=False)
        for name, kind in frame.schema.items()
        if kind == nw.Float64
    }
    made, broken = [], {}
    with np.errstate(all="ignore"):
        for name, indicator in indicators_of(requirements).items():
            try:
                value = _figures(indicator, columns)
            except Exception as error:  # noqa: BLE001 - an indicator is anybody's code
                broken[name] = f"{type(error).__name__}: {error}"
                continue
            made.append(nw.new_series(f"value {name}", value, nw.Float64, backend=frame.implementation))
    if not made:
        return frame, broken
    complete = frame.with_columns(*made)
    if frame.implementation.is_pandas_like():
        return complete, broken  # NaN is null to it
    return complete.with_columns(nw.col(*(series.name for series in made)).fill_nan(None)), broken


def _figures(indicator: Indicator, columns: Mapping[str, Floats]) -> Floats:
    """The indicator on arrays, with the gaps of `_value`."""
    operands = [columns[key] for key in indicator.keys]
    value: Floats = indicator(*operands)
    if indicator.parts:
        value = np.where(np.any([column == 0 for column in operands], axis=0), 0.0, value)
    if not indicator.is_date:
        value = np.where(np.isfinite(value), value, np.nan)
    reported = columns.get(f"reported {indicator.name}")
    return value if reported is None else np.where(np.isnan(value), reported, value)


def _one_by_one(
    frame: Frame, expressions: dict[str, nw.Expr], broken: dict[str, str]
) -> tuple[Frame, dict[str, str]]:
    for name, expression in expressions.items():
        try:
            frame = frame.with_columns(expression)
        except Exception as error:  # noqa: BLE001 - an indicator is anybody's code
            broken[name] = f"{type(error).__name__}: {error}"
    return frame, broken


def _value(indicator: Indicator, columns: set[str]) -> nw.Expr:
    """The indicator on columns; what is not finite (a zero denominator) is null, except 未完成.

    A duty of several parts is not done when one is not, whatever the others are.
    """
    value: nw.Expr = indicator(*map(nw.col, indicator.keys))
    if indicator.parts:
        undone = nw.any_horizontal(*(nw.col(key) == 0 for key in indicator.keys), ignore_nulls=True)
        value = nw.when(undone).then(nw.lit(0.0)).otherwise(value)
    if not indicator.is_date:
        value = nw.when(value.is_finite()).then(value)
    reported = f"reported {indicator.name}"
    if reported in columns:
        value = nw.coalesce(value, nw.col(reported))
    return value.alias(f"value {indicator.name}")
