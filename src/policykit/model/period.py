"""报告期: of which months figures are: a year, a half-year, a quarter, the first nine months, a month."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from policykit.base.resources import load

__all__ = ["Period"]

_YEAR, _HALF, _QUARTER = 12, 6, 3


@dataclass(frozen=True, slots=True)
class Period:
    """报告期, from the first of one month to the end of another of the same year.

    >>> Period.read("2026年1—9月"), Period.read("三季度"), Period.read("2026")
    (Period(year=2026, first=1, last=9), Period(year=None, first=7, last=9), Period(year=2026, first=1, last=12))
    >>> Period.read("2026H1").label, Period.read("2026-05").label, Period.read("2026年度").label
    ('2026年上半年', '2026年5月', '2026年')
    """

    year: int | None
    """`None` where only the months are named."""
    first: int = 1
    last: int = _YEAR

    @classmethod
    def read(cls, text: str) -> Period | None:
        """The period that is written: 2026, 2026年, 2026H1, 2026Q3, 2026-05, 2026年上半年, 三季度, 1—9月, 5月.

        `None` for anything else.
        """
        folded = "".join(unicodedata.normalize("NFKC", text).split()).upper()
        match = _year().fullmatch(folded)
        if match is None or not (match["year"] or match["part"]):
            return None
        months = _months(match["part"])
        return None if months is None else cls(int(match["year"]) if match["year"] else None, *months)

    @classmethod
    def within(cls, text: str) -> Period | None:
        """The first period with a year that stands anywhere in a text, as in a title.

        >>> Period.within("深化医药卫生体制改革2023年下半年重点工作任务")
        Period(year=2023, first=7, last=12)
        """
        found = re.search(rf"(?P<year>\d{{4}})年度?(?P<part>{'|'.join(_words()['parts'])})?", text)
        if found is None:
            return None
        return cls(int(found["year"]), *(_months(found["part"] or "") or (1, _YEAR)))

    @property
    def months(self) -> int:
        """How many months it has."""
        return self.last - self.first + 1

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
    def label(self) -> str:
        """As staff write it: 2026年上半年, 三季度, 2026年1—9月."""
        words = _words()
        named = {tuple(months): word for word, months in words["names"].items()}
        whole = words["months"].format(first=self.first, last=self.last)
        part = words["month"].format(month=self.last) if self.first == self.last else whole
        part = named.get((self.first, self.last), part)
        return str(part if self.year is None else words["year"].format(year=self.year, part=part))


@cache
def _year() -> re.Pattern[str]:
    return re.compile(r"(?:(?P<year>(?:19|20)\d\d)(?:年度?)?)?(?P<part>.*)")


def _months(part: str) -> tuple[int, int] | None:
    """First and last month of what stands behind the year."""
    words = _words()
    if not part or part in words["parts"]:
        first, last = words["parts"].get(part, (1, _YEAR))
        return first, last
    match = re.fullmatch(words["pattern"], part)
    if match is None:
        return None
    last = int(match["last"] or match["only"])
    first = int(match["first"] or last)
    return (first, last) if 1 <= first <= last <= _YEAR else None


def _words() -> dict[str, Any]:
    wording: dict[str, Any] = load("requirements")["periods"]
    return wording
