"""The columns of a frame, read: figures as floats, gaps as nulls, and what cannot be read as a problem of its row.

Frames in memory are read value by value where a column is not of numbers. Frames that plan lazily are not
fetched for that: of a column of text its different texts are, and what each stands for goes back as an expression.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, TypeAlias

import narwhals as nw
import numpy as np

from policykit.base.diagnostics import Diagnostic
from policykit.model import NOT_DONE, Indicator, Variable
from policykit.model.reading import (
    FIRST_DAY,
    LAST_DAY,
    Unreadable,
    is_blank,
    plain,
    read_value,
    read_year,
    words,
)

__all__ = ["TEXT", "YEAR", "Frame", "Source", "Unread", "has_odd_years", "problem_of", "read_columns"]

Frame: TypeAlias = nw.DataFrame[Any] | nw.LazyFrame[Any]

TEXT = (nw.String, nw.Object, nw.Categorical, nw.Enum)
"""Types of columns that hold what somebody wrote."""
_BEFORE = 1753470.0
"""Days from 1 March 4801 BC, from which `_ordinal` counts, to the day before 1 January of the year 1."""


class Unread(NamedTuple):
    """A cell of a frame that its reader could not read, with the reason."""

    problem: str


class Source(NamedTuple):
    """A column of the given frame, the name under which it is wanted, and what it is read as."""

    column: str
    name: str
    meaning: Variable | Indicator | None
    """`None` for the year of a row."""

    @property
    def is_date(self) -> bool:
        """Whether it is a completion date."""
        return self.meaning is not None and self.meaning.is_date

    @property
    def ranks(self) -> list[float]:
        """The ranks of its scale; none unless it is graded."""
        return [] if self.meaning is None else [float(rank) for rank in self.meaning.grades.values()]

    @property
    def is_plain(self) -> bool:
        """Whether it is a figure, and no date, grade or year."""
        return self.meaning is not None and not self.is_date and not self.ranks


YEAR = Source("year", "year", None)
"""The column that says of which year a row is."""


def problem_of(name: str) -> str:
    """Column that says what is wrong with a cell, where a column has cells that cannot be read; else null.

    In words for a frame in memory, as a truth value for a lazy one.
    """
    return f"problem {name}"


def read_columns(frame: Frame, sources: Iterable[Source]) -> tuple[Frame, dict[str, nw.Expr]]:
    """The frame with each wanted column as floats; and for those with unreadable cells, which they are."""
    schema = frame.collect_schema()
    absent, numbers, others = [], [], []
    for source in sources:
        dtype = schema.get(source.column)
        if dtype is None:
            absent.append(source)
        elif _is_number(dtype, source):
            numbers.append(source)
        else:
            others.append(source)
    reader = _Eager(frame) if isinstance(frame, nw.DataFrame) else _Lazy(frame)
    reader.numbers(numbers, schema)
    for source in others:
        reader.other(source, schema[source.column])
    nothing = [nw.lit(None, dtype=nw.Float64).alias(source.name) for source in absent]
    columns = [*nothing, *reader.columns]
    return (reader.frame.with_columns(*columns) if columns else reader.frame), reader.flags


def has_odd_years(frame: Frame) -> bool:
    """Whether the column `year` holds anything but whole years that can be."""
    dtype = frame.collect_schema()["year"]
    if not dtype.is_integer():
        return True
    odd = frame.select(odd=_is_odd(nw.col("year")).any())
    return bool((odd.collect() if isinstance(odd, nw.LazyFrame) else odd)["odd"].to_list()[0])


def _is_odd(year: Any) -> Any:  # noqa: ANN401 - an array or an expression
    first, last = words()["reading"]["years"]
    return (year < first) | (year > last)


def _is_number(dtype: nw.dtypes.DType, source: Source) -> bool:
    """Whether a column is read as it is: of numbers, or of days for a date or a year."""
    is_day = isinstance(dtype, (nw.Date, nw.Datetime))
    return dtype.is_numeric() or (is_day and (source.is_date or source is YEAR))


def _is_ready(source: Source, dtype: nw.dtypes.DType) -> bool:
    """Whether a column without any number that cannot be needs nothing done: it has its type and name already."""
    return dtype == nw.Float64 and source.column == source.name and (source.is_plain or bool(source.ranks))


class _Reader:
    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.columns: list[Any] = []
        self.flags: dict[str, nw.Expr] = {}


class _Eager(_Reader):
    """Reads a frame in memory: problems are looked for first, and columns for them made only where there are."""

    frame: nw.DataFrame[Any]

    def numbers(self, sources: list[Source], schema: nw.Schema) -> None:
        tested = [source for source in sources if schema[source.column].is_numeric()]
        suspects = set()
        # An array is tested much faster here than an expression is.
        with np.errstate(all="ignore"):
            for source in tested:
                figures = self.frame[source.column].to_numpy().astype(np.float64, copy=False)
                suspect = _suspect(source, schema[source.column], figures)
                if suspect is not None and suspect.any():
                    suspects.add(source.column)
        for source in sources:
            dtype = schema[source.column]
            if source.column in suspects:
                self._one_by_one(source)
            elif not _is_ready(source, dtype):
                self.columns.append(_number(source, dtype).alias(source.name))

    def other(self, source: Source, _: nw.dtypes.DType) -> None:
        self._one_by_one(source)

    def _one_by_one(self, source: Source) -> None:
        values = self.frame[source.column].to_list()
        # Few grades and days are written in many rows, and so is a fault that a whole column has.
        known = {key: _read(value, source) for key, value in {_key(each): each for each in values}.items()}
        read = [known[_key(value)] for value in values]
        engine = self.frame.implementation
        figures = [figure for figure, _ in read]
        self.columns.append(nw.new_series(source.name, figures, nw.Float64, backend=engine))
        problems = [problem for _, problem in read]
        if any(problems):
            name = problem_of(source.name)
            self.columns.append(nw.new_series(name, problems, nw.String, backend=engine))
            self.flags[source.name] = ~nw.col(name).is_null()


class _Lazy(_Reader):
    """Reads a lazy frame by expressions."""

    frame: nw.LazyFrame[Any]

    def numbers(self, sources: list[Source], schema: nw.Schema) -> None:
        # Whether there is any at all is asked first, of all columns at once: columns that say so cost more than that.
        plain, tests = _tests(sources, schema)
        tests += [(nw.col(*plain).abs() == NOT_DONE).any()] if plain else []
        suspects = _those_that_hold(self.frame.select(*tests).collect()) if tests else set()
        for source in sources:
            dtype = schema[source.column]
            number, suspect = (
                _number(source, dtype),
                _suspect(source, dtype, nw.col(source.column)) if source.column in suspects else None,
            )
            if suspect is not None:
                self._flag(source, suspect)
                number = nw.when(~suspect).then(number)
            elif _is_ready(source, dtype):
                continue
            self.columns.append(number.alias(source.name))

    def other(self, source: Source, dtype: nw.dtypes.DType) -> None:
        column = nw.col(source.column)
        figures: dict[float, list[str]] = {}
        illegible: list[str] = []
        if dtype in TEXT:
            column = column.cast(nw.String)
            texts = self.frame.select(column.alias(source.name)).unique().collect()[source.name].to_list()
            for text in texts:
                figure, problem = _read(text, source)
                if problem:
                    illegible.append(text)
                elif figure is not None:
                    figures.setdefault(figure, []).append(text)
            suspect = column.is_in(illegible) if illegible else None
        else:
            suspect = ~column.is_null() if dtype != nw.Unknown else None
        chosen = [nw.when(column.is_in(texts)).then(nw.lit(figure)) for figure, texts in figures.items()]
        number = nw.coalesce(*chosen) if chosen else nw.lit(None, dtype=nw.Float64)
        self.columns.append(number.alias(source.name))
        if suspect is not None:
            self._flag(source, suspect)

    def _flag(self, source: Source, suspect: nw.Expr) -> None:
        name = problem_of(source.name)
        self.columns.append(
            nw.when(suspect).then(nw.lit(value=True)).otherwise(nw.lit(value=False)).alias(name)
        )
        self.flags[source.name] = nw.col(name)


def _key(value: object) -> object:
    """The same for cells that mean the same: 1, 1.0 and True do not."""
    return (type(value), value) if isinstance(value, (str, int, float)) else id(value)


def _read(value: object, source: Source) -> tuple[float | None, str | None]:
    """The figure, or what is wrong with what stands there: `PK311 “就诊人次数”应填数字…`."""
    if isinstance(value, Unread):
        return None, value.problem
    try:
        if source.meaning is not None:
            return read_value(value, source.meaning), None
        return None if is_blank(value) else float(read_year(value)), None
    except Unreadable as error:
        label = "" if source.meaning is None else source.meaning.label
        values = {"name": label, "value": plain(value), **error.values}
        return None, f"{error.code.value} {Diagnostic(error.code, values).message}"


def _tests(sources: Iterable[Source], schema: nw.Schema) -> tuple[list[str], list[nw.Expr]]:
    """Columns of plain figures, which all need the same test, and for the others whether any number is suspect."""
    plain, tests = [], []
    for source in sources:
        test = _suspect(source, schema[source.column], nw.col(source.column))
        if test is not None and source.is_plain:
            plain.append(source.column)
        elif test is not None:
            tests.append(test.any().alias(source.column))
    return plain, tests


def _those_that_hold(answer: nw.DataFrame[Any]) -> set[str]:
    (found,) = answer.rows(named=True)
    return {name for name, holds in found.items() if holds}


def _suspect(source: Source, dtype: nw.dtypes.DType, column: Any) -> Any:  # noqa: ANN401 - an array or an expression
    """Whether a number cannot be what it stands for; `None` when every one can. As `read_value` decides.

    `column` is an expression, or an array of floats whose gaps are NaN.
    """
    is_array = isinstance(column, np.ndarray)
    if not dtype.is_numeric():
        return None
    if source is YEAR:
        # An engine may widen years with a gap to floats; only of those need it be asked whether they are whole.
        can_be = ~_is_odd(column)
        can_be = can_be if dtype.is_integer() else can_be & (column % 1 == 0)
    elif source.is_date:
        is_day = (column >= FIRST_DAY) & (column <= LAST_DAY) & (column % 1 == 0)
        can_be = is_day | (column == NOT_DONE)
    elif source.ranks:
        # One type on both sides, as some engines ask.
        can_be = np.isin(column, source.ranks) if is_array else column.cast(nw.Float64).is_in(source.ranks)
    else:
        return (np.abs(column) if is_array else column.abs()) == NOT_DONE if dtype.is_float() else None
    if is_array:
        return ~np.isnan(column) & ~can_be
    known = ~column.is_null() & ~column.is_nan() if dtype.is_float() else ~column.is_null()
    return known & ~can_be


def _number(source: Source, dtype: nw.dtypes.DType) -> nw.Expr:
    column = nw.col(source.column)
    if not dtype.is_numeric():
        year = column.dt.year()
        if source is YEAR:
            return year.cast(nw.Float64)
        return _ordinal(year, column.dt.month(), column.dt.day())
    # NaN, where an engine has it beside null, goes with what is not finite once the value is computed.
    number = column if dtype == nw.Float64 else column.cast(nw.Float64)
    is_bare = not (source.is_date or source is YEAR) or not dtype.is_float()
    return number if is_bare else nw.when(~number.is_nan()).then(number)


def _ordinal(year: nw.Expr, month: nw.Expr, day: nw.Expr) -> nw.Expr:
    """`date.toordinal` in plain arithmetic, since not every engine counts days; years begin in March here."""
    year, month, day = (part.cast(nw.Float64) for part in (year, month, day))
    early = ((14.0 - month) / 12.0).floor()
    years, months = year + 4800.0 - early, month + early * 12.0 - 3.0
    leaps = (years / 4.0).floor() - (years / 100.0).floor() + (years / 400.0).floor()
    return day + ((months * 153.0 + 2.0) / 5.0).floor() + years * 365.0 + leaps - _BEFORE
