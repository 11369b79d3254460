"""Verdicts of a frame in memory, an array per requirement: what `evaluate` says in expressions, in NumPy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, reduce
from typing import Any, NamedTuple, TypeAlias

import narwhals as nw
import numpy as np
import numpy.typing as npt

from policykit.figures.columns import Frame
from policykit.figures.frame import Base, Place
from policykit.figures.past import operands
from policykit.figures.wholes import SITUATION, place_of
from policykit.model import Requirement, State, Verdict
from policykit.model.situation import SITUATED
from policykit.model.target import DECIMALS, EPSILON

__all__ = ["BROKEN", "VERDICTS", "Arrays", "Codes", "Floats", "assembled"]

VERDICTS = tuple(Verdict)
"""The verdicts in the order of their codes: `VERDICTS[code]`. A check that could not run is -1."""

BROKEN = -1

SEVERITIES = ("none", "information", "warning", "error")
"""How grave a verdict is, in rising order."""

STATES = (*(verdict.value for verdict in Verdict), State.COULD_NOT_RUN.value)
"""Every word that may stand as a verdict; the last is that of the code -1."""

WORDED = ("requirement", "indicator", "modality", "clause", "quote")
"""Columns whose text is the requirement's own."""

_CODES = {State(name): np.int8(code) for code, name in enumerate(STATES[:-1])} | {
    State.COULD_NOT_RUN: np.int8(BROKEN)
}

_FIGURES = ("value", "target", "margin")
_NOT_MET = tuple(Verdict).index(Verdict.NOT_MET)
_LEFT_OUT = tuple(Verdict).index(Verdict.NOT_APPLICABLE)

Codes: TypeAlias = npt.NDArray[np.int8]
Floats: TypeAlias = npt.NDArray[np.float64]
Truths: TypeAlias = npt.NDArray[np.bool_]


@dataclass
class Arrays:
    """A wide frame's columns as arrays, each fetched once."""

    computed: Base
    frame: nw.DataFrame[Any]
    as_of: date
    _columns: dict[str, Floats] = field(default_factory=dict)
    _bound: dict[str, Truths | None] = field(default_factory=dict)
    _of: Requirement | None = None
    _last: Floats = field(default_factory=lambda: np.empty(0))

    @classmethod
    def of(cls, computed: Base, as_of: date) -> Arrays:
        """The arrays of a wide frame in memory."""
        frame: Frame = computed.frame.select(*computed.columns)
        return cls(computed, frame.collect() if isinstance(frame, nw.LazyFrame) else frame, as_of)

    def codes(self, requirements: Sequence[Requirement]) -> Codes:
        """The code of the verdict of each requirement (row) on each row of the frame (column)."""
        codes = np.empty((len(requirements), len(self.frame)), dtype=np.int8)
        for row, requirement in enumerate(requirements):
            codes[row] = self.verdicts(requirement)
        return codes

    def figures(self, requirement: Requirement) -> tuple[Floats | None, Floats | float | None, Floats | None]:
        """Value, figure to reach and margin by one requirement, NaN where there is none or it is not bound."""
        target = requirement.target
        if self.computed.is_broken(requirement):
            return None, None, None
        value, other = self._operands(requirement)
        bound, unread = self._scope(requirement), self._holds("unread", requirement)
        known: Floats = value if bound is None else np.where(bound, value, np.nan)
        known = known if unread is None else np.where(unread, np.nan, known)
        if requirement.when:
            known = np.where(self._condition("condition_false", requirement), np.nan, known)
        if not target.decidable:
            return known, None, None
        years = target.years(self._column("year")) if target.average else None
        margin = np.where(np.isnan(known), np.nan, self._margin(requirement))
        rounded = np.round(np.where(np.isfinite(margin), margin, np.nan), DECIMALS).astype(
            np.float64, copy=False
        )
        return known, target.goal(other, years), rounded

    def verdicts(self, requirement: Requirement) -> Codes:
        """The code of the verdict on each row: the decision table from its end, each line over those after it."""
        rows = len(self.frame)
        if self.computed.is_broken(requirement):
            return np.full(rows, BROKEN, dtype=np.int8)
        *cases, last = requirement.cases(self.as_of, by_period=bool(self.computed.situations))
        bound = self._scope(requirement)
        if bound is not None and not bound.any() and cases[0].when == ("not_bound",):
            return np.full(rows, _CODES[cases[0].state], dtype=np.int8)
        codes = np.full(rows, _CODES[last.state], dtype=np.int8)
        held: dict[str, Truths | None] = {}
        for case in reversed(cases):
            for name in case.when:
                if name not in held:
                    held[name] = self._holds(name, requirement)
            told = [holds for name in case.when if (holds := held[name]) is not None]
            if len(told) == len(case.when):
                np.copyto(codes, _CODES[case.state], where=reduce(np.logical_and, told))
        return codes

    def _margin(self, requirement: Requirement) -> Floats:
        """How far each row is from the figure to reach; that of the last requirement is kept."""
        if self._of is not requirement:
            target, (value, other) = requirement.target, self._operands(requirement)
            years = target.years(self._column("year")) if target.average else None
            margin = np.asarray(target.margin(value, other, years), dtype=np.float64)
            self._of, self._last = requirement, margin
        return self._last

    def _holds(self, what: str, requirement: Requirement) -> Truths | None:  # noqa: PLR0911 - a name each
        """On which rows a line of the table holds; `None` where it holds on none."""
        value, other = self._operands(requirement)
        if what == "not_bound":
            bound = self._scope(requirement)
            return None if bound is None else ~bound
        if what == "unread":
            columns = self.computed.unreadable(requirement)
            return np.any([self._truths(name) for name in columns], axis=0) if columns else None
        if what.startswith("condition_"):
            return self._condition(what, requirement)
        if what in SITUATED and self.computed.situations:
            places = self.computed.situated(requirement, self.as_of)[what]
            at: Truths = np.isin(self.places, [self.numbers[place] for place in places])
            return at & self._kept(requirement) if what == "before_due" else at
        if what in {*SITUATED[:3], "baseless"}:
            return None  # what starts from nothing is a gap, and the line of gaps decides alike
        if what == "unknown":
            return np.isnan(value) if other is None else np.isnan(value) | np.isnan(other)
        if what in {"outdated", "overtaken"} and requirement.due is not None:
            year, due = self._column("year"), requirement.due.year
            return year < due if what == "outdated" else year > due
        if what == "before_due":
            year, is_early = (
                self._column("year"),
                requirement.due is not None and self.as_of <= requirement.due,
            )
            early: Truths = ~(year < self.as_of.year) if is_early else year >= self.as_of.year
            early = early if is_early or requirement.due is None else np.zeros(len(early), dtype=bool)
            return early & self._kept(requirement)
        margin = self._margin(requirement)
        if what == "near":
            near: Truths = margin >= -EPSILON
            return near
        reached: Truths = requirement.reached(margin, value)
        return reached & self._kept(requirement)

    @cached_property
    def numbers(self) -> dict[Place, int]:
        """A number for each situation of the rows."""
        return {place: number for number, place in enumerate(self.computed.situations)}

    @cached_property
    def places(self) -> npt.NDArray[np.int64]:
        """The number of each row's situation."""
        rows = self.frame.select("year", "period", SITUATION).rows()
        return np.array([self.numbers[place_of(*row)] for row in rows], dtype=np.int64)

    def _kept(self, requirement: Requirement) -> Truths | bool:
        """On which rows nothing that every year must do was left undone in an earlier year."""
        name = self.computed.failed(requirement)
        return np.isnan(self._column(name)) if name else True

    def _operands(self, requirement: Requirement) -> tuple[Floats, Floats | None]:
        """Values, and what they are compared with; a change of nothing has no figure in per cent."""
        judged, against = operands(requirement)
        value, other = self._column(judged), self._column(against) if against else None
        if requirement.target.is_share and other is not None:
            other = np.where(other > 0, other, np.nan)
        return value, other

    def _condition(self, what: str, requirement: Requirement) -> Truths:
        """On which rows the condition is not reported, or is and fails."""
        known = [(self._column(one.variable.key), one) for one in requirement.when]
        fails: Truths = np.any([~np.isnan(column) & ~one.holds(column) for column, one in known], axis=0)
        if what == "condition_false":
            return fails
        gaps: Truths = np.any([np.isnan(column) for column, _ in known], axis=0) & ~fails
        return gaps

    def _column(self, name: str) -> Floats:
        if name not in self._columns:
            self._columns[name] = self.frame[name].to_numpy().astype(np.float64, copy=False)
        return self._columns[name]

    def _truths(self, name: str) -> Truths:
        truths: Truths = self.frame[name].to_numpy().astype(bool, copy=False)
        return truths

    def _scope(self, requirement: Requirement) -> Truths | None:
        """Which rows are bound; `None` when all are."""
        name = self.computed.scope(requirement)
        if name not in self._bound:
            bound = self._truths(name)
            self._bound[name] = None if bound.all() else bound
        return self._bound[name]


def assembled(
    computed: Base,
    requirements: Sequence[Requirement],
    as_of: date,
    *,
    wording: bool,
    applicable: bool = False,
) -> nw.DataFrame[Any]:
    """The long table of `evaluate`, in the engine of the wide frame; if so asked, only of what is `applicable`."""
    arrays = Arrays.of(computed, as_of)
    rows = len(arrays.frame)
    judged = [_Column.of(arrays, requirement, applicable=applicable) for requirement in requirements]
    counts = np.array([len(column.codes) for column in judged])
    codes = np.concatenate([column.codes for column in judged])
    make = _Maker(arrays.frame.implementation, counts)
    keys = arrays.frame.select(*computed.keys)
    if applicable:
        table = keys[np.concatenate([np.arange(rows)[column.where] for column in judged])]
    else:
        table = nw.concat([keys] * len(requirements))
    words = [wording_of(requirement) for requirement in requirements]
    figures = {
        name: np.concatenate([column.figures[at] for column in judged]) for at, name in enumerate(_FIGURES)
    }
    columns = [
        make.repeated("requirement", [word["requirement"] for word in words]),
        make.chosen("verdict", STATES, codes),
        *make.figures(figures),
    ]
    if wording:
        columns += [make.dates("due", [requirement.due for requirement in requirements])]
        columns += [make.repeated(name, [word[name] for word in words]) for name in WORDED[1:]]
        columns += [make.chosen("severity", SEVERITIES, _severities(requirements, codes, counts))]
        columns += [_derived(arrays, requirements, judged, make)] if computed.situations else []
    return table.with_columns(*columns)


class _Column(NamedTuple):
    """What came of one requirement on the rows that are to be shown."""

    where: slice | npt.NDArray[np.int64]
    codes: Codes
    figures: tuple[Floats, ...]

    @classmethod
    def of(cls, arrays: Arrays, requirement: Requirement, *, applicable: bool) -> _Column:
        codes, rows = arrays.verdicts(requirement), len(arrays.frame)
        where = np.flatnonzero(codes != _LEFT_OUT) if applicable else slice(None)
        if applicable and not len(codes[where]):
            return cls(where, codes[where], (np.empty(0),) * len(_FIGURES))
        figures = [
            np.broadcast_to(np.nan if figure is None else figure, rows)[where]
            for figure in arrays.figures(requirement)
        ]
        return cls(where, codes[where], tuple(figures))


def _derived(
    arrays: Arrays, requirements: Sequence[Requirement], judged: Sequence[_Column], make: _Maker
) -> nw.Series[Any]:
    """Of which parts each figure was put together, in words; empty where it was reported."""
    told = [[rule.derivation(at) for at in arrays.computed.situations.values()] for rule in requirements]
    texts = sorted({text for of_rule in told for text in of_rule})
    numbers = [
        np.array([texts.index(text) for text in of_rule])[arrays.places[column.where]]
        for of_rule, column in zip(told, judged, strict=True)
    ]
    return make.chosen("derived", texts, np.concatenate(numbers))


def _severities(requirements: Sequence[Requirement], codes: Codes, counts: npt.NDArray[Any]) -> Codes:
    own = [SEVERITIES.index(requirement.modality.severity) for requirement in requirements]
    failed = np.repeat(np.array(own, dtype=np.int8), counts)
    broken = np.int8(SEVERITIES.index("error"))
    return np.where(codes == _NOT_MET, failed, np.where(codes < 0, broken, np.int8(0)))


class _Maker:
    """Makes columns of an engine: of each requirement so many entries."""

    def __init__(self, engine: Any, counts: npt.NDArray[Any]) -> None:  # noqa: ANN401 - an eager one
        self.engine, self.counts = engine, counts

    def figures(self, figures: dict[str, Floats]) -> list[nw.Series[Any]]:
        """Numbers; what is none is a gap."""
        made = []
        for name, values in figures.items():
            series = nw.new_series(name, values, nw.Float64, backend=self.engine)
            # NaN is null to pandas, a number to the others.
            made.append(series if self.engine.is_pandas_like() else series.fill_nan(None))
        return made

    def repeated(self, name: str, texts: Sequence[str]) -> nw.Series[Any]:
        """For each requirement its text, in every row."""
        distinct = sorted(set(texts))
        places = np.array([distinct.index(text) for text in texts], dtype=np.uint32)
        return self.chosen(name, distinct, np.repeat(places, self.counts))

    def chosen(self, name: str, choices: Sequence[str], places: npt.NDArray[Any]) -> nw.Series[Any]:
        """Texts by their place among the choices; -1 is the last. Few words many times are categories."""
        if self.engine.is_pandas_like():
            import pandas as pd

            categorical = pd.Categorical.from_codes(_from_end(places, choices), categories=pd.Index(choices))
            return nw.from_native(pd.Series(categorical, name=name), series_only=True)
        kind = nw.Enum(choices) if self.engine.is_polars() else nw.String
        words = nw.new_series(name, list(choices), kind, backend=self.engine)
        return words[_from_end(places, choices)].alias(name)

    def dates(self, name: str, days: Sequence[date | None]) -> nw.Series[Any]:
        """For each requirement its date, in every row; pandas' own kind of date, which needs no pyarrow."""
        if self.engine.is_pandas_like():
            import pandas as pd

            moments = pd.DatetimeIndex(list(days), dtype="datetime64[s]").repeat(self.counts)
            return nw.from_native(pd.Series(moments, name=name), series_only=True)
        known = nw.new_series(name, list(days), nw.Date, backend=self.engine)
        return known[np.repeat(np.arange(len(self.counts)), self.counts)].alias(name)


def _from_end(places: npt.NDArray[Any], choices: Sequence[str]) -> npt.NDArray[np.integer[Any]]:
    """Places of which the negative ones count from the end."""
    return np.where(places < 0, len(choices) - 1, places) if places.dtype.kind == "i" else places


def wording_of(requirement: Requirement) -> dict[str, str]:
    """The text of each column of `WORDED`."""
    return {
        "requirement": requirement.id,
        "indicator": requirement.indicator.name,
        "modality": requirement.modality.value,
        "clause": requirement.clause,
        "quote": requirement.quote,
    }
