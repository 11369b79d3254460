"""The frame of figures as evaluation needs it: keys as text, figures as floats, gaps as nulls."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import narwhals as nw

from policykit.divisions import prefix
from policykit.model import NOT_DONE, Entity, Indicator, Requirement, Variable

__all__ = ["KEYS", "Base", "Frame", "FrameError", "adopt", "base"]

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


def adopt(frame: Any) -> Frame:  # noqa: ANN401 - a frame of any engine that narwhals knows
    """The frame as narwhals has it."""
    with warnings.catch_warnings():
        said = "Dask support is moving"  # into a package of its own: nothing that a reader here can do
        warnings.filterwarnings("ignore", message=said, category=FutureWarning)  # as said above
        adopted: Frame = nw.from_native(frame)
    return adopted


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
        chain = chain.when(division.str.ends_with(end)).then(nw.lit(entity.name))
    expression: nw.Expr = chain.otherwise(nw.lit(Entity.COUNTY.name))
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


_SEPARATOR = "；"
_COMPUTED = ("value ", "earlier ", "scope ")
Scope = tuple[str, tuple[str, ...], str]


@dataclass(frozen=True)
class Base:
    """The wide frame on which requirements are judged: `KEYS`, and per indicator and scope one column.

    `value NAME` is an indicator's value, `earlier NAME` that of the year before, `scope N` whether the row is
    one of those bound. `broken` says which indicators could not be computed, and why.
    """

    frame: Frame
    scopes: dict[Scope, str]
    broken: dict[str, str]

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns by which rows are judged: all but the variables."""
        names = self.frame.collect_schema().names()
        return tuple(name for name in names if name in KEYS or name.startswith(_COMPUTED))

    def is_broken(self, requirement: Requirement) -> bool:
        """Whether its indicator, or the one that it is compared with, could not be computed."""
        indicators = (requirement.indicator, requirement.reference)
        return any(one is not None and one.name in self.broken for one in indicators)

    def scope(self, requirement: Requirement) -> str:
        """Name of the column that says on which rows the requirement is checked."""
        return self.scopes[scope_of(requirement)]


def scope_of(requirement: Requirement) -> Scope:
    """What decides whether a row is checked: entity, divisions bound, and for institutions the population."""
    population = "" if requirement.entity.is_division else requirement.population
    return requirement.entity.name, requirement.binds, population


def base(frame: Frame, requirements: Sequence[Requirement]) -> Base:
    """Compute everything that the requirements share, once."""
    has_population = "population" in frame.collect_schema()
    prepared = prepare(frame, requirements)
    computed, broken = _with_values(prepared, requirements)
    broken |= _illegible(requirements, wordy(frame, requirements))
    scopes = {
        scope: f"scope {number}" for number, scope in enumerate(dict.fromkeys(map(scope_of, requirements)))
    }
    bound = [_bound(scope, asks=has_population).alias(name) for scope, name in scopes.items()]
    wide = computed.with_columns(*bound)
    trends = {one.indicator.name for one in requirements if one.target.compares and one.reference is None}
    return Base(_with_earlier(wide, sorted(trends - set(broken))), scopes, broken)


def _with_values(frame: Frame, requirements: Iterable[Requirement]) -> tuple[Frame, dict[str, str]]:
    asked = [one.indicator for one in requirements] + [one.reference for one in requirements if one.reference]
    indicators = {one.name: one for one in asked}
    columns = set(frame.collect_schema().names())
    expressions, broken = {}, {}
    for name, indicator in indicators.items():
        try:
            expressions[name] = _value(indicator, columns)
        except Exception as error:  # noqa: BLE001 - an indicator is anybody's code
            broken[name] = f"{type(error).__name__}: {error}"
    try:
        return frame.with_columns(*expressions.values()), broken
    except Exception:  # noqa: BLE001 - found out one by one below
        return _one_by_one(frame, expressions, broken)


def _illegible(requirements: Iterable[Requirement], words: set[str]) -> dict[str, str]:
    """Indicators of which a variable stands as text where a number should be."""
    indicators = [one for rule in requirements for one in (rule.indicator, rule.reference) if one is not None]
    found = {one.name: sorted(words & set(one.parameters)) for one in indicators}
    return {name: f"{'、'.join(columns)}列是文字，不是数字" for name, columns in found.items() if columns}


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
    """The indicator on columns; what is not finite (a zero denominator) is null, except 未完成."""
    value: nw.Expr = indicator(*(nw.col(name) for name in indicator.parameters))
    if not indicator.is_date:
        value = nw.when(value.is_finite()).then(value)
    reported = f"reported {indicator.name}"
    if reported in columns:
        value = nw.coalesce(value, nw.col(reported))
    return value.alias(f"value {indicator.name}")


def _bound(scope: Scope, *, asks: bool) -> nw.Expr:
    entity, codes, population = scope
    right = nw.col("entity") == entity
    heads = sorted({prefix(code) for code in codes})
    if heads and "" not in heads:
        covered = nw.col("division").str.starts_with(heads[0])
        for head in heads[1:]:
            covered = covered | nw.col("division").str.starts_with(head)
        right = right & covered
    if population and asks:
        right = right & _belongs(population)
    return nw.when(right).then(nw.lit(value=True)).otherwise(nw.lit(value=False))


def _belongs(population: str) -> nw.Expr:
    """Whether a row's institution is one of the population: it is listed as such, or its name says so."""
    listed = nw.concat_str(nw.lit(_SEPARATOR), nw.col("population"), nw.lit(_SEPARATOR))
    stands = listed.str.contains(f"{_SEPARATOR}{population}{_SEPARATOR}", literal=True)
    named = nw.col("unit").str.ends_with(population)
    return nw.when(stands).then(nw.lit(value=True)).otherwise(named)


def _with_earlier(frame: Frame, names: Sequence[str]) -> Frame:
    """Beside each value that of the same unit in the year before; null when that year is reported twice."""
    if not names:
        return frame
    own = [key for key in KEYS if key != "year"]
    values = [nw.col(f"value {name}").max().alias(f"earlier {name}") for name in names]
    past = frame.filter(~nw.col("year").is_null()).with_columns(year=nw.col("year") + 1)
    grouped = past.group_by(*KEYS).agg(*values, nw.len().alias("rows"))
    single = nw.col("rows") == 1
    kept = [nw.when(single).then(nw.col(f"earlier {name}")).alias(f"earlier {name}") for name in names]
    earlier = grouped.with_columns(*kept).drop("rows")
    return frame.join(earlier, on=[*own, "year"], how="left")  # type: ignore[arg-type]  # lazy or not, both alike
