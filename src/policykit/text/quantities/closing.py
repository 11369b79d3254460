"""Dates that close what they govern: …提高到80%(2025年底前完成); 完成时限:2025年12月."""

from __future__ import annotations

import re
from functools import cache

from policykit.model import QuantityKind
from policykit.text.quantities.draft import Draft, Reading
from policykit.text.quantities.tables import tables

__all__ = ["close"]

_LIMIT_WINDOW = 8


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The words of a time limit before a date; what ends the sentence after it."""
    table = tables().at("dates")
    limits = "|".join(map(re.escape, table["time_limit"]))
    done = "|".join(sorted(map(re.escape, table["done"]), key=len, reverse=True))
    before = "|".join(map(re.escape, table["done_before"]))
    return re.compile(f"(?:{limits})[:为]?$"), re.compile(rf"(?:{before}){{0,3}}(?:{done})(?:[)。;\n]|$)|[)]")


def close(reading: Reading) -> None:
    """Give a closing date to the quantities before it that no date reaches.

    A bracket or 完成 after the date closes its sentence; a time limit closes its paragraph.
    """
    drafts = sorted(reading.drafts, key=lambda draft: draft.start)
    open_ones: list[Draft] = []
    for draft in drafts:
        if draft.kind is not QuantityKind.DATE:
            open_ones.append(draft)
            continue
        begin = _begin(reading.text, draft)
        if begin is not None:
            for earlier in open_ones:
                if earlier.start >= begin and earlier.due is None and earlier.kind is not QuantityKind.LABEL:
                    earlier.due = draft.due
        open_ones = []


def _begin(text: str, draft: Draft) -> int | None:
    """Where the reach of a closing date begins; `None` for any other date."""
    if draft.hint is not None or draft.due is None:
        return None
    limit, done = _patterns()
    if limit.search(text, max(0, draft.start - _LIMIT_WINDOW), draft.start):
        return text.rfind("\n", 0, draft.start) + 1
    if text[draft.start - 1 : draft.start] in {"(", ","} and done.match(text, draft.end):
        return text.rfind("。", 0, draft.start) + 1
    return None
