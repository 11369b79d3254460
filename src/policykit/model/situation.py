"""Of which months figures are, which other rows their unit has for the year, and what follows for a requirement.

A year is asked for by most requirements, months up to a day within a year by some, each quarter or month by others, and
of a state (a stock, a grade, done or not) whatever is newest. The browser has the same rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from policykit.model.period import Period
from policykit.model.verdict import words

if TYPE_CHECKING:
    from policykit.model.fields import RequirementFields

__all__ = ["SITUATED", "Situation", "cover", "gaps", "is_asked", "listed", "situated"]

_YEAR, _QUARTER = 12, 3
SITUATED = ("elsewhere", "unsplit", "part_of_year", "outdated", "before_due", "before_start", "overtaken")
"""Conditions of the decision table that depend on the year and months of the figures."""


@dataclass(frozen=True, slots=True)
class Situation:
    """Year and months of a row of figures; where its unit reports parts of a year, which there are."""

    year: int | None = None
    period: Period | None = None
    """`None` for a whole year."""
    is_derived: bool = False
    """Whether its figures are put together from those of `parts`."""
    wholes: frozenset[int] = frozenset()
    """To the end of which months from January the unit has a row: 6 for a half-year; 12 for a year put together."""
    parts: tuple[Period, ...] = ()
    """Which parts of the year there are, none within another."""

    @property
    def end(self) -> date | None:
        """The last day that the figures are of."""
        return self.period.end if self.period is not None else None


def situated(requirement: RequirementFields, at: Situation, as_of: date) -> dict[str, bool]:
    """Which of `SITUATED` hold of a requirement, a row and a day."""
    start = requirement.begins
    has_begun = at.end is None or not _is_each(requirement, at.period) or start is None or at.end >= start
    return {
        "elsewhere": _is_elsewhere(requirement, at),
        "unsplit": _is_unsplit(requirement, at.period),
        "part_of_year": _is_part(requirement, at.period),
        "outdated": _is_outdated(requirement, at),
        "before_due": _is_before_due(requirement, at, as_of),
        "before_start": not has_begun or (start is not None and as_of < start),
        "overtaken": _is_overtaken(requirement, at),
    }


def is_asked(requirement: RequirementFields, period: Period) -> bool:
    """Whether a unit is asked for the figures of a period: it is judged on them, or the whole is made from them.

    What is counted once in a year (persons, shares that are reported as such) is asked for the year.
    """
    return not _is_part(requirement, period) or all(each.over_time for each in requirement.variables)


def whole_of(requirement: RequirementFields, at: Situation) -> Period:
    """What is asked for: the year, the months up to a due date within it, or the quarters that a period touches."""
    due, step = requirement.due, requirement.months
    if at.period is not None and 0 < step < _YEAR:
        first = (at.period.first - 1) // step * step + 1
        return Period(at.year, first, -(-at.period.last // step) * step)
    return Period(at.year, 1, due.month if due is not None and due.year == at.year else _YEAR)


def _is_each(requirement: RequirementFields, period: Period | None) -> bool:
    """Whether a period is one of those of which each must do it: a quarter, for what is asked in every quarter."""
    return period is not None and 0 < requirement.months < _YEAR and period.months == requirement.months


def _is_elsewhere(requirement: RequirementFields, at: Situation) -> bool:
    """Whether it is judged on other rows of the unit: the quarters, or what they come to."""
    if 0 < requirement.months < _YEAR:
        return at.is_derived
    if not requirement.months:
        return at.is_derived and at.period is not None
    whole = whole_of(requirement, at).last
    if at.period is None:
        return at.is_derived and whole != _YEAR and whole in at.wholes
    if at.period.first == 1 and at.period.last == whole:
        return False
    return at.is_derived or whole in at.wholes


def _is_unsplit(requirement: RequirementFields, period: Period | None) -> bool:
    """Whether figures are of more months than each of those asked, and do not say what each of them was."""
    is_longer = period is not None and 0 < requirement.months < period.months
    return is_longer and requirement.months < _YEAR and requirement.indicator.over_time != "least"


def _is_part(requirement: RequirementFields, period: Period | None) -> bool:
    """Whether figures of a period are only a part of what is asked: a half-year of a year.

    A due date within the year asks for the months up to it; of what adds up for all of them.
    """
    if period is None or period.months >= requirement.months:
        return False
    due = requirement.due
    if due is None or due.month == _YEAR or requirement.months < _YEAR:
        return True
    adds_up = requirement.indicator.over_time == "flow" and period.first != 1
    return (period.year, period.last) != (due.year, due.month) or adds_up


def _is_outdated(requirement: RequirementFields, at: Situation) -> bool:
    """Whether figures are too old to say that it was missed."""
    due = requirement.due
    if due is None or at.year is None or requirement.every:
        return False
    is_earlier = not requirement.months and at.end is not None and at.end < due
    return at.year < due.year or is_earlier


def _is_overtaken(requirement: RequirementFields, at: Situation) -> bool:
    """Whether figures are of a later year than the one in which a value was to change: they do not say that it did."""
    due = requirement.due if requirement.is_of_one_year else None
    return due is not None and at.year is not None and at.year > due.year


def _is_before_due(requirement: RequirementFields, at: Situation, as_of: date) -> bool:
    """Whether it may still be reached; what every year, or quarter, must do is due when that is over."""
    due = requirement.due
    is_early = due is not None and as_of <= due
    if at.period is not None and 0 < requirement.months < _YEAR:
        end = whole_of(requirement, at).end
        return is_early if end is None else as_of <= end
    if requirement.every != "year" or at.year is None:
        return is_early
    return at.year >= as_of.year and (is_early or due is None)


def cover(spans: Iterable[tuple[int, int]], last: int) -> tuple[tuple[int, int], ...]:
    """Of the months that figures are of those that come together, without overlap, to most of January to a month.

    The fewest of them; of as many the ones that begin with the longest.

    >>> cover([(1, 3), (4, 6), (1, 6), (7, 9), (10, 12)], 12)
    ((1, 6), (7, 9), (10, 12))
    """
    known = sorted(set(spans))
    best: list[tuple[int, int, tuple[tuple[int, int], ...]]] = [(0, 0, ())]
    for month in range(1, last + 1):
        covered, fewest, chosen = best[-1]
        for first, end in known:
            if end == month:
                before = best[first - 1]
                found = before[0] + end - first + 1, before[1] - 1, (*before[2], (first, end))
                if found[:2] > (covered, fewest):
                    covered, fewest, chosen = found
        best.append((covered, fewest, chosen))
    return best[-1][2]


def gaps(parts: Sequence[Period], whole: Period) -> tuple[Period, ...]:
    """The months of a whole that none of its parts has; quarters one by one where the parts are quarters.

    >>> [gap.part for gap in gaps([Period(2026, 1, 3), Period(2026, 7, 9)], Period(2026))]
    ['第二季度', '第四季度']
    """
    known = {month for part in parts for month in range(part.first, part.last + 1)}
    is_by_quarter = any(part.months == _QUARTER for part in parts)
    step = _QUARTER if is_by_quarter else _YEAR
    found: list[Period] = []
    for month in range(whole.first, whole.last + 1):
        if month in known:
            continue
        goes_on = found and found[-1].last == month - 1 and (month - 1) % step
        found[-1:] = (
            [replace(found[-1], last=month)] if goes_on else [*found[-1:], Period(whole.year, month, month)]
        )
    return tuple(found)


def listed(parts: Iterable[Period]) -> str:
    """Parts of one year: 2026年第一季度、第二季度."""
    first, *others = parts
    return str(words()["parts"]["joint"].join([first.label, *(part.part for part in others)]))
