"""Figures of a spec: `85%`, `3—5个`, `[3, 5个]`, `2024-06`."""

from __future__ import annotations

import calendar
import math
import re
import unicodedata
from datetime import date
from typing import NamedTuple

__all__ = ["Figure", "due_date", "figure", "figure_range"]

_NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_FIGURE = re.compile(rf"\s*({_NUMBER})\s*(\D.*)?", re.DOTALL)
_RANGE = re.compile(rf"\s*({_NUMBER})\s*(\D*?)\s*(?:—|–|-|~|～|至|到)+\s*({_NUMBER})\s*(\D.*)?", re.DOTALL)
_DUE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_DECEMBER = 12


class Figure(NamedTuple):
    """A number and its unit, as written."""

    value: float
    unit: str


def figure(text: str) -> Figure | None:
    """Read one figure, or `None` when `text` is none.

    >>> figure("85%"), figure("４.8万元"), figure("1次/季度"), figure("many")
    (Figure(value=85.0, unit='%'), Figure(value=4.8, unit='万元'), Figure(value=1.0, unit='次/季度'), None)
    """
    match = _FIGURE.fullmatch(unicodedata.normalize("NFKC", text))
    if match is None or math.isinf(value := _number(match[1])):
        return None
    return Figure(value, (match[2] or "").strip())


def figure_range(text: str | list[str]) -> tuple[Figure, Figure] | None:
    """Read a range; a unit that only one end carries holds for both.

    >>> figure_range(["3", "5个"]) == figure_range("3—5个") == (Figure(3.0, "个"), Figure(5.0, "个"))
    True
    """
    if isinstance(text, str):
        match = _RANGE.fullmatch(unicodedata.normalize("NFKC", text))
        if match is None:
            return None
        text = [match[1] + match[2], match[3] + (match[4] or "")]
    ends = [figure(end) for end in text]
    low, high = ends
    if low is None or high is None or low.value >= high.value:
        return None
    low, high = Figure(low.value, low.unit or high.unit), Figure(high.value, high.unit or low.unit)
    return (low, high) if low.unit == high.unit else None


def due_date(text: str) -> date | None:
    """The last day of a year, of a month, or the day itself; `None` when there is no such day.

    >>> [str(due_date(text)) for text in ("2026", "2024-06", "2024-06-30", "2024-02-30")]
    ['2026-12-31', '2024-06-30', '2024-06-30', 'None']
    """
    match = _DUE.fullmatch(text.strip())
    if match is None:
        return None
    year, month = int(match[1]), int(match[2] or _DECEMBER)
    try:
        day = int(match[3]) if match[3] else calendar.monthrange(year, month)[1]
        return date(year, month, day)
    except (ValueError, calendar.IllegalMonthError):
        return None


def _number(text: str) -> float:
    return float(text.replace(",", ""))
