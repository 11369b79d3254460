"""Reading: what someone wrote → the number to compute with: 1,234 · 4.8万 · 85% · ８５ · 二甲 · 2025年底 · 未完成.

The one reader of values: a single check, the cells of a workbook and the columns of a frame go through it. Its
patterns and words stand in `data/observations.yml`, from which the browser reads alike.
"""

from __future__ import annotations

import calendar
import math
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from numbers import Real
from typing import Any, Protocol

from policykit.base.diagnostics import Code
from policykit.base.resources import load
from policykit.model.numeral import Numeral, read_numeral
from policykit.model.quantity import Exact

__all__ = [
    "FIRST_DAY",
    "LAST_DAY",
    "NOT_DONE",
    "Measured",
    "Unreadable",
    "expected",
    "is_blank",
    "plain",
    "read_day",
    "read_figure",
    "read_grade",
    "read_value",
    "read_year",
    "unit_factor",
    "words",
]

NOT_DONE = math.inf
"""The completion date, as a number, of a thing that is reported as not completed (未完成)."""

_DECEMBER = 12
_PERCENT = "%"
_REMEMBERED = 64
"""Texts so long are read once and remembered: heads, words and figures; others would fill the memory."""

FIRST_DAY, LAST_DAY = date(1900, 1, 1).toordinal(), date(2100, 12, 31).toordinal()
"""A number is taken for a day only between these: 2025 as a number is a year, and no day at all."""


class Measured(Protocol):
    """What a value is read as: a variable or an indicator."""

    @property
    def unit(self) -> str:
        """The unit of its figures."""

    @property
    def grades(self) -> Mapping[str, float]:
        """Its scale (name → rank), empty unless it is graded."""

    @property
    def is_date(self) -> bool:
        """Whether it is a completion date."""


class Unreadable(ValueError):  # noqa: N818 - it is what the value is
    """A written value that is not what its column asks: the code of the diagnostic, and what fills it in."""

    def __init__(self, code: Code, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(code.value)


def words() -> dict[str, Any]:
    """The contents of `data/observations.yml`."""
    return load("observations")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(words()["reading"][name])


def plain(value: object) -> str:
    """A cell as text: full-width characters narrow, no spaces around. Footnote marks and exponents are no digits.

    >>> plain(" １，２３４ "), plain(341021.0), plain(None), plain("83①")
    ('1,234', '341021', '', '83①')
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value)
    return _plain(text) if len(text) <= _REMEMBERED else _plain.__wrapped__(text)


@lru_cache(maxsize=2**14)
def _plain(text: str) -> str:
    if not text.isascii():
        text = _pattern("foldable").sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return text.strip("\ufeff\u200b \t\r\n").removeprefix("'").strip()


def is_blank(value: object) -> bool:
    """Whether a value says that nothing is reported: none, empty, not a number, or a word for it.

    >>> is_blank(None), is_blank(float("nan")), is_blank("暂无"), is_blank(0)
    (True, True, True, False)
    """
    if not isinstance(value, str):
        return value is None or str(value) in {"nan", "NaT", "<NA>"}
    text = plain(value)
    return not text or text in words()["blanks"]


def read_value(value: object, meaning: Measured) -> float | None:
    """The number that a value of a call or a frame stands for; `None` when nothing is reported.

    A number is what it says: a figure in the unit, the rank of a grade, the ordinal day of a date (`NOT_DONE`
    for 未完成). Text is read as a cell's.

    Raises
    ------
    Unreadable
        It is no number (PK311), in another unit (PK314), no date (PK312), or no grade of the scale (PK313).
    """
    if is_blank(value):
        return None
    is_number = isinstance(value, (Real, Decimal)) and not isinstance(value, bool)
    number = _float(value) if is_number else None
    if meaning.is_date:
        return read_day(value) if number is None else _ordinal(number)
    if meaning.grades:
        return read_grade(value, meaning.grades) if number is None else _rank(number, meaning.grades)
    if number is None:
        return read_figure(value, meaning.unit)[0]
    if math.isinf(number):
        raise Unreadable(Code.NOT_A_NUMBER, unit=meaning.unit)
    return number


def _float(value: Any) -> float:  # noqa: ANN401 - a number of any kind
    """A number as a float; of a whole number beyond all of those, infinity."""
    try:
        return float(value)
    except OverflowError:
        return math.inf


def _ordinal(number: float) -> float:
    if number != NOT_DONE and not (number.is_integer() and FIRST_DAY <= number <= LAST_DAY):
        raise Unreadable(Code.BAD_DAY)
    return number


def _rank(number: float, grades: Mapping[str, float]) -> float:
    if number not in grades.values():
        raise Unreadable(Code.BAD_GRADE, allowed="、".join(grades))
    return number


def read_figure(
    value: object, unit: str, factor: float = 1.0, *, percent: bool = False
) -> tuple[float, bool]:
    """The number in `unit`, and whether it is a bare number of a percentage column (0.85 or 85).

    Parameters
    ----------
    value
        A number or text, as a cell holds it.
    unit
        The unit of the variable.
    factor
        Converts the unit of the column's header to `unit`.
    percent
        Whether the cell is shown as a percentage: 0.85 is 85 then.

    Raises
    ------
    Unreadable
        It is no number (PK311), or in another unit (PK314).

    >>> read_figure("1,234", "人次"), read_figure("4.8万", "人次"), read_figure("三点五亿元", "万元")
    ((1234.0, False), (48000.0, False), (35000.0, False))
    >>> read_figure(0.85, "%", percent=True), read_figure("85％", "%"), read_figure(0.85, "%")
    ((85.0, False), (85.0, False), (0.85, True))
    """
    if isinstance(value, (bool, date)):
        raise Unreadable(Code.NOT_A_NUMBER, unit=unit)
    if isinstance(value, (int, float)):
        if not math.isfinite(_float(value)):
            raise Unreadable(Code.NOT_A_NUMBER, unit=unit)
        exact, rest = Decimal(str(value)), _PERCENT if percent else ""
        return _converted(exact * 100 if percent else exact, rest, unit, factor)
    return _parsed(plain(value), unit, factor)


def _parsed(text: str, unit: str, factor: float) -> tuple[float, bool]:
    """A written figure: a sign, a number that is whole and no range, and its unit."""
    text = _pattern("spaces").sub("", text)
    sign = _pattern("sign").match(text)
    start = sign.end() if sign is not None else 0
    found = _pattern("exported").match(text, start)
    if found is not None:
        numeral: Numeral | None = Numeral(found.end(), Decimal(found[0]))
    else:
        own = _unit_words(unit)
        numeral = read_numeral(text, start, unit=lambda text, at: _length(text, at, own))
    if numeral is None or numeral.value2 is not None or numeral.surplus or numeral.loose:
        raise Unreadable(Code.NOT_A_NUMBER, unit=unit)
    rest = text[numeral.end :].strip()
    if numeral.fraction and unit != _PERCENT and "/" in text:
        raise Unreadable(Code.SEVERAL_NUMBERS, unit=unit)
    if numeral.unit and (rest or (numeral.fraction and unit != _PERCENT)):
        raise Unreadable(Code.NOT_A_NUMBER, unit=unit)
    exact = _decimal(numeral.value)
    exact = exact if sign is None or sign[0] == "+" else -exact
    if numeral.scaled and not rest and factor == 1:
        # 4.8万 below 医药费用（万元）: 4.8万元. Below another header they are 4.8万 of what it counts.
        return _rounded(exact * Decimal(str(unit_factor("", unit) or 1.0)), unit), False
    number, is_bare = _converted(exact, rest or numeral.unit, unit, factor)
    return number, is_bare and not numeral.scaled


def _unit_words(unit: str) -> tuple[str, ...]:
    """A unit and its like: 千 of 千克 is no magnitude of the number before it."""
    return unit, *(word for group in words()["same_units"] if unit in group for word in group)


def _length(text: str, at: int, units: tuple[str, ...]) -> int:
    return max((len(word) for word in units if word and text.startswith(word, at)), default=0)


def _decimal(value: Exact) -> Decimal:
    return Decimal(value.numerator) / value.denominator if isinstance(value, Fraction) else value


def _converted(exact: Decimal, rest: str, unit: str, factor: float) -> tuple[float, bool]:
    if not rest:
        return _rounded(exact * Decimal(str(factor)), unit), unit == _PERCENT and factor == 1
    own = unit_factor(rest, unit)
    if own is None and rest != unit:
        if _pattern("several").fullmatch(rest) and not _is_listed(rest):
            raise Unreadable(Code.SEVERAL_NUMBERS, unit=unit)
        if _pattern("vague").fullmatch(rest):
            raise Unreadable(Code.NOT_A_NUMBER, unit=unit)
        raise Unreadable(Code.BAD_UNIT, unit=unit, written=rest)
    return _rounded(exact * Decimal(str(1.0 if own is None else own)), unit), False


def _is_listed(unit: str) -> bool:
    """Whether it is a unit for all its digits: /10万."""
    return any(unit in group for group in words()["same_units"])


def _rounded(exact: Decimal, unit: str) -> float:
    number = round(float(exact), int(words()["reading"]["decimals"]))
    if not math.isfinite(number):
        raise Unreadable(Code.NOT_A_NUMBER, unit=unit)
    return number


@lru_cache(maxsize=2**12)
def unit_factor(written: str, unit: str) -> float | None:
    """By how much to multiply a figure in the unit `written` to have it in `unit`; `None` if they differ in kind.

    >>> unit_factor("万人次", "人次"), unit_factor("元", "万元"), unit_factor("名", "人"), unit_factor("元", "人")
    (10000.0, 0.0001, 1.0, None)
    >>> unit_factor("‰", "%"), unit_factor("%", "‰")
    (0.1, 10.0)
    """
    (given, base), (wanted, own) = _magnitude(plain(written)), _magnitude(plain(unit))
    if not base or base == own or any({base, own} <= set(group) for group in words()["same_units"]):
        return given / wanted
    of, wanted_of = _ratio(base), _ratio(own)
    return None if of is None or wanted_of is None else given * wanted_of / (wanted * of)


def _ratio(unit: str) -> int | None:
    """Of how many a share counts the parts: 100 of 百分比, 1000 of ‰."""
    ratios: dict[str, int] = words()["ratios"]
    group = next((group for group in words()["same_units"] if unit in group), [unit])
    return next((ratios[one] for one in group if one in ratios), None)


def _magnitude(unit: str) -> tuple[float, str]:
    """A unit's leading 万, 千万, 亿 as a factor, and the rest."""
    for mark, factor in sorted(words()["magnitudes"].items(), key=lambda pair: -len(pair[0])):
        if unit.startswith(mark):
            return float(factor), unit[len(mark) :]
    return 1.0, unit


def read_grade(value: object, grades: Mapping[str, float]) -> float:
    """The rank of a grade written in one of the usual ways: 二级甲等, 二甲, 5级, 五级, 5.

    Raises
    ------
    Unreadable
        It is not on the scale (PK313).

    >>> read_grade("二甲", {"二级": 2, "二级甲等": 2.2}), read_grade("五级", {"5级": 5})
    (2.2, 5.0)
    """
    text, (han, arabic) = plain(value), words()["reading"]["digits"]
    if text in grades:
        return float(grades[text])
    others = (
        text.translate(str.maketrans(han, arabic)),
        text.translate(str.maketrans(arabic, han)),
        f"{text}{words()['reading']['grade']}",
    )
    for written in (words()["grades"].get(text, ""), *others):
        if written in grades:
            return float(grades[written])
    raise Unreadable(Code.BAD_GRADE, allowed="、".join(grades))


def read_day(value: object, as_of: date | None = None) -> float:
    """The ordinal day of a completion date, `NOT_DONE` for 未完成; a month or year alone is its last day.

    Raises
    ------
    Unreadable
        It is no date (PK312), or later than `as_of` and so not completed (PK331).

    >>> date.fromordinal(int(read_day("2025年6月"))).isoformat(), read_day("在建")
    ('2025-06-30', inf)
    """
    text = plain(value)
    if text in words()["reading"]["undone"]:
        return NOT_DONE
    day = value.date() if isinstance(value, datetime) else value if isinstance(value, date) else _day(text)
    if day is None:
        raise Unreadable(Code.BAD_DAY)
    if as_of is not None and day > as_of:
        raise Unreadable(Code.FUTURE_DAY, day=day.isoformat(), as_of=as_of.isoformat())
    return float(day.toordinal())


def _day(text: str) -> date | None:
    match = _pattern("day").fullmatch(_in_digits(text.replace(" ", "").removesuffix("00:00:00")))
    if match is None:
        return None
    year, month = int(match[1]), int(match[2] or _DECEMBER)
    try:
        return date(year, month, int(match[3] or calendar.monthrange(year, month)[1]))
    except ValueError:
        return None


def _in_digits(text: str) -> str:
    """A year or day in Chinese numerals in Arabic ones; anything else as it is."""
    if _pattern("han_day").fullmatch(text) is None:
        return text
    han, arabic = words()["reading"]["digits"]
    text = _pattern("han_ten").sub(lambda ten: f"{ten[1] or han[1]}{ten[2] or han[0]}", text)
    return text.translate(str.maketrans(f"{han}〇○", f"{arabic}00"))


def read_year(value: object) -> int:
    """The year of a row: 2025, 2025.0, 2025年, 2025年度, or the year of a date.

    Raises
    ------
    Unreadable
        It is no year (PK324).
    """
    if isinstance(value, date):
        return value.year
    match, (first, last) = _pattern("year").fullmatch(_in_digits(plain(value))), words()["reading"]["years"]
    if match is None or not first <= int(match[1]) <= last:
        raise Unreadable(Code.BAD_YEAR)
    return int(match[1])


def expected(error: Unreadable) -> str:
    """What should have been written, in Chinese, in a few words."""
    wording: str = words()["expected"][error.code.value]
    return wording.format_map(error.values)
