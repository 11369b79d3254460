"""Requirements by due date: what is due in the next twelve months, later, and what was due before."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from policykit.model import Requirement

__all__ = ["DueDay", "due_days", "year_after"]


class DueDay(NamedTuple):
    """A day and what is due on it; `left` counts the days until then, negative when it is over."""

    when: date
    left: int
    asked: tuple[Requirement, ...]


def year_after(today: date) -> date:
    """The same day of the next year, the last day of twelve months.

    >>> from datetime import date
    >>> year_after(date(2024, 2, 29))
    datetime.date(2025, 2, 28)
    """
    try:
        return today.replace(year=today.year + 1)
    except ValueError:
        return today.replace(year=today.year + 1, day=28)


def due_days(asked: Iterable[Requirement], today: date, period: str) -> list[DueDay]:
    """The days of a period, in order; `period` is coming (twelve months), later or past (newest first)."""
    end = year_after(today)
    periods = {
        "coming": lambda when: today <= when <= end,
        "later": lambda when: when > end,
        "past": lambda when: when < today,
    }
    dated = sorted(
        ((one.due, at, one) for at, one in enumerate(asked) if one.due and periods[period](one.due)),
        key=lambda entry: (entry[0], entry[1]),
    )
    days = [
        DueDay(when, (when - today).days, tuple(one for _, _, one in group))
        for when, group in groupby(dated, key=lambda entry: entry[0])
    ]
    return days[::-1] if period == "past" else days
