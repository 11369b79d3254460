"""Dates and figures in order: 到2026年、2027年,分别达到85%和90% gives each its date; and dates behind their figures."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from policykit.model import QuantityKind
from policykit.text.quantities.standing import stands
from policykit.text.quantities.tables import alternatives, tables

if TYPE_CHECKING:
    from policykit.text.quantities.parse import Candidate, Parse

__all__ = ["joint", "pair", "trail"]

_SENTENCE_END = re.compile(r"[。;!?\n]")
_ENDS = ("。", "!", "?", "\n")
_LIMIT_WINDOW = 8
_NEAR = 8
"""So far behind 分别 a date may begin to be one of its series."""


@cache
def joint() -> re.Pattern[str]:
    """What stands between the members of a series: 85%和90%, 2026年、2027年."""
    return re.compile(rf"(?:{alternatives(tables().at('series_marks'))}|,)(?:到|至)?")


def pair(parse: Parse) -> None:
    """到2026年、2027年,分别达到85%和90%: each figure takes the date of its rank; of uneven series none takes any."""
    found = list(tables().words("dates", "respectively").find(parse.text))
    if not found:
        return
    ordered = sorted(parse.candidates, key=lambda candidate: candidate.start)
    ends = [match.start() for match in _SENTENCE_END.finditer(parse.text)]
    starts = [candidate.start for candidate in ordered]
    for at, word in found:
        rank = bisect_left(ends, at)
        begin, end = (ends[rank - 1] if rank else 0), (ends[rank] if rank < len(ends) else len(parse.text))
        inside = ordered[bisect_left(starts, begin) : bisect_left(starts, end)]
        series = _dates_in_order(parse.text, inside, at)
        if len(series) > 1:
            after = max(at + len(word), series[-1].end)
            figures = _figures_in_order(parse.text, inside, after)
            _give(parse.text, series, figures)
            _release(parse.text, inside, series, figures)


def _release(text: str, inside: list[Candidate], series: list[Candidate], figures: list[Candidate]) -> None:
    """What is to be so every year, behind the figures of a series, has the last of its dates no more than the first."""
    for one in inside:
        begin = max(text.rfind(mark, 0, one.start) for mark in ",;。\n")
        is_yearly = figures and one.start > figures[-1].end and "每年" in text[begin + 1 : one.start]
        if is_yearly and one.due == series[-1].due and one.kind is not QuantityKind.DATE:
            one.due = None


def _dates_in_order(text: str, inside: list[Candidate], at: int) -> list[Candidate]:
    """The series of dates nearest before 分别 in its sentence, or directly after it."""
    dates = [each for each in inside if each.kind is QuantityKind.DATE and each.hint is None and each.due]
    before, after = ([each for each in dates if (each.start < at) is side] for side in (True, False))
    near = not before and bool(after) and after[0].start - at <= _NEAR
    series: list[Candidate] = []
    for each in after if near else reversed(before):
        left, right = sorted((each, series[-1] if series else each), key=lambda one: one.start)
        if series and not joint().fullmatch(text, left.end, right.start):
            break
        series.append(each)
    return sorted(series, key=lambda each: each.start)


def _figures_in_order(text: str, inside: list[Candidate], begin: int) -> list[Candidate]:
    """The first figure after a place, and those that are joined to it one after another."""
    no_figures = {QuantityKind.DATE, QuantityKind.LABEL}
    figures = [each for each in inside if each.start >= begin and each.kind not in no_figures]
    series = figures[:1]
    for left, right in pairwise(figures):
        if not joint().fullmatch(text, left.end, right.start):
            break
        series.append(right)
    return series


def _give(text: str, dates: list[Candidate], figures: list[Candidate]) -> None:
    """Pair the two; several figures a date only if the marks between them group them so (60%、70%和80%、90%)."""
    each, left = divmod(len(figures), len(dates))
    is_even = bool(each) and not left
    if is_even and each > 1:
        marks = [joint().match(text, before.end) for before in figures[:-1]]
        signs = [mark.group() if mark else "" for mark in marks]
        outer, inner = set(signs[each - 1 :: each]), set(signs) - set(signs[each - 1 :: each])
        within = {sign for at, sign in enumerate(signs, 1) if at % each}
        is_even = bool(inner) and not outer & within
    for rank, figure in enumerate(figures):
        figure.due = dates[rank // each].due if is_even else None
        figure.vague = figure.vague or not is_even


@cache
def _trailing_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The words of a time limit before a date; what ends the sentence after it."""
    table = tables().at("dates")
    before, done = alternatives(table["done_before"]), alternatives(table["done"])
    return (
        re.compile(f"(?:{alternatives(table['time_limit'])})[:为]?$"),
        re.compile(rf"(?:{before}){{0,3}}(?:{done})(?:[)。;\n]|$)|[)]"),
    )


def trail(parse: Parse) -> None:
    """Give a trailing date to the quantities before it that no date reaches.

    A bracket or 完成 after the date closes its sentence; a time limit closes its paragraph.
    """
    without: list[Candidate] = []
    for candidate in sorted(parse.candidates, key=lambda candidate: candidate.start):
        if candidate.kind is not QuantityKind.DATE:
            without.append(candidate)
            continue
        begin = _begin(parse.text, candidate)
        if begin is not None:
            reached = [one for one in without if one.start >= begin and one.due is None]
            reached = [one for one in reached if one.kind is not QuantityKind.LABEL]
            # 改造3000户,每户补助2000元,2027年底前完成: of the works alone
            for one in [one for one in reached if not stands(parse, one)] or reached:
                one.due, one.since = candidate.due, candidate.since or one.since
        without = []


def _begin(text: str, candidate: Candidate) -> int | None:
    """Where the reach of a trailing date begins; `None` for any other date."""
    if candidate.hint is not None or candidate.due is None:
        return None
    limit, done = _trailing_patterns()
    if limit.search(text, max(0, candidate.start - _LIMIT_WINDOW), candidate.start):
        return text.rfind("\n", 0, candidate.start) + 1
    if text[candidate.start - 1 : candidate.start] in {"(", ","} and done.match(text, candidate.end):
        return max(text.rfind(mark, 0, candidate.start) for mark in _ENDS) + 1
    return None
