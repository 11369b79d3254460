"""Dates and figures in order: 到2026年、2027年,分别达到85%和90% gives each figure the date of its rank."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from policykit.model import QuantityKind
from policykit.text.quantities.tables import alternatives, tables

if TYPE_CHECKING:
    from policykit.text.quantities.parse import Candidate, Parse

__all__ = ["joint", "pair"]

_SENTENCE_END = re.compile(r"[。;!?\n]")
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
            _give(parse.text, series, _figures_in_order(parse.text, inside, after))


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
