"""Parse numbers: 1,234.5, 4.8万, 十二, 二〇三五, 百分之九十, 三分之二."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from policykit.text.quantities.tables import tables

if TYPE_CHECKING:
    from policykit.model import Exact

__all__ = ["Numeral", "integer", "parse_number", "read"]

_ARABIC = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3}){1,6}(?:\.[0-9]{1,9})?(?![0-9,])|[0-9]{1,18}(?![0-9])(?:\.[0-9]{1,9})?"
)
_CHINESE = re.compile(r"[〇○零一二三四五六七八九十百千万亿两]{1,24}")
_PAIR = re.compile(r"[一二三四五六七八九两]{2}")
"""三五个: from three to five."""
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_PARTS = (("百分之", "%"), ("千分之", "‰"))


class Numeral(NamedTuple):
    """A number read from a text: where it ends and what it is worth."""

    end: int
    value: Exact
    value2: Exact | None = None
    """Upper end of an approximate pair: 三五个."""
    unit: str = ""
    """Set when the numeral carries its unit itself: 百分之九十 is 90 %."""
    chinese: bool = False
    magnitude: str = ""
    """Magnitude word after digits, as written: 万."""
    surplus: bool = False
    """多 or 余 stands after the number: more than it says."""


def read(text: str, start: int) -> Numeral | None:
    """The number that begins at `start`, or `None`.

    >>> read("4.8万元", 0)[:2]
    (4, Decimal('48000.0'))
    >>> read("百分之九十以上", 0).value, read("三分之二", 0).value, read("十二个", 0).value
    (Decimal('90'), Fraction(200, 3), Decimal('12'))
    """
    for words, unit in _PARTS:
        if text.startswith(words, start):
            part = _after_part(text, start + len(words))
            return part and part._replace(unit=unit)
    arabic = _ARABIC.match(text, start)
    if arabic is not None:
        return _with_magnitude(text, arabic)
    return _read_chinese(text, start)


def parse_number(text: str) -> Exact | None:
    """The value of a text that is one number and nothing else, in percent for shares; else `None`.

    >>> parse_number("1,234.5"), parse_number("4.8万"), parse_number("三百二十"), parse_number("二〇三五")
    (Decimal('1234.5'), Decimal('48000.0'), Decimal('320'), Decimal('2035'))
    >>> parse_number("百分之三点五"), parse_number("三分之二"), parse_number("半数"), parse_number("85%")
    (Decimal('3.5'), Fraction(200, 3), Decimal('50'), Decimal('85'))
    >>> parse_number("若干") is None
    True
    """
    text = text.strip()
    if text in tables().shares:
        return Decimal(tables().shares[text])
    numeral = read(text, 0)
    rest = "" if numeral is None else text[numeral.end :]
    return numeral.value if numeral is not None and rest in {"", "%", "‰"} else None


@lru_cache(maxsize=4096)
def integer(numeral: str) -> int | None:
    """The value of a numeral as it stands in numbering and dates, or `None` for what is not one.

    >>> [integer(n) for n in ("十一", "二十", "一百零三", "二〇二三", "12", "⑫", "甲")]
    [11, 20, 103, 2023, 12, 12, None]
    """
    folded = unicodedata.normalize("NFKC", numeral)
    if folded.isdecimal():
        return int(folded)
    return _chinese_value(folded) if _CHINESE.fullmatch(folded) else None


def _after_part(text: str, start: int) -> Numeral | None:
    """A number after 百分之: digits, or Chinese with 点 for the decimal point."""
    arabic = _ARABIC.match(text, start)
    if arabic is not None:
        return Numeral(arabic.end(), Decimal(arabic.group().replace(",", "")))
    whole = _CHINESE.match(text, start)
    if whole is None:
        return None
    value = _chinese_value(whole.group())
    decimals = _CHINESE.match(text, whole.end() + 1) if text.startswith("点", whole.end()) else None
    if value is None or decimals is None or any(char not in _DIGITS for char in decimals.group()):
        return None if value is None else Numeral(whole.end(), Decimal(value), chinese=True)
    digits = "".join(str(_DIGITS[char]) for char in decimals.group())
    return Numeral(decimals.end(), Decimal(f"{value}.{digits}"), chinese=True)


def _with_magnitude(text: str, arabic: re.Match[str]) -> Numeral:
    """Digits with the 万, 千 … after them; 千 of 千米 belongs to the unit."""
    value, end = Decimal(arabic.group().replace(",", "")), arabic.end()
    known = tables()
    surplus = text[end : end + 1] in known.surplus
    after = end + surplus
    magnitude = known.magnitude_words.at(text, after)
    unit = known.unit_words.at(text, after)
    if magnitude and len(unit) <= len(magnitude) and magnitude != "十":
        value *= known.magnitudes[magnitude]
        end = after + len(magnitude)
        surplus = surplus or text[end : end + 1] in known.surplus
        end += text[end : end + 1] in known.surplus
        return Numeral(end, value, magnitude=magnitude, surplus=surplus)
    return Numeral(after, value, surplus=surplus)


def _read_chinese(text: str, start: int) -> Numeral | None:
    run = _CHINESE.match(text, start)
    if run is None:
        return None
    word, end = run.group(), run.end()
    if text.startswith("分之", end):
        upper = _CHINESE.match(text, end + 2)
        below, above = _chinese_value(word), upper and _chinese_value(upper.group())
        if upper is None or not below or above is None:
            return None
        return Numeral(upper.end(), Fraction(above * 100, below), unit="%", chinese=True)
    word = _without_unit(text, start, word)
    end = start + len(word)
    value = _chinese_value(word)
    if value is None:
        return None
    surplus = text[end : end + 1] in tables().surplus
    if _PAIR.fullmatch(word) and _DIGITS[word[0]] < _DIGITS[word[1]]:
        return Numeral(end, Decimal(_DIGITS[word[0]]), Decimal(_DIGITS[word[1]]), chinese=True)
    return Numeral(end + surplus, Decimal(value), chinese=True, surplus=surplus)


def _without_unit(text: str, start: int, word: str) -> str:
    """五千米 is 五 千米, 三万千瓦 is 三万 千瓦: a unit that begins with a magnitude keeps it."""
    last = len(word) - 1
    if last > 0 and word[last] == "千" and len(tables().unit_words.at(text, start + last)) > 1:
        return word[:last]
    return word


def _chinese_value(word: str) -> int | None:
    """The value of a Chinese integer; digits alone are read off (二〇三五).

    >>> [_chinese_value(word) for word in ("三百零五", "两万五千", "二〇三五", "万")]
    [305, 25000, 2035, None]
    """
    if all(char in _DIGITS for char in word):
        return int("".join(str(_DIGITS[char]) for char in word))
    if word[0] not in _DIGITS and word[0] != "十":
        return None
    total = section = digit = 0
    for char in word:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _SMALL:
            section += (digit or 1) * _SMALL[char]
            digit = 0
        else:
            total = (total + section + digit) * _LARGE[char]
            section = digit = 0
    return total + section + digit
