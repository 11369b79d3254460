"""每: frequencies (每季度, 每3年), and what a number is counted for (每千人口, 每个); 按月, 定期."""

from __future__ import annotations

import re
from decimal import Decimal

from policykit.model import Comparator, QuantityKind
from policykit.text.quantities.draft import Draft, Reading
from policykit.text.quantities.numerals import Numeral, read
from policykit.text.quantities.tables import tables

__all__ = ["end_of_each", "read_frequencies"]

_EACH = re.compile("每")
_BEFORE = 3
"""How far before 定期 a word may begin that 定期 is only part of (规定期限)."""


def read_frequencies(reading: Reading) -> None:
    """每季度 is at least once a quarter, 定期 is vague; 每千人口 is what a number is counted for."""
    known, text = tables(), reading.text
    for match in _EACH.finditer(text):
        numeral, end = _count(text, match.end())
        period = known.words("frequencies", "periods").at(text, end)
        if period:
            _frequency(reading, match.start(), end + len(period), _unit(numeral, period))
        elif end_of_each(text, match.start()) > match.end():
            reading.claim(match.start(), end_of_each(text, match.start()))
    fixed = known.at("frequencies", "fixed")
    for start, word in known.words("frequencies", "fixed").find(text):
        if not known.words("frequencies", "fixed_except").at(text, start):
            _frequency(reading, start, start + len(word), f"次/{fixed[word]}")
    excepted = known.words("frequencies", "vague_except")
    for start, word in known.words("frequencies", "vague").find(text):
        if not any(excepted.at(text, start - back) for back in range(_BEFORE)):
            _frequency(reading, start, start + len(word), "")


def end_of_each(text: str, at: int) -> int:
    """Where 每 and what it counts end: 每个, 每千人口, 每两年, 每10万人.

    >>> end_of_each("每千人口床位数", 0), end_of_each("每个乡镇", 0), end_of_each("每逢", 0)
    (4, 2, 1)
    """
    known = tables()
    numeral, end = _count(text, at + 1)
    if numeral is None:
        end += len(known.magnitude_words.at(text, end))
    word = known.words("frequencies", "periods").at(text, end) or known.unit_words.at(text, end)
    return end + len(word)


def _count(text: str, start: int) -> tuple[Numeral | None, int]:
    """The number after 每, of a range (每3~5年) the upper end, and where it ends."""
    numeral = read(text, start)
    if numeral is None:
        return None, start
    mark = tables().range_marks.at(text, numeral.end)
    upper = read(text, numeral.end + len(mark)) if mark else None
    return (numeral, numeral.end) if upper is None else (upper, upper.end)


def _unit(numeral: Numeral | None, period: str) -> str:
    """次/季度, 次/3年."""
    name = tables().at("frequencies", "periods")[period]
    if numeral is None or numeral.value == 1 or not isinstance(numeral.value, Decimal):
        return f"次/{name}"
    return f"次/{numeral.value.normalize():f}{name}"


def _frequency(reading: Reading, start: int, end: int, unit: str) -> None:
    if not reading.is_free(start, end):
        return
    draft = Draft(QuantityKind.FREQUENCY, start, end, comparator=Comparator.GE, unit=unit)
    draft.dimension = "frequency"
    draft.value, draft.vague = (Decimal(1), False) if unit else (None, True)
    reading.add(draft)
