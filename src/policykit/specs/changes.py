"""With what a text compares a change, and how it counts it: 比2020年, 比上年, 三年翻一番, 年均, 五年累计.

A year stands in the part of the sentence itself, or in one that says nothing else (与2020年相比, …). Where only a span
of years is said, the base lies before its first year: that of a period (“十四五”期间), or so many years before the
due date. What grows without a word of it grows from the year before, unless it is due later than that.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from policykit.base.resources import load
from policykit.model import Comparator, Hint, QuantityKind, Span

if TYPE_CHECKING:
    from policykit.model import Quantity
    from policykit.specs.reading import Reach, Reading

__all__ = ["Base", "base_of", "grows", "growth_of"]

_PERCENT, _TIMES, _WHOLE = "%", "倍", 100
_SENTENCE = re.compile(r"[。;!?\n]")
_MARK = re.compile(r"[,;。:()\n!?]")
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九十")} | {"两": 2}


class Base(NamedTuple):
    """With what a change compares; `year` is `None` for the period before, and where it is not known."""

    year: int | None = None
    is_known: bool = True
    average: bool = False

    @property
    def words(self) -> str:
        """As a difference names it: 年均、2020年."""
        wording = load("specs")["changes"]["told"]
        year = wording["year"].format(year=self.year) if self.year else wording["before"]
        return "".join(
            [wording["average"] if self.average else "", year if self.is_known else wording["open"]]
        )


def base_of(reading: Reading, quantity: Quantity, reach: Reach) -> Base:
    """With what the text compares the change of which `quantity` is the figure, or the word (逐步提高)."""
    words, said = load("specs")["changes"], _said(reading, quantity)
    average = quantity.number is not None and _holds(said, words["average"])
    if (named := _named(reading, quantity)) is not None:
        return named._replace(average=average and named.year is not None)
    if not average and (quantity.number is None or re.search(words["previous"], said)):
        return Base()
    span = re.search(words["span"], said)
    if average or span or _holds(said, words["cumulative"]):
        year = _before_span(reading, reach, span and span["years"])
        return Base(year, year is not None, average)
    due = reach.due
    if due is None:
        return Base(is_known=grows(reading, quantity))
    return Base(is_known=reading.year is not None and due.year <= reading.year)


def _named(reading: Reading, quantity: Quantity) -> Base | None:
    """The base that the words name: a year, or the one before."""
    words, cell = load("specs")["changes"], reading.cell(quantity)
    if cell is not None:
        found = re.search(words["head"], "".join(cell.header) + cell.name)
        return None if found is None else Base(int(found[1]))
    begin = _begin(_MARK, reading.text, quantity.span.start)
    sentence = _begin(_SENTENCE, reading.text, begin)
    for other, _ in reversed(reading.quantities):
        is_base = other.hint is Hint.BASELINE and other.kind is QuantityKind.DATE and other.due is not None
        if not is_base or not sentence <= other.span.start < quantity.span.start:
            continue
        stop = _MARK.search(reading.text, other.span.end)
        alone = Span(other.span.end, stop.start() if stop else other.span.end).cut(reading.text)
        if other.span.start >= begin or re.fullmatch(words["alone"], alone):
            is_before = re.search(words["previous"], f"比{other.surface}")
            return Base(None if is_before or other.due is None else other.due.year)
    return None


def _before_span(reading: Reading, reach: Reach, written: str | None) -> int | None:
    """The year before a span begins: of so many years up to the due date, of the period that reaches the figure."""
    count = (int(written) if written.isdigit() else _DIGITS.get(written)) if written else None
    if count is not None and reach.due is not None:
        return reach.due.year - count
    start, above = reach.start, reading.inherited
    if start is None and above is not None and reach.due in (None, above.due):
        start = above.start
    if start is None or (reach.due is not None and reach.due.year <= start.year):
        return None
    return start.year - 1


def grows(reading: Reading, quantity: Quantity) -> bool:
    """Whether the words about a figure, or the head over it, say that something grows by it."""
    return _holds(_said(reading, quantity), load("specs")["growths"])


def growth_of(reading: Reading, quantity: Quantity) -> float | None:
    """By how many per cent something grows: 增长12%, 翻一番, 2020年的2倍; `None` where it does not."""
    number, words = quantity.number, load("specs")["changes"]
    if number is None or quantity.number2 is not None:
        return None
    if quantity.unit == _PERCENT and grows(reading, quantity):
        return number
    if quantity.unit != _TIMES:
        return None
    if quantity.comparator is Comparator.INCREASE:
        return number * _WHOLE
    base = _named(reading, quantity)
    said = reading.text[_begin(_MARK, reading.text, quantity.span.start) : quantity.figure.start]
    return (number - 1) * _WHOLE if base and number > 1 and re.search(words["times"], said) else None


def _said(reading: Reading, quantity: Quantity) -> str:
    """The part of the sentence up to and with a figure; of one in a table what its name and heads say."""
    cell = reading.cell(quantity)
    if cell is not None:
        return "".join((*cell.header, cell.name))
    begin = _begin(_MARK, reading.text, quantity.span.start)
    return reading.text[begin : max(quantity.span.end, quantity.figure.end)]


def _begin(mark: re.Pattern[str], text: str, at: int) -> int:
    return max((found.end() for found in mark.finditer(text, 0, at)), default=0)


def _holds(text: str, cues: list[str]) -> bool:
    return any(cue in text for cue in cues)
