"""How the files of the search index are written: short, in signs of a script.

What is written here `web/search/policykit-search-index.js` reads.
"""

from __future__ import annotations

import zlib
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["DIGITS", "Letters", "bits", "bucket", "in_signs"]

_SIGNS = "".join(chr(code) for code in range(1, 127) if chr(code) not in '\t\n\v\f\r\x1a"<\\')
"""All signs of ASCII that stand in a text of a script as they are, 117."""
_GROUP = 6
"""So many bytes are seven signs: 256⁶ < 117⁷ < 2⁵³, so a browser's numbers hold them."""
_ASCII = 128
_SINGLE, _LEADS = 125, 2
"""So many letters are one byte, from 128 up; two bytes begin with one of the next, what is no letter with 255."""
_OTHER = 255
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_PRIME = 0x01000193
_BASIS = 0x811C9DC5


class Letters:
    r"""The letters that a collection uses most, as a table by which its texts are written short.

    >>> letters = Letters.of(["县域医共体", "县域"])
    >>> letters.table[:2], letters.coded("a县域㐀")
    ('县域', b'a\x80\x81\xff4\x00')
    """

    def __init__(self, table: str) -> None:
        self.table = table
        self._codes = _Codes(
            {ord(letter): chr(_ASCII + at) for at, letter in enumerate(table[:_SINGLE])}
            | {
                ord(letter): chr(_ASCII + _SINGLE + at // 256) + chr(at % 256)
                for at, letter in enumerate(table[_SINGLE:])
            }
        )

    @classmethod
    def of(cls, texts: Iterable[str]) -> Letters:
        """The letters that stand most often in some texts, of equals the first in Unicode."""
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(text)
        often = sorted(
            (-count, letter) for letter, count in counts.items() if _ASCII <= ord(letter) < 1 << 16
        )
        return cls("".join(letter for _, letter in often[: _SINGLE + 256 * _LEADS]))

    def coded(self, text: str) -> bytes:
        """A text in bytes: ASCII and the commonest letters in one, others in two; what is no letter in three."""
        return text.translate(self._codes).encode("latin-1")

    def compressed(self, text: str) -> str:
        """A text as zlib makes it short, in signs: a browser unpacks it, and sees by a checksum whether it is whole."""
        return in_signs(zlib.compress(self.coded(text), 9))


class _Codes(dict[int, str]):
    """The bytes of a letter, each as a character; ASCII is itself, and what has none is written in UTF-16."""

    def __missing__(self, code: int) -> str:
        if code < _ASCII:
            found = chr(code)
        else:
            halves = chr(code).encode("utf-16-be").decode("latin-1")
            found = "".join(f"{chr(_OTHER)}{halves[at : at + 2]}" for at in range(0, len(halves), 2))
        self[code] = found
        return found


def in_signs(data: bytes) -> str:
    r"""Bytes in signs of a script, an eighth longer than they are; base64 is a third longer.

    >>> in_signs(bytes(6)), in_signs(b"\xff\xff")
    ('\x01\x01\x01\x01\x01\x01\x01', '\x05f\x15')
    """
    whole = len(data) // _GROUP * _GROUP
    groups = np.frombuffer(data[:whole], dtype=np.uint8).reshape(-1, _GROUP)
    numbers = np.zeros(len(groups), dtype=np.uint64)
    for place in range(_GROUP):
        numbers = numbers * np.uint64(256) + groups[:, place]
    found = np.empty((len(groups), _GROUP + 1), dtype=np.uint8)
    table = np.frombuffer(_SIGNS.encode(), dtype=np.uint8)
    for place in reversed(range(_GROUP + 1)):
        found[:, place] = table[numbers % np.uint64(len(_SIGNS))]
        numbers //= np.uint64(len(_SIGNS))
    rest, signs = int.from_bytes(data[whole:], "big"), ""
    for _ in range(len(data) - whole + 1 if whole < len(data) else 0):
        signs = _SIGNS[rest % len(_SIGNS)] + signs
        rest //= len(_SIGNS)
    return found.tobytes().decode("ascii") + signs


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
    return "".join(DIGITS[number] for number in numbers)


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
