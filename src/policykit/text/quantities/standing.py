"""What holds from the first, whatever day a goal before it in the text has: 年底前完成改造,每户补助3万元.

A prohibition, a permission, a standard of what one is given or pays, what a word means, and what is done again and
again wait for no goal. They have its day only if the words tie them to it: the first thing that the date reaches is
of their kind (7月1日前,食堂禁止使用木筷,餐馆不得提供).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from policykit.model import Modality, QuantityKind
from policykit.text.quantities.tables import alternatives, tables

if TYPE_CHECKING:
    from policykit.text.quantities.parse import Candidate, Parse

__all__ = ["forbids", "outlasts", "recurs", "stands"]

_MARK = re.compile(r"[,;。:()\n!?]")
_LONGEST_PART = 200


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(tables().at("standing", name))


@cache
def _goal() -> re.Pattern[str]:
    """What a date gives its day to: a figure, or a verb that finishes something."""
    return re.compile(f"[0-9]|{_done('finished', 'reached').pattern}")


def forbids(text: str) -> bool:
    """Whether words forbid something from the first; a bound, and what ends by and by, are no such prohibition.

    >>> forbids("不得露天堆放"), forbids("不得低于60%"), forbids("全面禁止焚烧")
    (True, False, False)
    """
    return _pattern("forbids").search(text) is not None


def recurs(candidate: Candidate) -> bool:
    """Whether it says what is done in each period: 每半年, 每年不少于4次."""
    if candidate.kind is QuantityKind.FREQUENCY:
        return True
    periods = tables().at("frequencies", "periods")
    return candidate.per is not None and candidate.per.removeprefix("每") in periods


def outlasts(parse: Parse, day: Candidate, candidate: Candidate) -> bool:
    """Whether what a candidate is said of stands by itself, apart from the goal whose day reaches it."""
    text = parse.text
    begin = _begin(text, candidate.start)
    if begin <= day.end:
        return False
    kind = _kind(text, begin, candidate)
    if kind is None or (kind == "repeats" and not _is_finished(text, day)):
        return False
    for goal in _goal().finditer(text, day.end, begin):
        end = _end(text, goal.end())
        if text.startswith(":", end):
            continue  # 年底前实现以下目标:…
        return _pattern(kind).search(text, _begin(text, day.start), end) is None
    return False


def stands(parse: Parse, candidate: Candidate) -> bool:
    """Whether a candidate waits for no work that is finished, as a standard of money; what is done again may do so."""
    return _kind(parse.text, _begin(parse.text, candidate.start), candidate) not in (None, "repeats")


def _kind(text: str, begin: int, candidate: Candidate) -> str | None:
    """Of which kind of what stands the part of the sentence is in which a candidate is."""
    end = _end(text, candidate.end)
    if _pattern("forbids").search(text, begin, candidate.end):
        return "forbids"
    if _pattern("means").search(text, begin, candidate.start):
        return "means"
    if candidate.modality is Modality.MAY:
        return "permits"
    said = max(begin, text.rfind("的", begin, candidate.start) + 1)  # 对新增投资的 给予5万元奖励
    stop = end if candidate.kind is QuantityKind.FREQUENCY else candidate.end
    if _pattern("aims").search(text, said, stop):
        return None
    if _is_given(text, begin, candidate) and _pattern("gives").search(text, begin, end):
        return "gives"
    return "repeats" if recurs(candidate) and _pattern("repeats").search(text, begin, end) else None


def _is_given(text: str, begin: int, candidate: Candidate) -> bool:
    """Whether a figure can be one of what is given: money, or a share of it (按投资额的30%给予补助)."""
    is_share = candidate.dimension == "share" and not candidate.bounded
    return candidate.dimension == "money" or (
        is_share and _pattern("gives_share").search(text, begin, candidate.end) is not None
    )


def _is_finished(text: str, day: Candidate) -> bool:
    """Whether a date is one by which something is finished, and frames nothing else: 年底前建成, not 到2027年,."""
    is_end = text.endswith(tuple(tables().at("standing", "ends")), day.start, day.end)
    first = _end(text, day.end + 1)
    is_frame = text.startswith(",", day.end) and _done("finished").search(text, day.end, first) is None
    return is_end and not is_frame


@cache
def _done(*lists: str) -> re.Pattern[str]:
    return re.compile(alternatives(word for name in lists for word in tables().at("standing", name)))


def _begin(text: str, at: int) -> int:
    """Where the part of the sentence begins that holds a place."""
    least = max(0, at - _LONGEST_PART)
    return max((mark.end() for mark in _MARK.finditer(text, least, at)), default=least)


def _end(text: str, at: int) -> int:
    """Where the part of the sentence ends that holds a place."""
    found = _MARK.search(text, at)
    return found.start() if found else len(text)
