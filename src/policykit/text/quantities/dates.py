"""Dates and periods: 2024年6月底前, 到2025年, 2023—2025年, 年底前, “十四五”末, 自2024年起.

A date's `due` is the last day of the period that it names: 2025年 is 2025-12-31, 6月底 is 06-30. 前 after
a period keeps that last day (2030年前 is read as: by the end of 2030), which is the project's own reading.
Months without a year take the year named before them in their paragraph, else, and after a plan (“十四五”), the
reference year; words like 年底前 always take the reference year. A hint says why a date is no deadline: it is
an act's, a baseline, part of a name, or past.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import cache

from policykit.model import Comparator, Hint, QuantityKind
from policykit.text.quantities.numerals import integer
from policykit.text.quantities.parse import Candidate, Parse, opens_paragraph
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
        "act": re.compile(alternatives(table["acts"])),
        "act_later": re.compile(rf"[一-鿿]{{0,12}}?(?:{alternatives(table['acts'])})"),
        "name": re.compile(alternatives(table["names"])),
        "baseline_before": re.compile(f"(?:{alternatives(table['baseline_before'])})$"),
        "baseline_after": re.compile(alternatives(table["baseline_after"])),
        "plan_name": re.compile(rf"[一-鿿]{{0,6}}?(?:{alternatives(table['plan_names'])})"),
    }


def read_dates(parse: Parse) -> None:
    """Add every date and period."""
    grammar, text = _grammar(), parse.text
    found: list[tuple[int, int, str, re.Match[str]]] = [
        (match.start(), match.end(), name, match)
        for name in ("full", "numeric", "plan", "relative", "month", "day")
        for match in grammar[name].finditer(text)
    ]
    year = parse.year
    done = scanned = 0
    for start, end, name, match in sorted(found, key=lambda item: (item[0], -item[1])):
        if start < done or not parse.is_free(start, end):
            continue
        if opens_paragraph(text, scanned, start):
            year = parse.year
        scanned = start
        candidate = _candidate(parse, name, match, year)
        if candidate is None:
            continue
        parse.add(candidate)
        done = candidate.end
        if candidate.due is not None and candidate.hint is None and name == "full":
            year = candidate.due.year
        elif name == "plan":
            year = parse.year


def _candidate(parse: Parse, name: str, match: re.Match[str], year: int | None) -> Candidate | None:
    """The date at a match, with the words around it that belong to it."""
    if name == "relative" and not _is_relative(parse.text, match):
        return None
    recurs = name == "day" or (name == "month" and parse.text.endswith("每年", 0, match.start()))
    if name == "relative" and match.group() not in tables().at("dates", "parts_of_year"):
        year = parse.year
    due = None if recurs else _last_day(name, match, year)
    if name == "month" and not _is_month_date(parse.text, match):
        return None
    if name in {"full", "numeric", "month"} and due is None and year is not None and not recurs:
        return None
    candidate = Candidate(QuantityKind.DATE, *match.span(), comparator=Comparator.BY_DATE, due=due)
    _extend(parse.text, candidate, name, match)
    candidate.hint = candidate.hint or _date_hint(parse, candidate, name, match)
    return candidate


def _last_day(name: str, match: re.Match[str], year: int | None) -> date | None:
    table, groups = tables().at("dates"), match.groupdict()
    if name == "plan":
        return date(table["plans"][groups["plan"]], 12, 31)
    if name == "relative":
        month, day, later = table["relative"][match.group()]
        return None if year is None else date(year + later, month, day)
    if name in {"full", "numeric"}:
        year = _number(groups["last"] or groups["year"])
    if year is None:
        return None
    if groups.get("month"):
        return _month_end(year, groups)
    month, day = table["parts"].get(groups.get("part"), (12, 31))
    return date(year, month, day)


def _month_end(year: int, groups: dict[str, str | None]) -> date | None:
    month = _number(groups["month"])
    last = calendar.monthrange(year, month)[1]
    if groups["day"]:
        day = _number(groups["day"])
        return date(year, month, day) if 1 <= day <= last else None
    day = tables().at("dates", "month_parts").get(groups["month_part"], 0) or last
    return date(year, month, day)


def _number(written: str | None) -> int:
    """The value of a year, month or day that the grammar matched; its patterns take numerals only."""
    return integer(written or "") or 0


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


def _extend(text: str, candidate: Candidate, name: str, match: re.Match[str]) -> None:
    """Take in 到, 自, 前, 起 around the date."""
    grammar = _grammar()
    lead = grammar["lead"].search(text, max(0, candidate.start - 3), candidate.start)
    before = grammar["before"].match(text, candidate.end)
    start_word = grammar["start"].match(text, candidate.end)
    since = grammar["since"].match(text, candidate.end)
    candidate.figure = (candidate.start, candidate.end)
    if lead is not None and lead.group() not in tables().at("dates", "leads_outside"):
        candidate.start = lead.start()
    from_day = lead is not None and lead.group() in tables().at("dates", "start_leads")
    if since is not None:
        candidate.end, candidate.hint = since.end(), Hint.FACT
    elif before is not None:
        candidate.end = before.end()
    elif start_word is not None and (from_day or start_word.group() in tables().at("dates", "start_alone")):
        candidate.end, from_day = start_word.end(), True
    if from_day and before is None and candidate.due is not None:
        candidate.since, candidate.due = _first_day(name, match, candidate.due), None


def _first_day(name: str, match: re.Match[str], last: date) -> date:
    groups = match.groupdict() if name in {"full", "month"} else {}
    if groups.get("day"):
        return last
    if groups.get("month"):
        return last.replace(day=1)
    return date(_number(groups["year"]) if groups.get("year") else last.year, 1, 1)


def _date_hint(parse: Parse, candidate: Candidate, name: str, match: re.Match[str]) -> Hint | None:
    """The hint of a date that the rule `name` matched, or `None` for a deadline.

    `candidate.figure` is the date alone, without 到, 自, 前 and 起.
    """
    grammar, text = _grammar(), parse.text
    start, end = candidate.figure or (candidate.start, candidate.end)
    if (name == "plan" and _names_plan(text, match)) or grammar["name"].match(text, end):
        return Hint.NAME
    if grammar["baseline_before"].search(text, max(0, start - 3), start) or grammar["baseline_after"].match(
        text, end
    ):
        return Hint.BASELINE
    if name == "numeric" or _dates_act(parse, candidate, match):
        return Hint.ACT_DATE
    return Hint.FACT if _is_past(parse, candidate, match) else None


def _names_plan(text: str, match: re.Match[str]) -> bool:
    """“十四五”规划 is a name; so is a bare 十四五 without quotation marks or a word of time."""
    if match.group("plan_end"):
        return False
    return bool(_grammar()["plan_name"].match(text, match.end())) or match.group() == match.group("plan")


def _dates_act(parse: Parse, candidate: Candidate, match: re.Match[str]) -> bool:
    """2024年6月12日印发, 自2024年8月1日起施行, (2024年6月12日); a day with 前 is a deadline."""
    text, (start, end) = parse.text, candidate.figure or (candidate.start, candidate.end)
    starts = candidate.since is not None
    if candidate.end != end and not starts:
        return False
    if match.groupdict().get("day"):
        alone = (
            candidate.start == start
            and text[start - 1 : start] in {"", "(", "\n"}
            and text[end : end + 1] in {"", ")", "\n"}
        )
        return alone or bool(_grammar()["act_later"].match(text, candidate.end))
    not_to_come = candidate.due is None or parse.year is None or candidate.due.year <= parse.year
    return not_to_come and bool(_grammar()["act"].match(text, candidate.end))


def _is_past(parse: Parse, candidate: Candidate, match: re.Match[str]) -> bool:
    if match.group() in tables().at("dates", "past_words"):
        return True
    last = candidate.due or candidate.since
    return last is not None and parse.year is not None and last.year < parse.year
