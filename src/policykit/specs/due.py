"""Where a due date comes from that does not stand beside its figure: a lead sentence, a heading, the title.

A figure without a date takes the one of the sentence that opens its list (到2025年，实现以下目标：), else of the
nearest heading that names a period (“十五五”时期主要目标), else the period of the title, if it names the tasks of
one (2025年…工作方案, 2023年下半年重点工作任务). An edition (2018年版) is no period, and a heading that looks back gives
none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from policykit.base.resources import load
from policykit.model import Hint, PartKind, Period, QuantityKind, Role
from policykit.text.normal import normalize
from policykit.text.quantities import find

if TYPE_CHECKING:
    from policykit.model import Clause, Part, Policy, Script

__all__ = ["Inherited", "inherited", "title_period"]

_ISSUED = re.compile(r"(?:印发|转发|下发|发布).*?[《<](.+)[》>]")
_TITLES = re.compile(r"[《<][^《》<>]*[》>]")
_YEARS = re.compile(r"[(〔\[]?((?:19|20)[0-9]{2})年?[-—–~至]{1,2}((?:19|20)[0-9]{2})年?[)〕\]]?")
_PROBE = "达到99%"


@dataclass(frozen=True, slots=True)
class Inherited:
    """A due date that a clause has from above, and perhaps a start."""

    due: date
    due_from: str
    """`lead`, `heading` or `title`."""
    start: date | None = None
    is_planned: bool = False
    """Whether it is that of a plan, and no heading above the clause looks back."""


def inherited(policy: Policy, clause: Clause) -> Inherited | None:
    """The due date that a normative clause has from above; `None` without one."""
    if clause.role is not Role.CLAUSE:
        return None
    part = policy.part(clause)
    period = title_period(policy.title)
    of_title = None if period is None else Inherited(period[1], "title", period[0])
    found = _by_lead(part, policy) or _by_heading(part, policy) or of_title
    if found is None:
        return None
    is_ahead = policy.dated is None or found.due >= policy.dated
    return replace(found, is_planned=is_ahead and not _looks_back(part))


def _looks_back(part: Part) -> bool:
    """Whether a heading above a part tells what was done: 过去五年工作回顾."""
    back = load("specs")["looking_back"]
    return any(word in above.heading for above in part.above for word in back)


@lru_cache(maxsize=1024)
def title_period(title: str) -> tuple[date, date] | None:
    """First and last day of the period whose tasks a title names.

    >>> [str(day) for day in title_period("深化医药卫生体制改革2023年下半年重点工作任务") or ()]
    ['2023-07-01', '2023-12-31']
    >>> title_period("关于推进县域医共体建设的指导意见"), title_period("服务能力标准(2018年版)")
    (None, None)
    """
    text = normalize(title).tight().text
    issued = _ISSUED.search(text)
    text = issued[1] if issued else _TITLES.sub("", text)
    words = load("specs")["plan_titles"]
    years = _YEARS.search(text)
    is_spanned = years is not None and re.search(load("specs")["spanned_titles"], text) is not None
    if not is_spanned and not any(word in text for word in words):
        return None
    if years:
        first, last = Period(int(years[1])).begin, Period(int(years[2])).end
        return (first, last) if first and last and first <= last else None
    dates = [
        (found, found.due)
        for found in find(text)
        if found.kind is QuantityKind.DATE and found.due is not None and found.hint in {None, Hint.NAME}
        if not text.startswith("远景", found.span.end)  # …规划和2035年远景目标纲要
    ]
    if len(dates) != 1:
        return None
    found, due = dates[0]
    is_plan = any(plan in found.surface for plan in load("quantities")["dates"]["plans"])
    if found.hint is not None and not is_plan:
        return None
    period = Period.read(found.surface)
    named = period.begin if period is not None else None
    begin = found.since or (date(due.year - 4, 1, 1) if is_plan else named)
    return None if begin is None else (begin, due)


def _by_lead(part: Part, policy: Policy) -> Inherited | None:
    """From the sentence that opens the list in which the part, or one above it, stands."""
    at: Part | None = part
    while at is not None and at.kind is not PartKind.DOCUMENT:
        lead = _lead(at)
        if lead is not None:
            due = _last(lead.span.cut(policy.source), policy.script, policy.year, policy.dated)
            if due is not None:
                return Inherited(due, "lead")
        at = at.parent
    return None


def _lead(part: Part) -> Clause | None:
    """The clause that opens the list of which the part is an item: the part above it, or one before it with a colon."""
    parent, marks = part.parent, tuple(load("specs")["list_marks"])
    if parent is None or parent.clause is not None:
        return None if parent is None else parent.clause
    if _is_item(part, marks):
        at = next(at for at, child in enumerate(parent.children) if child is part)
        for sibling in reversed(parent.children[:at]):
            if sibling.clause is not None and sibling.clause.text.rstrip().endswith((":", "：")):
                return sibling.clause
            if not _is_item(sibling, marks):
                break
    return None


def _is_item(part: Part, marks: tuple[str, ...]) -> bool:
    """Whether a part is numbered, or begins with a dash or dot."""
    clause = part.clause
    return part.kind is not PartKind.PARAGRAPH or (
        clause is not None and clause.text.lstrip().startswith(marks)
    )


@lru_cache(maxsize=1024)
def _last(text: str, script: Script, year: int | None, issued: date | None) -> date | None:
    """The due date that reaches the end of a sentence."""
    form = normalize(text, script).tight().text.rstrip(":;。")
    probed = find(f"{form},{_PROBE}", year=year, issued=issued)
    last = probed[-1] if probed else None
    return None if last is None or last.hint is Hint.FACT or last.kind is QuantityKind.DATE else last.due


def _by_heading(part: Part, policy: Policy) -> Inherited | None:
    """From the nearest heading above that names one period and does not look back."""
    back = load("specs")["looking_back"]
    for above in reversed(part.above):
        if above.clause is not None or not above.heading or any(word in above.heading for word in back):
            continue
        found = _of_heading(above.heading, policy.script, policy.year, policy.dated)
        if found is not None:
            return found
    return None


@lru_cache(maxsize=4096)
def _of_heading(heading: str, script: Script, year: int | None, issued: date | None) -> Inherited | None:
    """From the one period that a heading names; it is asked for each clause below it."""
    text = normalize(heading, script).tight().text
    dates = [
        found
        for found in find(text, year=year, issued=issued)
        if found.kind is QuantityKind.DATE and found.hint is None and found.due is not None
    ]
    if len({found.due for found in dates}) == 1 and dates[0].due is not None:
        return Inherited(dates[0].due, "heading", dates[0].since)
    return None
