"""Of which months figures are, what they are for a requirement, and how parts of a year come together."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from policykit.model import Comparator, Entity, Indicator, Kind, Requirement, Span, Target, Variable, all_of
from policykit.model.expression import Expression
from policykit.model.period import Period
from policykit.model.situation import Situation, cover, gaps, is_asked, situated, whole_of

DUE, HALF, AFTER = date(2026, 12, 31), date(2026, 6, 30), date(2027, 1, 1)


def rule(over_time: Any = "", due: date | None = DUE, **more: Any) -> Requirement:
    variable = Variable("就诊人次数", "人次", Entity.COUNTY, "…", name="visits", over_time=over_time)
    return Requirement(
        "t/1/r", "t", "t/1", "原文", Span(0, 2), Indicator.of(variable), Target(Comparator.GE, 1), Kind.THRESHOLD,
        due=due, **more,
    )  # fmt: skip  # what is the same for all in one line


def at(first: int = 0, last: int = 0, *, year: int | None = 2026, **more: Any) -> Situation:
    """A row of these months; of the whole year without any."""
    wholes = frozenset(more.pop("wholes", ()))
    return Situation(year, Period(year, first, last) if first else None, wholes=wholes, **more)


DERIVED: dict[str, Any] = {"is_derived": True}
ISSUED = {"issued": date(2025, 1, 1)}
QUARTER, YEARLY = rule(every="quarter"), rule(every="year")


@pytest.mark.parametrize(
    ("requirement", "row", "as_of", "holds"),
    [
        # A year by its end: the last day is still before it is over.
        (rule(), at(), AFTER, ""),
        (rule(), at(), DUE, "before_due"),
        (rule(), at(year=2025), AFTER, "outdated"),
        (rule(), at(year=2027), AFTER, ""),
        (rule(), at(year=None), AFTER, ""),
        (rule(due=None), at(), DUE, ""),
        (rule(), at(1, 6), AFTER, "part_of_year"),
        (rule(), at(1, 12), AFTER, ""),
        # Where its unit has a row for the whole, that one is judged.
        (rule(), at(1, 6, wholes={12}), AFTER, "elsewhere part_of_year"),
        (rule(), at(1, 6, wholes={6}), AFTER, "part_of_year"),
        (rule(), at(1, 9, **DERIVED), AFTER, "elsewhere part_of_year"),
        (rule(), at(wholes={12}, **DERIVED), AFTER, ""),
        # The months up to a day within the year; of what adds up all of them.
        (rule("flow", HALF), at(1, 6), AFTER, ""),
        (rule("flow", HALF), at(1, 6, wholes={6}), AFTER, ""),
        (rule("flow", HALF), at(1, 6, **DERIVED), AFTER, ""),
        (rule("flow", HALF), at(4, 6), AFTER, "part_of_year"),
        (rule("flow", HALF), at(4, 6, wholes={6}), AFTER, "elsewhere part_of_year"),
        (rule("", HALF), at(4, 6), AFTER, ""),
        (rule("", HALF), at(1, 3), AFTER, "part_of_year"),
        (rule("", HALF), at(1, 6, year=2025), AFTER, "part_of_year outdated"),
        (rule("", HALF), at(wholes={6}, **DERIVED), AFTER, "elsewhere"),
        (rule("", HALF), at(wholes={6}), AFTER, ""),
        (rule("", HALF), at(wholes={12}, **DERIVED), AFTER, ""),
        # A state is what it is at the end of whatever months; too old when they ended before the day.
        (rule("stock", HALF), at(1, 3), AFTER, "outdated"),
        (rule("stock", HALF), at(4, 6), AFTER, ""),
        (rule("stock", HALF), at(4, 6, **DERIVED), AFTER, "elsewhere"),
        (rule("stock", HALF), at(**DERIVED), AFTER, ""),
        (rule("stock", HALF), at(1, 12), HALF, "before_due"),
        # Each quarter by itself, when it is over.
        (QUARTER, at(4, 6), HALF, "before_due"),
        (QUARTER, at(4, 6), date(2026, 7, 1), ""),
        (QUARTER, at(5, 5), HALF, "part_of_year before_due"),
        (QUARTER, at(1, 6), date(2026, 7, 1), "unsplit"),
        (rule("least", every="quarter"), at(1, 6), date(2026, 7, 1), ""),
        (QUARTER, at(1, 3, **DERIVED), AFTER, "elsewhere"),
        (rule(every="quarter", due=None), at(), HALF, ""),  # told without months, it is judged as it is told
        (QUARTER, at(4, 6, year=None), HALF, "before_due"),
        (QUARTER, at(4, 6, year=None), AFTER, ""),
        # What each year must do is due when that is over, and never too old.
        (YEARLY, at(), DUE, "before_due"),
        (YEARLY, at(year=2025), HALF, ""),
        (YEARLY, at(year=2027), AFTER, ""),
        (rule(every="year", due=None), at(), HALF, "before_due"),
        (YEARLY, at(year=None), HALF, "before_due"),
        # Not before it is issued; a quarter that ended before it is none of its own.
        (rule(**ISSUED), at(), date(2024, 12, 31), "before_due before_start"),
        (rule(**ISSUED), at(), date(2025, 1, 1), "before_due"),
        (rule(every="quarter", issued=date(2026, 4, 1)), at(1, 3), AFTER, "before_start"),
        (rule(every="quarter", issued=date(2026, 3, 31)), at(1, 3), AFTER, ""),
        (rule(every="quarter", start=date(2026, 4, 1), **ISSUED), at(1, 3), AFTER, "before_start"),
        (rule(issued=date(2026, 4, 1)), at(1, 3), AFTER, "part_of_year"),
    ],
)  # fmt: skip  # a row a line
def test_what_months_are_for_a_requirement(
    requirement: Requirement, row: Situation, as_of: date, holds: str
) -> None:
    assert {name for name, is_so in situated(requirement, row, as_of).items() if is_so} == set(holds.split())


@pytest.mark.parametrize(
    ("requirement", "row", "whole"),
    [
        (rule(), at(1, 6), (1, 12)),
        (rule(due=None), at(), (1, 12)),
        (rule("flow", HALF), at(1, 3), (1, 6)),
        (rule("flow", HALF), at(1, 3, year=2027), (1, 12)),
        (QUARTER, at(5, 5), (4, 6)),
        (QUARTER, at(3, 4), (1, 6)),
        (QUARTER, at(12, 12), (10, 12)),
        (QUARTER, at(), (1, 12)),
        (rule(every="half_year"), at(6, 6), (1, 6)),
        (rule(every="half_year"), at(7, 9), (7, 12)),
        (rule("stock", HALF), at(1, 3), (1, 6)),
    ],
)
def test_what_is_asked_for(requirement: Requirement, row: Situation, whole: tuple[int, int]) -> None:
    assert whole_of(requirement, row) == Period(row.year, *whole)


@pytest.mark.parametrize(
    ("requirement", "months", "asked"),
    [
        (rule(), (1, 12), True),
        (rule(), (1, 3), False),  # counted once a year
        (rule("flow"), (1, 3), True),  # four of them make the year
        (rule("", HALF), (1, 6), True),
        (rule("", HALF), (1, 3), False),
        (QUARTER, (1, 3), True),
        (QUARTER, (1, 1), False),
    ],
)
def test_of_which_periods_a_unit_is_asked(
    requirement: Requirement, months: tuple[int, int], asked: bool
) -> None:
    assert is_asked(requirement, Period(2026, *months)) is asked


@pytest.mark.parametrize(
    ("spans", "last", "chosen"),
    [
        ([], 12, ()),
        ([(1, 3), (4, 6), (1, 6)], 6, ((1, 6),)),
        ([(1, 3), (4, 6), (7, 9), (10, 12)], 12, ((1, 3), (4, 6), (7, 9), (10, 12))),
        ([(1, 3), (7, 9)], 12, ((1, 3), (7, 9))),
        ([(1, 3), (4, 6), (7, 9)], 6, ((1, 3), (4, 6))),
        ([(1, 3), (3, 9)], 12, ((3, 9),)),  # they share a month: the longer one
        ([(1, 3), (4, 9), (1, 6)], 9, ((1, 3), (4, 9))),
        ([(1, 1), (2, 2), (3, 3), (1, 3)], 3, ((1, 3),)),
        ([(1, 6), (6, 11)], 12, ((1, 6),)),  # six months either way: the first
    ],
)
def test_parts_come_together(
    spans: list[tuple[int, int]], last: int, chosen: tuple[tuple[int, int], ...]
) -> None:
    assert cover(spans, last) == chosen


@pytest.mark.parametrize(
    ("parts", "whole", "missing"),
    [
        ([], (1, 12), [(1, 12)]),
        ([(1, 12)], (1, 12), []),
        ([(1, 3)], (1, 12), [(4, 6), (7, 9), (10, 12)]),
        ([(1, 3)], (1, 6), [(4, 6)]),
        ([(1, 6)], (1, 12), [(7, 12)]),
        ([(1, 1), (4, 4)], (1, 6), [(2, 3), (5, 6)]),
        ([(4, 6), (8, 8)], (1, 9), [(1, 3), (7, 7), (9, 9)]),
    ],
)
def test_the_months_that_no_part_has(
    parts: list[tuple[int, int]], whole: tuple[int, int], missing: list[tuple[int, int]]
) -> None:
    found = gaps([Period(2026, *part) for part in parts], Period(2026, *whole))
    assert [(gap.year, gap.first, gap.last) for gap in found] == [(2026, *months) for months in missing]


def over(over_time: Any, name: str = "x") -> Variable:
    return Variable(name, "人次", Entity.COUNTY, "…", name=name, over_time=over_time)


FLOW, OTHER, STOCK, LEAST, UNKNOWN = over("flow"), over("flow", "y"), over("stock"), over("least"), over("")


@pytest.mark.parametrize(
    ("expression", "kind"),
    [
        (FLOW, "flow"),
        (FLOW + OTHER, "flow"),
        (FLOW - OTHER, "flow"),
        (STOCK - STOCK, "stock"),
        (FLOW + STOCK, ""),
        (LEAST, "least"),
        (LEAST + LEAST, ""),  # the least of both may be in different months
        (FLOW * OTHER, ""),
        (FLOW / OTHER, "ratio"),
        (FLOW / OTHER * 100, "ratio"),
        (STOCK / STOCK, "stock"),
        (FLOW / STOCK, "flow"),
        (STOCK / FLOW, ""),
        (FLOW / UNKNOWN, ""),
        (UNKNOWN, ""),
        # by a number; what is added to a flow would be added four times, and is not
        (FLOW * 2, "flow"),
        (100 * FLOW, "flow"),
        (FLOW / 2, "flow"),
        (100 / FLOW, ""),
        (FLOW + 1, ""),
        (1 - FLOW, ""),
        (STOCK + 1, "stock"),
        (100 - FLOW / OTHER * 100, "ratio"),
        (all_of(over("stock"), over("stock", "y")), "stock"),
    ],
)
def test_how_quarters_give_the_year(expression: Expression, kind: str) -> None:
    assert Indicator("x", "%", expression, name="z").over_time == kind
