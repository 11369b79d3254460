"""The frame of figures as evaluation needs it: keys as text, figures as floats, gaps as nulls."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

import narwhals as nw

from policykit.model import NOT_DONE, Entity, Requirement, Variable

__all__ = ["KEYS", "Frame", "FrameError", "prepare", "wordy"]

Frame: TypeAlias = nw.DataFrame[Any] | nw.LazyFrame[Any]

KEYS = ("unit", "division", "entity", "year")
"""Columns that say whose figures a row holds and of which year."""

_DIGITS = 6
_UNDONE = ("未完成", "否", "无")
_TEXT = (nw.String, nw.Object, nw.Categorical, nw.Enum)
_BEFORE = 1753470.0
"""Days from 1 March 4801 BC, from which `_ordinal` counts, to the day before 1 January of the year 1."""


class FrameError(ValueError):
    """A frame that cannot be evaluated at all: it says which column is missing."""


def prepare(frame: Frame, requirements: Iterable[Requirement]) -> Frame:
    """The columns of `KEYS` and `population`, then every variable and indicator that is needed or reported.

    A missing `unit` is the division, a missing `entity` follows from the division's code, a missing `year`
    or `population` is null. Variables that the frame lacks, or has as text, are null.

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
    illegible = wordy(frame, requirements)
    columns = [
        _variable(one, None if name in illegible else schema.get(name)) for name, one in needed.items()
    ]
    columns += [
        _number(nw.col(name), schema[name]).alias(_reported(name)) for name in reported if name in schema
    ]
    return frame.select(*_keys(schema), *columns)


def wordy(frame: Frame, requirements: Iterable[Requirement]) -> set[str]:
    """Variables that the frame has as text where a number should be: nothing can be computed from them."""
    schema = frame.collect_schema()
    needed = {variable for one in requirements for variable in one.variables}
    numbers = [one.name for one in needed if not one.grades and not one.is_date]
    words = {name for name in numbers if schema.get(name) == nw.String}
    if isinstance(frame, nw.DataFrame):
        # To pandas a column of nothing at all may be one of text.
        words = {name for name in words if frame[name].null_count() < len(frame)}
    return words


def _reported(name: str) -> str:
    """Column of an indicator's value that is reported as such, beside the variables."""
    return f"reported {name}"


def _keys(schema: nw.Schema) -> list[nw.Expr]:
    division = _division(schema["division"])
    unit = nw.col("unit").cast(nw.String) if "unit" in schema else division
    # A gap in a column of integers is not for pandas to hold, so only what comes as integers stays so.
    whole = "year" in schema and schema["year"].is_integer()
    number = nw.Int64 if whole else nw.Float64
    year = nw.col("year").cast(number) if "year" in schema else nw.lit(None, dtype=number)
    entity = nw.col("entity").cast(nw.String) if "entity" in schema else _entity(division)
    population = (
        nw.col("population").cast(nw.String) if "population" in schema else nw.lit(None, dtype=nw.String)
    )
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
    elif variable.grades and dtype in _TEXT:
        number = _rank(column.cast(nw.String), variable)
    else:
        number = _number(column, dtype)
        if variable.is_date and dtype.is_float():
            number = nw.when(~number.is_nan()).then(number)
    return number.alias(variable.name)


def _number(column: nw.Expr, dtype: nw.dtypes.DType) -> nw.Expr:
    # NaN, where an engine has it beside null, goes with what is not finite once the value is computed.
    return column if dtype == nw.Float64 else column.cast(nw.Float64)


def _rank(column: nw.Expr, variable: Variable) -> nw.Expr:
    chain: Any = nw
    for grade, rank in variable.grades.items():
        chain = chain.when(column == grade).then(nw.lit(float(rank)))
    expression: nw.Expr = chain.otherwise(nw.lit(None, dtype=nw.Float64))
    return expression


def _day(column: nw.Expr, dtype: nw.dtypes.DType) -> nw.Expr:
    """The ordinal day of a date, a moment or an ISO date in text; `NOT_DONE` for 未完成."""
    if dtype not in _TEXT:
        return _ordinal(column.dt.year(), column.dt.month(), column.dt.day())
    text = column.cast(nw.String)
    undone = text.is_in(_UNDONE)
    day = nw.when(~undone).then(text)
    parts = (day.str.slice(start, length) for start, length in ((0, 4), (5, 2), (8, 2)))
    return nw.when(undone).then(nw.lit(NOT_DONE)).otherwise(_ordinal(*parts))


def _ordinal(year: nw.Expr, month: nw.Expr, day: nw.Expr) -> nw.Expr:
    """`date.toordinal` in plain arithmetic, since not every engine counts days; years begin in March here."""
    year, month, day = (part.cast(nw.Float64) for part in (year, month, day))
    early = ((14.0 - month) / 12.0).floor()
    years, months = year + 4800.0 - early, month + early * 12.0 - 3.0
    leaps = (years / 4.0).floor() - (years / 100.0).floor() + (years / 400.0).floor()
    return day + ((months * 153.0 + 2.0) / 5.0).floor() + years * 365.0 + leaps - _BEFORE
