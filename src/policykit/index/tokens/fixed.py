"""Logarithms in whole numbers: Python and a browser must agree to the last bit."""

from __future__ import annotations

__all__ = ["ONE", "log2", "rarity"]

ONE = 256
"""What stands for 1: fixed point with eight binary places."""
_PLACES = 8
_LEAST = 64
"""The least weight of a word, however common."""
_MANTISSA = 15


def log2(number: int) -> int:
    """256 · log₂ of a whole number from 1 up, rounded down.

    Shifts, products and comparisons only, all below 2³³, so that the same steps in JavaScript's
    numbers are exact.

    >>> log2(1), log2(2), log2(1000)
    (0, 256, 2551)
    """
    power = number.bit_length() - 1
    mantissa = (number << _MANTISSA) >> power
    found = power
    for _ in range(_PLACES):
        mantissa = mantissa * mantissa >> _MANTISSA
        found *= 2
        if mantissa >= 2 << _MANTISSA:
            mantissa >>= 1
            found += 1
    return found


def rarity(count: int, size: int) -> int:
    """BM25's inverse document frequency, fixed point: 256 · log₂((size + 1) / (count + ½)), at least a quarter.

    >>> rarity(1, 150), rarity(140, 150), rarity(0, 150)
    (1703, 64, 2109)
    """
    return max(_LEAST, log2(2 * (size + 1) * ONE // (2 * count + 1)) - _PLACES * ONE)
