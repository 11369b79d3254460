"""Figures, units and days as a spec writes them: `85%`, `[3, 5个]`, `2026-06`."""

from __future__ import annotations

import calendar
import math
import re
import unicodedata
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from policykit.base.resources import load
from policykit.model.reading import words

__all__ = [
    "Figure",
    "due_date",
    "factor_of",
    "figure",
    "figure_range",
    "magnitude",
    "same_unit",
    "start_date",
    "unit_of_group",
]

_NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_FIGURE = re.compile(rf"\s*({_NUMBER})\s*([^\d,.].*)?", re.DOTALL)
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
    if match is None or math.isinf(value := float(match[1].replace(",", ""))):
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
    low, high = (figure(end) for end in text)
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


def start_date(text: str) -> date | None:
    """The first day of a year, of a month, or the day itself; `None` when there is no such day.

    >>> [str(start_date(text)) for text in ("2026", "2024-06", "2024-06-30", "2024-13")]
    ['2026-01-01', '2024-06-01', '2024-06-30', 'None']
    """
    last, match = due_date(text), _DUE.fullmatch(text.strip())
    if last is None or match is None or match[3]:
        return last
    return last.replace(month=int(match[2] or 1), day=1)


@cache
def _unit_groups() -> dict[str, str]:
    return {unit: group[0] for group in load("specs")["units"] for unit in group}


def unit_of_group(unit: str) -> str:
    """The first of the units that count what `unit` counts, one for one; itself when no other does.

    >>> unit_of_group("人") == unit_of_group("名"), unit_of_group("%")
    (True, '%')
    """
    return _unit_groups().get(unit, unit)


def same_unit(unit: str, other: str) -> bool:
    """Whether two units measure alike, one for one: 名 and 人, 家 and 个.

    >>> same_unit("名", "人"), same_unit("%", "个"), same_unit("万元", "元")
    (True, False, False)
    """
    return unit_of_group(unit) == unit_of_group(other)


def factor_of(unit: str, other: str) -> Decimal | None:
    """By how much a figure in `unit` is multiplied to be one in `other`, when both count the same; else `None`.

    >>> factor_of("亿元", "万元"), factor_of("万人", "人"), factor_of("名", "人"), factor_of("元", "人")
    (Decimal('10000'), Decimal('10000'), Decimal('1'), None)
    """
    (size, base), (other_size, other_base) = magnitude(unit), magnitude(other)
    if not same_unit(unit, other) and not (base and same_unit(base, other_base)):
        return None
    return Decimal(1) if same_unit(unit, other) else size / other_size


def magnitude(unit: str) -> tuple[Decimal, str]:
    """A unit's leading magnitude, and the unit that it counts.

    >>> magnitude("万元"), magnitude("个")
    ((Decimal('10000'), '元'), (Decimal('1'), '个'))
    """
    for mark, size in sorted(words()["magnitudes"].items(), key=lambda pair: -len(pair[0])):
        if unit.startswith(mark) and unit != mark:
            return Decimal(str(size)), unit.removeprefix(mark)
    return Decimal(1), unit
