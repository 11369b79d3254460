"""results: the verdicts of a few units as objects with every word that a reader needs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

import narwhals as nw

from policykit.base.clock import today
from policykit.divisions import division_name
from policykit.figures.arrays import VERDICTS, Arrays
from policykit.figures.decide import goal_of, operands
from policykit.figures.frame import KEYS, Base, adopt, base
from policykit.model import Entity, Finding, Requirement, Variable, Verdict

__all__ = ["Result", "State", "results"]

Row: TypeAlias = Mapping[str, Any]
_KEYS = (*KEYS, "population")
_NOT_APPLICABLE = VERDICTS.index(Verdict.NOT_APPLICABLE)


class State(StrEnum):
    """A verdict, or that the check itself could not run.

    >>> State("could_not_run").label, State("met").label
    ('无法检查', '达标')
    """

    MET = "met"
    NOT_MET = "not_met"
    NOT_DUE = "not_due"
    NO_DATA = "no_data"
    NOT_APPLICABLE = "not_applicable"
    COULD_NOT_RUN = "could_not_run"

    @property
    def label(self) -> str:
        """The Chinese word that staff read."""
        return "无法检查" if self is State.COULD_NOT_RUN else Verdict(self.value).label


@dataclass(frozen=True, slots=True)
class Result:
    """One requirement checked on one unit's figures of one year.

    `finding` holds verdict, value, margin, what is missing and why; for a check that could not run its
    verdict is `no_data` and `error` says what went wrong.
    """

    unit: str
    division: str
    entity: Entity
    year: int | None
    finding: Finding
    target: float | None = None
    """The figure to reach; for a trend or relative target that of the other period or figure."""
    error: str = ""

    @property
    def requirement(self) -> Requirement:
        """The requirement that was checked."""
        return self.finding.requirement

    @property
    def state(self) -> State:
        """What came of it."""
        return State.COULD_NOT_RUN if self.error else State(self.finding.verdict.value)

    @property
    def severity(self) -> str:
        """`error`, `warning` or `information` when not met, `error` when it could not run, else `none`."""
        return "error" if self.error else self.finding.severity

    @property
    def id(self) -> str:
        """Unit, year and requirement: `歙县/2026/shexian-2025/p1/county-visit-rate-2026`."""
        place = [self.unit] if self.year is None else [self.unit, str(self.year)]
        return "/".join((*place, self.requirement.id))

    def __str__(self) -> str:
        """One Chinese line: unit, verdict, what was asked and found, quote and clause."""
        year = f"（{self.year}年）" if self.year is not None else ""
        said = (
            f"{self.state.label}：{self.requirement.plain}，{self.error}" if self.error else str(self.finding)
        )
        return f"{self.unit}{year} {said}"


def results(
    frame: Any,  # noqa: ANN401 - a frame of any engine that narwhals knows
    requirements: Sequence[Requirement],
    *,
    as_of: date | None = None,
    latest: bool = True,
) -> list[Result]:
    """The verdicts of `evaluate` as objects, in the order of the requirements, those that do not apply left out.

    Parameters
    ----------
    frame, requirements, as_of
        As for `evaluate`.
    latest
        Whether only the newest year of each unit is judged; earlier years then serve the trends.

    A requirement that binds divisions but has no row at all to be checked on is not among the results: see
    `Observations.unreported` for those.
    """
    as_of = as_of or today()
    if not requirements:
        return []
    computed = base(adopt(frame), requirements)
    wide = computed.frame.collect() if isinstance(computed.frame, nw.LazyFrame) else computed.frame
    codes = Arrays.of(Base(wide, computed.scopes, computed.broken), as_of).codes(requirements)
    rows = [{name: _plain(value) for name, value in row.items()} for row in wide.iter_rows(named=True)]
    newest = _newest(rows)
    found = [
        _result(requirement, row, codes[column, place], computed.broken, as_of)
        for column, requirement in enumerate(requirements)
        for place, row in enumerate(rows)
        if codes[column, place] != _NOT_APPLICABLE and (not latest or newest[_unit(row)] == row["year"])
    ]
    order = {one.id: place for place, one in enumerate(requirements)}
    return sorted(found, key=lambda one: (order[one.requirement.id], one.division, one.unit, one.year or 0))


def _plain(value: Any) -> Any:  # noqa: ANN401 - cells are of any type
    """A cell as Python has it: a gap of any engine is `None`, a whole year is an integer."""
    if isinstance(value, str):
        return value  # a unit may be called nan
    return None if value is None or str(value) in {"<NA>", "NaT", "nan"} else value


def _unit(row: Row) -> tuple[Any, ...]:
    return row["unit"], row["division"], row["entity"]


def _is_reported(row: Row) -> bool:
    return any(
        value is not None
        for name, value in row.items()
        if name.startswith("value ") or (" " not in name and name not in _KEYS)
    )


def _newest(rows: Sequence[Row]) -> dict[tuple[Any, ...], Any]:
    """The newest year of each unit for which anything is reported, else its newest at all."""
    newest: dict[tuple[Any, ...], Any] = {}
    reported = {_unit(row) for row in rows if _is_reported(row)}
    for row in rows:
        if _unit(row) in reported and not _is_reported(row):
            continue
        years = [year for year in (newest.get(_unit(row)), row["year"]) if year is not None]
        newest[_unit(row)] = max(years, default=None)
    return newest


def _result(requirement: Requirement, row: Row, code: int, broken: Mapping[str, str], as_of: date) -> Result:
    error = _error(requirement, broken) if code < 0 else ""
    verdict = Verdict.NO_DATA if error else VERDICTS[code]
    value, goal, margin = (None, None, None) if error else _figures(requirement, row)
    gap = verdict is Verdict.NO_DATA and not error
    missing = tuple(_missing(requirement, row)) if gap else ()
    reason = _reason(requirement, row, missing) if gap else ""
    finding = Finding(
        requirement, verdict, value=value, margin=margin, as_of=as_of, missing=missing, reason=reason
    )
    return Result(
        unit=division_name(row["division"]) if row["unit"] == row["division"] else row["unit"],
        division=row["division"],
        entity=next((one for one in Entity.ALL if one.name == row["entity"]), requirement.entity),
        year=None if row["year"] is None else int(row["year"]),
        finding=finding,
        target=goal,
        error=error,
    )


def _error(requirement: Requirement, broken: Mapping[str, str]) -> str:
    names = [one for one in (requirement.indicator, requirement.reference) if one and one.name in broken]
    return "；".join(f"指标“{one.label}”无法计算：{broken[one.name]}" for one in names)


def _figures(requirement: Requirement, row: Row) -> tuple[float | None, float | None, float | None]:
    """Value, figure to reach, and margin."""
    target, (judged_by, against) = requirement.target, operands(requirement)
    value, other = row[judged_by], row[against] if against else None
    if value is None or not target.decidable or (against and other is None):
        return value, target.value if against is None else None, None
    goal = target.value if other is None else goal_of(target, other)
    margin = target.margin(value, other)
    return value, goal, round(margin, 9) if math.isfinite(margin) else None


def _missing(requirement: Requirement, wide: Row) -> Iterator[str]:
    """Labels of what was not reported."""
    judged, against = operands(requirement)
    if wide.get(judged) is None:
        yield from _gaps(requirement.indicator.variables, wide)
    if requirement.reference is not None and against and wide.get(against) is None:
        yield from _gaps(requirement.reference.variables, wide)
    elif against and wide.get(judged) is not None and wide.get(against) is None:
        yield f"上年{requirement.indicator.label}所需数据"


def _gaps(variables: Sequence[Variable], wide: Row) -> list[str]:
    return [variable.label for variable in variables if wide.get(variable.name) is None]


def _reason(requirement: Requirement, wide: Row, missing: Sequence[str]) -> str:
    if missing:
        return ""
    year, due = wide.get("year"), requirement.due
    if wide.get(operands(requirement)[0]) is not None and year is not None and due is not None:
        return f"只有{int(year)}年的数据，须报{due.year}年的数据"
    return "分母为0，无法计算"
