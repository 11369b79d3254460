"""When something falls due, as a query says it (明年到期, 2025年底, 2027-12-31), counted from the reader's today."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from policykit.base.resources import load
from policykit.text.normal import search_key

__all__ = ["Period", "due_period"]

_DECEMBER = 12
_HALF = 6
_TELLING = ("y", "half", "month", "bottom")
"""The parts of a pattern that make a query a day or a part of a year, and no year alone."""


class Period(NamedTuple):
    """Days from the first to the last, and where a query says so.

    What `is_alone` is the whole query and says nothing of falling due: it may be looked for in texts as well.
    """

    first: date
    last: date
    start: int
    end: int
    is_alone: bool = False


@cache
def _phrases() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """When something falls due; and a query that is a day, or the end or a part of a year."""
    said = load("search")["due"]
    years, months, ends = ("|".join(map(search_key, said[name])) for name in ("years", "months", "end"))
    year = rf"(?:(?P<named>{years})|(?P<year>(?:19|20)\d\d)年?)"
    part = r"(?:(?P<half>上半年|下半年)|(?P<month>1[0-2]|0?[1-9])月份?|(?P<bottom>年?底|年末|年内))?"
    counted = r"(?<![\d月])(?P<count>\d{1,3})(?P<unit>天|日|个月|年)内?"
    month = r"(?P<y>(?:19|20)\d\d)[年./-](?P<m>1[0-2]|0?[1-9])[月./-]"
    day = rf"(?<!\d){month}(?P<d>[12]\d|3[01]|0?[1-9])(?:[日号]|(?!\d))"
    when = rf"(?:{day}|{year}{part}|(?P<monthly>{months})|(?P<alone>年底|年末|年内)|{counted})"
    before = "(?:以|之)?(?P<before>前)?"
    due = rf"{when}{before} ?(?:就|要|会|将|应|须)*(?:{ends})"
    return re.compile(due), re.compile(rf"[到至]?{when}{before}")


def due_period(key: str, today: date) -> Period | None:
    """The period that a query, in the form of `search_key`, asks for; `None` when it asks for none.

    >>> from datetime import date
    >>> def said(key):
    ...     found = due_period(key, date(2026, 11, 29))
    ...     return found and (str(found.first), str(found.last))
    >>> said("明年到期"), said("2026年底前到期的要求"), said("2027年3月到期")
    (('2027-01-01', '2027-12-31'), ('2026-11-29', '2026-12-31'), ('2027-03-01', '2027-03-31'))
    >>> said("2027-12-31"), said("2025年底"), said("2025年"), said("到2027年12月31日到期")
    (('2027-12-31', '2027-12-31'), ('2025-01-01', '2025-12-31'), None, ('2027-12-31', '2027-12-31'))
    >>> said("30天内到期"), said("下个月到期"), said("到期")
    (('2026-11-29', '2026-12-29'), ('2026-12-01', '2026-12-31'), None)
    """
    due, alone = _phrases()
    said = due.search(key)
    match = said or alone.fullmatch(key.strip())
    if match is None or not (said or any(match[name] for name in _TELLING)):
        return None
    try:
        first, last = [date(*map(int, match.group("y", "m", "d")))] * 2 if match["y"] else _days(match, today)
    except ValueError:
        return None  # February 30th
    if match["before"] and today <= last:
        first = min(today, last)
    return Period(first, last, *(said.span() if said else (0, len(key))), is_alone=said is None)


def _days(match: re.Match[str], today: date) -> tuple[date, date]:
    said = load("search")["due"]
    if match["monthly"]:
        return _months(today.year, today.month + int(said["months"][match["monthly"]]), 1)
    if match["count"]:
        return today, _after(today, int(match["count"]), match["unit"])
    if match["alone"]:
        return today, date(today.year, _DECEMBER, 31)
    year = today.year + int(said["years"][match["named"]]) if match["named"] else int(match["year"])
    if match["half"]:
        return _months(year, 1 if match["half"].startswith("上") else _HALF + 1, _HALF)
    if match["month"]:
        return _months(year, int(match["month"]), 1)
    first, last = _months(year, 1, _DECEMBER)
    return (today, last) if match["bottom"] and first <= today <= last else (first, last)


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    """So many whole months; a month beyond December is one of the next year."""
    first = _month(year, month)
    return first, _month(year, month + count) - timedelta(days=1)


def _month(year: int, month: int) -> date:
    return date(year + (month - 1) // _DECEMBER, (month - 1) % _DECEMBER + 1, 1)


def _after(today: date, count: int, unit: str) -> date:
    if unit in {"天", "日"}:
        return today + timedelta(days=count)
    months = count * (_DECEMBER if unit == "年" else 1)
    _, last = _months(today.year, today.month + months, 1)
    return min(last, last.replace(day=min(today.day, last.day)))
