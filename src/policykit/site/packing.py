"""How numbers are written in the index's files, and which file holds what."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Packed", "bits", "bucket", "unpacked"]

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_CODES = _DIGITS.encode("ascii")
_STEP = 8
"""Levels from 1 to 8 share a number with the distance to the unit before."""
_HALF = 32
_PRIME = 0x01000193
_BASIS = 0x811C9DC5


class Packed:
    """Postings as letters and digits: distance and level, five bits to a sign, the sixth says more follow.

    >>> postings = Packed()
    >>> for unit, level in [(0, 8), (1, 1), (900, 3)]:
    ...     postings.add(unit, level)
    >>> postings.text, postings.size
    ('HI6gH', 3)
    """

    __slots__ = ("_last", "_signs", "size")

    def __init__(self) -> None:
        self._signs = bytearray()
        self._last = 0
        self.size = 0

    def add(self, unit: int, level: int) -> None:
        """Add a unit behind those that are there, with its level from 1 to 8."""
        number = (unit - self._last) * _STEP + level - 1
        while number >= _HALF:
            self._signs.append(_CODES[number % _HALF + _HALF])
            number //= _HALF
        self._signs.append(_CODES[number])
        self._last = unit
        self.size += 1

    @property
    def text(self) -> str:
        """All of it."""
        return self._signs.decode("ascii")


def unpacked(text: str) -> list[tuple[int, int]]:
    """What `Packed` packed.

    >>> unpacked("HI6gH")
    [(0, 8), (1, 1), (900, 3)]
    """
    found: list[tuple[int, int]] = []
    number, place, unit = 0, 1, 0
    for sign in text:
        digit = _DIGITS.index(sign)
        number += digit % _HALF * place
        place *= _HALF
        if digit < _HALF:
            unit += number // _STEP
            found.append((unit, number % _STEP + 1))
            number, place = 0, 1
    return found


def bits(flags: Iterable[bool]) -> str:
    """Yes or no for every unit, six to a sign.

    >>> bits([True, False, False, False, False, False, True])
    'BB'
    """
    numbers: list[int] = []
    for at, flag in enumerate(flags):
        if at % 6 == 0:
            numbers.append(0)
        numbers[-1] |= flag << at % 6
    return "".join(_DIGITS[number] for number in numbers)


def bucket(text: str, count: int) -> int:
    """Which of `count` files holds a feature: FNV-1a over UTF-16 units, as JavaScript sees a string.

    >>> bucket("g县域", 16), bucket("w县域", 16)
    (12, 12)
    """
    number = _BASIS
    coded = text.encode("utf-16-le")
    for at in range(0, len(coded), 2):
        number = ((number ^ int.from_bytes(coded[at : at + 2], "little")) * _PRIME) & 0xFFFFFFFF
    return number % count
