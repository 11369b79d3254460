"""results: the verdicts of a few units as objects with every word that a reader needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from policykit.base.clock import today
from policykit.base.division import Division
from policykit.figures.columns import YEAR, problem_of
from policykit.figures.frame import KEYS, Base, adopt, base, collected, given
from policykit.figures.keys import KEY
from policykit.figures.past import operands
from policykit.figures.wholes import SITUATION, place_of
from policykit.model import (
    ClauseVerdict,
    Entity,
    Figures,
    Finding,
    Period,
    Requirement,
    State,
    clause_verdict,
)
from policykit.model.given import is_met_by, missing, unmet
from policykit.model.reading import words
from policykit.model.situation import Situation, situated
from policykit.model.verdict import words as wording_of

__all__ = ["Clause", "Result", "by_clause", "results"]

Row: TypeAlias = Mapping[str, Any]
_KEYS = (*KEYS, "population")
_DIVIDED = frozenset(entity.name for entity in Entity.ALL if entity.is_division)


@dataclass(frozen=True, slots=True)
class Result:
    """One requirement checked on one unit's figures of one year.

    `finding` holds verdict, value, margin, what is missing and why.
    """

    unit: str
    division: str
    entity: Entity
    year: int | None
    finding: Finding
    target: float | None = None
    """The figure to reach; for a trend or relative target that of the other period or figure."""

    @property
    def requirement(self) -> Requirement:
        """The requirement that was checked."""
        return self.finding.requirement

    @property
    def state(self) -> State:
        """What came of it."""
        return self.finding.state

    @property
    def error(self) -> str:
        """Why the check could not run; empty when it could."""
        return self.finding.reason if self.state is State.COULD_NOT_RUN else ""

    @property
    def severity(self) -> str:
        """`error`, `warning` or `information` when not met, `error` when it could not run, else `none`."""
        return self.finding.severity

    @property
    def period(self) -> str:
        """Of which part of the year, in Chinese; empty for a whole year."""
        return self.finding.period

    @property
    def id(self) -> str:
        """Unit, year or part of it, and requirement: `歙县/2026/shexian-2025/p1/county-visit-rate-2026`."""
        of = self.period or ("" if self.year is None else str(self.year))
        return "/".join((self.unit, *filter(None, (of,)), self.requirement.id))

    def __str__(self) -> str:
        """One Chinese line: unit, verdict, what was asked and found, quote and clause."""
        return f"{self.unit}{self.when} {self.finding}"

    @property
    def when(self) -> str:
        """Year or part of it in brackets, as it stands behind the unit; empty where none is known."""
        if self.period:
            return str(words()["period_in_brackets"].format(period=self.period))
        return "" if self.year is None else str(words()["year_in_brackets"].format(year=self.year))


@dataclass(frozen=True, slots=True)
class Clause:
    """What came of a clause as a whole in one division, its institutions included."""

    clause: str
    division: str
    verdict: ClauseVerdict

    def __str__(self) -> str:
        """One Chinese line: 歙县 shexian-2025/p1 未达标：本条 5 项要求：3 达标，2 未达标."""
        known = Division.all()
        name = known[self.division].name if self.division in known else self.division
        return f"{name} {self.clause} {self.verdict.state.label}：{self.verdict}"


def by_clause(found: Sequence[Result], unreported: Sequence[Requirement] = ()) -> list[Clause]:
    """What came of each clause in each division; what nobody reported is 待报 there."""
    states: dict[tuple[str, str], list[tuple[str, State]]] = {}
    for result in found:
        key = (result.requirement.clause, result.division)
        states.setdefault(key, []).append((result.requirement.id, result.state))
    divisions = dict.fromkeys(result.division for result in found if result.division)
    for requirement in unreported:
        for division in divisions:
            if requirement.applies_to(division):
                states.setdefault((requirement.clause, division), []).append((requirement.id, State.NO_DATA))
    verdicts = ((key, clause_verdict(pairs)) for key, pairs in states.items())
    return [Clause(*key, verdict) for key, verdict in verdicts if verdict is not None]


def results(  # noqa: PLR0913 - each with a default
    frame: Any,  # noqa: ANN401 - a frame of any engine that narwhals knows
    requirements: Sequence[Requirement],
    *,
    as_of: date | None = None,
    latest: bool = True,
    year: int | None = None,
    applied: bool = True,
) -> list[Result]:
    """The verdicts of `evaluate` as objects, in the order of the requirements.

    Parameters
    ----------
    frame, requirements, as_of
        As for `evaluate`.
    latest
        Whether each requirement judges one year of each unit: that of its due date where its figure is reported for
        that, else the newest. Other years then serve the trends. A row whose year cannot be read is among the results
        all the same, as one that could not be checked. If not, each judges every row.
    year
        By whose figures all is judged instead; rows of other years then serve the trends.
    applied
        Whether those whose condition does not hold (不适用) are left out.

    A requirement that binds divisions but has no row at all to be checked on is not among the results: see
    `Observations.unreported` for those.
    """
    as_of = as_of or today()
    if not requirements:
        return []
    read = collected(adopt(frame), requirements)
    computed = base(read, given(read, requirements), as_of, bound=requirements, worded=True)
    rows = [{name: _plain(value) for name, value in row.items()} for row in computed.rows()]
    newest = _newest(rows)
    beside = _beside(rows) if computed.situations else {}

    def asked(requirement: Requirement) -> Sequence[Row]:
        bound = [row for row in rows if row[computed.scope(requirement)]]
        if not latest:
            return bound
        chosen = _of_its_year(requirement, bound, computed, year, newest)
        return _asked(requirement, chosen, computed) if computed.situations else chosen

    found = [
        result
        for requirement in requirements
        for row in asked(requirement)
        if (
            (result := _result(requirement, row, computed, as_of, beside)).state is not State.NOT_APPLICABLE
            or not applied
        )
    ]
    order = {requirement.id: number for number, requirement in enumerate(requirements)}
    return sorted(
        found,
        key=lambda result: (
            order[result.requirement.id],
            result.division,
            result.unit,
            result.year or 0,
            _last(result.finding.period),
        ),
    )


def _last(period: str) -> tuple[int, int]:
    """The last month of a period, and how many it has; a whole year comes last."""
    read = Period.read(period) if period else Period(None)
    return (read.last, read.months) if read is not None else (0, 0)


def _situation(row: Row, computed: Base) -> Situation | None:
    place = place_of(row["year"], row.get("period") or "", row.get(SITUATION) or 0.0)
    return computed.situations.get(place)


def _beside(rows: Sequence[Row]) -> dict[tuple[Any, ...], list[Row]]:
    """The rows of each unit and year that are of parts of it."""
    found: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        if row.get("period"):
            found.setdefault((*_unit(row), row["year"]), []).append(row)
    return found


def _of_its_year(
    requirement: Requirement,
    rows: Sequence[Row],
    computed: Base,
    year: int | None,
    newest: Mapping[tuple[Any, ...], Any],
) -> list[Row]:
    """The rows of a year; of none, of each unit those of the due date's if its figure is reported there, or newest."""
    due, judged = requirement.due.year if requirement.due else None, operands(requirement)[0]
    unread = computed.unreadable(requirement)
    there = {
        _unit(row)
        for row in rows
        if due is not None
        and row["year"] == due
        and (row.get(judged) is not None or any(row.get(name) for name in unread))
    }
    # A year that cannot be read may be the one: its row is not passed over.
    return [
        row
        for row in rows
        if row["year"] == (year or (due if _unit(row) in there else newest[_unit(row)]))
        or row.get(problem_of(KEY))
        or row.get(problem_of(YEAR.name))
    ]


def _asked(requirement: Requirement, rows: list[Row], computed: Base) -> list[Row]:
    """The rows of parts of a year that a requirement is told of: each quarter where each is judged, else the newest."""
    units: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        units.setdefault((*_unit(row), row["year"]), []).append(row)
    return [row for of_unit in units.values() for row in _of_unit(requirement, of_unit, computed)]


def _of_unit(requirement: Requirement, rows: list[Row], computed: Base) -> list[Row]:
    known = [(row, at) for row in rows if (at := _situation(row, computed)) is not None]
    if len(known) < max(2, len(rows)):
        return rows
    each = [row for row, at in known if at.period is not None and at.period.months == requirement.months]
    if each:
        return each
    asked = [row for row, at in known if not situated(requirement, at, date.max)["elsewhere"]]
    return sorted(asked, key=lambda row: _last(row.get("period") or ""))[-1:]


def _plain(value: Any) -> Any:  # noqa: ANN401 - cells are of any type
    """A cell as Python has it: a gap of any engine is `None`, a whole year is an integer."""
    if isinstance(value, str):
        return value  # a unit may be called nan
    return None if value is None or str(value) in {"<NA>", "NaT", "nan"} else value


def _unit(row: Row) -> tuple[Any, ...]:
    """Whose figures a row holds: a division is known by its code, whatever it is called."""
    unit = None if row["entity"] in _DIVIDED else row["unit"]
    return unit, row["division"], row["entity"]


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


def _failed(year: float | None) -> str:
    """In which earlier year it was not done what every year must do, in words."""
    return "" if year is None else str(wording_of()["step"]["year"].format(year=int(year)))


def _absent(
    requirement: Requirement, row: Row, at: Situation | None, beside: Mapping[tuple[Any, ...], list[Row]]
) -> tuple[str, ...] | None:
    """Of a figure that could not be put together: which part of which quarter is missing, or why none can be."""
    if at is None or not at.is_derived or row.get(f"value {requirement.indicator.name}") is not None:
        return None
    parts, wording = {part.label: part for part in at.parts}, wording_of()
    found = []
    for variable in requirement.indicator.variables:
        if row.get(variable.key) is not None:
            continue
        if not variable.over_time:
            found.append(wording["missing"]["once"].format(name=variable.label))
            continue
        gaps = (each for each in beside.get((*_unit(row), row["year"]), ()) if each.get(variable.key) is None)
        found += [
            wording["parts"]["of"].format(part=parts[each["period"]].part, name=variable.label)
            for each in gaps
            if each["period"] in parts
        ]
    return tuple(found)


def _result(
    requirement: Requirement,
    row: Row,
    computed: Base,
    as_of: date,
    beside: Mapping[tuple[Any, ...], list[Row]],
) -> Result:
    target, (judged, against) = requirement.target, operands(requirement)
    value, other = row.get(judged), row.get(against) if against else None
    year = None if row["year"] is None else int(row["year"])
    problem = computed.problem(requirement, row)
    named = {
        variable.name: row[variable.key]
        for variable in requirement.variables
        if row.get(variable.key) is not None
    }
    at = _situation(row, computed) if computed.situations else None
    absent = _absent(requirement, row, at, beside)
    figures = Figures(
        value,
        other,
        missing(requirement, named, value, other, is_dated=year is not None) if absent is None else absent,
        year,
        row["division"],
        problem=problem,
        meets_condition=is_met_by(requirement, named),
        unmet=unmet(requirement, named),
        period=computed.periods.get(row.get("period") or ""),
        failed_before=_failed(row.get(computed.failed(requirement))),
        situation=at,
    )
    goal = target.goal() if against is None and target.decidable else None
    years = target.years(year)
    if against is not None and value is not None and other is not None and (years or not target.average):
        goal = target.goal(other, years)
    return Result(
        unit=Division.of(row["division"]).name if row["unit"] == row["division"] else row["unit"],
        division=row["division"],
        entity=next((entity for entity in Entity.ALL if entity.name == row["entity"]), requirement.entity),
        year=year,
        finding=requirement.judge(figures, as_of),
        target=None if problem else goal,
    )
