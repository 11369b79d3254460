"""How dates are written: their patterns, put together from the tables, and the days that the parts of a year have."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from functools import cache

from policykit.model.numeral import integer
from policykit.text.quantities.tables import alternatives, tables

__all__ = ["Period", "grammar", "is_range", "later", "number", "part_of_year", "ranged"]

Period = tuple[date, date]
"""First and last day."""

_HAN = "0〇○零一二三四五六七八九"
_ANY_YEAR = rf"(?:(?:19|20)[0-9]{{2}}|[一二][{_HAN}]{{3}})"
_YEAR = rf"(?<![0-9.])(?P<year>{_ANY_YEAR})"
_DASH = "-{1,2}|[—–~]{1,2}|至|到"
_MONTH = r"(?P<month>[0-9]{1,2}|十[一二]?|[一二三四五六七八九])月份?"
_DAY = r"(?P<day>[0-9]{1,2}|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]"
_COUNT = (
    r"(?P<count>[0-9]{1,3}|[一二两三四五六七八九十]{1,3}|半)(?P<unit>年|个月|个?工作日|个?自然日|日|天|周)"
)
_INSIDE = "(?:之内|以内|内)"


def _parts(months: str, parts: str) -> str:
    """What may follow a year: a half, quarters, months and days, or a word like 底."""
    return (
        rf"(?:(?P<half>[上下])半年[末底内]?|(?:前|第)?(?:(?P<quarter_from>[一二三四1-4])(?:{_DASH}|[、和])第?)?"
        rf"(?P<quarter>[一二三四1-4])季度[末底内]?|(?:(?P<month_from>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,2}})(?:{_DASH}))?"
        rf"{_MONTH}(?:{_DAY}|(?P<month_part>{months}))?|(?P<part>{parts}))"
    )


@cache
def grammar() -> dict[str, re.Pattern[str]]:
    """The date patterns, put together from the tables; of those that begin together the longest is tried first."""
    table = tables().at("dates")
    not_part = "".join(table["part_not_before"])
    months, leads = alternatives(table["month_parts"]), alternatives(table["leads"])
    following = _parts(months, rf"(?:{alternatives(table['parts'])})(?![{not_part}])")
    alone = _parts(months, alternatives([*table["bare"], *table["bare_marked"]]))
    events = alternatives([*table["issue_events"], *table["other_events"]])
    own = "(?P<own>本[一-鿿]{1,6}|(?:文件|通知|方案|意见|规划)(?:正式)?)?"
    patterns = {
        "term": rf"[自从]?{own}(?P<event>{events})(?:之日起?|之?后)[的,]?{_COUNT}{_INSIDE}",
        "issue": rf"自(?P<event>{events})之日起(?=(?:正式)?(?:施行|实施|执行|生效))",
        "full": rf"{_YEAR}(?:年?(?:{_DASH})(?P<last>{_ANY_YEAR}))?年度?{following}?",
        "listed": rf"{_YEAR}(?=(?:[、和与及]{_ANY_YEAR})+年(?!度?[版级]))",
        "told": rf"(?P<told>{alternatives([*table['years'], *table['next_years']])})(?:年?{following})?",
        "numeric": r"(?<![0-9.-])(?P<year>(?:19|20)[0-9]{2})(?P<mark>[-./])(?P<month>[0-9]{1,2})(?:(?P=mark)"
        r"(?P<day>[0-9]{1,2}))?(?![0-9-/]|\.[0-9]|年)",
        "compact": r"(?<![0-9A-Za-z.,/-])(?P<year>(?:19|20)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})?"
        r"(?![0-9A-Za-z.%‰/-]|,[0-9])",
        "plan": rf'[“"]?(?P<plan>{alternatives(table["plans"])})[”"]?'
        rf"(?:(?P<plan_end>{alternatives(table['plan_ends'])})|前(?P<plan_years>[一二三四])年)?",
        "alone": f"(?<![0-9.个每]){alone}",
        "day": f"(?:(?<=[每当次本下首末]月)|(?<=第[一二三1-3]个月)){_DAY}(?=前|之前|以前|底前)",
        "month": "[本当下次]月[底末]",
        "ahead": rf"(?:(?P<coming>未来|今后){_COUNT}{_INSIDE}?|{_COUNT.replace('count', 'n').replace('unit', 'u')}"
        rf"(?P<about>左右)?(?:{_INSIDE}|的?时间))",
        "tail": rf"起?(?:{_DASH})(?:(?:(?P<year>{_ANY_YEAR})年)?{_MONTH}(?:{_DAY}|(?P<month_part>{months}))?"
        rf"|(?P<only_year>{_ANY_YEAR})年[底末]?|{_DAY.replace('day', 'only_day')})",
        "lead": rf"(?:{leads})$",
        "moving": rf"(?:{alternatives(table['moving'])})(?:来临|到来|开始|开学)?[之以]?前",
        "before": alternatives(table["before"]),
        "start": rf"(?:{alternatives(table['start'])})(?![{''.join(table['start_not_before'])}])",
        "since": alternatives(table["since"]),
        "act": alternatives(table["acts"]),
        "act_ends": r"实施(?:[。;,)\n]|$)",
        "act_later": rf"[一-鿿]{{0,12}}?(?:{alternatives(table['acts'])})",
        "act_before": f"(?:{alternatives(table['act_before'])})$",
        "name": alternatives(table["names"]),
        "baseline_before": f"(?<![占可配同])(?:{alternatives(table['baseline_before'])})$",
        "baseline_after": alternatives(table["baseline_after"]),
        "level": f"(?:{alternatives(table['levels'])})$",
        "share": r"的?(?:[0-9.]+|[一二两三四五六七八九十百]+)(?:(?P<times>倍)|%|成|分之)",
        "plan_name": rf"[一-鿿]{{0,6}}?(?:{alternatives(table['plan_names'])})",
        "every": r"每年(?:度|的|于|在)?$",
        "goal": rf"[^。;\n]{{0,24}}?(?:{alternatives(table['term_goals'])})",
        "no_goal": rf"[^,。;\n]{{0,8}}?(?:{alternatives(table['term_not'])})",
        "term_lead": rf"(?:^|[,。;:(\n])(?:{alternatives(table['term_leads'])})?$",
    }
    return {name: re.compile(pattern) for name, pattern in patterns.items()}


# --- days ---------------------------------------------------------------------------------------


def part_of_year(year: int, groups: dict[str, str | None]) -> Period | None:
    """First and last day of the part of a year that a match names; `None` if there is no such day."""
    table = tables().at("dates")
    first_month, month, day = 1, 12, 31
    if groups.get("half"):
        first_month, month = (1, 6) if groups["half"] == "上" else (7, 12)
        day = calendar.monthrange(year, month)[1]
    elif groups.get("quarter"):
        quarter = number(groups["quarter"])
        first_month, month = 3 * (number(groups["quarter_from"]) or quarter) - 2, 3 * quarter
        day = calendar.monthrange(year, month)[1]
    elif groups.get("month"):
        month = number(groups["month"])
        first_month = number(groups.get("month_from")) or month
        if not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
            return None
        last = calendar.monthrange(year, month)[1]
        day = number(groups.get("day")) or table["month_parts"].get(groups.get("month_part"), 0) or last
    elif groups.get("part"):
        month, day = (table["parts"] | table["bare"] | table["bare_marked"])[groups["part"]]
    try:
        last_day = date(year, month, day)
        return (last_day if groups.get("day") else date(year, first_month, 1)), last_day
    except ValueError:
        return None


def ranged(begin: Period, tail: re.Match[str]) -> Period | None:
    """From the first day of a period to the last of the one after 至, which takes its year and month."""
    first, groups = begin[0], tail.groupdict()
    if groups["only_year"]:
        end: Period | None = part_of_year(number(groups["only_year"]), {})
    elif groups["only_day"]:
        end = part_of_year(begin[1].year, {"month": str(begin[1].month), "day": groups["only_day"]})
    else:
        end = part_of_year(number(groups["year"]) or begin[1].year, groups)
    return None if end is None or end[1] < first else (first, end[1])


def number(written: str | None) -> int:
    """The value of a year, month, day or count that the grammar matched; its patterns take numerals only."""
    return integer(written or "") or 0


def is_range(match: re.Match[str]) -> bool:
    """Whether a match names a first and a last period: 2023—2025年, 1—9月, “十四五”期间."""
    groups = match.groupdict()
    ends = groups.get("plan_end") in tables().at("dates", "plan_spans") or groups.get("plan_years")
    return bool(ends or any(groups.get(key) for key in ("last", "quarter_from", "month_from")))


def later(day: date, count: str, unit: str) -> date | None:
    """The day so much later: the same day of the month, or its last; `None` in working days."""
    if unit.endswith("工作日"):
        return None
    if unit in {"日", "天", "周"} or unit.endswith("自然日"):
        return day + timedelta(days=number(count) * (7 if unit == "周" else 1))
    months = 6 if count == "半" else number(count) * (12 if unit == "年" else 1)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
