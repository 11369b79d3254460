"""The figure itself: 90%, 3—5个, 4.8万元, 12/10万, 1:1.5, 三分之二, 半数, 翻一番; grades: 二级及以上, 主治医师以上.

figure := numeral [mark numeral] unit {"/" unit}. A Chinese numeral counts only before a unit, since
一体化, 三明 and 十分 begin with numerals too; digits count always. `read_figure` is the one entry point: whatever
reads a figure, in a clause or elsewhere, reads it here.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from policykit.model import Comparator, Exact, Hint, QuantityKind
from policykit.text.quantities.numerals import Numeral, read
from policykit.text.quantities.parse import Candidate, Parse
from policykit.text.quantities.tables import tables

__all__ = ["read_figure", "read_grade", "read_titles"]

_TERM = r"[0-9]{1,9}(?:\.[0-9]{1,9})?"
_RATIO = re.compile(rf"({_TERM}):({_TERM})((?::{_TERM}){{0,9}})")
_PER_RATE = re.compile(r"/((?:[0-9]{1,9})?(?:百万|十万|千万|万|千|亿)(?:人口|人)?)")
_LARGE_ENOUGH = 11
"""From here on a Chinese numeral is a count before any unit: 十分 is a word, 二十分 is not."""
_NEAR = 10
"""3—5万元: the first number takes the magnitude unless it is written out (8000—1万元)."""


class _Measured(NamedTuple):
    """A figure's parts: values, unit, and where it ends."""

    first: Numeral
    value: Exact
    value2: Exact | None
    unit: str
    end: int


def read_figure(text: str, start: int) -> Candidate | None:
    """The figure that begins at `start`: a candidate without comparator, or `None`."""
    return _share_word(text, start) or _ratio(text, start) or _measure(text, start)


def _share_word(text: str, start: int) -> Candidate | None:
    """半数, 九成, 翻一番: a number without digits."""
    known = tables()
    word = known.words("shares").at(text, start)
    if word and text[start + len(word) : start + len(word) + 1] not in known.at("share_not_before"):
        end = start + len(word)
        value = Decimal(known.shares[word])
        candidate = Candidate(QuantityKind.NUMBER, start, end, value=value, unit="%", dimension="share")
        candidate.vague = word in known.at("share_vague")
        return candidate
    word = known.words("multiples").at(text, start)
    if not word:
        return None
    candidate = Candidate(QuantityKind.NUMBER, start, start + len(word), unit="%", dimension="share")
    candidate.value, candidate.comparator = Decimal(known.multiples[word]), Comparator.INCREASE
    return candidate


def _ratio(text: str, start: int) -> Candidate | None:
    """1:1.5; with three terms and more (3.6:48:48.4) it is a composition and no single figure."""
    match = _RATIO.match(text, start)
    if match is None:
        return None
    candidate = Candidate(QuantityKind.NUMBER, start, match.end(), unit=":", dimension="ratio")
    if not match.group(3):
        candidate.value, candidate.value2 = Decimal(match.group(1)), Decimal(match.group(2))
    return candidate


def _measure(text: str, start: int) -> Candidate | None:
    known = tables()
    if known.stopwords.at(text, start) and not text[start].isdigit():
        return None
    first = read(text, start)
    if first is None or (
        first.chinese and first.value == 1 and known.stopwords_before.before(text, start + 1)
    ):
        return None
    unit = first.unit or _unit(text, first)
    measured = _Measured(first, first.value, first.value2, unit, first.end + (0 if first.unit else len(unit)))
    measured = _range(text, measured) or measured
    if first.chinese and not measured.unit:
        return None
    return _candidate(text, start, measured)


def _range(text: str, measured: _Measured) -> _Measured | None:
    """The figure with its upper end and the unit that stands after it: 3—5个, 3%—5%, 一倍至两倍."""
    first = measured.first
    for at in dict.fromkeys((first.end, measured.end)):
        mark = tables().range_marks.at(text, at)
        upper = read(text, at + len(mark)) if mark else None
        if upper is None or upper.chinese != first.chinese:
            continue
        unit = upper.unit or _unit(text, upper)
        between = text[first.end : at]
        low = _low(first, upper)
        if unit and between in {"", unit} and low < upper.value:
            return _Measured(first, low, upper.value, unit, upper.end + (0 if upper.unit else len(unit)))
    return None


def _low(first: Numeral, upper: Numeral) -> Exact:
    """The lower end; in 3—5万元 the magnitude stands once and counts for both."""
    if not upper.magnitude or first.magnitude:
        return first.value
    magnitude = tables().magnitudes[upper.magnitude]
    return first.value * magnitude if first.value * magnitude < upper.value * _NEAR else first.value


def _unit(text: str, numeral: Numeral) -> str:
    """The unit after a numeral; a Chinese numeral takes none that forms another word with it."""
    known, start = tables(), numeral.end
    unit = known.unit_words.at(text, start)
    after = text[start + len(unit) : start + len(unit) + 1]
    if unit.isascii() and unit.isalpha() and after.isascii() and after.isalnum():
        return ""
    if not numeral.chinese or unit not in known.digits_only:
        return unit
    suffix = known.suffixes.at(text, start + len(unit))
    bounded = suffix != "" and suffix not in known.at("suffix_needs")
    known_pair = known.words("digits_only_except").before(text, start + len(unit))
    return unit if bounded or numeral.value >= _LARGE_ENOUGH or len(known_pair) > len(unit) else ""


def _candidate(text: str, start: int, measured: _Measured) -> Candidate:
    known = tables()
    first, unit, end = measured.first, measured.unit, measured.end
    dimension = known.dimensions.get(unit, "")
    written = unit if first.unit else first.magnitude + unit
    normal = known.unit_aliases.get(unit, unit)
    rate = _PER_RATE.match(text, end)
    if rate is not None:
        end, normal, written = rate.end(), normal + rate.group(), written + rate.group()
        dimension = dimension or "rate"
    while text.startswith(("/", "·"), end) and (more := known.unit_words.at(text, end + 1)):
        normal += text[end] + known.unit_aliases.get(more, more)
        written += text[end] + more
        end += 1 + len(more)
        dimension = dimension or "rate"
    kind = QuantityKind.GRADE if dimension == "grade" else QuantityKind.NUMBER
    candidate = Candidate(kind, start, end, unit=normal, unit_written=written, dimension=dimension)
    candidate.value, candidate.value2, candidate.surplus = measured.value, measured.value2, first.surplus
    candidate.vague = (
        first.surplus or first.value2 is not None or (unit in known.at("vague_units") and text[start] == "一")
    )
    return candidate


def read_grade(text: str, candidate: Candidate, floor: int) -> None:
    """A numeral with 级: a grade asked for when a suffix or 达到 says so, else part of a name (三级医院)."""
    known = tables()
    letters = known.words("grades", "letters").at(text, candidate.end)
    candidate.end += len(letters)
    candidate.grade = text[candidate.start : candidate.end]
    candidate.figure = (candidate.start, candidate.end)
    word, op = _suffix(text, candidate.end)
    cue = known.words("grades", "cues").before(text, candidate.start)
    if word:
        candidate.end += len(word)
        candidate.comparator = op
        candidate.verb_at = candidate.start - len(cue) if cue else -1
    elif cue and candidate.start - len(cue) >= floor:
        candidate.comparator = Comparator.GRADE
        candidate.verb_at = candidate.start - len(cue)
        candidate.start -= len(cue) if cue in known.prefixes else 0
    else:
        candidate.kind, candidate.hint = QuantityKind.LABEL, Hint.NAME
        candidate.value = candidate.value2 = None


@cache
def _suffixes() -> dict[str, Comparator]:
    table = tables().at("grades", "suffixes")
    longest_first = sorted(((word, op) for op in table for word in table[op]), key=lambda pair: -len(pair[0]))
    return {word: Comparator(op) for word, op in longest_first}


def _suffix(text: str, start: int) -> tuple[str, Comparator | None]:
    word = next((word for word in _suffixes() if text.startswith(word, start)), "")
    return word, _suffixes().get(word)


def read_titles(parse: Parse) -> None:
    """Ranks of people and levels of government before 以上 or 以下."""
    levels = tables().words("grades", "levels")
    for match in tables().graded.finditer(parse.text):
        if not parse.is_free(*match.span()):
            continue
        candidate = Candidate(QuantityKind.GRADE, *match.span(), figure=match.span(1), grade=match.group(1))
        candidate.comparator = _suffixes()[match.group(2)]
        candidate.dimension = "grade"
        if match.group(1) in levels:
            candidate.hint = Hint.NAME
        parse.add(candidate)
