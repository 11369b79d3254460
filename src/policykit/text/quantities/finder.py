"""From a clause in normal form to its quantities: one pass per rule, the more certain before the less."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policykit.model import Hint, QuantityKind
from policykit.text.quantities.dates import read_dates
from policykit.text.quantities.draft import Draft, Reading
from policykit.text.quantities.grades import read_titles
from policykit.text.quantities.labels import read_labels
from policykit.text.quantities.numbers import read_numbers
from policykit.text.quantities.reach import govern
from policykit.text.quantities.trends import read_trends
from policykit.text.quantities.wording import read_coverage, read_frequencies, read_relative

if TYPE_CHECKING:
    from policykit.model import Quantity

__all__ = ["find"]

_RULES = (
    read_labels,
    read_dates,
    read_frequencies,
    read_titles,
    read_numbers,
    read_coverage,
    read_relative,
    read_trends,
)
_SLOGAN_LENGTH = 12
_WORDS = frozenset({QuantityKind.TREND, QuantityKind.COVERAGE, QuantityKind.FREQUENCY, QuantityKind.RELATIVE})


def find(text: str, *, year: int | None = None) -> tuple[Quantity, ...]:
    """Every quantity of a clause, in the order of the text, without overlap.

    Parameters
    ----------
    text
        The clause in normal form (simplified, half-width). Layout inside sentences does no harm.
    year
        The policy's year, against which 年底前 and 今年 resolve and earlier years are past. Without it
        such words have no due date and nothing is past.

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
    reading = Reading(text, year)
    for rule in _RULES:
        rule(reading)
    _name_titles(reading)
    govern(reading)
    return tuple(draft.finish(reading.frame, text) for draft in sorted(reading.drafts, key=lambda draft: draft.start))


def _name_titles(reading: Reading) -> None:
    """Numbers within 《》 are names; short quoted counts (“两个允许”) are slogans; a quoted measurement
    (“农村30分钟急救圈”) stays a figure."""
    titles, quotes = reading.frame.titles, reading.frame.quotes
    dropped = []
    for draft in reading.drafts:
        if _within(draft, titles):
            if draft.kind in _WORDS:
                dropped.append(draft)
            elif draft.hint is None or draft.kind is QuantityKind.DATE:
                draft.kind, draft.hint = QuantityKind.LABEL, Hint.NAME
                draft.comparator = draft.due = draft.since = None
        elif draft.kind is QuantityKind.NUMBER and draft.dimension in {"count", "person", ""} and not draft.closed:
            quote = _within(draft, quotes)
            if quote is not None and quote[1] - quote[0] <= _SLOGAN_LENGTH and draft.start == (draft.figure or (draft.start,))[0]:
                draft.kind, draft.hint, draft.comparator = QuantityKind.LABEL, Hint.SLOGAN, None
    reading.remove(dropped)


def _within(draft: Draft, regions: list[tuple[int, int]]) -> tuple[int, int] | None:
    return next((region for region in regions if region[0] <= draft.start and draft.end <= region[1]), None)
