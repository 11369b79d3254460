"""Dates and periods: 2024年6月底前, 到2025年, 2023—2025年, 年底前, “十四五”末, 自2024年起.

A date's `due` is the last day of the period that it names: 2025年 is 2025-12-31, 6月底 is 06-30. 前 after
a period keeps that last day (2030年前 is read as: by the end of 2030), which is the project's own reading.
Months without a year take the year named before them, else the reference year; words like 年底前 always
take the reference year.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import cache

from policykit.model import Comparator, Hint, QuantityKind
from policykit.text.quantities.datehints import date_hint
from policykit.text.quantities.draft import Draft, Reading
from policykit.text.quantities.tables import alternatives, tables

__all__ = ["read_dates"]

_YEAR = r"(?<![0-9.])(?P<year>(?:19|20)[0-9]{2}|[一二][〇○零一二三四五六七八九]{3})"
_SECOND = (
    r"(?:年?(?:-{1,2}|[—–~至到]{1,2})"
    r"(?P<last>(?:19|20)[0-9]{2}|二[〇○零一二三四五六七八九]{3}))?"
)
_NUMERIC = (
    r"(?<![0-9.-])(?P<year>(?:19|20)[0-9]{2})(?P<last>)(?P<mark>[-./])(?P<month>1[0-2]|0?[1-9])(?P=mark)"
    r"(?P<day>3[01]|[12][0-9]|0?[1-9])(?![0-9.-])"
)
_MONTH = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月"
_DAY = r"(?P<day>3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]"
_CHINESE = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0"}
_MONTH_NAMES = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}


@cache
def _grammar() -> dict[str, re.Pattern[str]]:
    """The date patterns, put together from the tables."""
    table = tables().at("dates")
    parts = alternatives(table["parts"])
    month_parts = alternatives(table["month_parts"])
    month = f"{_MONTH}(?:{_DAY}|(?P<month_part>{month_parts}))?"
    plans = alternatives(table["plans"])
    return {
        "full": re.compile(
            f"{_YEAR}{_SECOND}年(?:{month}|(?P<part>{parts})(?![{''.join(table['part_not_before'])}]))?"
        ),
        "numeric": re.compile(_NUMERIC),
        "month": re.compile(f"(?<![0-9.个每])(?:(?:今年|本年|当年)(?P<marked>))?{month}"),
        "day": re.compile(f"(?<=[每当次本下]月){_DAY}(?=前|之前|以前|底前)"),
        "relative": re.compile(alternatives(table["relative"])),
        "plan": re.compile(f'[“"]?(?P<plan>{plans})[”"]?(?P<plan_end>{alternatives(table["plan_ends"])})?'),
        "lead": re.compile(f"(?:{alternatives(table['leads'])})$"),
        "before": re.compile(alternatives(table["before"])),
        "start": re.compile(alternatives(table["start"])),
        "since": re.compile(alternatives(table["since"])),
    }


def read_dates(reading: Reading) -> None:
    """Add every date and period."""
    grammar, text = _grammar(), reading.text
    found: list[tuple[int, int, str, re.Match[str]]] = [
        (match.start(), match.end(), name, match)
        for name in ("full", "numeric", "plan", "relative", "month", "day")
        for match in grammar[name].finditer(text)
    ]
    year = reading.year
    done = 0
    for start, end, name, match in sorted(found, key=lambda item: (item[0], -item[1])):
        if start < done or not reading.is_free(start, end):
            continue
        draft = _draft(reading, name, match, year)
        if draft is None:
            continue
        reading.add(draft)
        done = draft.end
        if draft.due is not None and draft.hint is None and name == "full":
            year = draft.due.year
        elif name == "plan" or "\n" in text[done : done + 1]:
            year = reading.year


def _draft(reading: Reading, name: str, match: re.Match[str], year: int | None) -> Draft | None:
    """The date at a match, with the words around it that belong to it."""
    if name == "relative" and not _is_relative(reading.text, match):
        return None
    recurs = name == "day" or (name == "month" and reading.text.startswith("每年", match.start() - 2))
    if name == "relative" and match.group() not in tables().at("dates", "parts_of_year"):
        year = reading.year
    due = None if recurs else _last_day(name, match, year)
    if name == "month" and not _is_month_date(reading.text, match):
        return None
    if name in {"full", "numeric", "month"} and due is None and year is not None and not recurs:
        return None
    draft = Draft(QuantityKind.DATE, *match.span(), comparator=Comparator.BY_DATE, due=due)
    _extend(reading.text, draft, name, match)
    draft.hint = draft.hint or date_hint(reading, draft, name, match)
    return draft


def _last_day(name: str, match: re.Match[str], year: int | None) -> date | None:
    table, groups = tables().at("dates"), match.groupdict()
    if name == "plan":
        return date(table["plans"][groups["plan"]], 12, 31)
    if name == "relative":
        month, day, later = table["relative"][match.group()]
        return None if year is None else date(year + later, month, day)
    if name in {"full", "numeric"}:
        year = _year(groups["last"] or groups["year"])
    if year is None:
        return None
    if groups.get("month"):
        return _month_end(year, groups)
    month, day = table["parts"].get(groups.get("part"), (12, 31))
    return date(year, month, day)


def _year(digits: str) -> int:
    return int("".join(_CHINESE.get(char, char) for char in digits))


def _month_end(year: int, groups: dict[str, str | None]) -> date | None:
    written = groups["month"] or ""
    month = _MONTHS.get(written) or int(written)
    last = calendar.monthrange(year, month)[1]
    if groups["day"]:
        day = _day(groups["day"])
        return date(year, month, day) if 1 <= day <= last else None
    day = tables().at("dates", "month_parts").get(groups["month_part"], 0) or last
    return date(year, month, day)


def _day(written: str) -> int:
    if written.isdigit():
        return int(written)
    tens, _, ones = written.rpartition("十")
    if "十" not in written:
        return int(_CHINESE[written])
    return (int(_CHINESE[tens]) if tens else 1) * 10 + (int(_CHINESE[ones]) if ones else 0)


def _is_month_date(text: str, match: re.Match[str]) -> bool:
    """6月 alone is a date only with a day, 底, 前 or the like: 三月 may be a name, 6月龄 an age."""
    groups, end = match.groupdict(), match.end()
    if groups["marked"] is not None or groups["day"] or groups["month_part"]:
        return not (text.startswith("内", end - 1) and not groups["marked"])
    grammar = _grammar()
    return bool(grammar["before"].match(text, end)) or text.startswith("起", end)


def _is_relative(text: str, match: re.Match[str]) -> bool:
    """三年内 is a duration, 上年末 part of 上年末余额; 年内 after a digit is no date."""
    start, word = match.start(), match.group()
    before = text[start - 1 : start]
    table = tables().at("dates")
    counted = before.isdigit() or before in table["relative_not_after"]
    if counted and word[0] in table["relative_counted"]:
        return False
    return not tables().words("dates", "relative_except").at(text, start)


def _extend(text: str, draft: Draft, name: str, match: re.Match[str]) -> None:
    """Take in 到, 自, 前, 起 around the date."""
    grammar = _grammar()
    lead = grammar["lead"].search(text, max(0, draft.start - 3), draft.start)
    before = grammar["before"].match(text, draft.end)
    start_word = grammar["start"].match(text, draft.end)
    since = grammar["since"].match(text, draft.end)
    draft.figure = (draft.start, draft.end)
    if lead is not None and lead.group() not in tables().at("dates", "leads_outside"):
        draft.start = lead.start()
    from_day = lead is not None and lead.group() in tables().at("dates", "start_leads")
    if since is not None:
        draft.end, draft.hint = since.end(), Hint.FACT
    elif before is not None:
        draft.end = before.end()
    elif start_word is not None and (from_day or start_word.group() in tables().at("dates", "start_alone")):
        draft.end, from_day = start_word.end(), True
    if from_day and before is None and draft.due is not None:
        draft.since, draft.due = _first_day(name, match, draft.due), None


def _first_day(name: str, match: re.Match[str], last: date) -> date:
    groups = match.groupdict() if name in {"full", "month"} else {}
    if groups.get("day"):
        return last
    if groups.get("month"):
        return last.replace(day=1)
    return date(_year(groups["year"]) if groups.get("year") else last.year, 1, 1)
