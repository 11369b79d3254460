"""The frame of figures as evaluation needs it: keys as text, figures as floats, gaps as nulls."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

import narwhals as nw

from policykit.model import NOT_DONE, Entity, Requirement, Variable

__all__ = ["KEYS", "Frame", "FrameError", "prepare"]

Frame: TypeAlias = nw.DataFrame[Any] | nw.LazyFrame[Any]

KEYS = ("unit", "division", "entity", "year")
"""Columns that say whose figures a row holds and of which year."""

_DIGITS = 6
_UNDONE = ("未完成", "否", "无")
_EPOCH_ORDINAL = 719163
"""`date(1970, 1, 1).toordinal()`: what a count of days since 1970 lacks."""
_MILLISECONDS = 86_400_000


class FrameError(ValueError):
    """A frame that cannot be evaluated at all: it says which column is missing."""


def prepare(frame: Frame, requirements: Iterable[Requirement]) -> Frame:
    """The columns of `KEYS` and `population`, then every variable and indicator that is needed or reported.

    A missing `unit` is the division, a missing `entity` follows from the division's code, a missing `year`
    or `population` is null. Variables that the frame lacks are null.

    Raises
    ------
    FrameError
        The frame has no column `division`.
    """
    requirements = tuple(requirements)
    schema = frame.collect_schema()
    if "division" not in schema:
        message = f"the frame has no column 'division'; it has {', '.join(schema.names())}"
        raise FrameError(message)
    needed = {variable.name: variable for one in requirements for variable in one.variables}
    reported = {one.indicator.name for one in requirements} - set(needed)
    columns = [_variable(variable, schema.get(name)) for name, variable in needed.items()]
    columns += [_number(nw.col(name), schema[name]).alias(_reported(name)) for name in reported if name in schema]
    return frame.select(*_keys(schema), *columns)


def _reported(name: str) -> str:
    """Column of an indicator's value that is reported as such, beside the variables."""
    return f"reported {name}"


def _keys(schema: nw.Schema) -> list[nw.Expr]:
    division = _division(schema["division"])
    unit = nw.col("unit").cast(nw.String) if "unit" in schema else division
    year = nw.col("year").cast(nw.Int64) if "year" in schema else nw.lit(None, dtype=nw.Int64)
    entity = nw.col("entity").cast(nw.String) if "entity" in schema else _entity(division)
    population = nw.col("population").cast(nw.String) if "population" in schema else nw.lit(None, dtype=nw.String)
    named = {"unit": unit, "division": division, "entity": entity, "year": year, "population": population}
    return [expression.alias(name) for name, expression in named.items()]


def _division(dtype: nw.dtypes.DType) -> nw.Expr:
    code = nw.col("division")
    if dtype.is_numeric():
        return code.cast(nw.Int64).cast(nw.String).str.zfill(_DIGITS)
    return code.cast(nw.String)


def _entity(division: nw.Expr) -> nw.Expr:
    ends = [("000000", Entity.NATION), ("0000", Entity.PROVINCE), ("00", Entity.CITY)]
    chain: Any = nw
    for end, entity in ends:
        chain = chain.when(division.str.ends_with(end)).then(nw.lit(entity.value))
    expression: nw.Expr = chain.otherwise(nw.lit(Entity.COUNTY.value))
    return expression


def _variable(variable: Variable, dtype: nw.dtypes.DType | None) -> nw.Expr:
    column = nw.col(variable.name)
    if dtype is None:
        number = nw.lit(None, dtype=nw.Float64)
    elif variable.is_date and not dtype.is_numeric():
        number = _day(column, dtype)
    elif variable.grades and dtype in (nw.String, nw.Categorical, nw.Enum, nw.Object):
        number = _rank(column.cast(nw.String), variable)
    else:
        number = _number(column, dtype)
    return number.alias(variable.name)


def _number(column: nw.Expr, dtype: nw.dtypes.DType) -> nw.Expr:
    number = column.cast(nw.Float64)
    return nw.when(~number.is_nan()).then(number) if dtype.is_float() else number


def _rank(column: nw.Expr, variable: Variable) -> nw.Expr:
    chain: Any = nw
    for grade, rank in variable.grades.items():
        chain = chain.when(column == grade).then(nw.lit(float(rank)))
    expression: nw.Expr = chain.otherwise(nw.lit(None, dtype=nw.Float64))
    return expression


def _day(column: nw.Expr, dtype: nw.dtypes.DType) -> nw.Expr:
    """The ordinal day of a date, a moment or an ISO date in text; `NOT_DONE` for 未完成."""
    if dtype not in (nw.String, nw.Object):
        return _ordinal(column.cast(nw.Datetime("ms")))
    text = column.cast(nw.String)
    undone = text.is_in(_UNDONE)
    day = _ordinal(nw.when(~undone).then(text).str.to_datetime(format="%Y-%m-%d"))
    return nw.when(undone).then(nw.lit(NOT_DONE)).otherwise(day)


def _ordinal(moment: nw.Expr) -> nw.Expr:
    return (moment.dt.timestamp("ms") / _MILLISECONDS).floor().cast(nw.Float64) + float(_EPOCH_ORDINAL)
