"""Whole years from quarters and months: rows of figures put together, and which rows a unit has beside each other.

A flow adds up, a stock is that of the last part, `least` the least (`Variable.over_time`); of any other figure a year
has none but the one that is reported. Only a year all of whose months are reported is put together, and the months up
to a due date within it.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any, NamedTuple

import narwhals as nw

from policykit.figures.columns import YEAR, Frame, Source, problem_of
from policykit.figures.keys import KEY, STRAY, own_unit
from policykit.model import Period, Requirement
from policykit.model.situation import Situation, cover
from policykit.model.target import DECIMALS

__all__ = ["SITUATION", "Situations", "place_of", "with_wholes"]

SITUATION = "situation"
"""Column of a number that stands for the parts of a year which a row's unit has; negative on rows put together."""
_YEAR, _ALL, _REPORTED = 12, "all", "reported "
_GROUP = ("own unit", "division", "entity", "year")

Span = tuple[int, int]
Situations = Mapping[tuple[int | None, str, float], Situation]
"""Year, period and the number in `SITUATION` of rows → what that means."""


class _Whole(NamedTuple):
    """What is put together: January to a month; of every year, or of the only one in which it is due."""

    last: int
    year: int | None


@dataclass(frozen=True)
class _Parts:
    """The parts of years that a frame has; a set of them is a number, a power of two for each."""

    spans: tuple[Span, ...]
    labels: tuple[tuple[str, ...], ...]
    """Of each span, how it is written in the column `period`."""

    @classmethod
    def of(cls, periods: Mapping[str, Period]) -> _Parts:
        dated = {label: period for label, period in periods.items() if period.year is not None}
        spans = sorted({(period.first, period.last) for period in dated.values()})
        labels = [
            tuple(label for label, period in dated.items() if (period.first, period.last) == span)
            for span in spans
        ]
        return cls(tuple(spans), tuple(labels))

    def there(self, number: float) -> list[Span]:
        """The spans of a set."""
        whole = int(abs(number))
        return [span for at, span in enumerate(self.spans) if whole >> (at + 1) & 1]

    def chosen(self, number: float, last: int) -> tuple[Span, ...]:
        """Those that come together to January to a month, empty when they do not."""
        spans = cover((span for span in self.there(number) if span[1] <= last), last)
        return spans if sum(end - first + 1 for first, end in spans) == last else ()

    def has(self, number: float, last: int) -> bool:
        """Whether January to a month is reported as such; the first bit of a set is the year."""
        return bool(int(abs(number)) & 1) if last == _YEAR else (1, last) in self.there(number)


def with_wholes(
    frame: Frame,
    periods: dict[str, Period],
    sources: Sequence[Source],
    requirements: Iterable[Requirement],
) -> tuple[Frame, Situations]:
    """The frame with rows put together, and `SITUATION`; as it is where no row is of a part of a year.

    `periods`, which says what stands in the column `period`, gets the periods of the new rows.
    """
    parts = _Parts.of(periods)
    if not parts.spans:
        return frame, {}
    joined = _numbered(frame.with_columns(own_unit().alias("own unit")), parts)
    found = [number for (number,) in _rows(joined.select(SITUATION).unique()) if number]
    wholes = _wholes(requirements)
    there = joined.collect_schema()
    kinds = {
        source.name: getattr(source.meaning, "over_time", "") for source in sources if source.name in there
    }
    kinds = {name: kind for name, kind in kinds.items() if kind and not name.startswith(_REPORTED)}
    made = [joined]
    for whole in wholes:
        chosen = {one: parts.chosen(one, whole.last) for one in found if not parts.has(one, whole.last)}
        choices = {one: spans for one, spans in chosen.items() if len(spans) > 1}
        if not choices:
            continue
        made.append(_derived(joined, parts, whole, choices, kinds))
        if whole.year is not None:
            period = Period(whole.year, 1, whole.last)
            periods[period.label] = period
    complete = nw.concat(made) if len(made) > 1 else joined  # type: ignore[type-var]  # of one engine
    places = [place_of(*row) for row in _rows(complete.select("year", "period", SITUATION).unique())]
    situations = {
        (year, period, number): _situation(parts, year, periods.get(period), number, wholes)
        for year, period, number in places
    }
    return complete.drop("own unit"), situations


def _numbered(frame: Frame, parts: _Parts) -> Frame:
    """The frame with the number of the set of parts that each row's unit has for its year; 0 where it is not known."""
    flags = {_ALL: nw.col("period") == ""}
    flags |= {f"part {at}": nw.col("period").is_in(list(labels)) for at, labels in enumerate(parts.labels)}
    flagged = _known(frame).with_columns(**{name: _number(test) for name, test in flags.items()})
    grouped = flagged.group_by(*_GROUP).agg(*(nw.col(name).max() for name in flags))
    number = reduce(operator.add, (nw.col(name) * float(2**at) for at, name in enumerate(flags)))
    numbered = grouped.with_columns(number.alias(SITUATION)).select(*_GROUP, SITUATION)
    joined = frame.join(numbered, on=list(_GROUP), how="left")  # type: ignore[arg-type]  # lazy or not, both alike
    return joined.with_columns(nw.col(SITUATION).fill_null(0.0))


def place_of(year: object, period: object, number: object) -> tuple[int | None, str, float]:
    """Year, period and number of a row as Python has them."""
    is_known = year is not None and str(year) not in {"nan", "<NA>"}
    return (int(float(str(year))) if is_known else None), str(period), float(str(number))


def _wholes(requirements: Iterable[Requirement]) -> list[_Whole]:
    dues = {rule.due for rule in requirements if rule.due is not None and rule.due.month < _YEAR}
    return [_Whole(_YEAR, None), *sorted({_Whole(due.month, due.year) for due in dues})]


def _situation(
    parts: _Parts, year: int | None, period: Period | None, number: float, wholes: Iterable[_Whole]
) -> Situation:
    lasts = {one.last for one in wholes if one.year in (None, year)}
    put_together = {last for last in lasts if not parts.has(number, last) and parts.chosen(number, last)}
    there = put_together | {last for last in lasts - {_YEAR} if parts.has(number, last)}
    is_derived = number < 0
    last = period.last if is_derived and period is not None else _YEAR
    spans = cover((span for span in parts.there(number) if span[1] <= last), last) if year else ()
    told = tuple(Period(year, *span) for span in spans)
    return Situation(year, period, is_derived, frozenset(there), told)


def _known(frame: Frame) -> Frame:
    """The rows of which it is known whose they are and of which year."""
    there = frame.collect_schema().names()
    wrong = [nw.col(name) for name in STRAY if name in there]
    known = frame.filter(~nw.col("year").is_null())
    return known.filter(~nw.any_horizontal(*wrong, ignore_nulls=True)) if wrong else known


@dataclass
class _Making:
    """What is made of columns row by row, put together of each unit, and made of that."""

    in_whole: nw.Expr
    """On which rows a part is that the whole is put together from, and the last of them."""
    at_end: nw.Expr
    rows: list[nw.Expr] = field(default_factory=list)
    groups: list[nw.Expr] = field(default_factory=list)
    made: list[nw.Expr] = field(default_factory=list)

    def figure(self, name: str, kind: str) -> None:
        """A figure of the whole; null when that of a part is missing."""
        column = nw.col(name)
        known = ~column.is_null() & ~column.is_nan() & (self.at_end if kind == "stock" else self.in_whole)
        self.rows.append(nw.when(known).then(column).alias(f"own {name}"))
        value = nw.col(f"own {name}")
        self.groups.append(getattr(value, _TOGETHER[kind])())
        if kind != "stock":
            self.rows.append(_number(known).alias(f"known {name}"))
            self.groups.append(nw.col(f"known {name}").sum())
            value = nw.when(nw.col(f"known {name}") == nw.col("wanted")).then(value.round(DECIMALS))
        self.made.append(value.alias(name))

    def problem(self, name: str, *, is_text: bool) -> None:
        """What is wrong with any of the parts."""
        column = nw.col(name).fill_null("") if is_text else _number(nw.col(name))
        self.rows.append(nw.when(self.in_whole).then(column).alias(f"own {name}"))
        own = nw.col(f"own {name}")
        self.groups.append(own.max())
        self.made.append((nw.when(own != "").then(own) if is_text else own > 0).alias(name))


def _derived(
    frame: Frame,
    parts: _Parts,
    whole: _Whole,
    choices: Mapping[float, tuple[Span, ...]],
    kinds: Mapping[str, str],
) -> Frame:
    """The rows of a whole, with the columns of the frame; `kinds` say how figures come together."""
    schema = frame.collect_schema()
    rows = _known(frame).filter(nw.col(SITUATION).is_in(list(choices)))
    if whole.year is not None:
        rows = rows.filter(nw.col("year") == whole.year)
    making = _Making(
        _any(_of(parts, number, spans) for number, spans in choices.items()),
        _any(_of(parts, number, spans[-1:]) for number, spans in choices.items()),
    )
    for name, kind in kinds.items():
        making.figure(name, kind)
    for name in (*map(problem_of, kinds), problem_of(KEY), problem_of(YEAR.name)):
        if name in schema:
            making.problem(name, is_text=schema[name] == nw.String)
    counted: Any = nw
    for number, spans in choices.items():
        counted = counted.when(nw.col(SITUATION) == number).then(nw.lit(float(len(spans))))
    wanted = counted.otherwise(nw.lit(0.0)).alias("wanted")
    named = rows.with_columns(*making.rows, wanted, population=nw.col("population").fill_null(""))
    kept = [nw.col(name).max() for name in ("unit", "population", "wanted")]
    made = named.group_by(*_GROUP, SITUATION).agg(*making.groups, *kept)
    label = "" if whole.last == _YEAR else Period(whole.year, 1, whole.last).label
    made = made.with_columns(
        *making.made,
        nw.when(nw.col("population") != "").then(nw.col("population")).alias("population"),
        nw.lit(label).alias("period"),
        (nw.col(SITUATION) * -1.0).alias(SITUATION),
    )
    there = set(made.collect_schema().names())
    return made.select(*(nw.col(name) if name in there else _nothing(name, schema[name]) for name in schema))


def _nothing(name: str, kind: nw.dtypes.DType) -> nw.Expr:
    return (nw.lit(value=False) if kind == nw.Boolean else nw.lit(None, dtype=kind)).alias(name)


_TOGETHER = {"flow": "sum", "stock": "max", "least": "min"}
"""How figures come together, by `Variable.over_time`; of a stock there is only one."""


def _number(test: nw.Expr) -> nw.Expr:
    """1 where a test holds, else 0: not every engine has the greatest truth value."""
    return nw.when(test).then(nw.lit(1.0)).otherwise(nw.lit(0.0))


def _of(parts: _Parts, number: float, spans: Iterable[Span]) -> nw.Expr:
    """Which rows of a set of parts are of some of them."""
    labels = [label for span in spans for label in parts.labels[parts.spans.index(span)]]
    return (nw.col(SITUATION) == number) & nw.col("period").is_in(labels)


def _any(tests: Iterable[nw.Expr]) -> nw.Expr:
    return nw.any_horizontal(*tests, ignore_nulls=True)


def _rows(frame: Frame) -> list[tuple[Any, ...]]:
    return (frame.collect() if isinstance(frame, nw.LazyFrame) else frame).rows()
