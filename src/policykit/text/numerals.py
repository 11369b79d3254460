"""Chinese and Arabic integers as they stand in numbering: 十一, 二十, 一百零三, 12, ⑫."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

__all__ = ["integer"]

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}


@lru_cache(maxsize=4096)
def integer(numeral: str) -> int | None:
    """The value of a numeral, or `None` for what is not one.

    >>> [integer(n) for n in ("十一", "二十", "一百零三", "二〇二三", "12", "⑫", "甲")]
    [11, 20, 103, 2023, 12, 12, None]
    """
    plain = unicodedata.normalize("NFKC", numeral)
    if plain.isdecimal():
        return int(plain)
    if not plain or any(char not in _DIGITS and char not in _UNITS for char in plain):
        return None
    if not any(char in _UNITS for char in plain):
        return int("".join(str(_DIGITS[char]) for char in plain))
    total = digit = 0
    for char in plain:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit
