"""Dates and periods: 2024年6月底前, 第三季度, 明年3月底前, 2023—2025年, 20250630前, “十四五”末, 自2024年起, 三年内.

A date's `due` is the last day of the period that it names: 2025年 is 2025-12-31, 6月底 is 06-30. 前 after
a period keeps that last day (2030年前 is read as: by the end of 2030), which is the project's own reading; 以后
begins on the day after it. A period with two ends has `since` too. Parts of a year take the year named before them
in their paragraph, else, and after a plan (“十四五”), the policy's; 年底前 always takes the policy's. A term (三年内)
counts from the day of issue. What recurs (每年6月底前) has no day; a day that does not exist (2月30日), or that cannot
be told, has none and is vague. A hint says why a date is no deadline: it is an act's, a baseline, a name, or past.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from policykit.model import Comparator, Hint, QuantityKind
from policykit.text.quantities.parse import Candidate, Parse, opens_paragraph
from policykit.text.quantities.periods import Period, grammar, is_range, later, number, part_of_year, ranged
from policykit.text.quantities.tables import tables

__all__ = ["read_dates"]

_WAY_BACK = 60
"""So far back, within its sentence, are the words looked for that change what a date is."""

_RULES = (
    "term",
    "issue",
    "full",
    "listed",
    "told",
    "numeric",
    "compact",
    "plan",
    "alone",
    "day",
    "month",
    "ahead",
)


@dataclass(slots=True)
class _Context:
    """What a part of a year is read against."""

    year: int | None
    """The year named before it in its paragraph, else the policy's."""
    named: bool = False
    recurs: bool = False
    """Whether 每年 stands before it in its sentence."""


class _Around(NamedTuple):
    """The words around a date that belong to it."""

    lead: str
    before: str
    start: str


def read_dates(parse: Parse) -> None:
    """Add every date and period."""
    patterns, text = grammar(), parse.text
    found = [(match, name) for name in _RULES for match in patterns[name].finditer(text)]
    context = _Context(parse.year)
    done = scanned = 0
    for match, name in sorted(found, key=lambda item: (item[0].start(), -item[0].end())):
        start, end = match.span()
        if start < done or not parse.is_free(start, end) or not _IS_DATE.get(name, _always)(text, match):
            continue
        if opens_paragraph(text, scanned, start):
            context.year, context.named = parse.year, False
        if any(mark in text[scanned:start] for mark in "。;\n"):
            context.recurs = False
        scanned = start
        candidate = _candidate(parse, name, match, context)
        if candidate is None:
            continue
        parse.add(candidate)
        done = candidate.end
        last = candidate.due or (candidate.since if candidate.told else None)
        if last is not None and candidate.hint is None and (match.groupdict().get("year") or name == "told"):
            context.year, context.named = last.year, True
        elif name == "plan":
            context.year, context.named = parse.year, False


def _candidate(parse: Parse, name: str, match: re.Match[str], context: _Context) -> Candidate | None:
    """The date at a match, with the words around it that belong to it; `None` if the match is no date."""
    text = parse.text
    candidate = Candidate(QuantityKind.DATE, *match.span(), comparator=Comparator.BY_DATE)
    candidate.told = name in {"told", "alone", "ahead", "term", "month"}
    if name in {"term", "ahead", "issue"}:
        return _from_issue(parse, name, match, candidate)
    if name in {"day", "month"} or _recurs(text, match, name, context):
        _around(text, candidate)
        return candidate if name != "alone" or _stands_alone(text, match, candidate, recurs=True) else None
    year, period = _named(parse, name, match, context)
    tail = grammar()["tail"].match(text, match.end()) if name in {"full", "told", "alone"} else None
    if tail is not None:
        candidate.end = tail.end()
    moving = grammar()["moving"].match(text, candidate.end) if name in {"full", "told"} else None
    if moving is not None:  # 2026年春节前; with its month (9月开学前) it is before that is over
        candidate.end = moving.end()
        period = period if match.groupdict().get("month") else None
    around = _around(text, candidate)
    if name == "alone" and not _stands_alone(text, match, candidate):
        return None
    if name in {"numeric", "compact"} and not _is_marked(text, name, match, candidate, around):
        return None
    if tail is not None and period is not None:
        period = ranged(period, tail)
    if period is None:
        candidate.vague = year is not None  # there is no such day
        return candidate
    spans = tail is not None or is_range(match)
    _set(candidate, period, around, has_day=bool(match.groupdict().get("day")), spans=spans)
    candidate.hint = candidate.hint or _hint(parse, candidate, name, match, around)
    return candidate


# --- which period is named ----------------------------------------------------------------------


def _named(
    parse: Parse, name: str, match: re.Match[str], context: _Context
) -> tuple[int | None, Period | None]:
    """The year of the period that a match names, with its first and last day; these are `None` if there are none."""
    table, groups = tables().at("dates"), match.groupdict()
    if name == "plan":
        last = table["plans"][groups["plan"]]
        years = number(groups["plan_years"])
        return last, (date(last - 4, 1, 1), date(last - 5 + years if years else last, 12, 31))
    year = context.year
    if name == "told":
        on = table["years"].get(groups["told"])
        year = parse.year if on is not None else (context.year if context.named else None)
        year = None if year is None else year + (1 if on is None else on)
    elif groups.get("year"):
        year = number(groups["year"])
    elif groups.get("part") in table["bare"]:
        year = parse.year
    period = None if year is None else part_of_year(year, groups)
    if period is not None and groups.get("last"):
        end = part_of_year(number(groups["last"]), groups)
        period = None if end is None or end[1] < period[0] else (date(period[0].year, 1, 1), end[1])
    return year, period


# --- what is no date ----------------------------------------------------------------------------


def _always(text: str, match: re.Match[str]) -> bool:  # noqa: ARG001 - the shape of a rule
    return True


def _is_told(text: str, match: re.Match[str]) -> bool:
    """说明年限, 以上年份 hold no year; 当年 and 次年 name one only with a part of it or a word like 前."""
    table, word = tables().at("dates"), match["told"]
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if before and before in table["years_not_after"].get(word[0], ""):
        return False
    if match.end() == match.end("told"):
        if after and after in table["years_not_before"]:
            return False
        marked = bool(grammar()["before"].match(text, match.end())) or after in {",", "起"}
        return word not in table["years_marked"] or marked
    return True


def _since_mark(text: str, at: int, marks: str) -> str:
    """What stands before a place, back to the last of the marks."""
    near = text[max(0, at - _WAY_BACK) : at]
    return near[max(map(near.rfind, marks)) + 1 :]


def _is_from_event(text: str, match: re.Match[str]) -> bool:
    """名单公布之日起30日内 counts from another event."""
    start = match.start()
    return bool(match["own"]) or text[start] in "自从" or not "一" <= text[start - 1 : start] <= "鿿"


def _is_ahead(text: str, match: re.Match[str]) -> bool:
    """3年内 is a term when it opens its part and something is to be reached in it; 3年内不得 is a duration."""
    start, end, patterns = match.start(), match.end(), grammar()
    if match["coming"]:
        return True
    sentence = _since_mark(text, start, "。;\n")
    if any(word in sentence for word in tables().at("dates", "term_events")):
        return False
    if match["u"] not in {"年", "个月"} or not patterns["term_lead"].search(text, max(0, start - 6), start):
        return False
    return bool(patterns["goal"].match(text, end)) and not patterns["no_goal"].match(text, end)


_IS_DATE = {"told": _is_told, "term": _is_from_event, "ahead": _is_ahead}


def _stands_alone(text: str, match: re.Match[str], candidate: Candidate, *, recurs: bool = False) -> bool:
    """Whether a part of a year without a year is a date.

    6月 needs a day, 底, 前 or the like: 三月 may be a name, 6月龄 an age. 三年内 is a duration; 年中 needs 前.
    """
    table, groups, (start, end) = tables().at("dates"), match.groupdict(), match.span()
    marked = candidate.end > end or candidate.start < start
    if groups["month"]:
        if recurs or groups["day"] or (groups["month_part"] or "内") != "内":
            return True
        return candidate.end > end or bool(groups["month_from"]) or text.startswith("底", end - 1)
    counted = text[start - 1 : start].isdigit() or text[start - 1 : start] in table["bare_not_after"]
    if (counted and not recurs) or tables().words("dates", "bare_except").at(text, start):
        return False
    return recurs or groups["part"] not in table["bare_marked"] or marked


def _is_marked(text: str, name: str, match: re.Match[str], candidate: Candidate, around: _Around) -> bool:
    """A date in digits needs a word of time beside it, unless it is whole (2025-06-30); 2025.6万元 is a figure."""
    counted = bool(tables().unit_words.at(text, match.end())) and not around.before
    counted = counted or bool(tables().magnitude_words.at(text, match.end()))
    if name == "numeric" and match["day"]:
        return True
    return not counted and (bool(around.before or around.start) or candidate.start < match.start())


def _recurs(text: str, match: re.Match[str], name: str, context: _Context) -> bool:
    """每年6月底前 comes again every year, and so does 12月底前 after it in its sentence."""
    if name != "alone":
        return False
    context.recurs = context.recurs or bool(
        grammar()["every"].search(text, max(0, match.start() - 4), match.start())
    )
    return context.recurs


# --- the words around it ------------------------------------------------------------------------


def _around(text: str, candidate: Candidate) -> _Around:
    """Take in 到, 自, 前, 起 around the date."""
    patterns, table = grammar(), tables().at("dates")
    begin, end = candidate.start, candidate.end
    candidate.figure = (begin, end)
    found = patterns["lead"].search(text, max(0, begin - 3), begin)
    lead = found.group() if found else ""
    is_level = lead in table["leads_to"] and text[begin - 2 : begin - 1] in table["level_verbs"]
    if lead and lead not in table["leads_outside"] and not is_level:
        candidate.start = begin - len(lead)
    else:
        lead = ""
    before, start = patterns["before"].match(text, end), patterns["start"].match(text, end)
    since = patterns["since"].match(text, end)
    word = ""
    if since is not None:
        candidate.end, candidate.hint = since.end(), Hint.FACT
    elif before is not None:
        candidate.end = before.end()
    elif start is not None:
        from_day = lead in table["start_leads"]
        if from_day or start.group() in table["start_alone"] or start.group() in table["start_after"]:
            word, candidate.end = start.group(), start.end()
    return _Around(lead, before.group() if before else "", word)


def _set(candidate: Candidate, period: Period, around: _Around, *, has_day: bool, spans: bool) -> None:
    """The last day and the first, by the words around it."""
    first, last = period
    table = tables().at("dates")
    begins = around.start or around.lead in table["start_leads"]
    if around.start in table["start_after"]:
        candidate.since = last if has_day else last + timedelta(days=1)
    elif candidate.hint is Hint.FACT or (not spans and not around.before and begins):
        candidate.since = first
    else:
        candidate.due = last
        candidate.since = first if spans else None


def _from_issue(parse: Parse, name: str, match: re.Match[str], candidate: Candidate) -> Candidate:
    """A term that counts from the issue; without its day, and in working days, it stays open."""
    groups, candidate.figure = match.groupdict(), match.span()
    own = groups.get("event") in (None, *tables().at("dates", "issue_events"))
    issued = parse.issued if own else None
    if name == "issue":
        candidate.since, candidate.hint = issued, Hint.ACT_DATE
        return candidate
    count, unit = groups["count"] or groups["n"], groups["unit"] or groups["u"]
    if issued is not None and not groups.get("about"):
        candidate.due = later(issued, count, unit)
    candidate.vague = candidate.due is None
    return candidate


# --- what it is -------------------------------------------------------------------------------------


def _hint(
    parse: Parse, candidate: Candidate, name: str, match: re.Match[str], around: _Around
) -> Hint | None:
    """Why a date is no deadline, else `None`. `candidate.figure` is the date alone, without 到, 自, 前 and 起."""
    patterns, text = grammar(), parse.text
    start, end = candidate.core
    is_named = (name == "plan" and _names_plan(text, match)) or patterns["name"].match(text, end)
    if is_named or _since_mark(text, candidate.start, ",。;:()\n") in tables().at("dates", "whom"):
        return Hint.NAME
    if _is_baseline(text, start, end):
        if candidate.due is None and candidate.since is not None:  # 从2020年的30%
            candidate.due = date(candidate.since.year, 12, 31)
        candidate.start, candidate.since = start, None
        return Hint.BASELINE
    bare = name == "numeric" and not (around.lead or around.before or around.start)
    if bare or patterns["act_before"].search(text, max(0, candidate.start - 8), candidate.start):
        return Hint.ACT_DATE
    if _dates_act(parse, candidate, match):
        return Hint.ACT_DATE
    if _is_past(parse, candidate, match, around):
        return Hint.FACT
    return Hint.NAME if _tells_which(parse, candidate) else None


def _tells_which(parse: Parse, candidate: Candidate) -> bool:
    """Whether a date that is past says which things are meant: 2000年底前建成(的)老旧小区."""
    tells = re.match(tables().at("dates", "tells_which"), parse.text[candidate.end :][:8])
    return tells is not None and _is_over(parse, candidate)


def _is_over(parse: Parse, candidate: Candidate) -> bool:
    """Whether its day lies in a year before the policy's."""
    last = candidate.due or candidate.since or date.max
    return parse.year is not None and last.year < parse.year


def _is_baseline(text: str, start: int, end: int) -> bool:
    """比2020年, 在2020年基础上, 达到2020年的两倍; 从2020年的30%提高到2025年的40% has one and a due date."""
    patterns = grammar()
    if patterns["baseline_before"].search(text, max(0, start - 3), start):
        return True
    is_led = tables().prefixes.before(text, start) != "" or text[start - 1 : start] in tables().at(
        "baseline", "before"
    )
    if is_led and re.match("的[0-9]", text[end:]):
        return True  # 不低于2020年的80所, 由2020年的80所增加到…
    if patterns["baseline_after"].match(text, end) or text.endswith("同期", start, end):
        return True
    share = patterns["share"].match(text, end)
    if share is None:
        return False
    if text[start - 1 : start] in {"由", "从", "自"}:
        return True
    clause = _since_mark(text, start, ",。;\n")
    is_changed = "由" in clause or "从" in clause
    return not is_changed and bool(share["times"] or patterns["level"].search(clause))


def _names_plan(text: str, match: re.Match[str]) -> bool:
    """“十四五”规划 is a name; so is a bare 十四五 without quotation marks or a word of time."""
    if match["plan_end"] or match["plan_years"]:
        return False
    return bool(grammar()["plan_name"].match(text, match.end())) or match.group() == match["plan"]


def _dates_act(parse: Parse, candidate: Candidate, match: re.Match[str]) -> bool:
    """2024年6月12日印发, 自2024年8月1日起施行, (2024年6月12日); a day with 前 is a deadline."""
    text, (start, end) = parse.text, candidate.core
    starts = candidate.since is not None
    if candidate.end != end and not starts:
        return False
    if starts and grammar()["act_ends"].match(text, candidate.end):
        return True
    if match.groupdict().get("day"):
        alone = (
            candidate.start == start
            and text[start - 1 : start] in {"", "(", "\n"}
            and text[end : end + 1] in {"", ")", "\n"}
        )
        return alone or bool(grammar()["act_later"].match(text, candidate.end))
    not_to_come = candidate.due is None or parse.year is None or candidate.due.year <= parse.year
    return not_to_come and bool(grammar()["act"].match(text, candidate.end))


def _is_past(parse: Parse, candidate: Candidate, match: re.Match[str], around: _Around) -> bool:
    """Whether a date lies before the policy's year and nothing (到, 前, 力争) says that it was a goal."""
    table, told = tables().at("dates"), match.groupdict().get("told")
    if told is not None and table["years"].get(told, 0) < 0:
        return True
    aimed = tables().words("modality", "aim").before(parse.text, candidate.start)
    is_goal = around.lead in table["leads_to"] or around.before or aimed
    return not is_goal and _is_over(parse, candidate)
