"""A cell → the number that it stands for, in the unit of its column: 1,234 · 4.8万 · 85% · ８５ · 二甲 · 2025年底."""

from __future__ import annotations

import calendar
import math
import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from policykit.base.diagnostics import Code
from policykit.figures.vocabulary import plain, unit_factor, words
from policykit.figures.workbook import Cell
from policykit.model import NOT_DONE, Variable

__all__ = ["FigureError", "day_of", "figure", "grade_of", "is_blank", "year_of"]

_NUMBER = re.compile(
    r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+|(?=\.\d))(\.\d+)?(?:[eE]([+-]?\d{1,3}))?\s*(.*)", re.DOTALL
)
_DAY = re.compile(
    r"(\d{4})(?:[年./-]|(?=\d{4}$))(?:(\d{1,2})(?:[月./-]|(?=\d{2}$))?)?(?:(\d{1,2})日?)?(?:底前?|前)?"
)
_YEAR = re.compile(r"(\d{4})年?度?")
_FIRST_YEAR, _LAST_YEAR = 1949, 2100
_DECEMBER = 12
_DECIMALS = 9


@dataclass
class FigureError(Exception):
    """A cell that cannot be read as its column asks."""

    code: Code
    values: dict[str, object]


def is_blank(cell: Cell) -> bool:
    """Whether a cell says that nothing is reported: empty, or a word for it."""
    return cell.blank or cell.text in words()["blanks"]


def figure(cell: Cell, unit: str, factor: float = 1.0) -> tuple[float, bool]:
    """The number in `unit`, and whether it is a bare number of a percentage column (0.85 or 85).

    `factor` converts the unit of the column's header to `unit`.

    Raises
    ------
    FigureError
        It is no number (PK311), or in another unit (PK314).

    >>> figure(Cell("1,234"), "人次"), figure(Cell("4.8万"), "人次"), figure(Cell("4.8万"), "万元")
    ((1234.0, False), (48000.0, False), (4.8, False))
    >>> figure(Cell(0.85, percent=True), "%"), figure(Cell("85％"), "%"), figure(Cell(0.85), "%")
    ((85.0, False), (85.0, False), (0.85, True))
    """
    value = cell.value
    if isinstance(value, (bool, date)):
        raise FigureError(Code.NOT_A_NUMBER, {"unit": unit})
    if isinstance(value, (int, float)):
        exact, rest = Decimal(str(value)), "%" if cell.percent else ""
        exact = exact * 100 if cell.percent else exact
    else:
        exact, rest = _read(cell.text, unit)
    if not exact.is_finite():
        raise FigureError(Code.NOT_A_NUMBER, {"unit": unit})
    return _converted(exact, rest, unit, factor)


def _converted(exact: Decimal, rest: str, unit: str, factor: float) -> tuple[float, bool]:
    if not rest:
        return _rounded(exact * Decimal(str(factor)), unit), unit == "%"
    own = unit_factor(rest, unit)
    if own is None and rest != unit:
        raise FigureError(Code.BAD_UNIT, {"unit": unit, "written": rest})
    if rest in words()["magnitudes"] and factor != 1:
        own = (own or 1) * factor * _scale(unit)  # 4.8万 below （万元）: counted in what the header counts
    return _rounded(exact * Decimal(str(1.0 if own is None else own)), unit), False


def _rounded(exact: Decimal, unit: str) -> float:
    number = round(float(exact), _DECIMALS)
    if not math.isfinite(number):
        raise FigureError(Code.NOT_A_NUMBER, {"unit": unit})
    return number


def _scale(unit: str) -> float:
    return 1 / (unit_factor("", unit) or 1.0)


def _read(text: str, unit: str) -> tuple[Decimal, str]:
    match = _NUMBER.fullmatch(text.replace(" ", ""))
    if match is None:
        raise FigureError(Code.NOT_A_NUMBER, {"unit": unit})
    sign, whole, fraction, power, rest = match.groups()
    number = Decimal(f"{sign}{(whole or '0').replace(',', '')}{fraction or ''}E{power or 0}")
    return number, rest.strip()


def grade_of(cell: Cell, variable: Variable) -> float:
    """The rank of a grade written in one of the usual ways: 二级甲等, 二甲, 5级, 五级, 5.

    Raises
    ------
    FigureError
        It is not on the variable's scale (PK313).
    """
    text = cell.text
    for written in (text, words()["grades"].get(text, ""), *_other_digits(text), f"{text}级"):
        if written in variable.grades:
            return float(variable.grades[written])
    raise FigureError(Code.BAD_GRADE, {"allowed": "、".join(variable.grades)})


def _other_digits(text: str) -> tuple[str, str]:
    han, arabic = "零一二三四五六七八九", "0123456789"
    return text.translate(str.maketrans(han, arabic)), text.translate(str.maketrans(arabic, han))


def day_of(cell: Cell, as_of: date | None = None) -> float:
    """The ordinal day of a completion date, `NOT_DONE` for 未完成; a month or year alone is its last day.

    Raises
    ------
    FigureError
        It is no date (PK312), or later than `as_of` and so not completed (PK331).
    """
    if cell.text in ("未完成", "否", "无", "未建成", "未实现", "在建"):
        return NOT_DONE
    day = cell.value.date() if isinstance(cell.value, datetime) else cell.value
    if not isinstance(day, date):
        day = _day(cell.text)
    if day is None:
        raise FigureError(Code.BAD_DAY, {})
    if as_of is not None and day > as_of:
        raise FigureError(Code.FUTURE_DAY, {"day": day.isoformat(), "as_of": as_of.isoformat()})
    return float(day.toordinal())


def _day(text: str) -> date | None:
    match = _DAY.fullmatch(plain(text).replace(" ", "").removesuffix("00:00:00"))
    if match is None:
        return None
    year, month = int(match[1]), int(match[2] or _DECEMBER)
    try:
        return date(year, month, int(match[3] or calendar.monthrange(year, month)[1]))
    except ValueError:
        return None


def year_of(cell: Cell) -> int:
    """The year of a row: 2025, 2025年, 2025年度, or the year of a date.

    Raises
    ------
    FigureError
        It is no year (PK324).
    """
    if isinstance(cell.value, date):
        return cell.value.year
    match = _YEAR.fullmatch(cell.text)
    if match is None or not _FIRST_YEAR <= int(match[1]) <= _LAST_YEAR:
        raise FigureError(Code.BAD_YEAR, {})
    return int(match[1])
