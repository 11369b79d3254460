"""报告期: of which months figures are: a year, a half-year, a quarter, the first nine months, a month."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache, total_ordering
from typing import Any

from policykit.base.resources import load

__all__ = ["Period"]

_YEAR, _HALF, _QUARTER, _MONTH = 12, 6, 3, 1
_LONGEST = 12
"""So many characters behind a year in a title may belong to its period."""


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """报告期, from the first of one month to the end of another of the same year.

    Months that are added up from January (1—9月) are a period of their own, and no quarter; 1—6月 is the half-year,
    1—3月 the first quarter. Periods are ordered by their last day, of those that end together the shorter first.

    >>> Period.read("2026年1—9月"), Period.read("三季度"), Period.read("202603")
    (Period(year=2026, first=1, last=9), Period(year=None, first=7, last=9), Period(year=2026, first=3, last=3))
    >>> Period.read("2026H1").label, Period.read("2026-Q1").label, Period.read("2026年度").label
    ('2026年上半年', '2026年第一季度', '2026年')
    >>> Period(2026, 1, 3).before, Period(2026, 4, 6) in Period(2026, 1, 9)
    (Period(year=2025, first=10, last=12), True)
    """

    year: int | None
    """`None` where only the months are named."""
    first: int = 1
    last: int = _YEAR

    @classmethod
    def read(cls, text: str, column: str = "") -> Period | None:
        """The period that is written: 2026, 2026年度, 2026H1, 2026Q3, 2026-05, 2026年上半年, 三季度, 1—9月, 5月.

        `None` for anything else. In a `column` that says so a bare number is a quarter or a month.

        >>> Period.read("3", "季度"), Period.read("3", "月份"), Period.read("3")
        (Period(year=None, first=7, last=9), Period(year=None, first=3, last=3), None)
        """
        return _read(text, column)

    @classmethod
    def within(cls, text: str) -> Period | None:
        """The first period with a year that stands anywhere in a text, as in a title.

        >>> Period.within("深化医药卫生体制改革2023年下半年重点工作任务"), Period.within("2026年第一季度报表")
        (Period(year=2023, first=7, last=12), Period(year=2026, first=1, last=3))
        """
        found = re.search(r"(?:19|20)\d{2}年", text)
        if found is None:
            return None
        for end in range(min(len(text), found.end() + _LONGEST), found.end() - 1, -1):
            period = cls.read(text[found.start() : end])
            if period is not None and not re.match(r"\d|日", text[end:]):
                return period
        return cls(int(found[0][:4]))

    @property
    def months(self) -> int:
        """How many months it has."""
        return self.last - self.first + 1

    @property
    def is_regular(self) -> bool:
        """Whether it is a year, a half-year, a quarter or a month, and no other months added up."""
        return self.months in (_YEAR, _HALF, _QUARTER, _MONTH) and (self.first - 1) % self.months == 0

    @property
    def before(self) -> Period | None:
        """上期: the regular period that ends where this one begins; `None` for months added up, and without a year."""
        if not self.is_regular or self.year is None:
            return None
        first = self.first - self.months
        year, first = (self.year, first) if first > 0 else (self.year - 1, first + _YEAR)
        return Period(year, first, first + self.months - 1)

    @property
    def year_before(self) -> Period:
        """上年同期: the same months a year before."""
        return self if self.year is None else replace(self, year=self.year - 1)

    @property
    def begin(self) -> date | None:
        """Its first day."""
        return None if self.year is None else date(self.year, self.first, 1)

    @property
    def end(self) -> date | None:
        """Its last day."""
        if self.year is None:
            return None
        return date(self.year, self.last, calendar.monthrange(self.year, self.last)[1])

    @property
    def part(self) -> str:
        """Its months as staff write them, without the year: 上半年, 第三季度, 1—9月, 全年."""
        words = _words()
        named = {tuple(months): word for word, months in words["names"].items()}
        whole = words["months"].format(first=self.first, last=self.last)
        part = words["month"].format(month=self.last) if self.first == self.last else whole
        return str(named.get((self.first, self.last), part))

    @property
    def label(self) -> str:
        """As staff write it: 2026年, 2026年上半年, 第三季度, 2026年1—9月."""
        if self.year is None:
            return self.part
        form = _words()["whole" if self.months == _YEAR else "part"]
        return str(form.format(year=self.year, part=self.part))

    def __contains__(self, other: Period) -> bool:
        """Whether all months of another lie in it; of months without a year only in such."""
        return self.year == other.year and self.first <= other.first and other.last <= self.last

    def __lt__(self, other: Period) -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[int, int, int]:
        return self.year or 0, self.last, self.months


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    words = _words()
    own = words["own"].replace("{year}", words["year"])
    named = {"own": own, "year": words["year"], "number": words["number"], "to": words["to"]}
    forms = []
    for form in words["forms"]:
        for name, pattern in named.items():
            form = form.replace(f"{{{name}}}", pattern)  # noqa: PLW2901 - braces of counts stay as they are
        forms.append(re.compile(form))
    return tuple(forms)


@lru_cache(maxsize=16384)
def _read(text: str, column: str) -> Period | None:
    words = _words()
    folded = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    if (unit := words["columns"].get(column)) and (bare := re.fullmatch(words["bare"], folded)):
        folded = f"{bare[1] or bare[0]}{unit}"
    found = next(filter(None, (form.fullmatch(folded) for form in _forms())), None)
    return None if found is None else _period(found.groupdict())


def _period(written: dict[str, str | None]) -> Period | None:
    """What the groups of a form say; `None` where there are no such months."""
    year = written.get("year")
    of = None if year is None else int("".join(str(_number(digit)) for digit in year))
    if (half := written.get("half")) is not None:
        return Period(of, 1 + _HALF * (_number(half) - 1), _HALF * _number(half))
    for name, length in (("quarter", _QUARTER), ("month", _MONTH)):
        if (end := written.get(name)) is None:
            continue
        last, begin = _number(end), written.get(f"from_{name}")
        first = _number(begin) if begin else 1 if written.get("upto") is not None else last
        is_real = 1 <= first <= last <= _YEAR // length
        return Period(of, length * (first - 1) + 1, length * last) if is_real else None
    return Period(of)


def _number(written: str) -> int:
    digits: dict[str, int] = _words()["digits"]
    return digits[written] if written in digits else int(written)


def _words() -> dict[str, Any]:
    wording: dict[str, Any] = load("requirements")["periods"]
    return wording
