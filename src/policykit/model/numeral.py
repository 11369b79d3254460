"""Numerals: 1,234.5 · 13万2千 · 三点五亿 · 三分之二 · 3/4 · ½ · 七成五 · 三四十 · 1.5×10⁴, read whole or not at all.

The one grammar of numbers, of a text as of a cell; what stands around a number (sign, unit, range, words of
comparison) is for its readers. The patterns stand in `data/quantities.yml`, from which the browser reads alike.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from policykit.base.resources import load
from policykit.model.quantity import Exact

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Numeral", "goes_on", "grammar", "han_integer", "integer", "plain_numerals", "read_numeral"]

_NAME = re.compile(r"\{([a-z_]+)\}")
_SMALL, _LARGE = {"十": 10, "百": 100, "千": 1000}, {"万": 10**4, "亿": 10**8}
_PERCENT, _TENTH = 100, 10
_SCALES = frozenset("十百千万亿")
_YEARS = range(1900, 2101)


class Numeral(NamedTuple):
    """A number that was read: where it ends and what it is worth."""

    end: int
    value: Exact
    value2: Exact | None = None
    """Upper end of an approximate pair: 三五个."""
    unit: str = ""
    """Set when the numeral carries its unit itself: 百分之九十 is 90 %."""
    chinese: bool = False
    magnitude: str = ""
    """Magnitude word directly after digits, as written: 万."""
    surplus: bool = False
    """多 or 余 stands after the number, or 几 in it: more than it says."""
    scaled: bool = False
    """Whether 万, 亿 or the like counts in it: 4.8万, 三点五亿."""
    fraction: bool = False
    """Whether it is 3/4 or ½, which may count a unit (½年) and is a share without one."""
    loose: bool = False
    """Whether it names a size and no number: 几十, 数百万."""
    base: Exact | None = None
    """What 百分之, 万分之 multiplies its number by: 百分之十至二十 has one base."""


def _no_unit(_text: str, _at: int) -> int:
    return 0


_TENS = re.compile("([一二三四五六七八九]?)十([一二三四五六七八九]?)")
"""The numbers of articles and items: read without the grammar of all numbers, which takes long to be made."""


@cache
def grammar() -> dict[str, str]:
    """The patterns by name, each put together from those before it."""
    found: dict[str, str] = {}
    for name, pattern in load("quantities")["numerals"].items():
        found[name] = _NAME.sub(lambda part: f"(?:{found[part[1]]})", pattern)
    return found


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(grammar()[name])


@cache
def _formal() -> tuple[re.Pattern[str], dict[int, str]]:
    table = load("quantities")["formal"]
    return re.compile(_NAME.sub(lambda part: table[part[1]], table["run"])), str.maketrans(table["plain"])


def plain_numerals(text: str) -> str:
    """A text with its formal numerals in plain ones, character for character.

    >>> plain_numerals("队伍补助贰佰伍拾圆整,大陆歌手伍佰")
    '队伍补助二百五十元整,大陆歌手伍佰'
    """
    run, plain = _formal()
    return run.sub(lambda found: found[0].translate(plain), text)


def goes_on(text: str, at: int, end: int | None = None) -> bool:
    """Whether what stands at `at` would belong to a number that ends there: a digit, ½, ², ^2, a second point.

    >>> [goes_on(text, 1) for text in ("3个", "3½", "3²", "3.5", "三四", "三成")]
    [False, True, True, True, True, False]
    """
    return _pattern("goes_on").match(text, at, len(text) if end is None else end) is not None


def read_numeral(
    text: str, start: int, end: int | None = None, unit: Callable[[str, int], int] = _no_unit
) -> Numeral | None:
    """The number that begins at `start` and has ended by `end`; `None` for what is none, or none as a whole.

    `unit` gives the length of the word (a unit, a word that begins with a numeral) at a place: 千 of 千米 is no
    magnitude, and 一 of 一般 no digit.

    >>> [float(read_numeral(text, 0).value) for text in ("1,234.5", "13万2千元", "13万2", "三点五亿元", "六千八")]
    [1234.5, 132000.0, 132000.0, 350000000.0, 6800.0]
    >>> [float(read_numeral(text, 0).value) for text in ("万分之三", "3/4", "½", "七成五", "3½", "1.5×10⁴", "二〇三五")]
    [0.03, 75.0, 50.0, 75.0, 3.5, 15000.0, 2035.0]
    >>> [read_numeral(text, 0) for text in ("83①", "8³", "1,2345", "83 85", "1.2.3", "三点五十", "三百四五十")]
    [None, None, None, None, None, None, None]
    """
    end = len(text) if end is None else end
    for read in (_parts, _fraction, _tenths):
        found = read(text, start, end)
        if found is not None and _whole(text, found.end, end, unit):
            return found
    if text[start : start + 1] in "0123456789":
        return _arabic(text, start, end, unit)
    return _chinese(text, start, end, unit)


def _whole(text: str, at: int, end: int, unit: Callable[[str, int], int]) -> bool:
    return not goes_on(text, at, end) or unit(text, at) > 1


# --- shares and fractions -------------------------------------------------------------------------


def _parts(text: str, start: int, end: int) -> Numeral | None:
    """万分之三, 百分之九十, 三分之二, 一又二分之一; of 千分之 per mille, of all others per cent."""
    # Its pattern takes long to be made, and most texts have no such number.
    match = _pattern("parts").match(text, start, end) if text.find("分之", start, end) >= 0 else None
    if match is None:
        return None
    whole, below, above = match[1], _number(match[2]), match[3]
    pair = _pattern("pair_alone").fullmatch(above.removesuffix("十"))
    times = _TENTH if pair and above[-1] == "十" else 1
    value = Decimal(han_integer(pair[1]) or 0) * times if pair else _number(above)
    if not below or value is None or (value % 1 and not _is_power(below)):
        return None
    if whole:
        first = _number(whole)
        if first is None:
            return None
        return Numeral(match.end(), Fraction(first) + Fraction(value) / Fraction(below), chinese=True)
    mille = match[2] == "千"
    base = Fraction(1000 if mille else _PERCENT) / Fraction(below)
    upper = Decimal(han_integer(pair[2]) or 0) * times if pair else None
    surplus = _surplus(text, match.end(), end)
    return Numeral(
        match.end() + surplus,
        _exact(Fraction(value) * base),
        None if upper is None else _exact(Fraction(upper) * base),
        "‰" if mille else "%",
        chinese=not above[0].isascii(),
        surplus=surplus,
        base=_exact(base),
    )


def _is_power(number: Exact) -> bool:
    return re.fullmatch("10*", f"{number:f}" if isinstance(number, Decimal) else str(number)) is not None


def _exact(value: Fraction) -> Exact:
    """A whole or short decimal number as such; a third stays a fraction."""
    if value.denominator == 1:
        return Decimal(value.numerator)
    scaled = value * 10**9
    return Decimal(scaled.numerator).scaleb(-9).normalize() if scaled.denominator == 1 else value


def _fraction(text: str, start: int, end: int) -> Numeral | None:
    """3/4, ½, 3½."""
    match = _pattern("vulgar").match(text, start, end)
    if match is not None:
        part = Fraction(unicodedata.numeric(match[2])).limit_denominator(10)
        if match[1]:
            return Numeral(match.end(), int(match[1]) + part)
        return Numeral(match.end(), _exact(part * _PERCENT), unit="%", fraction=True)
    match = _pattern("slash").match(text, start, end)
    if match is None:
        return None
    above, below = int(match[1]), int(match[2])
    if above >= below or (above in _YEARS and below in _YEARS):
        return None
    return Numeral(match.end(), _exact(Fraction(above * _PERCENT, below)), unit="%", fraction=True)


def _tenths(text: str, start: int, end: int) -> Numeral | None:
    """三成, 七成五, 六七成, 两成半."""
    match = _pattern("tenths").match(text, start, end)
    if match is None:
        return None
    pair = _pattern("pair_alone").fullmatch(match[1])
    first, second = _number(pair[1] if pair else match[1]), _number(pair[2]) if pair else None
    more = Decimal(5) if match[2] == "半" else _number(match[2]) if match[2] else Decimal(0)
    if first is None or more is None or first > _TENTH:
        return None
    value2 = None if second is None else second * _TENTH
    surplus = not more and _surplus(text, match.end(), end)
    chinese = not match[1][0].isascii()
    return Numeral(
        match.end() + surplus, first * _TENTH + more, value2, "%", chinese=chinese, surplus=surplus
    )


# --- digits ---------------------------------------------------------------------------------------


def _arabic(text: str, start: int, end: int, unit: Callable[[str, int], int]) -> Numeral | None:
    """Digits with the magnitudes after them: 4.8万, 13万2千, 1亿3千万, 50多万, 1.5×10⁴."""
    match = _pattern("power").match(text, start, end)
    if match is not None:
        power = unicodedata.normalize("NFKC", match[2] or match[4]).replace("−", "-")
        value = _plain(match[1] or match[3] or "1").scaleb(int(power))
        return Numeral(match.end(), value) if _whole(text, match.end(), end, unit) else None
    match = _pattern("arabic").match(text, start, end)
    if match is None:
        return None
    value, at = _plain(match[0]), match.end()
    surplus = _surplus(text, at, end)
    magnitude = _magnitude(text, at + surplus, end, unit)
    if not magnitude:
        return Numeral(at + surplus, value, surplus=surplus) if _whole(text, at, end, unit) else None
    factor = _times(magnitude)
    value, at = value * factor, at + surplus + len(magnitude)
    more = None if surplus else _pattern("tail").match(text, at, end)
    written = magnitude
    while more is not None:
        magnitude = _magnitude(text, more.end(), end, unit)
        part = _tail(more[0], factor, magnitude)
        if part is None:
            return None
        value, at, written = value + part, more.end() + len(magnitude), ""
        factor = _times(magnitude) if magnitude else 1
        more = _pattern("tail").match(text, at, end) if magnitude else None
    surplus = surplus or _surplus(text, at, end)
    at += _surplus(text, at, end)
    if not _whole(text, at, end, unit):
        return None
    return Numeral(at, value, magnitude=written, surplus=surplus, scaled=True)


def _plain(digits: str) -> Decimal:
    return Decimal(digits.replace(",", "").replace(" ", ""))


def _tail(written: str, factor: int, magnitude: str) -> Decimal | None:
    """What stands after a magnitude: of 13万2 the 2 is 2千, of 1亿3千万 the 3千万 is what it says."""
    number = Decimal(written.lstrip("零〇"))
    if magnitude:
        part = number * _times(magnitude)
        return part if part < factor else None
    if written[0] in "零〇" or len(written) == len(str(factor)) - 1:
        return number if number < factor else None
    return number * factor / _TENTH if len(written) == 1 else None


def _surplus(text: str, at: int, end: int) -> bool:
    return at < end and text[at] in load("quantities")["surplus"]


def _magnitude(text: str, at: int, end: int, unit: Callable[[str, int], int]) -> str:
    match = _pattern("magnitude").match(text, at, end)
    return match[0] if match is not None and unit(text, at) <= len(match[0]) else ""


def _times(magnitude: str) -> int:
    return int(load("quantities")["magnitudes"][magnitude])


# --- Chinese numerals -----------------------------------------------------------------------------


def _chinese(text: str, start: int, end: int, unit: Callable[[str, int], int]) -> Numeral | None:
    match = _pattern("pair").match(text, start, end)
    if match is not None and _whole(text, match.end(), end, unit):
        ten, first, second = _number(match[1]) if match[1] else 0, _number(match[2]), _number(match[3])
        factor = _times(match[4]) if match[4] else 1
        if first is not None and second is not None and ten is not None:
            low, high = (ten + first) * factor, (ten + second) * factor
            return Numeral(match.end(), low, high, chinese=True, scaled=factor >= _LARGE["万"])
    match = _pattern("few").match(text, start, end)
    if match is not None and _whole(text, match.end(), end, unit):
        value = Decimal(_times(match[1]))
        return Numeral(
            match.end(), value, chinese=True, surplus=True, scaled=value >= _LARGE["万"], loose=True
        )
    for name in ("decimal", "integer"):
        found = _pattern(name).match(text, start, end)
        if found is not None and (numeral := _counted(text, found, end, unit)) is not None:
            return numeral
    return None


def _counted(text: str, found: re.Match[str], end: int, unit: Callable[[str, int], int]) -> Numeral | None:
    """A Chinese number as far as it goes; 多, 余 and 几 may stand in it, and a unit keeps its 千 (三万 千瓦)."""
    at, word = found.end(), found[0]
    value = _number(word)
    last = len(word) - 1
    if value is not None and last > 0 and word[last] in _SCALES and unit(text, at - 1) > 1:
        shorter = _number(word[:last])
        value, at, word = (value, at, word) if shorter is None else (shorter, at - 1, word[:last])
    if value is None:
        return None
    surplus = word[-1] in "十百千万亿" and at < end and text[at] in "几多余来"
    if surplus:
        at += 1
    more = _pattern("scale").match(text, at, end) if surplus or "点" in word else None
    # 三点五十 is a time of day or nothing; 三点五百 and 二十多万 are numbers.
    if more is not None and more[0] != "十" and unit(text, at) <= len(more[0]):
        value, at = value * _times(more[0]), more.end()
    if not _whole(text, at, end, unit):
        return None
    return Numeral(
        at, value, chinese=True, surplus=surplus, scaled=bool(set(text[found.start() : at]) & {"万", "亿"})
    )


def _number(written: str) -> Decimal | None:
    """The value of a number without magnitudes after it, in digits or Chinese."""
    if written[0].isascii():
        return _plain(written)
    if written in load("quantities")["magnitudes"]:
        return Decimal(_times(written))
    whole, point, decimals = written.partition("点")
    value = han_integer(whole)
    if value is None or not point:
        return None if value is None else Decimal(value)
    return Decimal(f"{value}.{_positional(decimals)}")


def _positional(digits: str) -> str:
    return "".join(str(load("quantities")["digits"][char]) for char in digits)


@lru_cache(maxsize=4096)
def integer(numeral: str) -> int | None:
    """The value of a numeral as it stands in numbering and dates, or `None` for what is not one.

    >>> [integer(n) for n in ("十一", "二十", "一百零三", "一九九0", "12", "⑫", "甲")]
    [11, 20, 103, 1990, 12, 12, None]
    """
    folded = unicodedata.normalize("NFKC", numeral)
    return int(folded) if folded.isdecimal() else han_integer(folded.replace("0", "〇")) if folded else None


@lru_cache(maxsize=4096)
def han_integer(word: str) -> int | None:
    """The value of a Chinese integer, or `None` for what is none; digits alone are read off (二〇三五).

    >>> [han_integer(word) for word in ("三百零五", "两万五千", "六万八", "三万亿", "二〇三五", "万", "三十百")]
    [305, 25000, 68000, 3000000000000, 2035, None, None]
    """
    digits: dict[str, int] = load("quantities")["digits"]
    if all(char in digits for char in word):
        return int(_positional(word))
    if ten := _TENS.fullmatch(word):
        return 10 * digits.get(ten[1], 1) + digits.get(ten[2], 0)
    if _pattern("integer").fullmatch(word) is None:
        return None
    total = section = 0
    digit, last = None, 1
    for char in word:
        if char in digits:
            digit = digits[char]
            last = last if digit else 1
        elif char in _SMALL:
            section += (1 if digit is None else digit or 1) * _SMALL[char]
            digit, last = None, _SMALL[char]
        elif char == "万":
            total += (section + (digit or 0)) * _LARGE[char]
            section, digit, last = 0, None, _LARGE[char]
        else:
            total = (total + section + (digit or 0)) * _LARGE[char]
            section, digit, last = 0, None, _LARGE[char]
    # 六万八 is 68,000: the digit after a magnitude counts the next lower one.
    return total + section + (digit or 0) * max(1, last // _TENTH)
