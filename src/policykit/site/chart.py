"""Targets over the years as the drawing of a small chart; the template writes the SVG."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policykit.model import Comparator

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policykit.model import Requirement

__all__ = ["Chart", "Mark", "chart"]

_WIDTH, _TOP, _BOTTOM, _LEFT, _RIGHT = 640, 26, 160, 60, 120
_SEVERAL = 3
_FEWEST = 2
"""One point is no chart."""
_COLUMN = 150
"""Between the last year and the targets without one."""
_APART = 24
"""Labels keep this distance, in units of the drawing."""
_DRAWN = frozenset(
    {Comparator.GE, Comparator.GT, Comparator.LE, Comparator.LT, Comparator.EQ, Comparator.APPROX}
)


@dataclass
class Mark:
    """One target: a point, and its figure beside it."""

    requirement: Requirement
    x: float
    y: float
    label_y: float
    """Moved away from other labels of the same year."""

    @property
    def who(self) -> str:
        """Whom it binds, in a few characters: of more than two places the first, and how many they are."""
        places = self.requirement.subject.split("、")
        return self.requirement.subject if len(places) < _SEVERAL else f"{places[0]}等{len(places)}地"


@dataclass(frozen=True)
class Chart:
    """Points and years; sizes in units of the drawing. `undated` is where targets without a due date stand."""

    width: int
    height: int
    base: int
    marks: tuple[Mark, ...]
    years: tuple[tuple[float, str], ...]
    undated: float | None
    courses: tuple[tuple[Requirement, str], ...] = ()
    """The targets of one document for one subject over the years, as the points of a line."""
    left_out: tuple[Requirement, ...] = ()
    """The requirements of the indicator that are not drawn: they name no figure of this unit."""

    @property
    def low(self) -> str:
        """The smallest target, as it is written."""
        return min(self.marks, key=lambda mark: mark.requirement.target.value or 0).requirement.target.figure

    @property
    def high(self) -> str:
        """The largest one."""
        return max(self.marks, key=lambda mark: mark.requirement.target.value or 0).requirement.target.figure

    @property
    def levels(self) -> list[float]:
        """The heights at which a target stands."""
        return sorted({mark.y for mark in self.marks})


def chart(requirements: Sequence[Requirement]) -> Chart | None:
    """The chart of an indicator's targets, when two or more have a figure in one unit, one of them a due year."""
    drawn = [
        each
        for each in requirements
        if each.target.value is not None and each.target.comparator in _DRAWN and not each.target.grade
    ]
    years = sorted({each.due.year for each in drawn if each.due})
    if len(drawn) < _FEWEST or not years or len({each.target.unit for each in drawn}) > 1:
        return None
    undated = any(each.due is None for each in drawn)
    columns = _columns(years, undated=undated)
    values = [each.target.value or 0 for each in drawn]
    low, high = min(values), max(values)
    marks = [
        Mark(each, columns[each.due.year if each.due else 0], y := _y(each.target.value or 0, low, high), y)
        for each in drawn
    ]
    _spread(marks)
    ticks = tuple((columns[year], str(year)) for year in years)
    end = columns.get(0) if undated else None
    left_out = tuple(each for each in requirements if each not in drawn)
    return Chart(_WIDTH, _BOTTOM + 24, _BOTTOM, tuple(marks), ticks, end, tuple(_courses(marks)), left_out)


def _courses(marks: Sequence[Mark]) -> Iterator[tuple[Requirement, str]]:
    """A line for the targets that one document sets one subject, a year each, in one way of comparing."""
    groups: dict[tuple[object, ...], list[Mark]] = {}
    for mark in marks:
        if mark.requirement.due:
            each = mark.requirement
            key = each.policy, each.binds, each.population, each.name, each.target.comparator
            groups.setdefault(key, []).append(mark)
    for group in groups.values():
        years = sorted(group, key=lambda mark: mark.x)
        if len({mark.x for mark in years}) == len(years) > 1:
            yield years[0].requirement, " ".join(f"{mark.x},{mark.y}" for mark in years)


def _columns(years: Sequence[int], *, undated: bool) -> dict[int, float]:
    """Where each year stands, at the distances of the calendar; 0 stands for no year, at the far end."""
    end = _WIDTH - _RIGHT
    last = end - _COLUMN if undated else end
    reach = years[-1] - years[0]
    columns = {
        year: round(_LEFT + (year - years[0]) / reach * (last - _LEFT) if reach else (_LEFT + last) / 2, 1)
        for year in years
    }
    return columns | {0: float(end)}


def _y(value: float, low: float, high: float) -> float:
    share = (value - low) / (high - low) if high > low else 0.5
    return round(_BOTTOM - 22 - share * (_BOTTOM - 22 - _TOP), 1)


def _spread(marks: list[Mark]) -> None:
    """Move labels of one year upwards until none covers another."""
    for x in {mark.x for mark in marks}:
        below = None
        for mark in sorted((each for each in marks if each.x == x), key=lambda each: -each.y):
            if below is not None:
                mark.label_y = min(mark.label_y, below - _APART)
            below = mark.label_y
