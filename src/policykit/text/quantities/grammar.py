"""From a clause in normal form to its quantities: one pass per rule, the more certain before the less."""

from __future__ import annotations

import sys
from bisect import bisect_right
from typing import TYPE_CHECKING

from policykit.model import Hint, QuantityKind
from policykit.text.quantities.dates import read_dates
from policykit.text.quantities.figures import read_titles
from policykit.text.quantities.identifiers import read_identifiers
from policykit.text.quantities.numbers import read_numbers, read_unread
from policykit.text.quantities.parse import Candidate, Parse
from policykit.text.quantities.scope import govern
from policykit.text.quantities.wording import read_coverage, read_frequencies, read_relative, read_trends

if TYPE_CHECKING:
    from datetime import date

    from policykit.model import Quantity

__all__ = ["find"]

_RULES = (
    read_identifiers,
    read_dates,
    read_frequencies,
    read_titles,
    read_numbers,
    read_coverage,
    read_relative,
    read_trends,
    read_unread,
)
_SLOGAN_LENGTH = 12
_COUNTS = frozenset({"count", "person", ""})
_WORDS = frozenset({QuantityKind.TREND, QuantityKind.COVERAGE, QuantityKind.FREQUENCY, QuantityKind.RELATIVE})


def find(
    text: str, *, year: int | None = None, issued: date | None = None, planned: bool = False
) -> tuple[Quantity, ...]:
    """Every quantity of a clause, in the order of the text, without overlap.

    Parameters
    ----------
    text
        The clause in normal form (simplified, half-width). Layout inside sentences does no harm.
    year
        The policy's year, against which 年底前 and 今年 resolve and earlier years are past. Without it
        such words have no due date and nothing is past.
    issued
        The policy's day of issue, from which 三年内 and 印发之日起30日内 count; without it they have no due date.
    planned
        Whether the clause is of a plan and its period: then 五年累计 and 比上年增长 tell what is to be, not what was.

    Returns
    -------
    tuple of Quantity
        Spans are code points of `text`. The cost is linear in its length.

    Examples
    --------
    >>> for found in find("到2025年,规范管理率达到65%以上,每个卫生院至少派出3名医师。"):
    ...     print(found.surface, found.comparator, found.number, found.unit, found.due)
    到2025年 by_date None  2025-12-31
    65%以上 >= 65.0 % 2025-12-31
    至少派出3名 >= 3.0 名 2025-12-31
    >>> [(found.surface, found.hint.value) for found in find("按照“五大中心”要求,启动第三批试点")]
    [('五大', 'name'), ('第三批', 'ordinal')]
    """
    parse = Parse(text, year, issued, planned)
    for rule in _RULES:
        rule(parse)
    _name_titles(parse)
    govern(parse)
    ordered = sorted(parse.candidates, key=lambda candidate: candidate.start)
    return tuple(candidate.finish(parse.joined, text) for candidate in ordered)


def _name_titles(parse: Parse) -> None:
    """Numbers within 《》 are names, short quoted counts (“两个允许”) slogans.

    A quoted measurement (“农村30分钟急救圈”) stays a figure.
    """
    titles, quotes = parse.joined.titles, parse.joined.quotes
    for candidate in parse.candidates:
        if _within(candidate, titles):
            candidate.hint = candidate.hint if candidate.kind is QuantityKind.LABEL else Hint.NAME
            candidate.kind = candidate.kind if candidate.kind in _WORDS else QuantityKind.LABEL
        elif _counts(candidate, parse.text) and _within(candidate, quotes, _SLOGAN_LENGTH):
            candidate.kind, candidate.hint = QuantityKind.LABEL, Hint.SLOGAN
    parse.candidates = [
        candidate
        for candidate in parse.candidates
        if not (candidate.kind in _WORDS and candidate.hint is Hint.NAME)
    ]


def _counts(candidate: Candidate, text: str) -> bool:
    """Whether a number counts and nothing compares it: 两个, 三; or its Chinese numerals are none: “十百千”."""
    if candidate.kind is QuantityKind.UNREAD:
        return not text[candidate.start].isascii()
    compared = candidate.closed or candidate.start != candidate.core[0]
    return candidate.kind is QuantityKind.NUMBER and candidate.dimension in _COUNTS and not compared


def _within(candidate: Candidate, regions: list[tuple[int, int]], longest: int | None = None) -> bool:
    """Whether the candidate lies in one of the regions (sorted, apart), none longer than `longest`."""
    at = bisect_right(regions, (candidate.start, sys.maxsize)) - 1
    if at < 0:
        return False
    start, end = regions[at]
    return candidate.end <= end and (longest is None or end - start <= longest)
