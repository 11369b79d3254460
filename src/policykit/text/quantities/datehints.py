"""Why a date is no deadline: it is an act's, a baseline, part of a name, or past."""

from __future__ import annotations

import re
from functools import cache

from policykit.model import Hint
from policykit.text.quantities.draft import Draft, Reading
from policykit.text.quantities.tables import tables

__all__ = ["date_hint"]


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    table = tables().at("dates")

    def any_of(name: str) -> str:
        return "|".join(sorted(map(re.escape, table[name]), key=len, reverse=True))

    return {
        "act": re.compile(any_of("acts")),
        "act_later": re.compile(rf"[一-鿿]{{0,12}}?(?:{any_of('acts')})"),
        "name": re.compile(any_of("names")),
        "baseline_before": re.compile(f"(?:{any_of('baseline_before')})$"),
        "baseline_after": re.compile(any_of("baseline_after")),
        "plan": re.compile(rf"[一-鿿]{{0,6}}?(?:{any_of('plan_names')})"),
    }


def date_hint(reading: Reading, draft: Draft, name: str, match: re.Match[str]) -> Hint | None:
    """The hint of a date that the rule `name` matched, or `None` for a deadline.

    `draft.figure` is the date alone, without 到, 自, 前 and 起.
    """
    patterns, text = _patterns(), reading.text
    start, end = draft.figure or (draft.start, draft.end)
    if (name == "plan" and _names_plan(text, match)) or patterns["name"].match(text, end):
        return Hint.NAME
    if patterns["baseline_before"].search(text, max(0, start - 3), start) or patterns["baseline_after"].match(
        text, end
    ):
        return Hint.BASELINE
    if name == "numeric" or _dates_act(reading, draft, match):
        return Hint.ACT_DATE
    return Hint.FACT if _is_past(reading, draft, match) else None


def _names_plan(text: str, match: re.Match[str]) -> bool:
    """“十四五”规划 is a name; so is a bare 十四五 without quotation marks or a word of time."""
    if match.group("plan_end"):
        return False
    return bool(_patterns()["plan"].match(text, match.end())) or match.group() == match.group("plan")


def _dates_act(reading: Reading, draft: Draft, match: re.Match[str]) -> bool:
    """2024年6月12日印发, 自2024年8月1日起施行, (2024年6月12日); a day with 前 is a deadline."""
    text, (start, end) = reading.text, draft.figure or (draft.start, draft.end)
    starts = draft.since is not None
    if draft.end != end and not starts:
        return False
    if match.groupdict().get("day"):
        alone = (
            draft.start == start
            and text[start - 1 : start] in {"", "(", "\n"}
            and text[end : end + 1] in {"", ")", "\n"}
        )
        return alone or bool(_patterns()["act_later"].match(text, draft.end))
    not_to_come = draft.due is None or reading.year is None or draft.due.year <= reading.year
    return not_to_come and bool(_patterns()["act"].match(text, draft.end))


def _is_past(reading: Reading, draft: Draft, match: re.Match[str]) -> bool:
    if match.group() in tables().at("dates", "past_words"):
        return True
    last = draft.due or draft.since
    return last is not None and reading.year is not None and last.year < reading.year
